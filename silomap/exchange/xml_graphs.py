"""GraphML and GEXF, in and out. Reading trusts nothing: no entities, nothing from outside, no namespaces."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.foreign import Foreign, Row, with_all_ends
from silomap.exchange.guessing import column_of
from silomap.exchange.reading import bounded_bytes
from silomap.exchange.table import link_rows, node_rows
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically

Node = Any
MOST_DEPTH = 200
_POSITION = {"x_coordinate": "x", "y_coordinate": "y"}


def local(tag: Any) -> str:
    """The name of a tag without its namespace, which differs from tool to tool."""
    return str(tag).rsplit("}", 1)[-1]


def root_of(path: Path) -> Node:
    """The document's element; a UserError where it is no XML, or XML that wants more than to be read."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        return ElementTree.fromstring(
            bounded_bytes(path), forbid_dtd=False, forbid_entities=True, forbid_external=True
        )
    except DefusedXmlException as error:
        raise UserError(
            N_("{path} contains definitions that could do harm, so it was not read."), path=str(path)
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError) as error:
        raise UserError(
            N_("{path} is not readable XML ({reason})."), path=str(path), reason=str(error)[:120]
        ) from error


def recognises(path: Path) -> bool:
    """By name, or by the first tag."""
    if path.suffix.lower() in (".graphml", ".gexf"):
        return True
    if not path.is_file() or path.suffix.lower() != ".xml":
        return False
    try:
        with path.open("rb") as file:
            head = file.read(2_000).lower()
    except OSError:
        return False
    return b"<graphml" in head or b"<gexf" in head


def foreign(path: Path, _part: str = "") -> Foreign:
    """The graph in a file as foreign rows."""
    root = root_of(path)
    name = local(root.tag).lower()
    if name == "graphml":
        found = _graphml(root)
    elif name == "gexf":
        found = _gexf(root)
    else:
        raise UserError(N_("{path} is XML, but neither GraphML nor GEXF."), path=str(path))
    found.must_fit(str(path))
    if not found.nodes:
        raise UserError(N_("{path} has no nodes."), path=str(path))
    found.is_ours = all("kind" in row for _number, row in found.nodes)
    if found.is_ours:
        found.links = [(n, row) for n, row in found.links if row.get("kind") != "belongs_to"]
        return found
    for rows, which in ((found.nodes, "node"), (found.links, "link")):
        for _number, row in rows:
            typed = next((c for c in row if column_of(c, which) == "type"), "") if "type" not in row else ""
            if typed:
                row["type"] = row.pop(typed)
    return with_all_ends(found)


def _children(node: Node, name: str) -> Iterator[Node]:
    return (child for child in node if local(child.tag) == name)


def _all(node: Node, name: str) -> Iterator[Node]:
    return (child for child in node.iter() if local(child.tag) == name)


# GraphML


def _graphml(root: Node) -> Foreign:
    found = Foreign("graphml", nodes_name="nodes", links_name="edges")
    keys: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for key in _children(root, "key"):
        name = key.get("attr.name") or key.get("id") or ""
        keys[key.get("id") or name] = name
        value = next((child.text for child in _children(key, "default")), None)
        if value and key.get("for") == "node" and column_of(name, "node") in ("kind", "type"):
            defaults[name] = value
    seen: set[str] = set()
    for relation, graph in enumerate(_all(root, "graph"), start=1):
        directed = graph.get("edgedefault") != "undirected"
        for node in _children(graph, "node"):
            _graphml_node(found, node, keys, seen, defaults)
        for edge in _children(graph, "edge"):
            row = _data_of(edge, keys)
            row |= {"source": edge.get("source") or "", "target": edge.get("target") or ""}
            is_directed = edge.get("directed", "true" if directed else "false") != "false"
            if not is_directed:
                row["directed"] = "no"
            if edge.get("id") and "id" not in row and relation == 1:
                row["id"] = edge.get("id")
            if relation > 1 and not row.get("type"):
                row["type"] = graph.get("id") or f"relation {relation}"
            found.links.append((len(found.links) + 1, row))
    return found


def _graphml_node(found: Foreign, node: Node, keys: dict[str, str], seen: set[str], defaults: dict[str, str]) -> None:
    key = node.get("id") or ""
    number = len(found.nodes) + 1
    if not key:
        found.remark("nodes", number, N_("neither name nor id: row not read"))
        return
    if key in seen:
        return  # SocNetV repeats its nodes for every relation
    seen.add(key)
    row = {**defaults, **_data_of(node, keys)}
    row["id"] = key
    drawn = next(_all(node, "NodeLabel"), None)  # yEd
    place = next(_all(node, "Geometry"), None)
    if drawn is not None and drawn.text and not row.get("label"):
        row["label"] = " ".join(drawn.text.split())
    if place is not None:
        row.setdefault("x", place.get("x") or "")
        row.setdefault("y", place.get("y") or "")
    named = next((c for c in row if c != "label" and column_of(c, "node") == "label"), "")
    if not row.get("label") and named:
        row["label"] = row.pop(named)
    if "kind" not in row:  # ours say it where they have a name
        row["label"] = row.get("label") or key
    found.nodes.append((number, row))


def _data_of(node: Node, keys: dict[str, str]) -> Row:
    row: Row = {}
    for data in _children(node, "data"):
        name = keys.get(data.get("key") or "", data.get("key") or "")
        text = (data.text or "").strip("\n\r\t ") if len(data) == 0 else ""
        if text and name:
            row[_POSITION.get(name, name)] = text
    return row


