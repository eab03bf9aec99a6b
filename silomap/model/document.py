"""Document: an open map. `commit` is the only gate for edits; it checks, applies, saves, records and tells."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import ChangeSet, apply
from silomap.model.codec import Data, UnreadableHistoryError, decode_changes, encode_changes
from silomap.model.draft import Draft, NewId, random_id
from silomap.model.history import REDO, UNDO, USER, Commit, History
from silomap.model.invariants import check
from silomap.model.signal import Signal
from silomap.model.system_map import SystemMap
from silomap.model.talk import is_talk
from silomap.model.versions import MANY_STEPS, MOST_LABEL, Version
from silomap.model.vocabulary import FACETS

log = logging.getLogger(__name__)


class Store(Protocol):
    """Where commits are kept; `append` returns only when they are durable, else raises UserError."""

    path: Path

    def append(self, commits: list[tuple[Commit, ChangeSet]]) -> None: ...
    def records_down(self, seq: int, most: int = 200) -> list[tuple[int, list[Data]]]: ...
    def save_copy(self, path: Path, system_map: SystemMap, commits: list[tuple[Commit, ChangeSet]]) -> None: ...
    def put_version(self, version: Version) -> None: ...
    def drop_version(self, key: str) -> None: ...
    def replace_history(self, last: int, commits: list[Commit], forgotten: list[str]) -> None: ...
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
        versions: tuple[Version, ...] = (),
        read_only: UserError | None = None,
        may_talk: bool = False,
        author: str = "",
        new_id: NewId = random_id,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.map = system_map
        self.store = store
        self.history = history or History()
        self.versions = tuple(sorted(versions, key=lambda version: (version.seq, version.time)))
        """named points in the history, the oldest first"""
        self.read_only = read_only
        """why the map cannot be changed; None where it can"""
        self.may_talk = may_talk or read_only is None
        """whether what people say can be added all the same: notes, votes, actions, decisions (see review)"""
        self._opened_at = self.history.last_seq
        self.author = author
        self.new_id = new_id
        self.clock = clock
        self.revisions: dict[str, int] = dict.fromkeys(FACETS, 0)
        self.changed: Signal[[ChangeSet]] = Signal()
        self.saving_changed: Signal[[SavingState]] = Signal()
        self.versions_changed: Signal[[]] = Signal()
        self.saving = SavingState(saved=store is not None)
        self._waiting: deque[tuple[Commit, ChangeSet]] = deque()

    @property
    def path(self) -> Path | None:
        """The file of the map."""
        return self.store.path if self.store else None

    @property
    def seen(self) -> int:
        """The last commit that is in the file: what was only said in a review does not count."""
        return self._opened_at if self.read_only is not None else self.history.last_seq

    @property
    def to_undo(self) -> int | None:
        """The step that undo would take back; who only reviews takes back no more than what they said here."""
        return self._own(self.history.to_undo)

    @property
    def to_redo(self) -> int | None:
        """The step that redo would bring back."""
        return self._own(self.history.to_redo)

    def _own(self, step: int | None) -> int | None:
        is_foreign = step is not None and self.history.commits[step][0].seq <= self._opened_at
        return None if self.read_only is not None and (is_foreign or not self.may_talk) else step

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
        if not self.may_talk:
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
        if not (self.may_talk and is_talk(changes)):
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
            time=_iso(now),
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
        return self._turn(self.to_undo, UNDO)

    def redo(self) -> bool:
        """Brings back what the last undo took; False where there is none."""
        return self._turn(self.to_redo, REDO)

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

    # versions

    def keep_version(self, label: str, note: str = "", *, automatic: bool = False) -> Version:
        """Keeps the present state under a name. It is not undone with the edits before it; a UserError where it
        cannot be written."""
        label = label.strip()[:MOST_LABEL]
        if not label and not automatic:
            raise UserError(N_("A version needs a name."))
        version = Version(
            id=self.new_id(),
            label=label,
            note=note.strip(),
            time=_iso(self.clock()),
            seq=self.history.last_seq,
            author=self.author,
            automatic=automatic,
        )
        self.put_version(version)
        return version

    def put_version(self, version: Version) -> None:
        """Adds a version, or says something else of one."""
        self._must_be_whole()
        if self.store is not None:
            self.store.put_version(version)
        others = [other for other in self.versions if other.id != version.id]
        self.versions = tuple(sorted([*others, version], key=lambda v: (v.seq, v.time)))
        self.versions_changed.emit()

    def drop_version(self, key: str) -> None:
        """Forgets a version; the steps it points at stay in the history."""
        self._must_be_whole()
        if self.store is not None:
            self.store.drop_version(key)
        self.versions = tuple(version for version in self.versions if version.id != key)
        self.versions_changed.emit()

    @property
    def steps_since_version(self) -> int:
        """How many commits were made since the last version, or since the map began."""
        return self.history.last_seq - max((version.seq for version in self.versions), default=0)

    def replace_history(self, last: int, commits: list[Commit]) -> None:
        """Puts these in the place of all commits up to `last` (see compaction)."""
        self._must_be_whole()
        bounds = {0, *(commit.seq for commit in commits)}
        forgotten = {v.id for v in self.versions if v.seq <= last and v.seq not in bounds}
        if self.store is not None:
            self.store.replace_history(last, commits, sorted(forgotten))
            commits = [replace(commit, records=None) for commit in commits]
        rest = (commit for step in self.history.commits.values() for commit in step if commit.seq > last)
        self.history = History(sorted([*commits, *rest], key=lambda commit: commit.seq))
        self.versions = tuple(version for version in self.versions if version.id not in forgotten)
        self.versions_changed.emit()

    def _must_be_whole(self) -> None:
        """The history can only be spoken of when all of it is on disk."""
        self._must_be_writable()
        if self._waiting and not self.retry() and self.saving.problem is not None:
            raise self.saving.problem

    def save_copy(self, path: Path) -> None:
        """Writes the whole map with its history to another file; raises UserError where that fails."""
        if self.store is None:
            raise UserError(N_("This map has no file to copy."))
        self.store.save_copy(path, self.map, list(self._waiting))

    def close(self) -> bool:
        """Writes what is waiting and lets the file go; False, and still open, where that failed. After many steps a
        version is kept by itself."""
        if self._waiting and not self.retry():
            return False
        if self.store is not None and self.read_only is None and self.steps_since_version >= MANY_STEPS:
            try:
                self.keep_version("", automatic=True)
            except UserError as problem:  # the map itself is safe, and closing must go on
                log.warning("no version was kept: %s", problem.message)
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
        self.history.seal()
        draft = self.draft()
        for commit in reversed(self.history.commits[step]):
            records = commit.records
            if records is None:
                records = dict(self.store.records_down(commit.seq, 1)).get(commit.seq) if self.store else None
                if records is None:
                    raise UnreadableHistoryError(f"change {commit.seq} is missing")
            draft.take(decode_changes(records, draft, backwards=True))
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


def _iso(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
