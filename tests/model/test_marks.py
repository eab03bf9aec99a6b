"""What people decide about findings is kept in the map: durable, undoable, and gone with what it is about."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.exchange import silomap_json
from silomap.model import edits
from silomap.model.elements import Mark
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.recovery import check_file, recover_file
from silomap.model.schema import VERSION
from tests.maps import written

OLD = Path(__file__).parents[1] / "data" / "format-1.silomap"


def test_a_mark_is_kept_in_the_file_and_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    document = create_document(path, written("s1 responds_to n1\ns2 responds_to n1"))
    with document.edit("Mark") as draft:
        edits.mark_finding(draft, "fragmented_need", ["n1"], "agreed", "  until spring ")
    with document.edit("Mark") as draft:
        edits.mark_finding(draft, "fragmented_need", ["n1"], "done", "one list")
    document.close()
    document = open_document(path)
    assert document.map.marks == [
        Mark(id="mark:fragmented_need:n1", rule="fragmented_need", subject=("n1",), state="done", note="one list")
    ]
    assert document.undo()
    assert [(m.state, m.note) for m in document.map.marks] == [("agreed", "until spring")]
    with document.edit("Mark") as draft:
        edits.mark_finding(draft, "fragmented_need", ["n1"], None)
    assert document.map.marks == []
    document.close()


def test_a_mark_goes_with_what_it_is_about_and_comes_back_with_it(tmp_path: Path) -> None:
    document = create_document(tmp_path / "m.silomap", written("s1 responds_to n1\ns2 responds_to n1"))
    with document.edit("Mark") as draft:
        edits.mark_finding(draft, "missing_link", ["s1", "s2"], "disputed")
        edits.mark_finding(draft, "effort_on_symptoms", ["map"], "agreed")
    with document.edit("Delete") as draft:
        edits.remove(draft, ["s2"])
    assert [m.rule for m in document.map.marks] == ["effort_on_symptoms"]
    document.undo()
    assert {m.rule for m in document.map.marks} == {"missing_link", "effort_on_symptoms"}
    document.close()


def test_a_state_that_is_none_is_refused(tmp_path: Path) -> None:
    document = create_document(tmp_path / "m.silomap", written("n1"))
    with pytest.raises(UserError), document.edit("Mark") as draft:
        edits.mark_finding(draft, "hole", ["n1"], "perhaps")
    assert document.map.marks == []
    document.close()


def test_json_carries_marks(tmp_path: Path) -> None:
    mark = Mark(id="mark:hole:n1", rule="hole", subject=("n1",), state="disputed", note="ask the union")
    system_map = written("n1").after([(mark.id, mark)])
    silomap_json.write(system_map, tmp_path / "m.silomap.json")
    assert silomap_json.read(tmp_path / "m.silomap.json").system_map == system_map


def test_a_file_of_format_1_is_read_without_being_touched_and_upgraded_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.silomap"
    shutil.copyfile(OLD, path)
    before = path.read_bytes()
    read, _ = read_file(path)
    assert check_file(path) == []
    missing = recover_file(path, tmp_path / "saved.silomap").missing
    assert not missing
    assert path.read_bytes() == before
    document = open_document(path)
    assert document.map == read
    with document.edit("Mark") as draft:
        edits.mark_finding(draft, "hole", ["map"], "done")
    document.close()
    assert (tmp_path / "old.v1.silomap").read_bytes() == before
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    assert connection.execute("SELECT rule, state FROM marks").fetchall() == [("hole", "done")]
    connection.close()


def test_a_damaged_file_of_format_1_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "old.silomap"
    shutil.copyfile(OLD, path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE links")
    connection.commit()
    connection.close()
    assert check_file(path)
    with pytest.raises(UserError, match="damaged"):
        read_file(path)
    missing = recover_file(path, tmp_path / "saved.silomap").missing
    assert any("links" in line for line in missing)
