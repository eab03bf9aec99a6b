"""The analysis off the GUI: one warm process. The newest request wins; failure and waiting are states."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.model.changes import ChangeSet
from silomap.model.elements import Entity
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LAYOUT
from silomap.ui.worker_process import WorkerProcess

log = logging.getLogger(__name__)

WAIT = 15
CHUNK = 1_500
MOST_RESTARTS = 3


class AnalysisJob(QObject):
    """Keeps the worker's mirror of the map in step and asks for a result after each change that matters."""

    finished = Signal(object)
    answered = Signal(str, object, object)
    busy_changed = Signal(bool)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = SystemMap()
        self._revision = 0
        self._answered = 0
        self._wanted = 0
        """the newest revision that the worker was asked for"""
        self._restarts = 0
        self._queue: list[tuple[str, Entity | None]] = []
        self._asked: list[tuple[str, tuple[object, ...]]] = []
        self._process: WorkerProcess | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._send)

    @property
    def is_busy(self) -> bool:
        """Whether a result is awaited."""
        return self._answered != self._revision

    def show_map(self, system_map: SystemMap) -> None:
        """Starts anew with a whole map."""
        self._map = system_map
        self._restarts = 0
        self._start_over()

    def update(self, system_map: SystemMap, changes: ChangeSet) -> None:
        """Follows a change; moving things about needs no new analysis."""
        self._map = system_map
        self._queue += [(change.id, change.after) for change in changes]
        if changes.facets() != {LAYOUT}:
            self._ask()

    def ask(self, name: str, *arguments: object) -> None:
        """Asks one of analysis.questions; the answer comes as `answered`, with the name and what was asked for. It
        waits until the worker has the map as it is now: of a change that is just being told, others may ask before
        this job has heard of it."""
        self._asked.append((name, arguments))
        if not self._later.isActive():
            self._later.start(0)

    def _tell_asked(self) -> None:
        asked, self._asked = self._asked, []
        self._write(("ask", name, arguments) for name, arguments in asked)

    def stop(self) -> None:
        """Ends the worker; safe to call twice."""
        self._later.stop()
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def _start_over(self) -> None:
        self.stop()
        self._asked.clear()
        self._queue = list(self._map.items())
        self._process = WorkerProcess("silomap.analysis.worker", self)
        self._process.received.connect(self._take)
        self._process.ended.connect(self._ended)
        self._ask()

    def _ask(self) -> None:
        was_busy = self.is_busy
        self._revision += 1
        self._later.start(WAIT)
        if not was_busy:
            self.busy_changed.emit(True)

    def _send(self) -> None:
        """Sends a bounded part at a time, so that a large map never holds up the window."""
        if self._process is None:
            return
        part, self._queue = self._queue[:CHUNK], self._queue[CHUNK:]
        if part:
            self._write([("put", part)])
        if self._queue:
            self._later.start(0)
            return
        self._tell_asked()
        if self._wanted != self._revision:
            self._wanted = self._revision
            self._write([("analyse", self._revision)])

    def _write(self, messages: Iterable[object]) -> None:
        if self._process is not None:
            for message in messages:
                self._process.send(message)

    def _take(self, message: tuple[Any, ...]) -> None:
        self._restarts = 0
        if message[0] == "answer":
            self.answered.emit(*message[1:])
            return
        _, revision, result = message
        if revision == self._revision:
            self._answered = revision
            self.finished.emit(result)
            self.busy_changed.emit(False)

    def _ended(self) -> None:
        log.error("the analysis process ended by itself")
        self._restarts += 1
        if self._restarts <= MOST_RESTARTS:
            self._start_over()
        else:
            self._answered = self._revision
            self.failed.emit()
            self.busy_changed.emit(False)
