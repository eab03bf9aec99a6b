"""The tables of a map file, and the migrations from each format version to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeAlias

from silomap.model.codec import from_json, plain, solid, to_json
from silomap.model.elements import (
    ELEMENT_TYPES,
    TYPES,
    Action,
    Element,
    Entity,
    Image,
    Link,
    MapInfo,
    Mark,
    Note,
    NoteTheme,
    Scenario,
    ScenarioPart,
    Seat,
    Statement,
    StoryStep,
    Vote,
    Workshop,
    defaults,
    field_names,
)
from silomap.model.splitting import split_scenarios

APPLICATION_ID = 0x53694C4F  # "SiLO"
VERSION = 6

Database: TypeAlias = Any
"""sqlite_utils.Database; it is imported only where a file is opened, because that takes 0.2 s."""

_REALS = {"x", "y", "width", "height", "shared_weight", "linked_weight", "position"}
_INTEGERS = {"capacity", "readiness", "severity", "people", "strength", "external", "pinned", "done", "present"}
_INTEGERS |= {"inner", "revealed", "dots", "budget"}
_JSON = {
    "tags",
    "custom",
    "subject",
    "agreed",
    "opening",
    "closing",
    "guesses",
    "before",
    "after",
    "camera",
    "lit",
    "reveal",
}
_FLAGS = {"external", "pinned", "done", "present", "inner", "revealed"}


def _columns(types: Iterable[type[Entity]]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for entity_type in types:
        names.update(dict.fromkeys(field.name for field in fields(entity_type)))
    return tuple(names)


TABLES: dict[str, tuple[str, ...]] = {
    "map": _columns([MapInfo]),
    "elements": ("id", "kind", *(n for n in _columns(ELEMENT_TYPES) if n != "id")),
    "links": _columns([Link]),
    "scenarios": _columns([Scenario]),
    "scenario_parts": _columns([ScenarioPart]),
    "marks": _columns([Mark]),
    "images": _columns([Image]),
    "notes": _columns([Note]),
    "votes": _columns([Vote]),
    "actions": _columns([Action]),
    "seats": _columns([Seat]),
    "workshops": _columns([Workshop]),
    "steps": _columns([StoryStep]),
    "themes": _columns([NoteTheme]),
    "statements": _columns([Statement]),
}
_TABLE_OF = {
    "link": "links",
    "map": "map",
    "scenario": "scenarios",
    "part": "scenario_parts",
    "mark": "marks",
    "image": "images",
    "note": "notes",
    "vote": "votes",
    "action": "actions",
    "seat": "seats",
    "workshop": "workshops",
    "step": "steps",
    "theme": "themes",
    "statement": "statements",
}
_TYPE_IN = {table: kind for kind, table in _TABLE_OF.items()}
OTHER_TABLES = ("changes", "versions", "views")
VERSION_COLUMNS = ("id", "label", "note", "time", "seq", "author", "automatic", "picture", "score")

_REFERENCES = {
    ("elements", "sector"): "elements",
    ("links", "source"): "elements",
    ("links", "target"): "elements",
}

_FIXED_TABLES = """
CREATE TABLE file (uid TEXT NOT NULL);
CREATE TABLE changes (seq INTEGER PRIMARY KEY, step INTEGER NOT NULL, origin TEXT NOT NULL, of_step INTEGER,
  label TEXT NOT NULL, params TEXT NOT NULL, author TEXT NOT NULL, time TEXT NOT NULL, records TEXT NOT NULL);
CREATE TABLE versions (id TEXT PRIMARY KEY, label TEXT NOT NULL, note TEXT NOT NULL, time TEXT NOT NULL,
  seq INTEGER NOT NULL, author TEXT NOT NULL DEFAULT '', automatic INTEGER NOT NULL DEFAULT 0, picture BLOB,
  score REAL);
