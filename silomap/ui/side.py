"""The panel at the right: its tabs, one page each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from silomap.ui.theme import scaled

WIDTH, WIDEST = 360, 560


class SidePanel(QFrame):
    """Pages by name; a tab may be away while its page can still be reached."""

    shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(min(WIDEST, scaled(WIDTH)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        tabs = QFrame()
        tabs.setObjectName("tabs")
        self._line = QHBoxLayout(tabs)
        self._line.setContentsMargins(8, 0, 8, 0)
        self._line.setSpacing(0)
        self._group = QButtonGroup(self)
        self.stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {}
        self.pages: dict[str, QWidget] = {}
        box.addWidget(tabs)
        box.addWidget(self.stack, 1)

    def add(self, name: str, title: str, page: QWidget) -> None:
        """Another tab, at the right."""
        button = QPushButton(title)
        button.setCheckable(True)
        button.clicked.connect(lambda _on=False: self.show_page(name))
        self._group.addButton(button)
        self._line.addWidget(button, 1)
        self.buttons[name], self.pages[name] = button, page
        self.stack.addWidget(page)

    def show_page(self, name: str) -> None:
        """Brings a page to the front."""
        self.buttons[name].setChecked(True)
        self.stack.setCurrentWidget(self.pages[name])
        self.shown.emit(name)

    @property
    def current(self) -> str:
        """The name of the page at the front."""
        return next(name for name, page in self.pages.items() if page is self.stack.currentWidget())
