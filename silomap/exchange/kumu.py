"""Kumu: projects and blueprints as JSON, in and out. Elements belong to the project, places to one of its maps."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.foreign import Foreign, Row, coordinate, with_all_ends
from silomap.exchange.guessing import polarity_of
from silomap.exchange.reading import bounded_bytes, text_of
from silomap.exchange.table import node_rows
from silomap.i18n import N_
from silomap.model.codec import from_json
from silomap.model.elements import Element, Link
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS, LINK_KINDS
from silomap.model.writing import write_atomically

WHOLE = "*"
_IDENTITY = {"_id", "id", "attributes", "label", "name", "type", "from", "to", "direction", "style"}


def recognises(path: Path) -> bool:
    """JSON with elements and connections."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        data = _data(path)
    except UserError:
        return False
    return isinstance(data, dict) and isinstance(data.get("elements"), list) and "connections" in data


def _data(path: Path) -> Any:
    try:
        return from_json(text_of(bounded_bytes(path), str(path)))
    except (ValueError, RecursionError) as error:
        raise UserError(
            N_("{path} is not readable JSON ({reason})."), path=str(path), reason=str(error)[:120]
        ) from error


def foreign(path: Path, part: str = "") -> Foreign:
    """A project's map as foreign rows: the one that is asked for by name, else the project's usual one, else all."""
    data = _data(path)
    if not isinstance(data, dict) or not isinstance(data.get("elements"), list):
        raise UserError(N_("{path} is JSON, but not a Kumu project."), path=str(path))
    found = Foreign("kumu", _said(data.get("name")), _said(data.get("description")))
    found.nodes_name, found.links_name = "elements", "connections"
    maps = [m for m in _list(data.get("maps")) if isinstance(m, dict)]
    chosen = _chosen(maps, part, data.get("defaultMap"))
    found.parts = tuple(_said(m.get("name")) or str(m.get("_id", "")) for m in maps)
    places, links = _shown(chosen)
    if chosen is not None:
        found.part = _said(chosen.get("name"))
        if len(maps) > 1:
            message = N_("the project has {n} maps: “{name}” was read")
            found.remark("maps", 0, message, name=found.part, n=len(maps))
    for number, element in enumerate(_list(data.get("elements")), start=1):
        _node(found, number, element, places)
    for number, connection in enumerate(_list(data.get("connections")), start=1):
        if isinstance(connection, dict) and (links is None or str(connection.get("_id")) in links):
            _link(found, number, connection)
    if _list(data.get("loops")):
        found.remark("loops", 0, N_("{n} loops were not read: they are found anew"), n=len(data["loops"]))
    found.must_fit(str(path))
    return with_all_ends(found)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _chosen(maps: list[dict[str, Any]], part: str, usual: Any) -> dict[str, Any] | None:
    if part == WHOLE or not maps:
        return None
    by_name = next((m for m in maps if part and part in (_said(m.get("name")), str(m.get("_id")))), None)
    return by_name or next((m for m in maps if m.get("_id") == usual), None) or maps[0]


def _shown(chosen: dict[str, Any] | None) -> tuple[dict[str, tuple[str, str]] | None, set[str] | None]:
    """Where the elements of a map stand, and which connections it has; None for all."""
    if chosen is None:
        return None, None
    places = {}
    for node in _list(chosen.get("elements")):
        position = node.get("position") if isinstance(node, dict) else None
        if isinstance(node, dict):
            spot = position if isinstance(position, dict) else {}
            places[str(node.get("element"))] = (coordinate(spot.get("x")), coordinate(spot.get("y")))
    links = {str(edge.get("connection")) for edge in _list(chosen.get("connections")) if isinstance(edge, dict)}
    return places, links


