"""Earlier states of an open map, read back from its history."""

from __future__ import annotations

from collections.abc import Iterator

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import StaleChangeError, diff
from silomap.model.codec import decode_changes
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Element, Image, Link, MapInfo
from silomap.model.history import Commit
from silomap.model.invariants import repair
from silomap.model.system_map import SystemMap


def commits_of(document: Document) -> list[Commit]:
    """Every commit, the newest first."""
    found = [commit for step in document.history.commits.values() for commit in step]
    return sorted(found, key=lambda commit: -commit.seq)


def walk_back(document: Document) -> Iterator[tuple[Commit, Draft]]:
    """Each commit, the newest first, with a draft that holds the map as it was *before* it. The draft goes on: take
    its result where a state is wanted. A UserError where the history cannot be read further back."""
    draft = Draft(document.map)
    for commit in commits_of(document):
        records = commit.records
        if records is None:
            records = document.store.records(commit.seq) if document.store is not None else []
        try:
            for change in decode_changes(records, draft, backwards=True):
                if change.after is None:
                    draft.remove(change.id)
                else:
                    draft.put(change.after)
        except (StaleChangeError, KeyError) as error:
            raise UserError(N_("The history of this map cannot be read further back.")) from error
        yield commit, draft


def state_after(document: Document, seq: int) -> SystemMap:
    """The map as it was when a commit had just been made. O(commits since then)."""
    later = [commit.seq for commit in commits_of(document) if commit.seq > seq]
    if later:
        for commit, draft in walk_back(document):
            if commit.seq == later[-1]:
                return draft.result()
    return document.map


def restore(draft: Draft, state: SystemMap) -> None:
    """What is drawn becomes as it was in an earlier state, as a new change; what people said since then stays, where
    what it is about is there."""
    for change in diff(draft.base, state):
        if (
            isinstance(change.after or change.before, Element | Link | Image | MapInfo)
            and change.before != change.after
        ):
            if change.after is None:
                draft.remove(change.id)
            else:
                draft.put(change.after)
    for change in repair(draft.result()):
        if change.after is None:
            draft.remove(change.id)
        else:
            draft.put(change.after)
