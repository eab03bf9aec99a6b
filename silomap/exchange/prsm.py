"""PRSM maps (.prsm): JSON, most of the time compressed. Types are the names of its styles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.foreign import Foreign, Row, coordinate, with_all_ends
from silomap.exchange.guessing import polarity_of
from silomap.exchange.lz_string import NotCompressedError, decompressed
from silomap.exchange.reading import bounded_bytes
from silomap.i18n import N_
from silomap.model.codec import from_json

_DRAWN = "id label grp group x y color font borderWidth shape shapeProperties margin note title thumbUp thumbDown"
_DRAWN += " created modified value level scaling size fixed hidden image locked groupLabel widthConstraint opacity"
_NODE_PARTS = frozenset(f"{_DRAWN} shadow physics mass chosen icon".split())
_UNTYPED = {"", "sample", "-"}


def recognises(path: Path) -> bool:
    """By name, or JSON that speaks of a PRSM room."""
    if path.suffix.lower() == ".prsm":
        return True
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(4_000)
    except OSError:
        return False
    return b'"lastNodeSample"' in head or b'"room"' in head


def _data(path: Path) -> dict[str, Any]:
    text = bounded_bytes(path).decode("utf-8-sig", "replace").strip("\x00")
    try:
        if not text.lstrip().startswith("{"):
            text = decompressed(text)
        data = from_json(text)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120] if not isinstance(error, NotCompressedError) else error.args[0]
        raise UserError(N_("{path} is not a readable PRSM map ({reason})."), path=str(path), reason=reason) from error
    if not isinstance(data, dict) or not isinstance(data.get("nodes"), list):
        raise UserError(N_("{path} is not a PRSM map: it has no nodes."), path=str(path))
    return data


def foreign(path: Path, _part: str = "") -> Foreign:
    """The factors and links of a map as foreign rows."""
    data = _data(path)
    found = Foreign("prsm", _text(data.get("mapTitle")).strip(), _delta(_inside(data.get("description"), "text")))
    found.nodes_name, found.links_name = "factors", "links"
    styles = data.get("styles") or data.get("samples")
    node_styles, edge_styles = _inside(styles, "nodes"), _inside(styles, "edges")
    titles = {name: _text(title) for name, title in _object(data.get("attributeTitles")).items()}
    for number, node in enumerate(data["nodes"], start=1):
        if isinstance(node, dict) and not node.get("isCluster"):
            _node(found, number, node, node_styles, titles)
        elif not isinstance(node, dict):
            found.remark("factors", number, N_("not an object: row not read"))
    edges = data.get("edges")
    for number, edge in enumerate(edges if isinstance(edges, list) else [], start=1):
        if isinstance(edge, dict):
            _link(found, number, edge, edge_styles)
    if _background(data.get("background")) or data.get("underlay"):
        found.remark("background", 0, N_("drawings in the background were not read"))
    found.must_fit(str(path))
    return with_all_ends(found)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _inside(value: Any, name: str) -> Any:
    return _object(value).get(name)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _background(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = from_json(value or "{}")
        except (ValueError, RecursionError):
            return False
    return any(key not in ("sequence", "undos", "redos") for key in _object(value))


def _delta(value: Any) -> str:
    """The plain text of a note: a string in old files, a list of inserts in newer ones."""
    if isinstance(value, str):
        return value.strip()
    inserts = _inside(value, "ops")
    if not isinstance(inserts, list):
        return ""
    return "".join(
        op["insert"] for op in inserts if isinstance(op, dict) and isinstance(op.get("insert"), str)
    ).strip()


def _style(styles: Any, name: Any) -> str:
    label = " ".join(_text(_inside(_inside(styles, _text(name)), "groupLabel")).split())
    return "" if label.lower() in _UNTYPED else label


def _node(found: Foreign, number: int, node: dict[str, Any], styles: Any, titles: dict[str, str]) -> None:
    label = " ".join(_text(node.get("label")).split())
    key = _text(node.get("id")) or label
    if not key:
        found.remark("factors", number, N_("neither name nor id: row not read"))
        return
    group = node.get("grp") if "grp" in node else f"group{node.get('group', '')}"
    row: Row = {"id": key, "label": label or key, "type": _style(styles, group)}
    row["x"], row["y"] = coordinate(node.get("x")), coordinate(node.get("y"))
    note = _delta(node.get("note", node.get("title")))
    if note:
        row["description"] = note
    colour = _text(_inside(node.get("color"), "background"))
    if colour:
        row["colour of the factor"] = colour
    for name, sign in (("thumbUp", "thumbs up"), ("thumbDown", "thumbs down")):
        votes = node.get(name)
        if isinstance(votes, list) and votes:
            row[sign] = str(len(votes))
    for name, value in node.items():
        if name not in _NODE_PARTS and isinstance(value, str | int | float) and not isinstance(value, bool):
            said = _text(value).strip()
            if said and (name in titles or name.startswith("att")):
                row[titles.get(name) or name] = said
    found.nodes.append((number, row))


def _link(found: Foreign, number: int, edge: dict[str, Any], styles: Any) -> None:
    row: Row = {"source": _text(edge.get("from")), "target": _text(edge.get("to"))}
    if not row["source"] or not row["target"]:
        found.remark("links", number, N_("a link without both ends: row not read"))
        return
    row["type"] = _style(styles, edge.get("grp"))
    label = " ".join(_text(edge.get("label")).split())
    sign = polarity_of(row["type"]) or polarity_of(label)
    if sign:
        row["polarity"] = sign
    note = "\n".join(part for part in (label, _delta(edge.get("note", edge.get("title")))) if part)
    if note:
        row["note"] = note
    found.links.append((number, row))
