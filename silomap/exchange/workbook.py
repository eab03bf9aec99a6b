"""Excel workbooks, in and out: ours (sheets Elements and Links), Kumu's, any with a table of elements or of links.

Formulas are text: none is ever worked out, and none is written. Macros are not looked at.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.archives import check_archive
from silomap.exchange.foreign import MOST_LINKS, Foreign
from silomap.exchange.reading import bounded_size
from silomap.exchange.sheets import Cells, Table, foreign_of, sections
from silomap.exchange.table import Row, link_rows, node_rows
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically

MOST_COLUMNS, MOST_CELL = 200, 32_000
ELEMENTS, LINKS, ABOUT = "Elements", "Links", "Map"


def recognises(path: Path) -> bool:
    """By name, for other documents are zip files, too."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".xls")


def foreign(path: Path, _part: str = "") -> Foreign:
    """The tables of a workbook as foreign rows."""
    if path.suffix.lower() == ".xls":
        raise UserError(N_("{path} is in the old Excel format. Save it as .xlsx and try again."), path=str(path))
    bounded_size(path)
    if not zipfile.is_zipfile(path):
        message = N_("{path} is no readable workbook: it is damaged, or its ending is not that of what it is.")
        raise UserError(message, path=str(path))
    check_archive(path)
    tables: list[Table] = []
    title = description = ""
    try:
        for name, rows in _sheets(path):
            if name == ABOUT:
                said = {cells[0].strip().lower(): cells[1] for _number, cells in rows if len(cells) > 1}
                title, description = said.get("title", ""), said.get("description", "")
            else:
                tables += sections(name, rows)
    except UserError:
        raise
    except Exception as error:
        raise UserError(
            N_("{path} is not a readable Excel file ({reason})."), path=str(path), reason=str(error)[:120]
        ) from error
    found = foreign_of(_elements_first(tables), str(path), "xlsx")
    found.title, found.description = title, description
    return found


def _elements_first(tables: list[Table]) -> list[Table]:
    return sorted(tables, key=lambda table: table.name != ELEMENTS)


def _sheets(path: Path) -> Iterator[tuple[str, list[tuple[int, Cells]]]]:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that we do not look at
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    yield str(sheet.title), list(_cells(sheet, path))
        finally:
            book.close()


def _cells(sheet: Any, path: Path) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # a file may say that it is a million columns wide
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_LINKS:
            raise UserError(N_("{path} has more rows than a map can have."), path=str(path))
        cells = [
            "" if value is None else value if type(value) is str else _text(value) for value in values[:MOST_COLUMNS]
        ]
        while cells and not cells[-1]:
            cells.pop()
        yield number, cells


def _text(value: Any) -> str:
    """A cell that holds no text as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:MOST_CELL]


def write(system_map: SystemMap, path: Path) -> None:
    """Writes our workbook: elements and links with every column, and what the map is called."""
    info = system_map.info
    about = (["title", info.title], ["description", info.description], ["language", info.language])
    _write(path, {ELEMENTS: node_rows(system_map), LINKS: link_rows(system_map)}, about)


def _write(path: Path, tables: dict[str, tuple[list[str], list[Row]]], about: Sequence[Sequence[str]] = ()) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    for name, (columns, rows) in tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for index, column in enumerate(columns):
            sheet.column_dimensions[_letter(index)].width = 28 if column.lower() in WIDE else 13
        titles = []
        for column in columns:
            cell = WriteOnlyCell(sheet, value=column)
            cell.font = Font(bold=True)
            titles.append(cell)
        sheet.append(titles)
        for row in rows:
            sheet.append([_cell(sheet, row.get(column, "")) for column in columns])
    if about:
        sheet = book.create_sheet(ABOUT)
        for line in about:
            sheet.append([_cell(sheet, part) for part in line])
    buffer = io.BytesIO()
    book.save(buffer)
    write_atomically(path, buffer.getvalue())


WIDE = {"label", "description", "note", "source", "target", "from", "to", "tags"}


def _letter(index: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(index + 1))


def _cell(sheet: Any, text: str) -> Any:
    """Text as text, also what begins like a formula; numbers as numbers, so that a spreadsheet can count."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not text:
        return None
    if len(text) < 15 and _is_number(text):
        return float(text) if "." in text else int(text)
    if text[0] not in "=+-@":
        return ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CELL]
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_CELL])
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    if digits[:1] == "0" and digits not in ("0",) and not digits.startswith("0."):
        return False  # 007 is a name
    whole, _dot, rest = digits.partition(".")
    return (
        whole.isascii()
        and whole.isdigit()
        and (not rest or (rest.isdigit() and rest[-1] != "0"))
        and not digits.endswith(".")
    )


def write_kumu(system_map: SystemMap, path: Path) -> None:
    """Writes the workbook that Kumu imports: Label, Type, Description, Tags; From, To, Direction, Type."""
    from silomap.exchange.kumu import kumu_elements, kumu_links

    _write(path, {"Elements": kumu_elements(system_map), "Connections": kumu_links(system_map)})
