"""SystemMap: the whole map as one read-only value, id → entity, with indexes made on first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from silomap.model.elements import MAP_ID, Element, Entity, Link, MapInfo, Mark, Scenario, Sector, sector_of

T = TypeVar("T", bound=Entity)


class SystemMap(Mapping[str, Entity]):
    """An immutable mapping; `after` makes the next one and carries the indexes over instead of rebuilding."""

    __slots__ = ("_entities", "_links_of", "_members_of")

    def __init__(self, entities: Mapping[str, Entity] | None = None) -> None:
        self._entities: dict[str, Entity] = dict(entities or {})
        self._links_of: dict[str, frozenset[str]] | None = None
        self._members_of: dict[str, frozenset[str]] | None = None

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> SystemMap:
        """A map of these entities; one that speaks of the map itself is added where it is missing."""
        table = {entity.id: entity for entity in entities}
        table.setdefault(MAP_ID, MapInfo())
        return cls(table)

    def __getitem__(self, key: str) -> Entity:
        return self._entities[key]

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
            self._members_of = _collect(
                (str(sector_of(entity)), entity.id)
                for entity in self._entities.values()
                if sector_of(entity) is not None
            )
        return self._members_of.get(sector, frozenset())

    def after(self, changes: Iterable[tuple[str, Entity | None]]) -> SystemMap:
        """The map with some entities replaced, added or (None) removed; O(map) for the copy, no check."""
        result = SystemMap(self._entities)
        links = dict(self._links_of) if self._links_of is not None else None
        members = dict(self._members_of) if self._members_of is not None else None
        for key, entity in changes:
            before = result._entities.pop(key, None) if entity is None else result._entities.get(key)
            if entity is not None:
                result._entities[key] = entity
            if links is not None:
                _move(links, key, _ends(before), _ends(entity))
            if members is not None:
                _move(members, key, _sectors(before), _sectors(entity))
        result._links_of, result._members_of = links, members
        return result


def _ends(entity: Entity | None) -> tuple[str, ...]:
    return (entity.source, entity.target) if isinstance(entity, Link) else ()


def _sectors(entity: Entity | None) -> tuple[str, ...]:
    sector = sector_of(entity)
    return () if sector is None else (sector,)


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
