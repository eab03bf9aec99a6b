"""Draft: an edit in the making. It reads its own writes and captures `before` itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from silomap.model.changes import Change, ChangeSet
from silomap.model.elements import Action, Attached, Element, Entity, Link, MapInfo, Note, Vote, sector_of
from silomap.model.system_map import SystemMap

NewId = Callable[[], str]


def random_id() -> str:
    """An id that no other element has."""
    return uuid.uuid4().hex


class Draft:
    """Changes to a base map that are not in the map yet; `changes` yields them as one set."""

    def __init__(self, base: SystemMap, new_id: NewId = random_id) -> None:
        self.base = base
        self.new_id = new_id
        self._written: dict[str, Entity | None] = {}

    def get(self, key: str) -> Entity | None:
        """The entity as this draft would leave it."""
        return self._written[key] if key in self._written else self.base.get(key)

    def element(self, key: str) -> Element:
        """The element as this draft would leave it; a KeyError where there is none."""
        entity = self.get(key)
        if not isinstance(entity, Element):
            raise KeyError(key)
        return entity

    @property
    def info(self) -> MapInfo:
        """What is said of the map itself."""
        info = self.get(self.base.info.id)
        return info if isinstance(info, MapInfo) else MapInfo()

    def put(self, entity: Entity) -> None:
        """Adds or replaces an entity."""
        self._written[entity.id] = entity

    def set(self, key: str, **values: Any) -> None:
        """Replaces fields of an entity."""
        entity = self.get(key)
        if entity is None:
            raise KeyError(key)
        self.put(replace(entity, **values))

    def remove(self, key: str) -> None:
        """Removes an entity; edits.remove also takes what hangs on it."""
        self._written[key] = None

    def take(self, changes: Iterable[Change]) -> None:
        """Writes what changes leave, whatever was there before."""
        self._written |= {change.id: change.after for change in changes}

    def links_of(self, key: str) -> list[Link]:
        """The links that touch an element, this draft's included."""
        ids = set(self.base.links_of(key))
        ids |= {k for k, e in self._written.items() if isinstance(e, Link) and key in (e.source, e.target)}
        found = (self.get(link) for link in sorted(ids))
        return [link for link in found if isinstance(link, Link) and key in (link.source, link.target)]

    def members_of(self, sector: str) -> list[Entity]:
        """The elements that belong to a sector, this draft's included."""
        ids = set(self.base.members_of(sector))
        ids |= {k for k, e in self._written.items() if e is not None and sector_of(e) == sector}
        found = (self.get(key) for key in sorted(ids))
        return [entity for entity in found if entity is not None and sector_of(entity) == sector]

    def attached_to(self, key: str) -> list[Attached]:
        """The notes, votes and actions about an element or link, this draft's included."""
        ids = set(self.base.attached_to(key))
        ids |= {k for k, e in self._written.items() if isinstance(e, Note | Vote | Action) and e.about == key}
        found = (self.get(attached) for attached in sorted(ids))
        return [e for e in found if isinstance(e, Note | Vote | Action) and e.about == key]

    def changes(self) -> ChangeSet:
        """What this draft changes, with `before` from the base."""
        return ChangeSet(Change(key, self.base.get(key), after) for key, after in self._written.items())

    def result(self) -> SystemMap:
        """The map as this draft would leave it."""
        return self.base.after(self._written.items())
