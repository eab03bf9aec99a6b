"""A link in the making, or one whose end is being moved: a line from an element to the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from silomap.i18n import _
from silomap.model.elements import Link
from silomap.model.vocabulary import fitting_links, why_no_link
from silomap.report.picture import geometry
from silomap.report.picture.items import NodeItem
from silomap.report.sentences import link_words

if TYPE_CHECKING:
    from silomap.ui.canvas.view import CanvasView

NEXT_KIND = {"actor": "service", "service": "need", "need": "need", "group": "need"}


class LinkDrag:
    """It begins at an element and ends at another, or on empty ground, where something new comes."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self._source: str | None = None
        self._line: QGraphicsPathItem | None = None
        self._moved: tuple[str, str] | None = None

    @property
    def is_active(self) -> bool:
        """Whether a line is being drawn."""
        return self._source is not None

    def begin(self, source: str, pos: QPointF) -> None:
        """Starts at an element."""
        self._source = source
        self._line = QGraphicsPathItem()
        self._line.setZValue(9)
        self.view.drawing.addItem(self._line)

    def begin_end(self, link: Link, end: str, pos: QPointF) -> None:
        """Takes a link by one of its ends, `source` or `target`; the other end holds."""
        self._moved = (link.id, end)
        self.begin(link.target if end == "source" else link.source, pos)

    def is_over_source(self, at: QPoint) -> bool:
        """Whether the pointer is still on the element where it began."""
        item = self.view.item_at(at)
        return item is not None and item.element_id == self._source

    def move(self, pos: QPointF, at: QPoint) -> None:
        """Draws the line to the pointer, red where no link fits."""
        source = self.view.drawing.node(self._source or "")
        if source is None or self._line is None:
            return
        target = self._target(at)
        end = QRectF(pos.x() - 1, pos.y() - 1, 2, 2) if target is None else target.rect
        curve = geometry.curve_between(source.rect, source.radius, end, target.radius if target else 1.0, 6)
        self._line.setPath(geometry.curve_path(curve, arrow=False, solid=False))
        theme = self.view.drawing.theme
        fits = target is None or bool(fitting_links(source.kind, target.kind))
        self._line.setPen(QPen(QColor(theme.accent if fits else theme.missing), 2.2))
        self.view.hint(self._sentence(source, target))

    def _sentence(self, source: NodeItem, target: NodeItem | None) -> str:
        if target is None:
            return ""
        ends = (source, target)
        if self._moved is not None and self._moved[1] == "source":
            ends = (target, source)
        fits = fitting_links(ends[0].kind, ends[1].kind)
        if not fits:
            return _(why_no_link(source.kind, target.kind))
        kind, flipped = fits[0]
        a, b = (ends[1], ends[0]) if flipped else ends
        return link_words(self.view.bridge.map, kind, a.element_id, b.element_id)

    def finish(self, pos: QPointF, at: QPoint) -> None:
        """Links with what is under the pointer, or makes something new there and links it."""
        source, target, moved = self._source, self._target(at), self._moved
        over_source = self.is_over_source(at)
        self.cancel()
        if source is None or over_source:
            return
        if moved is not None:
            if target is not None:
                self.view.reconnect(*moved, target.element_id)
        elif target is not None:
            self.view.connect_elements(source, target.element_id)
        else:
            element = self.view.bridge.map.element(source)
            self.view.begin_element(NEXT_KIND[element.type], pos, linked_to=source)

    def cancel(self) -> bool:
        """Takes the line away; False where there was none."""
        was_active = self._source is not None
        if self._line is not None:
            self.view.drawing.removeItem(self._line)
        self._source = self._line = self._moved = None
        if was_active:
            self.view.hint("")
        return was_active

    def _target(self, at: QPoint) -> NodeItem | None:
        item = self.view.item_at(at)
        return item if isinstance(item, NodeItem) and item.element_id != self._source else None
