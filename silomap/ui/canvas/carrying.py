"""Dragging on a large map: what stays is a picture, what moves is another over it, the links between are lines.

Painting thousands of items again for every step of a drag takes 40–220 ms whatever one does; this takes three.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsView, QStyleOptionGraphicsItem

from silomap.model.elements import Link
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.links import LinkItem


class Carrying:
    """Some elements on their way; the items themselves stay hidden where they were until it ends."""

    def __init__(self, view: QGraphicsView, drawing: Drawing) -> None:
        self._view, self._drawing = view, drawing
        self._hidden: list[QGraphicsItem] = []
        self._ids: frozenset[str] = frozenset()
        self._still = self._moving = QPixmap()
        self._ends: list[tuple[QPointF, QPointF]] = []
        self._at = QTransform()
        self.shift = QPointF()

    @property
    def is_on(self) -> bool:
        """Whether something is being carried."""
        return bool(self._ids)

    def begin(self, ids: Iterable[str]) -> None:
        """Takes elements in hand: two pictures are made, once."""
        self._ids = frozenset(ids)
        items = [there for key in self._ids if (there := self._drawing.items_by_id.get(key)) is not None]
        links = {link for key in self._ids for link in self._drawing.system_map.links_of(key)}
        drawn = [item for key in links if isinstance(item := self._drawing.items_by_id.get(key), LinkItem)]
        inner = [item for item in drawn if self._is_inner(item)]
        self._ends = [ends for item in drawn if not self._is_inner(item) and (ends := self._ends_of(item))]
        self._hidden = [*items, *drawn, *self._drawing.ghosts.at(self._ids)]
        self._at = self._view.viewportTransform()
        self._moving = self._picture_of([*inner, *sorted(items, key=lambda i: i.zValue())])
        for hidden in self._hidden:
            hidden.setVisible(False)
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # sharp again when it rests
        taken, self._ids = self._ids, frozenset()  # the view paints itself once more, without them
        self._still = self._blank()
        self._view.viewport().render(self._still)
        self._ids = taken

    def _blank(self) -> QPixmap:
        viewport = self._view.viewport()
        picture = QPixmap(viewport.size() * viewport.devicePixelRatio())
        picture.setDevicePixelRatio(viewport.devicePixelRatio())
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _picture_of(self, moving: list[QGraphicsItem]) -> QPixmap:
        picture = self._blank()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self._at)
        for item in moving:
            _paint(painter, item, item.sceneTransform())
        painter.end()
        return picture

    def move(self, shift: QPointF) -> None:
        """Carries everything so far from where it was taken, in the scene."""
        self.shift = shift
        self._view.viewport().update()

    def again(self) -> None:
        """The camera has moved: the pictures are made anew."""
        ids, shift = self._ids, self.shift
        self.end()
        self.begin(ids)
        self.move(shift)

    def end(self) -> None:
        """Lets go; safe when nothing is carried."""
        for item in self._hidden:
            item.setVisible(True)
        self._hidden, self._ids, self.shift = [], frozenset(), QPointF()

    def paint(self) -> None:
        """Paints the viewport."""
        painter = QPainter(self._view.viewport())
        painter.drawPixmap(0, 0, self._still)
        painter.setTransform(self._at)
        pen = QPen(QColor(self._drawing.theme.thin_link), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawLines([QLineF(still, moved + self.shift) for still, moved in self._ends])
        painter.resetTransform()
        origin, there = self._at.map(QPointF()), self._at.map(self.shift)
        painter.drawPixmap(there - origin, self._moving)
        painter.end()

    def _is_inner(self, item: LinkItem) -> bool:
        link = self._drawing.system_map.get(item.element_id)
        return isinstance(link, Link) and link.source in self._ids and link.target in self._ids

    def _ends_of(self, item: LinkItem) -> tuple[QPointF, QPointF] | None:
        """The end that stays and the one that moves."""
        link = self._drawing.system_map.get(item.element_id)
        if not isinstance(link, Link) or item.curve is None:
            return None
        ends = (item.curve.start, item.curve.end)
        return ends if link.target in self._ids else (ends[1], ends[0])


def _paint(painter: QPainter, item: QGraphicsItem, place: QTransform) -> None:
    """An item with its children, as the scene would paint it."""
    painter.save()
    painter.setTransform(place, combine=True)
    children = [child for child in item.childItems() if child.isVisible()]
    behind = QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent
    for child in (c for c in children if c.flags() & behind):
        _paint(painter, child, child.itemTransform(item)[0])
    item.paint(painter, QStyleOptionGraphicsItem(), None)
    for child in (c for c in children if not c.flags() & behind):
        _paint(painter, child, child.itemTransform(item)[0])
    painter.restore()
