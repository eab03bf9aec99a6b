"""Fingers and pens: one finger acts like the mouse or pans, two pan and pinch, a long press opens the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QMouseEvent, QTouchEvent

from silomap.report.picture.items import RegionItem

if TYPE_CHECKING:
    from silomap.ui.canvas.view import CanvasView

HOLD = 550
SLACK = 12
TWICE = 400
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel}


class Touch(QObject):
    """Turns touches on the viewport into what the canvas understands."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._mode = ""
        self._start = QPointF()
        self._last: list[QPointF] = []
        self._tap = (QPointF(), 0)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD)
        self._hold.timeout.connect(self._held)

    def handle(self, event: QTouchEvent) -> bool:
        """One touch event; always taken, so that Qt makes no mouse of it a second time."""
        places = [p.position() for p in event.points() if p.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchCancel:
            self._give_up()
        elif len(places) >= 2:
            self._two(places[:2])
        elif event.type() == QEvent.Type.TouchBegin and places:
            self._begin(places[0])
        elif places and self._mode != "pinch":
            self._move(places[0])
        if event.type() == QEvent.Type.TouchEnd:
            self._end(event.points()[0].position(), event.timestamp())
        event.accept()
        return True

    def hold(self, at: QPointF) -> None:
        """A pen went down: if it stays there, the menu comes."""
        self._mode, self._start = "pen", at
        self._hold.start()

    def moved(self, at: QPointF) -> None:
        """The pen moved: no long press if far."""
        if self._mode == "pen" and (at - self._start).manhattanLength() > SLACK:
            self._hold.stop()

    def lifted(self) -> None:
        """The pen went up."""
        self._hold.stop()
        if self._mode == "pen":
            self._mode = ""

    def _begin(self, at: QPointF) -> None:
        self._start, self._last, self._mode = at, [at], "wait"
        self._hold.start()

    def _move(self, at: QPointF) -> None:
        if self._mode == "wait" and (at - self._start).manhattanLength() > SLACK:
            self._hold.stop()
            item = self._view.item_at(self._start.toPoint())
            grips = self._view.grip_at(self._start.toPoint())
            free = item is None or (isinstance(item, RegionItem) and item.element_id not in self._view.selection.ids)
            self._mode = "pan" if free and not grips and self._view.tool.name == "select" else "mouse"
            if self._mode == "mouse":
                self._send(QEvent.Type.MouseButtonPress, self._start, LEFT)
        if self._mode == "pan":
            step = at - self._last[0]
            self._view.pan(round(step.x()), round(step.y()))
        elif self._mode == "mouse":
            self._send(QEvent.Type.MouseMove, at, LEFT)
        self._last = [at]

    def _two(self, places: list[QPointF]) -> None:
        self._hold.stop()
        if self._mode != "pinch":
            if self._mode == "mouse":
                self._view.tool.give_up()
            self._mode, self._last = "pinch", places
            return
        before, now = _spread(self._last), _spread(places)
        shift = _middle(places) - _middle(self._last)
        self._view.pan(round(shift.x()), round(shift.y()))
        if before > 1 and abs(now / before - 1) > 0.002:
            self._view.zoom_to(self._view.scale_factor * now / before, _middle(places))
        self._last = places

    def _end(self, at: QPointF, time: int) -> None:
        self._hold.stop()
        mode, self._mode = self._mode, ""
        if mode == "mouse":
            self._send(QEvent.Type.MouseButtonRelease, at, LEFT)
        elif mode == "wait":
            place, before = self._tap
            again = time - before < TWICE and (at - place).manhattanLength() < 2 * SLACK and before
            self._tap = (at, 0 if again else time)
            if again:
                self._send(QEvent.Type.MouseButtonDblClick, at, LEFT)
            else:
                self._send(QEvent.Type.MouseButtonPress, at, LEFT)
                self._send(QEvent.Type.MouseButtonRelease, at, LEFT)

    def _held(self) -> None:
        mode, self._mode = self._mode, ""
        if mode == "pen":
            self._view.tool.give_up()
        self._view.open_menu(self._start.toPoint())

    def _give_up(self) -> None:
        self._hold.stop()
        if self._mode == "mouse":
            self._view.tool.give_up()
        self._mode = ""

    def _send(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
        place = self._view.viewport().mapToGlobal(at)
        pressed = NONE if kind == QEvent.Type.MouseButtonRelease else button
        event = QMouseEvent(kind, at, place, button, pressed, Qt.KeyboardModifier.NoModifier)
        {
            QEvent.Type.MouseButtonPress: self._view.mousePressEvent,
            QEvent.Type.MouseMove: self._view.mouseMoveEvent,
            QEvent.Type.MouseButtonRelease: self._view.mouseReleaseEvent,
            QEvent.Type.MouseButtonDblClick: self._view.mouseDoubleClickEvent,
        }[kind](event)


def _spread(places: list[QPointF]) -> float:
    step = places[1] - places[0]
    return float((step.x() ** 2 + step.y() ** 2) ** 0.5)


def _middle(places: list[QPointF]) -> QPointF:
    return (places[0] + places[1]) / 2
