"""The agenda strip: where the workshop stands, what is asked, how much time is left. It guides and never cages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from silomap.exchange.workshop_flow import Step, from_plan, words
from silomap.i18n import N_, _, language
from silomap.model import session
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Words

SECOND = 1_000


class Strip(QFrame):
    """Over the canvas while a workshop is on. The timer is the facilitator's: it is not kept in the map."""

    wanted = Signal(str)
    step_changed = Signal(object)
    step_left = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.bridge = bridge
        self.plan: tuple[Step, ...] = ()
        self._seconds = 0
        self._step = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        self.back = self._button("‹", _("Step before"), partial(self.go, -1))
        self.title = QPushButton()
        self.title.setObjectName("stripTitle")
        self.title.setMenu(QMenu(self.title))
        self.title.menu().aboutToShow.connect(self._fill_steps)
        self.next = self._button("›", _("Next step"), partial(self.go, 1))
        for button in (self.back, self.title, self.next):
            line.addWidget(button)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        self.say = Words("stripSay")
        self.ask = Words("stripAsk")
        middle.addWidget(self.say)
        middle.addWidget(self.ask)
        line.addLayout(middle, 1)
        self.time = QLabel()
        self.time.setObjectName("stripTime")
        self.run_button = self._button("▶", _("Start or stop the timer"), self.toggle_timer)
        self.more = self._button("⋯", _("More"), lambda: None)
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_more)
        for widget in (self.time, self.run_button, self.more):
            line.addWidget(widget)
        self._tick = QTimer(self)
        self._tick.setInterval(SECOND)
        self._tick.timeout.connect(self._count)
        bridge.changed.connect(lambda _changes: self.refresh())
        self.refresh()

    def _button(self, text: str, name: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("stripButton")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(act)
        return button

    @property
    def step(self) -> Step | None:
        """The step where the workshop stands; None where none is on."""
        key = self.bridge.map.workshop.step
        return next((step for step in self.plan if step.id == key), None)

    def refresh(self) -> None:
        """Follows the map; a step that has just begun starts its time."""
        workshop = self.bridge.map.workshop
        self.plan = from_plan(workshop.plan) if workshop.step else ()
        step = self.step
        if workshop.step and step is None and self.plan:
            step = self.plan[0]
        if step is None:
            self.hide()
            self._tick.stop()
            if self._step:
                self._step = ""
                self.step_changed.emit(None)
            return
        number = self.plan.index(step) + 1
        self.title.setText(f"{number} · {words(step.title)}")
        self.title.setAccessibleName(
            _("Step {number} of {count}: {title}", number=number, count=len(self.plan), title=words(step.title))
        )
        self.say.setText(words(step.say))
        questions = (step.ask and (step.ask.get(language()) or step.ask.get("en"))) or ()
        self.ask.setText(" · ".join(questions))
        self.ask.setVisible(bool(questions))
        self.back.setEnabled(number > 1)
        self.next.setEnabled(number < len(self.plan))
        self.show()
        if step.id != self._step:
            self._step, self._seconds = step.id, 0
            self.step_changed.emit(step)
        self._show_time()

    def go(self, way: int, *_checked: object) -> None:
        """One step on or back."""
        step = self.step
        if step is not None:
            self.go_to(self.plan[max(0, min(len(self.plan) - 1, self.plan.index(step) + way))].id)

    def go_to(self, key: str) -> None:
        """Any step: the order is a proposal."""
        if self.step is not None and key != self.step.id:
            self.step_left.emit(words(self.step.title))
        with self.bridge.edit(N_("Go to a step of the workshop")) as draft:
            session.change(draft, step=key)

    def _fill_steps(self) -> None:
        menu = self.title.menu()
        menu.clear()
        for number, step in enumerate(self.plan, start=1):
            action = menu.addAction(f"{number} · {words(step.title)}\t{step.minutes}′")
            action.setCheckable(True)
            action.setChecked(step.id == self._step)
            action.triggered.connect(partial(self.go_to, step.id))

    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for title, name in (
            (_("Edit the agenda…"), "agenda"),
            (_("The page of this step"), "panel_workshop"),
            (_("Big screen"), "big_screen"),
            (_("End the workshop"), "workshop_end"),
        ):
            menu.addAction(title, partial(self.wanted.emit, name))

    def set_big(self, on: bool) -> None:
        """Words for the back row."""
        for label in (self.say, self.ask, self.title, self.time):
            label.setProperty("big", on)
            label.style().unpolish(label)
            label.style().polish(label)

    # time

    def toggle_timer(self, *_checked: object) -> None:
        """Starts or stops the time of the step."""
        self._tick.stop() if self._tick.isActive() else self._tick.start()
        self._show_time()

    @property
    def is_running(self) -> bool:
        """Whether the time runs."""
        return self._tick.isActive()

    def _count(self) -> None:
        self._seconds += 1
        self._show_time()

    def _show_time(self) -> None:
        step = self.step
        left = (step.minutes * 60 if step else 0) - self._seconds
        minutes, seconds = divmod(abs(left), 60)
        self.time.setText(f"{'+' if left < 0 else ''}{minutes}:{seconds:02d}")
        self.time.setAccessibleName(
            _("{n} minutes over time", n=minutes) if left < 0 else _("{n} minutes left", n=minutes)
        )
        is_late = left < 0
        if self.time.property("late") != is_late:
            self.time.setProperty("late", is_late)
            self.time.style().unpolish(self.time)
            self.time.style().polish(self.time)
        self.run_button.setText("❚❚" if self.is_running else "▶")
