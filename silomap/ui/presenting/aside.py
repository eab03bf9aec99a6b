"""What stands beside the map while a story is told: which step, title, text, question to the room, buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import _
from silomap.report.picture.fonts import font
from silomap.report.themes import Theme
from silomap.ui.widgets import Page, Words

SHARE, LEAST = 0.3, 340
TITLE, TEXT, SMALL = 44 / 1080, 27 / 1080, 24 / 1080
"""sizes of letters as shares of the height of the screen: at 1080 pixels nothing is smaller than 24"""
LEAST_TEXT = 15
LINE = 6


class Aside(QFrame):
    """It shows a step and tells what is wanted."""

    next_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("aside")
        self._theme = theme
        box = QVBoxLayout(self)
        box.setContentsMargins(30, 40, 30, 24)
        box.setSpacing(0)
        page = Page(_("The step"))
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.setSpacing(18)
        page.setObjectName("asidePage")
        page.page.setObjectName("asidePage")
        self.count = QLabel()
        self.count.setObjectName("asideCount")
        self.title, self.text = Words("plain"), Words("asideText")
        self.question_box = QFrame()
        self.question_box.setObjectName("asideQuestion")
        inner = QVBoxLayout(self.question_box)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(6)
        self.question_head, self.question = QLabel(_("Ask the room")), Words("plain")
        inner.addWidget(self.question_head)
        inner.addWidget(self.question)
        self.notice = Words("asideText")
        for widget in (self.count, self.title, self.text, self.question_box, self.notice):
            page.column.addWidget(widget)
        page.column.addStretch()
        box.addWidget(page, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.back, self.forward = QPushButton(), QPushButton()
        self.back.clicked.connect(self.back_wanted)
        self.forward.clicked.connect(self.next_wanted)
        self.forward.setProperty("primary", True)
        line.addWidget(self.back)
        line.addWidget(self.forward, 1)
        box.addLayout(line)
        for button in (self.back, self.forward):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.setText("◀  " + _("Back"))
        self.hide()

    def show_step(self, number: int, count: int, title: str, text: str, question: str) -> None:
        """The words of a step."""
        self.count.setText(_("Step {n} of {whole}", n=number, whole=count))
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.question.setText(question)
        self.question_box.setVisible(bool(question))
        self.back.setEnabled(number > 1)
        self.setAccessibleName(f"{self.count.text()}: {title}")

    def show_next(self, text: str) -> None:
        """What the button leads to."""
        self.forward.setText(f"{text}  ▶")

    def tell(self, text: str) -> None:
        """A sentence about what cannot be shown."""
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def fit_to(self, width: int, height: int) -> None:
        """Letters large enough for the back row of a room with a screen of this size."""
        self.setFixedWidth(max(LEAST, round(width * SHARE)))
        for widget, share, weight in (
            (self.title, TITLE, "bold"),
            (self.text, TEXT, "normal"),
            (self.notice, SMALL, "normal"),
            (self.question, TEXT, "normal"),
            (self.question_head, SMALL, "semibold"),
            (self.count, SMALL, "semibold"),
            (self.back, SMALL, "medium"),
            (self.forward, SMALL, "medium"),
        ):
            set_letters(widget, round(height * share), weight)


def set_letters(widget: QWidget, pixels: int, weight: str = "normal") -> None:
    """Sets a widget in letters of a size, whatever the style sheet says of others."""
    made = QFont(font(max(LEAST_TEXT, pixels), weight))
    widget.setStyleSheet(f"font-size: {made.pixelSize()}px; font-weight: {int(made.weight())};")


class Progress(QWidget):
    """How far the story is, as a line at the foot."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_share(self, share: float) -> None:
        """0…1."""
        self._share = share
        self.update()

    def place(self) -> None:
        """At the foot of its parent."""
        parent = self.parentWidget()
        self.setGeometry(0, parent.height() - LINE, parent.width(), LINE)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.hairline))
        done = QRectF(0, 0, self.width() * self._share, self.height())
        painter.fillRect(done, QColor(self._theme.accent))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.update()
