"""Speed and memory, reported beside a baseline of the same run. Usage: python benchmarks/run.py [SIZE …]

Nothing is asserted here. Times are milliseconds, median and 95th percentile of several repetitions; "baseline" is a
plain way of doing the same thing on the same data in the same run, named in its row.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from silomap.ui.canvas.view import CanvasView

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = (30, 200, 2_000, 10_000)
ROWS: list[tuple[str, int, str, str]] = []


def timed(run: Callable[[], object], repeat: int) -> list[float]:
    found = []
    for _ in range(repeat):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1_000)
    return found


def shown(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} (p95 {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.1f})"


def report(what: str, size: int, value: str, baseline: str = "") -> None:
    ROWS.append((what, size, value, baseline))
    print(f"{what:<44} {size:>6}  {value:<26} {baseline}", flush=True)


def start_to_window() -> None:
    """A process from its start to the first painted window, beside Qt showing an empty widget."""
    ours = (
        "import time,sys; from PySide6.QtWidgets import QApplication; from PySide6.QtCore import QTimer;"
        "app=QApplication([]); from silomap.ui.app import start; from silomap.ui.settings import Settings;"
        "w=start(app, Settings()); w.repaint(); QTimer.singleShot(0, app.quit); app.exec(); import os; os._exit(0)"
    )
    plain = (
        "from PySide6.QtWidgets import QApplication, QWidget; from PySide6.QtCore import QTimer;"
        "app=QApplication([]);"
        "w=QWidget(); w.show(); w.repaint(); QTimer.singleShot(0, app.quit); app.exec(); import os; os._exit(0)"
    )
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "SILOMAP_STATE": folder, "SILOMAP_MAPS": folder}
        run = [
            lambda c=code: subprocess.run([sys.executable, "-c", c], env=env, check=True) for code in (ours, plain)
        ]
        run[0]()
        report(
            "start to first window, whole process",
            0,
            shown(timed(run[0], 7)),
            f"empty widget {shown(timed(run[1], 7))}",
        )


def model(size: int) -> None:
    from benchmarks.shapes import realistic
    from silomap.analysis.analyse import analyse
    from silomap.model import edits
    from silomap.model.elements import Service
    from silomap.model.opening import create_document, open_document

    system_map = realistic(size)
    repeat = 5 if size >= 2_000 else 20
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.silomap"
        create_document(path, system_map).close()
        report("open the file (checked)", size, shown(timed(lambda: open_document(path).close(), repeat)))
        document = open_document(path)
        key = system_map.all(Service)[0].id

        steps = iter(range(1_000_000))

        def one_edit() -> None:
            with document.edit("Move") as draft:
                edits.move(draft, {key: (float(next(steps)), 3.0)})

        ours = timed(one_edit, 60)
        plain = sqlite3.connect(Path(folder) / "plain.db", isolation_level=None)
        plain.execute("PRAGMA synchronous=EXTRA")
        plain.execute("CREATE TABLE t (x)")
        baseline = timed(lambda: plain.execute("INSERT INTO t VALUES (1)"), 60)
        plain.close()
        report("one edit, checked and durable", size, shown(ours), f"bare INSERT, same durability {shown(baseline)}")
        document.close()
    report("whole analysis", size, shown(timed(lambda: analyse(system_map, 200), repeat)))


def places(size: int) -> None:
    """A place for one more service: in one region, full in the end, beside outside all regions."""
    from benchmarks.shapes import realistic
    from silomap.model.draft import Draft
    from silomap.model.elements import Sector, Service
    from silomap.model.free_places import place_new

    system_map = realistic(size)

    def one_by_one(sector: str | None) -> list[float]:
        here, found = system_map, []
        for number in range(40):
            draft = Draft(here)
            draft.put(Service(id=f"one{number}", label="One more", sector=sector))
            found += timed(lambda draft=draft, number=number: place_new(draft, [f"one{number}"], (0.0, 0.0)), 1)  # type: ignore[misc]
            here = draft.result()
        return found

    ours, outside = one_by_one(system_map.all(Sector)[0].id), one_by_one(None)
    report("a place in a region that fills up", size, shown(ours), f"outside all regions {shown(outside)}")


def canvas(size: int) -> None:
    """Real events in the real window; the time from the event to the painted frame."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtGui import QPainter
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

    from benchmarks.shapes import realistic
    from silomap.model.document import Document
    from silomap.report.themes import LIGHT
    from silomap.ui.bridge import Bridge
    from silomap.ui.canvas.view import CanvasView
    from silomap.ui.selection import Selection

    app = QApplication.instance() or QApplication([])
    system_map = realistic(size, 2.0)
    start = time.perf_counter()
    view = CanvasView(Bridge(Document(system_map)), Selection(), LIGHT)
    view.resize(1_012, 818)
    view.show()
    app.processEvents()
    view.viewport().repaint()
    report("first picture of the canvas", size, f"{(time.perf_counter() - start) * 1_000:.0f}")

    def frame(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            act()
            view.viewport().repaint()

        return run

    for name, scale in (("fitted", None), ("1:1", 1.0)):
        if scale:
            view.zoom_to(scale)
        view.motion.settle()
        sharp = timed(view.viewport().repaint, 10)
        middle = QPoint(400, 400)
        QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, middle)
        steps = iter(range(10_000))
        panned = timed(frame(lambda k=steps, m=middle: _pan(view, m, next(k))), 60)
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, middle)
        view.motion.settle()
        plain = QGraphicsView()
        plain.setScene(QGraphicsScene())
        plain.setScene(view.drawing)
        plain.resize(view.size())
        plain.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain.setTransform(view.transform())
        plain.show()
        app.processEvents()

        baseline = timed(lambda v=plain: _scroll(v), 15)
        plain.hide()
        plain.deleteLater()
        report(f"pan, a frame, {name}", size, shown(panned), f"plain QGraphicsView {shown(baseline)}")
        report(f"sharp repaint at rest, {name}", size, shown(sharp))
        zooms = iter(range(10_000))
        zoomed = timed(
            frame(lambda k=zooms: view.zoom_to(view.scale_factor * (1.02 if next(k) % 20 < 10 else 0.98))), 40
        )
        report(f"zoom, a frame, {name}", size, shown(zoomed))
        view.motion.settle()
        if not scale:
            view.fit(fly=False)
    _drags(view, size, frame)
    view.motion.settle()
    view.hide()
    view.deleteLater()
    app.processEvents()


