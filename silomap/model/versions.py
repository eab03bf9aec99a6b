"""Versions: named points in the history of a map. They belong to the history, not to the map: taking an edit back
never takes a version with it."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.errors import UserError
from silomap.i18n import N_

MOST_LABEL = 200
MANY_STEPS = 30
"""After so many steps since the last version, one is kept by itself when the map is closed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A point in the history: after the commit `seq`. `picture` (PNG) and `score` are what was worked out of it."""

    id: str
    label: str
    note: str
    time: str
    seq: int
    author: str = ""
    automatic: bool = False
    picture: bytes = b""
    score: float | None = None

    @property
    def is_named(self) -> bool:
        """Whether somebody, or the agenda of a workshop, gave it a name."""
        return bool(self.label)


def find(versions: tuple[Version, ...], name: str) -> Version:
    """The newest version with this name or id; a UserError that lists what there is."""
    for version in reversed(versions):
        if name.casefold() in (version.label.casefold(), version.id.casefold()):
            return version
    names = ", ".join(f"“{version.label}”" for version in versions if version.label)
    if not names:
        raise UserError(N_("This map has no named versions, so none is called “{name}”."), name=name)
    raise UserError(N_("No version is called “{name}”. There is: {names}"), name=name, names=names)
