"""Numbers: every measure of the map with its value; each leads to how it is counted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.analysis.measures import ACTORS, FAMILIES, MEASURES, Counted, Evidence, value_of
from silomap.i18n import _
from silomap.report.explanations import DEFINITIONS, FAMILY_TITLES, RULES, TITLES, shown
from silomap.report.sentences import words
from silomap.ui.bridge import Bridge
from silomap.ui.panels.explanation import Account, Explanation
from silomap.ui.widgets import Page, RowButton, Words


class Numbers(QStackedWidget):
    """The list of measures, and the page that explains one of them or a finding."""

    asked = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.result: Analysis | None = None
        self.code: str | None = None
        self._from_findings = False
        self.buttons: dict[str, QPushButton] = {}
        self._values: dict[str, QLabel] = {}
        self.explanation = Explanation()
        self.explanation.left.connect(self._leave)
        self.explanation.chosen.connect(self.chosen)
        self._list = self._make_list()
        self.addWidget(self._list)
        self.addWidget(self.explanation)

    def _make_list(self) -> QWidget:
        scroll = Page(_("Numbers"))
        column = scroll.column
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(2)
        hint = QLabel(_("Choose a number to see what it counts."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        column.addWidget(hint)
        for family in FAMILIES:
            heading = QLabel(_(FAMILY_TITLES[family]))
            heading.setObjectName("section")
            column.addSpacing(10)
            column.addWidget(heading)
            for code, row in MEASURES.items():
                if row.family == family:
                    column.addWidget(self._line(code))
        column.addStretch()
        return scroll

    def _line(self, code: str) -> QWidget:
        button = RowButton()
        button.setObjectName("measure")
        button.setAccessibleName(f"{_(TITLES[code])}: –")
        button.line.setContentsMargins(8, 5, 8, 5)
        title, value = Words("measureTitle"), QLabel("–")
        title.setText(_(TITLES[code]))
        value.setObjectName("measureValue")
        button.add(title, 1)
        button.add(value)
        button.clicked.connect(partial(self.explain, code))
        self.buttons[code], self._values[code] = button, value
        return button

    def show_result(self, result: Analysis) -> None:
        """Shows a new analysis; an open explanation follows it."""
        self.result = result
        for code, label in self._values.items():
            is_late = MEASURES[code].family == ACTORS and not result.is_complete
            text = "…" if is_late else shown(code, value_of(result, code))
            if label.text() != text:
                label.setText(text)
                self.buttons[code].setAccessibleName(f"{_(TITLES[code])}: {text}")
        if self.code is not None and self.currentWidget() is self.explanation:
            self._ask(self.code)

    def explain(self, code: str, from_findings: bool = False) -> None:
        """Opens the page of a measure."""
        self._from_findings = from_findings
        self._ask(code)
        self.setCurrentWidget(self.explanation)
        self.explanation.back.setFocus()

    def explain_finding(self, finding: Finding) -> None:
        """Opens the page of a finding."""
        self._from_findings, self.code = True, None
        said = words(self.bridge.map, finding)
        definition, formula, source = RULES[finding.rule]
        pairs = [Counted(pair, False) for pair in finding.missing]
        told = {key for pair in finding.missing for key in pair}
        rows = (*pairs, *(Counted((key,)) for key in finding.elements if key not in told))
        account = Account(said.say, "", _(definition), formula, source)
        self.explanation.show_finding(account, self.bridge.map, rows)
        self.setCurrentWidget(self.explanation)
        self.explanation.back.setFocus()

    def show_evidence(self, evidence: Evidence) -> None:
        """What a measure counts, as asked for."""
        if evidence.code == self.code:
            self.explanation.show_rows(self.bridge.map, evidence.rows, evidence.total)

    def _ask(self, code: str) -> None:
        row, result = MEASURES[code], self.result
        value = "–" if result is None else shown(code, value_of(result, code))
        if code != self.code or self.explanation.value.text() != value:
            account = Account(_(TITLES[code]), value, _(DEFINITIONS[code]), row.formula, row.source)
            self.explanation.show_account(account)
        self.code = code
        self.asked.emit(code)

    def _leave(self) -> None:
        self.code = None
        self.setCurrentWidget(self._list)
        if self._from_findings:
            self.left.emit()
