"""Views: switching in the real window, lanes and their crossings, pictures of each. Reported, never asserted.

Usage: python benchmarks/views.py [SIZE …]. A switch is timed to the first painted picture; its baseline is the same
page painted once more. Crossings stand beside those of the same lanes in random orders.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = (30, 200, 2_000)
REPEAT = 5


def line(what: str, size: int, value: str, baseline: str = "") -> None:
    print(f"{what:<44} {size:>6}  {value:<26} {baseline}", flush=True)


def lanes(size: int) -> None:
    """How long lanes take, and how much calmer they are than random orders."""
    from benchmarks.shapes import realistic
    from silomap.analysis.lane_order import LANES, crossings
    from silomap.analysis.lanes import lanes as lay_out

    system_map = realistic(size)
    begin = time.perf_counter()
    layout = lay_out(system_map)
    took = (time.perf_counter() - begin) * 1_000
    rank = {kind: number for number, kind in enumerate(LANES)}
    edges: list[list[tuple[str, str]]] = [[], [], []]
    for link in system_map.links:
        ends = sorted((system_map.element(link.source), system_map.element(link.target)), key=lambda e: rank[e.type])
        if rank[ends[1].type] - rank[ends[0].type] == 1:
            edges[rank[ends[0].type]].append((ends[0].id, ends[1].id))
    dice, counts = random.Random(1), []
    for _ in range(5):
        places = {}
        for kind in LANES:
            keys = [key for key in layout.places if system_map.element(key).type == kind]
            spots = [layout.places[key] for key in keys]
            dice.shuffle(spots)
            places.update(zip(keys, spots, strict=True))
        counts.append(crossings(edges, places))
    line("lanes, laid out", size, f"{took:.0f}")
    found = crossings(edges, layout.places)
    line("crossings of links between lanes", size, f"{found}", f"{statistics.mean(counts):.0f} random")


def switching(size: int) -> None:
    """Every view after the one before, as a person goes through them."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.shapes import realistic
    from silomap.model.opening import create_document
    from silomap.ui.app import start
    from silomap.ui.settings import Settings

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SILOMAP_STATE"] = os.environ["SILOMAP_MAPS"] = folder
        path = Path(folder) / "m.silomap"
        create_document(path, realistic(size)).close()
        main = start(app, Settings())
        main.resize(1440, 900)
        main.open_path(path)
        editor = main.editor
        assert editor is not None
        while editor.result is None or main.job.is_busy:
            QTest.qWait(5)
        for view in ("lanes", "matrix", "journey", "charts", "map"):
            found, again = [], []
            for _ in range(REPEAT):
                editor.views.show_view("map" if view != "map" else "lanes")
                QTest.qWait(700)
                begin = time.perf_counter()
                editor.views.show_view(view)
                editor.views.page.viewport().repaint()
                found.append((time.perf_counter() - begin) * 1_000)
                QTest.qWait(300)
                begin = time.perf_counter()
                editor.views.page.viewport().repaint()
                again.append((time.perf_counter() - begin) * 1_000)
            first = f"first {found[0]:.0f}, then {statistics.median(found[1:]):.0f}"
            line(f"switch to {view}, painted", size, first, f"{statistics.median(again):.0f} painted again")
        main.close()
        main.deleteLater()
        app.processEvents()


def pictures(size: int) -> None:
    """Each view into a file, analysis included."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.shapes import realistic
    from silomap.report.picture.export import save_picture
    from silomap.report.picture.leaves import VIEWS, Wish

    app = QApplication.instance() or QApplication([])
    system_map = realistic(size)
    with tempfile.TemporaryDirectory() as folder:
        for view in VIEWS:
            times = []
            for suffix in ("png", "svg", "pdf"):
                begin = time.perf_counter()
                save_picture(system_map, Path(folder) / f"v.{suffix}", Wish(view=view, paper="A3"))
                times.append(f"{(time.perf_counter() - begin) * 1_000:.0f}")
            line(f"picture of {view}: png, svg, pdf", size, ", ".join(times))
    app.processEvents()


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print(f"{'what':<44} {'size':>6}  {'ms':<26} baseline in the same run")
    for size in sizes:
        lanes(size)
        switching(size)
        pictures(size)


main()
