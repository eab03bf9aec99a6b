"""History: every step in a sentence with its author and time; a state can be looked at and brought back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import _
from silomap.model.history import REDO, UNDO, Commit
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Words

MOST_SHOWN = 400
WAIT = 120
SEQ = Qt.ItemDataRole.UserRole


class History(QWidget):
    """The newest step first; the filter finds words of the step, names of elements and of people."""

    looked_at = Signal(int)
    restored = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find in the history: a word, an element, a person"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        box.addWidget(self.filter)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(_("History"))
        box.addWidget(self.list, 1)
        self.rest = Words("hint")
        box.addWidget(self.rest)
        line = QHBoxLayout()
        self.look_button, self.restore_button = QPushButton(_("Look at it")), QPushButton(_("Bring it back"))
        self.look_button.setToolTip(_("How the map was after this step, beside how it is now"))
        self.restore_button.setToolTip(_("The map becomes as it was after this step, as a new step"))
        for button in (self.look_button, self.restore_button):
            button.setProperty("small", True)
            line.addWidget(button)
        line.addStretch()
        box.addLayout(line)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda _text: self._later.start())
        self.list.currentItemChanged.connect(lambda *_items: self._enable())
        self.list.itemActivated.connect(lambda _item: self._tell(self.looked_at))
        self.look_button.clicked.connect(lambda: self._tell(self.looked_at))
        self.restore_button.clicked.connect(lambda: self._tell(self.restored))
        bridge.changed.connect(lambda _changes: self._later.start() if self.isVisible() else None)

    def refresh(self) -> None:
        """Lists the steps that the filter finds."""
        wanted = self.filter.text().casefold().split()
        history = self.bridge.document.history
        chosen = self._seq()
        self.list.clear()
        found = 0
        for step in sorted(history.commits, reverse=True):
            commit = history.commits[step][-1]
            text = f"{_sentence(commit)}\n{_when(commit)}"
            if all(word in text.casefold() for word in wanted):
                found += 1
                if found <= MOST_SHOWN:
                    item = QListWidgetItem(text)
                    item.setData(SEQ, commit.seq)
                    self.list.addItem(item)
                    if commit.seq == chosen:
                        self.list.setCurrentItem(item)
        more = found - MOST_SHOWN
        self.rest.setText(_("and {n} older steps: the filter finds them", n=more) if more > 0 else "")
        self.rest.setVisible(more > 0 or not found)
        if not found:
            self.rest.setText(_("No step like this.") if wanted else _("Nothing has been changed on this map yet."))
        self._enable()

    def showEvent(self, event: object) -> None:
        self.refresh()

    def _seq(self) -> int | None:
        item = self.list.currentItem()
        return None if item is None else int(item.data(SEQ))

    def _enable(self) -> None:
        is_on = self._seq() is not None
        self.look_button.setEnabled(is_on)
        self.restore_button.setEnabled(is_on and self.bridge.is_editable)

    def _tell(self, signal: Any) -> None:
        seq = self._seq()
        if seq is not None:
            signal.emit(seq)


def _sentence(commit: Commit) -> str:
    """What was done, in the language of the person."""
    text = _(commit.label, **commit.params) if commit.label else _("A change")
    if commit.origin == UNDO:
        return _("Taken back: {step}", step=text)
    if commit.origin == REDO:
        return _("Done again: {step}", step=text)
    return text


def _when(commit: Commit) -> str:
    then = datetime.fromisoformat(commit.time).astimezone()
    return " · ".join(part for part in (then.strftime("%Y-%m-%d %H:%M"), commit.author) if part)
