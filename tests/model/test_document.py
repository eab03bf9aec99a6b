"""The document: one gate, undo without limit, gestures, what it tells."""

from __future__ import annotations

import pytest

from silomap.errors import UserError
from silomap.model import edits
from silomap.model.changes import ChangeSet
from silomap.model.document import Document
from silomap.model.elements import Actor, Link
from silomap.model.invariants import InvariantError
from silomap.model.system_map import SystemMap
from tests.maps import counter, written


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def document(system_map: SystemMap | None = None, clock: Clock | None = None) -> Document:
    return Document(system_map or SystemMap.of([]), new_id=counter(), clock=clock or Clock())


def test_undo_and_redo_of_everything() -> None:
    doc = document()
    with doc.edit("Add") as draft:
        actor = edits.add_element(draft, "actor", "Office")
        service = edits.add_element(draft, "service", "Help")
    with doc.edit("Link") as draft:
        edits.connect(draft, service, actor)
    with doc.edit("Delete") as draft:
        edits.remove(draft, [actor])
    last = doc.map
    assert doc.history.label_of(doc.history.to_undo) == ("Delete", {})
    while doc.undo():
        pass
    assert doc.map == SystemMap.of([])
    while doc.redo():
        pass
    assert doc.map == last


def test_an_edit_after_undo_ends_the_way_back_forward() -> None:
    doc = document()
    for name in ("one", "two"):
        with doc.edit("Add") as draft:
            edits.add_element(draft, "need", name)
    doc.undo()
    with doc.edit("Add") as draft:
        edits.add_element(draft, "need", "three")
    assert not doc.redo()
    doc.undo()
    doc.undo()
    assert [e.label for e in doc.map.elements] == []


def test_a_gesture_is_one_step_and_a_pause_ends_it() -> None:
    clock = Clock()
    doc = document(written("a1"), clock)
    for label, pause in (("O", 0.2), ("Of", 0.2), ("Office", 5.0), ("Office!", 0.0)):
        with doc.edit("Rename", merge="label:a1") as draft:
            edits.set_field(draft, ["a1"], "label", label)
        clock.now += pause
    doc.undo()
    assert doc.map.label("a1") == "Office"
    doc.undo()
    assert doc.map.label("a1") == "A1"


def test_a_gesture_that_ends_where_it_began_does_not_block_undo() -> None:
    doc = document(written("a1"))
    with doc.edit("Add") as draft:
        edits.add_element(draft, "need", "n")
    for value in (3, None):
        with doc.edit("Change", merge="capacity") as draft:
            edits.set_field(draft, ["a1"], "capacity", value)
    assert doc.undo()
    assert doc.map == written("a1")


def test_nothing_happens_when_the_block_raises_or_changes_nothing() -> None:
    doc = document(written("a1 provides s1"))
    seen: list[ChangeSet] = []
    doc.changed.connect(seen.append)
    with pytest.raises(UserError), doc.edit("Link") as draft:  # noqa: PT012 - the block is what is tested
        edits.set_field(draft, ["a1"], "label", "changed")
        edits.connect(draft, "a1", "s1")
    with doc.edit("Same") as draft:
        edits.set_field(draft, ["a1"], "label", "A1")
    assert doc.map == written("a1 provides s1")
    assert seen == []
    assert doc.history.to_undo is None


def test_the_gate_refuses_what_would_break_the_map() -> None:
    doc = document(written("a1"))
    with pytest.raises(InvariantError), doc.edit("Bug") as draft:
        draft.put(Link(id="l", kind="provides", source="a1", target="nothing"))
    assert doc.map == written("a1")


def test_revisions_move_by_facet() -> None:
    doc = document(written("a1"))
    with doc.edit("Move") as draft:
        edits.move(draft, {"a1": (5, 5)})
    assert doc.revisions == {"structure": 0, "attributes": 0, "layout": 1, "text": 0}
    with doc.edit("Name") as draft:
        edits.set_field(draft, ["a1"], "label", "new")
    assert doc.revisions == {"structure": 0, "attributes": 0, "layout": 1, "text": 1}


def test_a_read_only_document_refuses_in_words() -> None:
    doc = Document(SystemMap.of([Actor(id="a")]), read_only=UserError("Only to read."))
    with pytest.raises(UserError, match="Only to read"), doc.edit("Name") as draft:
        edits.set_field(draft, ["a"], "label", "x")
    with pytest.raises(UserError):
        doc.commit(ChangeSet(), "x")
