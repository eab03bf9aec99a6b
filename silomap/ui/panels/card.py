"""A finding as a card: kind, sentence, detail, and what can be done at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout

from silomap.analysis.finding import Finding
from silomap.i18n import N_, _
from silomap.model.elements import Mark
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report import fill
from silomap.report.sentences import TONES
from silomap.ui.flow import flow_of
from silomap.ui.widgets import Words

MARK_TITLES = {
    "agreed": N_("We agree"),
    "disputed": N_("We do not agree"),
    "unsure": N_("We are not sure"),
    "done": N_("It is done"),
}
TRIABLE = frozenset({"draw_link", "draw_service", "add_service"})
ACT_TITLES = {
    "add_service": N_("Add a service"),
    "draw_link": N_("Draw this link"),
    "draw_service": N_("Draw this service"),
}


class FindingCard(QFrame):
    """One card; it is filled again for another finding instead of being made anew."""

    hovered = Signal(object)
    chosen = Signal(object)
    add_service = Signal(object)
    draw_link = Signal(object)
    draw_service = Signal(object)
    try_link = Signal(object)
    explained = Signal(object)
    marked = Signal(object, object, str)
    settled = Signal()

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
        self.more_button = QPushButton("⋯")
        self.more_button.setObjectName("more")
        self.more_button.setAccessibleName(_("More about this finding"))
        self.more_button.setToolTip(_("How it is counted, and what you decide about it"))
        self.more_button.clicked.connect(self._show_menu)
        top = QHBoxLayout()
        top.addWidget(self.kind, 1)
        top.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(top)
        for label in (self.say, self.detail, self.ask):
            box.addWidget(label)
        self.ask.hide()
        self.decided = Words("decided")
        box.addWidget(self.decided)
        self.show_button = QPushButton(_("Show on map"))
        self.act_button = QPushButton()
        for button in (self.show_button, self.act_button):
            button.setProperty("small", True)
        box.addLayout(flow_of([self.show_button, self.act_button]))
        self.try_button = QPushButton(_("Try this link in a what-if"))
        self.try_button.setProperty("link", True)
        self.try_button.clicked.connect(lambda: self.try_link.emit(self.finding))
        self.try_button.hide()
        box.addWidget(self.try_button)
        self.note = QLineEdit()
        self.note.setMaxLength(2_000)
        self.note.returnPressed.connect(self._keep_mark)
        self.note.hide()
        box.addWidget(self.note)
        self.how = QPushButton(_("How is this counted?"))
        self.how.setProperty("link", True)
        self.how.clicked.connect(lambda: self.explained.emit(self.finding))
        self.how.hide()
        box.addWidget(self.how)
        self.mark: Mark | None = None
        self._state = ""
        self._editable = self._may_talk = True
        self._menu_is_open = False
        self.show_button.clicked.connect(lambda: self.chosen.emit(self.finding))
        self.act_button.clicked.connect(self._act)

    def show_finding(
        self,
        finding: Finding,
        words: fill.Words,
        editable: bool,
        mark: Mark | None = None,
        may_talk: bool | None = None,
    ) -> None:
        """Fills the card."""
        self.finding, self.mark, self._editable = finding, mark, editable
        self._may_talk = editable if may_talk is None else may_talk
        self.decided.setVisible(mark is not None)
        if mark is not None:
            state = _(CHOICE_TITLES[mark.state])
            state = state[:1].upper() + state[1:]
            self.decided.setText(f"{state}: {mark.note}" if mark.note else state)
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
        action = next((a for a in finding.actions if a in ACT_TITLES), None)
        self.act_button.setVisible(action is not None and editable)
        self.act_button.setText(_(ACT_TITLES[action]) if action else "")
        is_link = "draw_link" in finding.actions
        self.try_button.setText(_("Try this link in a what-if") if is_link else _("Try it in a what-if"))

    @property
    def can_try(self) -> bool:
        """Whether it speaks of a link or a service that could be tried."""
        return self._editable and self.finding is not None and not TRIABLE.isdisjoint(self.finding.actions)

    def show_current(self, on: bool) -> None:
        """Whether it is the one that stays lit on the map; then it also asks its question."""
        self.ask.setVisible(on)
        self.how.setVisible(on)
        self.try_button.setVisible(on and self.can_try)
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
            action = next(a for a in self.finding.actions if a in ACT_TITLES)
            getattr(self, action).emit(self.finding)

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("How is this counted?"), lambda: self.explained.emit(self.finding))
        if self._may_talk:
            menu.addSeparator()
            for state, title in MARK_TITLES.items():
                menu.addAction(_(title), partial(self.begin_mark, state))
            if self.mark is not None:
                menu.addSeparator()
                menu.addAction(_("Not discussed after all"), lambda: self.marked.emit(self.finding, None, ""))
        menu.aboutToHide.connect(self._menu_closed)
        menu.aboutToHide.connect(menu.deleteLater)
        self._menu_is_open = True
        menu.popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    @property
    def is_busy(self) -> bool:
        """Whether a person is deciding about its finding: it must not be filled with another one now."""
        return self._menu_is_open or self.note.isVisible()

    def _menu_closed(self) -> None:
        self._menu_is_open = False
        QTimer.singleShot(0, self, self.settled.emit)  # after what was chosen in the menu

    def begin_mark(self, state: str) -> None:
        """Asks for a note; Enter keeps the decision, Esc leaves it."""
        self._state = state
        self.note.setText(self.mark.note if self.mark is not None else "")
        self.note.setPlaceholderText(_("{state}: a note if you like, then Enter", state=_(CHOICE_TITLES[state])))
        self.note.setAccessibleName(self.note.placeholderText())
        self.note.show()
        self.note.setFocus()

    def _keep_mark(self) -> None:
        self.note.hide()
        self.marked.emit(self.finding, self._state, self.note.text())
        self.settled.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(self.finding)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.note.isVisible():
            self.note.hide()
            self.setFocus()
            self.settled.emit()
        elif self.note.hasFocus():
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.finding)
        else:
            super().keyPressEvent(event)
