"""Reading and writing every format, at the size of a very large map, beside the plain library that it stands on.

    python -m benchmarks.exchange [SIZE …]

Reports only; nothing is asserted. Times in seconds; memory is the peak of a process of its own for each row, in MB.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES = (1_000, 10_000)
FILES = ("m.silomap.json", "m.zip", "m.xlsx", "m.graphml", "m.gexf", "m.net", "m.kumu.json", "m.kumu.xlsx")


def timed(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def plain(path: Path) -> float:
    """The least that could be done: the library alone, without making a map of it."""
    name = path.name
    if name.endswith(".json"):
        return timed(lambda: json.loads(path.read_text(encoding="utf-8")))
    if name.endswith(".xlsx"):
        import openpyxl

        def read() -> None:
            for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
                for _row in sheet.iter_rows(values_only=True):
                    pass

        return timed(read)
    if name.endswith((".graphml", ".gexf")):
        from xml.etree import ElementTree

        return timed(lambda: ElementTree.parse(path))
    return timed(lambda: list(csv.reader(path.read_text(encoding="utf-8", errors="replace").splitlines())))


def one(size: int, file: str, folder: Path) -> None:
    """One format at one size, in this process."""
    from benchmarks.shapes import realistic
    from silomap.exchange.formats import read_map, write_map

    system_map = realistic(size)
    path = folder / file
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    writing = timed(lambda: write_map(system_map, path))
    reading = timed(lambda: read_map(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    least = float("nan") if file.endswith((".zip", ".net")) else plain(path)
    print(
        f"{size:>7} {file:<16} write {writing:6.2f}   read {reading:6.2f}   (library alone {least:5.2f})   "
        f"{path.stat().st_size / 1024**2:6.1f} MB   peak memory {peak:4.0f} MB (the map alone {before:.0f})",
        flush=True,
    )


def main() -> None:
    """Every format at every size."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for file in FILES:
                words = [sys.executable, "-m", "benchmarks.exchange", "one", str(size), file, folder]
                subprocess.run(words, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        one(int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
    else:
        main()
