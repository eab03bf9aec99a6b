"""Versions: points in the history that undo does not touch, read back exactly, also after older steps became one."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.model import edits
from silomap.model.compaction import compact, compaction, exhausted
from silomap.model.document import Document
from silomap.model.elements import Scenario
from silomap.model.opening import create_document, open_document
from silomap.model.past import commits_of, state_after, state_of, states_after
from silomap.model.recovery import check_file, recover_file
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.model.versions import MANY_STEPS, find
from tests.maps import sets_on, system_maps, written

MAP = "a1 provides s1\ns1 responds_to n1\ng1 experiences n1\ns1 in r1"


def rename(doc: Document, label: str) -> None:
    with doc.edit("Rename “{name}”", {"name": label}) as draft:
        edits.set_field(draft, ["a1"], "label", label)


def test_a_version_outlives_undo_and_closing(tmp_path: Path) -> None:
    doc = create_document(tmp_path / "m.silomap", written(MAP))
    rename(doc, "One")
    doc.keep_version("After workshop 1", "Everybody was there")
    kept = doc.map
    rename(doc, "Two")
    doc.undo()
    doc.undo()
    doc.close()
    again = open_document(tmp_path / "m.silomap")
    version = find(again.versions, "after WORKSHOP 1")
    assert (version.label, version.note, version.automatic) == ("After workshop 1", "Everybody was there", False)
    assert state_of(again, version) == kept
    again.close()
    assert check_file(tmp_path / "m.silomap") == []


def test_a_map_that_is_open_to_read_only_has_its_past(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    doc = create_document(path, written(MAP))
    rename(doc, "One")
    version = doc.keep_version("First")
    state = doc.map
    rename(doc, "Two")
    doc.close()
    reader = open_document(path, read_only=True)
    assert state_of(reader, reader.versions[0]) == state
    with pytest.raises(UserError, match="read only"):
        reader.keep_version("Another")
    with pytest.raises(UserError, match="read only"):
        reader.drop_version(version.id)
    reader.save_copy(tmp_path / "copy.silomap")
    copy = open_document(tmp_path / "copy.silomap")
    assert [v.label for v in copy.versions] == ["First"]
    assert state_of(copy, copy.versions[0]) == state
    copy.close()
    reader.close()


def test_many_steps_leave_a_version_when_the_map_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    doc = create_document(path, written(MAP))
    for number in range(MANY_STEPS - 1):
        rename(doc, f"Name {number}")
    doc.close()
    doc = open_document(path)
    assert doc.versions == ()
    rename(doc, "One more")
    doc.close()
    doc = open_document(path)
    assert [v.automatic for v in doc.versions] == [True]
    assert state_of(doc, doc.versions[0]) == doc.map
    doc.close()
    doc = open_document(path)
    assert len(doc.versions) == 1  # nothing was done since
    doc.close()


def test_a_version_needs_a_name_and_is_found_by_it(tmp_path: Path) -> None:
    doc = create_document(tmp_path / "m.silomap", written(MAP))
    with pytest.raises(UserError, match="needs a name"):
        doc.keep_version("  ")
    with pytest.raises(UserError, match="no named versions"):
        find(doc.versions, "x")
    doc.keep_version("One")
    with pytest.raises(UserError, match="There is: “One”"):
        find(doc.versions, "Two")
    doc.close()


def test_a_version_that_cannot_be_written_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    doc = create_document(tmp_path / "m.silomap", written(MAP))
    database = doc.store._connected()  # type: ignore[union-attr]
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserError, match="full"):
        doc.keep_version("x" * 100, "y" * 20_000)
    assert doc.versions == ()
    assert doc.keep_version("Now there is room").label
    doc.close()


@settings(max_examples=40, deadline=None)
@given(system_maps(), st.data())
def test_states_are_found_in_one_walk(base: SystemMap, data: st.DataObject) -> None:
    document = Document(base)
    states = {0: document.map}
    for _round in range(data.draw(st.integers(0, 5))):
        document.commit(data.draw(sets_on(document.map)), "a change")
        states[document.history.last_seq] = document.map
    wanted = data.draw(st.sets(st.sampled_from(sorted(states))))
    found = [(seq, state) for seq, state in states_after(document, wanted) if state is not None]
    assert [seq for seq, _state in found] == sorted(wanted, reverse=True)
    assert all(state == states[seq] for seq, state in found)


@settings(max_examples=30, deadline=None)
@given(system_maps(most=2), st.data())
def test_compaction_keeps_versions_the_beginning_and_undo_of_what_stays(base: SystemMap, data: st.DataObject) -> None:
    document = Document(base)
    states, kept = {0: base}, {0}
    for _round in range(data.draw(st.integers(2, 5))):
        document.commit(data.draw(sets_on(document.map)), "a change")
        if data.draw(st.booleans()) and document.history.to_undo is not None:
            document.undo()
        states[document.history.last_seq] = document.map
        if data.draw(st.booleans()):
            kept.add(document.keep_version(f"Version {_round}").seq)
    keep = data.draw(st.integers(0, 4))
    now, before = document.map, len(commits_of(document))
    found = exhausted(compaction(document, keep))
    if found is not None:
        compact(document, found)
        assert len(commits_of(document)) < before
    assert document.map == now
    for seq in kept:
        assert state_after(document, seq) == states[seq]
    taken_back = 0
    while document.undo():
        taken_back += 1
    assert found is None or taken_back <= keep  # with nothing to put together every step can still be taken back
    for _turn in range(taken_back):
        assert document.redo()
    assert document.map == now


def test_a_file_shrinks_and_is_sound_after_compaction(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    doc = create_document(path, written(MAP))
    for number in range(40):
        rename(doc, f"Name {number} " + "x" * 200)
        if number == 9:
            doc.keep_version("Tenth")
    tenth = state_of(doc, doc.versions[0])
    size = path.stat().st_size
    found = exhausted(compaction(doc, 5))
    assert found is not None
    compact(doc, found)
    assert path.stat().st_size < size
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT seq, origin FROM changes ORDER BY seq").fetchall()
    assert rows == [(10, "compacted"), (35, "compacted"), *((n, "user") for n in range(36, 41))]
    assert state_of(doc, doc.versions[0]) == tenth
    for _number in range(5):
        assert doc.undo()
    assert not doc.undo()  # older steps can be looked at and brought back, not taken back in one go
    rename(doc, "And on")
    last = doc.map
    doc.close()
    again = open_document(path)
    assert again.map == last
    assert state_of(again, again.versions[0]) == tenth
    assert state_after(again, 0).label("a1") == "A1"
    with pytest.raises(UserError, match="put together"):
        state_after(again, 7)
    assert exhausted(compaction(again, 100)) is None
    again.close()
    assert check_file(path) == []


def test_edits_that_are_made_while_steps_are_put_together_stay(tmp_path: Path) -> None:
    doc = create_document(tmp_path / "m.silomap", written(MAP))
    for number in range(20):
        rename(doc, f"Name {number}")
    steps = compaction(doc, 5)
    next(steps)
    rename(doc, "Meanwhile")
    found = exhausted(steps)
    assert found is not None
    compact(doc, found)
    assert doc.map.label("a1") == "Meanwhile"
    doc.undo()
    assert doc.map.label("a1") == "Name 19"
    assert state_after(doc, 0).label("a1") == "A1"
    doc.close()


def test_the_kept_file_of_format_4_opens_with_versions_and_scenario(tmp_path: Path) -> None:
    """By hand: a1 was renamed Zero, First (a version), Second; the first two steps became one; a scenario renames the
    need."""
    path = tmp_path / "old.silomap"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "format-4.silomap", path)
    doc = open_document(path)
    assert [(v.label, v.note, v.author) for v in doc.versions] == [("One", "The first version", "A founder")]
    assert state_of(doc, doc.versions[0]).label("a1") == "First"
    assert doc.map.label("a1") == "Second"
    assert state_after(doc, 0).label("a1") == "A1"
    (scenario,) = doc.map.scenarios
    assert (scenario.label, scenario.description) == ("What if", "A try")
    assert shown_with(doc.map, scenario.id).label("n1") == "In the scenario"
    for _step in range(3):
        assert doc.undo()
    assert doc.map.label("a1") == "First"
    assert not doc.undo()
    doc.close()


def test_a_history_of_fifty_thousand_steps_opens_and_is_read_back(tmp_path: Path) -> None:
    path, count = tmp_path / "m.silomap", 50_000
    create_document(path, written(MAP)).close()
    names = ["A1", *(f"Name {n}" for n in range(1, count + 1))]
    rows = [
        (n, n, "user", None, "Rename", "{}", "Ada", "2026-01-01T00:00:00.000+00:00",
         json.dumps([{"id": "a1", "fields": {"label": [names[n - 1], names[n]]}}]))
        for n in range(1, count + 1)
    ]  # fmt: skip
    connection = sqlite3.connect(path)
    with connection:
        connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute("UPDATE elements SET label = ? WHERE id = 'a1'", (names[-1],))
    connection.close()
    doc = open_document(path)
    assert state_after(doc, count // 2).label("a1") == f"Name {count // 2}"
    assert doc.undo()
    assert doc.map.label("a1") == names[-2]
    found = exhausted(compaction(doc, 100))
    assert found is not None
    compact(doc, found)
    assert len(commits_of(doc)) == 101
    assert doc.map.label("a1") == names[-2]
    assert state_after(doc, 0).label("a1") == "A1"
    doc.close()
    assert check_file(path) == []


def test_a_version_whose_step_is_not_in_the_history_is_told(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    doc = create_document(path, written(MAP))
    rename(doc, "One")
    rename(doc, "Two")
    doc.keep_version("Kept")
    doc.close()
    connection = sqlite3.connect(path)
    with connection:  # as another program might
        connection.execute("UPDATE versions SET seq = 1")
        connection.execute("DELETE FROM changes WHERE seq = 2")
    connection.close()
    doc = open_document(path)
    with pytest.raises(UserError, match=r"cannot be read further back|put together"):
        state_after(doc, 0)
    doc.close()


@pytest.mark.parametrize(
    "after",
    [
        "[1]",
        '{"type": "dragon", "id": "x"}',
        '{"type": "link", "id": "x"}',
        '{"type": "part", "id": "x", "scenario": "s", "about": "y"}',
        '{"type": "scenario", "id": "x"}',
        '{"a":' * 3_000 + "1" + "}" * 3_000,
    ],
)
def test_a_damaged_part_of_a_scenario_is_told_and_the_rest_recovered(tmp_path: Path, after: str) -> None:
    path = tmp_path / "m.silomap"
    create_document(path, written(MAP).after([("s", Scenario(id="s", label="S"))])).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("INSERT INTO scenario_parts VALUES ('s:x', 's', 'x', NULL, ?)", (after,))
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="damaged"):
        open_document(path)
    assert check_file(path) != []
    saved = recover_file(path, tmp_path / "new.silomap")
    recovered, missing = saved.system_map, saved.missing
    assert path.read_bytes() == before
    assert [s.label for s in recovered.scenarios] == ["S"]
    assert {e.id for e in recovered.elements} == {e.id for e in written(MAP).elements}
    assert missing != []