# GEXF


def _gexf(root: Node) -> Foreign:
    graph = next(_all(root, "graph"), None)
    found = Foreign("gexf", nodes_name="nodes", links_name="edges")
    meta = next(_all(root, "meta"), None)
    if meta is not None:
        found.title = next((c.text or "" for c in _children(meta, "title")), "").strip()
        found.description = next((c.text or "" for c in _children(meta, "description")), "").strip()
    if graph is None:
        return found
    titles: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for attributes in _children(graph, "attributes"):
        group = titles.setdefault(attributes.get("class") or "node", {})
        for attribute in _children(attributes, "attribute"):
            group[attribute.get("id") or ""] = attribute.get("title") or attribute.get("id") or ""
    for node in _all(graph, "node"):
        _gexf_node(found, node, titles["node"])
    usual = graph.get("defaultedgetype") or "undirected"
    for edge in _all(graph, "edge"):
        row = _values_of(edge, titles["edge"])
        row |= {"source": edge.get("source") or "", "target": edge.get("target") or ""}
        if (edge.get("type") or usual) == "undirected":
            row["directed"] = "no"
        for name in ("weight", "label"):
            if edge.get(name) and name not in row:
                row[name] = edge.get(name)
        if edge.get("kind") and "kind" not in row:
            row["type"] = edge.get("kind")
        if edge.get("id") and "id" not in row:
            row["id"] = edge.get("id")
        found.links.append((len(found.links) + 1, row))
    return found


def _gexf_node(found: Foreign, node: Node, titles: dict[str, str]) -> None:
    key = node.get("id") or ""
    number = len(found.nodes) + 1
    if not key:
        found.remark("nodes", number, N_("neither name nor id: row not read"))
        return
    row = _values_of(node, titles)
    label = node.get("label") or row.get("label") or ("" if "kind" in row else key)
    row |= {"id": key, "label": " ".join(label.split()) if "kind" not in row else label}
    place = next(_children(node, "position"), None)
    if place is not None:
        row.setdefault("x", place.get("x") or "")
        row.setdefault("y", place.get("y") or "")
    colour = next(_children(node, "color"), None)
    if colour is not None and colour.get("r") is not None and "kind" not in row:
        parts = [int(float(colour.get(c) or 0)) for c in "rgb" if _is_byte(colour.get(c))]
        if len(parts) == 3:
            row["colour of the node"] = "#{:02x}{:02x}{:02x}".format(*parts)
    found.nodes.append((number, row))


def _is_byte(text: Any) -> bool:
    try:
        return 0 <= float(text or 0) <= 255
    except ValueError:
        return False


def _values_of(node: Node, titles: dict[str, str]) -> Row:
    row: Row = {}
    for values in _children(node, "attvalues"):
        for value in _children(values, "attvalue"):
            name = titles.get(value.get("for") or value.get("id") or "", value.get("for") or "")
            if name and value.get("value") and name != "networkx_key":
                row[name] = value.get("value")
    return row


# out


def _graph_of(system_map: SystemMap) -> Any:
    """The map as a NetworkX graph: every column of our tables as an attribute, membership of sectors as edges."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for row in node_rows(system_map)[1]:
        graph.add_node(row["id"], **{name: value for name, value in _filled(row).items() if name != "id"})
    for row in link_rows(system_map)[1]:
        attributes = {name: value for name, value in _filled(row).items() if name not in ("source", "target", "id")}
        graph.add_edge(row["source"], row["target"], key=row["id"], **attributes)
    for element in system_map.elements:
        home = getattr(element, "sector", None)
        if home:
            graph.add_edge(element.id, home, key=f"belongs_to:{element.id}", kind="belongs_to")
    return graph


def _filled(row: Row) -> dict[str, Any]:
    return {_clean(name): _valued(name, value) for name, value in row.items() if value}


def _valued(name: str, text: str) -> Any:
    """Numbers as numbers, so that other tools can draw and count with them."""
    if name in ("x", "y", "width", "height"):
        return float(text)
    return int(text) if name in _COUNTS else _clean(text)


_COUNTS = {"capacity", "readiness", "severity", "people", "strength"}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _clean(text: str) -> str:
    """Without what XML cannot say."""
    return _NOT_IN_XML.sub("", text)


def write_graphml(system_map: SystemMap, path: Path) -> None:
    """Writes GraphML that NetworkX and Gephi read, with every column of our tables."""
    import networkx as nx

    buffer = io.BytesIO()
    graph = _graph_of(system_map)
    graph.graph["title"] = _clean(system_map.info.title)
    nx.write_graphml_xml(graph, buffer)
    write_atomically(path, buffer.getvalue())


def write_gexf(system_map: SystemMap, path: Path) -> None:
    """Writes GEXF that Gephi draws: with places, and with colours of sectors where they have one."""
    import networkx as nx

    graph = _graph_of(system_map)
    for element in system_map.elements:
        graph.nodes[element.id].setdefault("label", "")  # else NetworkX takes the id for it
        if element.x is not None and element.y is not None:
            place = {"x": element.x, "y": element.y, "z": 0.0}
            graph.nodes[element.id]["viz"] = {"position": place}
    for _source, _target, key, data in graph.edges(keys=True, data=True):
        data["id"] = key
    buffer = io.BytesIO()
    nx.write_gexf(graph, buffer, version="1.2draft")
    write_atomically(path, buffer.getvalue())
