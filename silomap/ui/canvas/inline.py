"""Editing a name in place, over the node."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from silomap.i18n import _


class InlineEditor(QLineEdit):
    """A line over the canvas: Enter and Tab keep, Esc drops, leaving keeps. It calls back once and goes."""

    def __init__(self, parent: QWidget, place: QRect, text: str, done: Callable[[str | None], None]) -> None:
        super().__init__(text, parent)
        self.setObjectName("inline")
        self.setAccessibleName(_("Name"))
        self.setPlaceholderText(_("Type a name"))
        self._done: Callable[[str | None], None] | None = done
        self.goes_on = False
        """whether it was ended with Tab"""
        width = max(place.width(), 190)
        height = max(36, min(place.height(), 44))
        self.setGeometry(place.center().x() - width // 2, place.center().y() - height // 2, width, height)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Tab is not for the next control here: it ends the name and goes on with what hangs on it."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab:
            self.goes_on = bool(self.text().strip())
            self.finish(self.text())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
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
