"""What the window has to say: a passing toast over the canvas, and a banner that stays while it is true."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

SECONDS = 6


class Toast(QFrame):
    """One sentence at the foot of its parent, for some seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self.label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.lift = 0
        """how far above the foot: what floats there is not covered"""
        self.hide()

    def tell(self, text: str, stay: bool = False) -> None:
        """Shows a sentence; an empty one takes it away."""
        self._timer.stop()
        if not text:
            self.hide()
            return
        self.label.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        if not stay:
            self._timer.start(SECONDS * 1000)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(560, parent.width() - 40, self.label.fontMetrics().horizontalAdvance(self.label.text()) + 44)
        self.setFixedWidth(max(120, width))
        height = self.label.heightForWidth(self.width() - 34) + 22
        self.setFixedHeight(height)
        self.move((parent.width() - self.width()) // 2, parent.height() - height - 24 - self.lift)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class Banner(QFrame):
    """A strip that says what the person must know while it lasts, with what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(18, 7, 14, 7)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self._line.addWidget(self.label, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def tell(self, text: str, actions: list[tuple[str, Callable[[], object]]], problem: bool) -> None:
        """Shows a sentence with buttons; an empty sentence takes the banner away."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.setVisible(bool(text))
        self.label.setText(text)
        self.setAccessibleName(text)
        self.setProperty("problem", problem)
        for widget in (self, self.label):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        for title, act in actions:
            button = QPushButton(title)
            button.setProperty("small", True)
            button.clicked.connect(act)
            self._line.addWidget(button)
            self._buttons.append(button)
