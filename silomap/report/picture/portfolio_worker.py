"""A folder of maps, indexed in a process of its own; the small pictures follow.

One frame (see analysis/worker.py) comes in: a name, the language, a folder, a size, and the folder in which pictures
are kept. Out go ("progress", share), ("progress", (entries,)) as soon as the table can be shown, ("progress", path)
for each picture that was made, and in the end ("done", problem).
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from silomap.analysis.worker import one_request, send
from silomap.errors import UserError
from silomap.i18n import explain, set_language
from silomap.model.writing import write_atomically


def main() -> None:
    """Reads one request, answers it and ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from silomap.report.portfolio import index

    _name, language, folder, size, places = one_request(sys.stdin.buffer)
    set_language(language)

    problem = None
    try:
        entries = index(folder, partial(send, "progress"))
        send("progress", (entries,))
        for entry in entries:
            if not entry.problem and _make(Path(entry.path), places, size):
                send("progress", entry.path)
    except UserError as error:
        problem = explain(error)
    send("done", problem)


def _make(path: Path, places: Path, size: tuple[int, int]) -> bool:
    """Makes the small picture of a map where there is none, or an older one than the map."""
    from silomap.exchange.formats import read_map
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing
    from silomap.report.picture.export import application
    from silomap.report.picture.thumbnails import thumbnail_place, thumbnail_png

    target = thumbnail_place(places, str(path.resolve()))
    try:
        if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            return True
        application()
        draft = Draft(read_map(path).system_map)
        place_missing(draft)
        png = thumbnail_png(draft.result(), size)
        if png:
            write_atomically(target, png)
        return bool(png)
    except (UserError, OSError):
        return False


if __name__ == "__main__":
    main()
