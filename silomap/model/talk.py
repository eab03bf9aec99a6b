"""What people say of a map, as opposed to the map itself: notes and their themes, votes, actions, decisions about
findings. Answers of a room are counted together, so they are given where the map can be written, and not here."""

from __future__ import annotations

from silomap.model.changes import ChangeSet
from silomap.model.elements import Action, Mark, Note, NoteTheme, Vote

TALK = (Note, NoteTheme, Vote, Action, Mark)


def is_talk(changes: ChangeSet) -> bool:
    """Whether a set changes only what people say."""
    return all(
        isinstance(end, TALK) for change in changes for end in (change.before, change.after) if end is not None
    )
