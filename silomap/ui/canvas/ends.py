"""The two circles at the ends of a selected link, by which it is taken to another element."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem

from silomap.report.picture.drawing import Drawing
from silomap.report.picture.links import LinkItem
from silomap.report.themes import Theme

RADIUS, REACH = 5.5, 10.0
ENDS = ("source", "target")


class LinkEnds:
    """They keep their size at any zoom and are there for one link at a time."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._circles: list[QGraphicsEllipseItem] = []
        self.link_id: str | None = None

    def show_at(self, key: str | None, theme: Theme) -> None:
        """Shows them at a link, or (None) nowhere."""
        item = self._drawing.items_by_id.get(key or "")
        curve = item.curve if isinstance(item, LinkItem) else None
        self.link_id = key if curve is not None else None
        if curve is not None and not self._circles:
            self._make()
        for circle, place in zip(self._circles, (curve.start, curve.end) if curve else (None, None), strict=False):
            circle.setVisible(place is not None)
            if place is not None:
                circle.setPos(place)
                circle.setBrush(QColor(theme.surface))
                circle.setPen(QPen(QColor(theme.accent), 2.0))

    def forget(self) -> None:
        """The scene was emptied: the circles went with it."""
        self._circles, self.link_id = [], None

    def hit(self, pos: QPointF, scale: float) -> tuple[str, str] | None:
        """The link and the end whose circle lies under a point of the scene."""
        if self.link_id is None:
            return None
        for circle, end in zip(self._circles, ENDS, strict=True):
            if circle.isVisible() and (circle.pos() - pos).manhattanLength() * scale <= REACH:
                return (self.link_id, end)
        return None

    def _make(self) -> None:
        for _end in ENDS:
            circle = QGraphicsEllipseItem(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
            circle.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            circle.setZValue(10)
            circle.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
            self._drawing.addItem(circle)
            self._circles.append(circle)
