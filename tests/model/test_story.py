"""Stories: steps keep their order through moves and copies, and outlive what they speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.model import edits, story
from silomap.model.codec import decode, encode
from silomap.model.document import Document
from silomap.model.elements import Actor, Need, StoryStep
from silomap.model.invariants import breaches, repair
from silomap.model.story import lost, steps_of
from silomap.model.system_map import SystemMap

MAP = SystemMap.of([Actor(id="a1", label="Job centre"), Need(id="n1", label="Losing work")])


def told(document: Document, *titles: str) -> list[str]:
    keys = []
    for title in titles:
        with document.edit("Keep") as draft:
            keys.append(story.add_step(draft, title=title))
    return keys


def titles(document: Document) -> list[str]:
    return [step.title for step in steps_of(document.map)]


def test_steps_are_added_at_the_end_or_behind_another_one() -> None:
    document = Document(MAP)
    first, *_rest = told(document, "One", "Two")
    with document.edit("Keep") as draft:
        story.add_step(draft, after=first, title="Between")
    assert titles(document) == ["One", "Between", "Two"]
    assert document.undo()
    assert titles(document) == ["One", "Two"]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-2, 7)), max_size=12))
def test_law_moving_a_step_is_moving_an_item_of_a_list(moves: list[tuple[int, int]]) -> None:
    """The list beside it is Python's own."""
    document = Document(MAP)
    keys = told(document, *"ABCDE")
    beside = list("ABCDE")
    for which, place in moves:
        with document.edit("Move") as draft:
            story.move_step(draft, keys[which], place)
        item = "ABCDE"[which]
        beside.remove(item)
        beside.insert(max(0, min(place, len(beside))), item)
        assert titles(document) == beside


def test_moves_into_ever_smaller_room_keep_the_order() -> None:
    """Halving the room between two steps sixty times is below what a float can tell apart."""
    document = Document(MAP)
    a, b, c = told(document, "A", "B", "C")
    for _turn in range(60):
        with document.edit("Move") as draft:
            story.move_step(draft, c, 1)
        with document.edit("Move") as draft:
            story.move_step(draft, b, 1)
    assert titles(document) == ["A", "B", "C"]
    assert a in document.map


def test_a_copy_stands_behind_and_shows_the_same() -> None:
    document = Document(MAP)
    key, _other = told(document, "One", "Two")
    with document.edit("Say") as draft:
        story.change_step(draft, key, text="Text", view="lanes", lit=("n1",), reveal=("best", "map"))
    with document.edit("Copy") as draft:
        copy = story.copy_step(draft, key)
    assert titles(document) == ["One", "One", "Two"]
    there = document.map[copy]
    assert isinstance(there, StoryStep)
    assert (there.text, there.view, there.lit, there.reveal) == ("Text", "lanes", ("n1",), ("map", "best"))
    with document.edit("Remove") as draft:
        story.remove_step(draft, copy)
    assert titles(document) == ["One", "Two"]


def test_what_cannot_be_shown_is_refused() -> None:
    document = Document(MAP)
    with pytest.raises(UserError, match="cannot be kept"), document.edit("Keep") as draft:
        story.add_step(draft, view="somewhere")
    assert titles(document) == []


def test_a_step_outlives_what_it_speaks_of_and_says_how_much_is_gone() -> None:
    document = Document(MAP)
    (key,) = told(document, "One")
    with document.edit("Say") as draft:
        story.change_step(draft, key, lit=("n1", "a1"), follows="g1", scenario="s1")
    step = document.map[key]
    assert isinstance(step, StoryStep)
    assert lost(document.map, step) == 2  # the group and the scenario were never there
    with document.edit("Delete") as draft:
        edits.remove(draft, ["n1"])
    assert lost(document.map, step) == 3
    assert breaches(document.map) == []


def test_a_step_that_is_none_is_found_and_taken_away() -> None:
    for values in ({"view": "moon"}, {"camera": (1.0, 2.0)}, {"camera": (0.0, 0.0, float("nan"), 1.0)}):
        broken = MAP.after([("s", StoryStep(id="s", **values))])  # type: ignore[arg-type]
        assert breaches(broken) != []
        mended = broken.after((change.id, change.after) for change in repair(broken))
        assert breaches(mended) == []


def test_a_step_travels_as_data() -> None:
    step = StoryStep(id="s", position=1.5, title="T", camera=(0.0, 1.0, 2.0, 3.0), lit=("a", "b"), reveal=("gaps",))
    assert decode(encode(step)) == step
