"""Writing a file so that it is there entirely or not at all."""

from __future__ import annotations

import os
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
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise UserError(
            N_("{path} could not be written ({reason})."), path=str(path), reason=error.strerror or str(error)
        ) from error
