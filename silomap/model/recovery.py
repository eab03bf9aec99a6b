"""What is wrong with a map file, and what can be saved of a damaged one. The file itself is only read."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model import schema
from silomap.model.codec import UnreadableHistoryError, decode, decode_changes, records_of
from silomap.model.draft import Draft
from silomap.model.elements import Entity, Link
from silomap.model.fitting import misfits
from silomap.model.history import History
from silomap.model.invariants import breaches, repair
from silomap.model.opening import UNSOUND, probe
from silomap.model.reading import BROKEN, DamagedFileError, present_format, reading_connection
from silomap.model.schema import Database
from silomap.model.splitting import parts_in
from silomap.model.store import connect, load, write_file
from silomap.model.system_map import SystemMap

PAGE_SIZE_AT, COUNTER_AT, FREE_AT, VALID_FOR_AT = 16, 24, 32, 92
"""Places in the head of a SQLite file: https://www.sqlite.org/fileformat2.html#the_database_header"""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was saved of a damaged file, what is missing in technical words, and how many things of it were made again
    out of the history."""

    system_map: SystemMap
    missing: tuple[str, ...]
    regained: int


def check_file(path: Path) -> list[str]:
    """Everything that is wrong with a map file, as technical sentences; empty where it is sound. The history is read
    back to its beginning: each of its change sets must fit the map. O(file)."""
    probe(path)
    found: list[str] = []
    try:
        with reading_connection(path) as database:
            for (line,) in database.execute("PRAGMA integrity_check(50)"):
                if line != "ok":
                    found.append(str(line))
            for row in database.execute("PRAGMA foreign_key_check"):
                found.append(f"a row of {row[0]} refers to one of {row[2]} that is not there")
        with present_format(path) as database:
            system_map, commits = load(database)
            History(commits)
            found += _history_faults(database, system_map)
    except DamagedFileError as error:
        return [*found, str(error.__cause__ or error)]
    except UNSOUND as error:
        return [*found, str(error)]
    return found + breaches(system_map)


def _history_faults(database: Database, system_map: SystemMap) -> list[str]:
    """Where map and history have come apart. What is on the map stands in the history, too, so that a letter that was
    changed behind our back in either is found."""
    draft = Draft(system_map)
    for seq, text in database.execute("SELECT seq, records FROM changes ORDER BY seq DESC"):
        try:
            draft.take(decode_changes(records_of(text), draft, backwards=True))
        except UnreadableHistoryError as error:
            return [f"the history does not fit the map at commit {seq} ({error.why})"]
    return []


def recover_file(path: Path, out: Path) -> Recovery:
    """Saves what can be read of a damaged map into a new file and says what is missing. What its tables have lost is
    made again out of the history, as far as that can be read. The original is only read. A UserError where nothing
    can be read at all."""
    if out.exists():
        raise UserError(N_("{path} exists already; nothing was changed."), path=str(out))
    if not path.is_file() or path.stat().st_size == 0:
        probe(path)
    entities: list[Entity] = []
    missing: list[str] = []
    regained: list[Entity] = []
    try:
        with _any_connection(path) as database:
            for table in _tables_of(database):
                entities += _salvage(database, table, missing)
            entities += _salvage_parts(database, missing)
            if missing:
                regained = _from_history(database, {entity.id for entity in entities})
    except (OSError, UserError, *UNSOUND) as error:
        missing.append(str(error))
    entities += regained
    if not entities:
        raise UserError(N_("Nothing could be read from {path}; it was left as it is."), path=str(path))
    system_map = SystemMap.of(entities)
    extra = repair(system_map)
    for change in extra:
        if isinstance(change.before, Link) and change.after is None:
            missing.append(f"link {change.before.kind} {change.before.source} → {change.before.target}")
    repaired = system_map.after((c.id, c.after) for c in extra)
    write_file(out, repaired.values())
    return Recovery(repaired, tuple(missing), len(regained))


@contextmanager
def _any_connection(path: Path) -> Iterator[Database]:
    """A connection to what is left of a file; where its first page cannot be read, to a copy with a new one."""
    try:
        with reading_connection(path) as database:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield database
            return
    except DamagedFileError:
        pass
    with tempfile.TemporaryDirectory(prefix="silomap-") as folder:
        copy, model = Path(folder) / "map.silomap", Path(folder) / "model.silomap"
        shutil.copyfile(path, copy)
        write_file(model, ())
        _graft(copy, model)
        database = connect(copy)
        try:
            yield database
        finally:
            database.conn.close()


def _graft(path: Path, model: Path) -> None:
    """Puts those pages of an empty map file that say where each table begins in the place of those of another one.
    Files begin alike as long as they were not upgraded or made smaller; where one did not, the tables are looked
    for in the wrong places, and nothing is found there that could be taken for theirs."""
    fresh = bytearray(model.read_bytes())
    size = int.from_bytes(fresh[PAGE_SIZE_AT : PAGE_SIZE_AT + 2], "big")
    fresh[COUNTER_AT : COUNTER_AT + 4] = (1).to_bytes(4, "big")
    fresh[VALID_FOR_AT : VALID_FOR_AT + 4] = bytes(4)  # so that SQLite asks the file itself how large it is
    fresh[FREE_AT : FREE_AT + 8] = bytes(8)
    database = connect(model)
    try:
        roots = {row[0] for row in database.execute("SELECT rootpage FROM sqlite_master")}
    finally:
        database.conn.close()
    with path.open("r+b") as file:
        for number in range(1, len(fresh) // size + 1):
            if number not in roots:
                file.seek((number - 1) * size)
                file.write(fresh[(number - 1) * size : number * size])


def _from_history(database: Database, there: set[str]) -> list[Entity]:
    """What the history says is on the map and the tables have no more."""
    rows: dict[int, str] = {}
    for direction in ("ASC", "DESC"):
        try:
            for seq, text in database.execute(f"SELECT seq, records FROM changes ORDER BY seq {direction}"):
                rows[int(seq)] = text
            break
        except (sqlite3.Error, ValueError, TypeError):
            continue
    known: dict[str, Entity] = {}
    for seq in sorted(rows):
        try:
            records = records_of(rows[seq], lenient=True)
        except UnreadableHistoryError:
            continue
        for record in records:
            try:
                (change,) = decode_changes([record], known)
            except UnreadableHistoryError:
                continue
            if change.after is None:
                known.pop(change.id, None)
            else:
                known[change.id] = change.after
    return [entity for key, entity in known.items() if key not in there]


def _tables_of(database: Database) -> list[str]:
    """The tables a file of its format has; one that is missing for another reason is looked for, and missed."""
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    return [table for table in schema.TABLES if version >= schema.SINCE.get(table, 1)]


def _salvage_parts(database: Database, missing: list[str]) -> list[Entity]:
    """What scenarios change, from a format in which they kept it as one text."""
    columns = {row[1] for row in database.execute("PRAGMA table_info(scenarios)")}
    found: list[Entity] = []
    if "changes" in columns:
        for key, text in database.execute("SELECT id, changes FROM scenarios"):
            try:
                found += [decode(part) for part in parts_in(str(key), text).values()]
            except UserError:
                missing.append(f"part of the scenario {key}")
    return found


def _salvage(database: Database, table: str, missing: list[str]) -> list[Entity]:
    there = {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
    names = [name for name in schema.TABLES[table] if name in there] or list(schema.TABLES[table])
    found: dict[str, Entity] = {}
    for direction in ("ASC", "DESC"):  # from both ends, so that one broken page hides little
        try:
            rows = database.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid {direction}")
            while True:
                row = rows.fetchone()
                if row is None:
                    break
                try:
                    entity = schema.entity_of(table, dict(zip(names, row, strict=True)))
                except (ValueError, KeyError, TypeError, RecursionError):
                    missing.append(f"a row of {table}: {row[0]!r:.80}")
                    continue
                if "id" in misfits(entity) or not entity.id:
                    missing.append(f"a row of {table} without an id")
                    continue
                found[entity.id] = entity
            break
        except BROKEN as error:
            missing.append(f"part of {table}: {error}")
    return list(found.values())
