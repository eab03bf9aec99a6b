"""Sheets: drawn pages that are not the map. The same scene is shown in the window, printed and saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsScene, QGraphicsSimpleTextItem

from silomap.report.picture.fonts import font
from silomap.report.themes import Theme

TITLE, BODY, SMALL = 20, 13, 12
LEFT, CENTRE, RIGHT = "left", "centre", "right"


@dataclass(frozen=True, slots=True)
class Spot:
    """Something on a sheet to point at: what it is called, what it stands for, where it is among others."""

    area: QRectF
    name: str
    kind: str
    value: tuple[str, ...] = ()
    row: int = 0
    column: int = 0
    radius: float = 8.0


class Sheet(QGraphicsScene):
    """A drawn page with spots."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.spots: list[Spot] = []
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setBackgroundBrush(QColor(theme.canvas))

    def write(
        self,
        text: str,
        at: tuple[float, float],
        size: int = BODY,
        weight: str = "normal",
        colour: str = "",
        align: str = LEFT,
        width: float = 0.0,
        lines: int = 1,
    ) -> float:
        """Text whose first line's top is at a point; with a width it is wrapped into so many lines, the last one cut
        with an ellipsis. Returns where it ends below."""
        face = font(size, weight)
        metrics = QFontMetricsF(face)
        x, y = at
        for line in wrapped(text, metrics, width, lines) if width else (text,):
            item = QGraphicsSimpleTextItem(line)
            item.setFont(face)
            item.setBrush(QColor(colour or self.theme.ink))
            wide = metrics.horizontalAdvance(line)
            item.setPos(x - (wide / 2 if align == CENTRE else wide if align == RIGHT else 0.0), y)
            self.addItem(item)
            y += metrics.height()
        return y

    def box(
        self, area: QRectF, fill: str, edge: str = "", radius: float = 8.0, width: float = 1.0
    ) -> QGraphicsPathItem:
        """A rounded box."""
        path = QPainterPath()
        path.addRoundedRect(area, radius, radius)
        item = QGraphicsPathItem(path)
        item.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        item.setPen(QPen(QColor(edge), width) if edge else QPen(Qt.PenStyle.NoPen))
        self.addItem(item)
        return item

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1.0) -> None:
        """A straight line."""
        path = QPainterPath(QPointF(*start))
        path.lineTo(QPointF(*end))
        item = QGraphicsPathItem(path)
        item.setPen(QPen(QColor(colour), width))
        self.addItem(item)

    def pill(self, text: str, at: QPointF, colour: str) -> QGraphicsItem:
        """A small label with round ends, its middle at a point."""
        width, height = self.pill_width(text), QFontMetricsF(font(11, "semibold")).height() + 5
        area = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        item = self.box(area, self.theme.surface, colour, height / 2, 1.2)
        item.setZValue(5)
        words = QGraphicsSimpleTextItem(text, item)
        words.setFont(font(11, "semibold"))
        words.setBrush(QColor(colour))
        words.setPos(area.left() + 9, area.top() + 2.5)
        return item

    def pill_width(self, text: str) -> float:
        """How wide such a label is."""
        return QFontMetricsF(font(11, "semibold")).horizontalAdvance(text) + 18

    def explain(self, title: str, text: str) -> None:
        """What stands on a sheet that has nothing to show: why, and what to do."""
        below = self.write(title, (40, 40), TITLE, "semibold")
        self.write(text, (40, below + 10), 14, colour=self.theme.secondary, width=620, lines=6)

    def content_rect(self) -> QRectF:
        """The box around everything that is drawn."""
        return self.itemsBoundingRect()


def wrapped(text: str, metrics: QFontMetricsF, width: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines."""
    found: list[str] = []
    words = text[:2_000].split()
    current = ""
    for position, word in enumerate(words):
        longer = f"{current} {word}" if current else word
        if current and metrics.horizontalAdvance(longer) > width:
            if len(found) == lines - 1:
                current = " ".join((current, *words[position:]))
                break
            found.append(current)
            current = word
        else:
            current = longer
    found.append(current)
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in found)
