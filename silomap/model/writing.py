"""Writing a file so that it is there entirely or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from silomap.errors import UserError
from silomap.i18n import N_


def write_atomically(path: Path, content: bytes) -> None:
    """Replaces a file by new content; a UserError where it cannot be written, the old one then stays."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".silomap-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, path)
            flush_folder(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserError(
            N_("{path} could not be written ({reason})."), path=str(path), reason=error.strerror or str(error)
        ) from error


def flush_folder(path: Path) -> None:
    """Makes the place of a file in its folder durable: until then a power cut may bring back what was there before.
    Windows has no such thing, and some shared drives refuse it."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def discard(path: Path) -> None:
    """Takes a temporary database away, with the journal that belongs to it: a journal that stays would be played into
    whatever comes to lie there next."""
    for left in (path, path.with_name(path.name + "-journal")):
        left.unlink(missing_ok=True)
