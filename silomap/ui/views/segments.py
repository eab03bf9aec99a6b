"""A choice of a few: side by side, or in a list that opens where there is no room for that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from silomap.i18n import _
from silomap.ui.widgets import Combo


class Segments(QWidget):
    """It shows which one is chosen, and tells what is wanted."""

    wanted = Signal(str)

    def __init__(self, name: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(rows)
        self._row, self.list = QFrame(), Combo()
        self._row.setObjectName("segmented")
        line = QHBoxLayout(self._row)
        self._group = QButtonGroup(self._row)
        self.buttons: dict[str, QPushButton] = {}
        for key, title in rows:
            button = QPushButton(_(title))
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, k=key: self.wanted.emit(k))
            self._group.addButton(button)
            line.addWidget(button)
            self.buttons[key] = button
            self.list.addItem(_(title), key)
        self.list.setAccessibleName(name)
        self.list.setToolTip(name)
        self.list.activated.connect(lambda index: self.wanted.emit(self.list.itemData(index)))
        self.list.hide()
        box = QHBoxLayout(self)
        for layout in (line, box):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        box.addWidget(self._row)
        box.addWidget(self.list)

    def show_chosen(self, key: str, title: str = "") -> None:
        """Marks one; where it is none of them, only its title is shown."""
        self._group.setExclusive(key in self.buttons)
        for name, button in self.buttons.items():
            button.setChecked(name == key)
        self.list.setPlaceholderText(title)
        self.list.setCurrentIndex(self.list.findData(key))

    def allow(self, key: str, on: bool) -> None:
        """Whether one of them can be chosen."""
        self.buttons[key].setEnabled(on)
        model = self.list.model()
        if isinstance(model, QStandardItemModel):
            model.item(self.list.findData(key)).setEnabled(on)

    def shorten(self, on: bool) -> None:
        """A list that opens in the place of the row, or the row."""
        self._row.setVisible(not on)
        self.list.setVisible(on)

    @property
    def width_in_a_row(self) -> int:
        """How much room the row needs."""
        return self._row.sizeHint().width()

    @property
    def width_as_a_list(self) -> int:
        """How much room the list needs."""
        return self.list.minimumSizeHint().width()
