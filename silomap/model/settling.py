"""Many elements that lie on one another settle into the nearest free cells: fast however dense they lie."""

from __future__ import annotations

import math
from collections.abc import Iterable

from silomap.model.elements import Element
from silomap.model.placing import ROOM, Places, room_of

WIDTH, HEIGHT = ROOM
Cell = tuple[int, int]


def settled(elements: Iterable[Element]) -> Places:
    """A place for each element without overlaps, near where it stands, those in the middle first; pinned ones stay
    exactly. What stands alone keeps its column and row of cells. Cost: about O(n log n) for cells that are searched
    from the middle outwards, each search going on where the last one from the same cell ended."""
    everything = list(elements)
    places = {e.id: (e.x or 0.0, e.y or 0.0) for e in everything if e.pinned}
    taken: set[Cell] = {cell for e in everything if e.pinned for cell in _cells_under(e)}
    loose = [e for e in everything if not e.pinned]
    if not loose:
        return places
    middle = (sum(e.x or 0.0 for e in loose) / len(loose), sum(e.y or 0.0 for e in loose) / len(loose))
    loose.sort(key=lambda e: (math.dist((e.x or 0.0, e.y or 0.0), middle), e.id))
    offsets = _offsets(2 * len(everything) + 200)
    reached: dict[Cell, int] = {}
    for element in loose:
        start = (math.floor((element.x or 0.0) / WIDTH), math.floor((element.y or 0.0) / HEIGHT))
        across, down = (math.ceil(side / room) for side, room in zip(room_of(element), ROOM, strict=True))
        is_small = across == down == 1
        first = reached.get(start, 0) if is_small else 0
        for number in range(first, len(offsets)):
            dx, dy = offsets[number]
            corner = (start[0] + dx, start[1] + dy)
            block = [(corner[0] + i, corner[1] + j) for i in range(across) for j in range(down)]
            if taken.isdisjoint(block):
                break
        else:  # beyond all that is known: there is always room at the right
            corner = (max(cell[0] for cell in taken) + 2, start[1])
            block = [(corner[0] + i, corner[1] + j) for i in range(across) for j in range(down)]
        if is_small:
            reached[start] = number
        taken.update(block)
        places[element.id] = ((corner[0] + across / 2) * WIDTH, (corner[1] + down / 2) * HEIGHT)
    return places


def _cells_under(element: Element) -> Iterable[Cell]:
    width, height = room_of(element)
    x, y = element.x or 0.0, element.y or 0.0
    columns = range(math.floor((x - width / 2) / WIDTH), math.floor((x + width / 2 - 0.01) / WIDTH) + 1)
    rows = range(math.floor((y - height / 2) / HEIGHT), math.floor((y + height / 2 - 0.01) / HEIGHT) + 1)
    return ((i, j) for i in columns for j in rows)


def _offsets(count: int) -> list[Cell]:
    """Steps to the cells around one, the nearest first; at least so many."""
    radius = WIDTH * 1.2 * math.sqrt(count / math.pi * HEIGHT / WIDTH) + WIDTH
    columns, rows = int(radius / WIDTH) + 1, int(radius / HEIGHT) + 1
    cells = [(i, j) for i in range(-columns, columns + 1) for j in range(-rows, rows + 1)]
    return sorted(cells, key=lambda c: ((c[0] * WIDTH) ** 2 + (c[1] * HEIGHT) ** 2, c))
