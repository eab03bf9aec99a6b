"""Who stands left of whom in lanes: an order in which few links cross.

Barycentre sweeps, then neighbours change places while that helps (Sugiyama, Tagawa & Toda 1981; Eades & Kelly 1986,
"greedy switching").
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable

from silomap.model.placing import Places
from silomap.model.system_map import SystemMap

LANES = ("group", "need", "service", "actor")
SWEEPS, FEW = 12, 600
"""Above so many elements two sweeps have to do."""
Cells = dict[tuple[str, str], list[str]]
"""(kind, sector) → who stands there, from left to right"""
Near = dict[str, list[str]]
"""element → what it is linked to, once for each link"""


class Order:
    """Who stands left of whom in each cell; it looks for the order with the fewest crossings."""

    def __init__(
        self, system_map: SystemMap, cells: Cells, groups: list[str], place: Callable[[Cells, Near], Places]
    ) -> None:
        self._place = place

        def by_name(key: str) -> tuple[str, str]:
            return (system_map.label(key).casefold(), key)

        self.cells = {cell: sorted(keys, key=by_name) for cell, keys in cells.items()}
        rank = {kind: number for number, kind in enumerate(LANES)}
        lane_of = {key: rank[cell[0]] for cell, keys in cells.items() for key in keys} | dict.fromkeys(groups, 0)
        self.near: Near = {key: [] for key in lane_of}
        self.edges: list[list[tuple[str, str]]] = [[], [], []]
        for link in system_map.links:
            a, b = link.source, link.target
            if a not in lane_of or b not in lane_of:
                continue
            self.near[a].append(b)
            self.near[b].append(a)
            upper, lower = (a, b) if lane_of[a] < lane_of[b] else (b, a)
            if lane_of[lower] - lane_of[upper] == 1:
                self.edges[lane_of[upper]].append((upper, lower))

    def improved(self) -> Places:
        """The best places found."""
        places = best = self._place(self.cells, self.near)
        if not self.near:
            return best
        fewest = crossings(self.edges, best)
        sweeps = SWEEPS if len(self.near) <= FEW else 2
        for sweep in range(sweeps):
            downwards = sweep % 2 == 0
            for kind in LANES if downwards else reversed(LANES):
                for cell in [c for c in self.cells if c[0] == kind]:
                    self._sort(cell, places)
                places = self._place(self.cells, self.near)
            count = crossings(self.edges, places)
            if count < fewest:
                best, fewest = places, count
        if len(self.near) <= FEW:
            best = self._switched(best, fewest)
        return best

    def _sort(self, cell: tuple[str, str], places: Places) -> None:
        keys = self.cells[cell]

        def barycentre(key: str) -> float:
            xs = [places[other][0] for other in self.near[key]]
            return sum(xs) / len(xs) if xs else places[key][0]

        keys.sort(key=lambda key: (round(barycentre(key), 3), places[key][0]))

    def _switched(self, best: Places, fewest: int) -> Places:
        """Neighbours change places while that takes crossings away."""
        for cell, keys in self.cells.items():
            keys.sort(key=lambda key: (best[key][0], best[key][1]))
            self.cells[cell] = keys
        neighbours = self._by_lane()
        for _round in range(3):
            has_changed = False
            for keys in self.cells.values():
                for i in range(len(keys) - 1):
                    a, b = keys[i], keys[i + 1]
                    one, two = neighbours[a], neighbours[b]
                    if _crossed(two, one, best) < _crossed(one, two, best):
                        keys[i], keys[i + 1] = b, a
                        has_changed = True
            tried = self._place(self.cells, self.near)
            count = crossings(self.edges, tried)
            if count >= fewest or not has_changed:
                break
            best, fewest = tried, count
        return best

    def _by_lane(self) -> dict[str, tuple[list[str], list[str]]]:
        found: dict[str, tuple[list[str], list[str]]] = {key: ([], []) for key in self.near}
        for edges in self.edges:
            for upper, lower in edges:
                found[upper][1].append(lower)
                found[lower][0].append(upper)
        return found


def crossings(edges: Iterable[list[tuple[str, str]]], places: Places) -> int:
    """How many pairs of links between two neighbouring lanes cross, by the order of their ends. Links that share an
    end, or whose ends stand one above the other, do not. O(links · log links) but for inserting."""
    total = 0
    for between in edges:
        ends = sorted((places[a][0], places[b][0]) for a, b in between)
        seen: list[float] = []
        waiting: list[float] = []
        upper = -math.inf
        for x, y in ends:
            if x != upper:
                for earlier in waiting:
                    insort(seen, earlier)
                waiting, upper = [], x
            total += len(seen) - _not_above(seen, y)
            waiting.append(y)
    return total


def _not_above(ordered: list[float], value: float) -> int:
    return bisect_left(ordered, math.nextafter(value, math.inf))


def _crossed(left: tuple[list[str], list[str]], right: tuple[list[str], list[str]], places: Places) -> int:
    """Crossings between the links of two neighbours, the first of which stands left."""
    return sum(
        places[a][0] > places[b][0] for mine, theirs in zip(left, right, strict=True) for a in mine for b in theirs
    )
