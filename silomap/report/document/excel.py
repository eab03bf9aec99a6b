"""The report as a workbook: every table as a real table, the numbers as numbers, and two charts."""

from __future__ import annotations

import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableStyleInfo

from silomap.report.document.blocks import (
    Bars,
    Block,
    Bullets,
    Card,
    Figures,
    Heading,
    Report,
    Section,
    Table,
    Text,
)
from silomap.report.document.legible import legible
from silomap.report.themes import LIGHT

MOST_NAME, MOST_CELL = 31, 32_000
WIDTH = 110
"""how many letters stand side by side on a sheet"""
CHART_AT = 8
HEAD = PatternFill("solid", fgColor=LIGHT.accent_tint.lstrip("#"))


def write_xlsx(report: Report) -> bytes:
    """The whole report as the bytes of a workbook."""
    book = Workbook()
    del book[book.sheetnames[0]]
    tables = _Names()
    for section in report.sections:
        _Page(book.create_sheet(tables.sheet(section.title)), report, tables).write(section)
    if not book.sheetnames:
        book.create_sheet(report.words["report"])
    book.properties.title, book.properties.creator = legible(report.title), "SiloMap"
    book.properties.language = report.language
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Names:
    """Names of sheets and tables that Excel takes: short, single, without certain signs."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._tables = 0

    def sheet(self, title: str) -> str:
        base = re.sub(r"[\[\]:*?/\\']", " ", legible(title)).strip()[:MOST_NAME] or "-"
        name, number = base, 2
        while name.casefold() in self._taken:
            name = f"{base[: MOST_NAME - 3]} {number}"
            number += 1
        self._taken.add(name.casefold())
        return name

    def table(self) -> str:
        self._tables += 1
        return f"Table{self._tables}"


class _Page:
    """One sheet: blocks below one another."""

    def __init__(self, sheet: Any, report: Report, names: _Names) -> None:
        self.sheet, self.report, self.names = sheet, report, names
        self.row = 1
        self.widths: dict[int, float] = {}
        sheet.sheet_view.showGridLines = False

    def write(self, section: Section) -> None:
        """Every block of a section."""
        self._line(self.report.title, 11, colour=LIGHT.secondary)
        self._line(section.title, 16, bold=True)
        self.row += 1
        for block in section.blocks:
            self._block(block)
        for column, width in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = min(60.0, width + 2)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.row += 1
            self._line(block.text, 12, bold=True)
        elif isinstance(block, Text):
            self._line(block.text)
        elif isinstance(block, Bullets):
            for item in block.items:
                self._line(f"• {item}")
        elif isinstance(block, Figures):
            rows = tuple((row.title, row.value, row.note) for row in block.rows)
            self._table(("", "", ""), rows, frozenset())
        elif isinstance(block, Bars):
            self._bars(block)
        elif isinstance(block, Table):
            self._table(block.heads, block.rows, block.numbers)
        elif isinstance(block, Card):
            self._card(block)

    def _cell(self, column: int, text: str, is_number: bool = False) -> Any:
        """Text stays text, whatever it looks like; a number of a column of numbers is one."""
        cell = self.sheet.cell(self.row, column)
        number = _number(text) if is_number else None
        if number is not None:
            cell.value = number
        else:
            cell.value = legible(text)[:MOST_CELL]
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    def _line(self, text: str, size: float = 11, bold: bool = False, colour: str = LIGHT.ink) -> None:
        cell = self._cell(1, text)
        cell.font = Font(size=size, bold=bold, color=colour.lstrip("#"))
        cell.alignment = Alignment(wrap_text=False, vertical="top")
        self.row += 1

    def _table(self, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], numbers: frozenset[int]) -> None:
        if not any(heads):
            for texts in rows:
                for column, text in enumerate(texts, 1):
                    self._cell(column, text)
                    self._widen(column, text)
                self.row += 1
            self.row += 1
            return
        first = self.row
        for column, text in enumerate(_single(heads), 1):
            cell = self._cell(column, text)
            cell.font, cell.fill = Font(bold=True), HEAD
            self._widen(column, text)
        self.row += 1
        for texts in rows:
            for column, text in enumerate(texts, 1):
                self._cell(column, text, column - 1 in numbers)
                self._widen(column, text)
            self.row += 1
        if rows:
            area = f"A{first}:{get_column_letter(len(heads))}{self.row - 1}"
            table = SheetTable(displayName=self.names.table(), ref=area)
            table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
            self.sheet.add_table(table)
        self.row += 1

    def _widen(self, column: int, text: str) -> None:
        self.widths[column] = max(self.widths.get(column, 10.0), min(56.0, len(text) * 0.95))

    def _card(self, block: Card) -> None:
        texts = (block.kind, block.say, block.detail, block.owner)
        for column, text in enumerate(texts, 1):
            cell = self._cell(column, text)
            cell.font = Font(bold=column == 2)
            self._widen(column, text)
        self.row += 1

    def _bars(self, block: Bars) -> None:
        """The bars as numbers, with a chart beside them."""
        first = self.row
        if block.title:
            self._line(block.title, 12, bold=True)
            first = self.row
        if len(block.rows) == 1 and not block.rows[0].label:
            self._pie(block)
            return
        for row in block.rows:
            self._cell(1, row.label)
            self._widen(1, row.label)
            self.sheet.cell(self.row, 2).value = round(
                block.whole * sum(share for _tone, share in row.parts), 0 if block.whole >= 100 else 2
            )
            self.row += 1
        chart = BarChart()
        chart.type, chart.legend = "bar", None
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, block.whole
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.add_data(Reference(self.sheet, min_col=2, min_row=first, max_row=self.row - 1))
        chart.set_categories(Reference(self.sheet, min_col=1, min_row=first, max_row=self.row - 1))
        chart.height, chart.width = max(5.0, 0.8 * len(block.rows) + 2), 16
        self.sheet.add_chart(chart, f"{get_column_letter(CHART_AT)}{first}")
        self.row += 1

    def _pie(self, block: Bars) -> None:
        row = block.rows[0]
        first = self.row
        for text, (_tone, share) in zip(row.text.split(" · "), row.parts, strict=False):
            self._cell(1, text)
            self._widen(1, text)
            self.sheet.cell(self.row, 2).value = round(share, 4)
            self.sheet.cell(self.row, 2).number_format = "0 %"
            self.row += 1
        chart = PieChart()
        chart.add_data(Reference(self.sheet, min_col=2, min_row=first, max_row=self.row - 1))
        chart.set_categories(Reference(self.sheet, min_col=1, min_row=first, max_row=self.row - 1))
        chart.height, chart.width = 7, 12
        self.sheet.add_chart(chart, f"{get_column_letter(CHART_AT)}{first}")
        self.row += 1


def _single(heads: tuple[str, ...]) -> list[str]:
    """A table's heads must differ from each other."""
    found: list[str] = []
    for head in heads:
        name, number = head or "-", 2
        while name.casefold() in (other.casefold() for other in found):
            name = f"{head} {number}"
            number += 1
        found.append(name)
    return found


def _number(text: str) -> float | int | None:
    """A number as we write it; None where the text is none."""
    plain = text.replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        return None
    return float(plain) if "." in plain else int(plain)
