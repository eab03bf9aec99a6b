"""Layouts that a person chooses: tidy what was drawn, or arrange everything by sector. Pure functions to positions.

The same map gives the same picture. Pinned elements stay where they are; no two elements overlap afterwards, unless
both are pinned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from silomap.model.draft import Draft
from silomap.model.edits import region_holds
from silomap.model.elements import Element, Sector, sector_of
from silomap.model.placing import HEADER, PAD, ROOM, Places, arrange_by_sector, room_of
from silomap.model.system_map import SystemMap

STEP = 20.0
FARTHEST = 400
REGION_GAP = 24.0


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where elements stand, and how large regions are."""

    places: Places
    sizes: Places = field(default_factory=dict)


def by_sector(system_map: SystemMap) -> Arrangement:
    """Sectors as islands side by side, actors above services above needs, groups below. What is pinned stays."""
    places, sizes = arrange_by_sector(system_map)
    placed = [e for e in system_map.elements if e.x is not None and e.y is not None]
    kept = {e.id: (e.x or 0.0, e.y or 0.0) for e in placed if e.pinned}
    if not kept:
        return Arrangement(places, sizes)
    draft = Draft(system_map)
    apply(draft, Arrangement({**places, **kept}, {k: v for k, v in sizes.items() if k not in kept}))
    return tidy(draft.result())


def tidy(system_map: SystemMap) -> Arrangement:
    """Roughly what people drew, without overlaps: what overlaps nothing stays exactly where it is, the rest moves to
    the nearest free place beside its like; regions grow around the members that
    stand in them and move apart as a whole.

    Cost: O(elements) where little overlaps; each moved element looks at the places around it, the nearest first.
    """
    placed = [e for e in system_map.elements if e.x is not None and e.y is not None]
    homes: dict[str | None, list[Element]] = {}
    regions = {e.id: e for e in placed if isinstance(e, Sector)}
    for element in placed:
        if not isinstance(element, Sector):
            region = regions.get(sector_of(element) or "")
            is_in = region is not None and region_holds(region, element.x or 0.0, element.y or 0.0)
            homes.setdefault(region.id if region is not None and is_in else None, []).append(element)
    places: Places = {}
    sizes: Places = {}
    boxes = Boxes()
    loose = [e for e in homes.get(None, []) if e.pinned]  # may lie on a region: its members make way
    for region in sorted(regions.values(), key=lambda r: _order(r, homes.get(r.id, []))):
        members = homes.get(region.id, [])
        box = _around(region, spread(members, Boxes(loose)).values())
        is_fixed = _is_fixed(region, members)
        at = box[:2] if is_fixed else boxes.nearest(box[0], box[1], box[2], box[3], REGION_GAP)
        inside = spread(members, Boxes(loose), (at[0] - box[0], at[1] - box[1]))
        box = _around(replace(region, x=at[0], y=at[1], width=box[2], height=box[3]), inside.values())
        boxes.add(box[0], box[1], box[2] + REGION_GAP, box[3] + REGION_GAP)
        places[region.id], sizes[region.id] = box[:2], box[2:]
        places.update(inside)
    places.update(spread(homes.get(None, []), boxes))
    return Arrangement(places, sizes)


def apply(draft: Draft, arrangement: Arrangement) -> None:
    """Puts an arrangement into a draft: only what changes is touched."""
    for key, (x, y) in arrangement.places.items():
        values = {"x": round(x, 1), "y": round(y, 1)}
        if key in arrangement.sizes:
            width, height = arrangement.sizes[key]
            values.update(width=round(width, 1), height=round(height, 1))
        element = draft.element(key)
        if any(getattr(element, name) != value for name, value in values.items()):
            draft.set(key, **values)


def _is_fixed(region: Element, members: Iterable[Element]) -> bool:
    return region.pinned or any(member.pinned for member in members)


def _order(region: Sector, members: Iterable[Element]) -> tuple[bool, float, float, str]:
    """Fixed regions first, the others from top to bottom."""
    return (not _is_fixed(region, members), region.y or 0.0, region.x or 0.0, region.id)


def spread(
    elements: Iterable[Element], boxes: Boxes | None = None, shift: tuple[float, float] = (0.0, 0.0)
) -> Places:
    """The elements, shifted, without overlaps; pinned ones first and unshifted, the others from top to bottom."""
    places: Places = {}
    boxes = boxes or Boxes()
    for element in sorted(elements, key=lambda e: (not e.pinned, e.y or 0.0, e.x or 0.0, e.id)):
        x, y = element.x or 0.0, element.y or 0.0
        room = room_of(element)
        at = (x, y) if element.pinned else boxes.nearest(x + shift[0], y + shift[1], *room)
        boxes.add(at[0], at[1], *room)
        places[element.id] = at
    return places


