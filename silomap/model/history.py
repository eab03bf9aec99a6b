"""Undo and redo over the append-only list of commits: an undo is one more commit, never an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

UNDO, REDO, USER, IMPORT, SCENARIO, REMOTE = "undo", "redo", "user", "import", "scenario", "remote"
COMPACTED = "compacted"
"""Older steps that were put together: they can be read and brought back, and are not undone in one go."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One row of the history. `step` groups commits that undo together; `of_step` is what an undo took back."""

    seq: int
    step: int
    origin: str
    of_step: int | None
    label: str
    params: dict[str, str]
    author: str
    time: str
    records: list[dict[str, Any]] | None = field(default=None, repr=False)


class History:
    """The stacks of steps that can be undone and redone, rebuilt from the rows at opening."""

    def __init__(self, commits: Iterable[Commit] = ()) -> None:
        self.commits: dict[int, list[Commit]] = {}
        self._undo: list[int] = []
        self._redo: list[int] = []
        self._merge: tuple[str, float] | None = None
        self.last_seq = 0
        self.last_step = 0
        for commit in commits:
            self.append(commit)

    def append(self, commit: Commit) -> None:
        """Takes a commit into the stacks."""
        known = commit.step in self.commits
        self.commits.setdefault(commit.step, []).append(commit)
        self.last_seq = max(self.last_seq, commit.seq)
        self.last_step = max(self.last_step, commit.step)
        if commit.origin == COMPACTED:
            return
        if commit.origin == UNDO and commit.of_step is not None:
            self.forget(commit.of_step)
            self._redo.append(commit.step)
        elif commit.origin == REDO and commit.of_step is not None:
            self.forget(commit.of_step)
            self._undo.append(commit.step)
        elif not known:
            self._undo.append(commit.step)
            self._redo.clear()

    def step_for(self, merge: str | None, now: float, within: float = 1.5) -> int:
        """The step a new edit belongs to: the last one where it continues the same gesture, else a new one."""
        previous, self._merge = self._merge, (merge, now) if merge else None
        joins = previous and merge and previous[0] == merge and 0 <= now - previous[1] <= within
        if joins and self._undo and self._undo[-1] == self.last_step:
            return self.last_step
        return self.last_step + 1

    def forget(self, step: int) -> None:
        """Takes a step that changed nothing off the stacks."""
        for stack in (self._undo, self._redo):
            if step in stack:
                stack.remove(step)

    def seal(self) -> None:
        """Ends a gesture: the next edit is a step of its own."""
        self._merge = None

    @property
    def to_undo(self) -> int | None:
        """The step that an undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def to_redo(self) -> int | None:
        """The step that a redo would bring back."""
        return self._redo[-1] if self._redo else None

    def label_of(self, step: int | None) -> tuple[str, dict[str, str]] | None:
        """What a step was called: message and parameters."""
        if step is None:
            return None
        first = self.commits[step][0]
        return first.label, first.params
