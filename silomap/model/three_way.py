"""Two maps that grew apart from one origin, joined again: three-way, each field on its own, conflicts in the open."""

from __future__ import annotations

from collections.abc import Iterable

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import ChangeSet, Conflict, diff, rebase, settled
from silomap.model.document import Document
from silomap.model.history import Commit
from silomap.model.past import commits_of, state_after
from silomap.model.scenarios import Choice, lay_over
from silomap.model.system_map import SystemMap

NO_ORIGIN = N_(
    "These maps have no common origin in their histories. Name the map that both began from, or compare them."
)


def origin_of(mine: Document, theirs: Document) -> SystemMap:
    """The map that two files last had in common, found in their histories; a UserError where there is none.

    Commits are taken for the same when their number and time (to the millisecond) are; the newest of them after which
    both had the same map is the origin, also where one of the files has put its older steps together.
    """
    common = _keys(commits_of(mine)) & _keys(commits_of(theirs))
    for seq in sorted({0, *(seq for seq, _time in common)}, reverse=True):
        base = state_after(theirs, seq)
        if base == state_after(mine, seq):
            return base
    raise UserError(NO_ORIGIN)


def _keys(commits: Iterable[Commit]) -> set[tuple[int, str]]:
    return {(commit.seq, commit.time) for commit in commits}


def foreign_changes(base: SystemMap, theirs: SystemMap) -> ChangeSet:
    """What the other side did since the origin."""
    return ChangeSet(change for change in diff(base, theirs) if change.before != change.after)


def disagreements(mine: SystemMap, changes: ChangeSet) -> tuple[Conflict, ...]:
    """Where both sides did different things to the same."""
    return rebase(changes, mine)[1]


def joined(mine: SystemMap, changes: ChangeSet, choice: Choice) -> ChangeSet:
    """What has to change on my map so that it holds what both sides did; `choice` settles each conflict. Sound
    whatever is chosen: what would hang in the air is repaired as part of the set. O(map + changes)."""
    return lay_over(mine, settled(changes, mine, choice))[1]
