"""The real window, driven as a person does; whatever it leaves behind fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from silomap.ui.app import start
from silomap.ui.editor import Editor
from silomap.ui.main_window import MainWindow
from silomap.ui.settings import Settings

ARTEFACTS = Path(__file__).parents[2] / "artefacts"


class Person:
    """What a person can do: click, type, look."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.bot, self.window = qtbot, window

    @property
    def editor(self) -> Editor:
        assert self.window.editor is not None
        return self.window.editor

    def open(self, template: str) -> None:
        self.window.show_template(template)
        self.wait_for_analysis()
        self.editor.canvas.reduce_motion = True

    def wait(self, until: Callable[[], bool]) -> None:
        self.bot.waitUntil(until, timeout=10_000)

    def wait_for_analysis(self) -> None:
        editor = self.editor
        self.wait(lambda: editor.result is not None and not self.window.job.is_busy)
        self.wait(lambda: not editor.findings._waiting)

    def key(self, text: str | Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        keys = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            keys |= modifier
        focus = QApplication.focusWidget() or self.window
        if isinstance(text, str):
            QTest.keyClick(focus, text, keys)
        else:
            QTest.keyClick(focus, text, keys)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def at(self, key: str) -> QPoint:
        item = self.editor.canvas.drawing.items_by_id[key]
        return self.editor.canvas.mapFromScene(item.rect.center())  # type: ignore[union-attr]

    def on_canvas(self, x: float, y: float) -> QPoint:
        return self.editor.canvas.mapFromScene(QPointF(x, y))

    def click(self, place: QPoint | str, *modifiers: Qt.KeyboardModifier) -> None:
        where = self.at(place) if isinstance(place, str) else place
        keys = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.editor.canvas.viewport(), Qt.MouseButton.LeftButton, keys, where)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        viewport = self.editor.canvas.viewport()
        QTest.mousePress(viewport, button, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 6):
            self.move(start + (end - start) * step / 5, button)
        QTest.mouseRelease(viewport, button, Qt.KeyboardModifier.NoModifier, end)

    def move(self, to: QPoint, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        viewport = self.editor.canvas.viewport()
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(to),
            viewport.mapToGlobal(QPointF(to)),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(viewport, event)

    def in_dialog(self, *lines: str) -> None:
        """Types into the next dialog once it has the focus, then Enter; closes a dialog that never gets it."""
        waited = [0]
        timer = QTimer(self.window)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            waited[0] += 1
            focus = QApplication.focusWidget()
            if isinstance(dialog, QDialog) and focus is not None and dialog.isAncestorOf(focus):
                timer.stop()
                for line in lines:
                    self.type(line)
                self.key(Qt.Key.Key_Return)
            elif waited[0] > 400:
                timer.stop()
                if isinstance(dialog, QDialog):
                    dialog.reject()

        timer.timeout.connect(look)
        timer.start(20)

    def named(self, label: str) -> str:
        return next(e.id for e in self.editor.bridge.map.elements if e.label == label)

    def rules(self) -> list[str]:
        assert self.editor.result is not None
        return [finding.rule for finding in self.editor.result.findings]

    def picture(self, name: str, widget: QWidget | None = None) -> Path:
        ARTEFACTS.mkdir(exist_ok=True)
        for _ in range(5):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        path = ARTEFACTS / f"{name}.png"
        assert (widget or self.window).grab().save(str(path))
        return path


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A person in front of the window's first screen."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings = Settings()
    settings.set_text("theme", "light")
    settings.set_text("reduce_motion", "yes")
    window = start(app, settings)
    window.resize(1440, 900)
    qtbot.waitExposed(window)
    window.activateWindow()
    someone = Person(qtbot, window)
    yield someone
    for dialog in app.topLevelWidgets():
        if dialog is not window:
            dialog.close()
    assert window.close()
    assert window.job._process is None
    window.deleteLater()
    app.sendPostedEvents(None, 52)  # deferred deletes
    app.processEvents()
    left = [w for w in app.topLevelWidgets() if isinstance(w, MainWindow)]
    assert left == []
