"""What comes next when somebody keeps typing: Tab adds what an element leads to, Enter another one beside it."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.model.elements import Element, Link, Sector, sector_of
from silomap.model.system_map import SystemMap

CHILD = {"sector": "actor", "actor": "service", "service": "need", "group": "need", "need": "need"}
PARENT_LINKS = {
    "service": ("provides",),
    "need": ("responds_to", "leads_to", "experiences"),
}


@dataclass(frozen=True, slots=True)
class Next:
    """An element to be named: its kind, what it is linked to, the sector it belongs to."""

    kind: str
    linked_to: str | None
    sector: str | None


def child_of(system_map: SystemMap, key: str) -> Next | None:
    """What hangs on an element: an actor in a sector, a service of an actor, a need that a service responds to,
    that a group lives with or that a need leads to."""
    element = system_map.get(key)
    if not isinstance(element, Element):
        return None
    if isinstance(element, Sector):
        return Next("actor", None, key)
    following = CHILD.get(element.type)  # nothing hangs on a sticky note
    return None if following is None else Next(following, key, sector_of(element))


def sibling_of(system_map: SystemMap, key: str) -> Next | None:
    """Another one of its kind: linked to the same element, in the same sector."""
    element = system_map.get(key)
    if not isinstance(element, Element):
        return None
    parents: dict[str, str] = {}
    for link_id in sorted(system_map.links_of(key)):
        link = system_map[link_id]
        if isinstance(link, Link) and link.target == key:
            parents.setdefault(link.kind, link.source)
    parent = next((parents[kind] for kind in PARENT_LINKS.get(element.type, ()) if kind in parents), None)
    return Next(element.type, parent, sector_of(element))