def _said(value: Any) -> str:
    """A value as text: lists by semicolons, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_said(part) for part in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _attributes_of(data: dict[str, Any]) -> dict[str, Any]:
    """Projects keep attributes apart, blueprints beside the rest."""
    attributes = data.get("attributes")
    return attributes if isinstance(attributes, dict) else data


def _node(found: Foreign, number: int, element: Any, places: dict[str, tuple[str, str]] | None) -> None:
    if not isinstance(element, dict):
        found.remark("elements", number, N_("not an object: row not read"))
        return
    said = _attributes_of(element)
    label = _said(said.get("label") or said.get("name"))
    key = str(element.get("_id") or element.get("id") or label)
    if not key:
        found.remark("elements", number, N_("neither name nor id: row not read"))
        return
    if places is not None and key not in places:
        return  # it belongs to another map of the project
    row: Row = {"id": key, "label": label or key, "type": _said(said.get("element type") or said.get("type"))}
    if places is not None:
        row["x"], row["y"] = places[key]
    for name, value in said.items():
        if str(name).lower() not in _IDENTITY | {"element type"} and _said(value).strip():
            row[str(name)] = _said(value)
    found.nodes.append((number, row))


def _link(found: Foreign, number: int, connection: dict[str, Any]) -> None:
    said = _attributes_of(connection)
    kind = _said(said.get("connection type") or said.get("type"))
    row: Row = {"source": str(connection.get("from") or ""), "target": str(connection.get("to") or ""), "type": kind}
    if not row["source"] or not row["target"]:
        found.remark("connections", number, N_("a link without both ends: row not read"))
        return
    if connection.get("_id") or connection.get("id"):
        row["id"] = str(connection.get("_id") or connection.get("id"))
    sign = polarity_of(kind)
    if connection.get("reversed") is True:
        sign = {"+": "-", "": "-", "-": "+"}.get(sign, sign)
    if sign:
        row["polarity"] = sign
    if connection.get("delayed") is True:
        row["delayed"] = "yes"
    if str(connection.get("direction") or "").lower() == "undirected":
        row["directed"] = "no"
    if _said(said.get("label")):
        row["note"] = _said(said.get("label"))
    for name, value in said.items():
        if str(name).lower() not in _IDENTITY | {"connection type", "reversed", "delayed"} and _said(value).strip():
            row[str(name)] = _said(value)
    found.links.append((number, row))


# out


def write(system_map: SystemMap, path: Path) -> None:
    """Writes a project with one map, as Kumu exports them."""
    info = system_map.info
    elements = [
        {"_id": f"elem-{e.id}", "attributes": {**_attributes(row), "label": e.label, "element type": _type(e)}}
        for e, row in _rows_of(system_map)
    ]
    connections = [
        {
            "_id": f"conn-{link.id}",
            "from": f"elem-{link.source}",
            "to": f"elem-{link.target}",
            "direction": "directed" if LINK_KINDS[link.kind].directed else "undirected",
            "delayed": False,
            "reversed": link.polarity == "-",
            "attributes": _link_attributes(link),
        }
        for link in system_map.links
    ]
    nodes = [
        {
            "_id": f"node-{e.id}",
            "element": f"elem-{e.id}",
            "position": {"x": e.x or 0.0, "y": e.y or 0.0},
            "pinned": e.pinned,
        }
        for e in system_map.mapped
    ]
    edges = [{"_id": f"edge-{link.id}", "connection": f"conn-{link.id}"} for link in system_map.links]
    the_map = {"_id": "map-silomap", "name": info.title, "elements": nodes, "connections": edges, "loops": []}
    data = {
        "name": info.title,
        "description": info.description,
        "defaultMap": "map-silomap",
        "attributes": [],
        "elements": elements,
        "connections": connections,
        "loops": [],
        "maps": [the_map],
        "perspectives": [],
    }
    write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _rows_of(system_map: SystemMap) -> list[tuple[Element, Row]]:
    """The elements with their columns: sectors by name, and nothing of how it is drawn."""
    rows = {row["id"]: row for row in node_rows(system_map)[1]}
    for row in rows.values():
        if row.get("sector"):
            row["sector"] = system_map.label(row["sector"])
        for name in ("colour", "width", "height", "pinned"):
            row.pop(name, None)
    return [(element, rows[element.id]) for element in system_map.mapped]


def _type(element: Element) -> str:
    return KINDS[element.type].title


def _attributes(row: Row) -> dict[str, Any]:
    named = {name: value for name, value in row.items() if value and name not in ("id", "kind", "label", "x", "y")}
    if "tags" in named:
        return {**named, "tags": [part.strip() for part in named["tags"].split(";")]}
    return dict(named)


def _link_attributes(link: Link) -> dict[str, str]:
    found = {"connection type": LINK_KINDS[link.kind].title}
    for name in ("strength", "polarity", "form", "level", "status", "note", "evidence"):
        if getattr(link, name) not in (None, ""):
            found[name] = str(getattr(link, name))
    return {**found, **dict(link.custom)}


def kumu_elements(system_map: SystemMap) -> tuple[list[str], list[Row]]:
    """The columns of elements that Kumu documents, and ours behind them."""
    rows: list[Row] = []
    more: dict[str, None] = {}
    for element, row in _rows_of(system_map):
        named = {
            n: v for n, v in row.items() if v and n not in ("id", "kind", "label", "description", "tags", "x", "y")
        }
        more.update(dict.fromkeys(named))
        basic = {"Label": element.label, "Type": _type(element), "Description": element.description}
        rows.append({**basic, "Tags": "|".join(element.tags), "ID": element.id, **named})
    return ["ID", "Label", "Type", "Description", "Tags", *more], rows


def kumu_links(system_map: SystemMap) -> tuple[list[str], list[Row]]:
    """The columns of connections that Kumu documents, and ours behind them."""
    rows: list[Row] = []
    more: dict[str, None] = {}
    counts = Counter(element.label for element in system_map.mapped)
    for link in system_map.links:
        said = _link_attributes(link)
        kind = said.pop("connection type")
        more.update(dict.fromkeys(said))
        ends = [system_map.element(key) for key in (link.source, link.target)]
        names = [end.label if end.label and counts[end.label] == 1 else end.id for end in ends]
        direction = "directed" if LINK_KINDS[link.kind].directed else "undirected"
        rows.append({"From": names[0], "To": names[1], "Direction": direction, "Type": kind, **said})
    return ["From", "To", "Direction", "Type", *more], rows
