"""What is near an element: so many links away, either way or only along the arrows."""

from __future__ import annotations

from collections.abc import Iterable

from silomap.model.elements import Link, Sector
from silomap.model.system_map import SystemMap

BOTH, DOWNSTREAM, UPSTREAM = "both", "downstream", "upstream"


def within(system_map: SystemMap, keys: Iterable[str], steps: int | None, way: str = BOTH) -> frozenset[str]:
    """The elements at most so many links from some elements (any number where None), those included, with the links
    between them. A sector stands for its members. `way`: along or against the arrows only; links without a direction
    lead both ways. O(links touched)."""
    edge: set[str] = set()
    for key in keys:
        entity = system_map.get(key)
        if isinstance(entity, Sector):
            edge |= system_map.members_of(key) | {key}
        elif isinstance(entity, Link):
            edge |= {entity.source, entity.target}
        elif entity is not None:
            edge.add(key)
    found = set(edge)
    while edge and (steps is None or steps > 0):
        edge = {other for key in edge for other in _next(system_map, key, way)} - found
        found |= edge
        steps = None if steps is None else steps - 1
    links = {link for key in found for link in system_map.links_of(key)}
    ends = ((link, system_map[link]) for link in links)
    inside = {link for link, e in ends if isinstance(e, Link) and e.source in found and e.target in found}
    return frozenset(found | inside)


def _next(system_map: SystemMap, key: str, way: str) -> Iterable[str]:
    for link_id in system_map.links_of(key):
        link = system_map[link_id]
        if not isinstance(link, Link):
            continue
        is_source = link.source == key
        is_open = way == BOTH or link.kind == "coordinates_with" or is_source == (way == DOWNSTREAM)
        if is_open:
            yield link.target if is_source else link.source


def between(system_map: SystemMap, a: str, b: str) -> frozenset[str]:
    """What lies on the shortest ways from one element to another, both included, with the links between; links lead
    both ways. Empty where there is no way. O(elements + links)."""
    from_a, from_b = _distances(system_map, a), _distances(system_map, b)
    if b not in from_a:
        return frozenset()
    length = from_a[b]
    found = {key for key, far in from_a.items() if far + from_b.get(key, length + 1) == length}
    links: set[str] = set()
    for key in found:
        for link_id in system_map.links_of(key):
            link = system_map[link_id]
            is_inside = isinstance(link, Link) and {link.source, link.target} <= found
            if is_inside and from_a[link.source] != from_a[link.target]:  # type: ignore[attr-defined]
                links.add(link_id)
    return frozenset(found | links)


def _distances(system_map: SystemMap, start: str) -> dict[str, int]:
    far = {start: 0}
    edge = [start]
    while edge:
        following: list[str] = []
        for key in edge:
            for other in _next(system_map, key, BOTH):
                if other not in far:
                    far[other] = far[key] + 1
                    following.append(other)
        edge = following
    return far
