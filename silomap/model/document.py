"""Document: an open map. `commit` is the only gate for edits; it checks, applies, saves, records and tells."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import ChangeSet, apply
from silomap.model.codec import decode_changes, encode_changes
from silomap.model.draft import Draft, NewId, random_id
from silomap.model.history import REDO, UNDO, USER, Commit, History
from silomap.model.invariants import check
from silomap.model.signal import Signal
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import FACETS

log = logging.getLogger(__name__)


class Store(Protocol):
    """Where commits are kept; `append` returns only when they are durable, else raises UserError."""

    path: Path

    def append(self, commits: list[tuple[Commit, ChangeSet]]) -> None: ...
    def records(self, seq: int) -> list[dict[str, Any]]: ...
    def save_copy(self, path: Path, system_map: SystemMap, commits: list[tuple[Commit, ChangeSet]]) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class SavingState:
    """Whether everything is on disk; `problem` says why not."""

    saved: bool
    problem: UserError | None = None
    waiting: int = 0


class Document:
    """The only holder of truth for an open map. Without a store it lives in memory."""

    def __init__(
        self,
        system_map: SystemMap,
        store: Store | None = None,
        history: History | None = None,
        *,
        read_only: UserError | None = None,
        author: str = "",
        new_id: NewId = random_id,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.map = system_map
        self.store = store
        self.history = history or History()
        self.read_only = read_only
        self.author = author
        self.new_id = new_id
        self.clock = clock
        self.revisions: dict[str, int] = dict.fromkeys(FACETS, 0)
        self.changed: Signal[[ChangeSet]] = Signal()
        self.saving_changed: Signal[[SavingState]] = Signal()
        self.saving = SavingState(saved=store is not None)
        self._waiting: deque[tuple[Commit, ChangeSet]] = deque()

    @property
    def path(self) -> Path | None:
        """The file of the map."""
        return self.store.path if self.store else None

    def draft(self) -> Draft:
        """A draft over the present map."""
        return Draft(self.map, self.new_id)

    @contextmanager
    def edit(
        self,
        label: str,
        params: Mapping[str, str] | None = None,
        *,
        origin: str = USER,
        merge: str | None = None,
    ) -> Iterator[Draft]:
        """An edit as a block: what the block drafts is committed at its end, nothing if it raises."""
        self._must_be_writable()
        draft = self.draft()
        yield draft
        self.commit(draft.changes(), label, params, origin=origin, merge=merge)

    def commit(
        self,
        changes: ChangeSet,
        label: str,
        params: Mapping[str, str] | None = None,
        *,
        origin: str = USER,
        merge: str | None = None,
        of_step: int | None = None,
    ) -> None:
        """The gate. Checks the outcome, applies it, makes it durable, records it and tells the listeners.

        Where it cannot be written the map goes on in memory, `saving` says so and `retry` saves later.
        """
        self._must_be_writable()
        if not changes:
            return
        outcome = apply(self.map, changes)
        check(outcome, changes.ids)
        now = self.clock()
        commit = Commit(
            seq=self.history.last_seq + 1,
            step=self.history.step_for(merge, now),
            origin=origin,
            of_step=of_step,
            label=label,
            params=dict(params or {}),
            author=self.author,
            time=datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
            records=encode_changes(changes),
        )
        self.map = outcome
        self.history.append(commit)
        for facet in changes.facets():
            self.revisions[facet] += 1
        self._waiting.append((commit, changes))
        self.retry()
        self.changed.emit(changes)

    def undo(self) -> bool:
        """Takes the last step back as a new commit; False where there is none."""
        return self._turn(self.history.to_undo, UNDO)

    def redo(self) -> bool:
        """Brings back what the last undo took; False where there is none."""
        return self._turn(self.history.to_redo, REDO)

    def retry(self) -> bool:
        """Writes what is waiting; True when everything is on disk."""
        if self.store is None:
            self._waiting.clear()
            return False
        if self._waiting:
            try:
                self.store.append(list(self._waiting))
            except UserError as problem:
                log.warning("not saved: %s", problem.message)
                self._set_saving(SavingState(False, problem, len(self._waiting)))
                return False
            self._waiting.clear()
        self._set_saving(SavingState(True))
        return True

    def save_copy(self, path: Path) -> None:
        """Writes the whole map with its history to another file; raises UserError where that fails."""
        if self.store is None:
            raise UserError(N_("This map has no file to copy."))
        self.store.save_copy(path, self.map, list(self._waiting))

    def close(self) -> bool:
        """Writes what is waiting and lets the file go; False, and still open, where that failed."""
        if self._waiting and not self.retry():
            return False
        if self.store:
            self.store.close()
        return True

    def abandon(self) -> None:
        """Lets the file go although changes wait: the person has said that they may be lost."""
        self._waiting.clear()
        if self.store:
            self.store.close()

    def _turn(self, step: int | None, origin: str) -> bool:
        if step is None:
            return False
        self._must_be_writable()
        self.history.seal()
        draft = self.draft()
        for commit in reversed(self.history.commits[step]):
            records = commit.records
            if records is None:
                records = self.store.records(commit.seq) if self.store else []
            for change in decode_changes(records, draft.result(), backwards=True):
                if change.after is None:
                    draft.remove(change.id)
                else:
                    draft.put(change.after)
        label, params = self.history.label_of(step) or ("", {})
        changes = draft.changes()
        if not changes:  # a gesture that ended where it began: nothing to see, go on to the one before
            self.history.forget(step)
            return self.undo() if origin == UNDO else self.redo()
        self.commit(changes, label, params, origin=origin, of_step=step)
        return True

    def _must_be_writable(self) -> None:
        if self.read_only is not None:
            raise self.read_only

    def _set_saving(self, state: SavingState) -> None:
        if state != self.saving:
            self.saving = state
            self.saving_changed.emit(state)
