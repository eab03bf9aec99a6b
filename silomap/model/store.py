"""A map file: one SQLite file, one transaction a commit, durable before anything is called saved."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model import schema
from silomap.model.changes import ChangeSet
from silomap.model.codec import Data, UnreadableHistoryError, from_json, records_of, to_json
from silomap.model.elements import Entity
from silomap.model.history import Commit
from silomap.model.lock import Lock
from silomap.model.schema import Database
from silomap.model.system_map import SystemMap
from silomap.model.versions import Version
from silomap.model.writing import discard, flush_folder

_COMMIT_COLUMNS = ("seq", "step", "origin", "of_step", "label", "params", "author", "time", "records")
_INSERT_COMMIT = f"INSERT INTO changes VALUES ({', '.join('?' * len(_COMMIT_COLUMNS))})"
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 256 * 1024 * 1024,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
"""What one value, statement or table of a file can be at most."""
AT_ONCE = 200
"""So many change sets are read from the history in one go."""


def connect(path: Path, mode: str = "rw") -> Database:
    """A guarded connection: foreign keys on, nothing in the file is trusted to run, sizes bounded, full durability.

    `synchronous=EXTRA` also flushes the folder after the journal is removed: with FULL a commit could be rolled
    back by a power cut that follows at once.
    """
    import sqlite_utils

    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=2.0)
    try:
        for limit, most in _LIMITS.items():
            connection.setlimit(limit, most)
        if sys.version_info >= (3, 12):  # Python 3.11 cannot ask for it
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        database = sqlite_utils.Database(connection, recursive_triggers=False, execute_plugins=False)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            database.execute(f"PRAGMA {pragma}")
        if mode != "ro":
            database.execute("PRAGMA synchronous = EXTRA")
    except BaseException:
        connection.close()
        raise
    return database


class FileStore:
    """An open map file. It keeps the file's identity and never writes into another one in its place."""

    def __init__(self, path: Path, lock: Lock | None, database: Database) -> None:
        self.path = path
        self.lock = lock
        self._database: Database | None = database
        self._last = _last_commit(database)
        self._uid = _uid(database)
        self._stamp = _stamp(path)

    def append(self, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """Writes commits in one transaction and returns when they are durable; a UserError says why not."""
        try:
            database = self._connected()
            with database.atomic():
                for commit, changes in commits:
                    if commit.seq > self._last[0]:
                        _write_commit(database, commit, changes)
            self._last = (commits[-1][0].seq, commits[-1][0].time)
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise writing_problem(error, self.path) from error

    def records_down(self, seq: int, most: int = AT_ONCE) -> list[tuple[int, list[Data]]]:
        """The change sets of a commit and some before it as plain data, the newest first; a UserError where they
        cannot be read."""
        try:
            return read_records(self._connected(), seq, most)
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise UnreadableHistoryError(str(error)) from error

    def save_copy(self, path: Path, system_map: SystemMap, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """Writes the map to another file, with its history as far as this file can still be read."""
        try:
            rows, versions = history_rows(self._connected())
        except (sqlite3.Error, OSError, UserError):
            rows, commits, versions = [], [], []  # the drive is gone: the map matters more than how it came about
        rows += [_commit_row(commit) for commit, _ in commits if commit.seq > self._last[0]]
        write_file(path, system_map.values(), rows, versions)

    def put_version(self, version: Version) -> None:
        """Writes a version."""
        self._write("INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_version_row(version)])

    def drop_version(self, key: str) -> None:
        """Takes a version away."""
        self._write("DELETE FROM versions WHERE id = ?", [(key,)])

    def replace_history(self, last: int, commits: list[Commit], forgotten: list[str]) -> None:
        """Puts other rows in the place of all up to `last` and takes versions away that they no longer know, in one
        transaction, and gives the room back."""
        try:
            database = self._connected()
            with database.atomic():
                database.execute("DELETE FROM changes WHERE seq <= ?", (last,))
                database.conn.executemany(_INSERT_COMMIT, [_commit_row(commit) for commit in commits])
                database.conn.executemany("DELETE FROM versions WHERE id = ?", [(key,) for key in forgotten])
            database.execute("VACUUM")
            self._last = _last_commit(database)
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise writing_problem(error, self.path) from error

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        try:
            database = self._connected()
            with database.atomic():
                database.conn.executemany(statement, rows)
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise writing_problem(error, self.path) from error

    def close(self) -> None:
        """Lets go of the file and of the lock."""
        self._drop()
        if self.lock:
            self.lock.release()

    def _is_ours(self, database: Database) -> bool:
        """The same file, and not an older state of it: our last commit is in it."""
        seq, time = self._last
        row = database.execute("SELECT time FROM changes WHERE seq = ?", (seq,)).fetchone()
        return _uid(database) == self._uid and (seq == 0 or (row is not None and row[0] == time))

    def _drop(self) -> None:
        if self._database is not None:
            self._database.conn.close()
            self._database = None

    def _connected(self) -> Database:
        stamp = _stamp(self.path)
        if stamp != self._stamp or self._database is None:
            self._drop()
            database = connect(self.path)
            if not self._is_ours(database):
                database.conn.close()
                raise UserError(
                    N_("The file {path} was replaced by another one. Save a copy to keep your work."),
                    path=str(self.path),
                )
            self._last = _last_commit(database)
            self._database, self._stamp = database, stamp
        return self._database


def _uid(database: Database) -> str:
    row = database.execute("SELECT uid FROM file").fetchone()
    return str(row[0]) if row else ""


def _stamp(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return (found.st_dev, found.st_ino)


def _last_commit(database: Database) -> tuple[int, str]:
    row = database.execute("SELECT seq, time FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _write_commit(database: Database, commit: Commit, changes: ChangeSet) -> None:
    for change in changes:
        if change.before is not None and (
            change.after is None or schema.table_of(change.before) != schema.table_of(change.after)
        ):
            database.execute(f"DELETE FROM {schema.table_of(change.before)} WHERE id = ?", (change.id,))
        if change.after is not None:
            _upsert(database, [change.after])
    database.execute(_INSERT_COMMIT, _commit_row(commit))


def _commit_row(commit: Commit) -> tuple[Any, ...]:
    return (
        commit.seq,
        commit.step,
        commit.origin,
        commit.of_step,
        commit.label,
        to_json(commit.params),
        commit.author,
        commit.time,
        to_json(commit.records or []),
    )


def _upsert(database: Database, entities: Iterable[Entity]) -> None:
    by_table: dict[str, list[tuple[Any, ...]]] = {}
    for entity in entities:
        by_table.setdefault(schema.table_of(entity), []).append(tuple(schema.row_of(entity).values()))
    for table, rows in by_table.items():
        names = schema.TABLES[table]
        updates = ", ".join(f"{n} = excluded.{n}" for n in names if n != "id")
        database.conn.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT (id) DO UPDATE SET {updates}",
            rows,
        )


def write_file(
    path: Path,
    entities: Iterable[Entity],
    commits: Iterable[tuple[Any, ...]] = (),
    versions: Iterable[tuple[Any, ...]] = (),
) -> None:
    """Writes a whole new map file beside its place and moves it there: it is there entirely or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}.", suffix=".new", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        database = connect(temporary)
        try:
            for statement in schema.statements():
                database.execute(statement)
            with database.atomic():
                database.execute("INSERT INTO file VALUES (?)", (uuid.uuid4().hex,))
                _upsert(database, entities)
                database.conn.executemany(_INSERT_COMMIT, commits)
                database.conn.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", versions)
        finally:
            database.conn.close()
        shutil.copymode(path, temporary) if path.exists() else temporary.chmod(0o644)
        os.replace(temporary, path)
        flush_folder(path)
    except (sqlite3.Error, OSError) as error:
        raise writing_problem(error, path) from error
    finally:
        discard(temporary)


def writing_problem(error: Exception, path: Path) -> UserError:
    """Why a file could not be written, in words."""
    text = str(error).lower()
    if "full" in text or getattr(error, "errno", None) == 28:
        return UserError(N_("The disk is full, so {path} could not be saved."), path=str(path))
    if "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        return UserError(N_("{path} may not be written here (read-only)."), path=str(path))
    if isinstance(error, FileNotFoundError) or "unable to open" in text:
        return UserError(N_("{path} cannot be reached; is the drive connected?"), path=str(path))
    if "locked" in text:
        return UserError(N_("Another program is using {path}."), path=str(path))
    return UserError(N_("{path} could not be saved ({reason})."), path=str(path), reason=str(error))


def load(database: Database) -> tuple[SystemMap, list[Commit]]:
    """Everything a map file says; the change sets of the history stay in the file until they are needed."""
    entities: list[Entity] = []
    for table, names in schema.TABLES.items():
        for row in database.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid"):
            entities.append(schema.entity_of(table, dict(zip(names, row, strict=True))))
    rows = database.execute(f"SELECT {', '.join(_COMMIT_COLUMNS[:-1])} FROM changes ORDER BY seq")
    commits = [_commit_of(row) for row in rows]
    return SystemMap.of(entities), commits


def _commit_of(row: tuple[Any, ...]) -> Commit:
    seq, step, origin, of_step, label, params, author, time = row
    return Commit(seq, step, origin, of_step, label, from_json(params), author, time)


def read_records(database: Database, seq: int, most: int) -> list[tuple[int, list[Data]]]:
    """The change sets of a commit and some before it, the newest first."""
    rows = database.execute(
        "SELECT seq, records FROM changes WHERE seq <= ? ORDER BY seq DESC LIMIT ?", (seq, most)
    ).fetchall()
    return [(int(number), records_of(text)) for number, text in rows]


def history_rows(database: Database) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The history and the versions of a file as the rows of another one."""
    commits = database.execute(f"SELECT {', '.join(_COMMIT_COLUMNS)} FROM changes ORDER BY seq").fetchall()
    versions = database.execute(f"SELECT {', '.join(schema.VERSION_COLUMNS)} FROM versions").fetchall()
    return list(commits), list(versions)


def load_versions(database: Database) -> tuple[Version, ...]:
    """The versions that a file keeps."""
    found = []
    for row in database.execute(f"SELECT {', '.join(schema.VERSION_COLUMNS)} FROM versions"):
        key, label, note, time, seq, author, automatic, picture, score = row
        found.append(Version(key, label, note, time, int(seq), author, bool(automatic), picture or b"", score))
    return tuple(found)


def _version_row(version: Version) -> tuple[Any, ...]:
    return (
        version.id,
        version.label,
        version.note,
        version.time,
        version.seq,
        version.author,
        int(version.automatic),
        version.picture or None,
        version.score,
    )
