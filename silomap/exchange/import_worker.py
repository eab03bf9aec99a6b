"""Reading files for an import in a process of its own: the window stays free, and a large file can be given up.

One frame (see analysis/worker.py) comes in: ("read", path, part) or ("import", path, rows, mapping, map, removes).
Out goes ("done", (answer, problem)): rows and the name of the format, or an Import; else what was wrong, as sentence
and parameters.
"""

from __future__ import annotations

import sys
from typing import Any

from silomap.analysis.worker import one_request, send
from silomap.errors import UserError
from silomap.exchange.formats import format_of, read_foreign
from silomap.exchange.importing import import_of


def answer(name: str, arguments: tuple[Any, ...]) -> tuple[Any, tuple[str, dict[str, object]] | None]:
    """What is asked for, or the reason why not."""
    try:
        if name == "read":
            path, part = arguments
            return (read_foreign(path, part), format_of(path).title), None
        return import_of(*arguments), None
    except UserError as problem:
        return None, (problem.message, problem.params)


def main() -> None:
    """Reads one request, answers it and ends."""
    name, *arguments = one_request(sys.stdin.buffer)
    send("done", answer(name, tuple(arguments)))


if __name__ == "__main__":
    main()
