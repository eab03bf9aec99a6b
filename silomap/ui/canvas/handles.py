"""The small circles at the edges of a node from which a link is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsItem

from silomap.report.picture.drawing import Drawing
from silomap.report.picture.items import NodeItem
from silomap.report.themes import Theme

RADIUS = 5.0
REACH = 9.0
AWAY = 4.0


class Handles:
    """Four circles around one node at a time; they keep their size at any zoom."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._circles: list[QGraphicsEllipseItem] = []
        self.node_id: str | None = None

    def show_at(self, node: NodeItem | None, theme: Theme) -> None:
        """Moves them to a node, or hides them."""
        key = None if node is None else node.element_id
        if key == self.node_id and (node is None or self._circles):
            return
        self.node_id = key
        if node is None:
            for circle in self._circles:
                circle.setVisible(False)
            return
        self._make()
        for circle, place in zip(self._circles, self._places(node), strict=True):
            circle.setPos(place)
            circle.setBrush(QColor(theme.surface))
            circle.setPen(QPen(QColor(theme.accent), 1.6))
            circle.setVisible(True)

    def forget(self) -> None:
        """The scene was emptied: the circles went with it."""
        self._circles, self.node_id = [], None

    def hit(self, pos: QPointF, scale: float) -> str | None:
        """The node whose handle lies under a point of the scene."""
        if self.node_id is None:
            return None
        for circle in self._circles:
            distance = circle.pos() - pos
            if circle.isVisible() and distance.manhattanLength() * scale <= REACH:
                return self.node_id
        return None

    def _make(self) -> None:
        if self._circles:
            return
        for _index in range(4):
            circle = QGraphicsEllipseItem(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
            circle.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            circle.setZValue(10)
            circle.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
            self._drawing.addItem(circle)
            self._circles.append(circle)

    @staticmethod
    def _places(node: NodeItem) -> list[QPointF]:
        rect = node.rect.adjusted(-AWAY, -AWAY, AWAY, AWAY)
        centre = rect.center()
        return [
            QPointF(centre.x(), rect.top()),
            QPointF(rect.right(), centre.y()),
            QPointF(centre.x(), rect.bottom()),
            QPointF(rect.left(), centre.y()),
        ]
