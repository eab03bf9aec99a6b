"""Reports in a process of their own, so that the window stays free and a report can be broken off.

One frame (see analysis/worker.py) comes in: a name, the language, a map, a path, a ReportWish. Out go ("progress",
share) and in the end ("done", problem): None, or the sentence that says what went wrong.
"""

from __future__ import annotations

import os
import sys
from functools import partial

from silomap.analysis.worker import one_request, send
from silomap.errors import UserError
from silomap.i18n import explain, set_language


def main() -> None:
    """Reads one request, answers it and ends."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from silomap.report.document.write import write_report

    _name, language, system_map, path, wish = one_request(sys.stdin.buffer)
    set_language(language)

    problem = None
    try:
        write_report(system_map, path, wish, partial(send, "progress"))
    except UserError as error:
        problem = explain(error)
    send("done", problem)


if __name__ == "__main__":
    main()
