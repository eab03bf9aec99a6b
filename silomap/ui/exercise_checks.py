"""What a step of an exercise asks of the map: a list in words, and a menu that takes it from what is selected now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.checks import Check, passed
from silomap.analysis.measures import MEASURES, value_of
from silomap.i18n import N_, _, figure, language
from silomap.model.elements import Element, Need, Service
from silomap.report.check_words import check_words
from silomap.report.comparison import title_alone
from silomap.report.view_titles import VIEW_TITLES
from silomap.ui.editor import Editor
from silomap.ui.widgets import Combo, Words

VIEWS = ("lanes", "matrix", "journey", "charts", "overview", "actions", "compare", "map")
MOST_LINKS, MOST_PAIRS = 50, 50
TAKEN: tuple[tuple[str, str], ...] = (
    ("selected", N_("Exactly what is selected now is selected")),
    ("selected_any", N_("Something of what is selected now is selected")),
    ("together", N_("The two services that are selected work together")),
    ("answered", N_("The need that is selected is answered")),
    ("gone", N_("The element that is selected is gone")),
)
"""Checks that take their elements from the selection."""
COUNTED: tuple[tuple[str, str, str, int], ...] = (
    ("new_links", N_("So many new working links…"), N_("How many, exactly?"), MOST_LINKS),
    ("newly_joined_sectors", N_("So many pairs of sectors newly joined…"), N_("How many at least?"), MOST_PAIRS),
)


class ExerciseChecks(QWidget):
    """It tells of every change with the whole list of checks."""

    changed = Signal(object)

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.checks: tuple[Check, ...] = ()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(5)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.box.addLayout(self._rows)
        self.add = QPushButton(_("Ask something of the map"))
        self.add.setProperty("small", True)
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.add.setMenu(self.menu)
        self.box.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        """Other checks, each with a word on whether the map shows it as it is now."""
        self.checks = checks
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        situation = self.editor.exercise.situation_now(self.editor.views.name)
        for number, check in enumerate(checks):
            self._rows.addWidget(self._row(number, check, passed((check,), situation)))
        if not checks:
            hint = Words("hint")
            hint.setText(_("Nothing is asked of the map: the room decides when to go on."))
            self._rows.addWidget(hint)

    def _row(self, number: int, check: Check, holds: bool) -> QWidget:
        row = QFrame()
        row.setObjectName("asked")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = Words("plainText")
        state = _("the map shows it now") if holds else _("the map does not show it now")
        words.setText(f"{'✓' if holds else '○'}  {check_words(check, self.editor.bridge.map)}")
        words.setToolTip(state)
        words.setAccessibleDescription(state)
        line.addWidget(words, 1)
        away = QPushButton("×")
        away.setObjectName("more")
        away.setAccessibleName(_("Do not ask this: {words}", words=words.text()))
        away.setToolTip(_("Do not ask this"))
        away.clicked.connect(partial(self._remove, number))
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _remove(self, number: int, *_checked: object) -> None:
        self.changed.emit((*self.checks[:number], *self.checks[number + 1 :]))

    def ask(self, check: Check) -> None:
        """One check more."""
        if check not in self.checks:
            self.changed.emit((*self.checks, check))

    # the menu

    def fill_menu(self) -> None:
        """What can be asked; what needs a selection that is not there cannot be chosen."""
        self.menu.clear()
        views = self.menu.addMenu(_("A view is looked at"))
        for view in VIEWS:
            views.addAction(_(VIEW_TITLES[view]), partial(self.ask, {"view": view}))
        for kind, title in TAKEN:
            value = self._taken(kind)
            deed = self.menu.addAction(_(title), partial(self.ask, {kind: value}))
            deed.setEnabled(value is not None)
        for kind, title, question, most in COUNTED:
            self.menu.addAction(_(title), partial(self._ask_number, kind, _(title), _(question), most))
        self.menu.addAction(_("A number is in a range…"), self._ask_measure)

    def _taken(self, kind: str) -> Any:
        """The value of a check out of what is selected; None where it does not fit."""
        there = self.editor.bridge.map
        found = [e for key in sorted(self.editor.selection.ids) if isinstance(e := there.get(key), Element)]
        one = found[0] if len(found) == 1 else None
        if kind in ("selected", "selected_any"):
            return [e.id for e in found] or None
        if kind == "together":
            return [e.id for e in found] if len(found) == 2 and all(isinstance(e, Service) for e in found) else None
        if kind == "answered":
            return one.id if isinstance(one, Need) else None
        return one.id if one is not None else None

    def _ask_number(self, kind: str, title: str, question: str, most: int) -> None:
        number, accepted = QInputDialog.getInt(self, title.rstrip("…"), question, 1, 1, most)
        if accepted:
            self.ask({kind: number})

    def _ask_measure(self) -> None:
        dialog = MeasureDialog(self, self.value)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.check is not None:
            self.ask(dialog.check)
        dialog.deleteLater()

    def value(self, code: str) -> float | int | None:
        """A measure of the map as it is now."""
        return value_of(self.editor.result, code) if self.editor.result is not None else None


class MeasureDialog(QDialog):
    """Which number, and from where to where; one end is enough."""

    def __init__(self, parent: QWidget, value: Callable[[str], float | int | None]) -> None:
        super().__init__(parent)
        self._value = value
        self.setWindowTitle(_("A number is in a range"))
        form = QFormLayout(self)
        form.setContentsMargins(18, 16, 18, 14)
        form.setSpacing(8)
        self.measure: QComboBox = Combo()
        for code in MEASURES:
            self.measure.addItem(title_alone(code), code)
        self.now = Words("hint")
        self.low, self.high = QLineEdit(), QLineEdit()
        self.measure.activated.connect(lambda _index: self._show())
        for edge in (self.low, self.high):
            edge.textChanged.connect(lambda _text: self._show())
        form.addRow(_("Number"), self.measure)
        form.addRow("", self.now)
        form.addRow(_("at least"), self.low)
        form.addRow(_("at most"), self.high)
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(_("Ask this"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setProperty("primary", True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.setMinimumWidth(460)
        self._show()

    @property
    def check(self) -> Check | None:
        """The check; None as long as no end is a number, or they are the wrong way round."""
        ends = {}
        for name, edge in (("at_least", self.low), ("at_most", self.high)):
            text = edge.text().strip().replace(",", "." if language() == "it" else ",")
            if not text:
                continue
            try:
                number = float(text)
            except ValueError:
                return None
            if number != number or abs(number) == float("inf"):
                return None
            ends[name] = int(number) if number.is_integer() else number
        is_ordered = len(ends) < 2 or ends["at_least"] <= ends["at_most"]
        return {"measure": self.measure.currentData(), **ends} if ends and is_ordered else None

    def _show(self) -> None:
        value = self._value(self.measure.currentData())
        self.now.setText(_("On the map as it is now: {value}", value="–" if value is None else figure(value)))
        self.ok.setEnabled(self.check is not None)
