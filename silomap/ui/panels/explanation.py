"""“How is this counted?”: two sentences, what is counted as a list that leads to the map, formula and source."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.measures import Counted
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.explanations import counted_words
from silomap.ui.widgets import Words

IDS = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Account:
    """How one number comes about."""

    title: str
    value: str
    definition: str
    formula: str
    source: str


class Explanation(QWidget):
    """The page for one number."""

    left = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 14)
        box.setSpacing(8)
        self.back = QPushButton(_("‹ Back"))
        self.back.setProperty("link", True)
        self.back.clicked.connect(self.left)
        line = QHBoxLayout()
        self.title, self.value = Words("question"), QLabel()
        self.value.setObjectName("bigNumber")
        line.addWidget(self.title, 1)
        line.addWidget(self.value, 0, Qt.AlignmentFlag.AlignTop)
        self.definition, self.heading = Words("plainText"), QLabel()
        self.heading.setObjectName("section")
        self.rows = QListWidget()
        self.rows.setObjectName("counted")
        self.rows.setWordWrap(True)
        self.rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setAccessibleName(_("What is counted; Enter shows it on the map"))
        self.rows.itemClicked.connect(self._choose)
        self.rows.itemActivated.connect(self._choose)
        divider = QFrame()
        divider.setObjectName("divider")
        self.formula, self.source = Words("formula"), Words("hint")
        for label in (self.formula, self.source, self.definition):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(line)
        box.addWidget(self.definition)
        box.addWidget(self.heading)
        box.addWidget(self.rows, 1)
        box.addWidget(divider)
        for label in (self.formula, self.source):
            box.addWidget(label)

    def show_account(self, account: Account) -> None:
        """Shows how a number comes about; what it counts follows with `show_rows`."""
        self.title.setText(account.title)
        self.value.setText(account.value)
        self.definition.setText(account.definition)
        self.formula.setText(account.formula)
        self.source.setText(_("Source: {source}", source=account.source))
        self.heading.setText(_("Counting …"))
        self.rows.clear()

    def show_finding(self, account: Account, system_map: SystemMap, rows: tuple[Counted, ...]) -> None:
        """Shows how a finding comes about and what it speaks of."""
        self.show_account(account)
        self.show_rows(system_map, rows, len(rows))
        self.heading.setText(_("What it speaks of"))

    def show_rows(self, system_map: SystemMap, rows: tuple[Counted, ...], total: int) -> None:
        """Shows what is counted; rows of which something has gone from the map meanwhile are left out."""
        self.rows.clear()
        for row in rows:
            if all(key in system_map for key in row.elements):
                item = QListWidgetItem(counted_words(system_map, row))
                item.setData(IDS, row.elements)
                self.rows.addItem(item)
        if not total:
            self.heading.setText(_("Nothing is counted on this map"))
        elif len(rows) < total:
            self.heading.setText(_("Counted here: {total}, the first {shown} are", total=total, shown=len(rows)))
        else:
            self.heading.setText(ngettext("Counted here: {n}", "Counted here: {n}", total))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(IDS))
