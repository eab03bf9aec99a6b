"""Telling a story: how long a frame takes while the camera and the elements move from one step to the next.

    python -m benchmarks.story [elements]

Reports only. The real window at 1920×1080 without a screen; the ready story, its steps gone through with the key. A
frame is one paint of the map, from its beginning to its end; a timer of 2 ms tells how long the GUI thread was away.
The baseline is the same map painted at rest.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any


def main(size: int) -> None:
    """Goes through the story and prints a line for each step."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = tempfile.mkdtemp()
    os.environ |= {"SILOMAP_STATE": folder, "SILOMAP_MAPS": folder}
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.shapes import realistic
    from silomap.model.opening import create_document
    from silomap.ui.main_window import MainWindow
    from silomap.ui.settings import Settings
    from silomap.ui.theme import apply_theme, resolve

    app = QApplication([])
    apply_theme(app, resolve("light"))
    window = MainWindow(Settings())
    window.resize(1920, 1080)
    window.show()
    path = Path(folder) / "story.silomap"
    create_document(path, realistic(size)).close()
    assert window.open_path(path)
    QTest.qWait(4_000)
    editor: Any = window.editor
    beats: list[float] = []
    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start(2)

    class Paints(QObject):
        """Times the paint events of the map."""

        def __init__(self) -> None:
            super().__init__()
            self.times: list[float] = []
            self._inside = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and not self._inside:
                self._inside = True
                start = time.perf_counter()
                app.sendEvent(watched, event)
                self.times.append(time.perf_counter() - start)
                self._inside = False
                return True
            return False

    paints = Paints()
    port = editor.canvas.viewport()
    port.installEventFilter(paints)
    port.repaint()
    rest = paints.times[-1]
    window.actions_by_name["present"].trigger()
    QTest.qWait(2_500)
    steps = len(window.presenter.steps) if window.presenter is not None else 0
    print(f"{len(editor.bridge.map.mapped)} elements, {steps} steps; a paint at rest {rest * 1000:.1f} ms")
    for number in range(2 * steps):
        paints.times.clear()
        beats.clear()
        QTest.keyClick(port, Qt.Key.Key_Right)
        QTest.qWait(1_400)
        if window.presenter is None or not paints.times:
            break
        gaps = sorted(b - a for a, b in pairwise(beats))
        at = window.presenter.number + 1
        print(
            f"key {number + 1}, step {at}: {len(paints.times)} frames, paint median "
            f"{statistics.median(paints.times) * 1000:.1f} most {max(paints.times) * 1000:.1f} ms; "
            f"the GUI thread was never longer away than {gaps[-1] * 1000:.0f} ms"
        )
    if window.presenter is not None:
        QTest.keyClick(port, Qt.Key.Key_Escape)
    window.close_map()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
