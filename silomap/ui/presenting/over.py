"""What lies over the map while a story is told: a blank screen, and ink that goes with the step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from silomap.i18n import _
from silomap.report.themes import Theme

STROKE, DOT = 5.0, 36


class Over(QWidget):
    """It covers its parent and grows with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.cover()
        return False

    def cover(self) -> None:
        """Over all of its parent."""
        self.setGeometry(self.parentWidget().rect())
        self.raise_()


class Blank(Over):
    """Nothing to look at but each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = "#000000"
        self.setAccessibleName(_("The screen is blank"))

    def toggle(self, colour: str) -> None:
        """Black or white; the same again takes it away."""
        if self.isVisible() and colour == self._colour:
            self.hide()
            return
        self._colour = colour
        self.cover()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colour))
        painter.end()


class Ink(Over):
    """A pen: strokes over the map, kept nowhere."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.strokes: list[QPainterPath] = []
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def toggle(self) -> None:
        """Takes the pen, or lays it down; what was drawn stays until the next step."""
        on = self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) or not self.isVisible()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not on)
        self.cover()
        self.show()

    @property
    def is_drawing(self) -> bool:
        """Whether the pen is in the hand."""
        return self.isVisible() and not self.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def clear(self) -> None:
        """Nothing is drawn any more; the pen stays in the hand."""
        self.strokes.clear()
        if not self.is_drawing:
            self.hide()
        self.update()

    def lay_down(self) -> None:
        """No pen and no strokes."""
        self.strokes.clear()
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.strokes.append(QPainterPath(QPointF(event.position())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self.strokes[-1].lineTo(QPointF(event.position()))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(QPen(QColor(self._theme.missing), STROKE, *ends))
        for stroke in self.strokes:
            painter.drawPath(stroke)
        painter.end()


def pointer(theme: Theme) -> QCursor:
    """A large dot that a room can follow."""
    picture = QPixmap(DOT, DOT)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(theme.missing)
    painter.setPen(QPen(colour, 3))
    colour.setAlpha(110)
    painter.setBrush(colour)
    painter.drawEllipse(3, 3, DOT - 6, DOT - 6)
    painter.end()
    return QCursor(picture)
