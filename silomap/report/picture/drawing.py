"""Drawing: the scene that mirrors a map. The window keeps it in step with the document; pictures are made of it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from silomap.model.elements import Element, Link, Sector, sector_of
from silomap.model.system_map import SystemMap
from silomap.report.picture import style
from silomap.report.picture.geometry import Bounds, Curve, clear_curve, curve_between
from silomap.report.picture.items import FADED, LinkItem, MissingItem, NodeItem, RegionItem
from silomap.report.picture.style import LIGHT, Theme

Item = NodeItem | LinkItem | RegionItem
MARGIN = 60.0
RINGS = {"unanswered", "fragmented", "partly_joined"}
AROUND = (9.0, -9.0, 45.0, -45.0, 110.0, -110.0)
"""Bends that a link tries, in this order, until it runs over no other node."""
WIDE = (34.0, -34.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0)
APART = 20.0
CROWD = 260
"""With more nodes than this there is no way around anyway, and looking for it takes too long."""


class Drawing(QGraphicsScene):
    """A QGraphicsScene with an item for every element and link, by id."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        super().__init__()
        self.theme = theme
        self.system_map = SystemMap()
        self.items_by_id: dict[str, Item] = {}
        self.selected: frozenset[str] = frozenset()
        self._missing: dict[tuple[str, str], MissingItem] = {}
        self._rings: dict[str, str] = {}
        self._lit: frozenset[str] | None = None
        self._detail = True
        self._bounds: dict[str, Bounds] = {}
        self._sector_index: dict[str, int] = {}
        self._links = 0
        self.setBackgroundBrush(QColor(theme.canvas))

    def show_map(self, system_map: SystemMap, theme: Theme | None = None) -> None:
        """Draws a whole map anew."""
        self.theme = theme or self.theme
        self.setBackgroundBrush(QColor(self.theme.canvas))
        self.clear()
        self.items_by_id, self._missing, self._bounds, self.system_map = {}, {}, {}, system_map
        self._count()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        for element in system_map.elements:
            self._show_element(element)
        for link in system_map.links:
            self._show_link(link)
        self.set_rings(self._rings, force=True)
        self._lit = None
        self.set_detail(self._detail, force=True)
        self.fit_scene()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def update_map(self, system_map: SystemMap, ids: Iterable[str]) -> None:
        """Draws what has changed: the entities themselves and the links that hang on them."""
        before, self.system_map = self.system_map, system_map
        ids = set(ids)
        if any((key in before) != (key in system_map) for key in ids):
            self._count()
        ids |= _recoloured(before, system_map, ids)
        links: set[str] = set()
        stood = {key: self._bounds.get(key) for key in ids}
        for key in sorted(ids):
            links |= system_map.links_of(key)
            entity = system_map.get(key)
            old = before.get(key)
            if key in self.items_by_id and type(entity) is not type(old):
                self._drop(key)
            if isinstance(entity, Element):
                self._show_element(entity)
            elif isinstance(entity, Link):
                links |= self._parallels(entity)
            if isinstance(old, Link):
                links |= self._parallels(old)
        moved = [(stood[key], self._bounds.get(key)) for key in ids if stood[key] != self._bounds.get(key)]
        places = [place for pair in moved for place in pair if place is not None]
        for key in sorted(links | self._links_near(places)):
            link = system_map.get(key)
            if isinstance(link, Link):
                self._show_link(link)
        for ends, item in list(self._missing.items()):
            if any(end not in self.items_by_id for end in ends):
                self._drop_missing(ends)
            elif ids.intersection(ends):
                self._place_missing(item)

    def node(self, key: str) -> NodeItem | None:
        """The item of an actor, service, need or group."""
        item = self.items_by_id.get(key)
        return item if isinstance(item, NodeItem) else None

    def colour_of(self, element: Element) -> str:
        """The colour of the sector an element belongs to, or of the sector itself."""
        key = element.id if isinstance(element, Sector) else self._home(element)
        sector = self.system_map.get(key) if key else None
        if not isinstance(sector, Sector):
            return style.no_sector(self.theme)
        return sector.colour or style.sector_colour(self._sector_index[sector.id])

    def _home(self, element: Element) -> str | None:
        own = sector_of(element)
        if own is not None or element.type != "service":
            return own
        links = (self.system_map[i] for i in self.system_map.links_of(element.id))
        found = {
            sector_of(self.system_map.get(link.source))
            for link in links
            if isinstance(link, Link) and link.kind == "provides"
        }
        return found.pop() if len(found) == 1 else None

    def _count(self) -> None:
        self._links = len(self.system_map.links)
        self._sector_index = {sector.id: index for index, sector in enumerate(self.system_map.sectors)}

    def _show_element(self, element: Element) -> None:
        item = self.items_by_id.get(element.id)
        if item is None:
            item = RegionItem(element) if isinstance(element, Sector) else NodeItem(element)
            self.items_by_id[element.id] = item
        if isinstance(item, RegionItem) and isinstance(element, Sector):
            item.show_sector(element, self.colour_of(element), self.theme)
            item.show_detail(self._detail)
        elif isinstance(item, NodeItem):
            item.show_element(element, self.colour_of(element), self.theme)
            item.show_ring(self._rings.get(element.id, ""), self.theme)
            item.show_detail(self._detail)
        self._note_bounds(item)
        item.show_focus(element.id in self.selected, self.theme)
        self._light(item)
        if item.scene() is None:  # last, so that the scene is not told of every single step
            self.addItem(item)

    def _show_link(self, link: Link) -> None:
        a, b = self.node(link.source), self.node(link.target)
        if a is None or b is None:
            return
        item = self.items_by_id.get(link.id)
        if not isinstance(item, LinkItem):
            item = LinkItem(link)
            self.items_by_id[link.id] = item
        item.show_link(link, self._curve(a, b, self._bows(link)), self.theme, self._links)
        item.show_focus(link.id in self.selected, self.theme)
        self._light(item)
        if item.scene() is None:
            self.addItem(item)

    def _parallels(self, link: Link) -> set[str]:
        return set(self.system_map.links_of(link.source) & self.system_map.links_of(link.target))

    def _bows(self, link: Link) -> tuple[float, ...]:
        parallel = sorted(self._parallels(link))
        if len(parallel) < 2:
            return AROUND
        offset = (parallel.index(link.id) - (len(parallel) - 1) / 2) * APART
        side = offset if link.source < link.target else -offset
        return (side, side + math.copysign(70.0, side), side - math.copysign(70.0, side))

    def _curve(self, a: NodeItem, b: NodeItem, bows: tuple[float, ...]) -> Curve:
        """A bend around other nodes; where there are many, the first bend that is asked for."""
        if len(self._bounds) > CROWD:
            return curve_between(a.rect, a.radius, b.rect, b.radius, bows[0])
        one, two = self._bounds[a.element_id], self._bounds[b.element_id]
        reach = max(abs(bow) for bow in bows)
        left, right = min(one[0], two[0]) - reach, max(one[2], two[2]) + reach
        top, bottom = min(one[1], two[1]) - reach, max(one[3], two[3]) + reach
        between = [
            box
            for key, box in self._bounds.items()
            if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top
            if key not in (a.element_id, b.element_id)
        ]
        return clear_curve(a.rect, a.radius, b.rect, b.radius, bows, between)

    def _links_near(self, places: list[Bounds]) -> set[str]:
        """The links that may go round other ways now that something came, went or moved at these places."""
        if len(self._bounds) > CROWD or not places:
            return set()
        reach = max(abs(bow) for bow in AROUND)
        found = set()
        for key, item in self.items_by_id.items():
            if isinstance(item, LinkItem) and item.curve is not None:
                box = item.curve.box(reach)
                if any(box[0] < p[2] and box[2] > p[0] and box[1] < p[3] and box[3] > p[1] for p in places):
                    found.add(key)
        return found

    def _note_bounds(self, item: Item) -> None:
        if isinstance(item, NodeItem):
            rect = item.rect
            self._bounds[item.element_id] = (
                rect.left() - 4,
                rect.top() - 4,
                rect.right() + 4,
                rect.bottom() + 4,
            )

    def _drop(self, key: str) -> None:
        item = self.items_by_id.pop(key, None)
        self._bounds.pop(key, None)
        if item is not None:
            self.removeItem(item)

    def move_items(self, positions: dict[str, tuple[float, float]]) -> None:
        """Shows elements elsewhere while they are being dragged; the map does not change."""
        links: set[str] = set()
        for key, (x, y) in positions.items():
            item = self.items_by_id.get(key)
            if item is not None:
                item.setPos(x, y)
                self._note_bounds(item)
                links |= self.system_map.links_of(key)
        for key in links:
            link = self.system_map.get(key)
            if isinstance(link, Link):
                self._show_link(link)
        for missing in self._missing.values():
            if positions.keys() & set(missing.ends):
                self._place_missing(missing)

    def select(self, ids: frozenset[str]) -> None:
        """Shows what is selected."""
        before, self.selected = self.selected, ids
        for key in before ^ ids:
            item = self.items_by_id.get(key)
            link = self.system_map.get(key)
            if isinstance(item, LinkItem) and isinstance(link, Link):
                self._show_link(link)
            elif item is not None:
                item.show_focus(key in ids, self.theme)

    def set_rings(self, rings: dict[str, str], force: bool = False) -> None:
        """Shows what the analysis says of needs."""
        before, self._rings = self._rings, rings
        for key in before.keys() | rings.keys():
            node = self.node(key)
            if node is not None and (force or before.get(key) != rings.get(key)):
                node.show_ring(rings.get(key, ""), self.theme)

    def set_missing(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Shows these missing links and no others."""
        pairs = {p for p in wanted if self.node(p[0]) and self.node(p[1])}
        for ends in [p for p in self._missing if p not in pairs]:
            self._drop_missing(ends)
        for ends in pairs:
            if ends not in self._missing:
                a, b = self.node(ends[0]), self.node(ends[1])
                if a and b:
                    self._missing[ends] = MissingItem(a, b)
                    self.addItem(self._missing[ends])
                    self.addItem(self._missing[ends].label)
                    self._place_missing(self._missing[ends])
        for item in self._missing.values():
            self._light(item)

    def _drop_missing(self, ends: tuple[str, str]) -> None:
        item = self._missing.pop(ends)
        self.removeItem(item)
        self.removeItem(item.label)

    def _place_missing(self, item: MissingItem) -> None:
        a, b = self.node(item.ends[0]), self.node(item.ends[1])
        if a and b:
            item.show_missing(self._curve(a, b, WIDE), self.theme)

    def light(self, ids: Iterable[str] | None) -> None:
        """Lights some entities and fades the rest; None lights everything again."""
        wanted = None if ids is None else frozenset(ids)
        if wanted == self._lit:
            return
        self._lit = wanted
        for item in (*self.items_by_id.values(), *self._missing.values()):
            self._light(item)

    def _light(self, item: Item | MissingItem) -> None:
        if self._lit is None or isinstance(item, RegionItem):
            lit = True
        elif isinstance(item, MissingItem):
            lit = self._lit.issuperset(item.ends)
        elif isinstance(item, LinkItem):
            link = self.system_map.get(item.element_id)
            lit = item.element_id in self._lit or (
                isinstance(link, Link) and link.source in self._lit and link.target in self._lit
            )
        else:
            lit = item.element_id in self._lit
        opacity = 1.0 if lit else FADED
        if item.opacity() != opacity:
            item.setOpacity(opacity)
            if isinstance(item, MissingItem):
                item.label.setOpacity(opacity)

    def set_detail(self, on: bool, force: bool = False) -> None:
        """Text and icons on or off for all nodes."""
        if on == self._detail and not force:
            return
        self._detail = on
        for item in self.items_by_id.values():
            if isinstance(item, NodeItem | RegionItem):
                item.show_detail(on)

    def content_rect(self) -> QRectF:
        """The box around everything that is drawn."""
        rect = QRectF()
        for item in self.items_by_id.values():
            if isinstance(item, NodeItem | RegionItem):
                rect = rect.united(item.rect)
        return rect

    def fit_scene(self) -> None:
        """Makes the scene large enough to be moved about in."""
        rect = self.content_rect()
        self.setSceneRect(rect.adjusted(-3000, -3000, 3000, 3000))

    def element_at(self, items: list[QGraphicsItem]) -> Item | None:
        """The item that belongs to an element among those found at a place, topmost first."""
        for found in items:
            top: QGraphicsItem | None = found
            while top is not None:
                if isinstance(top, NodeItem | LinkItem | RegionItem):
                    return top
                top = top.parentItem()
        return None


def _recoloured(before: SystemMap, after: SystemMap, ids: set[str]) -> set[str]:
    """What takes its colour from something that changed: members of sectors, and services from their providers."""
    found: set[str] = set()
    for key in ids:
        for system_map in (before, after):
            entity = system_map.get(key)
            if isinstance(entity, Sector):
                if (key in before) != (key in after):  # the palette goes by the order of the sectors
                    return {element.id for element in after.elements}
                found |= system_map.members_of(key)
            elif isinstance(entity, Link):
                found |= {entity.source, entity.target}
            elif isinstance(entity, Element):
                links = (system_map[link] for link in system_map.links_of(key))
                found |= {link.target for link in links if isinstance(link, Link) and link.kind == "provides"}
    return {key for key in found if isinstance(after.get(key), Element)}
