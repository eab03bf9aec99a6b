"""Entities and change sets as JSON-able data, and back. In memory whole entities, on disk only fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import Change, ChangeSet, StaleChangeError
from silomap.model.elements import TYPES, Entity, defaults, field_names

Data = dict[str, Any]


def encode(entity: Entity) -> Data:
    """An entity as plain data: its type, its id and every field that is not at its default."""
    base = defaults(type(entity))
    data: Data = {"type": entity.type, "id": entity.id}
    for name in field_names(type(entity)):
        value = getattr(entity, name)
        if value != base.get(name):
            data[name] = plain(value)
    return data


def decode(data: Mapping[str, Any]) -> Entity:
    """The entity that `encode` made plain; a UserError where the data is none."""
    entity_type = TYPES.get(str(data.get("type")))
    key = data.get("id")
    if entity_type is None or not isinstance(key, str) or not key:
        raise UserError(N_("An entry without a known type and id: {entry}"), entry=str(dict(data))[:80])
    names = field_names(entity_type)
    values = {name: solid(name, data[name]) for name in names if name in data}
    try:
        return entity_type(id=key, **values)
    except TypeError as error:
        raise UserError(N_("The entry {id} is incomplete."), id=key) from error


def plain(value: Any) -> Any:
    """A field's value as JSON knows it."""
    if isinstance(value, Entity):
        return encode(value)
    if isinstance(value, tuple):
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return value


def solid(name: str, value: Any) -> Any:
    """A field's value as the model keeps it."""
    if name == "custom":
        if not value:
            return ()
        items = value.items() if isinstance(value, dict) else value
        return tuple(sorted((str(key), str(text)) for key, text in items))
    if name in {"tags", "subject", "agreed", "guesses", "lit", "reveal"}:
        return tuple(str(part) for part in value or ())
    if name in {"before", "after"}:
        return None if value is None else _ended(value)
    if name == "camera":
        return tuple(float(part) for part in value or ())
    if name in {"opening", "closing"}:
        return tuple(int(part) for part in value or ())
    return value


def _ended(value: Any) -> Entity:
    """An end of a scenario's part; a ValueError where it is none. Parts are not made of parts."""
    if not isinstance(value, dict) or value.get("type") in {"part", "scenario"}:
        raise ValueError("a part of a scenario changes nothing that can be changed")
    try:
        return decode(value)
    except UserError as error:
        raise ValueError(str(error)) from error


class Known(Protocol):
    """What can tell an entity by its id: a map, or a draft."""

    def get(self, key: str, /) -> Entity | None: ...


def encode_changes(changes: ChangeSet) -> list[Data]:
    """A change set as plain data: whole entities where one comes or goes, else only the fields that differ."""
    return [_encode_change(change) for change in changes]


def _encode_change(change: Change) -> Data:
    before, after = change.before, change.after
    if before is None or after is None or type(before) is not type(after):
        return {
            "id": change.id,
            "before": None if before is None else encode(before),
            "after": None if after is None else encode(after),
        }
    names = change.fields()
    return {
        "id": change.id,
        "fields": {name: [plain(getattr(before, name)), plain(getattr(after, name))] for name in names},
    }


def decode_changes(records: list[Data], present: Known, backwards: bool = False) -> ChangeSet:
    """The change set behind plain data, made whole from a map it fits (the one after it where `backwards`).

    Raises StaleChangeError where the map is another one: history and map have come apart.
    """
    changes = []
    for record in records:
        key = record["id"]
        now = present.get(key)
        if "fields" in record:
            changes.append(_field_change(key, record["fields"], now, backwards))
            continue
        old, new = (record["after"], record["before"]) if backwards else (record["before"], record["after"])
        old_entity = None if old is None else decode(old)
        if now != old_entity:
            raise StaleChangeError(key)
        changes.append(Change(key, now, None if new is None else decode(new)))
    return ChangeSet(changes)


def _field_change(key: str, fields: Data, now: Entity | None, backwards: bool) -> Change:
    if now is None:
        raise StaleChangeError(key)
    values = {}
    for name, (first, second) in fields.items():
        old, new = (second, first) if backwards else (first, second)
        if getattr(now, name) != solid(name, old):
            raise StaleChangeError(f"{key}.{name}")
        values[name] = solid(name, new)
    data = {name: getattr(now, name) for name in field_names(type(now))} | values
    return Change(key, now, type(now)(id=key, **data))


def to_json(value: Any) -> str:
    """Compact JSON with a stable order of keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str | bytes) -> Any:
    """What a JSON text says. Halves of letters (lone surrogates), which JSON can spell and no file can hold, become
    question marks. Raises ValueError, and RecursionError where it is nested without end."""
    data = json.loads(text)
    if _HALF.search(text if isinstance(text, str) else text.decode("utf-8", "replace")):
        data = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
    return data


_HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
