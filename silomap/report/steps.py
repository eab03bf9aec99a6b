"""The steps of a history in words; a person reads them, scripts get the same as data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from silomap.i18n import _
from silomap.model.history import REDO, UNDO, Commit
from silomap.model.versions import Version


def step_words(commit: Commit) -> str:
    """What was done, in the language of the person."""
    text = _(commit.label, **commit.params) if commit.label else _("A change")
    if commit.origin == UNDO:
        return _("Taken back: {step}", step=text)
    if commit.origin == REDO:
        return _("Done again: {step}", step=text)
    return text


def moment(time: str) -> str:
    """A time of the history where the person is."""
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def when_and_who(commit: Commit) -> str:
    """Time and author of a step."""
    return " · ".join(part for part in (moment(commit.time), commit.author) if part)


def version_name(version: Version) -> str:
    """What a version is called; one that was kept by itself says so."""
    return version.label or _("Kept when the map was closed")


def step_data(commit: Commit) -> dict[str, Any]:
    """A step for scripts."""
    return {
        "seq": commit.seq,
        "step": commit.step,
        "time": commit.time,
        "author": commit.author,
        "origin": commit.origin,
        "message": step_words(commit),
    }


def version_data(version: Version) -> dict[str, Any]:
    """A version for scripts."""
    return {
        "id": version.id,
        "name": version.label,
        "note": version.note,
        "time": version.time,
        "author": version.author,
        "automatic": version.automatic,
        "seq": version.seq,
    }
