"""Today and a scenario side by side: two maps under one camera, what is different, what it does to the measures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor
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
from silomap.analysis.compare import BETTER, SAME, WORSE, compare
from silomap.i18n import _, ngettext
from silomap.model.changes import diff
from silomap.model.system_map import SystemMap
from silomap.report.changes import ADDED, REMOVED, SIGNS, sentences
from silomap.report.comparison import MEANINGS, difference
from silomap.report.explanations import TITLES, shown
from silomap.report.picture.items import RINGS
from silomap.report.picture.style import Theme
from silomap.report.sentences import headline
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.camera import CameraView
from silomap.ui.panels.gauge import Gauge
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words

MOST_CHANGES, ROW_HEIGHT = 120, 27
FIRST_MEASURES = (
    "score",
    "joined_need_pairs",
    "gaps",
    "handover_score",
    "unanswered_needs",
    "fragmented_needs",
    "co_designed_services",
)
"""What a manager looks at first; the other measures that differ follow."""


class _Side(QFrame):
    """One of the two states: name, score, map."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chartCard")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        self.gauge, self.name = Gauge(theme), QLabel()
        self.name.setObjectName("question")
        head.addWidget(self.gauge)
        head.addWidget(self.name, 1)
        box.addLayout(head)
        self.view = CameraView(theme)
        box.addWidget(self.view, 1)

    def show_state(self, name: str, system_map: SystemMap, result: Analysis | None) -> None:
        """Draws the map; the score follows when it is known."""
        self.name.setText(name)
        self.view.setAccessibleName(name)
        if self.view.drawing.source is not system_map:
            self.view.drawing.show_map(system_map)
            QTimer.singleShot(0, self.view, lambda: self.view.fit(fly=False))  # when it has its size
        if result is not None:
            self.view.drawing.set_rings({n.id: n.state for n in result.needs if n.state in RINGS})
            self.gauge.show_score(result.score, headline(result.score, 0, 0)[0])


