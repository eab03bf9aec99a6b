"""The map file: what is said to be saved is there; bad files are told in words and left alone."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.model import edits, schema
from silomap.model.document import Document, SavingState
from silomap.model.elements import Actor
from silomap.model.lock import lock_path
from silomap.model.opening import create_document, open_document, read_file, upgrade
from silomap.model.recovery import check_file, recover_file
from silomap.model.system_map import SystemMap
from tests.maps import written

MAP = "a1 provides s1\ns1 responds_to n1\ng1 experiences n1\ns1 in r1"


def made(path: Path, system_map: SystemMap | None = None) -> Document:
    return create_document(path, system_map if system_map is not None else written(MAP))


def rename(doc: Document, label: str) -> None:
    with doc.edit("Rename") as draft:
        edits.set_field(draft, ["a1"], "label", label)


def test_everything_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    rename(doc, "one")
    with doc.edit("Delete") as draft:
        edits.remove(draft, ["s1", "r1"])
    doc.undo()
    last = doc.map
    assert doc.saving == SavingState(True)
    doc.close()
    again = open_document(tmp_path / "m.silomap")
    assert again.map == last
    again.redo()
    assert "s1" not in again.map
    while again.undo():
        pass
    assert again.map == written(MAP)
    again.close()
    assert check_file(tmp_path / "m.silomap") == []


def test_the_file_can_be_read_with_any_sqlite_tool(tmp_path: Path) -> None:
    made(tmp_path / "m.silomap").close()
    with sqlite3.connect(tmp_path / "m.silomap") as connection:
        assert connection.execute("SELECT kind FROM elements WHERE id = 'a1'").fetchall() == [("actor",)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert tables >= {"elements", "links", "changes", "versions", "scenarios", "notes", "actions", "views", "map"}


def test_history_is_append_only(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    rename(doc, "one")
    doc.undo()
    doc.redo()
    doc.close()
    with sqlite3.connect(tmp_path / "m.silomap") as connection:
        rows = connection.execute("SELECT origin, of_step FROM changes ORDER BY seq").fetchall()
    connection.close()
    assert rows == [("user", None), ("undo", 1), ("redo", 2)]


def test_a_second_writer_is_told_who_and_reads_only(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    other = open_document(tmp_path / "m.silomap")
    assert other.read_only is not None
    assert "has this map open" in other.read_only.message
    assert other.read_only.params["who"] not in ("", "?")
    with pytest.raises(UserError):
        rename(other, "x")
    doc.close()
    assert not lock_path(tmp_path / "m.silomap").exists()
    third = open_document(tmp_path / "m.silomap")
    assert third.read_only is None
    third.close()


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    made(tmp_path / "m.silomap").close()
    code = (
        "import os, sys; from pathlib import Path; from silomap.model.opening import open_document;"
        "open_document(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "m.silomap")], check=False)
    assert lock_path(tmp_path / "m.silomap").exists()
    doc = open_document(tmp_path / "m.silomap")
    assert doc.read_only is None
    doc.close()


def test_a_full_disk_keeps_the_work_and_saves_when_there_is_room(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    states: list[SavingState] = []
    doc.saving_changed.connect(states.append)
    database = doc.store._connected()  # type: ignore[union-attr]
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    with doc.edit("Much") as draft:
        for number in range(400):
            edits.add_element(draft, "need", f"Need {number} " + "x" * 80)
    assert not doc.saving.saved
    assert doc.saving.problem is not None
    assert "full" in doc.saving.problem.message
    assert len(doc.map.elements) == 405
    assert len(read_file(tmp_path / "m.silomap")[0].elements) == 5
    assert doc.retry()  # the connection was opened anew: there is room again
    assert [s.saved for s in states] == [False, True]
    doc.close()
    assert len(read_file(tmp_path / "m.silomap")[0].elements) == 405


def test_a_vanished_drive_keeps_the_work_and_saves_when_it_is_back(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    drive.mkdir()
    doc = made(drive / "m.silomap")
    drive.rename(away)
    rename(doc, "while it was gone")
    rename(doc, "and again")
    assert not doc.saving.saved
    assert doc.saving.waiting == 2
    doc.save_copy(tmp_path / "copy.silomap")
    assert read_file(tmp_path / "copy.silomap")[0].label("a1") == "and again"
    assert not doc.close()
    away.rename(drive)
    assert doc.retry()
    assert doc.saving == SavingState(True)
    doc.close()
    assert read_file(drive / "m.silomap")[0].label("a1") == "and again"


def test_a_file_put_in_place_of_the_map_is_not_written_into(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    rename(doc, "mine")
    other = made(tmp_path / "other.silomap", SystemMap.of([Actor(id="z")]))
    other.close()
    os.replace(tmp_path / "other.silomap", tmp_path / "m.silomap")
    before = (tmp_path / "m.silomap").read_bytes()
    rename(doc, "more")
    assert not doc.saving.saved
    assert "replaced" in str(doc.saving.problem)
    assert (tmp_path / "m.silomap").read_bytes() == before
    doc.abandon()


def test_an_older_state_of_the_map_put_back_is_not_written_into(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    rename(doc, "one")
    shutil.copyfile(tmp_path / "m.silomap", tmp_path / "backup")
    rename(doc, "two")
    os.replace(tmp_path / "backup", tmp_path / "m.silomap")
    rename(doc, "three")
    assert "replaced" in str(doc.saving.problem)
    assert read_file(tmp_path / "m.silomap")[0].label("a1") == "one"
    doc.abandon()


def test_a_fresh_map_put_in_place_of_a_fresh_one_is_not_written_into(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    made(tmp_path / "other.silomap", SystemMap.of([Actor(id="z")])).close()
    os.replace(tmp_path / "other.silomap", tmp_path / "m.silomap")
    rename(doc, "mine")
    assert not doc.saving.saved
    assert read_file(tmp_path / "m.silomap")[0].keys() == {"map", "z"}
    doc.abandon()


def test_the_map_can_be_read_while_somebody_writes(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    database = doc.store._connected()  # type: ignore[union-attr]
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE elements SET label = 'half written' WHERE id = 'a1'")
    assert (tmp_path / "m.silomap-journal").exists()
    assert read_file(tmp_path / "m.silomap")[0] == written(MAP)
    database.conn.rollback()
    doc.close()


def test_a_copy_keeps_the_history(tmp_path: Path) -> None:
    doc = made(tmp_path / "m.silomap")
    rename(doc, "one")
    doc.save_copy(tmp_path / "c.silomap")
    doc.close()
    copy = open_document(tmp_path / "c.silomap")
    assert copy.undo()
    assert copy.map == written(MAP)
    copy.close()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made(tmp_path / "m.silomap").close()
    with pytest.raises(UserError, match="exists already"):
        made(tmp_path / "m.silomap")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_opens_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    made(folder / "m.silomap").close()
    folder.chmod(0o500)
    try:
        doc = open_document(folder / "m.silomap")
        assert doc.read_only is not None
    finally:
        folder.chmod(0o700)


def test_opening_to_read_changes_nothing(tmp_path: Path) -> None:
    made(tmp_path / "m.silomap").close()
    before = (tmp_path / "m.silomap").read_bytes()
    doc = open_document(tmp_path / "m.silomap", read_only=True)
    assert doc.map == written(MAP)
    doc.close()
    assert (tmp_path / "m.silomap").read_bytes() == before
    assert list(tmp_path.iterdir()) == [tmp_path / "m.silomap"]


def _garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _sqlite_header_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4_000)


def _foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (title)")
    connection.close()


def _truncated(path: Path) -> None:
    made(path).close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _with_trigger(path: Path) -> None:
    made(path).close()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON links BEGIN DELETE FROM elements; END")
    connection.commit()
    connection.close()


def _dangling(path: Path) -> None:
    made(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM elements WHERE id = 's1'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: None, "There is no file"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.write_bytes(b""), "is empty"),
        (lambda p: p.write_text("hello"), "not a SiloMap map"),
        (_garbage, "is damaged"),
        (_sqlite_header_only, "damaged"),
        (_foreign_database, "not a SiloMap map"),
        (_truncated, "damaged"),
        (_with_trigger, "database program"),
        (_dangling, "damaged"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence_and_left_alone(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "bad.silomap"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UserError, match=says):
        open_document(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not lock_path(path).exists()


def test_a_newer_file_opens_to_read_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    made(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    doc = open_document(path)
    assert doc.map == written(MAP)
    assert "newer SiloMap" in str(doc.read_only)


def test_an_upgrade_works_on_a_copy_and_keeps_the_original(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    made(path).close()
    before = path.read_bytes()

    def add_mood(database: object) -> None:
        database["elements"].add_column("mood", str)  # type: ignore[index]

    kept = upgrade(path, {schema.VERSION: add_mood}, schema.VERSION + 1)
    assert kept.read_bytes() == before
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION + 1
    assert "mood" in [row[1] for row in connection.execute("PRAGMA table_info(elements)")]
    connection.close()


def test_a_failed_upgrade_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    made(path).close()
    before = path.read_bytes()

    def break_it(database: object) -> None:
        database.execute("DROP TABLE links")  # type: ignore[attr-defined]

    with pytest.raises(UserError, match="left as it is"):
        upgrade(path, {schema.VERSION: break_it}, schema.VERSION + 1)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_an_upgrade_left_when_it_was_killed_is_not_played_into_the_next(tmp_path: Path) -> None:
    """A kill in the midst of an upgrade leaves its copy with a hot journal. (Found by killing upgrades.)"""
    path, data = tmp_path / "m.silomap", Path(__file__).parents[1] / "data"
    shutil.copyfile(data / "format-1.silomap", path)
    expected = read_file(path)[0]
    left = tmp_path / ".m.silomap.upgrade"
    shutil.copyfile(path, left)
    connection = sqlite3.connect(left, isolation_level=None)
    connection.execute("ALTER TABLE elements ADD COLUMN image TEXT")  # one step was done, the next was under way
    connection.execute("PRAGMA cache_size = 1")  # what is changed goes to the file before it is committed
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE more (id TEXT)")
    connection.executemany("INSERT INTO more VALUES (?)", [("x" * 3_000,)] * 20)
    journal = tmp_path / ".m.silomap.upgrade-journal"
    halfway, played = left.read_bytes(), journal.read_bytes()
    connection.close()
    left.write_bytes(halfway)
    journal.write_bytes(played)
    document = open_document(path)
    assert document.map == expected
    document.close()
    assert check_file(path) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.silomap", "m.v1.silomap"]


def test_recovery_saves_what_can_be_read_and_leaves_the_original(tmp_path: Path) -> None:
    path, out = tmp_path / "m.silomap", tmp_path / "saved.silomap"
    _dangling(path)
    before = path.read_bytes()
    assert check_file(path) != []
    saved = recover_file(path, out)
    system_map, missing = saved.system_map, saved.missing
    assert path.read_bytes() == before
    assert check_file(out) == []
    assert {e.id for e in system_map.elements} == {"a1", "n1", "g1", "r1"}
    assert len(missing) == 2  # the two links of the lost service


@pytest.mark.parametrize("version", [1, 2])
def test_a_kept_file_of_every_format_opens(version: int, tmp_path: Path) -> None:
    # written by the program of its time; kept so that no later version loses the way to read it
    source = Path(__file__).parents[1] / "data" / f"format-{version}.silomap"
    path = tmp_path / "old.silomap"
    shutil.copyfile(source, path)
    doc = open_document(path)
    labels = json.loads((source.with_suffix(".json")).read_text(encoding="utf-8"))
    assert {e.id: e.label for e in doc.map.elements} == labels
    assert len(doc.map.marks) == version - 1
    assert doc.undo()
    doc.close()
