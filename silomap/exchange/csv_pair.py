"""The CSV pair nodes.csv + links.csv, in a folder or a zip."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange.archives import NO_ARCHIVE
from silomap.exchange.foreign import Foreign
from silomap.exchange.reading import MOST_BYTES, Reading, bounded_bytes, text_of
from silomap.exchange.sheets import foreign_of, has_names, is_ours
from silomap.exchange.table import (
    LINK_COLUMNS,
    NODE_COLUMNS,
    Row,
    TableReader,
    known_column,
    link_rows,
    node_rows,
    require_columns,
)
from silomap.exchange.text_tables import rows_of, tables_of
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically

NODES, LINKS, EDGES = "nodes.csv", "links.csv", "edges.csv"


def recognises(path: Path) -> bool:
    """A folder with nodes.csv, one of the two files itself, or a zip."""
    if path.is_dir():
        return (path / NODES).is_file()
    return path.suffix.lower() == ".zip" or path.name.lower() in {NODES, LINKS}


def read(path: Path, known: SystemMap | None = None) -> Reading:
    """Reads the pair; links.csv may be missing. Where a map is known, the rows add to it."""
    return read_texts(*_texts(path), known)


def foreign(path: Path, _part: str = "") -> Foreign | None:
    """The pair as rows of another tool, as Gephi calls its tables so, too; None where the columns are ours."""
    nodes, links = _texts(path)
    titles = [title.strip() for title in next(rows_of(nodes, NODES, is_strict=False))[1]]
    if is_ours(titles) or not has_names(titles):
        return None
    tables = tables_of(nodes, NODES, NODES) + (tables_of(links, LINKS, LINKS) if links.strip() else [])
    return foreign_of(tables, str(path), "csv")


def _texts(path: Path) -> tuple[str, str]:
    if path.suffix.lower() == ".zip" and path.is_file():
        nodes, links = _from_zip(path)
    else:
        folder = path if path.is_dir() else path.parent
        nodes = bounded_bytes(folder / NODES)
        beside = next((name for name in (LINKS, EDGES) if _has_content(folder / name)), "")
        links = bounded_bytes(folder / beside) if beside else b""
    return text_of(nodes, NODES), text_of(links, LINKS)


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def read_texts(nodes: str, links: str, known: SystemMap | None = None) -> Reading:
    """Reads the two tables from their text."""
    node_header, nodes_table = _table(nodes, NODES, NODE_COLUMNS)
    require_columns(node_header, ("kind", "label"), NODES)
    link_header, links_table = _table(links, LINKS, LINK_COLUMNS) if links.strip() else ([], [])
    if link_header:
        require_columns(link_header, ("source", "target"), LINKS)
    return TableReader(NODES, LINKS, known).read(nodes_table, links_table)


def write(system_map: SystemMap, path: Path) -> None:
    """Writes the pair into a folder, or a zip where the path ends so."""
    tables = {NODES: _csv_text(*node_rows(system_map)), LINKS: _csv_text(*link_rows(system_map))}
    if path.suffix.lower() == ".zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in tables.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
        write_atomically(path, buffer.getvalue())
        return
    if path.is_file():
        raise UserError(N_("{path} is a file; a folder or a .zip is needed for CSV."), path=str(path))
    for name, text in tables.items():
        write_atomically(path / name, text.encode("utf-8"))


def _csv_text(columns: list[str], rows: list[Row]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return buffer.getvalue()


_FORMULA = "=+-@\t\r"


def guarded(text: str) -> str:
    """Text that a spreadsheet would take for a formula begins with an apostrophe; signs and numbers stay."""
    if text[:1] == "'" and text[1:2] and text[1] in f"{_FORMULA}'":
        return f"'{text}"
    if text[:1] and text[0] in _FORMULA and text not in ("+", "-") and not _is_number(text):
        return f"'{text}"
    return text


def unguarded(text: str) -> str:
    """The text behind a guarded one."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in f"{_FORMULA}'" else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _table(text: str, name: str, known: Sequence[str]) -> tuple[list[str], list[tuple[int, Row]]]:
    lines = rows_of(text, name, is_strict=True)
    header = [known_column(column, known) for column in next(lines)[1]]
    rows: list[tuple[int, Row]] = []
    for number, cells in lines:
        row = {column: unguarded(cell) for column, cell in zip(header, cells, strict=False) if column}
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            row["more"] = " ".join(beyond)
        rows.append((number, row))
    return header, rows


def _from_zip(path: Path) -> tuple[bytes, bytes]:
    found = {NODES: b"", LINKS: b""}
    try:
        with zipfile.ZipFile(io.BytesIO(bounded_bytes(path))) as archive:
            for info in archive.infolist():
                name = info.filename.rsplit("/", 1)[-1].lower()
                name = LINKS if name == EDGES else name
                if name not in found:
                    continue
                if info.file_size > MOST_BYTES:
                    raise UserError(N_("{path} unpacks to more than a map can be."), path=str(path))
                with archive.open(info) as member:
                    found[name] = member.read(MOST_BYTES)
    except (*NO_ARCHIVE, RuntimeError, EOFError) as error:  # the last two: a member with a password, or cut off
        raise UserError(N_("{path} is not a readable zip file."), path=str(path)) from error
    if not found[NODES]:
        raise UserError(N_("{path} contains no nodes.csv."), path=str(path))
    return found[NODES], found[LINKS]
