"""History: every step in a sentence with its author and time; a state can be looked at, compared and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.errors import UserError
from silomap.i18n import _, ngettext
from silomap.model.codec import Data
from silomap.model.history import Commit
from silomap.model.past import recorded, speaks_of
from silomap.report.changes import name_of
from silomap.report.steps import step_words, when_and_who
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.widgets import Combo, Tick, Words

MOST_SHOWN, A_SLICE, READING = 300, 400, 0.012
WAIT = 120
SEQ = Qt.ItemDataRole.UserRole
EVERYBODY = ""


class History(QWidget):
    """The newest step first; the filter finds words of the step, names of elements and of people. A long history is
    searched a part at a time."""

    looked_at = Signal(int)
    compared = Signal(int)
    restored = Signal(int)
    element_restored = Signal(int, str)
    replay_wanted = Signal()

    def __init__(self, bridge: Bridge, selection: Selection) -> None:
        super().__init__()
        self.bridge, self.selection = bridge, selection
        self._touched: set[int] | None = None
        self._scan: Iterator[tuple[Commit, list[Data]]] | None = None
        self._keep: int | None = None
        self._rest: list[Commit] = []
        self._found = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find in the history: a word, an element, a person"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        box.addWidget(self.filter)
        line = QHBoxLayout()
        self.people = Combo()
        self.people.setAccessibleName(_("Whose steps"))
        self.people.activated.connect(lambda _i: self.refresh())
        self.only_selected = Tick(_("Only what is selected"))
        line.addWidget(self.people, 1)
        line.addWidget(self.only_selected)
        box.addLayout(line)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("History"))
        box.addWidget(self.list, 1)
        self.rest = Words("hint")
        box.addWidget(self.rest)
        box.addLayout(self._buttons())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.refresh)
        self._going = QTimer(self)
        self._going.setInterval(0)
        self._going.timeout.connect(self._go_on)
        self.only_selected.clicked.connect(lambda _on: self._later.start())
        self.filter.textChanged.connect(lambda _text: self._later.start())
        self.list.currentItemChanged.connect(lambda *_items: self._enable())
        self.list.itemActivated.connect(lambda _item: self._tell(self.looked_at))
        selection.changed.connect(lambda _ids: self._selection_changed())
        bridge.changed.connect(lambda _changes: self._later.start() if self.isVisible() else None)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(6)
        rows = (
            ("look", _("Look at it"), _("The map as it was after this step, in every view"), self.looked_at),
            (
                "compare",
                _("Compare with now"),
                _("How the map was after this step, beside how it is now"),
                self.compared,
            ),
            (
                "restore",
                _("Bring it back"),
                _("The map becomes as it was after this step, as a new step"),
                self.restored,
            ),
        )
        self.buttons: dict[str, QPushButton] = {}
        for name, title, tip, signal in rows:
            button = QPushButton(title)
            button.setToolTip(tip)
            button.clicked.connect(lambda _on=False, s=signal: self._tell(s))
            self.buttons[name] = button
        element = QPushButton(_("Bring the selected one back"))
        element.setToolTip(_("Only what is selected becomes as it was after this step"))
        element.clicked.connect(self._restore_element)
        replay = QPushButton(_("Replay"))
        replay.setToolTip(_("The map growing, from its beginning to now"))
        replay.clicked.connect(self.replay_wanted)
        self.buttons |= {"element": element, "replay": replay}
        places = {"look": (0, 0), "compare": (0, 1), "restore": (1, 0), "replay": (1, 1)}
        for name, button in self.buttons.items():
            button.setProperty("small", True)
            if name in places:
                grid.addWidget(button, *places[name])
        grid.addWidget(element, 2, 0, 1, 2)
        return grid

    @property
    def look_button(self) -> QPushButton:
        """Looks at the state after the step."""
        return self.buttons["look"]

    @property
    def restore_button(self) -> QPushButton:
        """Brings the state after the step back."""
        return self.buttons["restore"]

    def _chosen(self) -> str:
        ids = sorted(self.selection.ids)
        return ids[0] if len(ids) == 1 else ""

    def _selection_changed(self) -> None:
        if self.only_selected.isChecked() and self.isVisible():
            self._later.start()
        self._enable()

    def refresh(self) -> None:
        """Lists the steps that the filter finds."""
        self._going.stop()
        history = self.bridge.document.history
        newest = [history.commits[step][-1] for step in sorted(history.commits, reverse=True)]
        self._show_people(newest)
        self._touched, self._scan = None, None
        if self.only_selected.isChecked():
            self._touched, self._scan = set(), recorded(self.bridge.document)
        self._keep = self._seq()
        self.list.clear()
        self._found, self._rest = 0, newest
        self._go_on()
        if self._rest or self._scan is not None:
            self._going.start()

    def _show_people(self, newest: list[Commit]) -> None:
        chosen = self.people.currentData()
        names = sorted({commit.author for commit in newest if commit.author}, key=str.casefold)
        self.people.clear()
        self.people.addItem(_("Everybody"), EVERYBODY)
        for name in names:
            self.people.addItem(name, name)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))

    def _fits(self, commit: Commit, text: str, wanted: list[str]) -> bool:
        person = self.people.currentData()
        if person and commit.author != person:
            return False
        if self._touched is not None:
            steps = self.bridge.document.history.commits[commit.step]
            if self._touched.isdisjoint(c.seq for c in steps):
                return False
        return all(word in text.casefold() for word in wanted)

    def _go_on(self) -> None:
        """Looks at some more steps."""
        if self._scan is not None and not self._scan_on():
            return
        wanted = self.filter.text().casefold().split()
        part, self._rest = self._rest[:A_SLICE], self._rest[A_SLICE:]
        is_filtered = bool(wanted or self.people.currentData() or self._touched is not None)
        for commit in part:
            if self._found >= MOST_SHOWN and not is_filtered:
                self._found += 1
                continue
            text = f"{step_words(commit)}\n{when_and_who(commit)}"
            if self._fits(commit, text, wanted):
                self._found += 1
                if self._found <= MOST_SHOWN:
                    self._add(commit, text)
        if not self._rest:
            self._going.stop()
        self._show_rest(is_filtered)
        self._enable()

    def _scan_on(self) -> bool:
        """Reads on what the steps touched; True when all of them have been read."""
        end = perf_counter() + READING
        keys = self.selection.ids
        try:
            while self._scan is not None and perf_counter() < end:
                found = next(self._scan, None)
                if found is None:
                    self._scan = None
                elif self._touched is not None and any(speaks_of(record, keys) for record in found[1]):
                    self._touched.add(found[0].seq)
        except UserError:  # what could be read is shown
            self._scan = None
        return self._scan is None

    def _add(self, commit: Commit, text: str) -> None:
        item = QListWidgetItem(text)
        item.setData(SEQ, commit.seq)
        self.list.addItem(item)
        if commit.seq == self._keep:
            self.list.setCurrentItem(item)

    def _show_rest(self, is_filtered: bool) -> None:
        more = self._found - MOST_SHOWN
        text = ""
        if more > 0:
            text = ngettext(
                "and {n} older step: the filter finds it", "and {n} older steps: the filter finds them", more
            )
        elif not self._found and not self._rest:
            text = _("No step like this.") if is_filtered else _("Nothing has been changed on this map yet.")
        self.rest.setText(text)
        self.rest.setVisible(bool(text))

    def showEvent(self, event: object) -> None:
        self.refresh()

    def _seq(self) -> int | None:
        item = self.list.currentItem()
        return None if item is None else int(item.data(SEQ))

    def _enable(self) -> None:
        is_on, can_edit = self._seq() is not None, self.bridge.document.read_only is None
        for name in ("look", "compare"):
            self.buttons[name].setEnabled(is_on)
        self.buttons["restore"].setEnabled(is_on and can_edit)
        chosen = self._chosen()
        self.buttons["element"].setEnabled(is_on and can_edit and bool(chosen))
        name = name_of(self.bridge.map[chosen], self.bridge.map) if chosen in self.bridge.map else ""
        text = _("Bring only “{name}” back", name=name) if name else _("Bring the selected one back")
        self.buttons["element"].setText(text.replace("&", "&&"))
        self.buttons["replay"].setEnabled(bool(self.bridge.document.history.commits))

    def _restore_element(self) -> None:
        seq, chosen = self._seq(), self._chosen()
        if seq is not None and chosen:
            self.element_restored.emit(seq, chosen)

    def _tell(self, signal: Any) -> None:
        seq = self._seq()
        if seq is not None:
            signal.emit(seq)
