"""Filters: which elements are looked at now. A filter is a value; what it lets through is worked out from the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from silomap.model.elements import Element, Sector, Sticky, sector_of
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import ATTRIBUTES_TABLE, MAPPED_KINDS

NO_SECTOR = ""
NOT_SAID = None
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all hold; each is empty where it asks for nothing.

    kinds; sectors (ids, NO_SECTOR for none; a sector lets its members through); tags (any of them); text (every word,
    anywhere in the name, description, tags, source or own fields, without regard to case); values: for an attribute
    the values that fit, NOT_SAID where it is not set.
    """

    kinds: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    text: str = ""
    values: Mapping[str, frozenset[Value]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.kinds or self.sectors or self.tags or self.text.strip() or self.values)

    def with_value(self, name: str, value: Value, on: bool) -> Filter:
        """The filter with one more or one fewer value of an attribute."""
        chosen = self.values.get(name, frozenset())
        chosen = chosen | {value} if on else chosen - {value}
        values = {**self.values, name: chosen}
        return replace(self, values={n: v for n, v in values.items() if v})

    def passes(self, element: Element) -> bool:
        """Whether an element fits all conditions."""
        if self.kinds and element.type not in self.kinds:
            return False
        home = element.id if isinstance(element, Sector) else sector_of(element) or NO_SECTOR
        if self.sectors and home not in self.sectors:
            return False
        if self.tags and not self.tags.intersection(element.tags):
            return False
        for name, wanted in self.values.items():
            if not hasattr(element, name) or getattr(element, name) not in wanted:
                return False
        words = self.text.casefold().split()
        return not words or all(word in _text_of(element) for word in words)


def filtered(system_map: SystemMap, chosen: Filter) -> frozenset[str]:
    """The ids of the elements that pass; sticky notes only where a text is looked for. O(elements)."""
    elements: Iterable[Element] = system_map.elements if chosen.text.strip() else system_map.mapped
    return frozenset(e.id for e in elements if chosen.passes(e))


def tags_of(system_map: SystemMap) -> list[str]:
    """All tags on the map, sorted."""
    return sorted({tag for element in system_map.mapped for tag in element.tags}, key=str.casefold)


def filterable() -> list[tuple[str, str, tuple[Value, ...]]]:
    """The attributes that can be filtered by: name, title and the values they take, NOT_SAID last."""
    rows: list[tuple[str, str, tuple[Value, ...]]] = []
    for row in ATTRIBUTES_TABLE:
        if not row.owners.intersection(MAPPED_KINDS):
            continue
        if row.shape == "scale":
            rows.append((row.name, row.title, (*range(1, 6), NOT_SAID)))
        elif row.shape == "choice":
            rows.append((row.name, row.title, (*row.choices, NOT_SAID)))
        elif row.shape == "flag":
            rows.append((row.name, row.title, (True, False)))
    return rows


def _text_of(element: Element) -> str:
    parts = [element.label, element.description, element.reference, *element.tags]
    if not isinstance(element, Sticky):
        parts += [part for pair in element.custom for part in pair]
    return "\n".join(parts).casefold()
