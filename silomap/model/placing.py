"""First places for elements that have none: sectors as islands side by side, people below.

Deterministic, so that the same map gives the same picture. Layouts that a person chooses are another matter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from silomap.model.draft import Draft
from silomap.model.elements import Element, Group, Sector, Sticky, sector_of
from silomap.model.system_map import SystemMap

CELL_WIDTH, CELL_HEIGHT = 204.0, 84.0
PAD, HEADER, BAND_GAP, REGION_GAP = 22.0, 46.0, 26.0, 44.0
BANDS = ("actor", "service", "need")
ASPECT = 1.5
ROOM = (200.0, 80.0)


@dataclass(slots=True)
class _Island:
    sector: str | None
    bands: dict[str, list[str]] = field(default_factory=lambda: {band: [] for band in BANDS})
    columns: int = 1

    @property
    def width(self) -> float:
        return self.columns * CELL_WIDTH + 2 * PAD

    def rows(self, band: str) -> int:
        return math.ceil(len(self.bands[band]) / self.columns)


def place_missing(draft: Draft) -> None:
    """Gives a place to every element that has none; the others stay where people put them."""
    elements = [e for e in draft.result().elements if e.x is None or e.y is None]
    if not elements:
        return
    everything = draft.result()
    if len(elements) == len(everything.elements):
        places, sizes = arrange_by_sector(everything)
    else:
        places, sizes = _below(everything, elements)
    for element in elements:
        x, y = places[element.id]
        draft.set(element.id, x=round(x, 1), y=round(y, 1))
        if element.id in sizes:
            width, height = sizes[element.id]
            draft.set(element.id, width=round(width, 1), height=round(height, 1))


Places = dict[str, tuple[float, float]]


def arrange_by_sector(system_map: SystemMap) -> tuple[Places, Places]:
    """Centres of all elements and sizes of all regions. O(elements + links + sectors³)."""
    islands = _islands(system_map)
    places: Places = {}
    sizes: Places = {}
    for _ in range(3):  # each round orders the rows by where the neighbours stood in the one before
        places, sizes = _lay_out(islands)
        _groups_below(system_map, places)
        for island in islands:
            for band in BANDS:
                island.bands[band].sort(key=lambda key: (_mean_x(system_map, key, places), key))
    places, sizes = _lay_out(islands)
    _groups_below(system_map, places)
    _stickies_below(system_map, places)
    return places, sizes


def _islands(system_map: SystemMap) -> list[_Island]:
    table: dict[str | None, _Island] = {s.id: _Island(s.id) for s in system_map.sectors}
    for element in system_map.mapped:
        if isinstance(element, Sector | Group):
            continue
        sector = sector_of(element)
        table.setdefault(sector, _Island(sector)).bands[element.type].append(element.id)
    ordered = _by_neighbourhood(system_map, [k for k in table if k is not None])
    islands = [table[key] for key in ordered] + ([table[None]] if None in table else [])
    for island in islands:
        most = max(len(keys) for keys in island.bands.values())
        island.columns = max(1, min(4, math.ceil(math.sqrt(most / 1.5))))
    return islands


def _by_neighbourhood(system_map: SystemMap, sectors: list[str]) -> list[str]:
    weight: dict[tuple[str, str], int] = {}
    for link in system_map.links:
        a, b = (sector_of(system_map.get(end)) for end in (link.source, link.target))
        if a is not None and b is not None and a != b:
            weight[a, b] = weight.get((a, b), 0) + 1

    def length(order: list[str]) -> int:
        position = {key: index for index, key in enumerate(order)}
        return sum(abs(position[a] - position[b]) * w for (a, b), w in weight.items())

    order = list(sectors)
    best = length(order)
    if len(order) > 40:
        return order
    for _ in range(4):
        before = best
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                now = length(order)
                if now < best:
                    best = now
                else:
                    order[i], order[j] = order[j], order[i]
        if best == before:
            break
    return order


def _lay_out(islands: list[_Island]) -> tuple[Places, Places]:
    places: Places = {}
    sizes: Places = {}
    top = 0.0
    for shelf in _shelves(islands):
        rows = {band: max(island.rows(band) for island in shelf) for band in BANDS}
        height = _shelf_height(shelf)
        left = 0.0
        for island in shelf:
            if island.sector is not None:
                places[island.sector] = (left + island.width / 2, top + height / 2)
                sizes[island.sector] = (island.width, height)
            y = top + HEADER
            for band in BANDS:
                _fill(island, band, left + PAD, y, places)
                y += rows[band] * CELL_HEIGHT + BAND_GAP * (rows[band] > 0)
            left += island.width + REGION_GAP
        top += height + REGION_GAP
    return places, sizes


def _shelves(islands: list[_Island]) -> list[list[_Island]]:
    """The islands in as many rows as bring the whole nearest to the shape of a screen."""
    best: list[list[_Island]] = [islands] if islands else []
    nearest = math.inf
    for count in range(1, min(len(islands), 12) + 1):
        shelves = _cut(islands, count)
        width = max(sum(i.width + REGION_GAP for i in shelf) for shelf in shelves)
        height = sum(_shelf_height(shelf) + REGION_GAP for shelf in shelves) + 2 * CELL_HEIGHT
        off = abs(math.log(width / height / ASPECT))
        if off < nearest:
            nearest, best = off, shelves
    return best


def _cut(islands: list[_Island], count: int) -> list[list[_Island]]:
    target = sum(i.width + REGION_GAP for i in islands) / count
    shelves: list[list[_Island]] = [[]]
    used = 0.0
    for island in islands:
        if shelves[-1] and used + island.width / 2 > target * len(shelves) and len(shelves) < count:
            shelves.append([])
        shelves[-1].append(island)
        used += island.width + REGION_GAP
    return shelves


def _shelf_height(shelf: list[_Island]) -> float:
    rows = [max(island.rows(band) for island in shelf) for band in BANDS]
    height = HEADER + PAD + sum(r * CELL_HEIGHT + BAND_GAP * (r > 0) for r in rows) - BAND_GAP
    return max(height, HEADER + PAD + CELL_HEIGHT)


def _fill(island: _Island, band: str, left: float, top: float, places: Places) -> None:
    keys = island.bands[band]
    for start in range(0, len(keys), island.columns):
        row = keys[start : start + island.columns]
        inset = (island.columns - len(row)) * CELL_WIDTH / 2
        y = top + (start // island.columns + 0.5) * CELL_HEIGHT
        for index, key in enumerate(row):
            places[key] = (left + inset + (index + 0.5) * CELL_WIDTH, y)


def _groups_below(system_map: SystemMap, places: Places) -> None:
    groups = system_map.all(Group)
    drawn = [place for place in places.values() if place is not None]
    width = max((x for x, _ in drawn), default=0.0) + CELL_WIDTH / 2
    sectors = [(places[s.id][1]) for s in system_map.sectors if s.id in places]
    bottom = max((y for _, y in drawn), default=0.0)
    bottom = max([bottom, *sectors]) + CELL_HEIGHT * 1.45
    ordered = sorted(groups, key=lambda g: (_mean_x(system_map, g.id, places), g.id))
    a_row = max(1, int(width // CELL_WIDTH))
    for start in range(0, len(ordered), a_row):
        row = ordered[start : start + a_row]
        step = width / len(row)
        for index, group in enumerate(row):
            places[group.id] = ((index + 0.5) * step, bottom + start // a_row * CELL_HEIGHT)


def _stickies_below(system_map: SystemMap, places: Places) -> None:
    """In one row under all else."""
    x, bottom = 0.0, max((y for _, y in places.values()), default=0.0) + CELL_HEIGHT
    bottom = max([bottom, *(places[s.id][1] + (s.height or 0.0) for s in system_map.sectors if s.id in places)])
    for sticky in system_map.all(Sticky):
        width, height = room_of(sticky)
        places[sticky.id] = (x + width / 2, bottom + height / 2)
        x += width


def room_of(element: Element) -> tuple[float, float]:
    """The width and height that an element other than a region has for itself."""
    if isinstance(element, Sticky):
        return ((element.width or ROOM[0]) + 20.0, (element.height or ROOM[1]) + 20.0)
    return ROOM


def _mean_x(system_map: SystemMap, key: str, places: Mapping[str, tuple[float, float]]) -> float:
    others = []
    for link_id in system_map.links_of(key):
        link = system_map[link_id]
        other = link.target if link.source == key else link.source  # type: ignore[attr-defined]
        if other in places:
            others.append(places[other][0])
    return sum(others) / len(others) if others else 0.0


def _below(system_map: SystemMap, missing: list[Element]) -> tuple[Places, Places]:
    placed = [e for e in system_map.elements if e.x is not None and e.y is not None]
    left = min(e.x or 0.0 for e in placed)
    bottom = max((e.y or 0.0) + (getattr(e, "height", None) or CELL_HEIGHT) / 2 for e in placed)
    places: Places = {}
    sizes: Places = {}
    columns = max(4, math.ceil(math.sqrt(len(missing) * ASPECT)))
    for index, element in enumerate(sorted(missing, key=lambda e: (e.type != "sector", e.id))):
        row, column = divmod(index, columns)
        places[element.id] = (left + (column + 0.5) * CELL_WIDTH, bottom + (row + 1) * CELL_HEIGHT)
        if isinstance(element, Sector):
            sizes[element.id] = (CELL_WIDTH - 10, CELL_HEIGHT - 10)
    return places, sizes
