"""What has to be drawn again because something else has changed."""

from __future__ import annotations

from silomap.model.elements import Action, Element, Link, Note, Sector, Vote
from silomap.model.system_map import SystemMap


def different(before: SystemMap, after: SystemMap) -> set[str]:
    """What is not the same on two maps; equal things that were made anew are left out."""
    gone = {key for key in before if key not in after}
    others = ((key, entity, before.get(key)) for key, entity in after.items())
    return gone | {key for key, entity, old in others if old is not entity and old != entity}


def spoken_of(before: SystemMap, after: SystemMap, ids: set[str]) -> set[str]:
    """What a note, vote or action that changed is or was about."""
    entities = (system_map.get(key) for key in ids for system_map in (before, after))
    return {e.about for e in entities if isinstance(e, Note | Vote | Action) and e.about in after}


def recoloured(before: SystemMap, after: SystemMap, ids: set[str]) -> set[str]:
    """What takes its colour from something that changed: members of sectors, and services from their providers."""
    found: set[str] = set()
    for key in ids:
        for system_map in (before, after):
            entity = system_map.get(key)
            if isinstance(entity, Sector):
                if (key in before) != (key in after):  # the palette goes by the order of the sectors
                    return {element.id for element in after.elements}
                found |= system_map.members_of(key)
            elif isinstance(entity, Link):
                found |= {entity.source, entity.target}
            elif isinstance(entity, Element):
                links = (system_map[link] for link in system_map.links_of(key))
                found |= {link.target for link in links if isinstance(link, Link) and link.kind == "provides"}
    return {key for key in found if isinstance(after.get(key), Element)}
