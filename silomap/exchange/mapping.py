"""How foreign rows are read here: types become kinds or sectors, columns become attributes; the rest is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from silomap.exchange import guessing
from silomap.exchange.foreign import Foreign, Row
from silomap.exchange.guessing import AUTOMATIC, LEFT_OUT
from silomap.exchange.reading import Reading, Remark
from silomap.exchange.table import LINK_COLUMNS, NODE_COLUMNS, TableReader
from silomap.i18n import N_
from silomap.model.system_map import SystemMap

OWN_FIELD = ""
"""a column that is kept under its own name"""
LEAST_APART = 100.0
AS_KIND, AS_SECTOR = "kind", "sector"
ATTRIBUTES = tuple(name for name in NODE_COLUMNS if name not in ("id", "kind", "label", "x", "y"))


@dataclass(frozen=True, slots=True)
class Mapping:
    """`kinds`: type → kind, or LEFT_OUT. `types_as`: whether types are kinds, or names of sectors. `columns`: column
    → attribute, OWN_FIELD or LEFT_OUT. `link_kinds`: type of link → kind of link, AUTOMATIC or LEFT_OUT."""

    kinds: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    link_kinds: dict[str, str] = field(default_factory=dict)
    types_as: str = AS_KIND
    usual: str = "actor"
    """the kind of everything where types are sectors"""

    def to_data(self) -> dict[str, Any]:
        """As settings keep it."""
        return {
            "kinds": self.kinds,
            "columns": self.columns,
            "link_kinds": self.link_kinds,
            "types_as": self.types_as,
            "usual": self.usual,
        }


def guess(foreign: Foreign) -> Mapping:
    """A mapping that a person would most likely choose."""
    columns = guessing.columns_of(foreign.columns(), "node")
    return Mapping(
        kinds=guessing.kinds_of(foreign),
        columns={
            c: columns.get(c, OWN_FIELD) if columns.get(c) in ATTRIBUTES else OWN_FIELD for c in foreign.columns()
        },
        link_kinds={name: guessing.link_kind_of_type(name) for name in foreign.link_types()},
    )


def fitting(data: dict[str, Any], foreign: Foreign) -> Mapping:
    """A remembered mapping, as far as it speaks of what is in this file; what is new in it is guessed."""
    usual = guess(foreign)

    def merged(name: str, fallback: dict[str, str]) -> dict[str, str]:
        kept = data.get(name)
        known = kept if isinstance(kept, dict) else {}
        return {key: str(known.get(key, value)) for key, value in fallback.items()}

    return replace(
        usual,
        kinds=merged("kinds", usual.kinds),
        columns=merged("columns", usual.columns),
        link_kinds=merged("link_kinds", usual.link_kinds),
        types_as=AS_SECTOR if data.get("types_as") == AS_SECTOR else AS_KIND,
        usual=str(data.get("usual", "actor")),
    )


def shape_of(foreign: Foreign) -> str:
    """What makes a file like another: its format and the names of its types and columns."""
    types, links = sorted(foreign.node_types())[:40], sorted(foreign.link_types())[:40]
    return "|".join((foreign.format, *types, "·", *links, "·", *sorted(foreign.columns())[:60]))[:2_000]


def apply(foreign: Foreign, mapping: Mapping, origin: str = "", known: SystemMap | None = None) -> Reading:
    """The map behind foreign rows; where one is known, they add to it and change it. `origin` sets short ids apart
    from those of other sources: the same file gives the same ids each time."""
    if foreign.is_ours:
        reading = TableReader(foreign.nodes_name, foreign.links_name, known).read(foreign.nodes, foreign.links)
    else:
        scale = _scale(foreign)
        keys = {row["id"]: _key(row["id"], origin) for _number, row in foreign.nodes}
        takers = guessing.takers_of(foreign)
        remarks: list[Remark] = []
        nodes = list(_nodes(foreign, mapping, keys, takers, scale, remarks))
        homes = {keys.get(key, key): keys.get(home, home) for key, home in _homes(foreign, mapping).items()}
        for _number, row in nodes:
            if row["id"] in homes:
                row["sector"] = homes[row["id"]]
        links = list(_links(foreign, mapping, keys, remarks))
        reading = TableReader(foreign.nodes_name, foreign.links_name, known).read(nodes, links)
        reading.remarks = [*remarks, *reading.remarks]
    reading.remarks = [*foreign.remarks, *reading.remarks]
    info = reading.system_map.info
    if known is None and (foreign.title or foreign.description):
        told = replace(info, title=foreign.title or info.title, description=foreign.description or info.description)
        reading.system_map = reading.system_map.after([(info.id, told)])
    return reading


def _key(key: str, origin: str) -> str:
    """Long ids are nobody else's; short ones, like 1 or A, are set apart by their origin."""
    if not origin or (len(key) >= 8 and not key.isdigit() and not key[:1].isupper()):
        return key
    stem = re.sub(r"[^\w-]+", "-", Path(origin).name.split(".")[0]).strip("-")[:40]
    return f"{stem}:{key}" if stem else key


