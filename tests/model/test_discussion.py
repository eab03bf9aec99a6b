"""What people say, vote and agree: kept in the map, undoable, and never lost with what it is about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.model import discussion, edits
from silomap.model.discussion import dots_on, most_voted, vote
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Action, Note, Vote, Workshop
from silomap.model.invariants import InvariantError, breaches, repair
from silomap.model.merging import merge
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.recovery import check_file, recover_file
from silomap.model.system_map import SystemMap
from tests.maps import counter, written

MAP = "a1 provides s1\ns1 responds_to n1\ns2 responds_to n1\na1 provides s2"
KEPT = Path(__file__).parents[1] / "data"


def document() -> Document:
    return Document(written(MAP), new_id=counter())


def test_a_note_says_who_and_when_and_one_about_nothing_waits_in_the_parking_lot() -> None:
    doc = document()
    with doc.edit("Note") as draft:
        discussion.add_note(
            draft, "s1", "  Closed on\tFridays \n\n", "quote", "Table 2", lambda: "2026-11-24T10:00:00"
        )
        discussion.add_note(draft, "", "Who pays for the bus?")
    said, parked = doc.map.all(Note)
    assert (said.about, said.text, said.kind, said.author) == ("s1", "Closed on Fridays", "quote", "Table 2")
    assert said.time == "2026-11-24T10:00:00"
    assert doc.map.attached_to("") == {parked.id}
    assert doc.map.attached_to("s1") == {said.id}
    with doc.edit("Note") as draft:
        discussion.change_note(draft, parked.id, about="n1")
    assert doc.map.attached_to("n1") == {parked.id}
    assert not doc.map.attached_to("")
    with doc.edit("Note") as draft:
        discussion.change_note(draft, parked.id, text=" ")
    assert [n.id for n in doc.map.all(Note)] == [said.id]
    for text, about in (("\x00 ", "s1"), ("Hello", "nobody")):
        with pytest.raises(UserError), doc.edit("Note") as draft:
            discussion.add_note(draft, about, text)


def test_a_voter_has_a_budget_and_the_room_has_none() -> None:
    doc = document()
    with doc.edit("Vote") as draft:
        assert vote(draft, "s1", 2, "Ann", 3) == 2
        assert vote(draft, "n1", 1, "Ann", 3) == 1
        assert [vote(draft, "n1", 1) for _ in range(5)] == [1, 2, 3, 4, 5]
    with pytest.raises(UserError), doc.edit("Vote") as draft:
        vote(draft, "n1", 1, "Ann", 3)
    assert dots_on(doc.map, "n1") == 6
    assert most_voted(doc.map) == [("n1", 6), ("s1", 2)]
    with doc.edit("Vote") as draft:
        assert vote(draft, "s1", -5, "Ann", 3) == 0
    assert dots_on(doc.map, "s1") == 0
    assert not doc.map.attached_to("s1")


def test_an_action_is_agreed_only_with_an_owner_and_a_date() -> None:
    doc = document()
    with doc.edit("Action") as draft:
        key = discussion.add_action(draft, "s1", "Call the job centre", who="Housing office")
    with pytest.raises(UserError), doc.edit("Action") as draft:
        discussion.change_action(draft, key, state="agreed")
    with pytest.raises(UserError), doc.edit("Action") as draft:
        discussion.change_action(draft, key, due="next week")
    with doc.edit("Action") as draft:
        discussion.change_action(draft, key, state="agreed", due="2026-12-24", test="two weeks, one desk")
    assert doc.map.all(Action)[0].state == "agreed"


def test_notes_and_votes_go_with_what_they_are_about_and_an_action_stays() -> None:
    doc = document()
    with doc.edit("Say") as draft:
        discussion.add_note(draft, "l1", "Only on paper")  # a link of s1
        vote(draft, "s1", 2)
        discussion.add_action(draft, "s1", "Open on Fridays")
    before = doc.map
    with doc.edit("Delete") as draft:
        edits.remove(draft, ["s1"])
    assert not doc.map.all(Note)
    assert not doc.map.all(Vote)
    assert [a.about for a in doc.map.all(Action)] == [""]
    assert doc.undo()
    assert doc.map == before


def test_merging_keeps_notes_and_actions_and_counts_the_dots_together() -> None:
    draft = Draft(written(MAP + "\ns1 coordinates_with s2"), counter())
    discussion.add_note(draft, "s2", "Two desks")
    discussion.add_note(draft, "l2", "Slow")  # s2 responds_to n1, which s1 does too
    discussion.add_note(draft, "l4", "They share a phone")  # between the two
    discussion.add_action(draft, "s2", "Move in")
    for key in ("s1", "s2"):
        vote(draft, key, 2, "Ann")
    merge(draft, "s1", "s2")
    made = draft.result()
    assert not breaches(made)
    assert {n.text: n.about for n in made.all(Note)} == {"Two desks": "s1", "Slow": "l1", "They share a phone": "s1"}
    assert dots_on(made, "s1") == 4
    assert made.all(Action)[0].about == "s1"


def test_repair_keeps_what_is_about_nothing_for_the_whole_map() -> None:
    made = written(MAP).after(
        [
            ("x", Note(id="x", about="gone", text="Still true")),
            ("y", Action(id="y", about="gone", what="Call", due="soon")),
            ("z", Vote(id="z", about="gone")),
        ]
    )
    assert len(breaches(made)) >= 3
    mended = made.after((c.id, c.after) for c in repair(made))
    assert not breaches(mended)
    assert mended["x"] == Note(id="x", text="Still true")
    assert "z" not in mended
    assert mended["y"] == Action(id="y", what="Call")


def test_a_commit_that_would_leave_a_note_about_nothing_is_a_bug() -> None:
    doc = document()
    with doc.edit("Say") as draft:
        discussion.add_note(draft, "s1", "Hello")
    draft = doc.draft()
    for key in ("l0", "l1", "s1"):
        draft.remove(key)
    with pytest.raises(InvariantError):
        doc.commit(draft.changes(), "Delete")


def test_the_session_is_kept_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    doc = create_document(path, written(MAP))
    session = Workshop(area="12", whom="34", opening=(1, 5), guesses=("Labour",), revealed=True, budget=5)
    with doc.edit("Brief") as draft:
        draft.put(session)
        vote(draft, "n1", 3, "Bea")
    said = doc.map
    doc.close()
    doc = open_document(path)
    assert doc.map == said
    assert doc.map.workshop == session
    doc.close()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_file_of_each_format_opens_and_is_brought_up(number: int, tmp_path: Path) -> None:
    path = tmp_path / "old.silomap"
    shutil.copyfile(KEPT / f"format-{number}.silomap", path)
    read, _ = read_file(path)
    doc = open_document(path)
    assert doc.map == read
    assert not check_file(path)
    with doc.edit("Say") as draft:
        discussion.add_note(draft, read.mapped[0].id, "Seen")
    doc.close()
    saved = recover_file(KEPT / f"format-{number}.silomap", tmp_path / "new.silomap")
    recovered, missing = saved.system_map, saved.missing
    assert recovered == read
    assert not missing


def test_a_map_finds_what_is_attached_after_any_change() -> None:
    base = written(MAP)
    assert not base.attached_to("s1")
    later = base.after([("x", Note(id="x", about="s1", text="Hello"))])
    assert later.attached_to("s1") == {"x"}
    assert SystemMap(dict(later)).attached_to("s1") == {"x"}
    assert later.after([("x", None)]).attached_to("s1") == frozenset()
