"""A folder of maps in the window: a table to sort and filter, what recurs, and two maps to compare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import N_, _, figure, language, ngettext
from silomap.report.picture.tips import tip
from silomap.report.portfolio import MapEntry, Recurring, recurring
from silomap.report.steps import moment
from silomap.ui.settings import thumbnail_path, thumbnails_folder
from silomap.ui.task_job import TaskJob
from silomap.ui.theme import scaled
from silomap.ui.views.overview_parts import Row
from silomap.ui.widgets import Page, Words

SIZE = (620, 244)
ICON = QSize(112, 48)
ASIDE, ROW, FIRST, NARROW = 260, 58, 210, 1_250
LEAST = (3, 6, 7)
"""columns that a narrow window leaves out"""
MOST_RECURRING, MOST_MAPS = 12, 4
COLUMNS = (
    N_("Map"),
    N_("Score"),
    N_("Pairs joined up"),
    N_("Without answer"),
    N_("Findings"),
    N_("Actions"),
    N_("Elements"),
    N_("Sectors"),
    N_("Changed"),
)
KEY = Qt.ItemDataRole.UserRole
ORDER = Qt.ItemDataRole.UserRole + 1


class _Cell(QTableWidgetItem):
    """A cell that is ordered by a value, not by its words."""

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return bool(self.data(ORDER) < other.data(ORDER))


class Portfolio(QWidget):
    """The page of a folder."""

    open_wanted = Signal(str)
    compare_wanted = Signal(str, str)
    left = Signal()
    told = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.entries: list[MapEntry] = []
        self.job = TaskJob("silomap.report.picture.portfolio_worker", self)
        self.job.progress.connect(self._take)
        self.job.done.connect(lambda _name, problem: self._done(str(problem or "")))
        self.job.failed.connect(lambda: self._done(_("The folder could not be read.")))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        main = QVBoxLayout()
        main.setContentsMargins(24, 20, 24, 20)
        main.setSpacing(12)
        main.addLayout(self._head())
        self.state = Words("hint")
        main.addWidget(self.state)
        self.table = self._table()
        main.addWidget(self.table, 1)
        line.addLayout(main, 1)
        line.addWidget(self._aside())
        self._show_buttons()
        self.refresh()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        back = QPushButton(_("‹ Back"))
        back.clicked.connect(self.left)
        line.addWidget(back)
        title = QLabel(self.folder.name or str(self.folder))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setObjectName("pageTitle")
        title.setToolTip(str(self.folder))
        line.addWidget(title)
        line.addStretch()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter the maps"))
        self.filter.setAccessibleName(_("Filter the maps"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(scaled(200))
        self.filter.textChanged.connect(lambda _text: self._show_filtered())
        line.addWidget(self.filter)
        self.open_button, self.compare_button = QPushButton(_("Open")), QPushButton(_("Compare two"))
        self.again_button = QPushButton(_("Read again"))
        self.open_button.clicked.connect(self._open)
        self.compare_button.clicked.connect(self._compare)
        self.again_button.clicked.connect(self.refresh)
        for button in (self.open_button, self.compare_button, self.again_button):
            line.addWidget(button)
        return line

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setHorizontalHeaderLabels([_(name) for name in COLUMNS])
        table.setAccessibleName(_("Maps in this folder"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setIconSize(ICON)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(ROW))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        table.itemSelectionChanged.connect(self._show_buttons)
        table.itemDoubleClicked.connect(lambda _item: self._open())
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first column takes what is left; in a narrow window what says least is left out."""
        super().resizeEvent(event)
        is_narrow = self.width() < scaled(NARROW)
        for column in LEAST:
            self.table.setColumnHidden(column, is_narrow)
        shown = [column for column in range(1, len(COLUMNS)) if not self.table.isColumnHidden(column)]
        head = self.table.horizontalHeader()
        others = sum(max(head.sectionSizeHint(c), self.table.sizeHintForColumn(c)) for c in shown)
        self.table.setColumnWidth(0, max(scaled(FIRST), self.table.viewport().width() - others))

    def _aside(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("side")
        holder.setFixedWidth(scaled(ASIDE))
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 14, 0, 0)
        title = QLabel(_("What recurs"))
        title.setObjectName("question")
        title.setContentsMargins(16, 0, 16, 0)
        box.addWidget(title)
        self.recurring = Page(_("What recurs"))
        self.recurring.column.setContentsMargins(16, 8, 16, 16)
        self.recurring.column.setSpacing(8)
        self.recurring.column.addStretch()
        box.addWidget(self.recurring, 1)
        self._told = QWidget()
        return holder

    # reading

    def refresh(self) -> None:
        """Reads the folder again; what has not changed is known already."""
        self.again_button.setEnabled(False)
        self.state.setText(_("Reading the maps …"))
        self.job.start(self.folder.name, language(), self.folder, SIZE, thumbnails_folder())

    def release(self) -> None:
        """Lets go before the page is left."""
        self.job.cancel()

    def _take(self, news: object) -> None:
        if isinstance(news, tuple):
            self.show_entries(news[0])
        elif isinstance(news, str):
            self._show_picture(news)
        elif isinstance(news, float) and not self.entries:
            self.state.setText(_("Reading the maps: {n} %", n=round(100 * news)))

    def _done(self, problem: str) -> None:
        self.again_button.setEnabled(True)
        if problem:
            self.state.setText(problem)

    def show_entries(self, entries: Sequence[MapEntry]) -> None:
        """The maps of the folder."""
        self.entries = list(entries)
        chosen = set(self.chosen)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(self.entries))
        for row, entry in enumerate(self.entries):
            for column, (text, order) in enumerate(_cells(entry)):
                cell = _Cell(text)
                cell.setData(ORDER, order)
                cell.setData(KEY, entry.path)
                if column and column < len(COLUMNS) - 1:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if column == 0:
                    cell.setIcon(_icon(entry.path))
                    cell.setToolTip(tip(entry.problem or entry.path))
                self.table.setItem(row, column, cell)
        self.table.setSortingEnabled(True)
        for row in range(self.table.rowCount()):
            if self.table.item(row, 0).data(KEY) in chosen:
                self.table.selectRow(row)
        self.table.resizeColumnsToContents()
        self.resizeEvent(QResizeEvent(self.size(), self.size()))
        self._show_filtered()
        self._show_recurring(recurring(self.entries))
        self._show_buttons()

    def _show_picture(self, path: str) -> None:
        for row in range(self.table.rowCount()):
            if self.table.item(row, 0).data(KEY) == path:
                self.table.item(row, 0).setIcon(_icon(path))

    def _show_filtered(self) -> None:
        """Only the maps with all the words in their title, path, sectors or needs."""
        words = self.filter.text().casefold().split()
        texts = {entry.path: _text_of(entry) for entry in self.entries}
        shown = 0
        for row in range(self.table.rowCount()):
            text = texts.get(self.table.item(row, 0).data(KEY), "")
            fits = all(word in text for word in words)
            self.table.setRowHidden(row, not fits)
            shown += fits
        unread = sum(bool(entry.problem) for entry in self.entries)
        parts = [ngettext("{n} map", "{n} maps", shown)]
        if unread:
            parts.append(ngettext("{n} could not be read", "{n} could not be read", unread))
        if not self.entries:
            parts = [_("There is no map in this folder.")]
        self.state.setText(" · ".join(parts))

    def _show_recurring(self, found: Sequence[Recurring]) -> None:
        self.recurring.column.removeWidget(self._told)
        self._told.hide()
        self._told.deleteLater()
        self._told = QWidget()
        box = QVBoxLayout(self._told)
        box.setContentsMargins(0, 0, 0, 0)
        titles = {entry.path: entry.title for entry in self.entries}
        for row in found[:MOST_RECURRING]:
            maps = list(dict.fromkeys(titles[path] for path in row.maps))
            if len(maps) < len(row.maps):  # several maps of one name are told apart by their files
                maps = [Path(path).name for path in row.maps]
            more = "" if len(maps) <= MOST_MAPS else " …"
            if row.kind == "sectors":
                text = _("{a} and {b}: no link", a=row.names[0], b=row.names[1])
            else:
                text = _("Nobody answers “{name}”", name=row.names[0])
            told = ", ".join(maps[:MOST_MAPS]) + more
            line = Row(text, told, partial(self._choose, row.maps))
            line.setToolTip(tip("\n".join(maps)))
            box.addWidget(line)
        if not found:
            words = Words("hint")
            words.setText(_("No gap comes back in several of these maps: neither between sectors, nor a need."))
            box.addWidget(words)
        self.recurring.column.insertWidget(0, self._told)

    # choosing

    @property
    def chosen(self) -> list[str]:
        """The paths of the chosen maps, from above."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.table.item(row, 0).data(KEY) for row in rows]

    def _choose(self, paths: Sequence[str], *_checked: object) -> None:
        self.table.clearSelection()
        mode = self.table.selectionMode()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in range(self.table.rowCount()):
            if self.table.item(row, 0).data(KEY) in paths:
                self.table.selectRow(row)
        self.table.setSelectionMode(mode)

    def _show_buttons(self) -> None:
        count = len(self.chosen)
        self.open_button.setEnabled(count == 1)
        self.compare_button.setEnabled(count == 2)

    def _open(self) -> None:
        if len(self.chosen) == 1:
            self.open_wanted.emit(self.chosen[0])

    def _compare(self) -> None:
        if len(self.chosen) == 2:
            self.compare_wanted.emit(*self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _cells(entry: MapEntry) -> list[tuple[str, float | str]]:
    """The cells of a map: what is shown, and what it is ordered by."""
    if entry.problem:
        blank: list[tuple[str, float | str]] = [("", -1.0)] * (len(COLUMNS) - 2)
        told = _("could not be read")
        return [(f"{entry.title}\n{told}", entry.title.casefold()), *blank, ("", entry.changed)]
    late = _("{n} overdue", n=entry.actions_overdue) if entry.actions_overdue else ""
    pairs = entry.joined_need_pairs / entry.need_pairs if entry.need_pairs else -1.0
    return [
        (f"{entry.title}\n{Path(entry.path).name}", entry.title.casefold()),
        ("–" if entry.score is None else figure(entry.score, 0), -1.0 if entry.score is None else entry.score),
        (_("{part} of {whole}", part=entry.joined_need_pairs, whole=entry.need_pairs), pairs),
        (_("{part} of {whole}", part=entry.unanswered_needs, whole=entry.needs), float(entry.unanswered_needs)),
        (str(entry.findings), float(entry.findings)),
        ("\n".join(filter(None, (str(entry.actions_open), late))), float(entry.actions_open)),
        (str(entry.elements), float(entry.elements)),
        (str(entry.sectors), float(entry.sectors)),
        (moment(entry.changed) if entry.changed else "", entry.changed),
    ]


def _icon(path: str) -> QIcon:
    return QIcon(str(thumbnail_path(str(Path(path).resolve()))))


def _text_of(entry: MapEntry) -> str:
    names = [name for pair in entry.apart for name in pair]
    return "\n".join((entry.title, entry.path, *names, *entry.unanswered)).casefold()
