"""Missing links as they are drawn: dashed ghosts of links that could be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGraphicsItem

from silomap.report.picture.links import MissingItem
from silomap.report.picture.routing import WIDE

if TYPE_CHECKING:
    from silomap.report.picture.drawing import Drawing

Pair = tuple[str, str]


class Ghosts:
    """The missing links of a drawing by their ends."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.items: dict[Pair, MissingItem] = {}

    def forget(self) -> None:
        """The scene has been cleared."""
        self.items = {}

    def show(self, wanted: Iterable[Pair], light: Callable[[MissingItem], None]) -> None:
        """Shows these and no others."""
        node = self._drawing.node
        pairs = {p for p in wanted if node(p[0]) and node(p[1])}
        for ends in [p for p in self.items if p not in pairs]:
            self._drop(ends)
        for ends in sorted(pairs - self.items.keys()):
            a, b = node(ends[0]), node(ends[1])
            if a and b:
                item = self.items[ends] = MissingItem(a, b)
                self._drawing.addItem(item)
                self._drawing.addItem(item.label)
                self._place(item)
        for item in self.items.values():
            light(item)

    def follow(self, ids: Collection[str]) -> None:
        """Some elements have moved or gone."""
        for ends, item in list(self.items.items()):
            if self._drawing.node(ends[0]) is None or self._drawing.node(ends[1]) is None:
                self._drop(ends)
            elif not set(ends).isdisjoint(ids):
                self._place(item)

    def at(self, ids: Iterable[str]) -> list[QGraphicsItem]:
        """Those at some elements, with their labels."""
        wanted = set(ids)
        found = [item for ends, item in self.items.items() if wanted.intersection(ends)]
        return [part for item in found for part in (item, item.label)]

    def found(self, items: Iterable[QGraphicsItem]) -> Pair | None:
        """The ends of the ghost that one of these items, the topmost first, is a part of."""
        for there in items:
            for ends, item in self.items.items():
                if there is item or there is item.label or there.parentItem() is item.label:
                    return ends
        return None

    def _drop(self, ends: Pair) -> None:
        item = self.items.pop(ends)
        self._drawing.removeItem(item)
        self._drawing.removeItem(item.label)

    def _place(self, item: MissingItem) -> None:
        a, b = self._drawing.node(item.ends[0]), self._drawing.node(item.ends[1])
        if a and b:
            item.show_missing(self._drawing.routes.curve(a, b, WIDE), self._drawing.theme)
