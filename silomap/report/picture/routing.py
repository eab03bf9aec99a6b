"""Ways for links: around other nodes where there are few, apart where several join the same two."""

from __future__ import annotations

import math
from collections.abc import Iterable

from silomap.model.elements import Link
from silomap.model.system_map import SystemMap
from silomap.report.picture.geometry import Bounds, Curve, clear_curve, curve_between
from silomap.report.picture.items import NodeItem
from silomap.report.picture.links import LinkItem

AROUND = (9.0, -9.0, 45.0, -45.0, 110.0, -110.0)
"""Bends that a link tries, in this order, until it runs over no other node."""
WIDE = (34.0, -34.0, 80.0, -80.0, 130.0, -130.0, 190.0, -190.0)
APART = 20.0
AWAY = 4.0
"""so far links keep from nodes"""
CROWD = 260
"""With more nodes than this there is no way around anyway, and looking for it takes too long."""


class Routes:
    """Knows where nodes stand."""

    def __init__(self) -> None:
        self.bounds: dict[str, Bounds] = {}

    def note(self, item: NodeItem) -> None:
        """A node stands here now."""
        rect = item.rect
        self.bounds[item.element_id] = (
            rect.left() - AWAY,
            rect.top() - AWAY,
            rect.right() + AWAY,
            rect.bottom() + AWAY,
        )

    def forget(self, key: str) -> None:
        """A node has gone."""
        self.bounds.pop(key, None)

    def curve(self, a: NodeItem, b: NodeItem, bows: tuple[float, ...]) -> Curve:
        """A bend around other nodes; where there are many, the first bend that is asked for."""
        if len(self.bounds) > CROWD or len(bows) == 1:
            return curve_between(a.rect, a.radius, b.rect, b.radius, bows[0])
        one, two = self.bounds[a.element_id], self.bounds[b.element_id]
        reach = max(abs(bow) for bow in bows)
        left, right = min(one[0], two[0]) - reach, max(one[2], two[2]) + reach
        top, bottom = min(one[1], two[1]) - reach, max(one[3], two[3]) + reach
        between = [
            box
            for key, box in self.bounds.items()
            if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top
            if key not in (a.element_id, b.element_id)
        ]
        return clear_curve(a.rect, a.radius, b.rect, b.radius, bows, between)

    def near(self, items: Iterable[object], places: list[Bounds]) -> set[str]:
        """The links that may go round other ways now that something came, went or moved at these places."""
        if len(self.bounds) > CROWD or not places:
            return set()
        reach = max(abs(bow) for bow in AROUND)
        found = set()
        for item in items:
            if isinstance(item, LinkItem) and item.curve is not None:
                box = item.curve.box(reach)
                if any(box[0] < p[2] and box[2] > p[0] and box[1] < p[3] and box[3] > p[1] for p in places):
                    found.add(item.element_id)
        return found


def parallels(system_map: SystemMap, link: Link) -> frozenset[str]:
    """The links between the same two, this one included."""
    return system_map.links_of(link.source) & system_map.links_of(link.target)


def bows(system_map: SystemMap, link: Link) -> tuple[float, ...]:
    """The bends a link tries: its own lane where several join the same two."""
    found = sorted(parallels(system_map, link))
    if len(found) < 2:
        return AROUND
    offset = (found.index(link.id) - (len(found) - 1) / 2) * APART
    side = offset if link.source < link.target else -offset
    return (side, side + math.copysign(70.0, side), side - math.copysign(70.0, side))
