"""A process of our own that works things out off the GUI; messages go both ways as frames (analysis.worker)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from silomap.analysis.worker import frame, unframe


class WorkerProcess(QObject):
    """It runs from the moment it is made until it is stopped; `ended` says that it ended by itself."""

    received = Signal(object)
    ended = Signal()

    def __init__(self, module: str, parent: QObject) -> None:
        super().__init__(parent)
        self._buffer = b""
        self._process: QProcess | None = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONWARNINGS", "ignore")
        self._process.setProcessEnvironment(environment)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self.ended)
        # -P: nothing from the working folder
        self._process.start(sys.executable, ["-P", "-m", "silomap.crash", module])

    def send(self, message: object) -> None:
        """Sends one message."""
        if self._process is not None:
            self._process.write(frame(message))

    def stop(self) -> None:
        """Ends it, whatever it is doing; safe to call twice."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            process.finished.disconnect(self.ended)
            process.kill()
            process.waitForFinished(2_000)
            self.deleteLater()

    def _read(self) -> None:
        if self._process is not None:
            self._buffer += bytes(self._process.readAllStandardOutput().data())
        while self._process is not None:  # whoever receives a message may stop the process
            message, self._buffer = unframe(self._buffer)
            if message is None:
                return
            self.received.emit(message)
