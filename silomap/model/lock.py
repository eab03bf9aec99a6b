"""One writer a map: an operating-system lock on a small file beside the map, with the name of its holder.

The lock goes with the process, so a crash leaves none behind; the text in the file is only for people.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from silomap.errors import UserError
from silomap.i18n import N_

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(1_000_000)  # a byte far from the text, which must stay readable for others
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A held lock; `release` gives it up and removes the file."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self.path = path
        self._file: IO[str] | None = file

    def release(self) -> None:
        """Lets the next one write."""
        if self._file is None:
            return
        if sys.platform != "win32":  # while still held, so that nobody's new lock is removed
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._file.close()
        self._file = None


def lock_path(path: Path) -> Path:
    """Where the lock of a map lies."""
    return path.with_name(f".{path.name}.lock")


def acquire(path: Path) -> Lock:
    """Takes the lock of a map; a UserError says who has it, an OSError that the folder cannot be written."""
    where = lock_path(path)
    file = where.open("a+", encoding="utf-8")
    try:
        _lock(file)
        if sys.platform != "win32" and os.fstat(file.fileno()).st_nlink == 0:
            raise OSError("the lock file was removed in between")
    except OSError:
        file.seek(0)
        owner = _owner(file.read(4_000))
        file.close()
        raise UserError(
            N_("{who} has this map open on {where} since {when}. It is opened here to read only."), **owner
        ) from None
    file.seek(0)
    file.truncate()
    json.dump(
        {
            "who": user_name() or "?",
            "where": socket.gethostname(),
            "when": datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M"),
        },
        file,
    )
    file.flush()
    return Lock(where, file)


def _owner(text: str) -> dict[str, str]:
    try:
        data = json.loads(text)
    except ValueError:
        data = {}
    found = data if isinstance(data, dict) else {}
    return {key: str(found.get(key) or "?")[:80] for key in ("who", "where", "when")}


def user_name() -> str:
    """Who works here, as the system knows it; empty where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
