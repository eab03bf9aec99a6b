"""A layout off the GUI: one process a layout, broken off by ending it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from silomap.analysis.worker import frame, unframe
from silomap.model.system_map import SystemMap

log = logging.getLogger(__name__)


class LayoutJob(QObject):
    """At most one layout at a time; a new one breaks the old one off."""

    progress = Signal(float)
    done = Signal(str, object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._name = ""
        self._buffer = b""

    @property
    def is_busy(self) -> bool:
        """Whether a layout is under way."""
        return self._process is not None

    def start(self, name: str, system_map: SystemMap, focus: Iterable[str]) -> None:
        """Works out a layout (analysis.layouts.LAYOUTS) of a map as it is now."""
        self.cancel()
        self._name, self._buffer = name, b""
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONWARNINGS", "ignore")
        process.setProcessEnvironment(environment)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.start(sys.executable, ["-P", "-m", "silomap.analysis.layout_worker"])
        process.write(frame((name, system_map, tuple(focus))))
        self._process = process
        self.progress.emit(0.0)

    def cancel(self) -> None:
        """Breaks it off; safe when there is none."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self._ended)
            process.kill()
            process.waitForFinished(2_000)
            process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        self._buffer += bytes(self._process.readAllStandardOutput().data())
        while True:
            message, self._buffer = unframe(self._buffer)
            if message is None:
                return
            kind, value = message
            if kind == "progress":
                self.progress.emit(value)
                continue
            name = self._name
            self.cancel()
            self.done.emit(name, value)
            return

    def _ended(self) -> None:
        log.error("the layout process ended by itself")
        self.cancel()
        self.failed.emit()
