"""Opening a map file: what is it, may it be written, is it whole; upgrades of older formats; its check."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model import schema
from silomap.model.document import Document
from silomap.model.history import History
from silomap.model.invariants import breaches
from silomap.model.lock import acquire
from silomap.model.reading import (
    READ_ONLY,
    ReadingStore,
    damaged,
    migrate,
    present_format,
    reading_connection,
)
from silomap.model.schema import Database
from silomap.model.store import FileStore, connect, load, load_versions, write_file, writing_problem
from silomap.model.system_map import SystemMap
from silomap.model.writing import discard, flush_folder

MAGIC = b"SQLite format 3\x00"
SUFFIX = ".silomap"
_PROGRAM = re.compile(r"^\s*CREATE\s+VIRTUAL|\b(GENERATED|CHECK|WHERE|SELECT)\b|\bAS\s*\(|\)\s*AS\b", re.IGNORECASE)
MOST_BYTES = 4 * 1024**3
SMALLEST = 8_192
"""No map is smaller in bytes."""
UNSOUND = (sqlite3.Error, ValueError, KeyError, TypeError, RecursionError)
"""What reading a file that is not as we wrote it can end in."""


def create_document(path: Path, system_map: SystemMap, author: str = "") -> Document:
    """Makes a new map file and opens it; a UserError where there is one already or it cannot be written."""
    if path.exists():
        raise UserError(N_("{path} exists already; nothing was changed."), path=str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_problem(error, path) from error
    write_file(path, system_map.values())
    return open_document(path, author=author)


def open_document(path: Path, *, read_only: bool = False, author: str = "") -> Document:
    """Opens a map file for writing where that is possible, else to read only with the reason in `read_only`."""
    version = probe(path)
    reason: UserError | None = None
    if read_only:
        reason = UserError(READ_ONLY)
    elif version > schema.VERSION:
        reason = UserError(
            N_("This map was made by a newer SiloMap (format {version}); it is open to read only."),
            version=version,
        )
    elif not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        reason = UserError(N_("{path} may not be written here (read-only)."), path=str(path))
    lock = None
    if reason is None:
        try:
            lock = acquire(path)
        except UserError as taken:
            reason = taken
        except OSError:
            reason = UserError(N_("{path} may not be written here (read-only)."), path=str(path))
    try:
        if version < schema.VERSION and lock is not None:
            upgrade(path)
        if reason is not None:
            with present_format(path) as reading:
                system_map, history = _load_checked(reading, path)
                versions = load_versions(reading)
            return Document(system_map, ReadingStore(path), history, versions=versions, read_only=reason)
        database = connect(path)
        try:
            system_map, history = _load_checked(database, path)
            versions = load_versions(database)
            store = FileStore(path, lock, database)
            return Document(system_map, store, history, versions=versions, author=author)
        except BaseException:
            database.conn.close()
            raise
    except BaseException:
        if lock:
            lock.release()
        raise


def _load_checked(database: Database, path: Path) -> tuple[SystemMap, History]:
    try:
        if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick check failed")
        system_map, commits = load(database)
        history = History(commits)
    except UNSOUND as error:
        raise damaged(path) from error
    found = breaches(system_map)
    if found:
        raise damaged(path)
    return system_map, history


def read_file(path: Path) -> tuple[SystemMap, History]:
    """Reads a map file without touching it, not even to finish a write that a crash broke off."""
    probe(path)
    with present_format(path) as database:
        return _load_checked(database, path)


def is_map_file(path: Path) -> bool:
    """Whether the file begins as every SQLite file does."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def probe(path: Path) -> int:
    """The format version of a map file; a UserError that says what it is instead."""
    if path.is_dir():
        raise UserError(N_("{path} is a folder, not a map."), path=str(path))
    if not path.exists():
        raise UserError(N_("There is no file {path}."), path=str(path))
    if not os.access(path, os.R_OK):
        raise UserError(N_("{path} may not be read."), path=str(path))
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise UserError(N_("{path} is too large to be a map."), path=str(path))
    if size == 0:
        raise UserError(N_("{path} is empty."), path=str(path))
    if not is_map_file(path):
        if path.suffix.lower() == SUFFIX and size >= SMALLEST:
            raise damaged(path)  # its head may be broken and the rest be there
        raise UserError(N_("{path} is not a SiloMap map."), path=str(path))
    try:
        with reading_connection(path) as database:
            application = database.execute("PRAGMA application_id").fetchone()[0]
            version = int(database.execute("PRAGMA user_version").fetchone()[0])
            made = database.execute("SELECT name, type, sql FROM sqlite_master").fetchall()
    except UNSOUND as error:
        raise damaged(path) from error
    if application != schema.APPLICATION_ID:
        raise UserError(N_("{path} is a database, but not a SiloMap map."), path=str(path))
    strange = next((name for name, kind, sql in made if not _is_plain(kind, sql)), None)
    if strange is not None:
        raise UserError(
            N_("{path} contains a database program ({name}); maps have none, so it was not opened."),
            path=str(path),
            name=str(strange)[:60],
        )
    return version


def _is_plain(kind: str, sql: str | None) -> bool:
    """Whether a part of a database only holds data: tables of plain columns and indexes of them. Triggers, views,
    virtual tables, computed columns, checks and indexes of expressions are little programs."""
    return kind in ("table", "index") and (sql is None or not _PROGRAM.search(sql))


def upgrade(
    path: Path,
    migrations: Mapping[int, Callable[[Database], None]] | None = None,
    target: int = schema.VERSION,
) -> Path:
    """Migrates a copy, verifies it, keeps the original beside it and only then replaces it.

    Returns where the original was kept. Nothing has changed where it raises.
    """
    steps = schema.MIGRATIONS if migrations is None else migrations
    version = probe(path)
    kept = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    copy = path.with_name(f".{path.name}.upgrade")
    try:
        discard(copy)  # an upgrade that was broken off may have left one, and what it was about to write
        shutil.copyfile(path, copy)
        database = connect(copy)
        try:
            migrate(database, version, target, steps)
            load(database)
            if database.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("integrity check failed")
        finally:
            database.conn.close()
        _flush(copy)
        if not kept.exists():
            shutil.copy2(path, kept)
            _flush(kept)
        os.replace(copy, path)
        flush_folder(path)
    except (sqlite3.Error, KeyError, ValueError, TypeError, OSError) as error:
        raise UserError(
            N_("{path} has an older format and could not be upgraded; the file was left as it is ({reason})."),
            path=str(path),
            reason=str(error),
        ) from error
    finally:
        discard(copy)
    return kept


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
