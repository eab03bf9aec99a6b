"""The overview in the window: what a manager should know, each number one click from its evidence on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import BETTER, WORSE
from silomap.i18n import _, figure, ngettext
from silomap.model.discussion import is_overdue
from silomap.model.elements import Action
from silomap.model.vocabulary import ACTION_STATES, ANSWERS, CHOICE_TITLES
from silomap.report.changes import Told
from silomap.report.charts import ScorePoint
from silomap.report.overview import (
    BAD,
    GOOD,
    Look,
    Number,
    Overview,
    due_words,
    meaning_of,
    overview,
    today_here,
)
from silomap.report.picture.style import edge, sector_colour
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.panels.gauge import Gauge
from silomap.ui.theme import scaled
from silomap.ui.views.overview_parts import AnswerBar, Card, NumberCard, Row, ShareBar, Trend
from silomap.ui.widgets import Page

WIDE, MIDDLE, FIVE_FROM = 1_040, 700, 900
MOST_PEOPLE, MOST_SECTORS, MOST_CHANGES, MOST_DECISIONS = 4, 10, 6, 5
TONES = {BETTER: GOOD, WORSE: BAD}


class OverviewView(Page):
    """It shows and tells what is wanted: a deed (see ui/overview_deeds.py) and what it is about."""

    wanted = Signal(str, object)
    scores_wanted = Signal()

    def __init__(self, bridge: Bridge, theme: Theme) -> None:
        super().__init__(_("Overview"))
        self.setObjectName("charts")
        self.page.setObjectName("chartsPage")
        self.bridge, self.theme = bridge, theme
        self.result: Analysis | None = None
        self.shown: Overview | None = None
        self.earlier: tuple[str, float | None] | None = None
        """the last version: its name and score"""
        self.scenarios: dict[str, float | None] = {}
        self.other: tuple[str, tuple[Number, ...]] | None = None
        """the five numbers of the first scenario, as soon as they are known"""
        self.since: tuple[str, list[Told]] | None = None
        """when it was last looked at, and what changed since"""
        self._points: Sequence[ScorePoint] = ()
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(14)
        self.column.addLayout(self._head())
        self.body = QWidget()
        self.column.addWidget(self.body)
        self.column.addStretch()
        self.rows: list[Row] = []
        self._columns = 0

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = QLabel(_("Overview"))
        title.setObjectName("pageTitle")
        line.addWidget(title)
        self.lead = QLabel()
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setObjectName("hint")
        line.addSpacing(8)
        line.addWidget(self.lead, 1)
        self.compare_button = QPushButton(_("Compare with…"))
        self.board_button = QPushButton(_("Actions"))
        self.report_button = QPushButton(_("Report…"))
        for button, deed in (
            (self.compare_button, "compare"),
            (self.board_button, "board"),
            (self.report_button, "report"),
        ):
            button.setProperty("flat", False)
            button.clicked.connect(partial(self._want, deed, None))
            line.addWidget(button)
        return line

    # what is known

    def show_result(self, result: Analysis) -> None:
        """A new analysis."""
        self.result = result
        self.scores_wanted.emit()
        self.refresh()

    def show_scores(self, points: Sequence[ScorePoint]) -> None:
        """The scores of earlier states."""
        if points != self._points:
            self._points = points
            self.refresh(force=True)

    def show_score(self, key: str, score: float | None) -> None:
        """The score of a scenario; of the last version with ""."""
        if key:
            self.scenarios[key] = score
        elif self.earlier is not None:
            self.earlier = (self.earlier[0], score)
        self.refresh(force=True)

    def show_other(self, name: str, numbers: tuple[Number, ...]) -> None:
        """The five numbers of a scenario."""
        self.other = (name, numbers)
        self.refresh(force=True)

    def show_since(self, when: str, told: list[Told]) -> None:
        """What changed since the map was last looked at."""
        self.since = (when, told)
        self.refresh(force=True)

    def refresh(self, force: bool = False) -> None:
        """Makes the page anew where something on it is different."""
        if self.result is None:
            return
        found = overview(self.bridge.map, self.result)
        self.lead.setText(self._lead())
        if found != self.shown or force:
            self.shown = found
            self._build(found)

    def _lead(self) -> str:
        document = self.bridge.document
        parts = []
        if document.read_only is not None:
            parts.append(_("Reading copy"))
        if self.bridge.earlier is not None:
            parts.append(_("As it was: {name}", name=self.bridge.earlier.name))
        elif self.bridge.scenario:
            parts.append(_("Scenario: {name}", name=document.map.label(self.bridge.scenario)))
        elif document.versions:
            last = document.versions[-1]
            if last.label:
                parts.append(_("last version “{name}”", name=last.label))
        return " · ".join(parts)

    # the page

    def _build(self, found: Overview) -> None:
        had_focus = self.focusWidget()
        place = self.rows.index(had_focus) if had_focus in self.rows else -1
        self.column.removeWidget(self.body)
        self.body.hide()
        self.body.deleteLater()
        self.body, self.rows = QWidget(), []
        self.column.insertWidget(1, self.body)
        self._columns = self._wanted_columns()
        grid = QGridLayout(self.body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        wide = self._columns == 3
        row = 0
        if found.decisions:
            grid.addWidget(self._decisions(found.decisions), row, 0, 1, self._columns)
            row += 1
        row = self._place(grid, [self._score(found), self._answers(found), self._trend(found)], row)
        grid.addWidget(self._numbers(found), row, 0, 1, self._columns)
        first, aside = self._first(found), self._aside(found)
        if wide:
            grid.addWidget(first, row + 1, 0, 2, 2)
            grid.addWidget(aside, row + 1, 2, 2, 1)
            last = row + 3
        else:
            grid.addWidget(first, row + 1, 0, 1, self._columns)
            grid.addWidget(aside, row + 2, 0, 1, self._columns)
            last = row + 3
        self._place(grid, [self._actions(found.actions), self._news()], last, 2 if wide else 1)
        for column in range(3):
            grid.setColumnStretch(column, 1 if column < self._columns else 0)
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus()

    def _place(self, grid: QGridLayout, cards: list[Card], row: int, first: int = 1) -> int:
        """Cards side by side, as many as there is room for; the first one over so many columns."""
        column = 0
        for number, card in enumerate(cards):
            span = min(first if number == 0 else 1, self._columns)
            if number == len(cards) - 1:
                span = self._columns - column if column + span <= self._columns else self._columns
            if column + span > self._columns:
                row, column = row + 1, 0
            grid.addWidget(card, row, column, 1, span)
            column += span
        return row + 1

    def _wanted_columns(self) -> int:
        width = self.viewport().width()
        return 3 if width >= scaled(WIDE) else 2 if width >= scaled(MIDDLE) else 1

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.shown is not None and self._wanted_columns() != self._columns:
            self._build(self.shown)

    def _want(self, deed: str, value: object, *_checked: object) -> None:
        self.wanted.emit(deed, value)

    def _row(self, title: str, detail: str, open_it: Callable[[], object], **more: str) -> Row:
        row = Row(title, detail, open_it, **more)
        self.rows.append(row)
        return row

    def _link(self, text: str, deed: str, value: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("link", True)
        button.clicked.connect(partial(self._want, deed, value))
        return button

    def _score(self, found: Overview) -> Card:
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(16)
        gauge = Gauge(self.theme)
        gauge.show_score(found.score, "–" if found.score is None else figure(found.score, 0))
        line.addWidget(gauge)
        box = QVBoxLayout()
        box.setSpacing(3)
        inner = Card(_("Joined-up score"))
        inner.setObjectName("plain")
        inner.box.setContentsMargins(0, 0, 0, 0)
        inner.say(found.score_text)
        for text in self._score_lines(found):
            inner.say(text)
        inner.box.addWidget(self._link(_("How is this counted?"), "measure", "score"))
        box.addWidget(inner)
        box.addStretch()
        line.addLayout(box, 1)
        card.box.addLayout(line)
        card.box.addStretch()
        return card

    def _score_lines(self, found: Overview) -> list[str]:
        """What it was at the last version, and what it would be in each scenario."""
        told = []
        now = self.bridge.earlier is None and self.bridge.scenario is None
        if now and self.earlier is not None and self.earlier[1] is not None:
            name, score = self.earlier
            told.append(_("Was {score} at “{name}”.", score=figure(score or 0.0, 0), name=name))
        for key, then in self.scenarios.items():
            if then is not None and key != self.bridge.scenario and key in self.bridge.document.map:
                name = self.bridge.document.map.label(key)
                told.append(_("Would be {score} with “{name}”.", score=figure(then, 0), name=name))
        return told

    def _answers(self, found: Overview) -> Card:
        card = Card(_("Needs and who answers them"))
        if not found.answers:
            card.say(_("There is no need on this map yet."))
        else:
            card.box.addWidget(AnswerBar(found.answers, self.theme))
            for answer in found.answers:
                card.box.addWidget(self._link(answer.text, "elements", answer.needs))
        card.box.addStretch()
        return card

    def _trend(self, found: Overview) -> Card:
        card = Card(_("Over time"))
        known = [*(point for point in self._points if point.score is not None), ScorePoint(_("now"), found.score)]
        if len(known) < 2 or found.score is None:
            card.say(_("As soon as the map has a history, a line shows here how the score moves."))
        else:
            trend = Trend(self.theme)
            trend.show_points(known)
            card.box.addWidget(trend)
            first, last = known[0], known[-1]
            card.say(
                _(
                    "{then}: {before} · now: {after}",
                    then=first.label,
                    before=figure(first.score or 0.0, 0),
                    after=figure(last.score or 0.0, 0),
                )
            )
        card.box.addStretch()
        return card

    def _numbers(self, found: Overview) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        there = {number.code: number for number in self.other[1]} if self.other else {}
        abreast = 5 if self.viewport().width() >= scaled(FIVE_FROM) else 3 if self._columns > 1 else 2
        for position, number in enumerate(found.numbers):
            then = there.get(number.code)
            note, tone = "", ""
            if then is not None and self.other is not None and self.bridge.scenario is None:
                note = _("{name}: {value}", name=self.other[0], value=then.value)
                tone = TONES.get(meaning_of(number, then), "")
            deed, value = self._number_leads_to(number)
            card = NumberCard(number, note, tone, partial(self._want, deed, value))
            grid.addWidget(card, *divmod(position, abreast))
        return holder

    def _number_leads_to(self, number: Number) -> tuple[str, object]:
        if number.measure:
            return "measure", number.measure
        group = self.shown.people[0].group if self.shown is not None and self.shown.people else ""
        return "group", group

    def _first(self, found: Overview) -> Card:
        card = Card(_("What to look at first"))
        if not found.first:
            card.say(_("Nothing was found. Is the map complete enough to say so?"))
        for number, look in enumerate(found.first, 1):
            card.box.addWidget(self._look(number, look))
            if not look.actions and self.bridge.is_editable:
                act = self._link(_("Make an action of it"), "act", look)
                line = QHBoxLayout()
                line.setContentsMargins(scaled(36), 0, 0, 6)
                line.addWidget(act)
                line.addStretch()
                card.box.addLayout(line)
        if self.result is not None and len(self.result.findings) > len(found.first):
            text = ngettext("See all {n} finding", "See all {n} findings", len(self.result.findings))
            card.box.addWidget(self._link(text, "findings", None))
        card.box.addStretch()
        return card

    def _look(self, number: int, look: Look) -> Row:
        right = "\n".join(filter(None, (look.owner, look.decided)))
        open_it = partial(self._want, "finding", look.finding)
        tone = "bad" if any(is_overdue(action, today_here()) for action in look.actions) else ""
        return self._row(look.words.say, look.words.detail, open_it, mark=str(number), right=right, tone=tone)

    def _aside(self, found: Overview) -> Card:
        card = Card(_("Sectors"))
        card.box.addWidget(hint := QLabel(_("Handovers across their border that are in place, of 100")))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        colours = {
            sector.id: sector.colour or sector_colour(number) for number, sector in enumerate(self.bridge.map.sectors)
        }
        for bar in found.sectors[:MOST_SECTORS]:
            line = QHBoxLayout()
            colour = edge(colours.get(bar.id, self.theme.secondary), self.theme)
            name = self._link(bar.name, "sector", bar.id)
            name.setFixedWidth(scaled(130))
            name.setToolTip(tip(bar.name))
            name.setText(name.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, scaled(126)))
            value = QLabel("–" if bar.share is None else figure(bar.share, 0))
            value.setObjectName("measureValue")
            value.setFixedWidth(scaled(26))
            line.addWidget(name)
            line.addWidget(ShareBar(bar.share or 0.0, colour, self.theme), 1)
            line.addWidget(value)
            card.box.addLayout(line)
        if not found.sectors:
            card.say(_("This map has no sectors yet."))
        card.box.addSpacing(8)
        card.heading(_("Who lives these needs"))
        for person in found.people[:MOST_PEOPLE]:
            card.box.addWidget(self._row(person.name, person.text, partial(self._want, "group", person.group)))
        if not found.people:
            card.say(_("No group of people is on this map yet."))
        card.box.addSpacing(8)
        card.heading(_("Citizens' voice"))
        card.box.addWidget(self._row("", found.voice, partial(self._want, "measure", "co_designed_services")))
        card.box.addStretch()
        return card

    def _decisions(self, decisions: Sequence[Action]) -> Card:
        card = Card(_("Decisions asked for"))
        for action in decisions[:MOST_DECISIONS]:
            line = QHBoxLayout()
            who = action.partner or action.who
            detail = " · ".join(filter(None, (action.what, who)))
            line.addWidget(self._row(action.decision, detail, partial(self._want, "subject", action.about)), 1)
            for answer in ANSWERS:
                title = CHOICE_TITLES[answer]
                button = QPushButton(_(title))
                button.setProperty("small", True)
                button.setAccessibleName(f"{_(title)}: {action.decision}")
                button.setEnabled(self.bridge.may_talk)
                button.clicked.connect(partial(self._want, "answer", (action.id, answer)))
                line.addWidget(button)
            card.box.addLayout(line)
        return card

    def _actions(self, actions: Sequence[Action]) -> Card:
        card = Card(_("Actions"))
        if not actions:
            card.say(_("Nothing has been agreed yet: who makes the first link, and by when?"))
        else:
            today = today_here()
            counts = []
            for state in ACTION_STATES:
                number = sum(action.state == state for action in actions)
                title = CHOICE_TITLES[state]
                counts.append(f"{number} {_(title)}")
            card.say(" · ".join(counts))
            late = [action for action in actions if is_overdue(action, today)]
            for action in (late or [action for action in actions if action.state != "done"])[:4]:
                right = due_words(action, today)
                detail = action.who or _("nobody yet")
                tone = "bad" if action in late else ""
                card.box.addWidget(
                    self._row(action.what, detail, partial(self._want, "board", action.id), right=right, tone=tone)
                )
        card.box.addWidget(self._link(_("All actions"), "board", None))
        card.box.addStretch()
        return card

    def _news(self) -> Card:
        card = Card(_("Since you last looked"))
        if self.since is None:
            card.say(_("This is the first time you look at this map here."))
        else:
            when, told = self.since
            text = ngettext("{n} change since {when}", "{n} changes since {when}", len(told), when=when)
            card.say(text if told else _("Nothing has changed since {when}.", when=when))
            for change in told[:MOST_CHANGES]:
                card.say(f"• {change.text}")
            if told:
                card.box.addWidget(self._link(_("Compare then and now"), "since", None))
        card.box.addStretch()
        return card
