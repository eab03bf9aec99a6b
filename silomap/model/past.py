"""Earlier states of an open map, read back from its history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import diff
from silomap.model.codec import Data, UnreadableHistoryError, decode_changes
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Element, Image, Link, MapInfo, ScenarioPart, sector_of
from silomap.model.history import Commit
from silomap.model.invariants import repair, twin
from silomap.model.system_map import SystemMap
from silomap.model.versions import Version


def commits_of(document: Document) -> list[Commit]:
    """Every commit, the newest first."""
    found = [commit for step in document.history.commits.values() for commit in step]
    return sorted(found, key=lambda commit: -commit.seq)


def recorded(document: Document) -> Iterator[tuple[Commit, list[Data]]]:
    """Each commit, the newest first, with its change set as plain data; read from the file some at a time. A
    UserError where the file has it no longer."""
    read: dict[int, list[Data]] = {}
    for commit in commits_of(document):
        records = commit.records
        if records is None:
            if commit.seq not in read and document.store is not None:
                read = dict(document.store.records_down(commit.seq))
            if commit.seq not in read:
                raise UnreadableHistoryError(f"change {commit.seq} is missing")
            records = read[commit.seq]
        yield commit, records


class Back(NamedTuple):
    """A step back: the commit that was taken back, the map before it as a draft, and what it had touched."""

    commit: Commit
    draft: Draft
    touched: frozenset[str]


def walk_back(document: Document) -> Iterator[Back]:
    """Each commit, the newest first, with a draft that holds the map as it was *before* it. The draft goes on: take
    its result where a state is wanted. A UserError where the history cannot be read further back."""
    draft = Draft(document.map)
    for commit, records in recorded(document):
        changes = decode_changes(records, draft, backwards=True)
        draft.take(changes)
        yield Back(commit, draft, changes.ids)


def states_after(document: Document, wanted: Collection[int]) -> Iterator[tuple[int, SystemMap | None]]:
    """The map as it was when each of some commits had just been made, the newest first; a commit that is none of them
    gives None, so that a caller may pause. Commit 0 is the map as it began. O(commits since then)."""
    rest = sorted(set(wanted), reverse=True)
    while rest and rest[0] >= document.history.last_seq:
        yield rest.pop(0), document.map
    if not rest:
        return
    commits = [commit.seq for commit in commits_of(document)]
    before = dict(zip(commits, [*commits[1:], 0], strict=True))  # the commit before each
    for commit, draft, _touched in walk_back(document):
        now = before[commit.seq]
        if rest[0] > now:
            raise UserError(N_("This state was put together with others and cannot be told apart any more."))
        if rest[0] == now:
            yield rest.pop(0), draft.result()
            if not rest:
                return
        yield now, None


def state_after(document: Document, seq: int) -> SystemMap:
    """The map as it was when a commit had just been made. O(commits since then)."""
    return next(state for _seq, state in states_after(document, [seq]) if state is not None)


def state_of(document: Document, version: Version) -> SystemMap:
    """The map as a version has it."""
    return state_after(document, version.seq)


def touching(document: Document, key: str) -> set[int]:
    """The numbers of the commits that touched an element or link, or something that hangs on it. O(history)."""
    keys = frozenset([key])
    return {c.seq for c, records in recorded(document) if any(speaks_of(record, keys) for record in records)}


def speaks_of(record: Data, keys: frozenset[str]) -> bool:
    """Whether a record of the history is about one of some elements or links, or something that hangs on it."""
    if record["id"] in keys:
        return True
    ends = [end for end in (record.get("before"), record.get("after")) if end]
    return any(not keys.isdisjoint((end.get("source"), end.get("target"), end.get("about"))) for end in ends)


def restore(draft: Draft, state: SystemMap) -> None:
    """What is drawn becomes as it was in an earlier state, as a new change. What people said since then stays, where
    what it is about is there, and so do scenarios; those that are gone since then come back."""
    gone = {scenario.id for scenario in state.scenarios if scenario.id not in draft.base}
    for change in diff(draft.base, state):
        entity = change.after or change.before
        was_drawn = isinstance(entity, Element | Link | Image | MapInfo) and change.before != change.after
        if was_drawn or change.id in gone or (isinstance(entity, ScenarioPart) and entity.scenario in gone):
            draft.take([change])
    draft.take(repair(draft.result()))


def restore_element(draft: Draft, state: SystemMap, key: str) -> None:
    """One element or link becomes as it was in an earlier state. Where the element is gone now, it comes back with
    the links that it had then, as far as their other ends are there."""
    then = state.get(key)
    if not isinstance(then, Element | Link):
        raise UserError(N_("It was not on the map then."))
    is_gone = draft.get(key) is None
    draft.put(then)
    home = sector_of(then)
    if home is not None and draft.get(home) is None:
        draft.set(key, sector=None)
    if is_gone:
        for link in _links_then(state, key):
            if draft.get(link.source) and draft.get(link.target) and not twin(draft.result(), link):
                draft.put(link)
    draft.take(repair(draft.result(), [key]))


def _links_then(state: SystemMap, key: str) -> Iterable[Link]:
    links = (state[link] for link in sorted(state.links_of(key)))
    return [link for link in links if isinstance(link, Link)]