def _pan(view: object, start: object, step: int) -> None:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(start) + QPointF(step % 120, 0)  # type: ignore[call-overload]
    none, button = Qt.MouseButton.NoButton, Qt.MouseButton.MiddleButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, at, none, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)  # type: ignore[attr-defined]


def _scroll(view: object) -> None:
    bar = view.horizontalScrollBar()  # type: ignore[attr-defined]
    bar.setValue(bar.value() + 3)
    view.viewport().repaint()  # type: ignore[attr-defined]


def _drags(view: CanvasView, size: int, frame: Callable[[Callable[[], object]], Callable[[], None]]) -> None:
    """One element with some twenty links at 1:1, and 200 of them on the fitted map, by what the select tool calls."""
    from PySide6.QtCore import QPointF

    nodes = [e for e in view.bridge.map.mapped if e.type != "sector"]
    linked = min(nodes, key=lambda e: (abs(len(view.bridge.map.links_of(e.id)) - 20), e.id))
    many = [e.id for e in nodes[:200]]
    links = len(view.bridge.map.links_of(linked.id))
    for name, ids in ((f"drag one with {links} links, a frame", [linked.id]), ("drag 200, a frame, fitted", many)):
        if len(ids) == 1:
            view.centerOn(view.drawing.items_by_id[ids[0]])
        else:
            view.fit(fly=False)
        view.motion.settle()
        view.viewport().repaint()
        places = view.positions_of(ids)
        steps = iter(range(10_000))
        began = time.perf_counter()
        view.carry(places, QPointF(1, 0))
        view.viewport().repaint()
        report(name.replace("a frame", "to begin"), size, f"{(time.perf_counter() - began) * 1_000:.0f}")
        report(name, size, shown(timed(frame(lambda p=places, k=steps: view.carry(p, QPointF(next(k) % 50, 3))), 40)))
        view.carry(places, QPointF())
        view.carrying.end()


def window(size: int) -> None:
    """The real window: opening, an edit to its findings, and how long the GUI thread ever pauses."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.shapes import realistic
    from silomap.model import edits
    from silomap.model.opening import create_document
    from silomap.ui.app import start
    from silomap.ui.settings import Settings

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SILOMAP_STATE"] = os.environ["SILOMAP_MAPS"] = folder
        path = Path(folder) / "m.silomap"
        create_document(path, realistic(size, 2.6)).close()
        main = start(app, Settings())
        begin = time.perf_counter()
        main.open_path(path)
        app.processEvents()
        main.editor.canvas.viewport().repaint()  # type: ignore[union-attr]
        report("open a map in the window, painted", size, f"{(time.perf_counter() - begin) * 1_000:.0f}")
        editor = main.editor
        while editor.result is None:  # type: ignore[union-attr]
            QTest.qWait(5)
        report("open a map to its findings", size, f"{(time.perf_counter() - begin) * 1_000:.0f}")
        QTest.qWait(400)
        pauses: list[float] = []
        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            pauses.append((now - last[0]) * 1_000)
            last[0] = now

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(0)
        services = [e.id for e in editor.bridge.map.elements if e.type == "service"]  # type: ignore[union-attr]
        found = []
        for number in range(10):
            step = editor.bridge.map.element(services[number]).readiness or 0  # type: ignore[union-attr]
            done: list[float] = []
            off = editor.analysed.connect(lambda _r, d=done: d.append(time.perf_counter()))  # type: ignore[union-attr]
            begin = time.perf_counter()
            with editor.bridge.edit("Change") as draft:  # type: ignore[union-attr]
                edits.set_field(draft, [services[number]], "readiness", 1 + (number + step) % 5)
            while not done:
                QTest.qWait(1)
            found.append((done[0] - begin) * 1_000)
            editor.analysed.disconnect(off)  # type: ignore[union-attr]
            QTest.qWait(60)
        timer.stop()
        report("an edit to its findings, in the window", size, shown(found))
        report("longest pause of the GUI thread meanwhile", size, f"{max(pauses):.0f}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report("peak memory of the window, MB", size, f"{peak:.0f}")
        main.close()
        main.deleteLater()
        app.processEvents()


def main() -> None:
    if sys.argv[1:2] == ["window"]:
        return window(int(sys.argv[2]))
    if sys.argv[1:2] == ["canvas"]:
        return canvas(int(sys.argv[2]))
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print(f"{'what':<44} {'size':>6}  {'ms':<26} baseline in the same run")
    start_to_window()
    for size in sizes:
        model(size)
        places(size)
    for size in sizes:
        canvas(size)
    for size in sizes:  # each in a process of its own, as a person has it
        subprocess.run([sys.executable, __file__, "window", str(size)], check=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process (model and canvas at every size): {peak:.0f} MB")
    out = Path(__file__).parents[1] / "artefacts" / "benchmarks.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(ROWS, indent=1))
    return None


main()
