"""Perspectives: one map, several places for its elements. A perspective is looked at; it never changes the map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtWidgets import QGraphicsItem

from silomap.analysis.lanes import LanesLayout, lanes, placed
from silomap.model.elements import Element, Entity, Sector
from silomap.model.system_map import SystemMap
from silomap.model.tidying import Arrangement
from silomap.report.picture.lanes import LaneRoutes, frame_items
from silomap.report.picture.routing import Routes
from silomap.report.themes import Theme

MAP, LANES, SILO, SYSTEM = "map", "lanes", "silo", "system"


class Perspective:
    """The places that people gave: the map itself."""

    name = MAP
    is_own = True
    """whether places are those of the map, so that moving an element means something"""
    has_columns = False
    is_compact = False

    def place(self, system_map: SystemMap) -> SystemMap:
        """The map with every element where this perspective has it."""
        return system_map

    def routes(self) -> Routes:
        """The ways of links."""
        return Routes()

    def frame(self, theme: Theme) -> list[QGraphicsItem]:
        """What is drawn besides the map."""
        return []


class Arranged(Perspective):
    """Places from a layout: everything by sector (silo view), or by needs and causes (system view). What the layout
    does not know yet stands where the map has it."""

    is_own = False

    def __init__(self, name: str, arrangement: Arrangement) -> None:
        self.name, self._arrangement = name, arrangement

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Arranged) and (self.name, self._arrangement) == (other.name, other._arrangement)

    __hash__ = None  # type: ignore[assignment]

    def place(self, system_map: SystemMap) -> SystemMap:
        changes: list[tuple[str, Entity]] = []
        sizes = self._arrangement.sizes
        for key, (x, y) in self._arrangement.places.items():
            element = system_map.get(key)
            if isinstance(element, Sector):
                width, height = sizes.get(key, (element.width, element.height))
                changes.append((key, replace(element, x=x, y=y, width=width, height=height)))
            elif isinstance(element, Element):
                changes.append((key, replace(element, x=x, y=y)))
        return system_map.after(changes)


class Lanes(Perspective):
    """People, needs, services, actors from top to bottom; a column a sector."""

    name = LANES
    is_own = False
    has_columns = True

    def __init__(self, collapsed: Collection[str] = (), is_compact: bool = False) -> None:
        self.collapsed, self.is_compact = frozenset(collapsed), is_compact
        self.layout = LanesLayout((), (), {}, frozenset())

    def place(self, system_map: SystemMap) -> SystemMap:
        self.layout = lanes(system_map, self.collapsed, self.is_compact)
        return placed(system_map, self.layout)

    def routes(self) -> Routes:
        return LaneRoutes(self.layout)

    def frame(self, theme: Theme) -> list[QGraphicsItem]:
        return frame_items(self.layout, theme)
