"""SiloMap JSON: the whole map, lossless, in a stable order, one schema a version (resources/schemas)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.reading import Reading, bounded_bytes, text_of
from silomap.i18n import N_
from silomap.model.codec import decode, encode, from_json
from silomap.model.elements import (
    MAP_ID,
    Action,
    Element,
    Entity,
    Image,
    Link,
    Mark,
    Note,
    NoteTheme,
    Scenario,
    Seat,
    Statement,
    StoryStep,
    Vote,
    Workshop,
)
from silomap.model.invariants import breaches
from silomap.model.scenarios import changes_of, pack, part_of, unpack
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically

FORMAT = "silomap/1"
ALWAYS = {"elements", "links", "scenarios", "marks"}
PARTS: dict[str, type[Entity]] = {
    "elements": Element,
    "links": Link,
    "scenarios": Scenario,
    "marks": Mark,
    "notes": Note,
    "themes": NoteTheme,
    "votes": Vote,
    "actions": Action,
    "seats": Seat,
    "workshops": Workshop,
    "steps": StoryStep,
    "statements": Statement,
    "images": Image,
}
"""The lists of a file. Readers take any of them for empty where it is not there, as in older files."""


def recognises(path: Path) -> bool:
    """By name: anything that ends in .json and is of nobody else (see formats)."""
    return path.suffix.lower() == ".json"


def write(system_map: SystemMap, path: Path) -> None:
    """Writes the map."""
    write_atomically(path, (json.dumps(to_data(system_map), ensure_ascii=False, indent=1) + "\n").encode())


def read(path: Path) -> Reading:
    """Reads a map; a UserError that says where it is wrong. All or nothing."""
    try:
        data = from_json(text_of(bounded_bytes(path), str(path)))
    except (ValueError, RecursionError) as error:
        raise UserError(N_("{path} is not readable JSON ({reason})."), path=str(path), reason=str(error)) from error
    return Reading(from_data(data, str(path)))


def to_data(system_map: SystemMap) -> dict[str, Any]:
    """The map as plain data; elements carry `kind`, everything is ordered by id."""
    data: dict[str, Any] = {"format": FORMAT, "map": _fields(system_map.info)}
    for name, entity_type in PARTS.items():
        found = sorted(system_map.all(entity_type), key=lambda e: e.id)
        if found or name in ALWAYS:
            data[name] = [_fields(entity) for entity in found]
    for record in data["scenarios"]:
        changes = changes_of(system_map, record["id"])
        if changes:
            record["changes"] = pack(changes)
    return data


def _fields(entity: Entity) -> dict[str, Any]:
    data = encode(entity)
    kind = data.pop("type")
    if entity.id == MAP_ID:
        del data["id"]
    return {"id": data.pop("id"), "kind": kind, **data} if isinstance(entity, Element) else data


def from_data(data: Any, name: str) -> SystemMap:
    """The map behind plain data; a UserError where it is none."""
    if not isinstance(data, dict) or not str(data.get("format", "")).startswith("silomap/"):
        raise UserError(N_("{path} is JSON, but not a SiloMap map."), path=name)
    if data["format"] != FORMAT:
        raise UserError(
            N_("{path} was written by a newer SiloMap ({format}); please update."),
            path=name,
            format=data["format"],
        )
    entities: dict[str, Entity] = {}
    for record, kind in _records(data, name):
        try:
            found = _entities(record, kind)
        except (TypeError, ValueError, AttributeError) as error:
            raise _wrong(name, str(record.get("id")), str(error)) from error
        for entity in found:
            if entity.id in entities:
                raise _wrong(name, entity.id, "this id stands twice")
            entities[entity.id] = entity
    try:
        faults = breaches(system_map := SystemMap.of(entities.values()))
    except TypeError as error:
        raise _wrong(name, "?", str(error)) from error
    if faults:
        raise _wrong(name, *faults[0].split(": ", 1))
    return system_map


def _entities(record: dict[str, Any], kind: str) -> list[Entity]:
    """What a record stands for; a scenario keeps its changes as one text."""
    entity = decode({"type": kind, **{k: v for k, v in record.items() if k != "type"}})
    changes = unpack(record.get("changes", "[]")) if isinstance(entity, Scenario) else ()
    return [entity, *(part_of(entity.id, change) for change in changes)]


def _records(data: dict[str, Any], name: str) -> list[tuple[dict[str, Any], str]]:
    info = data.get("map", {})
    if not isinstance(info, dict):
        raise _wrong(name, "map", "not an object")
    found = [({**info, "id": MAP_ID}, "map")]
    for part in PARTS:
        records = data.get(part, [])
        if not isinstance(records, list) or not all(isinstance(r, dict) for r in records):
            raise _wrong(name, part, "not a list of objects")
        for record in records:
            kind = str(record.get("kind", "")) if part == "elements" else part[:-1]
            kept = {k: v for k, v in record.items() if part != "elements" or k != "kind"}
            found.append((kept, kind))
    return found


def _wrong(name: str, where: str, reason: str = "") -> UserError:
    return UserError(
        N_("{path}: “{where}” is wrong ({reason}); nothing was read."), path=name, where=where, reason=reason
    )
