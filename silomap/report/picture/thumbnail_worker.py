"""Small pictures of versions, and their scores, in a process of its own.

One frame (see analysis/worker.py) comes in: a name, a map, a size. Out goes ("done", (PNG, score)).
"""

from __future__ import annotations

import os
import sys

from silomap.analysis.worker import one_request, send


def main() -> None:
    """Reads one request, answers it and ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from silomap.analysis.analyse import analyse
    from silomap.report.picture.export import application
    from silomap.report.picture.thumbnails import thumbnail_png

    _name, system_map, size = one_request(sys.stdin.buffer)
    application()
    answer = (thumbnail_png(system_map, size), analyse(system_map).score)
    send("done", answer)


if __name__ == "__main__":
    main()
