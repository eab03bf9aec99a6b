"""What is selected: one state that every view and panel shares."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Ids of the selected elements and links."""

    changed = Signal(frozenset)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: frozenset[str] = frozenset()

    def set(self, ids: Iterable[str]) -> None:
        """Selects exactly these."""
        new = frozenset(ids)
        if new != self.ids:
            self.ids = new
            self.changed.emit(new)

    def toggle(self, key: str) -> None:
        """Adds one, or takes it away."""
        self.set(self.ids ^ {key})

    def clear(self) -> None:
        """Selects nothing."""
        self.set(())
