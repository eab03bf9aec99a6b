"""Reading a map file without touching it, not even to finish a write that a crash broke off."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model import schema
from silomap.model.changes import ChangeSet
from silomap.model.codec import Data
from silomap.model.history import Commit
from silomap.model.schema import Database
from silomap.model.store import AT_ONCE, connect, history_rows, read_records, write_file
from silomap.model.system_map import SystemMap
from silomap.model.versions import Version

BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite ends in where a file is damaged; its message can hold what is broken, and be no text."""
READ_ONLY = N_("This map is open to read only.")


class DamagedFileError(UserError):
    """A file that is ours and broken: what can be read of it can be saved into a new one."""


def damaged(path: Path) -> DamagedFileError:
    """The sentence for a file that is ours and broken."""
    return DamagedFileError(
        N_("{path} is damaged and was left as it is. “silomap check {path} --recover NEW” saves what it can."),
        path=str(path),
    )


@contextmanager
def reading_connection(path: Path) -> Any:
    """A connection to a file that is not changed; where a crash left a journal, to a finished copy of it."""
    journal = path.with_name(path.name + "-journal")
    with tempfile.TemporaryDirectory(prefix="silomap-") as folder:
        try:
            database = connect(path, "ro")
            try:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except BROKEN:
                database.conn.close()
                if not journal.exists():
                    raise
                # left by a crash: SQLite may not roll it back in a file it must not write
                copy = Path(folder) / "map.silomap"
                shutil.copyfile(path, copy)
                shutil.copyfile(journal, copy.with_name(copy.name + "-journal"))
                database = connect(copy)
        except (OSError, *BROKEN) as error:
            raise damaged(path) from error
        try:
            yield database
        finally:
            database.conn.close()


@contextmanager
def present_format(path: Path) -> Any:
    """A connection to read a map file as the present format has it: an older one is brought up in a copy."""
    with reading_connection(path) as database:
        version = int(database.execute("PRAGMA user_version").fetchone()[0])
        if version >= schema.VERSION:
            yield database
            return
        with tempfile.TemporaryDirectory(prefix="silomap-") as folder:
            place = Path(folder) / "map.silomap"
            place.touch()
            copy = connect(place)
            try:
                try:
                    database.conn.backup(copy.conn)
                    migrate(copy, version, schema.VERSION, schema.MIGRATIONS)
                except (KeyError, *BROKEN) as error:
                    raise damaged(path) from error
                yield copy
            finally:
                copy.conn.close()


def migrate(database: Database, version: int, target: int, steps: Mapping[int, Callable[[Database], None]]) -> None:
    """Brings the tables of a copy from one format to another."""
    for number in range(version, target):
        with database.atomic():
            steps[number](database)
            database.execute(f"PRAGMA user_version = {number + 1}")


class ReadingStore:
    """The history of a map that is open to read only: the file is read anew whenever an earlier state is wanted."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def records_down(self, seq: int, most: int = AT_ONCE) -> list[tuple[int, list[Data]]]:
        """The change sets of a commit and some before it as plain data, the newest first."""
        try:
            with present_format(self.path) as database:
                return read_records(database, seq, most)
        except (sqlite3.Error, OSError, ValueError) as error:
            raise UserError(N_("{path} cannot be reached; is the drive connected?"), path=str(self.path)) from error

    def save_copy(self, path: Path, system_map: SystemMap, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """Writes the map to another file, with its history as far as it can still be read."""
        try:
            with present_format(self.path) as database:
                rows, versions = history_rows(database)
        except (sqlite3.Error, OSError, UserError):
            rows, versions = [], []
        write_file(path, system_map.values(), rows, versions)

    def append(self, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """Nothing can be written."""
        raise UserError(READ_ONLY)

    def put_version(self, version: Version) -> None:
        """Nothing can be written."""
        raise UserError(READ_ONLY)

    def drop_version(self, key: str) -> None:
        """Nothing can be written."""
        raise UserError(READ_ONLY)

    def replace_history(self, last: int, commits: list[Commit], forgotten: list[str]) -> None:
        """Nothing can be written."""
        raise UserError(READ_ONLY)

    def close(self) -> None:
        """Nothing is held."""
