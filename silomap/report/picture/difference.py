"""What is different between two states of a map, marked where it is drawn: new, changed, and gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from silomap.model.elements import Element, Entity, Link, Sector, Sticky
from silomap.model.invariants import can_join
from silomap.model.system_map import SystemMap
from silomap.report.changes import ADDED, CHANGED, REMOVED, drawn, kind_of, only_moved
from silomap.report.picture.items import NodeItem, RegionItem
from silomap.report.picture.links import LinkItem

if TYPE_CHECKING:
    from silomap.report.picture.drawing import Drawing

PALE, MANY = 0.5, 200


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark on a drawing: ids that are new or changed there, and entities that it lacks."""

    marked: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, Entity] = field(default_factory=dict)


NOTHING = Marks()


def marks_between(before: SystemMap, after: SystemMap, *, with_gone: bool = True) -> Marks:
    """What to mark on `after`, seen from `before`; what merely stands elsewhere is not marked."""
    changes = [change for change in drawn(before, after) if not only_moved(change)]
    marked = {change.id: kind_of(change) for change in changes if kind_of(change) in (ADDED, CHANGED)}
    gone = {c.id: c.before for c in changes if c.before is not None and c.after is None} if with_gone else {}
    return Marks(marked, gone)


def gone_marks(before: SystemMap, after: SystemMap) -> Marks:
    """What to mark on `before`: what `after` lacks, and what is different there."""
    changes = [change for change in drawn(before, after) if not only_moved(change)]
    return Marks({c.id: kind_of(c) for c in changes if kind_of(c) in (REMOVED, CHANGED)})


class Difference:
    """The marks of a drawing, and pale pictures of what it lacks."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.marks = NOTHING
        self.items: dict[str, NodeItem | RegionItem | LinkItem] = {}
        self._has_detail = True
        self._places: Mapping[str, Entity] = {}
        """what is gone, where the perspective has room for it"""

    @property
    def is_crowd(self) -> bool:
        """Whether so much is marked that it has to be marked in a plainer way."""
        return len(self.marks.marked) + len(self.marks.gone) > MANY

    def of(self, key: str) -> str:
        """How an element or link is marked; "" not at all."""
        return self.marks.marked.get(key, "")

    def placed(self, system_map: SystemMap) -> SystemMap:
        """The map as the perspective places it, with room kept for what is gone."""
        perspective, gone = self._drawing.perspective, self.marks.gone
        self._places = gone
        if perspective.is_own or not gone:
            return perspective.place(system_map)
        both = system_map.after(gone.items())
        unfit = [  # an end may have become another kind since
            key for key, entity in gone.items() if isinstance(entity, Link) and not can_join(both, entity)
        ]
        both = perspective.place(both.after((key, None) for key in unfit))
        self._places = {key: both.get(key, entity) for key, entity in gone.items()}
        return both.after((key, None) for key in gone)

    def show(self, marks: Marks) -> None:
        """Marks this and nothing else."""
        before, self.marks = self.marks, marks
        ids = {k for k in {*before.marked, *marks.marked} if before.marked.get(k) != marks.marked.get(k)}
        if before.gone != marks.gone and not self._drawing.perspective.is_own:
            self._drawing.update_map(self._drawing.source, ids)  # others make room
        else:
            self._places = marks.gone
            self._drawing.draw_again(ids)
        if before.gone != marks.gone:
            self.redraw()

    def show_detail(self, on: bool) -> None:
        """Text and icons of what is gone."""
        if on != self._has_detail:
            self._has_detail = on
            for item in self.items.values():
                if isinstance(item, NodeItem | RegionItem):
                    item.show_detail(on)

    def forget(self) -> None:
        """The scene has been cleared."""
        self.items = {}

    def redraw(self) -> None:
        """Draws what is gone anew."""
        for item in self.items.values():
            self._drawing.removeItem(item)
        self.items = {}
        for entity in sorted(self._places.values(), key=lambda e: (isinstance(e, Link), e.id)):
            if isinstance(entity, Element) and not isinstance(entity, Sticky):
                self._show_element(entity)
            elif isinstance(entity, Link):
                self._show_link(entity)

    def follow(self, ids: Collection[str]) -> None:
        """Some elements have moved: links that are gone follow."""
        for key, item in self.items.items():
            link = self._places.get(key)
            if (
                isinstance(item, LinkItem)
                and isinstance(link, Link)
                and not {link.source, link.target}.isdisjoint(ids)
            ):
                self._place_link(item, link)

    def _show_element(self, element: Element) -> None:
        drawing = self._drawing
        item: NodeItem | RegionItem
        if isinstance(element, Sector):
            item = RegionItem(element)
            item.show_sector(element, element.colour or drawing.theme.secondary, drawing.theme)
        else:
            item = NodeItem(element)
            colour = drawing.colour_of(element)
            item.show_element(element, colour, drawing.theme, is_compact=drawing.perspective.is_compact)
            item.show_detail(self._has_detail)
            item.show_mark(REMOVED, drawing.theme, self.is_crowd)
        item.setOpacity(PALE)
        self._keep(element.id, item)

    def _show_link(self, link: Link) -> None:
        item = LinkItem(link)
        if self._place_link(item, link):
            self._keep(link.id, item)

    def _place_link(self, item: LinkItem, link: Link) -> bool:
        a, b = (self._end(key) for key in (link.source, link.target))
        if a is None or b is None:
            return False
        curve = self._drawing.routes.curve(a, b, (0.0,))
        item.show_link(link, curve, self._drawing.theme, self._drawing.link_count)
        item.show_mark(REMOVED, self._drawing.theme)
        item.setOpacity(PALE)
        return True

    def _end(self, key: str) -> NodeItem | None:
        there = self._drawing.node(key) or self.items.get(key)
        return there if isinstance(there, NodeItem) else None

    def _keep(self, key: str, item: NodeItem | RegionItem | LinkItem) -> None:
        self.items[key] = item
        self._drawing.addItem(item)
