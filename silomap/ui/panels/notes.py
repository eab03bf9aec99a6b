"""Notes: what was said, what got dots, what somebody will do; of what is selected, or of the whole map."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import N_, _, ngettext
from silomap.model import discussion
from silomap.model.changes import ChangeSet
from silomap.model.discussion import ROOM, by_date, dots_on, most_voted, spent_by, spoken
from silomap.model.elements import Action, Attached, Element, Link, Note, NoteTheme, Vote
from silomap.model.vocabulary import CHOICE_TITLES, NOTE_KINDS
from silomap.report.discussion import subject_words
from silomap.ui.bridge import Bridge
from silomap.ui.panels.note_card import ActionCard, NoteCard, Talk
from silomap.ui.panels.note_themes import NoteThemes
from silomap.ui.selection import Selection
from silomap.ui.widgets import Combo, Page, TextBox, Words

SHOWN = ("all", "notes", "votes", "actions", "themes")
SHOWN_TITLES = (N_("All"), N_("Notes"), N_("Votes"), N_("Actions"), N_("Themes"))
AT_FIRST = 60
ACTION = "action"
SPOKEN = tuple(kind for kind in NOTE_KINDS if kind != "card")


class Notes(QWidget):
    """The panel: what is being written at the top, what was written below."""

    chosen = Signal(object)

    def __init__(self, bridge: Bridge, selection: Selection) -> None:
        super().__init__()
        self.bridge, self.selection = bridge, selection
        self._shown = "all"
        self._most = AT_FIRST
        self.cards: list[Talk] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._composer())
        outer.addWidget(self._filter())
        scroll = Page(_("Notes"))
        self._column = scroll.column
        self._column.setContentsMargins(13, 4, 13, 16)
        self._column.setSpacing(8)
        self._column.addStretch()
        outer.addWidget(scroll, 1)
        self._scroll = scroll
        self.themes = NoteThemes(bridge)
        self.themes.chosen.connect(self.chosen)
        self.themes.hide()
        outer.addWidget(self.themes, 1)
        selection.changed.connect(lambda _ids: self._show_about())
        bridge.changed.connect(self._changed)
        self._show_about()

    def _composer(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("composer")
        box = QVBoxLayout(holder)
        box.setContentsMargins(14, 12, 14, 10)
        box.setSpacing(6)
        self.about = Words("question")
        box.addWidget(self.about)
        self.text = TextBox()
        self.text.setAccessibleName(_("What was said"))
        self.text.setPlaceholderText(_("What was said? Enter keeps it"))
        self.text.setFixedHeight(62)
        self.text.submitted.connect(self.keep)
        box.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.kind = Combo()
        self.kind.setAccessibleName(_("What it is"))
        for kind in SPOKEN:
            self.kind.addItem(_(CHOICE_TITLES[kind]), kind)
        self.kind.addItem(_("action"), ACTION)
        self.author = QLineEdit()
        self.author.setAccessibleName(_("Who speaks, if it shall be known"))
        self.author.setPlaceholderText(_("who (optional)"))
        self.add = QPushButton(_("Keep"))
        self.add.setProperty("small", True)
        self.add.clicked.connect(self.keep)
        for widget, stretch in ((self.kind, 3), (self.author, 3), (self.add, 0)):
            line.addWidget(widget, stretch)
        box.addLayout(line)
        votes = QHBoxLayout()
        self.dots = QLabel()
        self.dots.setObjectName("dots")
        votes.addWidget(self.dots, 1)
        self.less, self.more = QPushButton("−"), QPushButton("+")
        for button, name, dots in (
            (self.less, _("Take a dot back"), -1),
            (self.more, _("Give a dot"), 1),
        ):
            button.setProperty("small", True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(partial(self.vote, dots))
            votes.addWidget(button)
        box.addLayout(votes)
        return holder

    def _filter(self) -> QWidget:
        holder = QFrame()
        holder.setObjectName("segments")
        box = QVBoxLayout(holder)
        box.setContentsMargins(14, 8, 14, 8)
        box.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(4)
        self._group = QButtonGroup(self)
        self.segments: dict[str, QPushButton] = {}
        for name, title in zip(SHOWN, SHOWN_TITLES, strict=True):
            button = QPushButton(_(title))
            button.setCheckable(True)
            button.setChecked(name == "all")
            button.clicked.connect(partial(self.show_only, name))
            self._group.addButton(button)
            line.addWidget(button, 1)
            self.segments[name] = button
        box.addLayout(line)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the notes"))
        self.search.setAccessibleName(_("Search the notes"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self.refresh())
        box.addWidget(self.search)
        return holder

    # what is being written

    @property
    def subject(self) -> str:
        """What is spoken of: the one thing that is selected, or nothing."""
        there = [k for k in self.selection.ids if isinstance(self.bridge.map.get(k), Element | Link)]
        return there[0] if len(there) == 1 else ""

    def _show_about(self) -> None:
        key = self.subject
        may_talk = self.bridge.may_talk
        name = subject_words(self.bridge.map, key)
        self.about.setText(_("About “{name}”", name=name) if key else _("Parking lot: about nothing yet"))
        for widget in (self.text, self.kind, self.author, self.add):
            widget.setEnabled(may_talk)
        count = dots_on(self.bridge.map, key) if key else 0
        self.dots.setText("●" * min(count, 12) + (f" {count}" if count else "") if key else "")
        self.dots.setAccessibleName(ngettext("{n} dot", "{n} dots", count))
        for button in (self.less, self.more):
            button.setVisible(bool(key))
            button.setEnabled(may_talk and (button is self.more or count > 0))
        if not self.isHidden():
            self.refresh()

    def keep(self) -> None:
        """Keeps what is written, as a note or an action."""
        text, about, author = self.text.toPlainText(), self.subject, self.author.text()
        if not text.strip():
            return
        kind = str(self.kind.currentData())
        made = ""
        label = N_("Add an action") if kind == ACTION else N_("Add a note")
        with self.bridge.edit(label) as draft:
            if kind == ACTION:
                made = discussion.add_action(draft, about, text, who=author)
            else:
                made = discussion.add_note(draft, about, text, kind, author)
        if made in self.bridge.map:
            self.text.clear()
            self.text.setFocus()

    def start(self, kind: str = "") -> None:
        """Takes the keyboard to write a note, or an action."""
        if kind:
            self.kind.setCurrentIndex(self.kind.findData(kind))
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def vote(self, dots: int, *_checked: object) -> None:
        """Gives or takes back dots on all that is selected; a named voter has a budget."""
        keys = sorted(k for k in self.selection.ids if isinstance(self.bridge.map.get(k), Element | Link))
        voter = self.author.text().strip() or ROOM
        budget = self.bridge.map.workshop.budget
        with self.bridge.edit(N_("Vote") if dots > 0 else N_("Take a vote back")) as draft:
            for key in keys:
                discussion.vote(draft, key, dots, voter, budget)
        if voter != ROOM and keys:
            left = max(0, budget - spent_by(self.bridge.map, voter))
            self.add.setToolTip(ngettext("{name} has {n} dot left", "{name} has {n} dots left", left, name=voter))

    # what was written

    def show_only(self, name: str, *_checked: object) -> None:
        """One of SHOWN."""
        self._shown = name
        self.segments[name].setChecked(True)
        self._most = AT_FIRST
        is_sorting = name == "themes"
        self.search.setVisible(not is_sorting)
        self._scroll.setVisible(not is_sorting)
        self.themes.setVisible(is_sorting)
        self.refresh()

    def _changed(self, changes: ChangeSet) -> None:
        touched = any(isinstance(c.before or c.after, Note | NoteTheme | Vote | Action) for c in changes)
        if touched or self.subject in changes.ids:
            self._show_about()

    def showEvent(self, event: object) -> None:
        self._show_about()

    def refresh(self) -> None:
        """The list, the newest note first, actions by date, votes by dots; or the themes."""
        if self._shown == "themes":
            self.themes.refresh()
            return
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        rows = self._rows()
        for number, entity in enumerate(rows[: self._most]):
            card = self._card(entity)
            self._column.insertWidget(number, card)
            self.cards.append(card)
        rest = len(rows) - self._most
        if rest > 0:
            more = Talk(ngettext("Show {n} more", "Show {n} more", rest))
            more.opened.connect(self._show_more)
            self._column.insertWidget(len(self.cards), more)
            self.cards.append(more)
        if not rows:
            self._column.insertWidget(0, empty := Talk(self._empty_words()))
            self.cards.append(empty)

    def _show_more(self) -> None:
        self._most += AT_FIRST * 4
        self.refresh()

    def _empty_words(self) -> str:
        if self.search.text().strip():
            return _("Nothing that was said contains these words.")
        return _("Nothing has been said yet. Select an element or a link and write, or write into the parking lot.")

    def _rows(self) -> list[Attached | tuple[str, int]]:
        system_map, words = self.bridge.map, self.search.text().casefold().split()
        rows: list[Attached | tuple[str, int]] = []
        if self._shown in ("all", "actions"):
            rows += by_date(system_map.all(Action))
        if self._shown in ("all", "notes"):
            newest_first = spoken(system_map)[::-1]
            rows += sorted(newest_first, key=lambda n: n.done)
        if self._shown in ("all", "votes"):
            rows += most_voted(system_map)
        subject = self.subject
        if subject:
            rows = [row for row in rows if self._home(row) == subject]
        return [row for row in rows if all(word in self._text_of(row) for word in words)] if words else rows

    def _home(self, row: Attached | tuple[str, int]) -> str:
        """What a row is about; the dots of a note are about what the note is about."""
        key = row[0] if isinstance(row, tuple) else row.about
        voted = self.bridge.map.get(key)
        return voted.about if isinstance(voted, Note) else key

    def _text_of(self, row: Attached | tuple[str, int]) -> str:
        key = row[0] if isinstance(row, tuple) else row.about
        parts: Iterable[str] = (subject_words(self.bridge.map, key),)
        if isinstance(row, Note):
            parts = (*parts, row.text, row.author, _(CHOICE_TITLES[row.kind]))
        elif isinstance(row, Action):
            parts = (*parts, row.what, row.who, row.due, row.partner, row.decision, row.learn, row.test)
        return "\n".join(parts).casefold()

    def _card(self, row: Attached | tuple[str, int]) -> Talk:
        key = row[0] if isinstance(row, tuple) else row.about
        name = subject_words(self.bridge.map, key)
        if isinstance(row, tuple):
            card = Talk(_("{dots} for “{name}”", dots="●" * min(row[1], 8) + f" {row[1]}", name=name))
            home = self._home(row)
            if home:
                card.opened.connect(partial(self.chosen.emit, (home,)))
            return card
        if isinstance(row, Vote):
            return Talk(name)
        made = ActionCard(row, name, self.bridge) if isinstance(row, Action) else NoteCard(row, name, self.bridge)
        made.subject_wanted.connect(lambda about: self.chosen.emit((about,)))
        made.moved_here.connect(self._move_here)
        return made

    def _move_here(self, key: str) -> None:
        """What was written is about what is selected from now on."""
        subject = self.subject
        entity = self.bridge.map.get(key)
        with self.bridge.edit(N_("Move a note")) as draft:
            if isinstance(entity, Note):
                discussion.change_note(draft, key, about=subject)
            else:
                discussion.change_action(draft, key, about=subject)
