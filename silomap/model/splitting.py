"""From format 3 to 4: the text in which a scenario kept all its changes becomes a row for each of them, in the map
and in its history, so that what was done before the upgrade can still be taken back."""

from __future__ import annotations

from typing import Any

from silomap.model.codec import from_json, to_json

Data = dict[str, Any]
_VERSION_COLUMNS = (
    "author TEXT NOT NULL DEFAULT ''",
    "automatic INTEGER NOT NULL DEFAULT 0",
    "picture BLOB",
    "score REAL",
)


def split_scenarios(database: Any) -> None:
    """4: a row for each change of a scenario; versions say who kept them, with a picture and a score."""
    columns = "id TEXT PRIMARY KEY NOT NULL, scenario TEXT, about TEXT, before TEXT, after TEXT"
    database.execute(f"CREATE TABLE scenario_parts ({columns})")
    for key, text in database.execute("SELECT id, changes FROM scenarios").fetchall():
        for part in parts_in(key, text).values():
            row = (part["id"], key, part["about"], _text(part.get("before")), _text(part.get("after")))
            database.execute("INSERT INTO scenario_parts VALUES (?, ?, ?, ?, ?)", row)
    database.execute("ALTER TABLE scenarios DROP COLUMN changes")
    for seq, text in database.execute(
        "SELECT seq, records FROM changes WHERE records LIKE '%\"changes\":%'"
    ).fetchall():
        records = [made for record in from_json(text) for made in _split(record)]
        database.execute("UPDATE changes SET records = ? WHERE seq = ?", (to_json(records), seq))
    for column in _VERSION_COLUMNS:
        database.execute(f"ALTER TABLE versions ADD COLUMN {column}")


def _text(entity: Data | None) -> str | None:
    return None if entity is None else to_json(entity)


def parts_in(scenario: str, text: str | None) -> dict[str, Data]:
    """The changes in the old text as parts by what they change; none where it cannot be read: the file before the
    upgrade is kept."""
    parts: dict[str, Data] = {}
    try:
        for record in from_json(text or "[]"):
            of = str((record["after"] or record["before"])["id"])
            part: Data = {"type": "part", "id": f"{scenario}:{of}", "scenario": scenario, "about": of}
            parts[of] = part | {name: record[name] for name in ("before", "after") if record[name] is not None}
    except (ValueError, KeyError, TypeError):
        return {}
    return parts


def _split(record: Data) -> list[Data]:
    """A record of the history in the new way: the scenario's own fields apart from each change it kept."""
    if "fields" in record:
        fields = dict(record["fields"])
        texts = fields.pop("changes", None)
        if texts is None:
            return [record]
        heads: list[Data] = [{"id": record["id"], "fields": fields}] if fields else []
        return heads + _steps(record["id"], *texts)
    ends = [record["before"], record["after"]]
    if not any(end is not None and end["type"] == "scenario" for end in ends):
        return [record]
    bare = [None if end is None else {k: v for k, v in end.items() if k != "changes"} for end in ends]
    texts = [(end or {}).get("changes") if (end or {}).get("type") == "scenario" else None for end in ends]
    return [{"id": record["id"], "before": bare[0], "after": bare[1]}, *_steps(record["id"], *texts)]


def _steps(scenario: str, before: str | None, after: str | None) -> list[Data]:
    old, new = parts_in(scenario, before), parts_in(scenario, after)
    return [
        {"id": f"{scenario}:{of}", "before": old.get(of), "after": new.get(of)}
        for of in {**old, **new}
        if old.get(of) != new.get(of)
    ]
