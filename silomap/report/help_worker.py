"""What SiloMap finds in the examples of the help, in a process of its own: the first analysis takes its time.

One frame (see analysis/worker.py) comes in: a name, a language. Out goes ("done", {kind of finding: finding}).
"""

from __future__ import annotations

import sys

from silomap.analysis.worker import one_request, send


def main() -> None:
    """Reads one request, answers it and ends."""
    from silomap.i18n import set_language
    from silomap.report.help import FINDINGS, example_finding, topics

    _name, language = one_request(sys.stdin.buffer)
    set_language(language)
    send("done", {topic.code: example_finding(topic.code) for topic in topics() if topic.area == FINDINGS})


if __name__ == "__main__":
    main()
