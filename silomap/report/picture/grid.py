"""The ruling of a matrix: places of cells, and the names of rows and columns around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsSimpleTextItem

from silomap.report.picture.fonts import font
from silomap.report.picture.sheet import CENTRE, RIGHT, SMALL, Sheet

SIDE, MOST_CELL, LEAST_CELL, GAP = 40.0, 100.0, 36.0, 5.0
LEAN = 70.0
"""what leaning names take at the right"""
_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Head:
    """A row or column: id, name, colour."""

    key: str
    label: str
    colour: str


class Grid:
    """Rows against columns: places of cells, and the names around them."""

    def __init__(self, sheet: Sheet, rows: Sequence[Head], columns: Sequence[Head], top: float, room: float) -> None:
        self.sheet, self.rows, self.columns = sheet, rows, columns
        metrics = QFontMetricsF(font(SMALL, "semibold"))
        widest = max((metrics.horizontalAdvance(head.label) for head in rows), default=0.0)
        self.names = min(190.0, widest + 6)
        size = (room - self.names - 14) / max(1, len(columns)) - GAP
        tallest = max((metrics.horizontalAdvance(head.label) for head in columns), default=0.0)
        self.is_level = tallest <= min(size, MOST_CELL)
        size -= 0.0 if self.is_level else LEAN / max(1, len(columns))
        self.size = max(LEAST_CELL, min(MOST_CELL, size))
        self.left = SIDE + self.names + 14
        self.top = top + (34.0 if self.is_level else min(tallest, 170.0) * 0.72 + 22)
        self._heads(metrics)

    def head_at(self, number: int, is_row: bool) -> QRectF:
        """The cell whose row or column a head names: the first one of it."""
        return self.area(number, 0) if is_row else self.area(0, number)

    def area(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        step = self.size + GAP
        return QRectF(self.left + column * step, self.top + row * step, self.size, self.size)

    @property
    def right(self) -> float:
        """Where the cells end, with the names that lean over them."""
        lean = 0.0 if self.is_level else LEAN
        return self.left + len(self.columns) * (self.size + GAP) + lean

    @property
    def bottom(self) -> float:
        """Where the cells end below."""
        return self.top + len(self.rows) * (self.size + GAP)

    def _heads(self, metrics: QFontMetricsF) -> None:
        for number, head in enumerate(self.rows):
            area = self.area(number, 0)
            text = metrics.elidedText(head.label, _ELIDE, self.names)
            y = area.center().y() - metrics.height() / 2
            self.sheet.write(text, (self.left - 14, y), SMALL, "semibold", head.colour, RIGHT)
        for number, head in enumerate(self.columns):
            area = self.area(0, number)
            if self.is_level:
                text = metrics.elidedText(head.label, _ELIDE, self.size)
                self.sheet.write(text, (area.center().x(), self.top - 24), SMALL, "semibold", head.colour, CENTRE)
            else:
                item = QGraphicsSimpleTextItem(metrics.elidedText(head.label, _ELIDE, 170.0))
                item.setFont(font(SMALL, "semibold"))
                item.setBrush(QColor(head.colour))
                item.setRotation(-46)
                item.setPos(area.center().x() - 6, self.top - 18)
                self.sheet.addItem(item)

    def grid(self, is_open: Callable[[int, int], bool]) -> None:
        """The cells in which nothing is required, all at once."""
        path = QPainterPath()
        for row in range(len(self.rows)):
            for column in range(len(self.columns)):
                if is_open(row, column):
                    path.addRoundedRect(self.area(row, column), 5, 5)
        item = QGraphicsPathItem(path)
        item.setPen(QPen(QColor(self.sheet.theme.hairline), 1.0))
        self.sheet.addItem(item)
