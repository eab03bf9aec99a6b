"""The evaluation round: notes under themes, dots on notes, statements before and after."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.model import discussion, evaluation
from silomap.model.draft import Draft
from silomap.model.edits import remove
from silomap.model.elements import Note, NoteTheme, Statement, Vote
from silomap.model.evaluation import answer_statement, groups, is_assessed, statements
from silomap.model.invariants import breaches, repair
from silomap.model.opening import open_document
from silomap.model.recovery import check_file
from silomap.model.scenarios import begin, changed_scenario, shown_with
from silomap.model.system_map import SystemMap
from tests.maps import counter, hand_made

TIMES = iter(f"2026-01-01T00:00:{n:02}" for n in range(60))


def with_notes() -> SystemMap:
    """Three notes: two about n1, one about nothing; the second has three dots."""
    draft = Draft(hand_made(), new_id=counter())
    for about, text in (("n1", "No money"), ("n1", "Two desks"), ("", "Thank you")):
        discussion.add_note(draft, about, text, "challenge", clock=lambda: next(TIMES))
    discussion.vote(draft, "new2", 2)
    discussion.vote(draft, "new2", 1, "table 1", 3)
    return draft.result()


def test_notes_are_put_under_themes_and_counted_with_their_dots() -> None:
    draft = Draft(with_notes(), new_id=lambda: "t1")
    evaluation.add_theme(draft, "  Where the\nmoney is ", ["new1", "new2"])
    found = groups(draft.result())
    assert [(g.theme.label if g.theme else "", [n.text for n in g.notes], g.dots) for g in found] == [
        ("Where the money is", ["Two desks", "No money"], 3),
        ("", ["Thank you"], 0),
    ]
    assert breaches(draft.result()) == []


def test_a_theme_that_goes_leaves_its_notes() -> None:
    base = with_notes()
    draft = Draft(base, new_id=lambda: "t1")
    evaluation.add_theme(draft, "Money", ["new1"])
    after = Draft(draft.result())
    evaluation.remove_theme(after, "t1")
    assert after.result() == base


def test_a_theme_needs_a_name_and_must_be_there() -> None:
    draft = Draft(with_notes())
    with pytest.raises(UserError):
        evaluation.add_theme(draft, " \n ")
    with pytest.raises(UserError):
        evaluation.put_under(draft, ["new1"], "gone")
    assert not draft.changes()


def test_dots_go_with_the_note_they_are_on_and_with_the_element_it_is_about() -> None:
    base = with_notes()
    draft = Draft(base)
    discussion.remove_attached(draft, ["new2"])
    assert draft.result().all(Vote) == []
    draft = Draft(base)
    remove(draft, ["n1"])
    assert draft.result().all(Vote) == []
    assert [n.text for n in draft.result().all(Note)] == ["Thank you"]
    assert breaches(draft.result()) == []


def test_a_budget_counts_dots_on_notes_too() -> None:
    draft = Draft(with_notes())
    discussion.vote(draft, "n2", 2, "table 1", 3)
    with pytest.raises(UserError):
        discussion.vote(draft, "new1", 1, "table 1", 3)


def test_a_note_under_a_theme_that_is_gone_is_found_and_repaired() -> None:
    base = with_notes()
    broken = base.after([("new1", replace(base["new1"], theme="gone")), ("t", NoteTheme(id="t", label=" "))])
    broken = broken.after([("v", Vote(id="v", about="nowhere")), ("statement:x", Statement(id="statement:x"))])
    assert len(breaches(broken)) == 4
    mended = broken.after((c.id, c.after) for c in repair(broken))
    assert breaches(mended) == []
    assert mended == base


def test_answers_before_and_after_are_kept_without_names_and_taken_back() -> None:
    draft = Draft(hand_made())
    for value in (2, 1, 9):
        answer_statement(draft, "joined", "opening", value)
    answer_statement(draft, "joined", "closing", 4)
    answer_statement(draft, "joined", "opening", 1, -1)
    row = statements(draft.result())["joined"]
    assert (row.opening, row.closing) == ((2, 5), (4,))
    assert is_assessed(draft.result())
    assert list(statements(draft.result())) == ["joined", "user", "cause", "citizen", "skill"]
    for when, value in (("opening", 2), ("opening", 5), ("closing", 4)):
        answer_statement(draft, "joined", when, value, -1)  # type: ignore[arg-type]
    assert draft.result() == hand_made()
    with pytest.raises(UserError):
        answer_statement(draft, "no such thing", "opening", 1)


def test_what_is_sorted_in_a_scenario_is_sorted_today() -> None:
    draft = Draft(with_notes(), new_id=lambda: "sc")
    begin(draft, "What if")
    base = draft.result()
    shown = shown_with(base, "sc")
    edit = Draft(shown, new_id=lambda: "t1")
    evaluation.add_theme(edit, "Money", ["new1"])
    kept = Draft(base)
    changed_scenario(kept, base["sc"], shown, edit.changes())  # type: ignore[arg-type]
    assert kept.result()["t1"] == NoteTheme(id="t1", label="Money", position=1.0)
    assert kept.result()["new1"].theme == "t1"  # type: ignore[attr-defined]


DATA = Path(__file__).parents[1] / "data"


def test_the_kept_file_of_format_6_opens_with_themes_and_answers(tmp_path: Path) -> None:
    """By hand: need n1 with the note “Two desks, two forms” under “Doors”, two dots on it; two answers before, one
    after, to the first statement."""
    path = tmp_path / "kept.silomap"
    shutil.copyfile(DATA / "format-6.silomap", path)
    assert check_file(path) == []
    document = open_document(path)
    (group,) = groups(document.map)
    assert group.theme is not None
    assert (group.theme.label, [n.text for n in group.notes], group.dots) == ("Doors", ["Two desks, two forms"], 2)
    assert statements(document.map)["joined"] == Statement(id="statement:joined", opening=(1, 2), closing=(4,))
    while document.undo():
        pass
    assert document.map.all(Note) == []
    document.close()


def test_notes_of_format_5_have_no_theme_and_can_be_put_under_one(tmp_path: Path) -> None:
    path = tmp_path / "old.silomap"
    shutil.copyfile(DATA / "format-5.silomap", path)
    document = open_document(path)
    with document.edit("Add a note") as draft:
        note = discussion.add_note(draft, "", "Said")
    with document.edit("Add a theme") as draft:
        evaluation.add_theme(draft, "Doors", [note])
    before = document.map
    document.close()
    again = open_document(path)
    assert again.map == before
    again.close()
