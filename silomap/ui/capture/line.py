"""The line of the capture bar: it shows how the name that is typed goes on, and takes pasted lines whole."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

MOST_CHARACTERS, MOST_TYPED = 1_000_000, 5_000
MOST_ROWS = 5
FRAME = 14


class CaptureLine(QPlainTextEdit):
    """Enter submits, Tab accepts what is offered, Shift+Enter begins another line, Esc steps back."""

    submitted = Signal()
    accepted = Signal()
    left = Signal()
    pasted = Signal(str)

    def __init__(self, hint_colour: str) -> None:
        super().__init__()
        self.setObjectName("captureLine")
        self._hint = QColor(hint_colour)
        self.ghost = ""
        self.has_offer = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """As high as its text, up to some rows."""
        rows = min(MOST_ROWS, max(1, int(self.document().size().height())))
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + FRAME)

    def set_ghost(self, text: str) -> None:
        """The rest of a name, shown behind the cursor."""
        if text != self.ghost:
            self.ghost = text
            self.viewport().update()

    def at_end(self) -> bool:
        """Whether the cursor stands behind everything."""
        return self.textCursor().atEnd()

    def put(self, text: str) -> None:
        """Replaces everything; the cursor goes to the end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()[:MOST_CHARACTERS] if source.hasText() else ""
        if len(text) > MOST_TYPED or "\n" in text.strip() or "\t" in text or "\r" in text.strip():
            self.pasted.emit(text)
        elif text:
            self.insertPlainText(" ".join(text.split("\n")))

    def event(self, event: QEvent) -> bool:
        """Tab accepts what is offered; without an offer it leads to the next control."""
        is_tab = event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab
        if is_tab and (self.ghost or self.has_offer):
            self.accepted.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.submitted.emit()
        elif key == Qt.Key.Key_Right and self.ghost and self.at_end():
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ghost and self.at_end():
            painter = QPainter(self.viewport())
            painter.setPen(self._hint)
            place = self.cursorRect()
            painter.drawText(place.right() + 1, place.top() + self.fontMetrics().ascent(), self.ghost)
            painter.end()
