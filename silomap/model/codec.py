"""Entities and change sets as JSON-able data, and back. In memory whole entities, on disk only fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import Change, ChangeSet
from silomap.model.elements import TYPES, Entity, defaults, field_names
from silomap.model.fitting import misfits

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


class UnreadableHistoryError(UserError):
    """The history does not tell how the map came about: it is damaged, or it is that of another map. `why` is for
    people who look into files."""

    def __init__(self, why: str) -> None:
        super().__init__(N_("The history of this map cannot be read further back."))
        self.why = why


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


def records_of(text: str | bytes, lenient: bool = False) -> list[Data]:
    """The records of a change set that was stored as JSON, each of the shape that `encode_changes` gives it, where
    `lenient` those that have it; an UnreadableHistoryError where the text is no list of them."""
    try:
        listed = from_json(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableHistoryError(str(error)) from error
    records = list(filter(_is_record, listed)) if isinstance(listed, list) else []
    if not isinstance(listed, list) or (len(records) < len(listed) and not lenient):
        raise UnreadableHistoryError("no list of changes")
    return records


def _is_record(record: Any) -> bool:
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        return False
    if "fields" in record:
        fields = record["fields"]
        return isinstance(fields, dict) and all(isinstance(pair, list) and len(pair) == 2 for pair in fields.values())
    return all(end in record and isinstance(record[end], dict | None) for end in ("before", "after"))


def decode_changes(records: list[Data], present: Known, backwards: bool = False) -> ChangeSet:
    """The change set behind records, made whole from a map it fits (the one after it where `backwards`).

    Raises UnreadableHistoryError where the map is another one or what comes of it is no sound entity. O(records).
    """
    changes = []
    for record in records:
        key = record["id"]
        now = present.get(key)
        try:
            change = _decode_change(record, now, backwards)
        except (UserError, TypeError, ValueError) as error:
            raise UnreadableHistoryError(f"{key}: {error}") from error
        if change is None:
            raise UnreadableHistoryError(f"{key} is not as it was left")
        if change.after is not None and (wrong := misfits(change.after)):
            raise UnreadableHistoryError(f"{key} would have odd values: {', '.join(wrong)}")
        changes.append(change)
    return ChangeSet(changes)


def _decode_change(record: Data, now: Entity | None, backwards: bool) -> Change | None:
    """None where the entity is not as this change left it."""
    key = record["id"]
    if "fields" in record:
        return None if now is None else _field_change(key, record["fields"], now, backwards)
    old, new = (record["after"], record["before"]) if backwards else (record["before"], record["after"])
    if now != (None if old is None else decode(old)):
        return None
    return Change(key, now, None if new is None else decode(new))


def _field_change(key: str, fields: Data, now: Entity, backwards: bool) -> Change | None:
    data = {name: getattr(now, name) for name in field_names(type(now))}
    for name, (first, second) in fields.items():
        old, new = (second, first) if backwards else (first, second)
        if name not in data or data[name] != solid(name, old):
            return None
        data[name] = solid(name, new)
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
