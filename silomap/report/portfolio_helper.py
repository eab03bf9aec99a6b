"""Half of a folder's maps, read in a process of its own: a second pair of hands for `portfolio.index`.

One frame (see analysis/worker.py) comes in: the language and the paths. Out goes ("done", entries).
"""

from __future__ import annotations

import sys

from silomap.analysis.worker import one_request, send
from silomap.i18n import set_language
from silomap.report.portfolio import entry_of


def main() -> None:
    """Reads one request, answers it and ends; whoever asked may be gone by then."""
    code, paths = one_request(sys.stdin.buffer)
    set_language(code)
    send("done", [entry_of(path) for path in paths])


if __name__ == "__main__":
    main()
