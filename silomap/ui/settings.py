"""What the person prefers, kept between starts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from silomap.paths import state_folder
from silomap.report.picture.thumbnails import thumbnail_place

MOST_LOOKED = 200
MOST_RECENT = 9


@dataclass(frozen=True, slots=True)
class Recent:
    """A map that was open: what its card on the first screen shows."""

    path: str
    title: str
    elements: int
    score: str
    opened: str


@dataclass(frozen=True, slots=True)
class Looked:
    """When a map was last looked at here (ISO), and at which commit."""

    seq: int
    time: str


class Settings:
    """Typed access to one small INI file in the state folder."""

    def __init__(self) -> None:
        self._store = QSettings(str(state_folder() / "settings.ini"), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """One setting."""
        return str(self._store.value(name, default))

    def number(self, name: str, default: int) -> int:
        """One setting that is a whole number; the default where it is none."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def set_text(self, name: str, value: str) -> None:
        """Keeps one setting."""
        self._store.setValue(name, value)

    def geometry(self) -> QByteArray:
        """Where the window was."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_geometry(self, value: QByteArray) -> None:
        """Keeps where the window is."""
        self._store.setValue("window/geometry", value)

    def recents(self) -> list[Recent]:
        """The maps that were open last, newest first, as far as they still exist."""
        try:
            found = [Recent(**item) for item in json.loads(self.text("recent", "[]"))]
        except (ValueError, TypeError):
            return []
        return [recent for recent in found if Path(recent.path).exists()]

    def add_recent(self, recent: Recent) -> None:
        """Puts a map in front of the list."""
        others = [other for other in self.recents() if other.path != recent.path]
        kept = [recent, *others][:MOST_RECENT]
        self.set_text("recent", json.dumps([asdict(item) for item in kept]))

    def looked(self, path: str) -> Looked | None:
        """When a map was last looked at."""
        found = self._looked().get(path)
        try:
            return Looked(int(found[0]), str(found[1])) if found else None
        except (ValueError, TypeError, IndexError):
            return None

    def set_looked(self, path: str, looked: Looked) -> None:
        """Keeps when a map was looked at, of the last maps."""
        known = self._looked()
        known.pop(path, None)
        known[path] = [looked.seq, looked.time]
        rows = list(known.items())[-MOST_LOOKED:]
        self.set_text("looked", json.dumps(dict(rows)))

    def _looked(self) -> dict[str, list[Any]]:
        try:
            found = json.loads(self.text("looked", "{}"))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def thumbnail_path(path: str) -> Path:
    """Where the small picture of a map is kept."""
    return thumbnail_place(thumbnails_folder(), path)


def thumbnails_folder() -> Path:
    """Where the small pictures of maps are kept."""
    return state_folder() / "thumbnails"
