"""Earlier states of the map, read from its history a little at a time, so that their scores can be worked out."""

from __future__ import annotations

import logging
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.model.changes import StaleChangeError, diff
from silomap.model.codec import decode_changes
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Entity
from silomap.model.history import Commit
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
        self._commits: list[Commit] = []
        self._stops: set[int] = set()
        self._map = SystemMap()
        self._labels: list[str] = []
        self._steps: list[Step] = []

    def start(self, shown: SystemMap) -> None:
        """Begins at what is shown now."""
        history = self._document.history
        commits = [commit for step in history.commits.values() for commit in step]
        self._commits = sorted(commits, key=lambda c: -c.seq)[:MOST_COMMITS]
        every = max(1, len(self._commits) // MOST_POINTS)
        self._stops = set(range(every, len(self._commits), every))
        self._map = self._document.map
        self._labels, self._steps, self._at = [], [], 0
        self._before = shown
        self._timer.start()

    def stop(self) -> None:
        """Gives up."""
        self._timer.stop()

    def _go_on(self) -> None:
        """Some commits back."""
        part = self._commits[self._at : self._at + SLICE]
        for commit in part:
            if self._at in self._stops:
                self._note(commit)
            try:
                self._undo(commit)
            except (StaleChangeError, KeyError):
                log.warning("the history could not be read further back than %s", commit.seq)
                self._finish()
                return
            self._at += 1
        if self._at >= len(self._commits):
            if self._commits:
                self._note(self._commits[-1])
            self._finish()

    def _undo(self, commit: Commit) -> None:
        records = commit.records
        if records is None:
            store = self._document.store
            records = store.records(commit.seq) if store is not None else []
        draft = Draft(self._map)
        for change in decode_changes(records, self._map, backwards=True):
            if change.after is None:
                draft.remove(change.id)
            else:
                draft.put(change.after)
        self._map = draft.result()

    def _note(self, commit: Commit) -> None:
        changes = diff(self._before, self._map)
        self._steps.append(tuple((change.id, change.after) for change in changes))
        self._labels.append(_when(commit.time))
        self._before = self._map

    def _finish(self) -> None:
        self._timer.stop()
        self.found.emit(self._labels, self._steps)


def _when(time: str) -> str:
    """A short date, with the hour where it is today."""
    then = datetime.fromisoformat(time).astimezone()
    is_today = then.date() == datetime.now(then.tzinfo).date()
    return then.strftime("%H:%M") if is_today else then.strftime("%Y-%m-%d")
