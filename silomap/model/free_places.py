"""Places for new elements among those that are drawn: in their sector's region, near what they are linked to, on no
other element. What is there never moves."""

from __future__ import annotations

from collections.abc import Iterable

from silomap.model.draft import Draft
from silomap.model.elements import Element, Group, Sector, Sticky, sector_of
from silomap.model.placing import CELL_HEIGHT, CELL_WIDTH, HEADER
from silomap.model.system_map import SystemMap

STEP_X, STEP_Y = CELL_WIDTH / 2, CELL_HEIGHT / 2
APART_X, APART_Y = CELL_WIDTH - 8, CELL_HEIGHT - 8
FARTHEST = 60
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""left, top, right, bottom"""


def place_new(draft: Draft, keys: Iterable[str], centre: Point) -> None:
    """Gives each new element the nearest free place to where it belongs: the mean of what it is linked to, else its
    region, else `centre` (the middle of what is seen). A region that is full grows where nothing is."""
    elements = [draft.element(key) for key in keys]
    taken = _Taken(draft.result())
    for element in sorted(elements, key=lambda e: not isinstance(e, Sector)):
        if element.x is not None and element.y is not None:
            continue
        if isinstance(element, Sector):
            _place_region(draft, element, taken, centre)
        else:
            _place_node(draft, draft.element(element.id), taken, centre)


def free_place(system_map: SystemMap, sector: str | None, near: Point) -> Point:
    """The nearest free place to a point: in the region of a sector, or in none."""
    taken = _Taken(system_map)
    home = None if sector is None else taken.regions.get(sector)
    if home is not None and not (home[0] < near[0] < home[2] and home[1] < near[1] < home[3]):
        near = ((home[0] + home[2]) / 2, (home[1] + home[3]) / 2)
    places = _spiral(near, (STEP_X, STEP_Y))
    return next((at for at in places if taken.is_free(at, home)), near)


def move_to_sector(draft: Draft, keys: Iterable[str], sector: str | None) -> list[str]:
    """Elements change their sector and stand in its region from then on, or in none; returns those that did. People
    belong to no sector and stay."""
    moved = []
    for key in keys:
        element = draft.element(key)
        if isinstance(element, Group | Sector | Sticky) or sector_of(element) == sector:
            continue
        draft.set(key, sector=sector)
        moved.append(key)
        if element.x is not None and element.y is not None:
            x, y = free_place(draft.result(), sector, (element.x, element.y))
            draft.set(key, x=round(x, 1), y=round(y, 1))
    return moved


class _Taken:
    """What stands where, in cells of half an element's size."""

    def __init__(self, system_map: SystemMap) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = {}
        self.regions: dict[str, Box] = {}
        for element in system_map.elements:
            if element.x is None or element.y is None:
                continue
            if isinstance(element, Sector):
                self.regions[element.id] = _box(element)
            else:
                self.add((element.x, element.y))

    def add(self, at: Point) -> None:
        self.cells.setdefault(_cell(at), []).append(at)

    def holds(self, box: Box) -> bool:
        """Whether an element stands in a box, or reaches into it."""
        return any(_touches(at, box) for points in self.cells.values() for at in points)

    def is_free(self, at: Point, home: Box | None) -> bool:
        if home is not None and not _lies_in(at, home):
            return False
        column, row = _cell(at)
        near = (self.cells.get((column + i, row + j), ()) for i in range(-2, 3) for j in range(-2, 3))
        if any(abs(x - at[0]) < APART_X and abs(y - at[1]) < APART_Y for points in near for x, y in points):
            return False
        return home is not None or not any(_touches(at, box) for box in self.regions.values())


def _cell(at: Point) -> tuple[int, int]:
    return round(at[0] / STEP_X), round(at[1] / STEP_Y)


def _box(region: Sector) -> Box:
    x, y, width, height = region.x or 0.0, region.y or 0.0, region.width or 0.0, region.height or 0.0
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _lies_in(at: Point, region: Box) -> bool:
    """Whether what stands there is whole inside a region, below its name."""
    return (
        region[0] <= at[0] - CELL_WIDTH / 2
        and at[0] + CELL_WIDTH / 2 <= region[2]
        and region[1] + HEADER <= at[1] - CELL_HEIGHT / 2 + 8
        and at[1] + CELL_HEIGHT / 2 <= region[3]
    )


