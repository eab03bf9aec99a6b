"""What changed between two maps, in sentences; a manager reads them, scripts get the same as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from silomap.i18n import _, figure, ngettext
from silomap.model.changes import Change, ChangeSet, Conflict, diff
from silomap.model.codec import plain
from silomap.model.elements import Element, Entity, Link, defaults, sector_of
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS, LAYOUT, attribute, facet_of
from silomap.report.sentences import link_words

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SIGNS = {ADDED: "+", REMOVED: "−", CHANGED: "~"}


def drawn(a: SystemMap, b: SystemMap) -> list[Change]:
    """The changes from one map to another that are about elements and links: added, then changed, then removed."""
    return _ordered(diff(a, b))


def _ordered(changes: Iterable[Change]) -> list[Change]:
    found = [c for c in changes if isinstance(c.before or c.after, Element | Link) and c.before != c.after]
    order = {ADDED: 0, CHANGED: 1, REMOVED: 2}
    return sorted(found, key=lambda c: (order[kind_of(c)], isinstance(c.before or c.after, Link)))


def kind_of(change: Change) -> str:
    """Whether something was added, removed or changed."""
    return ADDED if change.before is None else REMOVED if change.after is None else CHANGED


def only_moved(change: Change) -> bool:
    """Whether something merely stands elsewhere."""
    return kind_of(change) == CHANGED and ChangeSet([change]).facets() == {LAYOUT}


class Told(NamedTuple):
    """A change in words: added, removed or changed; the sentence; what it is about ("" for several things)."""

    kind: str
    text: str
    about: str = ""


def told_changes(a: SystemMap, b: SystemMap) -> list[Told]:
    """Every change in words; what merely moved is told in one line at the end."""
    return _told(drawn(a, b), a, b)


def told_between(changes: Iterable[Change], before: SystemMap) -> list[Told]:
    """The same for changes that are not made yet."""
    changes = tuple(changes)
    return _told(_ordered(changes), before, before.after((change.id, change.after) for change in changes))


def _told(changes: list[Change], a: SystemMap, b: SystemMap) -> list[Told]:
    found = []
    moved = 0
    for change in changes:
        if only_moved(change):
            moved += 1
            continue
        found += [Told(kind_of(change), text, change.id) for text in _words(change, a, b)]
    if moved:
        found.append(Told(CHANGED, ngettext("{n} element was moved", "{n} elements were moved", moved)))
    return found


def sentences(a: SystemMap, b: SystemMap) -> list[tuple[str, str]]:
    """The same as kind and sentence only."""
    return [(told.kind, told.text) for told in told_changes(a, b)]


def _words(change: Change, a: SystemMap, b: SystemMap) -> Iterator[str]:
    entity: Entity | None = change.after or change.before
    where = a if change.after is None else b
    if change.before is not None and change.after is not None:
        yield from _fields(change, a, b)
    elif isinstance(entity, Link):
        yield link_words(where, entity.kind, entity.source, entity.target)
    elif isinstance(entity, Element):
        yield _("{kind} “{name}”", kind=_(KINDS[entity.type].title), name=entity.label)


def _fields(change: Change, a: SystemMap, b: SystemMap) -> Iterator[str]:
    before, after = change.before, change.after
    if after is None:
        return
    name = name_of(after, b)
    if isinstance(before, Element) and isinstance(after, Element) and before.type != after.type:
        kinds = {"old": _(KINDS[before.type].title), "new": _(KINDS[after.type].title)}
        yield _("“{name}”: {field} {old} → {new}", name=name, field=_("Kind"), **kinds)
    for field in change.fields():
        was, now = getattr(before, field, defaults(type(after)).get(field)), getattr(after, field)
        if facet_of(field) == LAYOUT or was == now:
            continue
        old, new = value_words(was, a), value_words(now, b)
        title = field_title(after, field)
        if field == "sector":
            old, new = _sector(before, a), _sector(after, b)
        yield _("“{name}”: {field} {old} → {new}", name=name, field=title, old=old, new=new)


def field_title(entity: Entity | None, field: str) -> str:
    """What people call a field."""
    if field == "sector":
        return _("sector")
    row = attribute(entity.kind if isinstance(entity, Link) else getattr(entity, "type", ""), field)
    return _(row.title) if row is not None else field


def name_of(entity: Entity | None, system_map: SystemMap) -> str:
    if isinstance(entity, Link):
        return f"{system_map.label(entity.source)} – {system_map.label(entity.target)}"
    return getattr(entity, "label", "")


def _sector(entity: Entity | None, system_map: SystemMap) -> str:
    home = sector_of(entity)
    return system_map.label(home) if home else "–"


def value_words(value: Any, system_map: SystemMap) -> str:
    if value in (None, "", ()):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, str):
        return system_map.label(value) if value in system_map else f"“{value}”"
    return str(plain(value))


def to_data(a: SystemMap, b: SystemMap) -> list[dict[str, Any]]:
    """The same for scripts: kind, id, type, and for a change the fields before and after."""
    rows = []
    for change in drawn(a, b):
        entity = change.after or change.before
        row: dict[str, Any] = {"change": kind_of(change), "id": change.id, "type": getattr(entity, "type", "")}
        if isinstance(entity, Link):
            row.update(kind=entity.kind, source=entity.source, target=entity.target)
        else:
            row["label"] = getattr(entity, "label", "")
        if change.before is not None and change.after is not None:
            row["fields"] = {
                name: [plain(getattr(change.before, name, None)), plain(getattr(change.after, name))]
                for name in change.fields()
            }
        rows.append(row)
    return rows


def conflict_sentences(conflicts: Iterable[Conflict], today: SystemMap, there: SystemMap) -> list[str]:
    """Where a scenario and a map that has moved on say different things, and which of them holds."""
    return [_conflict(conflict, today, there) for conflict in conflicts]


def _conflict(conflict: Conflict, today: SystemMap, there: SystemMap) -> str:
    entity = next((m.get(conflict.id) for m in (there, today) if conflict.id in m), None)
    entity = entity or conflict.base or conflict.incoming
    where = there if conflict.id in there else today
    name = name_of(entity, where) or conflict.id
    if conflict.field:
        return _(
            "“{name}”: {field} is {now} on the map and {new} in the scenario; the scenario holds.",
            name=name,
            field=field_title(entity, conflict.field),
            now=value_words(conflict.present, today),
            new=value_words(conflict.incoming, there),
        )
    if conflict.incoming is None:
        return _("“{name}” is deleted in the scenario, but was edited on the map: it stays.", name=name)
    if conflict.present is None:
        return _("“{name}” was deleted on the map: what the scenario says of it is left out.", name=name)
    return _("“{name}” is not the same thing on the map and in the scenario; the scenario holds.", name=name)
