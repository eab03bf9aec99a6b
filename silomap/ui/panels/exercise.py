"""An exercise under way: what to do, what to ask, whether the map shows it, a hint when wanted; never a barrier."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.analysis.checks import Situation, passed
from silomap.exchange.exercises import Exercise, common
from silomap.exchange.workshop_flow import words
from silomap.i18n import N_, _, ngettext
from silomap.model import scenarios
from silomap.model.changes import ChangeSet
from silomap.model.draft import Draft
from silomap.model.elements import Scenario
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LAYOUT
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Page, Words

OFFER_AFTER = 60_000
"""after so long without having done it, the hint offers itself"""
BEFORE, AFTER = "before", "after"


class ExercisePanel(QWidget):
    """It watches the map and tells; the learner works in a scenario of their own."""

    wanted = Signal(str, str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.exercise: Exercise | None = None
        self.number = -1
        """the step; −1 before the first one, and their number behind the last"""
        self.done: set[int] = set()
        self.answers: dict[str, dict[int, int]] = {BEFORE: {}, AFTER: {}}
        self.scenario = ""
        self._start: SystemMap = bridge.map
        self._before: Analysis | None = None
        self._result: Analysis | None = None
        self._selected: frozenset[str] = frozenset()
        self._views: set[str] = set()
        self._now_view = "map"
        self._has_hint = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(_("Exercise"))
        self._column = page.column
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(9)
        outer.addWidget(page, 1)
        self._body: QWidget | None = None
        self._offer = QTimer(self)
        self._offer.setSingleShot(True)
        self._offer.setInterval(OFFER_AFTER)
        self._offer.timeout.connect(self.show_hint)
        bridge.changed.connect(self._changed)

    # beginning and ending

    def begin(self, exercise: Exercise) -> None:
        """An exercise on the map that is open; the learner gets a scenario of their own."""
        self.exercise, self.number, self.done = exercise, -1, set()
        self.answers = {BEFORE: {}, AFTER: {}}
        self._own_scenario()
        self._show()

    def _own_scenario(self) -> None:
        """A fresh scenario to work in: from today, or from the one the exercise begins with."""
        exercise = self.exercise
        if exercise is None:
            return
        made: list[str] = []
        self.bridge.open_scenario(None)
        with self.bridge.edit_today(N_("Begin an exercise")) as draft:
            if self.scenario and self.scenario in draft.base:
                scenarios.delete(draft, self.scenario)
            made.append(self._begun(draft, exercise))
        self.scenario = made[0] if made else ""
        self.bridge.open_scenario(self.scenario or None)
        self._start, self._before = self.bridge.map, None

    def _begun(self, draft: Draft, exercise: Exercise) -> str:
        from_name = words(exercise.scenario) if exercise.scenario else ""
        source = next((s for s in draft.base.scenarios if from_name and s.label == from_name), None)
        name = _("Our try")
        return scenarios.duplicate(draft, source.id, name) if source is not None else scenarios.begin(draft, name)

    def reset(self) -> None:
        """The start again, in one click."""
        self._own_scenario()
        self.done = {number for number in self.done if number < self.number}
        self._show()

    def leave(self) -> None:
        """The exercise is over; the scenario stays."""
        self._offer.stop()
        self.exercise = None
        self.wanted.emit("leave", "")

    # watching

    def _changed(self, changes: ChangeSet) -> None:
        if changes.facets() != {LAYOUT}:
            self._result = None  # it told of the map as it was
        self._look()

    def show_result(self, result: Analysis) -> None:
        """A new analysis."""
        self._result = result
        if self._before is None and self.bridge.map == self._start:
            self._before = result
        self._look()

    def show_selected(self, ids: frozenset[str]) -> None:
        """What is selected now."""
        self._selected = ids
        self._look()

    def show_view(self, name: str) -> None:
        """What is looked at now."""
        self._now_view = name
        self._views.add(name)
        self._look()

    @property
    def situation(self) -> Situation:
        """What the checks look at."""
        views = frozenset(self._views)
        return Situation(self._start, self.bridge.map, self._before, self._result, self._selected, views)

    def situation_now(self, view: str) -> Situation:
        """The same for a map on which no exercise is under way: it begins now, and one view is looked at."""
        now = self.bridge.map
        return Situation(now, now, self._result, self._result, self._selected, frozenset((view,)))

    def _look(self) -> None:
        exercise = self.exercise
        if exercise is None or not 0 <= self.number < len(exercise.steps) or self.number in self.done:
            return
        if passed(exercise.steps[self.number].checks, self.situation):
            self.done.add(self.number)
            self._offer.stop()
            self._show()

    # steps

    def go(self, way: int, *_checked: object) -> None:
        """The step after or before; nobody has to have done this one."""
        if self.exercise is None:
            return
        self.number = max(-1, min(self.number + way, len(self.exercise.steps)))
        self._views, self._has_hint = {self._now_view}, False
        self._show()
        self._look()
        if self._is_open_step:
            self._offer.start()

    @property
    def _is_open_step(self) -> bool:
        exercise = self.exercise
        if exercise is None or not 0 <= self.number < len(exercise.steps):
            return False
        return bool(exercise.steps[self.number].hint) and self.number not in self.done

    def show_hint(self) -> None:
        """A hint, not the answer."""
        if not self._has_hint and self._is_open_step:
            self._has_hint = True
            self._show()

    # what is shown

    def _show(self) -> None:
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.setParent(None)
            self._body.deleteLater()
        self._body = QWidget()
        box = QVBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        exercise = self.exercise
        if exercise is None:
            return
        self._say(box, words(exercise.title), "question")
        if self.number < 0:
            self._show_start(box, exercise)
        elif self.number < len(exercise.steps):
            self._show_step(box, exercise)
        else:
            self._show_end(box, exercise)
        box.addStretch()
        self._column.insertWidget(0, self._body)

    @staticmethod
    def _say(box: QVBoxLayout, text: str, name: str = "plainText") -> Words:
        said = Words(name)
        said.setText(text)
        box.addWidget(said)
        return said

    def _show_start(self, box: QVBoxLayout, exercise: Exercise) -> None:
        self._say(box, words(exercise.goal))
        minutes = ngettext("{n} minute", "{n} minutes", exercise.minutes)
        self._say(box, " · ".join(filter(None, (minutes, words(exercise.group) if exercise.group else ""))), "hint")
        self._self_check(box, BEFORE)
        self._buttons(box, (_("Begin"), partial(self.go, 1), True))

    def _show_step(self, box: QVBoxLayout, exercise: Exercise) -> None:
        step, count = exercise.steps[self.number], len(exercise.steps)
        marks = "".join("●" if n in self.done else "◉" if n == self.number else "○" for n in range(count))
        self._say(box, _("Step {n} of {whole}", n=self.number + 1, whole=count) + f"   {marks}", "hint")
        self._say(box, words(step.do), "prompt")
        if step.ask:
            frame = QFrame()
            frame.setObjectName("asideQuestion")
            inner = QVBoxLayout(frame)
            inner.setContentsMargins(12, 10, 12, 10)
            self._say(inner, words(step.ask))
            box.addWidget(frame)
        if self.number in self.done:
            self._say(box, "✓  " + _("The map shows it."), "doneText")
        elif step.checks:
            self._say(box, _("The map does not show it yet. You may go on all the same."), "hint")
        if self._has_hint:
            self._say(box, _("Hint: {text}", text=words(step.hint)), "cardDetail")
        elif step.hint and self.number not in self.done:
            self._link(box, _("A hint, please"), self.show_hint)
        self._buttons(box, (_("Back"), partial(self.go, -1), False), (_("Next"), partial(self.go, 1), True))
        self._link(box, _("Begin again from the start of the map"), self.reset)

    def _show_end(self, box: QVBoxLayout, exercise: Exercise) -> None:
        done = ngettext("{n} step was shown on the map.", "{n} steps were shown on the map.", len(self.done))
        self._say(box, done, "hint")
        if exercise.reveal:
            self._link(box, _("Show the prepared answer beside today"), partial(self._reveal, words(exercise.reveal)))
            self._link(box, _("Show our try beside today"), partial(self.wanted.emit, "compare", self.scenario))
        if exercise.lesson:
            self._say(box, words(exercise.lesson), "prompt")
        self._say(box, _("To talk about"), "heading")
        for number, question in enumerate(common("debrief"), 1):
            self._say(box, f"{number}  {words(question)}")
        self._self_check(box, AFTER)
        self._buttons(box, (_("Back"), partial(self.go, -1), False), (_("End the exercise"), self.leave, True))

    def _reveal(self, name: str, *_checked: object) -> None:
        found = next((s for s in self.bridge.document.map.all(Scenario) if s.label == name), None)
        if found is not None:
            self.wanted.emit("compare", found.id)

    def _self_check(self, box: QVBoxLayout, when: str) -> None:
        """Four sentences, 1 to 5; behind the end with what they were before."""
        self._say(box, _("For yourself: 1 not at all, 5 surely"), "heading")
        for number, sentence in enumerate(common("self_check")):
            self._say(box, words(sentence), "cardDetail")
            line = QHBoxLayout()
            line.setSpacing(4)
            group = QButtonGroup(box.parentWidget())
            for value in range(1, 6):
                button = QPushButton(str(value))
                button.setObjectName("answer")
                button.setCheckable(True)
                button.setChecked(self.answers[when].get(number) == value)
                button.setAccessibleName(f"{words(sentence)} {value}")
                button.clicked.connect(partial(self._answer, when, number, value))
                group.addButton(button)
                line.addWidget(button, 1)
            was = self.answers[BEFORE].get(number)
            if when == AFTER and was is not None:
                line.addWidget(QLabel(_("was {n}", n=was)))
            box.addLayout(line)

    def _answer(self, when: str, number: int, value: int, *_checked: object) -> None:
        self.answers[when][number] = value

    @staticmethod
    def _link(box: QVBoxLayout, text: str, act: object) -> None:
        button = QPushButton(text)
        button.setProperty("link", True)
        button.clicked.connect(act)
        box.addWidget(button)

    @staticmethod
    def _buttons(box: QVBoxLayout, *rows: tuple[str, object, bool]) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        for text, act, is_primary in rows:
            button = QPushButton(text)
            button.setProperty("primary", is_primary)
            button.clicked.connect(act)
            line.addWidget(button)
        line.addStretch()
        box.addLayout(line)
