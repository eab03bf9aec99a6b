"""Rows of elements and links as a map: the part that CSV shares with every other kind of table."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from silomap.errors import UserError
from silomap.exchange.reading import Reading, Remark
from silomap.i18n import N_
from silomap.model.edits import clean
from silomap.model.elements import TYPES, Element, Entity, Link, Sector
from silomap.model.invariants import identity
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import (
    ELEMENT_KINDS,
    LINK_KINDS,
    Attribute,
    attribute,
    attributes_of,
    fitting_links,
    why_no_link,
)

NODE_COLUMNS = [
    "id",
    "kind",
    "label",
    "sector",
    "description",
    "capacity",
    "readiness",
    "severity",
    "people",
    "external",
    "tags",
    "x",
    "y",
    "evidence",
    "source",
    "colour",
    "width",
    "height",
    "pinned",
]
LINK_COLUMNS = [
    "source",
    "target",
    "kind",
    "strength",
    "polarity",
    "form",
    "level",
    "status",
    "note",
    "evidence",
    "id",
]
_FIELD = {"source": "reference"}
"""Where a column is not called like its field: in elements `source` is where a statement comes from."""
_YES = {"yes", "true", "1", "x", "y", "sì", "si", "vero", "s"}
_NO = {"no", "false", "0", "n", "falso"}

Row = dict[str, str]
Rows = Iterable[tuple[int, Row]]


class TableReader:
    """Builds a map from rows and remembers what could not be read. Rows may add to a map that is `known`: they find
    its elements by id or by kind and name, and change what they say something of."""

    def __init__(self, nodes_name: str, links_name: str, known: SystemMap | None = None) -> None:
        self._nodes_name, self._links_name = nodes_name, links_name
        self._remarks: list[Remark] = []
        self._entities: dict[str, Entity] = {}
        self._by_label: dict[str, list[str]] = {}
        self._links: dict[Any, str] = {}
        for entity in known.values() if known is not None else ():
            self._add(entity)
            if isinstance(entity, Link):
                self._links[identity(entity)] = entity.id
        self._known = frozenset(self._entities)
        self._told: set[str] = set()

    def read(self, nodes: Rows, links: Rows) -> Reading:
        """Reads all rows; sectors first, because the others name them."""
        rows = [(number, row) for number, row in nodes if any(row.values())]
        kinds = [(number, row, self._kind(number, row)) for number, row in rows]
        for is_sector in (True, False):
            for number, row, kind in kinds:
                if kind is not None and (kind == "sector") is is_sector:
                    self._element(number, row, kind)
        for number, row in links:
            if any(row.values()):
                self._link(number, row)
        self._remarks.sort(key=lambda remark: (remark.file != self._nodes_name, remark.row))
        return Reading(SystemMap.of(self._entities.values()), self._remarks)

    def _remark(self, file: str, row: int, message: str, *, lost: bool = True, **params: Any) -> None:
        self._remarks.append(Remark(file, row, message, params, lost))

    def _kind(self, number: int, row: Row) -> str | None:
        kind = row.get("kind", "").strip().lower()
        if kind in ELEMENT_KINDS:
            return kind
        self._remark(self._nodes_name, number, N_("unknown kind “{kind}”: row not read"), kind=kind[:40])
        return None

    def _element(self, number: int, row: Row, kind: str) -> None:
        label = clean(row.get("label", ""))
        key = row.get("id", "").strip()
        if not label and not key:
            self._remark(self._nodes_name, number, N_("neither name nor id: row not read"))
            return
        key = key or self._same(kind, label) or self._new_id(kind, label)
        present = self._entities.get(key) if key in self._known and key not in self._told else None
        if present is None and key in self._entities:
            self._remark(self._nodes_name, number, N_("the id “{id}” stands twice: row not read"), id=key[:60])
            return
        if present is not None and present.type != kind:
            message = N_("“{id}” is something else on the map: row not read")
            self._remark(self._nodes_name, number, message, id=key[:60])
            return
        self._told.add(key)
        values = self._values(self._nodes_name, number, row, kind)
        if row.get("sector", "").strip() and attribute(kind, "sector"):
            values["sector"] = self._sector(number, row["sector"].strip())
        if isinstance(present, Element):
            self._add(replace(present, label=label or present.label, **values))
        else:
            self._add(TYPES[kind](id=key, label=label, **values))  # type: ignore[call-arg]

    def _same(self, kind: str, label: str) -> str:
        """The one element of the known map with this kind and name, where a row has no id."""
        found = [k for k in self._by_label.get(label.casefold(), ()) if k in self._known]
        found = [k for k in found if self._entities[k].type == kind]
        return found[0] if len(set(found)) == 1 else ""

    def _add(self, element: Entity) -> None:
        self._entities[element.id] = element
        if isinstance(element, Element):
            named = self._by_label.setdefault(element.label.casefold(), [])
            if element.id not in named:
                named.append(element.id)

    def _new_id(self, kind: str, label: str) -> str:
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
        stem = f"{kind}-{re.sub(r'[^a-z0-9]+', '-', plain.lower()).strip('-') or 'x'}"[:80]
        key, number = stem, 2
        while key in self._entities:
            key, number = f"{stem}-{number}", number + 1
        return key

    def _sector(self, number: int, name: str) -> str:
        if isinstance(self._entities.get(name), Sector):
            return name
        for key in self._by_label.get(name.casefold(), ()):
            if isinstance(self._entities[key], Sector):
                return key
        label = clean(name)
        key = self._new_id("sector", label)
        self._add(Sector(id=key, label=label))
        self._remark(self._nodes_name, number, N_("a sector “{name}” was made"), lost=False, name=label[:60])
        return key

    def _values(self, file: str, number: int, row: Row, owner: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        custom: dict[str, str] = {}
        known = NODE_COLUMNS if owner in ELEMENT_KINDS else LINK_COLUMNS
        for column, text in row.items():
            text = text.strip()
            if not text or column in {"id", "kind", "label", "sector"}:
                continue
            if owner in LINK_KINDS and column in {"source", "target"}:
                continue
            name = _FIELD.get(column, column) if owner in ELEMENT_KINDS else column
            spec = attribute(owner, name)
            if column not in known or spec is None:
                custom[column] = text
                continue
            try:
                values[name] = _parse(spec, text)
            except ValueError:
                custom[column] = text
                self._remark(
                    file,
                    number,
                    N_("“{text}” does not fit in {column}: kept as a field of its own"),
                    lost=False,
                    text=text[:40],
                    column=column,
                )
        if custom:
            values["custom"] = tuple(sorted(custom.items()))
        return values

    def _end(self, number: int, text: str) -> str | None:
        text = text.strip()
        if isinstance(self._entities.get(text), Element):
            return text
        found = self._by_label.get(clean(text).casefold(), [])
        if len(found) == 1:
            return found[0]
        message = N_("“{name}” fits several elements: row not read") if found else None
        message = message or N_("nothing is called “{name}”: row not read")
        self._remark(self._links_name, number, message, name=text[:60])
        return None

    def _link(self, number: int, row: Row) -> None:
        ends = [self._end(number, row.get(name, "")) for name in ("source", "target")]
        source, target = ends
        if source is None or target is None:
            return
        if source == target:
            self._remark(self._links_name, number, N_("a link from an element to itself: row not read"))
            return
        a, b = self._entities[source], self._entities[target]
        wanted = re.sub(r"[\s-]+", "_", row.get("kind", "").strip().lower())
        if wanted and wanted not in LINK_KINDS:
            self._remark(self._links_name, number, N_("unknown kind “{kind}”: row not read"), kind=wanted[:40])
            return
        fits = [fit for fit in fitting_links(a.type, b.type) if wanted in ("", fit[0])]
        if not fits:
            self._remark(self._links_name, number, why_no_link(a.type, b.type))
            return
        kind, flipped = fits[0]
        if flipped:
            source, target = target, source
            self._remark(self._links_name, number, N_("the ends stood the wrong way round"), lost=False)
        self._add_link(number, row, kind, source, target)

    def _add_link(self, number: int, row: Row, kind: str, source: str, target: str) -> None:
        values = self._values(self._links_name, number, row, kind)
        key = row.get("id", "").strip() or f"{kind}:{source}>{target}"
        link = Link(id=key, kind=kind, source=source, target=target, **values)
        there = self._links.get(identity(link), "")
        present = self._entities.get(there)
        if isinstance(present, Link) and there in self._known and there not in self._told:
            self._told.add(there)
            self._entities[there] = replace(present, **values)
            return
        if there:
            self._remark(self._links_name, number, N_("the same link stands twice: merged"), lost=False)
            return
        while link.id in self._entities:
            link = Link(id=f"{link.id}'", kind=kind, source=source, target=target, **values)
        self._links[identity(link)] = link.id
        self._entities[link.id] = link


def _parse(spec: Attribute, text: str) -> Any:
    if spec.shape in {"scale", "count"}:
        number = float(text.replace(",", "."))
        if not number.is_integer() or not (spec.low or 0) <= number <= (spec.high or 0):
            raise ValueError(text)
        return int(number)
    if spec.shape == "number":
        value = float(text.replace(",", "."))
        if not math.isfinite(value) or (spec.low is not None and value < spec.low):
            raise ValueError(text)
        return value
    if spec.shape == "flag":
        if text.lower() not in _YES | _NO:
            raise ValueError(text)
        return text.lower() in _YES
    if spec.shape == "choice":
        found = {"−": "-", "–": "-"}.get(text, text.lower())
        if found not in spec.choices:
            raise ValueError(text)
        return found
    if spec.shape == "tags":
        return tuple(part.strip() for part in re.split(r"[|;]", text) if part.strip())
    return text


def known_column(title: str, known: Sequence[str]) -> str:
    """The column behind a title: ours in any case of letters, own fields as they are written."""
    title = title.strip()
    return title.lower() if title.lower() in known else title


def node_rows(system_map: SystemMap) -> tuple[list[str], list[Row]]:
    """The columns and rows that carry all elements; own fields get columns behind the known ones."""
    elements = sorted(system_map.elements, key=lambda e: (ELEMENT_KINDS.index(e.type), e.id))
    return _rows(NODE_COLUMNS, [(e, e.type, {"id": e.id, "kind": e.type}) for e in elements])


def link_rows(system_map: SystemMap) -> tuple[list[str], list[Row]]:
    """The columns and rows that carry all links."""
    links = sorted(system_map.links, key=lambda link: (link.kind, link.source, link.target))
    return _rows(LINK_COLUMNS, [(k, k.kind, {"id": k.id}) for k in links])


def _rows(columns: list[str], entities: list[tuple[Any, str, Row]]) -> tuple[list[str], list[Row]]:
    extra: dict[str, None] = {}
    rows = []
    for entity, owner, row in entities:
        for spec in attributes_of(owner):
            column = next((c for c, name in _FIELD.items() if name == spec.name), spec.name)
            if spec.name != "custom" and column in columns:
                row[column] = _text(getattr(entity, spec.name))
        for name, value in entity.custom:
            column = name if known_column(name, columns) not in columns else f"{name} (own)"
            row[column] = value
            extra[column] = None
        rows.append(row)
    return [*columns, *sorted(extra)], rows


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return "; ".join(value)
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 and value == round(value, 2) else str(value)


def require_columns(found: Iterable[str], needed: Iterable[str], name: str) -> None:
    """A UserError that names the columns which are missing."""
    missing = [column for column in needed if column not in set(found)]
    if missing:
        raise UserError(N_("{path} has no column {columns}; it was not read."), path=name, columns=", ".join(missing))
