"""All keys on one sheet, by menu."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from silomap.i18n import _
from silomap.ui.actions import MENUS, ROWS, Row, plain
from silomap.ui.theme import scaled

COLUMNS = 3
HEADING_ROWS = 2


class CheatSheet(QDialog):
    """It scrolls where the screen is small; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard shortcuts"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(_("Keyboard shortcuts"))
        outer.addWidget(scroll)
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(24, 20, 24, 20)
        line.setSpacing(32)
        for groups in _in_columns():
            column = QVBoxLayout()
            column.setSpacing(14)
            for menu, rows in groups:
                column.addLayout(self._group(menu, rows))
            column.addStretch()
            line.addLayout(column, 1)
        scroll.setWidget(page)
        room = parent.size()
        self.resize(min(scaled(1_080), room.width() - 40), min(page.sizeHint().height() + 4, room.height() - 60))

    @staticmethod
    def _group(menu: str, rows: list[Row]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        heading = QLabel(plain(_(menu)))
        heading.setObjectName("question")
        grid.addWidget(heading, 0, 0, 1, 2)
        for number, row in enumerate(rows, start=1):
            title = QLabel(plain(_(row.title)))
            title.setWordWrap(True)
            key = QLabel(QKeySequence(row.shortcut).toString(QKeySequence.SequenceFormat.NativeText))
            key.setObjectName("keyChip")
            grid.addWidget(title, number, 0)
            grid.addWidget(key, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        return grid


def _in_columns() -> list[list[tuple[str, list[Row]]]]:
    """The menus in columns of about the same height, in their order."""
    groups = [(menu, [row for row in ROWS if row.menu == menu and row.shortcut]) for menu in MENUS]
    share = sum(len(rows) + HEADING_ROWS for _menu, rows in groups) / COLUMNS
    columns: list[list[tuple[str, list[Row]]]] = [[]]
    height = 0
    for menu, rows in groups:
        size = len(rows) + HEADING_ROWS
        if columns[-1] and len(columns) < COLUMNS and height + size / 2 > share:
            columns.append([])
            height = 0
        columns[-1].append((menu, rows))
        height += size
    return columns
