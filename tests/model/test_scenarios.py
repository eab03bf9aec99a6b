"""Scenarios: edited without touching today, made the map in one step, and rebased when the map has moved on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.model import edits, scenarios
from silomap.model.changes import ChangeSet, apply, diff
from silomap.model.discussion import vote
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Element, Scenario, ScenarioPart, Vote
from silomap.model.invariants import breaches
from silomap.model.scenarios import (
    adopt,
    changed_scenario,
    changes_of,
    duplicate,
    pack,
    scenario_between,
    shown_with,
    unpack,
)
from silomap.model.system_map import SystemMap
from tests.maps import sets_on, system_maps


@st.composite
def with_scenario(draw: st.DrawFn) -> tuple[SystemMap, SystemMap]:
    """A map that holds a scenario, and the map as the scenario would have it."""
    today = draw(system_maps())
    there = apply(today, draw(sets_on(today)))
    kept = [(entity.id, entity) for entity in scenario_between(today, there, "what-if", "What if")]
    return today.after(kept), there.after(kept)


def without(system_map: SystemMap) -> SystemMap:
    """The map without the scenario itself."""
    return system_map.after((k, None) for k, e in system_map.items() if isinstance(e, Scenario | ScenarioPart))


@settings(max_examples=300, deadline=None)
@given(with_scenario())
def test_a_scenario_made_the_map_is_what_it_showed_and_undo_is_exact(maps: tuple[SystemMap, SystemMap]) -> None:
    today, there = maps
    document = Document(today)
    with document.edit("adopt") as draft:
        assert adopt(draft, "what-if") == ()
    assert document.map == without(there)
    assert breaches(document.map) == []
    document.undo()
    assert document.map == today
    document.redo()
    assert document.map == without(there)


@settings(max_examples=300, deadline=None)
@given(with_scenario(), st.data())
def test_an_edit_in_a_scenario_leaves_today_alone_and_is_seen_again(
    maps: tuple[SystemMap, SystemMap], data: st.DataObject
) -> None:
    today, _there = maps
    scenario = today["what-if"]
    assert isinstance(scenario, Scenario)
    shown = shown_with(today, "what-if")
    edit = ChangeSet(c for c in data.draw(sets_on(without(shown))) if isinstance(c.before or c.after, Element))
    wanted = apply(shown, edit)
    if breaches(wanted):
        return
    draft = Draft(today)
    changed_scenario(draft, scenario, shown, edit)
    after = draft.result()
    assert without(after) == without(today)
    assert breaches(after) == []
    assert without(shown_with(after, "what-if")) == without(wanted)


@settings(max_examples=300, deadline=None)
@given(with_scenario(), st.data())
def test_a_scenario_on_a_map_that_moved_on_never_leaves_a_loose_end(
    maps: tuple[SystemMap, SystemMap], data: st.DataObject
) -> None:
    today, _there = maps
    moved_on = apply(today, data.draw(sets_on(without(today))))
    if breaches(moved_on):
        return
    draft = Draft(moved_on)
    adopt(draft, "what-if")
    outcome = draft.result()
    assert breaches(outcome) == []
    assert "what-if" not in outcome
    assert apply(outcome, diff(outcome, moved_on)) == moved_on


def test_adopting_twice_and_damaged_scenarios_are_told() -> None:
    today = from_template("turin", "en")
    key = today.scenarios[0].id
    draft = Draft(today)
    adopt(draft, key)
    with pytest.raises(UserError, match="not there any more"):
        adopt(draft, key)
    with pytest.raises(UserError, match="not there any more"):
        duplicate(Draft(today), "nothing", "Another")
    for text in ("", "{", "[1]", '[{"before": 3, "after": 4}]', '{"a": 1}'):
        with pytest.raises(UserError, match="damaged"):
            unpack(text)


@pytest.mark.parametrize(
    ("name", "joined"), [("turin", (0, 8)), ("metropolitan-city", (36, 66)), ("two-desks", (0, 2))]
)
def test_the_samples_are_joined_up_by_their_scenario(name: str, joined: tuple[int, int]) -> None:
    """Pairs of needs that are joined, before and after: found by an independent script for the samples."""
    from silomap.analysis.analyse import analyse

    today = from_template(name, "en")
    draft = Draft(today)
    adopt(draft, today.scenarios[0].id)
    found = tuple(analyse(m).measures["joined_need_pairs"] for m in (today, draft.result()))
    assert found == joined


def test_a_copy_says_the_same_under_another_name() -> None:
    today = from_template("turin", "en")
    draft = Draft(today)
    made = duplicate(draft, today.scenarios[0].id, "Another way")
    outcome = draft.result()
    assert outcome.label(made) == "Another way"
    assert changes_of(outcome, made) == changes_of(today, today.scenarios[0].id)
    assert breaches(outcome) == []


def test_votes_of_today_stay_when_a_scenario_takes_their_element_away() -> None:
    today = from_template("two-desks", "en")
    draft = Draft(today)
    need = next(e.id for e in today.elements if e.type == "need")
    vote(draft, need, 1, "")
    today = draft.result().after([("s", Scenario(id="s", label="S"))])
    shown = Draft(today)
    edits.remove(shown, [need])
    kept = Draft(today)
    changed_scenario(kept, today["s"], today, shown.changes())  # type: ignore[arg-type]
    outcome = kept.result()
    assert [v.about for v in outcome.all(Vote)] == [need]
    seen = shown_with(outcome, "s")
    assert need not in seen
    assert seen.all(Vote) == []
    assert breaches(seen) == []


def test_packing_is_lossless() -> None:
    today = from_template("turin", "en")
    changes = changes_of(today, today.scenarios[0].id)
    assert len(changes) > 0
    assert unpack(pack(changes)) == changes
    assert scenarios.find(today, "to-home").label == "To-Home"
