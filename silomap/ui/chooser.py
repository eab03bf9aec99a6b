"""A small palette: type a few letters, choose with the arrows, Enter. For finding, linking and commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from silomap.i18n import _

MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose from."""

    text: str
    detail: str
    take: Callable[[], object]
    icon: QIcon | None = None


class Chooser(QDialog):
    """Closes before it acts, so that the action finds the window as it was."""

    def __init__(self, parent: QWidget, prompt: str, choices: list[Choice]) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(prompt)
        self.setMinimumWidth(640)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 14, 14, 14)
        self.line = QLineEdit()
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(prompt)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Matches"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMinimumHeight(300)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = QLabel(_("Nothing is called like this."))
        self.none.setObjectName("hint")
        box.addWidget(self.line)
        box.addWidget(self.list)
        box.addWidget(self.none)
        self.line.textChanged.connect(self._filter)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._take())
        self._filter("")

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = [c for c in self._choices if all(w in f"{c.text} {c.detail}".casefold() for w in words)]
        found.sort(key=lambda c: (not c.text.casefold().startswith(text.casefold()), c.text.casefold()))
        self.list.clear()
        for choice in found[:MOST]:
            item = QListWidgetItem(f"{choice.text}   ·   {choice.detail}" if choice.detail else choice.text)
            if choice.icon is not None:
                item.setIcon(choice.icon)
            item.setData(Qt.ItemDataRole.UserRole, self._choices.index(choice))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.none.setVisible(not found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        super().done(result)
        self.deleteLater()
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        choice = self._choices[item.data(Qt.ItemDataRole.UserRole)]
        self.accept()
        choice.take()
