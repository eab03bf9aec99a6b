"""Zip files from strangers: bounded before anything of them is unpacked, and nothing of them is written anywhere."""

from __future__ import annotations

import zipfile
from pathlib import Path

from silomap.errors import UserError
from silomap.i18n import N_

MOST_UNPACKED = 300 * 1024 * 1024
MOST_MEMBERS, MOST_RATIO = 5_000, 200
SMALL = 10 * 1024 * 1024
NO_ARCHIVE = (zipfile.BadZipFile, OSError, NotImplementedError, ValueError)
"""what zipfile raises for files that are none; the ValueError where the list of members lies before the beginning"""


def check_archive(path: Path) -> None:
    """A UserError where an archive is none, or would unpack to more than a map can be."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except NO_ARCHIVE as error:
        raise UserError(N_("{path} is not a readable zip file."), path=str(path)) from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    is_bomb = unpacked > SMALL and unpacked / packed > MOST_RATIO
    if unpacked > MOST_UNPACKED or len(members) > MOST_MEMBERS or is_bomb:
        raise UserError(N_("{path} unpacks to more than a map can be."), path=str(path))
