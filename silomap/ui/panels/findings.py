"""Findings: how joined-up the map is, and what is missing, in ranked cards."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.i18n import _, ngettext
from silomap.model.edits import mark_id
from silomap.model.elements import Mark
from silomap.report.sentences import headline, words
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.panels.card import FindingCard
from silomap.ui.panels.gauge import Gauge
from silomap.ui.widgets import Page

A_KIND = 3
DISCUSSED = "discussed"
AT_A_TIME = 4


class Findings(QWidget):
    """The panel; it keeps its cards and fills them again, a few at a time, so that the window stays free."""

    hovered = Signal(object)
    chosen = Signal(object)
    add_service = Signal(object)
    draw_link = Signal(object)
    draw_service = Signal(object)
    try_link = Signal(object)
    explained = Signal(object)
    look_alone = Signal()
    explain_score = Signal(str)
    marked = Signal(object, object, str)

    def __init__(self, bridge: Bridge, theme: Theme) -> None:
        super().__init__()
        self.bridge = bridge
        self.result: Analysis | None = None
        self.current: str | None = None
        self.cards: list[FindingCard] = []
        self._open_kinds: set[str] = set()
        self._waiting: list[tuple[int, Finding | str, int]] = []
        self._marks: dict[str, Mark] = {}
        self._more: list[QPushButton] = []
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._fill_some)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.head, self.list = self._head(theme), self._scroll()
        outer.addWidget(self.head)
        outer.addWidget(self.list)
        outer.addWidget(self._cover())

    def _head(self, theme: Theme) -> QWidget:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 12, 16, 10)
        line.setSpacing(14)
        self.gauge = Gauge(theme)
        line.addWidget(self.gauge, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        question = QLabel(_("How joined-up is this map?"))
        question.setObjectName("question")
        question.setWordWrap(True)
        self.counted = QLabel()
        self.counted.setObjectName("cardDetail")
        self.counted.setWordWrap(True)
        self.how = QPushButton(_("How is this counted?"))
        self.how.setProperty("link", True)
        self.how.clicked.connect(lambda: self.explain_score.emit("score"))
        for widget in (question, self.counted, self.how):
            column.addWidget(widget)
        line.addLayout(column, 1)
        return head

    def _scroll(self) -> QWidget:
        scroll = Page(_("Findings"))
        self.page, self.column = scroll.page, scroll.column
        self.column.setContentsMargins(13, 4, 13, 16)
        self.column.setSpacing(10)
        self.empty = QLabel()
        self.empty.setObjectName("hint")
        self.empty.setWordWrap(True)
        self.empty.setText(_("Reading the map …"))
        self.column.addWidget(self.empty)
        self.column.addStretch()
        return scroll

    def _cover(self) -> QWidget:
        """What stands here before the room has guessed."""
        self.covered = QWidget()
        box = QVBoxLayout(self.covered)
        box.setContentsMargins(20, 24, 20, 20)
        box.setSpacing(10)
        title, text = QLabel(_("First the guesses")), QLabel()
        title.setObjectName("question")
        text.setObjectName("cardDetail")
        text.setWordWrap(True)
        text.setText(_("The findings are shown at their step of the workshop, when the room has guessed."))
        alone = QPushButton(_("Look at them alone"))
        alone.setProperty("small", True)
        alone.clicked.connect(self.look_alone)
        for widget in (title, text):
            box.addWidget(widget)
        box.addWidget(alone, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch()
        self.covered.hide()
        return self.covered

    def cover(self, on: bool) -> None:
        """Keeps the findings from the screen, or shows them."""
        self.head.setVisible(not on)
        self.list.setVisible(not on)
        self.covered.setVisible(on)

    def show_result(self, result: Analysis) -> None:
        """Shows a new analysis."""
        self.result = result
        measures = result.measures
        number, text = headline(
            result.score, int(measures["joined_need_pairs"] or 0), int(measures["need_pairs"] or 0)
        )
        self.gauge.show_score(result.score, number)
        self.counted.setText(text)
        self.empty.setVisible(not self.open_findings())
        self.empty.setText(
            _("Everything that was found has been discussed.")
            if result.findings
            else _("Nothing to report. Every need that is drawn has an answer that is joined up.")
        )
        self.show_busy(False)
        self._plan()

    def show_busy(self, on: bool) -> None:
        """A result that is being replaced stays visible, dimmed."""
        if on == (self.page.graphicsEffect() is not None):
            return
        if on and self.result is not None:
            effect = QGraphicsOpacityEffect(self.page)
            effect.setOpacity(0.55)
            self.page.setGraphicsEffect(effect)
        else:
            self.page.setGraphicsEffect(None)

    def show_failure(self) -> None:
        """The analysis could not be made: said once, the last result stays."""
        self.counted.setText(_("The analysis stopped. It starts again with your next change."))

    def set_current(self, key: str | None) -> None:
        """Marks the finding that stays lit on the map."""
        self.current = key
        for card in self.cards:
            card.show_current(card.finding is not None and card.isVisibleTo(self.page) and card.finding.key == key)

    def open_findings(self) -> list[Finding]:
        """The findings nobody has decided about yet."""
        if self.result is None:
            return []
        marks = self.bridge.map.marks_by_id()
        return [f for f in self.result.findings if mark_id(f.rule, f.about) not in marks]

    def _plan(self) -> None:
        """Which card shows what: the first few of each kind, the rest on demand, what was discussed last. Not while
        somebody decides about a finding: the cards stay where they are until that is done."""
        if self.result is None or any(card.is_busy for card in self.cards):
            return
        self._marks = self.bridge.map.marks_by_id()
        fresh = self.open_findings()
        discussed = [f for f in self.result.findings if mark_id(f.rule, f.about) in self._marks]
        plan: list[tuple[Finding | str, int]] = []
        counts: dict[str, int] = {}
        total = Counter(finding.rule for finding in fresh)
        for finding in fresh:
            rule = finding.rule
            counts[rule] = counts.get(rule, 0) + 1
            if counts[rule] <= A_KIND or rule in self._open_kinds:
                plan.append((finding, 0))
            if counts[rule] == A_KIND < total[rule] and rule not in self._open_kinds:
                plan.append((rule, total[rule] - A_KIND))
        if discussed:
            plan.append((DISCUSSED, len(discussed)))
            if DISCUSSED in self._open_kinds:
                plan += [(finding, 0) for finding in discussed]
        for button in self._more:
            button.hide()
        self._waiting = [(position, entry, rest) for position, (entry, rest) in enumerate(plan)]
        self._card_at, self._more_at = 0, 0
        self._fill_some()
        if self._waiting:
            self._later.start()

    def _fill_some(self) -> None:
        part, self._waiting = self._waiting[:AT_A_TIME], self._waiting[AT_A_TIME:]
        for position, entry, rest in part:
            if isinstance(entry, str):
                self._place_more(position, entry, rest)
            else:
                self._place_card(position, entry)
        if not self._waiting:
            self._later.stop()
            for card in self.cards[self._card_at :]:
                card.hide()
            self.set_current(self.current)

    def _place_card(self, position: int, finding: Finding) -> None:
        if self._card_at == len(self.cards):
            card = FindingCard()
            card.hovered.connect(self.hovered)
            card.chosen.connect(self.chosen)
            card.add_service.connect(self.add_service)
            card.draw_link.connect(self.draw_link)
            card.draw_service.connect(self.draw_service)
            card.try_link.connect(self.try_link)
            card.explained.connect(self.explained)
            card.marked.connect(self.marked)
            card.settled.connect(self._plan)
            self.cards.append(card)
        card = self.cards[self._card_at]
        self._card_at += 1
        mark = self._marks.get(mark_id(finding.rule, finding.about))
        card.show_finding(
            finding, words(self.bridge.map, finding), self.bridge.is_editable, mark, self.bridge.may_talk
        )
        card.show_current(finding.key == self.current)
        if self.column.indexOf(card) != position:
            self.column.insertWidget(position, card)
        card.show()

    def _place_more(self, position: int, rule: str, rest: int) -> None:
        if self._more_at == len(self._more):
            button = QPushButton()
            button.setProperty("link", True)
            self._more.append(button)
        button = self._more[self._more_at]
        self._more_at += 1
        if rule == DISCUSSED:
            button.setText(ngettext("Discussed: {n}", "Discussed: {n}", rest))
        else:
            button.setText(ngettext("Show {n} more like these", "Show {n} more like these", rest))
        button.setProperty("rule", rule)
        if button.property("wired") is None:
            button.setProperty("wired", True)
            button.clicked.connect(partial(self._open, button))
        self.column.insertWidget(position, button)
        button.show()

    def _open(self, button: QPushButton) -> None:
        self._open_kinds ^= {str(button.property("rule"))}
        self._plan()
