"""Small buttons at the top of the canvas that say what is on: filters, locks. A click takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from silomap.i18n import _

PLACE = 14


class Chips(QWidget):
    """A row of them; it is as wide as they are and covers nothing else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        self._acts: dict[str, Callable[[], object]] = {}
        self.top = PLACE
        self.hide()

    def show_chip(self, name: str, text: str, act: Callable[[], object]) -> None:
        """Shows or changes a chip; an empty text takes it away."""
        button = self.buttons.get(name)
        if not text:
            if button is not None:
                self.buttons.pop(name)
                button.hide()
                button.deleteLater()
        else:
            if button is None:
                button = QPushButton()
                button.setObjectName("chipButton")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.setToolTip(_("Click to take this away"))
                button.clicked.connect(lambda _on=False, n=name: self._acts[n]())
                self._line.addWidget(button)
                self.buttons[name] = button
            button.setText(f"{text}   ✕")
            button.setAccessibleName(text)
            button.setAccessibleDescription(_("Click to take this away"))
            button.ensurePolished()
        self._acts[name] = act
        self.place()
        QTimer.singleShot(0, self, self.place)  # once more when the texts have their style

    def place(self) -> None:
        """At the top left of the canvas."""
        self.setVisible(bool(self.buttons))
        self._line.activate()
        self.resize(self._line.sizeHint())
        self.move(PLACE, self.top)
        self.raise_()
