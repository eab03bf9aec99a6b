"""What people say of a map, as opposed to the map itself: notes and their themes, votes, actions,
decisions about findings, how far they agree with the statements."""

from __future__ import annotations

from silomap.model.changes import ChangeSet
from silomap.model.elements import Action, Mark, Note, NoteTheme, Statement, Vote

TALK = (Note, NoteTheme, Statement, Vote, Action, Mark)


def is_talk(changes: ChangeSet) -> bool:
    """Whether a set changes only what people say."""
    return all(
        isinstance(end, TALK) for change in changes for end in (change.before, change.after) if end is not None
    )
