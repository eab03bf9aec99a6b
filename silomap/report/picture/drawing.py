"""Drawing: the scene that mirrors a map. The window keeps it in step with the document; pictures are made of it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from silomap.model.elements import Element, Image, Link, Sector, Sticky, sector_of
from silomap.model.system_map import SystemMap
from silomap.report.picture import style
from silomap.report.picture.badge import said_of
from silomap.report.picture.dependence import different, recoloured, spoken_of
from silomap.report.picture.difference import Difference
from silomap.report.picture.geometry import Bounds
from silomap.report.picture.ghosts import Ghosts
from silomap.report.picture.items import FADED, NodeItem, RegionItem
from silomap.report.picture.links import LinkItem, MissingItem
from silomap.report.picture.perspective import Perspective
from silomap.report.picture.routing import AWAY, Routes, bows, parallels
from silomap.report.picture.sticky import StickyItem
from silomap.report.themes import LIGHT, Theme

BoxItem = NodeItem | RegionItem | StickyItem
Item = BoxItem | LinkItem
MARGIN = 60.0
FEW = 1_000
"""Up to so many elements, names and icons are there at once; among more, where somebody looks."""


@dataclass(frozen=True, slots=True)
class Look:
    """What sizes and colours of elements say: a factor and a colour by id; what is not named looks as usual."""

    scales: Mapping[str, float] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)


class Drawing(QGraphicsScene):
    """A QGraphicsScene with an item for every element and link, by id."""

    def __init__(self, theme: Theme = LIGHT, has_detail: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.source = SystemMap()
        """the map as people made it"""
        self.system_map = SystemMap()
        """the same as the perspective places it"""
        self.items_by_id: dict[str, Item] = {}
        self.selected: frozenset[str] = frozenset()
        self.ghosts = Ghosts(self)
        self._rings: dict[str, str] = {}
        self._lit: frozenset[str] | None = None
        self._detail = has_detail
        self._detailed: set[str] = set()
        self._look = Look()
        self.perspective = Perspective()
        self.routes = Routes()
        self.is_hasty = False
        """whether links take their first way for now; `refine` finds them a better one"""
        self._hurried: dict[str, None] = {}
        self._frame: list[QGraphicsItem] = []
        self.difference = Difference(self)
        self._measures: Mapping[str, str] = {}
        self._sector_index: dict[str, int] = {}
        self.link_count = 0
        self.setBackgroundBrush(QColor(theme.canvas))

    def show_map(self, system_map: SystemMap, theme: Theme | None = None, seen_as: Perspective | None = None) -> None:
        """Draws a whole map anew, as another perspective has it where one is given."""
        self.theme = theme or self.theme
        self.perspective = seen_as or self.perspective
        self.setBackgroundBrush(QColor(self.theme.canvas))
        self.clear()
        self._frame = []
        self._hurried.clear()
        self.ghosts.forget()
        self.difference.forget()
        self.source, system_map = system_map, self.difference.placed(system_map)
        self.items_by_id, self.system_map = {}, system_map
        self._dress({})
        self._detailed.clear()
        self._count()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        elements = system_map.elements
        for element in elements:
            self._show_element(element, has_detail=len(elements) <= FEW)
        for link in system_map.links:
            self._show_link(link)
        self.set_rings(self._rings, force=True)
        self.difference.redraw()
        self._lit = None
        self.fit_scene()
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def _dress(self, bounds: dict[str, Bounds]) -> None:
        """The ways of links and what is drawn besides the map, as the perspective wants them now."""
        for item in self._frame:
            self.removeItem(item)
        self.routes = self.perspective.routes()
        self.routes.bounds = bounds
        self._frame = self.perspective.frame(self.theme)
        for item in self._frame:
            self.addItem(item)

    def update_map(self, system_map: SystemMap, ids: Iterable[str]) -> None:
        """Draws what has changed: the entities themselves, the links that hang on them, and what a perspective places
        elsewhere because of it."""
        ids = set(ids)
        self.source = system_map
        if not self.perspective.is_own:
            system_map = self.difference.placed(system_map)
            ids |= different(self.system_map, system_map)
            if self.perspective.has_columns:
                self._dress(self.routes.bounds)
        before, self.system_map = self.system_map, system_map
        if any((key in before) != (key in system_map) for key in ids):
            self._count()
        ids |= recoloured(before, system_map, ids) | spoken_of(before, system_map, ids)
        stood = {key: self.routes.bounds.get(key) for key in ids}
        links = self._update_elements(before, ids)
        now = self.routes.bounds
        moved = [key for key in ids if stood[key] != now.get(key)]
        for key in moved:
            links |= system_map.links_of(key)
        places = [place for key in moved for place in (stood[key], now.get(key)) if place is not None]
        for key in sorted(links | self.routes.near(self.items_by_id.values(), places)):
            link = system_map.get(key)
            if isinstance(link, Link):
                self._show_link(link)
        self.ghosts.follow(ids)
        self.difference.follow(ids)

    def _update_elements(self, before: SystemMap, ids: set[str]) -> set[str]:
        """Draws elements that have changed; returns the links that have to follow."""
        links: set[str] = set()
        for key in sorted(ids):
            entity, old = self.system_map.get(key), before.get(key)
            if key in self.items_by_id and type(entity) is not type(old):
                self._drop(key)
                links |= self.system_map.links_of(key)
            if isinstance(entity, Element):
                self._show_element(entity)
            for link in (entity, old):
                if isinstance(link, Link):
                    links |= parallels(self.system_map, link)
        return links

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
        self.link_count = len(self.system_map.links)
        self._sector_index = {sector.id: index for index, sector in enumerate(self.system_map.sectors)}

    def _show_element(self, element: Element, has_detail: bool = True) -> None:
        item = self.items_by_id.get(element.id)
        if item is None:
            item = _item_for(element)
            self.items_by_id[element.id] = item
        if isinstance(item, RegionItem) and isinstance(element, Sector):
            item.is_column = self.perspective.has_columns
            item.show_sector(element, self.colour_of(element), self.theme)
            item.show_measure(self._measures.get(element.id, ""), self.theme)
        elif isinstance(item, StickyItem) and isinstance(element, Sticky):
            image = self.system_map.get(element.image)
            item.show_sticky(element, image if isinstance(image, Image) else None, self.theme)
            item.show_said(said_of(self.system_map, element.id), self.theme)
        elif isinstance(item, NodeItem):
            key, look = element.id, self._look
            colour = self.colour_of(element)
            fill, scale = look.colours.get(key, ""), look.scales.get(key, 1.0)
            item.show_element(element, colour, self.theme, fill, scale, self.perspective.is_compact)
            item.show_ring(self._rings.get(key, ""), self.theme)
            item.show_said(said_of(self.system_map, key), self.theme)
            item.show_mark(self.difference.of(key), self.theme, self.difference.is_crowd)
            self.routes.note(item)
        if not isinstance(item, NodeItem) or (self._detail and has_detail):
            item.show_detail(self._detail)
            self._detailed.add(element.id)
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
        ways = bows(self.system_map, link)
        if self.is_hasty:
            ways = ways[:1]
            self._hurried[link.id] = None
        item.show_link(link, self.routes.curve(a, b, ways), self.theme, self.link_count)
        item.show_said(said_of(self.system_map, link.id), self.theme)
        item.show_mark(self.difference.of(link.id), self.theme)
        item.show_focus(link.id in self.selected, self.theme)
        self._light(item)
        if item.scene() is None:
            self.addItem(item)

    def refine(self, seconds: float) -> bool:
        """Looks for better ways for links that were drawn in haste, for so long; False when none is left."""
        end = time.perf_counter() + seconds
        while self._hurried and time.perf_counter() < end:
            key = next(iter(self._hurried))
            del self._hurried[key]
            link = self.system_map.get(key)
            if isinstance(link, Link):
                self._show_link(link)
        return bool(self._hurried)

    def _drop(self, key: str) -> None:
        item = self.items_by_id.pop(key, None)
        self.routes.forget(key)
        self._detailed.discard(key)
        if item is not None:
            self.removeItem(item)

    def move_items(self, positions: dict[str, tuple[float, float]]) -> None:
        """Shows elements elsewhere while they are being dragged; the map does not change."""
        links: set[str] = set()
        for key, (x, y) in positions.items():
            item = self.items_by_id.get(key)
            if item is not None:
                item.setPos(x, y)
                if isinstance(item, NodeItem):
                    self.routes.note(item)
                links |= self.system_map.links_of(key)
        for key in links:
            link = self.system_map.get(key)
            if isinstance(link, Link):
                self._show_link(link)
        self.ghosts.follow(positions.keys())

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

    def draw_again(self, ids: Iterable[str]) -> None:
        """Draws some elements and links anew that are marked in another way."""
        for key in ids:
            item, link = self.items_by_id.get(key), self.system_map.get(key)
            if isinstance(item, NodeItem):
                item.show_mark(self.difference.of(key), self.theme, self.difference.is_crowd)
            elif isinstance(link, Link):
                self._show_link(link)

    def light_again(self, ids: Iterable[str]) -> None:
        """Some items were seen through for a while: they look as they should."""
        for key in ids:
            item = self.items_by_id.get(key)
            if item is not None:
                self._light(item)

    def set_measures(self, texts: Mapping[str, str]) -> None:
        """What is measured of sectors, in their regions."""
        self._measures = texts
        for sector in self.system_map.sectors:
            item = self.items_by_id.get(sector.id)
            if isinstance(item, RegionItem):
                item.show_measure(texts.get(sector.id, ""), self.theme)

    def set_missing(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Shows these missing links and no others."""
        self.ghosts.show(wanted, self._light)

    def light(self, ids: Iterable[str] | None) -> None:
        """Lights some entities and fades the rest; None lights everything again."""
        wanted = None if ids is None else frozenset(ids)
        if wanted == self._lit:
            return
        self._lit = wanted
        for item in (*self.items_by_id.values(), *self.ghosts.items.values()):
            self._light(item)

    def _light(self, item: Item | MissingItem) -> None:
        if self._lit is None or isinstance(item, RegionItem | StickyItem):
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

    def set_detail(self, on: bool, area: QRectF | None = None) -> None:
        """Text and icons on or off. Among very many nodes they are made where somebody looks: in `area`."""
        if not on:
            for key in self._detailed if self._detail else ():
                self._show_detail(key, False)
            self._detailed -= {k for k in self._detailed if isinstance(self.items_by_id[k], NodeItem)}
        elif area is None or len(self.items_by_id) <= FEW:
            for key in self.items_by_id.keys() - self._detailed:
                self._show_detail(key, True)
        else:
            for key, box in self.routes.bounds.items():  # too many to ask the scene
                across = box[0] < area.right() and box[2] > area.left()
                if across and box[1] < area.bottom() and box[3] > area.top() and key not in self._detailed:
                    self._show_detail(key, True)
        if on != self._detail:
            for item in self.items_by_id.values():
                if isinstance(item, RegionItem | StickyItem):
                    item.show_detail(on)
        self._detail = on
        self.difference.show_detail(on)

    def _show_detail(self, key: str, on: bool) -> None:
        item = self.items_by_id.get(key)
        if isinstance(item, NodeItem):
            item.show_detail(on)
            if on:
                self._detailed.add(key)

    def set_look(self, look: Look) -> None:
        """Sizes and colours that say something; what hangs on the elements follows."""
        before, self._look = self._look, look
        keys = {*before.scales, *before.colours, *look.scales, *look.colours}
        self.update_map(self.source, {k for k in keys if k in self.system_map})

    def content_rect(self) -> QRectF:
        """The box around everything that is drawn."""
        rect = QRectF()
        boxes = self.routes.bounds.values()
        if boxes:
            left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
            right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
            rect = QRectF(left, top, right - left, bottom - top).adjusted(AWAY, AWAY, -AWAY, -AWAY)
        for element in (*self.system_map.sectors, *self.system_map.all(Sticky)):
            item = self.items_by_id.get(element.id)
            if isinstance(item, RegionItem | StickyItem):
                rect = rect.united(item.rect)
        for frame in (*self._frame, *self.difference.items.values()):
            rect = rect.united(frame.sceneBoundingRect())
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
                if isinstance(top, NodeItem | LinkItem | RegionItem | StickyItem):
                    return top if self.items_by_id.get(top.element_id) is top else None
                top = top.parentItem()
        return None


def _item_for(element: Element) -> BoxItem:
    if isinstance(element, Sector):
        return RegionItem(element)
    return StickyItem(element) if isinstance(element, Sticky) else NodeItem(element)
