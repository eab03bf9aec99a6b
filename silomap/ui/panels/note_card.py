"""The cards of the Notes panel: a note, an action, or one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout

from silomap.i18n import N_, _, language, ngettext
from silomap.model import discussion
from silomap.model.elements import Action, Note
from silomap.model.vocabulary import ACTION_STATES, CHOICE_TITLES
from silomap.report.overview import today_here
from silomap.report.picture.tips import tip
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Combo, TextBox, Tick, Words

WIDEST = 44
FIELDS = (
    ("who", N_("Who (a role)")),
    ("due", N_("By when")),
    ("partner", N_("With whom")),
    ("decision", N_("Decision needed")),
    ("learn", N_("What must we learn first?")),
    ("test", N_("The smallest test")),
)


class Talk(QFrame):
    """A card of one sentence; a click opens what it speaks of."""

    opened = Signal()
    subject_wanted = Signal(str)
    moved_here = Signal(str)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(12, 9, 12, 9)
        self.box.setSpacing(3)
        self.said = Words("plainText")
        if text:
            self.said.setText(text)
            self.box.addWidget(self.said)
            self.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Entry(Talk):
    """What notes and actions have in common: what they are about, a menu, and text that can be changed in place."""

    widest = WIDEST
    """letters of what it is about; the rest is in the tool tip"""

    def __init__(self, entity: Note | Action, subject: str, bridge: Bridge) -> None:
        super().__init__()
        self.entity, self.bridge = entity, bridge
        self.editor: TextBox | None = None
        if subject:
            about = QPushButton(subject if len(subject) <= self.widest else subject[: self.widest - 1] + "…")
            about.setProperty("link", True)
            about.setAccessibleDescription(subject)
            about.setToolTip(tip(subject))
            about.clicked.connect(lambda: self.subject_wanted.emit(entity.about))
            self.box.addWidget(about)
        self.box.addWidget(self.said)
        self.opened.connect(self.begin)

    def _foot(self, words: str, tone: str = "") -> QHBoxLayout:
        line = QHBoxLayout()
        detail = Words("cardDetail")
        detail.setProperty("tone", tone)
        detail.setText(words)
        line.addWidget(detail, 1)
        more = QPushButton("⋯")
        more.setObjectName("more")
        more.setAccessibleName(_("More"))
        more.clicked.connect(lambda: self._show_menu(more))
        more.setVisible(self.bridge.may_talk)
        line.addWidget(more)
        self.box.addLayout(line)
        return line

    def _show_menu(self, button: QPushButton) -> None:
        menu = QMenu(self)
        menu.addAction(_("Change the words"), self.begin)
        menu.addAction(_("It is about what is selected"), lambda: self.moved_here.emit(self.entity.id))
        for title, deed in self.deeds():
            menu.addAction(title, deed)
        menu.addAction(_("Remove"), self.remove)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def deeds(self) -> list[tuple[str, Callable[[], None]]]:
        """What else its menu offers."""
        return []

    def remove(self) -> None:
        """Takes it away."""
        with self.bridge.edit(N_("Remove a note")) as draft:
            discussion.remove_attached(draft, [self.entity.id])

    def begin(self) -> None:
        """Changes the words in place; Enter keeps them, Esc leaves them."""
        if self.editor is not None or not self.bridge.may_talk:
            return
        self.editor = TextBox(self.said.text())
        self.editor.setAccessibleName(_("What was said"))
        self.editor.setFixedHeight(70)
        self.editor.submitted.connect(self._keep_words)
        self.editor.left.connect(self._leave)
        self.said.hide()
        self.box.insertWidget(self.box.indexOf(self.said), self.editor)
        self.editor.setFocus()

    def _leave(self) -> None:
        if self.editor is not None:
            self.editor.deleteLater()
            self.editor = None
            self.said.show()

    def _keep_words(self) -> None:
        text = self.editor.toPlainText() if self.editor is not None else ""
        self._leave()
        self.change_words(text)

    def change_words(self, text: str) -> None:
        """Keeps other words."""


class NoteCard(_Entry):
    """A note: what was said, by whom, when; it can be settled."""

    def __init__(self, note: Note, subject: str, bridge: Bridge) -> None:
        super().__init__(note, subject, bridge)
        self.said.setText(note.text)
        self.setAccessibleName(note.text)
        dots = discussion.dots_on(bridge.map, note.id)
        count = ngettext("{n} dot", "{n} dots", dots) if dots else ""
        theme = bridge.map.label(note.theme) if note.theme else ""
        parts = [_(CHOICE_TITLES[note.kind]), note.author, time_words(note.time), count, theme]
        line = self._foot(" · ".join(part for part in parts if part))
        self.done = Tick(_("settled"))
        self.done.setChecked(note.done)
        self.done.setEnabled(bridge.may_talk)
        self.done.clicked.connect(self._settle)
        line.insertWidget(1, self.done)

    def _settle(self, on: bool) -> None:
        with self.bridge.edit(N_("Settle a note") if on else N_("Take a note up again")) as draft:
            discussion.change_note(draft, self.entity.id, done=on)

    def deeds(self) -> list[tuple[str, Callable[[], None]]]:
        return [(_("Give a dot"), partial(self._vote, 1)), (_("Take a dot back"), partial(self._vote, -1))]

    def _vote(self, dots: int) -> None:
        with self.bridge.edit(N_("Vote") if dots > 0 else N_("Take a vote back")) as draft:
            discussion.vote(draft, self.entity.id, dots)

    def change_words(self, text: str) -> None:
        with self.bridge.edit(N_("Change a note")) as draft:
            discussion.change_note(draft, self.entity.id, text=text)


class ActionCard(_Entry):
    """An action: what, who, by when; the rest opens with a click."""

    def __init__(self, action: Action, subject: str, bridge: Bridge) -> None:
        super().__init__(action, subject, bridge)
        self.said.setText(action.what)
        self.setAccessibleName(action.what)
        due = date_words(action.due, action.state != "done")
        tone = "bad" if discussion.is_overdue(action, today_here()) else ""
        line = self._foot(" · ".join(filter(None, (action.who or _("nobody yet"), due))), tone)
        self.state = Combo()
        self.state.setAccessibleName(_("State"))
        for state in ACTION_STATES:
            self.state.addItem(_(CHOICE_TITLES[state]), state)
        self.state.setCurrentIndex(ACTION_STATES.index(action.state))
        self.state.setEnabled(bridge.may_talk)
        self.state.activated.connect(self._set_state)
        line.insertWidget(1, self.state)
        self.form: QFormLayout | None = None
        self.fields: dict[str, QLineEdit] = {}

    def begin(self) -> None:
        """Opens the fields, and the words."""
        super().begin()
        if self.form is not None or not self.bridge.may_talk or not isinstance(self.entity, Action):
            return
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setSpacing(3)
        for name, title in FIELDS:
            field = QLineEdit(getattr(self.entity, name))
            field.setAccessibleName(_(title))
            if name == "due":
                field.setPlaceholderText("2026-12-31")
            field.editingFinished.connect(partial(self._set, name))
            self.form.addRow(_(title), field)
            self.fields[name] = field
        inner = Tick(_("It changes our own rules or habits"))
        inner.setChecked(self.entity.inner)
        inner.clicked.connect(lambda on: self._change(inner=on))
        self.form.addRow(inner)
        self.box.insertLayout(self.box.count() - 1, self.form)

    def _set(self, name: str) -> None:
        if self.fields[name].text().strip() != getattr(self.entity, name):
            self._change(**{name: self.fields[name].text()})

    def _set_state(self, index: int) -> None:
        before = self.entity
        self._change(state=self.state.itemData(index))
        if self.bridge.map.get(before.id) == before and isinstance(before, Action):  # refused: nobody or no date
            self.state.setCurrentIndex(ACTION_STATES.index(before.state))
            self.begin()

    def _change(self, **values: Any) -> None:
        with self.bridge.edit(N_("Change an action")) as draft:
            discussion.change_action(draft, self.entity.id, **values)

    def change_words(self, text: str) -> None:
        self._change(what=text)


def time_words(iso: str) -> str:
    """A time as people of the language write it, in local time; empty where there is none."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    words = QLocale(language()).toString(moment.date(), QLocale.FormatType.ShortFormat)
    return f"{words} {moment:%H:%M}"


def date_words(iso: str, is_open: bool) -> str:
    """A date as people of the language write it; an overdue one says so."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return ""
    words = str(QLocale(language()).toString(day, QLocale.FormatType.ShortFormat))
    return _("overdue since {date}", date=words) if is_open and day < today_here() else words