def _touches(at: Point, box: Box) -> bool:
    return box[0] - CELL_WIDTH / 2 < at[0] < box[2] + CELL_WIDTH / 2 and (
        box[1] - CELL_HEIGHT / 2 < at[1] < box[3] + CELL_HEIGHT / 2
    )


def _spiral(centre: Point, step: Point) -> Iterable[Point]:
    """Points round a centre, the nearest rings first."""
    yield centre
    for ring in range(1, FARTHEST):
        edge = [(i, j) for i in range(-ring, ring + 1) for j in (-ring, ring)]
        edge += [(i, j) for i in (-ring, ring) for j in range(1 - ring, ring)]
        for i, j in sorted(edge, key=lambda e: (abs(e[0]) + abs(e[1]), -e[1], e[0])):
            yield centre[0] + i * step[0], centre[1] + j * step[1]


def _anchor(draft: Draft, element: Element, home: Box | None, centre: Point) -> Point:
    near = []
    for link in draft.links_of(element.id):
        other = draft.get(link.target if link.source == element.id else link.source)
        if isinstance(other, Element) and other.x is not None and other.y is not None:
            near.append((other.x, other.y))
    if home is not None:
        middle = ((home[0] + home[2]) / 2, (home[1] + HEADER + home[3]) / 2)
        inside = [at for at in near if home[0] < at[0] < home[2] and home[1] < at[1] < home[3]]
        return inside[0] if inside else middle
    if near:
        return (sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near) + CELL_HEIGHT)
    return centre


def _place_node(draft: Draft, element: Element, taken: _Taken, centre: Point) -> None:
    sector = sector_of(element)
    home = taken.regions.get(sector) if sector is not None else None
    anchor = _anchor(draft, element, home, centre)
    found = next((at for at in _spiral(anchor, (STEP_X, STEP_Y)) if taken.is_free(at, home)), None)
    if found is None and home is not None and sector is not None:
        larger = _room_beside(sector, home, taken)
        if larger is not None:
            taken.regions[sector] = larger
            _resize(draft, sector, larger)
            found = next((at for at in _spiral(anchor, (STEP_X, STEP_Y)) if taken.is_free(at, larger)), None)
        else:  # enclosed by others: as near as there is room
            found = next((at for at in _spiral(anchor, (STEP_X, STEP_Y)) if taken.is_free(at, None)), None)
    at = found or anchor
    taken.add(at)
    draft.set(element.id, x=round(at[0], 1), y=round(at[1], 1))


def _room_beside(sector: str, home: Box, taken: _Taken) -> Box | None:
    """The region with one more row or column where that covers nothing else: below, right, above, left."""
    left, top, right, bottom = home
    wide, high = CELL_WIDTH, CELL_HEIGHT
    strips = (
        ((left, bottom, right, bottom + high), (left, top, right, bottom + high)),
        ((right, top, right + wide, bottom), (left, top, right + wide, bottom)),
        ((left, top - high, right, top), (left, top - high, right, bottom)),
        ((left - wide, top, left, bottom), (left - wide, top, right, bottom)),
    )
    for strip, larger in strips:
        others = (box for key, box in taken.regions.items() if key != sector)
        if not any(_overlap(strip, box) for box in others) and not taken.holds(strip):
            return larger
    return None


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _resize(draft: Draft, sector: str, box: Box) -> None:
    left, top, right, bottom = box
    draft.set(
        sector,
        x=round((left + right) / 2, 1),
        y=round((top + bottom) / 2, 1),
        width=round(right - left, 1),
        height=round(bottom - top, 1),
    )


def _place_region(draft: Draft, region: Sector, taken: _Taken, centre: Point) -> None:
    width, height = region.width or CELL_WIDTH, region.height or CELL_HEIGHT
    placed = [e for e in draft.result().elements if e.x is not None and e.y is not None and not isinstance(e, Sector)]
    boxes = [*taken.regions.values(), *((e.x - 100, e.y - 40, e.x + 100, e.y + 40) for e in placed)]  # type: ignore[operator]

    def is_free(at: Point) -> bool:
        left, top, right, bottom = at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2
        return not any(
            left < b[2] + 20 and b[0] - 20 < right and top < b[3] + 20 and b[1] - 20 < bottom for b in boxes
        )

    found = next((at for at in _spiral(centre, (width / 2, height / 2)) if is_free(at)), centre)
    taken.regions[region.id] = (
        found[0] - width / 2, found[1] - height / 2, found[0] + width / 2, found[1] + height / 2,
    )  # fmt: skip
    draft.set(region.id, x=round(found[0], 1), y=round(found[1], 1))
