"""Putting older steps of a history together, so that a file that was worked on for years stays small and fast.

Every kept version, and the map as it began, can still be read back exactly: the steps between two of them become one.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from silomap.i18n import N_
from silomap.model.changes import diff
from silomap.model.codec import encode_changes
from silomap.model.document import Document
from silomap.model.history import COMPACTED, Commit
from silomap.model.past import commits_of, walk_back
from silomap.model.system_map import SystemMap

KEEP_STEPS = 500


@dataclass(frozen=True, slots=True)
class Compaction:
    """What takes the place of all commits up to `last`."""

    last: int
    commits: tuple[Commit, ...]
    replaced: int


def compaction(document: Document, keep: int = KEEP_STEPS) -> Generator[float, None, Compaction | None]:
    """Works out what would take the place of the older steps, and how far it has come on the way; None where there is
    nothing to put together. The newest `keep` steps stay as they are. O(commits + what they changed)."""
    commits = commits_of(document)[::-1]
    steps = sorted({commit.step for commit in commits})
    kept = set(steps[-keep:]) if keep else set()
    older = [commit for commit in commits if commit.step not in kept]
    older = older[: next((i for i, c in enumerate(commits) if c.step in kept), len(commits))]
    bounds = {version.seq for version in document.versions if version.is_named}
    groups: list[list[Commit]] = [[]]
    for commit in older:
        groups[-1].append(commit)
        if commit.seq in bounds:
            groups.append([])
    groups = [group for group in groups if group]
    if all(len(group) == 1 for group in groups):
        return None
    made: list[Commit] = []
    after: SystemMap = document.map
    total, done = len(commits), 0
    firsts = {group[0].seq: group for group in groups}
    way = walk_back(document)
    if older and older[-1].seq < commits[-1].seq:
        for commit, draft, _touched in way:  # the steps that stay
            done += 1
            yield done / total
            if commit.seq == commits[len(older)].seq:
                after = draft.result()
                break
    for commit, draft, _touched in way:
        done += 1
        yield done / total
        if commit.seq in firsts:
            before = draft.result()
            made.append(_together(firsts[commit.seq], before, after))
            after = before
    assert len(made) == len(groups)
    return Compaction(older[-1].seq, tuple(made[::-1]), len(older))


def _together(group: list[Commit], before: SystemMap, after: SystemMap) -> Commit:
    last = group[-1]
    authors = {commit.author for commit in group}
    count = sum(int(c.params.get("n", 1)) if c.origin == COMPACTED else 1 for c in group)
    return Commit(
        seq=last.seq,
        step=last.step,
        origin=COMPACTED,
        of_step=None,
        label=N_("Earlier steps, put together: {n}"),
        params={"n": str(count)},
        author=authors.pop() if len(authors) == 1 else "",
        time=last.time,
        records=encode_changes(diff(before, after)),
    )


def compact(document: Document, found: Compaction) -> None:
    """Puts the older steps together, in the file and in memory; a UserError where that cannot be written."""
    document.replace_history(found.last, list(found.commits))


def exhausted(steps: Generator[float, None, Compaction | None]) -> Compaction | None:
    """Works it out in one go."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]