CREATE TABLE views (id TEXT PRIMARY KEY, label TEXT NOT NULL, data TEXT NOT NULL);
"""


def statements() -> list[str]:
    """The SQL that makes an empty map file of the present version."""
    made = []
    for table, columns in TABLES.items():
        lines = [_column(table, name) for name in columns]
        made.append(f"CREATE TABLE {table} ({', '.join(lines)})")
    made += [part.strip() for part in _FIXED_TABLES.split(";") if part.strip()]
    made += [
        "CREATE INDEX links_source ON links (source)",
        "CREATE INDEX links_target ON links (target)",
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {VERSION}",
    ]
    return made


def _column(table: str, name: str) -> str:
    kind = "REAL" if name in _REALS else "INTEGER" if name in _INTEGERS else "TEXT"
    text = f"{name} {kind}"
    if name == "id":
        return f"{text} PRIMARY KEY NOT NULL"
    if (table, name) in _REFERENCES:
        return f"{text} REFERENCES {_REFERENCES[table, name]} (id) DEFERRABLE INITIALLY DEFERRED"
    return text


def table_of(entity: Entity) -> str:
    """The table an entity lives in."""
    if isinstance(entity, Element):
        return "elements"
    return _TABLE_OF[entity.type]


def row_of(entity: Entity) -> dict[str, Any]:
    """An entity as a row of its table."""
    row: dict[str, Any] = {}
    for name in TABLES[table_of(entity)]:
        value = entity.type if name == "kind" and isinstance(entity, Element) else getattr(entity, name, None)
        if name in _JSON and value is not None:
            value = to_json(plain(value))
        row[name] = int(value) if isinstance(value, bool) else value
    return row


def entity_of(table: str, row: dict[str, Any]) -> Entity:
    """The entity in a row of a table; raises ValueError or KeyError where the row is none."""
    kind = row["kind"] if table == "elements" else _TYPE_IN[table]
    entity_type = TYPES[kind]
    base = defaults(entity_type)
    values: dict[str, Any] = {}
    for name in field_names(entity_type):
        value = row.get(name)
        if value is None:
            if base.get(name) is not None:
                value = base[name]
        elif name in _JSON:
            value = solid(name, from_json(value))
        elif name in _FLAGS:
            value = bool(value)
        values[name] = value
    return entity_type(id=row["id"], **values)


def _add_marks(database: Database) -> None:
    """2: what people decided about findings."""
    database.execute(
        "CREATE TABLE marks (id TEXT PRIMARY KEY NOT NULL, rule TEXT, subject TEXT, state TEXT, note TEXT)"
    )


def _add_workshop(database: Database) -> None:
    """3: sticky notes and pictures; the session; notes, votes and actions, for which earlier formats had tables
    that nothing wrote."""
    database.execute("ALTER TABLE elements ADD COLUMN image TEXT")
    for table in ("notes", "actions"):
        database.execute(f"DROP TABLE {table}")
    for table, columns in _TABLES_OF_3.items():
        database.execute(f"CREATE TABLE {table} (id TEXT PRIMARY KEY NOT NULL, {columns})")


def _add_answers(database: Database) -> None:
    """5: the finding that an action addresses, what was decided where a decision is needed; the story."""
    database.execute(f"CREATE TABLE steps (id TEXT PRIMARY KEY NOT NULL, {_STEPS_OF_5})")
    for name in ("finding", "answer", "answered_by", "answered_on"):
        database.execute(f"ALTER TABLE actions ADD COLUMN {name} TEXT")


def _add_themes(database: Database) -> None:
    """6: themes that notes are put under; how far the room agrees with the statements, before and after."""
    database.execute("ALTER TABLE notes ADD COLUMN theme TEXT")
    database.execute("CREATE TABLE themes (id TEXT PRIMARY KEY NOT NULL, label TEXT, position REAL)")
    database.execute("CREATE TABLE statements (id TEXT PRIMARY KEY NOT NULL, opening TEXT, closing TEXT)")


_TABLES_OF_3 = {
    "images": "data TEXT",
    "notes": "about TEXT, kind TEXT, text TEXT, author TEXT, time TEXT, done INTEGER",
    "votes": "about TEXT, voter TEXT, dots INTEGER",
    "actions": "about TEXT, what TEXT, who TEXT, due TEXT, state TEXT, partner TEXT, decision TEXT, learn TEXT, "
    "test TEXT, inner INTEGER",
    "seats": "place TEXT, role TEXT, present INTEGER, asks TEXT",
    "workshops": "whom TEXT, area TEXT, strategy TEXT, due TEXT, inside TEXT, outside TEXT, "
    "agreed TEXT, opening TEXT, closing TEXT, guesses TEXT, plan TEXT, step TEXT, revealed INTEGER, budget INTEGER, "
    "evaluation TEXT",
}
_STEPS_OF_5 = (
    "position REAL, title TEXT, text TEXT, question TEXT, notes TEXT, view TEXT, arrangement TEXT, scenario TEXT, "
    "follows TEXT, camera TEXT, lit TEXT, finding TEXT, reveal TEXT"
)
SINCE = {"marks": 2, **dict.fromkeys(_TABLES_OF_3, 3), "scenario_parts": 4, "steps": 5}
SINCE |= dict.fromkeys(("themes", "statements"), 6)
"""The first format that has a table as it is now; the others are there since format 1."""

MIGRATIONS: dict[int, Callable[[Database], None]] = {
    1: _add_marks,
    2: _add_workshop,
    3: split_scenarios,
    4: _add_answers,
    5: _add_themes,
}
"""From version n to n + 1: a function that changes the tables of the copy it is given."""
