"""The board of actions: open, agreed, done; who, by when, and what each is about. Overdue ones stand out."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.i18n import N_, _, ngettext
from silomap.model import discussion
from silomap.model.changes import ChangeSet
from silomap.model.elements import Action
from silomap.model.vocabulary import ACTION_STATES
from silomap.report.discussion import subject_words
from silomap.report.document.said import answer_words
from silomap.report.sentences import sentence
from silomap.ui.bridge import Bridge
from silomap.ui.panels.note_card import ActionCard
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words

MIME = "application/x-silomap-action"
TITLES = {"open": N_("Still open"), "agreed": N_("Agreed"), "done": N_("Done")}
EMPTY = {
    "open": N_("What somebody has proposed and nobody has agreed on yet."),
    "agreed": N_("What was agreed on: pull an action here, or choose it on the card."),
    "done": N_("What is done."),
}
THREE_FROM, MOST_IN_COLUMN = 760, 100


class BoardCard(ActionCard):
    """An action that can be pulled into another column."""

    widest = 64

    def __init__(self, action: Action, subject: str, bridge: Bridge) -> None:
        super().__init__(action, subject, bridge)
        self._pressed: QPoint | None = None
        if action.decision:
            words = Words("cardDetail")
            words.setText(_("Decision needed: {text}", text=f"{action.decision} ({answer_words(action)})"))
            self.box.insertWidget(self.box.indexOf(self.said) + 1, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = QApplication.startDragDistance()
        pulled = self._pressed is not None and (event.position().toPoint() - self._pressed).manhattanLength() > far
        if pulled and self.bridge.may_talk and event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None
            drag, data = QDrag(self), QMimeData()
            data.setData(MIME, QByteArray(self.entity.id.encode()))
            drag.setMimeData(data)
            drag.setPixmap(self.grab())
            drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            super().mouseReleaseEvent(event)


class Column(QFrame):
    """The actions of one state; an action that is dropped here gets it."""

    dropped = Signal(str, str)

    def __init__(self, state: str) -> None:
        super().__init__()
        self.setObjectName("boardColumn")
        self.state = state
        self.setAcceptDrops(True)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(12, 12, 12, 12)
        self.box.setSpacing(8)
        self.title = QLabel()
        self.title.setObjectName("question")
        self.box.addWidget(self.title)
        self.empty = Words("hint")
        self.empty.setText(_(EMPTY[state]))
        self.box.addWidget(self.empty)
        self.box.addStretch()
        self.cards: list[QWidget] = []

    def show_cards(self, cards: list[QWidget], count: int) -> None:
        """Exactly these cards."""
        for card in self.cards:
            self.box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = cards
        for number, card in enumerate(cards):
            self.box.insertWidget(number + 1, card)
        self.empty.setVisible(not cards)
        self.title.setText(f"{_(TITLES[self.state])}  {count}" if count else _(TITLES[self.state]))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        key = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
        event.acceptProposedAction()
        self.dropped.emit(key, self.state)


class ActionsView(Page):
    """Three columns of actions."""

    wanted = Signal(str, object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("Actions"))
        self.setObjectName("charts")
        self.page.setObjectName("chartsPage")
        self.bridge = bridge
        self.result: Analysis | None = None
        self._sentences: dict[str, str] = {}
        self.cards: dict[str, BoardCard] = {}
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(14)
        self.column.addLayout(self._head())
        self.summary = Words("hint")
        self.column.addWidget(self.summary)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(14)
        self.columns = {state: Column(state) for state in ACTION_STATES}
        for column in self.columns.values():
            column.dropped.connect(self.set_state)
        self.column.addWidget(holder)
        self.column.addStretch()
        self._abreast = 0
        bridge.changed.connect(self._changed)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = QLabel(_("Actions"))
        title.setObjectName("pageTitle")
        line.addWidget(title)
        line.addStretch()
        self.add_button = QPushButton(_("New action"))
        self.export_button = QPushButton(_("Export…"))
        self.back_button = QPushButton(_("Overview"))
        for button, deed in (
            (self.add_button, "new_action"),
            (self.export_button, "export_actions"),
            (self.back_button, "overview"),
        ):
            button.setProperty("flat", False)
            button.clicked.connect(partial(self._want, deed, None))
            line.addWidget(button)
        return line

    def _want(self, deed: str, value: object, *_checked: object) -> None:
        self.wanted.emit(deed, value)

    def show_result(self, result: Analysis) -> None:
        """A new analysis: findings that actions address are told in their present words."""
        if result is not self.result:
            self.result = result
            wanted = {action.finding for action in self.bridge.map.all(Action)}
            self._sentences = {f.key: sentence(self.bridge.map, f) for f in result.findings if f.key in wanted}
        self.refresh()

    def _changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and any(isinstance(c.before or c.after, Action) for c in changes):
            self.refresh()

    def refresh(self) -> None:
        """Every action in its column, the earliest date first."""
        actions = discussion.by_date(self.bridge.map.all(Action))
        self.cards = {}
        for state, column in self.columns.items():
            mine = [action for action in actions if action.state == state]
            cards: list[QWidget] = [self._card(action) for action in mine[:MOST_IN_COLUMN]]
            if len(mine) > MOST_IN_COLUMN:
                more = Words("hint")
                rest = len(mine) - MOST_IN_COLUMN
                more.setText(ngettext("and {n} more; export lists all", "and {n} more; export lists all", rest))
                cards.append(more)
            column.show_cards(cards, len(mine))
        self.add_button.setEnabled(self.bridge.may_talk)
        self.export_button.setEnabled(bool(actions))
        self.summary.setText(
            _("Pull an action into another column, or click it to change it. Agreed or done needs a role and a date.")
            if actions
            else _("Nothing has been agreed yet: who makes the first link, and by when?")
        )
        self._lay_out()

    def _card(self, action: Action) -> BoardCard:
        about = self._sentences.get(action.finding) or subject_words(self.bridge.map, action.about)
        card = BoardCard(action, about, self.bridge)
        card.subject_wanted.connect(lambda _about, a=action: self._want("addressed", a))
        self.cards[action.id] = card
        return card

    def set_state(self, key: str, state: str) -> None:
        """Moves an action into another column; where that needs a role and a date, its fields open."""
        with self.bridge.edit(N_("Change an action")) as draft:
            discussion.change_action(draft, key, state=state)
        action = self.bridge.map.get(key)
        if isinstance(action, Action) and action.state != state:
            self.open(key)

    def open(self, key: str) -> None:
        """Brings an action into sight with its fields open."""
        card = self.cards.get(key)
        if card is not None:
            card.begin()
            self.ensureWidgetVisible(card)
            field = card.fields.get("who")
            if field is not None:
                field.setFocus()

    def _lay_out(self) -> None:
        abreast = 3 if self.viewport().width() >= scaled(THREE_FROM) else 1
        if abreast == self._abreast:
            return
        self._abreast = abreast
        for number, column in enumerate(self.columns.values()):
            self._grid.addWidget(column, *divmod(number, abreast))
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < abreast else 0)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._lay_out()
