"""The self-assessment: five statements, 1 to 5, before and after, without names; with a chart of what changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.i18n import N_, _
from silomap.model.evaluation import When, answer_statement, is_assessed, statements
from silomap.model.vocabulary import STATEMENTS
from silomap.report.discussion import assessment
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Page, Words
from silomap.ui.workshop.pages import Close, StepPage
from silomap.ui.workshop.scale import AssessmentChart, Scale

MOMENTS: tuple[tuple[When, str], ...] = (("opening", N_("Before")), ("closing", N_("After")))


class Assessment(StepPage):
    """One press for each answer from the room; which moment it is about is chosen above."""

    def __init__(self, bridge: Bridge, when: When = "opening") -> None:
        super().__init__(bridge)
        self.when: When = when
        self.caption(_("How far do you agree, 1 to 5? One press for each answer, no names"))
        self.box.addWidget(self._moments())
        self.scales: dict[str, Scale] = {}
        for name, words in STATEMENTS.items():
            label = Words("plainText")
            label.setText(_(words))
            scale = Scale(_(words))
            scale.answered.connect(partial(self._answer, name))
            self.box.addWidget(label)
            self.box.addWidget(scale)
            self.scales[name] = scale
        self.told = Words("hint")
        self.box.addWidget(self.told)
        self.chart = AssessmentChart()
        self.box.addWidget(self.chart)

    def _moments(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("segments")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._group = QButtonGroup(self)
        self.moments: dict[When, QPushButton] = {}
        for when, title in MOMENTS:
            button = QPushButton(_(title))
            button.setCheckable(True)
            button.setChecked(when == self.when)
            button.clicked.connect(partial(self.show_moment, when))
            self._group.addButton(button)
            line.addWidget(button, 1)
            self.moments[when] = button
        return holder

    def show_moment(self, when: When, *_checked: object) -> None:
        """Whether answers are about before or after."""
        self.when = when
        self.moments[when].setChecked(True)
        self.refresh(None)

    def _answer(self, name: str, value: int, count: int) -> None:
        with self.bridge.edit(N_("An answer from the room")) as draft:
            answer_statement(draft, name, self.when, value, count)

    def refresh(self, result: Analysis | None) -> None:
        system_map = self.bridge.map
        for name, row in statements(system_map).items():
            self.scales[name].show_answers(getattr(row, self.when))
        self.chart.show_rows(assessment(system_map))
        if is_assessed(system_map):
            self.told.setText(_("Means of all answers: the ring is before, the dot is after."))
        else:
            self.told.setText(_("Ask before the first workshop, or how it was then; and again at the end."))


class AssessedClose(StepPage):
    """The last page of an evaluation round: the closing answers, and the statements once more."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.parts: tuple[StepPage, ...] = (Close(bridge), Assessment(bridge, "closing"))
        for part in self.parts:
            self.box.addWidget(part)

    def refresh(self, result: Analysis | None) -> None:
        for part in self.parts:
            part.refresh(result)


class AssessmentDialog(QDialog):
    """The same at any time, as large as a room needs it."""

    def __init__(self, parent: QWidget, bridge: Bridge) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Self-assessment"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 12)
        scroll = Page(_("Self-assessment"))
        scroll.column.setContentsMargins(20, 16, 20, 12)
        has_before = any(row.opening for row in statements(bridge.map).values())
        self.page = Assessment(bridge, "closing" if has_before else "opening")
        for scale in self.page.scales.values():
            scale.setEnabled(bridge.is_editable)
        scroll.column.addLayout(self._beside())
        scroll.column.addStretch()
        box.addWidget(scroll, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.addStretch()
        foot.addWidget(close)
        box.addLayout(foot)
        self._follow = lambda _changes: self.page.refresh(None)
        bridge.changed.connect(self._follow)
        self.finished.connect(lambda _code: bridge.changed.disconnect(self._follow))
        self.page.refresh(None)
        self.resize(900, 560)

    def _beside(self) -> QHBoxLayout:
        """What is asked at the left, the chart at the right."""
        line = QHBoxLayout()
        line.setSpacing(28)
        line.addWidget(self.page, 1)
        right = QVBoxLayout()
        for widget in (self.page.told, self.page.chart):
            self.page.box.removeWidget(widget)
            right.addWidget(widget)
        right.addStretch()
        line.addLayout(right, 1)
        return line