def _around(region: Element, inside: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Centre and size of a region that holds its members: never smaller than it was."""
    width, height = getattr(region, "width", None) or ROOM[0], getattr(region, "height", None) or ROOM[1]
    x, y = region.x or 0.0, region.y or 0.0
    left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
    for at in inside:
        left, right = min(left, at[0] - ROOM[0] / 2 - PAD / 2), max(right, at[0] + ROOM[0] / 2 + PAD / 2)
        top, bottom = min(top, at[1] - ROOM[1] / 2 - HEADER), max(bottom, at[1] + ROOM[1] / 2 + PAD / 2)
    return ((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


class Boxes:
    """Boxes that are taken, in a grid, so that only those near by are looked at."""

    CELL = 240.0

    def __init__(self, elements: Iterable[Element] = ()) -> None:
        self._grid: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
        for element in elements:
            self.add(element.x or 0.0, element.y or 0.0, *room_of(element))

    def add(self, x: float, y: float, width: float, height: float) -> None:
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        for cell in self._cells(box):
            self._grid.setdefault(cell, []).append(box)

    def _cells(self, box: tuple[float, float, float, float]) -> Iterable[tuple[int, int]]:
        left, top, right, bottom = (int(edge // self.CELL) for edge in box)
        return ((i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))

    def in_the_way(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float] | None:
        """A taken box that one here would overlap."""
        left, top, right, bottom = x - width / 2, y - height / 2, x + width / 2, y + height / 2
        for cell in self._cells((left, top, right, bottom)):
            for box in self._grid.get(cell, ()):
                if left < box[2] - 0.01 and box[0] < right - 0.01 and top < box[3] - 0.01 and box[1] < bottom - 0.01:
                    return box
        return None

    def nearest(self, x: float, y: float, width: float, height: float, gap: float = 0.0) -> tuple[float, float]:
        """The free centre nearest to a point for a box of this size: there, or at the edge of what is in the way."""
        width, height = width + gap, height + gap
        tried: set[tuple[float, float]] = set()
        waiting = [(x, y)]
        best: tuple[float, float] | None = None
        for _ in range(FARTHEST):
            if not waiting:
                break
            waiting.sort(key=lambda at: ((at[0] - x) ** 2 + (at[1] - y) ** 2, at[1], at[0]), reverse=True)
            at = waiting.pop()
            box = self.in_the_way(at[0], at[1], width, height)
            if box is None:
                best = at
                break
            tried.add(at)
            for other in (
                (at[0], box[3] + height / 2),
                (box[2] + width / 2, at[1]),
                (at[0], box[1] - height / 2),
                (box[0] - width / 2, at[1]),
            ):
                key = (round(other[0], 3), round(other[1], 3))
                if key not in tried:
                    tried.add(key)
                    waiting.append(key)
        return best if best is not None else self._below(x, width, height)

    def _below(self, x: float, width: float, height: float) -> tuple[float, float]:
        """Under everything: there is always room."""
        bottom = max((box[3] for boxes in self._grid.values() for box in boxes), default=0.0)
        return (x, bottom + height / 2)


def align(draft: Draft, keys: Iterable[str], axis: str) -> None:
    """Puts elements into one row (axis y) or column (axis x): where their mean is. Pinned ones stay."""
    chosen = _placed(draft, keys)
    mean = sum(getattr(e, axis) for e in chosen) / len(chosen) if chosen else 0.0
    for element in chosen:
        if not element.pinned:
            draft.set(element.id, **{axis: round(mean, 1)})


def distribute(draft: Draft, keys: Iterable[str], axis: str) -> None:
    """Spreads elements evenly between the outermost two, in their order. Pinned ones stay."""
    chosen = sorted(_placed(draft, keys), key=lambda e: (getattr(e, axis), e.id))
    if len(chosen) < 3:
        return
    first, last = getattr(chosen[0], axis), getattr(chosen[-1], axis)
    for position, element in enumerate(chosen):
        if not element.pinned:
            draft.set(element.id, **{axis: round(first + (last - first) * position / (len(chosen) - 1), 1)})


def _placed(draft: Draft, keys: Iterable[str]) -> list[Element]:
    found = [e for key in keys if isinstance(e := draft.get(key), Element) and not isinstance(e, Sector)]
    return [element for element in found if element.x is not None and element.y is not None]
