"""Change sets: the one value behind every edit, undo, scenario, import and comparison. Pure functions only.

A Change is (id, before, after), None for absent; a set holds at most one Change per id, so it has no order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from silomap.model.elements import SILENT_TYPES, Entity, field_names
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import FACETS, LAYOUT, facet_of


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after."""

    id: str
    before: Entity | None
    after: Entity | None

    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ; all of them where the entity comes, goes or changes type."""
        if self.before is None or self.after is None or type(self.before) is not type(self.after):
            return field_names(type(self.after if self.after is not None else self.before))  # type: ignore[arg-type]
        names = field_names(type(self.after))
        return tuple(n for n in names if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field (or "" for the whole entity) on which a rebase found two opinions."""

    id: str
    field: str
    base: Any
    present: Any
    incoming: Any


class ChangeSet:
    """A set of changes by id; changes that change nothing are left out."""

    __slots__ = ("_changes",)

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._changes: dict[str, Change] = {}
        for change in changes:
            if change.id in self._changes:
                raise ValueError(f"two changes of {change.id}")
            if change.before != change.after:
                self._changes[change.id] = change

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes.values())

    def __len__(self) -> int:
        return len(self._changes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ChangeSet) and self._changes == other._changes

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ChangeSet({list(self._changes.values())!r})"

    def get(self, key: str) -> Change | None:
        """The change of one id."""
        return self._changes.get(key)

    @property
    def ids(self) -> frozenset[str]:
        """The ids that change."""
        return frozenset(self._changes)

    def facets(self) -> frozenset[str]:
        """Which facets the set touches; an entity that comes, goes or changes type touches all, and one that the
        analysis does not look at only the layout."""
        found: set[str] = set()
        for change in self:
            if isinstance(change.after if change.before is None else change.before, SILENT_TYPES):
                found.add(LAYOUT)
                continue
            if change.before is None or change.after is None or type(change.before) is not type(change.after):
                return frozenset(FACETS)
            found.update(facet_of(name) for name in change.fields())
        return frozenset(found)


class StaleChangeError(Exception):
    """A strict apply met a map that is not the one the set was made for: always a bug."""


def apply(system_map: SystemMap, changes: ChangeSet) -> SystemMap:
    """Strict: every `before` must equal the present. O(map) for the copy, O(changes) for the rest."""
    for change in changes:
        if system_map.get(change.id) != change.before:
            raise StaleChangeError(change.id)
    return system_map.after((change.id, change.after) for change in changes)


def invert(changes: ChangeSet) -> ChangeSet:
    """The set that takes `changes` back."""
    return ChangeSet(Change(c.id, c.after, c.before) for c in changes)


def compose(first: ChangeSet, second: ChangeSet) -> ChangeSet:
    """One set that does what `first` and then `second` do."""
    result: dict[str, Change] = {c.id: c for c in first}
    for change in second:
        earlier = result.get(change.id)
        if earlier is None:
            result[change.id] = change
        elif earlier.after != change.before:
            raise StaleChangeError(change.id)
        else:
            result[change.id] = Change(change.id, earlier.before, change.after)
    return ChangeSet(result.values())


def diff(a: SystemMap, b: SystemMap) -> ChangeSet:
    """The set that turns `a` into `b`."""
    changes = [Change(key, a[key], b.get(key)) for key in a if a[key] is not b.get(key)]
    changes += [Change(key, None, b[key]) for key in b if key not in a]
    return ChangeSet(changes)


def rebase(changes: ChangeSet, onto: SystemMap) -> tuple[ChangeSet, tuple[Conflict, ...]]:
    """Three-way per field: what the set means on a map that has moved on, and where both sides disagree.

    The incoming value wins a conflict of fields; a deletion yields to an edit made in the meantime. Both are
    reported. The result can leave dangling links: run invariants.repair on the outcome as part of the set.
    """
    rebased: list[Change] = []
    conflicts: list[Conflict] = []
    for change in changes:
        present = onto.get(change.id)
        after, found = _three_way(change, present)
        conflicts += found
        rebased.append(Change(change.id, present, after))
    return ChangeSet(rebased), tuple(conflicts)


def settled(changes: ChangeSet, onto: SystemMap, incoming_holds: Callable[[Conflict], bool]) -> ChangeSet:
    """The set as if it had been made on the present map: where both sides disagree, `incoming_holds` says which one
    is right. Rebasing the outcome finds no conflict."""
    found: list[Change] = []
    for change in changes:
        present = onto.get(change.id)
        after, conflicts = _three_way(change, present)
        if not conflicts:
            found.append(Change(change.id, present, after))
            continue
        takes = {conflict.field: incoming_holds(conflict) for conflict in conflicts}
        if "" in takes:
            after = change.after if takes[""] else present
        elif after is not None:
            after = replace(
                after, **{name: getattr(present, name) for name, takes_it in takes.items() if not takes_it}
            )
        found.append(Change(change.id, present, after))
    return ChangeSet(found)


def _three_way(change: Change, present: Entity | None) -> tuple[Entity | None, list[Conflict]]:
    before, after = change.before, change.after
    if present in (before, after):
        return after, []
    whole = [Conflict(change.id, "", before, present, after)]
    if after is None or present is None:
        return present, [] if present is None and before is None else whole
    if before is None or type(before) is not type(present) or type(after) is not type(present):
        return after, whole
    conflicts = []
    for name in change.fields():
        base, now, new = getattr(before, name), getattr(present, name), getattr(after, name)
        if now not in (base, new):
            conflicts.append(Conflict(change.id, name, base, now, new))
    return replace(present, **{name: getattr(after, name) for name in change.fields()}), conflicts
