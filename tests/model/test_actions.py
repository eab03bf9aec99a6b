"""Actions: what they address, what was decided where a decision is needed, and the file format that keeps it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.model import discussion
from silomap.model.codec import decode, encode
from silomap.model.document import Document
from silomap.model.elements import Action, Actor, Need
from silomap.model.invariants import breaches, repair
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import recover_file
from silomap.model.system_map import SystemMap

MAP = SystemMap.of([Actor(id="a1", label="Job centre"), Need(id="n1", label="Losing work")])
DAY = date(2026, 3, 12)


def action(document: Document, **values: str) -> Action:
    with document.edit("Add") as draft:
        key = discussion.add_action(draft, values.pop("about", ""), values.pop("what", "Call"), **values)
    found = document.map[key]
    assert isinstance(found, Action)
    return found


def test_an_action_keeps_its_finding_and_its_decision_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    document = create_document(path, MAP)
    made = action(document, about="n1", finding="hole:n1", decision="May they?")
    with document.edit("Answer") as draft:
        discussion.answer_decision(draft, made.id, "yes", "Head of care", "2026-03-12")
    document.close()
    (found,) = open_document(path, read_only=True).map.all(Action)
    assert (found.finding, found.answer, found.answered_by, found.answered_on) == (
        "hole:n1",
        "yes",
        "Head of care",
        "2026-03-12",
    )
    assert decode(encode(found)) == found


def test_a_decision_has_a_role_and_is_one_of_three() -> None:
    document = Document(MAP)
    made = action(document, decision="May they?")
    for answer, by, day in (("yes", " ", "2026-03-12"), ("maybe", "Head", "2026-03-12"), ("no", "Head", "12.3.")):
        with pytest.raises(UserError), document.edit("Answer") as draft:
            discussion.answer_decision(draft, made.id, answer, by, day)
    assert document.map[made.id] == made
    with document.edit("Answer") as draft:
        discussion.answer_decision(draft, made.id, "no", "Head", "2026-03-12")
    with document.edit("Take back") as draft:
        discussion.answer_decision(draft, made.id, "", "", "")
    assert document.map[made.id] == made


def test_what_awaits_a_decision_and_what_is_overdue() -> None:
    assert discussion.awaits_decision(Action(id="x", what="w", decision="d"))
    assert discussion.awaits_decision(Action(id="x", what="w", decision="d", answer="later"))
    assert not discussion.awaits_decision(Action(id="x", what="w", decision="d", answer="no"))
    assert not discussion.awaits_decision(Action(id="x", what="w"))
    assert discussion.is_overdue(Action(id="x", what="w", due="2026-03-11"), DAY)
    assert not discussion.is_overdue(Action(id="x", what="w", due="2026-03-12"), DAY)
    assert not discussion.is_overdue(Action(id="x", what="w", due="2026-03-11", who="A", state="done"), DAY)
    assert not discussion.is_overdue(Action(id="x", what="w"), DAY)


def test_actions_for_a_finding_are_those_that_name_it_else_those_about_its_elements() -> None:
    document = Document(MAP)
    about, named = action(document, about="n1", what="About"), action(document, what="Named", finding="hole:n1")
    assert discussion.actions_for(document.map, "hole:n1", ("n1",)) == [named]
    assert discussion.actions_for(document.map, "silo:s", ("n1",)) == [about]
    assert discussion.actions_for(document.map, "silo:s", ("a1",)) == []


def test_actions_stand_in_the_order_of_their_dates_and_what_is_done_last() -> None:
    rows = [
        Action(id="1", what="late", due="2026-05-01"),
        Action(id="2", what="never"),
        Action(id="3", what="done", due="2026-01-01", who="A", state="done"),
        Action(id="4", what="soon", due="2026-04-01"),
    ]
    assert [row.what for row in discussion.by_date(rows)] == ["soon", "late", "never", "done"]


def test_a_decision_that_is_none_is_found_and_repaired() -> None:
    broken = MAP.after([("x", Action(id="x", what="w", answer="perhaps", answered_on="yesterday"))])
    assert breaches(broken) != []
    changes = repair(broken)
    mended = broken.after((change.id, change.after) for change in changes)
    assert breaches(mended) == []
    assert mended["x"] == Action(id="x", what="w")


def test_actions_of_format_3_open_without_a_finding_and_undo_still_works(tmp_path: Path) -> None:
    """The kept file of format 3 has actions whose history was written before findings were named."""
    path = tmp_path / "old.silomap"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "format-3.silomap", path)
    recovered = recover_file(path, tmp_path / "saved.silomap").system_map
    document = open_document(path)
    actions = document.map.all(Action)
    assert actions
    assert recovered.all(Action) == actions
    assert {a.finding for a in actions} == {""}
    while document.undo():
        pass
    document.close()


def test_the_kept_file_of_format_5_opens_with_the_decision_and_undo_takes_it_back(tmp_path: Path) -> None:
    """By hand: an action about a need and its finding; then the head of care said yes."""
    path = tmp_path / "old.silomap"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "format-5.silomap", path)
    document = open_document(path)
    (found,) = document.map.all(Action)
    assert (found.finding, found.about, found.decision) == ("hole:n1", "n1", "May they?")
    assert (found.answer, found.answered_by, found.answered_on) == ("yes", "Head of care", "2026-03-12")
    assert document.undo()
    assert document.map.all(Action)[0].answer == ""
    document.close()
