"""The charts in the window: each with its sentence, its table, and marks that select what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.i18n import _
from silomap.report.charts import Chart, ScorePoint, charts
from silomap.report.picture.charts import mark_at, plot_of
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme
from silomap.ui import clipboard
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words

TWO_FROM = 860
"""From this width on two charts stand side by side."""
ROW_HEIGHT = 28


class ChartCard(QFrame):
    """One chart: title, sentence, picture or table."""

    def __init__(self, select: Callable[[tuple[str, ...]], None], tell: Callable[[str], None], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chartCard")
        self._select, self._tell, self.theme = select, tell, theme
        self.chart: Chart | None = None
        self.plot: Any = None
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 14, 18, 14)
        box.setSpacing(6)
        head = QHBoxLayout()
        self.title = QLabel()
        self.title.setObjectName("question")
        head.addWidget(self.title, 1)
        self.table_button, self.copy_button = QPushButton(_("Table")), QPushButton(_("Copy"))
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._show_table)
        self.copy_button.clicked.connect(self.copy)
        for button in (self.table_button, self.copy_button):
            button.setProperty("small", True)
            head.addWidget(button)
        box.addLayout(head)
        self.text = Words("cardDetail")
        box.addWidget(self.text)
        self.place = QVBoxLayout()
        box.addLayout(self.place)
        self.empty = Words("hint")
        self.empty.setText(_("There is nothing to show here yet."))
        box.addWidget(self.empty)
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.itemSelectionChanged.connect(self._row_chosen)
        self.table.hide()
        box.addWidget(self.table)
        box.addStretch()

    def show_chart(self, chart: Chart) -> None:
        """Draws it anew, where it is another one."""
        if chart == self.chart:
            return
        self.chart = chart
        self.title.setText(chart.title)
        self.text.setText(chart.text)
        if self.plot is not None:
            self.place.removeWidget(self.plot)
            self.plot.hide()
            self.plot.close()
            self.plot.deleteLater()
            self.plot = None
        if chart.marks:
            self.plot = plot_of(chart, self.theme)
            self.plot.setAccessibleName(chart.title)
            self.plot.setAccessibleDescription(chart.text)
            self.plot.viewport().installEventFilter(self)
            self.plot.viewport().setMouseTracking(True)
            self.place.addWidget(self.plot)
            self.plot.setVisible(not self.table_button.isChecked())
        self.empty.setVisible(not chart.marks)
        self.table_button.setEnabled(bool(chart.marks))
        self.copy_button.setEnabled(bool(chart.marks))
        self._fill_table(chart)

    def _fill_table(self, chart: Chart) -> None:
        rows = chart.table()
        self.table.blockSignals(True)
        self.table.clear()
        self.table.setColumnCount(len(chart.heads))
        self.table.setHorizontalHeaderLabels(list(chart.heads))
        self.table.setRowCount(len(rows))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                self.table.setItem(r, c, QTableWidgetItem(text))
            self.table.setRowHeight(r, scaled(ROW_HEIGHT))
        self.table.setAccessibleName(chart.title)
        self.table.blockSignals(False)
        self.table.setFixedHeight(scaled(ROW_HEIGHT) * (len(rows) + 1) + 12)

    def _show_table(self, on: bool) -> None:
        self.table.setVisible(on)
        if self.plot is not None:
            self.plot.setVisible(not on)

    def _row_chosen(self) -> None:
        rows = {item.row() for item in self.table.selectedItems()}
        if self.chart is not None and rows:
            self._select(tuple(key for row in sorted(rows) for key in self.chart.marks[row].ids))

    def choose(self, number: int) -> None:
        """Selects what a mark stands for."""
        if self.chart is not None:
            self._select(self.chart.marks[number].ids)

    def copy(self) -> None:
        """The picture, and the table as rows for a spreadsheet."""
        if self.chart is None or self.plot is None:
            return
        clipboard.put_chart([self.chart.heads, *self.chart.table()], self.plot.grab().toImage())
        self._tell(_("The chart is copied, as a picture and as a table."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a mark selects its elements."""
        if self.plot is None or self.chart is None or not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            number = mark_at(self.chart, self.plot, QPointF(event.position()).toPoint())
            has_ids = number is not None and bool(self.chart.marks[number].ids)
            shape = Qt.CursorShape.PointingHandCursor if has_ids else Qt.CursorShape.ArrowCursor
            self.plot.viewport().setCursor(shape)
            self.plot.setToolTip(tip(self.chart.marks[number].label) if number is not None else "")
            if kind == QEvent.Type.MouseButtonPress and number is not None and has_ids:
                self.choose(number)
                return True
        return False


class ChartsView(Page):
    """All charts of a map."""

    def __init__(
        self,
        bridge: Bridge,
        selection: Selection,
        ask_scores: Callable[[], None],
        tell: Callable[[str], None],
        theme: Theme,
    ) -> None:
        super().__init__(_("Charts"))
        self.setObjectName("charts")
        self.page.setObjectName("chartsPage")
        self.bridge, self.selection, self._ask_scores = bridge, selection, ask_scores
        self.result: Analysis | None = None
        self._scores: Sequence[ScorePoint] = ()
        self._make = partial(ChartCard, self._choose, tell, theme)
        self.cards: list[ChartCard] = []
        self.column.setContentsMargins(20, 18, 20, 20)
        title = QLabel(_("The map in charts"))
        title.setObjectName("pageTitle")
        hint = QLabel(_("A click on a mark selects what it stands for, in every view."))
        hint.setObjectName("hint")
        self.column.addWidget(title)
        self.column.addWidget(hint)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setSpacing(14)
        self.column.addWidget(holder)
        self.column.addStretch()
        self._abreast = 0

    def show_result(self, result: Analysis) -> None:
        """A new analysis."""
        self.result = result
        self._ask_scores()
        self.refresh()

    def show_scores(self, scores: Sequence[ScorePoint]) -> None:
        """The scores of earlier states, as they were asked for."""
        self._scores = scores
        self.refresh()

    def refresh(self) -> None:
        """Draws what is different."""
        if self.result is None:
            return
        found = charts(self.bridge.map, self.result, self._scores)
        while len(self.cards) < len(found):
            self.cards.append(self._make())
        for card, chart in zip(self.cards, found, strict=True):
            card.show_chart(chart)
        self._lay_out()

    def _lay_out(self) -> None:
        abreast = 2 if self.viewport().width() >= TWO_FROM else 1
        if abreast == self._abreast and self._grid.count() == len(self.cards):
            return
        self._abreast = abreast
        for card in self.cards:
            self._grid.removeWidget(card)
        for number, card in enumerate(self.cards):
            row, column = divmod(number, abreast)
            self._grid.addWidget(card, row, column)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.cards:
            self._lay_out()

    def _choose(self, ids: tuple[str, ...]) -> None:
        self.selection.set(key for key in ids if key in self.bridge.map)
