"""Notes under themes: a tree in which they are put together by hand, with the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import N_, _
from silomap.model import discussion, evaluation
from silomap.model.discussion import ROOM, dots_on
from silomap.model.elements import Note, NoteTheme
from silomap.model.evaluation import Group, groups
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.discussion import subject_words, theme_words
from silomap.report.picture.tips import tip
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Words, WrappedRows

ID = Qt.ItemDataRole.UserRole
MOST_DOTS_DRAWN = 8


class _Tree(QTreeWidget):
    """Themes, and notes below each; notes are dropped on a theme, or beside one to be under none."""

    dropped = Signal(object, str)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("themes")
        self.setAccessibleName(_("Notes under themes"))
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setItemDelegate(WrappedRows(self))
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells where notes go; the tree is made anew from the map."""
        item = self.itemAt(event.position().toPoint())
        home = item.parent() or item if item is not None else None
        keys = [i.data(0, ID) for i in self.selectedItems() if i.parent() is not None]
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if keys:
            self.dropped.emit(keys, "" if home is None else home.data(0, ID))

    def event(self, event: QEvent) -> bool:
        """Delete takes a theme away while the tree has the keyboard, not what is selected on the map."""
        if event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class NoteThemes(QWidget):
    """The tree with its buttons."""

    chosen = Signal(object)
    story_wanted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        box = QVBoxLayout(self)
        box.setContentsMargins(13, 4, 13, 13)
        box.setSpacing(6)
        self.told = Words("hint")
        box.addWidget(self.told)
        self.tree = _Tree()
        self.tree.dropped.connect(self.put)
        self.tree.removed.connect(self.remove)
        self.tree.itemSelectionChanged.connect(self._show_deeds)
        self.tree.itemActivated.connect(lambda item, _column: self._open(item))
        box.addWidget(self.tree, 1)
        self.buttons: dict[str, QPushButton] = {}
        for names in (("new", "under", "rename", "remove"), ("less", "more", "story")):
            line = QHBoxLayout()
            line.setSpacing(6)
            for name in names:
                line.addWidget(self._button(name))
            line.addStretch()
            box.addLayout(line)
        self._show_deeds()

    def _button(self, name: str) -> QPushButton:
        title, told, deed = {
            "new": (_("New theme…"), _("A theme with the notes that are selected"), self.make),
            "under": (_("Put under"), _("Puts the notes that are selected under a theme"), self._ask_where),
            "rename": (_("Rename"), _("Calls the theme something else"), self.rename),
            "remove": (_("Remove"), _("Takes the theme away; its notes stay"), self.remove),
            "less": ("−", _("Take a dot back"), partial(self.vote, -1)),
            "more": ("+", _("Give a dot"), partial(self.vote, 1)),
            "story": (_("Into the story"), _("The theme becomes a step of the story"), self._tell),
        }[name]
        button = QPushButton(title)
        button.setProperty("small", True)
        button.setToolTip(told)
        button.setAccessibleDescription(told)
        button.clicked.connect(lambda _on=False, run=deed: run())
        self.buttons[name] = button
        return button

    # what is shown

    def refresh(self) -> None:
        """The tree as the map has it; what was selected and closed stays so."""
        chosen, shut = set(self.notes) | {self.theme}, self._shut()
        found = groups(self.bridge.map)
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for group in found:
                self._add(group, chosen, shut)
        if found:
            self.told.setText(_("Drag notes that belong together under one theme. Nobody is named."))
        else:
            self.told.setText(_("Nothing has been said yet. Write notes first; then put them under themes."))
        self._show_deeds()

    def _shut(self) -> set[str]:
        tops = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return {top.data(0, ID) for top in tops if top is not None and not top.isExpanded()}

    def _add(self, group: Group, chosen: set[str], shut: set[str]) -> None:
        key = group.theme.id if group.theme is not None else ""
        top = QTreeWidgetItem(self.tree, [theme_words(group)])
        top.setData(0, ID, key)
        top.setFlags(top.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        top_font = top.font(0)
        top_font.setBold(True)
        top.setFont(0, top_font)
        for note in group.notes:
            child = QTreeWidgetItem(top, [self._words(note)])
            child.setData(0, ID, note.id)
            child.setFlags(child.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            child.setToolTip(0, tip(subject_words(self.bridge.map, note.about)) or _("parking lot"))
            child.setSelected(note.id in chosen)
        top.setExpanded(key not in shut)
        top.setSelected(bool(key) and key in chosen)

    def _words(self, note: Note) -> str:
        dots = dots_on(self.bridge.map, note.id)
        mark = "●" * min(dots, MOST_DOTS_DRAWN) + (f" {dots}" if dots > MOST_DOTS_DRAWN else "")
        return f"{_(CHOICE_TITLES[note.kind])}: {' '.join(note.text.split())} {mark}".strip()

    @property
    def notes(self) -> list[str]:
        """The notes that are selected."""
        return [item.data(0, ID) for item in self.tree.selectedItems() if item.parent() is not None]

    @property
    def theme(self) -> str:
        """The one theme that is selected; "" where none or several are."""
        keys = [item.data(0, ID) for item in self.tree.selectedItems() if item.parent() is None and item.data(0, ID)]
        return str(keys[0]) if len(keys) == 1 else ""

    def _show_deeds(self) -> None:
        may = self.bridge.may_talk
        notes, theme = bool(self.notes), bool(self.theme)
        for name, can in (
            ("new", may),
            ("under", may and notes),
            ("rename", may and theme),
            ("remove", may and theme),
            ("less", may and notes),
            ("more", may and notes),
            ("story", self.bridge.is_editable and theme),
        ):
            self.buttons[name].setEnabled(can)

    def _open(self, item: QTreeWidgetItem) -> None:
        note = self.bridge.map.get(item.data(0, ID))
        if isinstance(note, Note) and note.about:
            self.chosen.emit((note.about,))
        elif self.theme:
            self.rename()

    # what is done

    def put(self, notes: list[str], theme: str) -> None:
        """Puts notes under a theme; "" under none."""
        with self.bridge.edit(N_("Put notes under a theme")) as draft:
            evaluation.put_under(draft, notes, theme)

    def _ask_where(self) -> None:
        menu = QMenu(self)
        notes = self.notes
        for theme in evaluation.themes(self.bridge.map):
            menu.addAction(theme.label.replace("&", "&&"), partial(self.put, notes, theme.id))
        menu.addAction(_("Under no theme"), partial(self.put, notes, ""))
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.buttons["under"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def make(self) -> None:
        """A new theme with the notes that are selected."""
        notes = self.notes

        def keep(name: str) -> None:
            with self.bridge.edit(N_("Add a theme")) as draft:
                evaluation.add_theme(draft, name, notes)

        self._ask_name(_("New theme"), "", keep)

    def rename(self) -> None:
        """Calls the theme that is selected something else."""
        theme = self.bridge.map.get(self.theme)

        def keep(name: str) -> None:
            with self.bridge.edit(N_("Rename a theme")) as draft:
                evaluation.rename_theme(draft, theme.id, name)

        if isinstance(theme, NoteTheme):
            self._ask_name(_("Rename the theme"), theme.label, keep)

    def _ask_name(self, title: str, before: str, keep: Callable[[str], None]) -> None:
        name, accepted = QInputDialog.getText(self, title, _("What do these notes have in common?"), text=before)
        if accepted and name.strip() and name.strip() != before:
            keep(name)

    def remove(self) -> None:
        """Takes the theme that is selected away."""
        theme = self.theme
        if theme and self.bridge.may_talk:
            with self.bridge.edit(N_("Remove a theme")) as draft:
                evaluation.remove_theme(draft, theme)

    def vote(self, dots: int) -> None:
        """Gives dots to the notes that are selected, or takes them back."""
        notes = self.notes
        with self.bridge.edit(N_("Vote") if dots > 0 else N_("Take a vote back")) as draft:
            for key in notes:
                discussion.vote(draft, key, dots, ROOM)

    def _tell(self) -> None:
        if self.theme:
            self.story_wanted.emit(self.theme)
