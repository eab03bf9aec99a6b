"""The presenter's own window: notes, what comes next, and how long it has taken."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import _
from silomap.ui.presenting.aside import set_letters
from silomap.ui.widgets import Page, Words

SIZE = (860, 560)
TITLE, NOTES, SMALL, TIME = 24, 20, 15, 40


class NotesWindow(QWidget):
    """It shows and tells; it goes with the presentation."""

    next_wanted = Signal()
    back_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("SiloMap: presenter"))
        self.resize(*SIZE)
        self._began = monotonic()
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 22, 28, 22)
        box.setSpacing(12)
        top = QHBoxLayout()
        self.count, self.time = QLabel(), QLabel()
        self.time.setAccessibleName(_("Time since the beginning"))
        again = QPushButton(_("From 0:00"))
        again.clicked.connect(self.start_again)
        top.addWidget(self.count, 1)
        top.addWidget(self.time)
        top.addWidget(again)
        box.addLayout(top)
        self.title, self.notes = Words("plain"), Words("plain")
        self.question, self.following = Words("hint"), Words("hint")
        box.addWidget(self.title)
        box.addWidget(self.question)
        page = Page(_("Notes"))
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.addWidget(self.notes)
        page.column.addStretch()
        box.addWidget(page, 1)
        box.addWidget(self.following)
        line = QHBoxLayout()
        back, forward = QPushButton("◀  " + _("Back")), QPushButton(_("Next") + "  ▶")
        forward.setProperty("primary", True)
        back.clicked.connect(self.back_wanted)
        forward.clicked.connect(self.next_wanted)
        line.addWidget(back)
        line.addStretch()
        line.addWidget(forward)
        box.addLayout(line)
        for widget, size, weight in (
            (self.count, SMALL, "medium"),
            (self.time, TIME, "semibold"),
            (self.title, TITLE, "semibold"),
            (self.notes, NOTES, "normal"),
            (self.question, SMALL, "normal"),
            (self.following, SMALL, "normal"),
        ):
            set_letters(widget, size, weight)
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._show_time)
        self._timer.start()
        self._show_time()

    def start_again(self) -> None:
        """The time counts from now."""
        self._began = monotonic()
        self._show_time()

    def show_step(self, count: str, title: str, question: str, notes: str, following: str) -> None:
        """The words of a step, for who presents."""
        self.count.setText(count)
        self.title.setText(title)
        self.question.setText(question)
        self.question.setVisible(bool(question))
        self.notes.setText(notes or _("No notes for this step."))
        self.following.setText(following)

    def _show_time(self) -> None:
        seconds = int(monotonic() - self._began)
        self.time.setText(f"{seconds // 60}:{seconds % 60:02}")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self.left.emit()
