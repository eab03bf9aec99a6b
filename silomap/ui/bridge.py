"""The one object between document and window: it turns the model's signals into Qt's and errors into sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.errors import UserError
from silomap.i18n import explain
from silomap.model.changes import ChangeSet
from silomap.model.document import Document, SavingState
from silomap.model.draft import Draft
from silomap.model.system_map import SystemMap

RETRY_EVERY = 3_000


class Bridge(QObject):
    """The open document as the window sees it."""

    changed = Signal(object)
    saving_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._offs: list[Callable[[], None]] = [
            document.changed.connect(self._changed),
            document.saving_changed.connect(self._saving),
        ]
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_EVERY)
        self._retry.timeout.connect(document.retry)

    @property
    def map(self) -> SystemMap:
        """The present map."""
        return self.document.map

    @property
    def is_editable(self) -> bool:
        """Whether the map can be changed."""
        return self.document.read_only is None

    @contextmanager
    def edit(self, label: str, params: Mapping[str, str] | None = None, merge: str | None = None) -> Iterator[Draft]:
        """An edit by the person; a refusal is told in words and changes nothing."""
        try:
            with self.document.edit(label, params, merge=merge) as draft:
                yield draft
        except UserError as error:
            self.refused.emit(explain(error))

    def undo(self) -> None:
        """Takes the last step back."""
        self._guarded(self.document.undo)

    def redo(self) -> None:
        """Brings back what the last undo took."""
        self._guarded(self.document.redo)

    def release(self) -> None:
        """Stops listening, before the document is closed."""
        self._retry.stop()
        for off in self._offs:
            off()

    def _guarded(self, act: Callable[[], bool]) -> None:
        try:
            act()
        except UserError as error:
            self.refused.emit(explain(error))

    def _changed(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)

    def _saving(self, state: SavingState) -> None:
        if state.saved or state.problem is None:
            self._retry.stop()
        else:
            self._retry.start()
        self.saving_changed.emit(state)
