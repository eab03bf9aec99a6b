"""A sheet in the window: it scrolls, says what is pointed at, and is walked through with the arrow keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from silomap.report.picture.sheet import Sheet, Spot
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme
from silomap.ui.theme import scaled

SMALLEST, LARGEST = 0.3, 3.0
WAIT = 60
BAR = 18
"""room for the scroll bar, whether it is there or not"""


class SheetView(QGraphicsView):
    """Shows a Sheet and gives its spots to mouse and keys."""

    chosen = Signal(object)
    opened = Signal(object)
    zoom_changed = Signal(float)
    wants_sheet = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setObjectName("sheet")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundBrush(QColor(theme.canvas))
        self.usual = scaled(100) / 100
        """the zoom at which text on a sheet is as large as in the window"""
        self.scale(self.usual, self.usual)
        self.sheet: Sheet | None = None
        self.current: Spot | None = None
        self.lit: frozenset[str] | None = None
        """what a filter lets through; None for everything"""
        self._over: Spot | None = None
        self._marked: frozenset[tuple[str, tuple[str, ...]]] = frozenset()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.wants_sheet)

    @property
    def room(self) -> float:
        """How wide a sheet may be to need no scrolling."""
        return max(480.0, (self.width() - BAR) / self.scale_factor)

    def show_sheet(self, sheet: Sheet) -> None:
        """Another sheet in the place of the present one; who stood on a spot stands on the same one."""
        before, stood = self.sheet, self.current
        self.sheet, self._over = sheet, None
        self.setScene(sheet)
        rect = sheet.content_rect()
        self.setSceneRect(QRectF(0, 0, rect.right() + 12, rect.bottom() + 30))
        same = (s for s in sheet.spots if stood and (s.kind, s.value) == (stood.kind, stood.value))
        self.current = next(same, None)
        if before is not None:
            before.deleteLater()
        else:
            self.horizontalScrollBar().setValue(0)
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def show_lit(self, lit: frozenset[str] | None) -> None:
        """Dims what a filter does not let through."""
        if lit != self.lit:
            self.lit = lit
            self.wants_sheet.emit()

    def mark(self, marked: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Outlines the spots that stand for these: what is selected."""
        self._marked = frozenset(marked)
        self.viewport().update()

    def spot_at(self, at: QPointF) -> Spot | None:
        """The topmost spot at a point of the screen."""
        pos = self.mapToScene(at.toPoint())
        spots = self.sheet.spots if self.sheet is not None else []
        return next((spot for spot in reversed(spots) if spot.area.contains(pos)), None)

    def spot(self, kind: str, *value: str) -> Spot | None:
        """The spot that stands for something."""
        spots = self.sheet.spots if self.sheet is not None else []
        return next((spot for spot in spots if spot.kind == kind and spot.value == value), None)

    # zoom

    @property
    def scale_factor(self) -> float:
        """The present zoom."""
        return self.transform().m11()

    def zoom_to(self, scale: float) -> None:
        """Larger or smaller."""
        scale = min(LARGEST, max(SMALLEST, scale))
        self.resetTransform()
        self.scale(scale, scale)
        self.zoom_changed.emit(scale)
        self._later.start()

    def fit(self, most: float = 1.0) -> None:
        """As large as it is all seen, never larger than so many times the usual size."""
        if most > 1.0:
            self.zoom_to(self.usual * most)
            self.wants_sheet.emit()  # laid out for letters of that size, it is narrower
        rect = self.sceneRect()
        size = self.viewport().size()
        if not rect.isEmpty():
            self.zoom_to(min(self.usual * most, size.width() / rect.width(), size.height() / rect.height()))

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._later.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not self._over:
            self._over = spot
            self.viewport().setToolTip(tip(spot.name) if spot else "")
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        if self._over is not None:
            self._over = None
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            spot = self.spot_at(event.position())
            self._stand_on(spot)
            self.chosen.emit(spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(spot)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.scale_factor * 1.0015 ** event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._go(*ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current is not None:
            opens = key != Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.opened if opens else self.chosen).emit(self.current)
        elif key == Qt.Key.Key_Escape:
            self._stand_on(None)
            self.chosen.emit(None)
        else:
            event.ignore()

    def _go(self, dx: int, dy: int) -> None:
        """To the nearest spot in a direction."""
        spots = self.sheet.spots if self.sheet is not None else []
        if self.current is None:
            self._stand_on(min(spots, key=lambda s: (s.row, s.column), default=None))
            return
        here = self.current.area.center()
        costs = []
        for number, spot in enumerate(spots):
            step = spot.area.center() - here
            along = step.x() * dx + step.y() * dy
            aside = abs(step.x() * dy) + abs(step.y() * dx)
            if spot is not self.current and along > 1 and aside <= along * 3:
                costs.append((along + 2 * aside, number))
        if costs:
            self._stand_on(spots[min(costs)[1]])

    def _stand_on(self, spot: Spot | None) -> None:
        self.current = spot
        if spot is not None:
            self.ensureVisible(spot.area, 30, 30)
            self.setAccessibleDescription(spot.name)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spot.name))
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """What is pointed at, stood on and selected."""
        spots = self.sheet.spots if self.sheet is not None else []
        for spot in spots:
            is_here = spot is self.current and self.hasFocus()
            is_marked = (spot.kind, spot.value) in self._marked
            if is_here or is_marked or spot is self._over:
                colour = self.theme.accent if is_here or is_marked else self.theme.hint
                painter.setPen(QPen(QColor(colour), 2.4 if is_here or is_marked else 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(spot.area.adjusted(-2, -2, 2, 2), spot.radius + 2, spot.radius + 2)
