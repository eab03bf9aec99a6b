"""What the campaigns found, one test each, so that it stays found."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.exchange.formats import read_map
from silomap.exchange.templates import from_template
from silomap.model import edits
from silomap.model.codec import from_json
from silomap.model.elements import Need, Note, Vote
from silomap.model.invariants import breaches, repair
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.past import walk_back
from silomap.model.recovery import check_file, recover_file
from silomap.model.store import write_file
from tests.faults.fuzz import CORPUS


def test_half_letters_in_json_become_question_marks_and_can_be_kept(tmp_path: Path) -> None:
    """A lone surrogate can be spelled in JSON and be held by no file."""
    data = json.loads((CORPUS / "m.silomap.json").read_text(encoding="utf-8"))
    data["map"]["title"], data["map"]["description"] = "a\ud800b", "\ud83d\ude00 \\ud800 ü"
    path = tmp_path / "m.silomap.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    system_map = read_map(path).system_map
    assert (system_map.info.title, system_map.info.description) == ("a?b", "\U0001f600 \\ud800 ü")
    write_file(tmp_path / "kept.silomap", system_map.values())
    assert read_file(tmp_path / "kept.silomap")[0] == system_map


def test_whole_letters_stay(tmp_path: Path) -> None:
    assert from_json('["\\ud83d\\ude00", "è"]') == ["\U0001f600", "è"]


def test_an_archive_whose_list_lies_before_its_beginning_is_refused(tmp_path: Path) -> None:
    raw = bytearray((CORPUS / "t.zip").read_bytes())
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 12 : end + 16] = (end + 53).to_bytes(4, "little")  # the size of the list: larger than what is there
    path = tmp_path / "t.zip"
    path.write_bytes(bytes(raw))
    with pytest.raises(UserError):
        read_map(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE elements SET label = x'ff00' WHERE id = 'need-income'",
        "UPDATE elements SET x = 'left' WHERE id = 'need-income'",
        "UPDATE links SET strength = 'much' WHERE rowid = 1",
        "UPDATE notes SET text = x'07'",
    ],
)
def test_values_of_strange_types_are_told_and_recovered_from(statement: str, tmp_path: Path) -> None:
    path, out = tmp_path / "m.silomap", tmp_path / "out.silomap"
    create_document(path, read_map(CORPUS / "m.silomap.json").system_map).close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert check_file(path) != []
    with pytest.raises(UserError):
        open_document(path)
    recover_file(path, out)
    assert check_file(out) == []
    document = open_document(out)
    assert "need-income" in document.map
    document.close()


def test_a_row_without_an_id_is_left_out(tmp_path: Path) -> None:
    path, out = tmp_path / "m.silomap", tmp_path / "out.silomap"
    create_document(path, from_template("two-desks")).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'elements'")
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE elements SET id = NULL WHERE id = 'need-income'")
    connection.close()
    saved = recover_file(path, out)
    assert any("without an id" in line for line in saved.missing)
    assert check_file(out) == []


def test_dots_of_a_note_that_a_repair_takes_away_go_with_it() -> None:
    base = read_map(CORPUS / "m.silomap.json").system_map
    (note,) = base.all(Note)
    broken = base.after([(note.id, replace(note, kind="shout", text=""))])
    mended = broken.after((change.id, change.after) for change in repair(broken))
    assert breaches(mended) == []
    assert mended.all(Vote) == []


@pytest.mark.parametrize("text", [b"CREATE TABLE elements", b"CREATE TABLE statements"])
def test_a_description_of_tables_that_is_no_text_is_replaced(text: bytes, tmp_path: Path) -> None:
    """SQLite's message then holds what is broken, and is no text either."""
    path, out = tmp_path / "m.silomap", tmp_path / "out.silomap"
    system_map = read_map(CORPUS / "m.silomap.json").system_map
    create_document(path, system_map).close()
    raw = bytearray(path.read_bytes())
    at = raw.index(text)
    raw[at + 3] = 0xE9
    path.write_bytes(bytes(raw))
    for act in (open_document, check_file):
        with pytest.raises(UserError):
            act(path)
    assert recover_file(path, out).system_map == system_map


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"label"', '"laBel"'),  # no such field
        ('"fields"', '"fieldS"'),
        ('"id"', '"iD"'),
        ('"label":["', '"label":[0,"'),
        ('["Lost the job"', "[7"),  # undone, the name would be a number
        ("}]", "}"),
    ],
)
def test_an_odd_letter_in_the_history_is_told_and_ends_nothing(old: str, new: str, tmp_path: Path) -> None:
    path, out = tmp_path / "m.silomap", tmp_path / "out.silomap"
    document = create_document(path, from_template("two-desks", "en"))
    need = next(n.id for n in document.map.all(Need) if n.label == "Lost the job")
    with document.edit("rename") as draft:
        edits.set_field(draft, [need], "label", "No work")
    left = document.map
    document.close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (text,) = connection.execute("SELECT records FROM changes ORDER BY seq DESC").fetchone()
        assert old in text
        connection.execute("UPDATE changes SET records = ? WHERE records = ?", [text.replace(old, new), text])
    assert any("history" in line for line in check_file(path))
    document = open_document(path)
    for act in (document.undo, lambda: list(walk_back(document))):
        with pytest.raises(UserError, match="cannot be read further back"):
            act()
    assert document.map == left
    document.close()
    assert recover_file(path, out).system_map == left
