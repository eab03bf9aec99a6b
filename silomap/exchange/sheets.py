"""Tables of any kind, from spreadsheets or text, as foreign rows: which is of elements, which of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from silomap.errors import UserError
from silomap.exchange import guessing
from silomap.exchange.foreign import Foreign, Row, with_all_ends
from silomap.exchange.table import LINK_COLUMNS, NODE_COLUMNS, known_column
from silomap.i18n import N_

Cells = Sequence[str]
IGNORED = "(ignore)"


@dataclass(frozen=True, slots=True)
class Table:
    """A name, and numbered rows of cells; the first one holds the titles."""

    name: str
    rows: Sequence[tuple[int, Cells]]


def sections(name: str, rows: Sequence[tuple[int, Cells]]) -> list[Table]:
    """The tables in a sheet: two empty rows end one, as Kumu has it."""
    found: list[list[tuple[int, Cells]]] = [[]]
    empty = 0
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            if empty >= 2 and found[-1]:
                found.append([])
            found[-1].append((number, cells))
            empty = 0
        else:
            empty += 1
    return [Table(name, part) for part in found if part]


def foreign_of(tables: Sequence[Table], path: str, form: str) -> Foreign:
    """Elements and links out of tables; a UserError where none of them is either."""
    foreign = Foreign(form)
    for table in tables:
        if IGNORED in table.name.lower() or not table.rows:
            continue
        titles = [cell.strip() for cell in table.rows[0][1]]
        if _is_of_links(titles) and not is_ours(titles):
            _read_links(foreign, table, titles)
        elif _is_of_nodes(titles, table.name):
            _read_nodes(foreign, table, titles)
        elif not _is_notes(table.name):
            foreign.remark(table.name, table.rows[0][0], N_("neither elements nor links: this table was not read"))
    if not foreign.nodes and not foreign.links:
        raise UserError(
            N_("{path} has no table of elements (a column for names) nor of links (columns from and to)."), path=path
        )
    foreign.must_fit(path)
    if not foreign.is_ours:
        with_all_ends(foreign)
    return foreign


def are_titles(cells: Cells) -> bool:
    """Whether a row has the titles of a table of elements or of links."""
    return _is_of_links(cells) or _is_of_nodes(cells, "")


def is_ours(titles: Sequence[str]) -> bool:
    """Whether a table of elements has our columns: a kind and a label."""
    names = {known_column(title, NODE_COLUMNS) for title in titles}
    return {"kind", "label"} <= names


def _is_of_links(titles: Sequence[str]) -> bool:
    meanings = set(guessing.columns_of(titles, "link").values())
    return {"source", "target"} <= meanings


def has_names(titles: Sequence[str]) -> bool:
    """Whether a column says what elements are called."""
    return "label" in guessing.columns_of(titles, "node").values()


def _is_of_nodes(titles: Sequence[str], name: str) -> bool:
    return has_names(titles) or bool(re.search(r"(?i)element|nod[eo]|factor", name))


def _is_notes(name: str) -> bool:
    return guessing.plain(name) in {"readme", "about", "info", "notes", "note", "map", "mappa", "legend", "legenda"}


def _rows(table: Table, titles: Sequence[str]) -> list[tuple[int, Row]]:
    found = []
    for number, cells in table.rows[1:]:
        row = {title: cell for title, cell in zip(titles, cells, strict=False) if title and cell.strip()}
        beyond = [cell.strip() for cell in cells[len(titles) :] if cell.strip()]
        if beyond:
            row["more"] = " ".join(beyond)
        if row:
            found.append((number, row))
    return found


def _read_nodes(foreign: Foreign, table: Table, titles: list[str]) -> None:
    foreign.nodes_name = table.name
    if is_ours(titles):
        foreign.is_ours = True
        known = [known_column(title, NODE_COLUMNS) for title in titles]
        foreign.nodes += _rows(table, known)
        return
    meanings = guessing.columns_of(titles, "node")
    if "label" not in meanings.values() and titles:
        meanings = {**meanings, next(t for t in titles if t): "label"}
    taken: set[str] = {row["id"] for _number, row in foreign.nodes if "id" in row}
    for number, row in _rows(table, titles):
        found = {_basic(meanings.get(title, ""), title): value for title, value in row.items()}
        label = found.get("label", "").strip() or found.get("id", "").strip()
        if not label:
            foreign.remark(table.name, number, N_("neither name nor id: row not read"))
            continue
        key = found.get("id", "").strip() or label
        if key in taken and "id" not in found:
            key = f"{label} ({found.get('type', '') or number})"  # Kumu: the same name with another type is another
        if key in taken:
            foreign.remark(table.name, number, N_("the id “{id}” stands twice: row not read"), id=key[:60])
            continue
        taken.add(key)
        foreign.nodes.append((number, {**found, "id": key, "label": label}))


def _basic(meaning: str, title: str) -> str:
    """The columns that every format has are called by what they say; the others keep their titles."""
    return meaning if meaning in ("id", "label", "type", "x", "y") else title


def _read_links(foreign: Foreign, table: Table, titles: list[str]) -> None:
    foreign.links_name = table.name
    if foreign.is_ours:
        foreign.links += _rows(table, [known_column(title, LINK_COLUMNS) for title in titles])
        return
    meanings = guessing.columns_of(titles, "link")
    for number, row in _rows(table, titles):
        found: Row = {}
        for title, value in row.items():
            meaning = meanings.get(title, "")
            found[meaning if meaning in ("id", "source", "target", "type", "polarity") else title] = value
        direction = found.pop("Direction", found.pop("direction", "")).strip().lower()
        if direction == "undirected":
            found["directed"] = "no"
        for target in found.get("target", "").split("|"):  # Kumu: several links in one row
            if found.get("source", "").strip() and target.strip():
                foreign.links.append((number, {**found, "source": found["source"].strip(), "target": target.strip()}))
            else:
                foreign.remark(table.name, number, N_("a link without both ends: row not read"))