class CompareView(QWidget):
    """It compares what is open with today; `explore` leads back to the map, `adopt` makes the scenario the map."""

    explore = Signal()
    adopt = Signal()

    def __init__(self, bridge: Bridge, ask: Callable[..., None], theme: Theme) -> None:
        super().__init__()
        self.bridge, self._ask, self.theme = bridge, ask, theme
        self.result: Analysis | None = None
        self._today: Analysis | None = None
        self.earlier: tuple[str, SystemMap] | None = None
        """the name and map of a state before now, where it is compared instead of today with a scenario"""
        self.setObjectName("charts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 16, 20, 16)
        grid.setSpacing(12)
        grid.addLayout(self._head(), 0, 0, 1, 3)
        self.before, self.after = _Side(theme), _Side(theme)
        grid.addWidget(self.before, 1, 0)
        grid.addWidget(self.after, 1, 1)
        grid.addWidget(self._changes(), 1, 2)
        grid.addWidget(self._measures(), 2, 0, 1, 3)
        for column, share in enumerate((5, 5, 3)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(1, 3)
        grid.setRowStretch(2, 2)
        for here, there in ((self.before.view, self.after.view), (self.after.view, self.before.view)):
            here.zoom_changed.connect(lambda _s, a=here, b=there: self._follow(a, b))
            here.moved.connect(lambda a=here, b=there: self._follow(a, b))

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.title, self.lead = QLabel(), QLabel()
        self.title.setObjectName("pageTitle")
        self.lead.setObjectName("hint")
        line.addWidget(self.title)
        line.addWidget(self.lead, 1)
        self.explore_button, self.adopt_button = QPushButton(_("Keep exploring")), QPushButton(_("Make it the map"))
        self.adopt_button.setProperty("primary", True)
        self.explore_button.clicked.connect(self.explore)
        self.adopt_button.clicked.connect(self.adopt)
        line.addWidget(self.explore_button)
        line.addWidget(self.adopt_button)
        return line

    def _changes(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("chartCard")
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 12, 6, 10)
        heading = QLabel(_("Changes"))
        heading.setObjectName("question")
        box.addWidget(heading)
        self.list = Page(_("Changes"))
        self.list.column.setContentsMargins(0, 0, 8, 0)
        self.list.column.addStretch()
        self.lines: list[Words] = []
        box.addWidget(self.list, 1)
        return frame

    def _measures(self) -> QTableWidget:
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(_("What it does to the measures"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return self.table

    def show_result(self, result: Analysis) -> None:
        """A new analysis of what is open; that of today is asked for."""
        self.result = result
        self._today = None
        self.table.setRowCount(0)
        today = self._left()[1]
        self.refresh()
        other = tuple((c.id, c.after) for c in diff(self.bridge.map, today))
        self._ask("analysis", other)

    def _left(self) -> tuple[str, SystemMap]:
        return self.earlier or (_("Today"), self.bridge.document.map)

    def show_other(self, today: Analysis) -> None:
        """The analysis of today, as it was asked for."""
        self._today = today
        self.refresh()

    def refresh(self) -> None:
        """Draws both states."""
        (left, today), there = self._left(), self.bridge.map
        scenario = self.bridge.document.map.get(self.bridge.scenario or "")
        name = getattr(scenario, "label", "") or (_("Now") if self.earlier else _("Today"))
        is_past = self.earlier is not None
        what_if = _("What if: {name}?", name=name) if scenario is not None else _("Today")
        self.title.setText(_("Then and now") if is_past else what_if)
        told = sentences(today, there)
        count = len(told)
        untouched = ngettext("{n} change. Today's map is untouched.", "{n} changes. Today's map is untouched.", count)
        self.lead.setText(
            ngettext("{n} change since then.", "{n} changes since then.", count) if is_past else untouched
        )
        self.before.show_state(left, today, self._today)
        self.after.show_state(name, there, self.result)
        self._mark(today, there)
        self._fill(told)
        if self._today is not None and self.result is not None:
            self._fill_table(left, name, self._today, self.result)
        self.adopt_button.setVisible(not is_past)
        self.adopt_button.setEnabled(scenario is not None and self.bridge.is_editable)

    def _mark(self, today: SystemMap, there: SystemMap) -> None:
        """New things are marked there, gone ones here."""
        new = [key for key in there if key not in today]
        gone = [key for key in today if key not in there]
        self.after.view.drawing.set_novel(new)
        self.before.view.drawing.set_novel(gone)

    def _fill(self, told: list[tuple[str, str]]) -> None:
        colours = {ADDED: self.theme.joined, REMOVED: self.theme.missing}
        shown_lines = told[:MOST_CHANGES]
        while len(self.lines) < len(shown_lines):
            line = Words("plainText")
            line.setTextFormat(Qt.TextFormat.RichText)
            self.lines.append(line)
            self.list.column.insertWidget(len(self.lines) - 1, line)
        for line, (kind, text) in zip(self.lines, shown_lines, strict=False):
            colour = colours.get(kind, self.theme.warning)
            safe = text.replace("&", "&amp;").replace("<", "&lt;")
            line.setText(f"<b style='color:{colour}'>{SIGNS[kind]}</b> {safe}")
            line.show()
        for line in self.lines[len(shown_lines) :]:
            line.hide()

    def _fill_table(self, left: str, name: str, today: Analysis, there: Analysis) -> None:
        found = {row.code: row for row in compare(today, there).measures}
        codes = [*FIRST_MEASURES, *(c for c, row in found.items() if c not in FIRST_MEASURES and row.meaning != SAME)]
        self.table.setHorizontalHeaderLabels(["", left, name, _("Change")])
        self.table.setRowCount(len(codes))
        colours = {BETTER: self.theme.joined, WORSE: self.theme.missing}
        for r, code in enumerate(codes):
            row = found[code]
            title = _("Pairs of needs joined up") if code == "joined_need_pairs" else _(TITLES[code])
            texts = (title, shown(code, row.before), shown(code, row.after), difference(row))
            for c, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if c == 3:
                    item.setForeground(QColor(colours.get(row.meaning, self.theme.secondary)))
                    item.setToolTip(_(MEANINGS[row.meaning]))
                self.table.setItem(r, c, item)
            self.table.setRowHeight(r, scaled(ROW_HEIGHT))

    def _follow(self, here: CameraView, there: CameraView) -> None:
        """One camera for both."""
        with QSignalBlocker(there):
            there.setTransform(here.transform())
            there.centerOn(here.mapToScene(here.viewport().rect().center()))