def _nodes(
    foreign: Foreign,
    mapping: Mapping,
    keys: dict[str, str],
    takers: frozenset[str],
    scale: float,
    remarks: list[Remark],
) -> Iterator[tuple[int, Row]]:
    for number, row in foreign.nodes:
        name = row.get("type", "")
        kind = mapping.usual if mapping.types_as == AS_SECTOR else mapping.kinds.get(name, mapping.usual)
        if kind == LEFT_OUT:
            message = N_("“{label}” is a {type}: left out, as you said")
            told = {"label": row.get("label", "")[:60], "type": name or "?"}
            remarks.append(Remark(foreign.nodes_name, number, message, told))
            continue
        if row["id"] in takers and kind == "actor":
            kind = "service"
        found: Row = {"id": keys[row["id"]], "kind": kind, "label": row.get("label", "") or row["id"]}
        if mapping.types_as == AS_SECTOR and name:
            found["sector"] = name
        elif name and guessing.plain(name) != kind:
            found["type"] = name
        for axis in ("x", "y"):
            place = _number(row.get(axis, ""))
            if place is not None:
                found[axis] = repr(place * scale)
            elif row.get(axis, "").strip():
                found[axis] = row[axis]  # no number: it is told, and kept as a field
        for column, value in row.items():
            target = mapping.columns.get(column, OWN_FIELD)
            if column in ("id", "label", "type", "x", "y") or not value.strip() or target == LEFT_OUT:
                continue
            found[_free(target or _own(column), found)] = value
        yield number, found


def _own(column: str) -> str:
    """The name of an own field; one that is called like an attribute here is set apart from it."""
    return f"{column} (own)" if column.strip().lower() in NODE_COLUMNS else column


def _free(name: str, found: Row) -> str:
    return name if name not in found else f"{name} (2)"


def _links(
    foreign: Foreign, mapping: Mapping, keys: dict[str, str], remarks: list[Remark]
) -> Iterator[tuple[int, Row]]:
    strengths = _has_strengths(foreign)
    for number, row in foreign.links:
        name = row.get("type", "")
        kind = mapping.link_kinds.get(name, AUTOMATIC)
        if kind == LEFT_OUT:
            remarks.append(
                Remark(foreign.links_name, number, N_("a link “{type}”: left out, as you said"), {"type": name})
            )
            continue
        if kind == "belongs_to":
            continue  # it is an attribute of its element here
        found: Row = {
            "source": keys.get(row["source"], row["source"]),
            "target": keys.get(row["target"], row["target"]),
        }
        found["kind"] = kind
        polarity = row.get("polarity") or guessing.polarity_of(name)
        if polarity:
            found["polarity"] = polarity
        if name and kind == AUTOMATIC and not guessing.polarity_of(name):
            found["type"] = name
        for column, value in row.items():
            if column in ("id", "source", "target", "type", "polarity", "directed") or not value.strip():
                continue
            meaning = guessing.column_of(column, "link")
            if meaning == "strength" and not strengths:
                meaning = ""
            is_known = meaning in LINK_COLUMNS and meaning not in ("id", "source", "target", "kind")
            found[_free(meaning if is_known else _own_of_link(column), found)] = value
        yield number, found


def _own_of_link(column: str) -> str:
    return f"{column} (own)" if column.strip().lower() in LINK_COLUMNS else column


def _homes(foreign: Foreign, mapping: Mapping) -> dict[str, str]:
    """Sectors of elements that are told by a link “belongs to”, by the id of the element as it was read."""
    return {
        row["source"]: row["target"]
        for _number, row in foreign.links
        if mapping.link_kinds.get(row.get("type", "")) == "belongs_to"
    }


def _has_strengths(foreign: Foreign) -> bool:
    """Whether weights are strengths from 1 to 5, rather than a default or amounts of something else."""
    found = set()
    for _at, row in foreign.links:
        for column, value in row.items():
            if guessing.column_of(column, "link") == "strength" and value.strip():
                found.add(_number(value))
    return len(found) > 1 and all(value in (1.0, 2.0, 3.0, 4.0, 5.0) for value in found)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _scale(foreign: Foreign) -> float:
    """By how much places are spread so that elements do not lie on one another: half of them get enough room."""
    places = [(_number(r.get("x", "")), _number(r.get("y", ""))) for _number_of, r in foreign.nodes[:400]]
    known = [(x, y) for x, y in places if x is not None and y is not None]
    if len(known) < 2:
        return 1.0
    nearest = []
    for index, (x, y) in enumerate(known):
        gaps = [math.hypot(x - a, y - b) for other, (a, b) in enumerate(known) if other != index]
        nearest.append(min(gaps))
    middle = sorted(nearest)[len(nearest) // 2]
    return max(1.0, LEAST_APART / middle) if middle > 0 else 1.0
