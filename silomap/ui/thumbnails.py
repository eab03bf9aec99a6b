"""Pictures and scores of versions, made one after the other beside the window and kept in the file."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from PySide6.QtCore import QObject

from silomap.errors import UserError
from silomap.model.system_map import SystemMap
from silomap.model.versions import Version
from silomap.ui.states import VERSION, State, States
from silomap.ui.task_job import TaskJob

SIZE = (416, 264)
MOST = 3_000
"""Elements and links of a map that is still drawn so small."""


class Thumbnails(QObject):
    """It is asked for the picture of a version and puts it there when it is made."""

    def __init__(self, states: States, parent: QObject) -> None:
        super().__init__(parent)
        self._states = states
        self._document = states.bridge.document
        self._waiting: deque[str] = deque()
        self._now = ""
        self._failed: set[str] = set()
        self._job = TaskJob("silomap.report.picture.thumbnail_worker", self)
        self._job.done.connect(self._take)
        self._job.failed.connect(self._next)

    def want(self, version: Version) -> None:
        """Makes the picture, once."""
        if self._document.read_only is not None or version.id in self._failed:
            return
        if version.id != self._now and version.id not in self._waiting:
            self._waiting.append(version.id)
            if not self._now:
                self._next()

    def cancel(self) -> None:
        """Gives up."""
        self._waiting.clear()
        self._job.cancel()

    def _next(self) -> None:
        self._now = self._waiting.popleft() if self._waiting else ""
        state = State(VERSION, self._now)
        if self._now:
            self._failed.add(self._now)  # tried once
            if self._states.is_there(state):
                self._states.read(state, self._draw)
            else:
                self._next()

    def _draw(self, system_map: SystemMap) -> None:
        if len(system_map) > MOST:
            self._next()
        else:
            self._job.start(self._now, system_map, SIZE)

    def _take(self, key: str, answer: tuple[bytes, float | None]) -> None:
        version = next((v for v in self._document.versions if v.id == key), None)
        if version is not None and answer[0]:
            try:
                self._document.put_version(replace(version, picture=answer[0], score=answer[1]))
            except UserError:
                self._failed.add(key)  # told elsewhere when it matters: this is only a picture
        self._next()
