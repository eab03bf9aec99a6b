"""Writing an exercise beside its map: its steps, what is said in each, what is asked of the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.checks import Check
from silomap.errors import UserError
from silomap.exchange.exercise_writing import said, write_exercise
from silomap.exchange.exercises import MOST_MINUTES, MOST_STEPS, Exercise, ExerciseStep
from silomap.exchange.workshop_flow import words
from silomap.i18n import N_, _, explain, language
from silomap.ui.editor import Editor
from silomap.ui.exercise_checks import ExerciseChecks
from silomap.ui.widgets import Combo, Page, Words, WrappedRows

KEPT_AFTER = 400
MOST_BACK = 200
NEEDED = ("title", "goal", "do")
"""Texts that cannot be empty: the last words stay in the file until there are others."""
ABOUT = (("title", N_("Title"), 1), ("goal", N_("What is learned"), 3), ("group", N_("For whom"), 1))
OF_STEP = (
    ("do", N_("What is to be done"), 4),
    ("ask", N_("What to ask the room"), 3),
    ("hint", N_("A hint, not the answer"), 3),
)


class ExerciseEditor(QDialog):
    """It stays beside the map, in which elements are selected to be asked for."""

    tried = Signal(object)

    def __init__(self, parent: QWidget, editor: Editor, exercise: Exercise, path: Path) -> None:
        super().__init__(parent)
        self.editor, self.exercise, self.path = editor, exercise, path
        self._past: list[tuple[str, Exercise]] = []
        self._is_kept = True
        self._is_showing = False
        self.setWindowTitle(_("Exercise: {name}", name=path.name))
        self.setModal(False)
        self.resize(820, 600)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 12)
        box.setSpacing(10)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(self._left(), 2)
        self.pages = QStackedWidget()
        self.fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self.pages.addWidget(self._about_page())
        self.pages.addWidget(self._step_page())
        middle.addWidget(self.pages, 3)
        box.addLayout(middle, 1)
        box.addLayout(self._foot())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_AFTER)
        self._later.timeout.connect(self.keep)
        editor.bridge.changed.connect(self._map_changed)
        editor.selection.changed.connect(self._map_changed)
        editor.analysed.connect(self._map_changed)
        self._fill_list(0)
        self._tell()

    # what it is made of

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Steps of the exercise"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setItemDelegate(WrappedRows(self.list, 14))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(5)
        self.buttons: dict[str, QPushButton] = {}
        for name, text, told, deed in (
            ("add", _("Add a step"), _("A new step behind this one"), self.add_step),
            ("copy", _("Copy"), _("The same step once more"), self.copy_step),
            ("earlier", "↑", _("Earlier"), partial(self.move_step, -1)),
            ("later", "↓", _("Later"), partial(self.move_step, 1)),
            ("remove", "×", _("Take the step away"), self.remove_step),
        ):
            button = QPushButton(text)
            button.setProperty("small", True)
            button.setToolTip(told)
            button.setAccessibleName(told)
            button.clicked.connect(lambda _on=False, run=deed: run())
            line.addWidget(button)
            self.buttons[name] = button
        line.addStretch()
        column.addLayout(line)
        return column

    def _about_page(self) -> QWidget:
        page = Page(_("About the exercise"))
        for name, title, lines in ABOUT:
            self._field(page, name, _(title), lines)
        form = QFormLayout()
        form.setSpacing(8)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setAccessibleName(_("Minutes"))
        self.minutes.valueChanged.connect(lambda value: self._change("minutes", minutes=value))
        form.addRow(_("Minutes"), self.minutes)
        names = [scenario.label for scenario in self.editor.bridge.document.map.scenarios if scenario.label]
        self.choices: dict[str, Combo] = {}
        for name, title, none in (
            ("scenario", _("Begins in"), _("Today's map")),
            ("reveal", _("Prepared answer"), _("none")),
        ):
            choice = Combo()
            choice.setAccessibleName(title)
            choice.addItem(none, "")
            for label in names:
                choice.addItem(label, label)
            choice.activated.connect(partial(self._chose, name))
            form.addRow(title, choice)
            self.choices[name] = choice
        page.column.addLayout(form)
        self._field(page, "lesson", _("What to take home"), 3)
        page.column.addStretch()
        return page

    def _step_page(self) -> QWidget:
        page = Page(_("A step of the exercise"))
        for name, title, lines in OF_STEP:
            self._field(page, name, _(title), lines)
        label = Words("section")
        label.setText(_("The step is done when"))
        page.column.addWidget(label)
        self.checks = ExerciseChecks(self.editor)
        self.checks.changed.connect(self._checks_changed)
        page.column.addWidget(self.checks)
        page.column.addStretch()
        return page

    def _field(self, page: Page, name: str, title: str, lines: int) -> None:
        label = Words("section")
        label.setText(title)
        field: QLineEdit | QPlainTextEdit
        if lines == 1:
            field = QLineEdit()
            field.textChanged.connect(lambda text: self._wrote(name, text))
        else:
            field = QPlainTextEdit()
            field.setTabChangesFocus(True)
            field.setFixedHeight(20 * lines + 18)
            field.textChanged.connect(lambda: self._wrote(name, field.toPlainText()))
        field.setAccessibleName(title)
        page.column.addWidget(label)
        page.column.addWidget(field)
        self.fields[name] = field

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.state = Words("hint")
        line.addWidget(self.state, 1)
        self.back = QPushButton(_("Undo"))
        self.back.clicked.connect(lambda: self.undo())
        attempt = QPushButton(_("Try it"))
        attempt.clicked.connect(self._try)
        close = QPushButton(_("Close"))
        close.setProperty("primary", True)
        close.clicked.connect(self.close)
        for button in (self.back, attempt, close):
            button.setAutoDefault(False)
            line.addWidget(button)
        return line

    # what is shown

    @property
    def number(self) -> int:
        """The step that is open; −1 for what is said of the whole exercise."""
        return self.list.currentRow() - 1

    @property
    def step(self) -> ExerciseStep | None:
        """The step that is open."""
        return self.exercise.steps[self.number] if 0 <= self.number < len(self.exercise.steps) else None

    def _fill_list(self, row: int) -> None:
        self._is_showing = True
        self.list.clear()
        self.list.addItem(QListWidgetItem(_("About the exercise")))
        for number, step in enumerate(self.exercise.steps, 1):
            self.list.addItem(QListWidgetItem(f"{number}  {words(step.do)}"))
        self.list.setCurrentRow(max(0, min(row, len(self.exercise.steps))))
        self._is_showing = False
        self._show()

    def _show(self) -> None:
        if self._is_showing or self.list.currentRow() < 0:
            return
        self._is_showing = True
        step, exercise = self.step, self.exercise
        self.pages.setCurrentIndex(0 if step is None else 1)
        if step is None:
            for name in ("title", "goal", "group", "lesson"):
                self._write(name, getattr(exercise, name))
            self.minutes.setValue(exercise.minutes)
            for name, choice in self.choices.items():
                texts = getattr(exercise, name)
                choice.setCurrentIndex(max(0, choice.findData(words(texts) if texts else "")))
        else:
            for name, _title, _lines in OF_STEP:
                self._write(name, getattr(step, name))
            self.checks.show_checks(step.checks)
        count = len(exercise.steps)
        self.buttons["add"].setEnabled(count < MOST_STEPS)
        self.buttons["copy"].setEnabled(step is not None and count < MOST_STEPS)
        self.buttons["earlier"].setEnabled(self.number > 0)
        self.buttons["later"].setEnabled(0 <= self.number < count - 1)
        self.buttons["remove"].setEnabled(step is not None and count > 1)
        self.back.setEnabled(bool(self._past))
        self._is_showing = False

    def _write(self, name: str, texts: Any) -> None:
        text, field = words(texts) if texts else "", self.fields[name]
        if isinstance(field, QLineEdit):
            if field.text().strip() != text:
                field.setText(text)
        elif field.toPlainText().strip() != text:
            field.setPlainText(text)

    def _map_changed(self, *_what: object) -> None:
        step = self.step
        if step is not None and step.checks and self.isVisible():
            self.checks.show_checks(step.checks)

    # what is changed

    def _change(self, what: str, **values: Any) -> None:
        """Another exercise; changes of the same text, one after the other, are one step back."""
        if self._is_showing:
            return
        if not self._past or self._past[-1][0] != what or not what:
            self._past.append((what, self.exercise))
            del self._past[:-MOST_BACK]
        self.exercise = replace(self.exercise, **values)
        self._is_kept = False
        self.back.setEnabled(True)
        self._later.start()

    def _change_step(self, what: str, **values: Any) -> None:
        number, step = self.number, self.step
        if step is not None and not self._is_showing:
            steps = list(self.exercise.steps)
            steps[number] = replace(step, **values)
            self._change(what, steps=tuple(steps))

    def _wrote(self, name: str, text: str) -> None:
        if self._is_showing or (name in NEEDED and not text.strip()):
            return
        step = self.step
        if step is None:
            self._change(name, **{name: said(text, getattr(self.exercise, name))})
        elif name in {field for field, _title, _lines in OF_STEP}:
            self._change_step(f"{self.number}:{name}", **{name: said(text, getattr(step, name))})
            item = self.list.currentItem()
            if name == "do" and item is not None:
                item.setText(f"{self.number + 1}  {text.strip()}")

    def _chose(self, name: str, *_index: object) -> None:
        label = self.choices[name].currentData()
        self._change("", **{name: {language(): label} if label else {}})

    def _checks_changed(self, checks: tuple[Check, ...]) -> None:
        self._change_step("", checks=tuple(checks))
        self.checks.show_checks(tuple(checks))

    def _with_steps(self, make: Callable[[list[ExerciseStep]], None], row: int) -> None:
        steps = list(self.exercise.steps)
        make(steps)
        self._change("", steps=tuple(steps))
        self._fill_list(row)

    def add_step(self) -> None:
        """A new step behind the open one."""
        place = self.number + 1
        self._with_steps(lambda steps: steps.insert(place, ExerciseStep(said("…"), {}, {}, ())), place + 1)
        self.fields["do"].setFocus()
        self.fields["do"].selectAll()

    def copy_step(self) -> None:
        """The open step once more."""
        number, step = self.number, self.step
        if step is not None:
            self._with_steps(lambda steps: steps.insert(number + 1, step), number + 2)

    def move_step(self, way: int) -> None:
        """The open step changes places with its neighbour."""
        number, other = self.number, self.number + way
        if self.step is None or not 0 <= other < len(self.exercise.steps):
            return

        def swap(steps: list[ExerciseStep]) -> None:
            steps[number], steps[other] = steps[other], steps[number]

        self._with_steps(swap, other + 1)

    def remove_step(self) -> None:
        """The open step goes; undo brings it back."""
        number = self.number
        if self.step is not None and len(self.exercise.steps) > 1:
            self._with_steps(lambda steps: steps.pop(number), number + 1)

    def undo(self) -> None:
        """One step back."""
        if self._past:
            _what, self.exercise = self._past.pop()
            self._is_kept = False
            self._later.start()
            self._fill_list(self.list.currentRow())

    # keeping

    def keep(self) -> None:
        """Writes the file; where that is impossible it says so and tries again with the next change."""
        self._later.stop()
        if self._is_kept:
            return
        try:
            write_exercise(self.exercise, self.path)
        except UserError as error:
            self._tell(explain(error))
            return
        self._is_kept = True
        self._tell()

    def _tell(self, problem: str = "") -> None:
        self.state.setObjectName("savedState" if problem else "hint")
        self.state.setProperty("problem", bool(problem))
        self.state.style().polish(self.state)
        self.state.setText(problem or _("Kept in {path} as you write.", path=str(self.path)))

    def _try(self) -> None:
        self.keep()
        self.tried.emit(self.path)

    def done(self, result: int) -> None:
        """Whichever way it is closed, what was written is kept."""
        self.keep()
        super().done(result)
