"""Editing a name in place, over the node."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from silomap.i18n import _


class InlineEditor(QLineEdit):
    """A line over the canvas: Enter keeps, Esc drops, leaving keeps. It calls back once and goes."""

    def __init__(self, parent: QWidget, place: QRect, text: str, done: Callable[[str | None], None]) -> None:
        super().__init__(text, parent)
        self.setObjectName("inline")
        self.setAccessibleName(_("Name"))
        self.setPlaceholderText(_("Type a name"))
        self._done: Callable[[str | None], None] | None = done
        width = max(place.width(), 190)
        height = max(36, min(place.height(), 44))
        self.setGeometry(place.center().x() - width // 2, place.center().y() - height // 2, width, height)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.finish(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(self.text())

    def finish(self, text: str | None) -> None:
        """Calls back with the text, or None where it was given up."""
        done, self._done = self._done, None
        if done is None:
            return
        self.hide()
        parent = self.parentWidget()
        self.deleteLater()
        done(text)
        if parent is not None and parent.parentWidget() is not None:
            parent.parentWidget().setFocus()
