"""A layout off the GUI: one process a layout, broken off by ending it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from silomap.model.system_map import SystemMap
from silomap.ui.worker_process import WorkerProcess

log = logging.getLogger(__name__)


class LayoutJob(QObject):
    """At most one layout at a time; a new one breaks the old one off."""

    progress = Signal(float)
    done = Signal(str, object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: WorkerProcess | None = None
        self._name = ""

    @property
    def is_busy(self) -> bool:
        """Whether a layout is under way."""
        return self._process is not None

    def start(self, name: str, system_map: SystemMap, focus: Iterable[str]) -> None:
        """Works out a layout (analysis.layouts.LAYOUTS) of a map as it is now."""
        self.cancel()
        self._name = name
        self._process = WorkerProcess("silomap.analysis.layout_worker", self)
        self._process.received.connect(self._take)
        self._process.ended.connect(self._ended)
        self._process.send((name, system_map, tuple(focus)))
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
        log.error("the layout process ended by itself")
        self.cancel()
        self.failed.emit()
