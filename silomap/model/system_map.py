"""SystemMap: the whole map as one read-only value, id → entity, with indexes made on first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from silomap.model.elements import (
    MAP_ID,
    WORKSHOP_ID,
    Action,
    Element,
    Entity,
    Link,
    MapInfo,
    Mark,
    Note,
    Scenario,
    ScenarioPart,
    Sector,
    Sticky,
    Vote,
    Workshop,
    sector_of,
)

T = TypeVar("T", bound=Entity)


class SystemMap(Mapping[str, Entity]):
    """An immutable mapping; `after` makes the next one and carries the indexes over instead of rebuilding."""

    __slots__ = ("_attached_to", "_entities", "_links_of", "_members_of")

    def __init__(self, entities: Mapping[str, Entity] | None = None) -> None:
        self._entities: dict[str, Entity] = dict(entities or {})
        self._links_of: dict[str, frozenset[str]] | None = None
        self._members_of: dict[str, frozenset[str]] | None = None
        self._attached_to: dict[str, frozenset[str]] | None = None

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> SystemMap:
        """A map of these entities; one that speaks of the map itself is added where it is missing."""
        table = {entity.id: entity for entity in entities}
        table.setdefault(MAP_ID, MapInfo())
        return cls(table)

    def __getitem__(self, key: str) -> Entity:
        return self._entities[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The entity with this id; Mapping's own way takes three times as long."""
        return self._entities.get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entities)

    def __len__(self) -> int:
        return len(self._entities)

    def __contains__(self, key: object) -> bool:
        return key in self._entities

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SystemMap) and self._entities == other._entities

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        return (SystemMap, (self._entities,))

    @property
    def info(self) -> MapInfo:
        """What is said of the map itself."""
        info = self._entities.get(MAP_ID)
        return info if isinstance(info, MapInfo) else MapInfo()

    def all(self, entity_type: type[T]) -> list[T]:
        """All entities of a type, in the order in which they came into the map."""
        return [entity for entity in self._entities.values() if isinstance(entity, entity_type)]

    @property
    def elements(self) -> list[Element]:
        """Everything that is drawn and is not a link."""
        return self.all(Element)

    @property
    def mapped(self) -> list[Element]:
        """The elements that say something about the system: all but sticky notes."""
        return [element for element in self.elements if not isinstance(element, Sticky)]

    @property
    def links(self) -> list[Link]:
        """All links."""
        return self.all(Link)

    @property
    def sectors(self) -> list[Sector]:
        """All sectors."""
        return self.all(Sector)

    @property
    def scenarios(self) -> list[Scenario]:
        """All kept what-ifs."""
        return self.all(Scenario)

    @property
    def marks(self) -> list[Mark]:
        """What was decided about findings."""
        return self.all(Mark)

    @property
    def workshop(self) -> Workshop:
        """The session this map is made in; an empty one where nothing was said of it."""
        workshop = self._entities.get(WORKSHOP_ID)
        return workshop if isinstance(workshop, Workshop) else Workshop()

    def marks_by_id(self) -> dict[str, Mark]:
        """The same by the id of the mark (edits.mark_id)."""
        return {mark.id: mark for mark in self.marks}

    def element(self, key: str) -> Element:
        """The element with this id; a KeyError where there is none."""
        entity = self._entities[key]
        if not isinstance(entity, Element):
            raise KeyError(key)
        return entity

    def label(self, key: str) -> str:
        """The name of an element, or its id where it has none."""
        entity = self._entities.get(key)
        return (getattr(entity, "label", "") or key) if entity else key

    def links_of(self, key: str) -> frozenset[str]:
        """Ids of the links that touch an element. O(links) the first time, O(1) afterwards."""
        if self._links_of is None:
            self._links_of = _collect((end, link.id) for link in self.links for end in _ends(link))
        return self._links_of.get(key, frozenset())

    def members_of(self, sector: str) -> frozenset[str]:
        """Ids of the elements that say they belong to a sector."""
        if self._members_of is None:
            self._members_of = _collect((home, e.id) for e in self._entities.values() for home in _sectors(e))
        return self._members_of.get(sector, frozenset())

    def attached_to(self, key: str) -> frozenset[str]:
        """Ids of the notes, votes and actions about an element, a link or a note; about "", those of the parking lot;
        of a theme, its notes; of a scenario, its parts."""
        if self._attached_to is None:
            self._attached_to = _collect((about, e.id) for e in self._entities.values() for about in _about(e))
        return self._attached_to.get(key, frozenset())

    def after(self, changes: Iterable[tuple[str, Entity | None]]) -> SystemMap:
        """The map with some entities replaced, added or (None) removed; O(map) for the copy, no check."""
        result = SystemMap(self._entities)
        indexes = [
            (dict(index), keys_of)
            for index, keys_of in (
                (self._links_of, _ends),
                (self._members_of, _sectors),
                (self._attached_to, _about),
            )
            if index is not None
        ]
        for key, entity in changes:
            before = result._entities.pop(key, None) if entity is None else result._entities.get(key)
            if entity is not None:
                result._entities[key] = entity
            for index, keys_of in indexes:
                _move(index, key, keys_of(before), keys_of(entity))
        made = {keys_of: index for index, keys_of in indexes}
        result._links_of, result._members_of = made.get(_ends), made.get(_sectors)
        result._attached_to = made.get(_about)
        return result


def _ends(entity: Entity | None) -> tuple[str, ...]:
    return (entity.source, entity.target) if isinstance(entity, Link) else ()


def _sectors(entity: Entity | None) -> tuple[str, ...]:
    sector = sector_of(entity)
    return () if sector is None else (sector,)


def _about(entity: Entity | None) -> tuple[str, ...]:
    if isinstance(entity, ScenarioPart):
        return (entity.scenario,)
    if isinstance(entity, Note) and entity.theme:
        return (entity.about, entity.theme)
    return (entity.about,) if isinstance(entity, Note | Vote | Action) else ()


def _collect(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for key, value in pairs:
        table.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in table.items()}


def _move(index: dict[str, frozenset[str]], key: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    for end in before:
        if end not in after:
            index[end] = index.get(end, frozenset()) - {key}
    for end in after:
        if end not in before:
            index[end] = index.get(end, frozenset()) | {key}
