"""The parts of a comparison: a state with its score and map, what changed in words, what it did to the measures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE, Comparison
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.changes import ADDED, CHANGED, REMOVED, SIGNS, Told
from silomap.report.comparison import MEANINGS, difference, title_alone
from silomap.report.explanations import shown
from silomap.report.picture.difference import Marks
from silomap.report.picture.items import RINGS
from silomap.report.picture.marks import mark_colour
from silomap.report.sentences import headline, sentence
from silomap.report.themes import Theme
from silomap.ui.canvas.camera import CameraView
from silomap.ui.panels.gauge import Gauge
from silomap.ui.theme import scaled

MOST_LINES, ROW_HEIGHT = 400, 27
SMALL_DETAIL = 0.2
"""Names are shown on maps as small as this: two maps beside one another are."""
ABOUT = Qt.ItemDataRole.UserRole
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


class Side(QFrame):
    """A state: name, score, map with what is different marked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("chartCard")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        head = QHBoxLayout()
        self.gauge, self.name = Gauge(theme), QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setObjectName("question")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        head.addWidget(self.gauge)
        head.addWidget(self.name, 1)
        box.addLayout(head)
        self.view = CameraView(theme)
        self.view.detail_from = SMALL_DETAIL
        self.setMinimumHeight(scaled(200))
        box.addWidget(self.view, 1)

    def show_state(self, name: str, system_map: SystemMap, marks: Marks) -> None:
        """Draws the map; the score follows when it is known."""
        self.name.setText(name)
        self.view.setAccessibleName(name)
        drawing = self.view.drawing
        if drawing.source is not system_map:
            drawing.set_rings({})
            drawing.show_map(system_map)
            QTimer.singleShot(0, self.view, lambda: self.view.fit(fly=False))  # when it has its size
            self.gauge.show_score(None, "–")
        drawing.difference.show(marks)

    def show_result(self, result: Analysis) -> None:
        """Its score, and what the analysis says of needs."""
        self.view.drawing.set_rings({n.id: n.state for n in result.needs if n.state in RINGS})
        self.gauge.show_score(result.score, headline(result.score, 0, 0)[0])


class Differences(QFrame):
    """Two lists: what changed on the map, and which findings went, came and changed. `chosen` tells what a line is
    about."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setObjectName("chartCard")
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 6, 10)
        tabs = QFrame()
        tabs.setObjectName("tabs")
        line = QHBoxLayout(tabs)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self.changes, self.findings = QListWidget(), QListWidget()
        self.tabs: list[QPushButton] = []
        for title, page in ((_("Changes"), self.changes), (_("Findings"), self.findings)):
            button = QPushButton(title)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, p=page: self._stack.setCurrentWidget(p))
            self._group.addButton(button)
            line.addWidget(button, 1)
            self.tabs.append(button)
            page.setObjectName("counted")
            page.setWordWrap(True)
            page.setAccessibleName(title)
            page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            page.itemClicked.connect(self._choose)
            page.itemActivated.connect(self._choose)
            self._stack.addWidget(page)
        self.tabs[0].setChecked(True)
        box.addWidget(tabs)
        box.addWidget(self._stack, 1)

    def _choose(self, item: QListWidgetItem) -> None:
        if item.data(ABOUT):
            self.chosen.emit(item.data(ABOUT))

    def show_changes(self, told: list[Told]) -> None:
        """What changed, in sentences."""
        self.changes.clear()
        for change in told[:MOST_LINES]:
            about = (change.about,) if change.about else ()
            self._add(
                self.changes, f"{SIGNS[change.kind]}  {change.text}", mark_colour(change.kind, self.theme), about
            )
        if not told:
            self._add(self.changes, _("Nothing is different on the map."), self.theme.secondary)
        if len(told) > MOST_LINES:
            more = len(told) - MOST_LINES
            text = ngettext("and {n} more change", "and {n} more changes", more)
            self._add(self.changes, text, self.theme.secondary)
        self.tabs[0].setText(_("Changes {n}", n=len(told)) if told else _("Changes"))

    def show_findings(self, found: Comparison | None, before: SystemMap, after: SystemMap) -> None:
        """Which findings went, came and changed; None while that is not known."""
        self.findings.clear()
        rows: list[tuple[str, str, Iterable[str]]] = []
        if found is not None:
            rows += [(REMOVED, sentence(before, f), f.elements) for f in found.gone]
            rows += [(ADDED, sentence(after, f), f.elements) for f in found.come]
            rows += [(CHANGED, sentence(after, new), new.elements) for _old, new in found.changed]
        colours = {REMOVED: self.theme.joined, ADDED: self.theme.missing, CHANGED: self.theme.warning}
        words = {REMOVED: _("No longer found"), ADDED: _("Newly found"), CHANGED: _("Different")}
        for kind, text, about in rows[:MOST_LINES]:
            self._add(self.findings, f"{words[kind]}: {text}", colours[kind], tuple(about))
        if not rows:
            text = _("Working it out …") if found is None else _("The findings are the same.")
            self._add(self.findings, text, self.theme.secondary)
        self.tabs[1].setText(_("Findings {n}", n=len(rows)) if rows else _("Findings"))

    @staticmethod
    def _add(page: QListWidget, text: str, colour: str, about: tuple[str, ...] = ()) -> None:
        item = QListWidgetItem(text)
        item.setForeground(QColor(colour))
        item.setData(ABOUT, about)
        page.addItem(item)


class Measures(QFrame):
    """The measures of both states, what is different, and what that means: gains, losses and the rest alike."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName("hint")
        box.addWidget(self.summary)
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(_("What it does to the measures"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        box.addWidget(self.table, 1)

    def forget(self) -> None:
        """The numbers of other states go."""
        self.table.setRowCount(0)
        self.summary.setText(_("Working it out …"))

    def show_comparison(self, left: str, right: str, comparison: Comparison) -> None:
        """Fills the table: what a manager looks at first, then what else is different."""
        found = {row.code: row for row in comparison.measures}
        codes = [*FIRST_MEASURES, *(c for c, row in found.items() if c not in FIRST_MEASURES and row.meaning != SAME)]
        counts = {m: sum(row.meaning == m for row in found.values()) for m in (BETTER, WORSE, OTHER, SAME)}
        words = (
            ngettext("{n} measure is better", "{n} measures are better", counts[BETTER]),
            ngettext("{n} is worse", "{n} are worse", counts[WORSE]),
            ngettext(
                "{n} is different, neither better nor worse",
                "{n} are different, neither better nor worse",
                counts[OTHER],
            ),
            ngettext("{n} is the same", "{n} are the same", counts[SAME]),
        )
        self.summary.setText(" · ".join(words))
        self.table.setHorizontalHeaderLabels(["", left, right, _("Change"), _("What it means")])
        self.table.setRowCount(len(codes))
        colours = {BETTER: self.theme.joined, WORSE: self.theme.missing}
        for r, code in enumerate(codes):
            row = found[code]
            title = title_alone(code)
            texts = (
                title,
                shown(code, row.before),
                shown(code, row.after),
                difference(row),
                _(MEANINGS[row.meaning]),
            )
            for c, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if c >= 3:
                    item.setForeground(QColor(colours.get(row.meaning, self.theme.secondary)))
                self.table.setItem(r, c, item)
            self.table.setRowHeight(r, scaled(ROW_HEIGHT))
