"""Earlier states of the map, read from its history a little at a time, so that their scores can be worked out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.errors import UserError
from silomap.model.changes import diff
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Entity
from silomap.model.history import Commit
from silomap.model.past import Back, commits_of, walk_back
from silomap.model.system_map import SystemMap

log = logging.getLogger(__name__)

MOST_COMMITS, MOST_POINTS, SLICE = 3_000, 12, 25
Step = tuple[tuple[str, Entity | None], ...]


class Past(QObject):
    """Walks back through the history; `found` gets the labels of the points and the steps between, newest first."""

    found = Signal(object, object)

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._way: Iterator[Back] = iter(())
        self._commit: Commit | None = None
        self._draft: Draft | None = None
        self._stops: set[int] = set()
        self._at = 0
        self._before = SystemMap()
        self._labels: list[str] = []
        self._steps: list[Step] = []

    def start(self, shown: SystemMap) -> None:
        """Begins at what is shown now."""
        count = min(MOST_COMMITS, len(commits_of(self._document)))
        every = max(1, count // MOST_POINTS)
        self._stops = set(range(every, count, every))
        self._way = walk_back(self._document)
        self._labels, self._steps, self._at, self._draft = [], [], 0, None
        self._before = shown
        self._timer.start()

    def stop(self) -> None:
        """Gives up."""
        self._timer.stop()

    def _go_on(self) -> None:
        """Some commits back."""
        try:
            for _number in range(SLICE):
                if self._at in self._stops and self._draft is not None:
                    self._note()
                following = next(self._way, None)
                if following is None or self._at >= MOST_COMMITS:
                    if self._draft is not None:
                        self._note()
                    self._finish()
                    return
                self._commit, self._draft, _touched = following
                self._at += 1
        except UserError as error:
            log.warning("%s", error.message)
            self._finish()

    def _note(self) -> None:
        if self._draft is None or self._commit is None:
            return
        state = self._draft.result()
        self._steps.append(tuple((change.id, change.after) for change in diff(self._before, state)))
        self._labels.append(_when(self._commit.time))
        self._before = state

    def _finish(self) -> None:
        self._timer.stop()
        self.found.emit(self._labels, self._steps)


def _when(time: str) -> str:
    """A short date, with the hour where it is today."""
    then = datetime.fromisoformat(time).astimezone()
    is_today = then.date() == datetime.now(then.tzinfo).date()
    return then.strftime("%H:%M") if is_today else then.strftime("%Y-%m-%d")
