"""The Workshop panel: the prompt of the step in full, its questions, and its page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.exchange.workshop_flow import Step, words
from silomap.i18n import _, language
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Page, Words
from silomap.ui.workshop.page_for import page_for
from silomap.ui.workshop.pages import Cards, StepPage


class WorkshopPanel(QWidget):
    """Empty until a workshop is on; then the page of its step."""

    chosen = Signal(object)
    wanted = Signal(str)
    turned = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self._result: Analysis | None = None
        self.page: StepPage | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = Page(_("Workshop"))
        self._column = scroll.column
        self._column.setContentsMargins(16, 14, 16, 20)
        self._column.setSpacing(8)
        outer.addWidget(scroll)
        self.title, self.say, self.ask = Words("pageTitle"), Words("prompt"), Words("plainText")
        for label in (self.title, self.say, self.ask):
            self._column.addWidget(label)
        self.begin = QPushButton(_("Start a workshop…"))
        self.begin.setProperty("primary", True)
        self.begin.clicked.connect(lambda: self.wanted.emit("workshop_start"))
        self._column.addWidget(self.begin)
        self.speaker = QLineEdit()
        self.speaker.setPlaceholderText(_("Who speaks now: a table, a role (optional)"))
        self.speaker.setAccessibleName(_("Who speaks now"))
        self.speaker.setToolTip(_("What is done from now on is kept under this name in the history."))
        self.speaker.editingFinished.connect(self._set_speaker)
        self._column.addWidget(self.speaker)
        self._column.addStretch()
        bridge.changed.connect(lambda _changes: self.refresh())
        self.show_step(None)

    def _set_speaker(self) -> None:
        self.bridge.document.author = self.speaker.text().strip()[:200]

    def show_step(self, step: Step | None) -> None:
        """The page of a step; without one, how to begin."""
        if self.page is not None:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        self.begin.setVisible(step is None and self.bridge.is_editable)
        self.speaker.setVisible(step is not None)
        if step is None:
            self.title.setText(_("Workshop"))
            self.say.setText(
                _("Steps with prompts and a timer lead a room from one real person to actions with owners.")
            )
            self.ask.setText("")
            return
        self.title.setText(words(step.title))
        self.say.setText(words(step.say))
        questions = step.ask.get(language()) or step.ask.get("en") or ()
        self.ask.setText("\n".join(f"– {question}" for question in questions))
        self.page = page_for(step.id, self.bridge)
        self.page.setEnabled(self.bridge.is_editable)
        self.page.chosen.connect(self.chosen)
        self.page.wanted.connect(self.wanted)
        if isinstance(self.page, Cards):
            self.page.turned.connect(self.turned)
        self._column.insertWidget(3, self.page)
        self.page.refresh(self._result)

    def show_result(self, result: Analysis) -> None:
        """A new analysis."""
        self._result = result
        self.refresh()

    def refresh(self) -> None:
        """Follows the map, while it is looked at."""
        if self.page is not None and not self.isHidden():
            self.page.refresh(self._result)

    def showEvent(self, event: object) -> None:
        self.refresh()
