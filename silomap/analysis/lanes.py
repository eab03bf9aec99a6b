"""Lanes: people, needs, services, actors from top to bottom, a column a sector. Pure: from a map to places.

Within each cell of lane and column elements are ordered so that few links cross: barycentre sweeps, then neighbours
change places while that helps (Sugiyama, Tagawa & Toda 1981; Eades & Kelly 1986, "greedy switching").
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

from silomap.analysis.lane_order import LANES, Cells, Near, Order
from silomap.analysis.layers import Layers
from silomap.model.elements import Element, Link, Sector, Sticky
from silomap.model.placing import Places
from silomap.model.system_map import SystemMap

NO_SECTOR = ""
"""the column of what belongs to no sector"""
HEADER, LABELS = 54.0, 128.0
COLUMN_PAD, COLUMN_GAP, LANE_PAD = 16.0, 14.0, 30.0
EMPTY = 130.0
"""the width of a column in which nothing stands"""
STRIP = 58.0
"""the width of a column that is folded up"""
SLOT, WIDE_SLOT, SLOT_HEIGHT = 186.0, 224.0, 84.0
LONG_WORD = 11
"""A longer word makes an element wider than others."""
COMPACT_SLOT, COMPACT_HEIGHT = 178.0, 40.0
MOST_ABREAST, MOST_STACKED = 6, 5
SCREEN = 1.35
"""the shape that lanes come near to: width by height"""


@dataclass(frozen=True, slots=True)
class Column:
    """A sector's column; `count` is how many elements stand in it, seen or folded away."""

    sector: str
    left: float
    right: float
    count: int
    label: str = ""
    is_collapsed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The strip of one kind, from side to side."""

    kind: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class LanesLayout:
    """Where lanes, columns and elements are; (0, 0) is the left top corner, the labels of the lanes included."""

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    places: Places
    hidden: frozenset[str]
    is_compact: bool = False

    @property
    def width(self) -> float:
        """From side to side."""
        return max((c.right for c in self.columns), default=LABELS)

    @property
    def height(self) -> float:
        """From top to bottom."""
        return max((lane.bottom for lane in self.lanes), default=HEADER)

    def column_at(self, x: float) -> Column | None:
        """The column nearest to a place; None where there is none."""
        return min(self.columns, key=lambda c: max(c.left - x, x - c.right, 0.0), default=None)

    def lane_at(self, y: float) -> Lane | None:
        """The lane at a height."""
        return next((lane for lane in self.lanes if lane.top <= y < lane.bottom), None)


def lanes(system_map: SystemMap, collapsed: Collection[str] = (), is_compact: bool = False) -> LanesLayout:
    """The lanes of a map.

    Columns follow the order of the sectors; "no sector" comes last, where anything belongs there. A service without a
    sector stands with its providers, if they agree. People belong to no sector and stand over their needs.
    `collapsed`: sectors whose column is folded up; their members are hidden. The same map gives the same lanes.
    Cost: O(links · log links) a sweep.
    """
    homes = {key: home or NO_SECTOR for key, home in Layers.of(system_map).sector.items()}
    cells: Cells = {}
    groups = []
    for element in system_map.mapped:
        if element.type == "group":
            groups.append(element.id)
        elif not isinstance(element, Sector):
            cells.setdefault((element.type, homes.get(element.id, NO_SECTOR)), []).append(element.id)
    sectors = [s.id for s in system_map.sectors]
    if any(home == NO_SECTOR for _kind, home in cells) or not sectors:
        sectors.append(NO_SECTOR)
    hidden = frozenset(key for (_kind, home), keys in cells.items() if home in collapsed for key in keys)
    seen = {cell: keys for cell, keys in cells.items() if cell[1] not in collapsed}
    sheet = _Sheet(system_map, sectors, cells, collapsed, is_compact)
    best = Order(system_map, seen, groups, sheet.places).improved()
    return LanesLayout(sheet.lanes(), sheet.columns, best, hidden, is_compact)


def placed(system_map: SystemMap, layout: LanesLayout) -> SystemMap:
    """The map with every element where its lane has it; sectors are their columns, sticky notes and what is folded
    away are left out, with the links that end there."""
    columns = {column.sector: column for column in layout.columns}
    middle, height = layout.height / 2, layout.height
    changes: list[tuple[str, Element | Link | None]] = []
    gone = set(layout.hidden)
    for element in system_map.elements:
        column = columns.get(element.id)
        if isinstance(element, Sector) and column is not None:
            x, width = (column.left + column.right) / 2, column.right - column.left
            changes.append((element.id, replace(element, x=x, y=middle, width=width, height=height)))
        elif element.id in layout.places:
            x, y = layout.places[element.id]
            changes.append((element.id, replace(element, x=x, y=y)))
        elif isinstance(element, Sticky):
            gone.add(element.id)
    changes += [(key, None) for key in gone]
    changes += [(link.id, None) for link in system_map.links if link.source in gone or link.target in gone]
    return system_map.after(changes)


class _Sheet:
    """The ruled paper: columns as wide and lanes as high as their fullest cell needs, in the shape of a screen."""

    def __init__(
        self, system_map: SystemMap, sectors: list[str], cells: Cells, collapsed: Collection[str], is_compact: bool
    ) -> None:
        self._height = COMPACT_HEIGHT if is_compact else SLOT_HEIGHT
        self._cells, self._folded = cells, frozenset(sectors).intersection(collapsed)
        self._labels = {sector: system_map.label(sector) if sector else "" for sector in sectors}
        self._people = [element.id for element in system_map.mapped if element.type == "group"]
        self._most = {s: max(len(cells.get((kind, s), ())) for kind in LANES) for s in sectors}
        self._wide = {s: COMPACT_SLOT if is_compact else self._slot(system_map, s) for s in sectors}
        least = 1 if max(self._most.values()) <= MOST_STACKED else 2
        shapes = {abreast: self._shape(sectors, abreast) for abreast in range(least, MOST_ABREAST + 1)}
        best = min(shapes, key=lambda abreast: (abs(math.log(shapes[abreast] / SCREEN)), abreast))
        self._rule(sectors, best)

    def _slot(self, system_map: SystemMap, sector: str) -> float:
        keys = (key for kind in LANES for key in self._cells.get((kind, sector), ()))
        words = (len(word) for key in keys for word in system_map.label(key).split())
        return WIDE_SLOT if max(words, default=0) > LONG_WORD else SLOT

    def _shape(self, sectors: list[str], abreast: int) -> float:
        """Width by height with so many elements side by side."""
        self._rule(sectors, abreast)
        return self.columns[-1].right / self.lanes()[-1].bottom

    def _rule(self, sectors: list[str], abreast: int) -> None:
        self.slots = {s: (self._wide[s], max(1, min(abreast, self._most[s]))) for s in sectors}
        columns, left = [], LABELS
        for sector in sectors:
            slot, side_by_side = self.slots[sector]
            folded = sector in self._folded
            width = STRIP if folded else slot * side_by_side + 2 * COLUMN_PAD if self._most[sector] else EMPTY
            count = sum(len(self._cells.get((kind, sector), ())) for kind in LANES)
            columns.append(Column(sector, left, left + width, count, self._labels[sector], folded))
            left += width + COLUMN_GAP
        self.columns = tuple(columns)
        self.slot = max(self._wide.values())

    @property
    def inner(self) -> tuple[float, float]:
        """From the first column's left to the last one's right."""
        return self.columns[0].left, self.columns[-1].right

    def rows_of(self, kind: str) -> int:
        """How many rows the fullest cell of a lane has."""
        if kind == "group":
            left, right = self.inner
            return max(1, math.ceil(len(self._people) / max(1, int((right - left) // self.slot))))
        shown = [c.sector for c in self.columns if not c.is_collapsed]
        return max([1, *(math.ceil(len(self._cells.get((kind, s), ())) / self.slots[s][1]) for s in shown)])

    def lanes(self) -> tuple[Lane, ...]:
        """The lanes from top to bottom."""
        found, top = [], HEADER
        for kind in LANES:
            bottom = top + self.rows_of(kind) * self._height + 2 * LANE_PAD
            found.append(Lane(kind, top, bottom))
            top = bottom
        return tuple(found)

    def rows_y(self, lane: Lane, rows: int) -> list[float]:
        """The middles of so many rows, in the middle of a lane."""
        first = (lane.top + lane.bottom) / 2 - (rows - 1) * self._height / 2
        return [first + row * self._height for row in range(rows)]

    def places(self, cells: Cells, near: Near) -> Places:
        """Where everybody stands in this order: within a cell from left to right, then the next row."""
        found: Places = {}
        people, *others = self.lanes()
        for lane in others:
            for column in self.columns:
                self._fill(found, cells.get((lane.kind, column.sector)), lane, column)
        self._place_groups(found, people, near)
        return found

    def _fill(self, found: Places, keys: list[str] | None, lane: Lane, column: Column) -> None:
        if not keys:
            return
        slot, abreast = self.slots[column.sector]
        rows = math.ceil(len(keys) / abreast)
        wide = math.ceil(len(keys) / rows)
        ys = self.rows_y(lane, rows)
        middle = (column.left + column.right) / 2
        for number, key in enumerate(keys):
            at, row = divmod(number, rows)
            in_row = (len(keys) - row + rows - 1) // rows
            spare = (wide - in_row) / 2  # a shorter row stands in the middle
            found[key] = (middle + (at + spare - (wide - 1) / 2) * slot, ys[row])

    def _place_groups(self, found: Places, lane: Lane, near: Near) -> None:
        left, right = self.inner
        slot = self.slot
        rows = self.rows_of("group")
        ys = self.rows_y(lane, rows)

        def wanted(key: str) -> float:
            xs = [found[other][0] for other in near[key] if other in found]
            return sum(xs) / len(xs) if xs else (left + right) / 2

        aims = sorted((wanted(key), key) for key in self._people)
        for row in range(rows):
            there = aims[row::rows]
            xs = spaced([aim for aim, _key in there], slot, left + slot / 2, right - slot / 2)
            for x, (_aim, key) in zip(xs, there, strict=True):
                found[key] = (x, ys[row])


def spaced(aims: list[float], gap: float, low: float, high: float) -> list[float]:
    """Places in the order of the aims, at least `gap` apart and as near to them as that allows: blocks that touch
    share their mean shift (pool adjacent violators). Between `low` and `high` where there is room. O(n)."""
    blocks: list[tuple[float, int]] = []
    for number, aim in enumerate(aims):
        blocks.append((aim - number * gap, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (two, m) = blocks[-2:]
            blocks[-2:] = [((one * n + two * m) / (n + m), n + m)]
    most = high - (len(aims) - 1) * gap
    starts = [min(max(start, low), max(low, most)) for start, n in blocks for _ in range(n)]
    return [start + number * gap for number, start in enumerate(starts)]
