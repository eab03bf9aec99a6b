"""One task off the GUI: a process a task, broken off by ending it."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, Signal

from silomap.ui.worker_process import WorkerProcess

log = logging.getLogger(__name__)


class TaskJob(QObject):
    """At most one task at a time; a new one breaks the old one off."""

    progress = Signal(object)
    done = Signal(str, object)
    failed = Signal()

    def __init__(self, module: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._module = module
        self._process: WorkerProcess | None = None
        self._name = ""

    @property
    def is_busy(self) -> bool:
        """Whether a task is under way."""
        return self._process is not None

    def start(self, name: str, *arguments: object) -> None:
        """Does a task; its name comes back with the answer."""
        self.cancel()
        self._name = name
        self._process = WorkerProcess(self._module, self)
        self._process.received.connect(self._take)
        self._process.ended.connect(self._ended)
        self._process.send((name, *arguments))
        self.progress.emit(0.0)

    def cancel(self) -> None:
        """Breaks it off; safe when there is none."""
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _take(self, message: tuple[Any, ...]) -> None:
        kind, value = message
        if kind == "progress":
            self.progress.emit(value)
            return
        self.cancel()
        self.done.emit(self._name, value)

    def _ended(self) -> None:
        log.error("the process of a task ended by itself")
        self.cancel()
        self.failed.emit()
