"""Picture files in a process of their own, so that no frame of the window waits for a large map.

One frame (see analysis/worker.py) comes in: a name, the language, a map, a path, a Wish. Out goes ("done", problem):
None, or the sentence that says what went wrong.
"""

from __future__ import annotations

import os
import sys

from silomap.analysis.worker import one_request, send
from silomap.errors import UserError
from silomap.i18n import explain, set_language


def main() -> None:
    """Reads one request, answers it and ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from silomap.report.picture.export import save_picture

    _name, language, system_map, path, wish = one_request(sys.stdin.buffer)
    set_language(language)
    problem = None
    try:
        save_picture(system_map, path, wish)
    except UserError as error:
        problem = explain(error)
    send("done", problem)


if __name__ == "__main__":
    main()
