"""Earlier states: read back from the history exactly, and brought back without losing what was said since."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.model import edits
from silomap.model.discussion import vote
from silomap.model.document import Document
from silomap.model.elements import Need, Service, Vote
from silomap.model.invariants import breaches
from silomap.model.opening import create_document, open_document
from silomap.model.past import commits_of, restore, restore_element, state_after, walk_back
from tests.examples import many
from tests.maps import sets_on, system_maps


@settings(max_examples=many(150), deadline=None)
@given(system_maps(), st.data())
def test_every_state_is_read_back_as_it_was(base: object, data: st.DataObject) -> None:
    document = Document(base)  # type: ignore[arg-type]
    states = {0: document.map}
    for _round in range(data.draw(st.integers(1, 5))):
        changes = data.draw(sets_on(document.map))
        document.commit(changes, "a change")
        states[document.history.last_seq] = document.map
        if data.draw(st.booleans()):
            document.undo()
            states[document.history.last_seq] = document.map
    for seq, state in states.items():
        assert state_after(document, seq) == state


@settings(max_examples=many(150), deadline=None)
@given(system_maps(), st.data())
def test_what_is_brought_back_is_sound_and_one_step(base: object, data: st.DataObject) -> None:
    document = Document(base)  # type: ignore[arg-type]
    document.commit(data.draw(sets_on(document.map)), "one")
    first = document.history.last_seq
    state = document.map
    document.commit(data.draw(sets_on(document.map)), "two")
    now = document.map
    with document.edit("back") as draft:
        restore(draft, state)
    assert breaches(document.map) == []
    assert {e.id: e for e in document.map.elements} == {e.id: e for e in state.elements}
    if document.history.last_seq > first + 1:
        document.undo()
        assert document.map == now or now == document.map


def test_the_history_of_a_file_is_read_back_after_it_was_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    document = create_document(path, from_template("turin", "en"))
    before = document.map
    need = before.all(Need)[0].id
    with document.edit("rename") as draft:
        edits.set_field(draft, [need], "label", "Another name")
    with document.edit("remove") as draft:
        edits.remove(draft, [need])
    document.close()
    again = open_document(path)
    try:
        newest, *_rest = [commit.seq for commit in commits_of(again)]
        assert state_after(again, newest - 1).label(need) == "Another name"
        assert state_after(again, newest - 2) == before
    finally:
        again.close()


def test_what_was_said_since_then_stays() -> None:
    document = Document(from_template("two-desks", "en"))
    state = document.map
    need = state.all(Need)[0].id
    with document.edit("rename") as draft:
        edits.set_field(draft, [need], "label", "Another name")
    with document.edit("vote") as draft:
        vote(draft, need, 1, "")
    with document.edit("back") as draft:
        restore(draft, state)
    assert document.map.label(need) == state.label(need)
    assert [v.about for v in document.map.all(Vote)] == [need]


def test_a_history_that_does_not_fit_its_map_is_told() -> None:
    document = Document(from_template("two-desks", "en"))
    need = document.map.all(Need)[0].id
    with document.edit("rename") as draft:
        edits.set_field(draft, [need], "label", "Another name")
    document.map = document.map.after([(need, None)])  # as if somebody had written into the file
    with pytest.raises(UserError, match="cannot be read further back"):
        list(walk_back(document))


def test_one_element_gets_its_earlier_state_back() -> None:
    """A service is renamed, moved and then deleted: it comes back as it was with the links it had, and nothing else
    of that time does."""
    document = Document(from_template("two-desks", "en"))
    state = document.map
    service = state.all(Service)[0]
    links = state.links_of(service.id)
    need = state.all(Need)[0].id
    with document.edit("rename") as draft:
        edits.set_field(draft, [service.id, need], "label", "Another name")
    with document.edit("back") as draft:
        restore_element(draft, state, service.id)
    assert document.map[service.id] == service
    assert document.map.label(need) == "Another name"
    with document.edit("remove") as draft:
        edits.remove(draft, [service.id, need])
    with document.edit("back") as draft:
        restore_element(draft, state, service.id)
    assert document.map[service.id] == service
    there = {link for link in links if need not in (state[link].source, state[link].target)}  # type: ignore[attr-defined]
    assert document.map.links_of(service.id) == there
    assert there
    assert there != links or need not in state
    assert breaches(document.map) == []
    with pytest.raises(UserError, match="not on the map then"), document.edit("back") as draft:
        restore_element(draft, state, "nothing")
