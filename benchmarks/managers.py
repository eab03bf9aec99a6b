"""What managers wait for: the overview, a report of every kind, a folder of maps; beside the least that must be done.

    python -m benchmarks.managers [overview] [reports] [portfolio]

Reports only; nothing is asserted. Times in seconds, each report in a process of its own (as the window and the
command line make it), so the start of Python is in it. The baseline of a report is a process that reads and analyses
the map and draws nothing; that of a folder is reading and analysing every map; that of the overview is showing the
charts.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

SAMPLES = ("two-desks", "turin", "metropolitan-city")
KINDS = ("pdf", "docx", "html", "xlsx", "pptx")
MAPS, SIZE = 200, 60


def timed(act: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def command(*words: str) -> Callable[[], object]:
    """A command of the program."""
    return lambda: subprocess.run([sys.executable, "-m", "silomap", *words], check=True, capture_output=True)


def reports(folder: Path) -> None:
    """Every kind of report of every sample map."""
    print("report: map, kind, seconds, MB on disk; baseline: analyse --json")
    for name in SAMPLES:
        path = folder / f"{name}.silomap"
        command("new", str(path), "--template", name)()
        print(f"{name:18} baseline {timed(command('analyse', str(path), '--json')):6.2f}")
        for kind in KINDS:
            out = folder / f"{name}.{kind}"
            took = timed(command("report", str(path), str(out)))
            print(f"{name:18} {kind:8} {took:6.2f} {out.stat().st_size / 1e6:6.2f}")
    print(f"peak memory of a child, MB: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")


def portfolio(folder: Path) -> None:
    """A folder of maps: the first time, then again, then with one map changed."""
    from benchmarks.shapes import realistic
    from silomap.analysis.analyse import analyse
    from silomap.exchange.formats import read_map
    from silomap.model.opening import create_document, open_document
    from silomap.report.portfolio import index, recurring

    where = folder / "maps"
    where.mkdir()
    system_map = realistic(SIZE)
    for number in range(MAPS):
        create_document(where / f"{number}.silomap", system_map).close()
    paths = sorted(where.glob("*.silomap"))

    def plainly() -> None:
        for path in paths:
            analyse(read_map(path).system_map, 0)

    print(f"folder of {MAPS} maps of {SIZE} elements; baseline: reading and analysing each")
    print(f"baseline   {timed(plainly):6.2f}")
    print(f"first      {timed(lambda: index(where)):6.2f}")
    print(f"again      {timed(lambda: recurring(index(where))):6.2f}")
    document = open_document(paths[0])
    with document.edit("Rename") as draft:
        draft.set(document.map.elements[0].id, label="Another")
    document.close()
    print(f"one new    {timed(lambda: index(where)):6.2f}")


def overview(folder: Path) -> None:
    """From the key to the painted page, in the real window without a screen; the second time the page is there."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["SILOMAP_STATE"], os.environ["SILOMAP_MAPS"] = str(folder / "state"), str(folder / "own")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from silomap.ui.app import start
    from silomap.ui.settings import Settings

    app = QApplication.instance() or QApplication(["silomap"])
    settings = Settings()
    settings.set_text("reduce_motion", "yes")
    window = start(app, settings)
    window.resize(1440, 900)
    print("overview: map, first, again, after an edit (ms on the GUI thread); baseline: charts, first")
    for name in SAMPLES:
        window.show_template(name)
        editor = window.editor
        assert editor is not None
        while editor.result is None or window.job.is_busy:
            QTest.qWait(5)

        charts = shown(app, window, "charts")
        editor.views.show_view("map")
        first = shown(app, window, "overview")
        QTest.qWait(1_500)
        editor.views.show_view("map")
        again = shown(app, window, "overview")
        page = editor.views.pages["overview"]
        edited = 1_000 * timed(partial(page.refresh, force=True))
        print(f"{name:18} {first:6.0f} {again:6.0f} {edited:6.0f}   charts {charts:6.0f}")
    window.close()


def shown(app: Any, window: Any, view: str) -> float:
    """Milliseconds until a view is painted."""

    def act() -> None:
        window.editor.views.show_view(view)
        app.processEvents()
        window.grab()

    return 1_000 * timed(act)


def main() -> None:
    """The parts that are asked for, or all."""
    wanted = sys.argv[1:] or ["overview", "reports", "portfolio"]
    with tempfile.TemporaryDirectory() as name:
        os.environ.setdefault("SILOMAP_STATE", str(Path(name) / "state"))
        for part in wanted:
            {"overview": overview, "reports": reports, "portfolio": portfolio}[part](Path(name))


if __name__ == "__main__":
    main()
