"""A finding as a card: kind, sentence, detail, and what can be done at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from silomap.analysis.finding import Finding
from silomap.i18n import _
from silomap.report import fill
from silomap.ui.widgets import Words

TONES = {
    "hole": "missing",
    "missing_link": "missing",
    "fragmented_need": "missing",
    "fragmented_group": "missing",
    "sectors_without_link": "missing",
    "unanswered_need": "missing",
    "carries_most": "warning",
    "single_answer": "warning",
}


class FindingCard(QFrame):
    """One card; it is filled again for another finding instead of being made anew."""

    hovered = Signal(object)
    chosen = Signal(object)
    add_service = Signal(object)
    draw_link = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.finding: Finding | None = None
        self._words: fill.Words | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(13, 11, 13, 12)
        box.setSpacing(5)
        self.kind, self.say = Words("cardKind"), Words("cardSay")
        self.detail, self.ask = Words("cardDetail"), Words("ask")
        for label in (self.kind, self.say, self.detail, self.ask):
            box.addWidget(label)
        self.ask.hide()
        line = QHBoxLayout()
        line.setSpacing(7)
        self.show_button = QPushButton(_("Show on map"))
        self.act_button = QPushButton()
        for button in (self.show_button, self.act_button):
            button.setProperty("small", True)
            line.addWidget(button)
        line.addStretch()
        box.addLayout(line)
        self.show_button.clicked.connect(lambda: self.chosen.emit(self.finding))
        self.act_button.clicked.connect(self._act)

    def show_finding(self, finding: Finding, words: fill.Words, editable: bool) -> None:
        """Fills the card."""
        self.finding = finding
        if words != self._words:
            self._words = words
            for label, text in (
                (self.kind, words.kind),
                (self.say, words.say),
                (self.detail, words.detail),
                (self.ask, words.ask),
            ):
                label.setText(text)
            self.setAccessibleName(f"{words.kind}: {words.say}")
            self.setAccessibleDescription(f"{words.detail}. {words.ask}")
            self._restyle(self.kind, "tone", TONES.get(finding.rule, "plain"))
        self.show_button.setVisible(bool(finding.elements))
        titles = {"add_service": _("Add a service"), "draw_link": _("Draw this link")}
        action = next((a for a in finding.actions if a in titles), None)
        self.act_button.setVisible(action is not None and editable)
        self.act_button.setText(titles.get(action or "", ""))

    def show_current(self, on: bool) -> None:
        """Whether it is the one that stays lit on the map; then it also asks its question."""
        self.ask.setVisible(on)
        if self.property("current") != on:
            self._restyle(self, "current", on)
            self._restyle(self.show_button, "alarm", on)

    @staticmethod
    def _restyle(widget: QFrame | QLabel | QPushButton, name: str, value: object) -> None:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    def _act(self) -> None:
        if self.finding is not None:
            signal = self.add_service if "add_service" in self.finding.actions else self.draw_link
            signal.emit(self.finding)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(self.finding)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.finding)
        else:
            super().keyPressEvent(event)
