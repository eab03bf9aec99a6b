"""Scenarios: edited without touching today, made the map in one step, and rebased when the map has moved on."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

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
from silomap.model.invariants import breaches, repair
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import check_file
from silomap.model.scenarios import (
    adopt,
    begin,
    changed_scenario,
    changes_of,
    conflicts_of,
    delete,
    duplicate,
    pack,
    scenario_between,
    settle,
    shown_with,
    unpack,
)
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import sets_on, system_maps, written


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


@settings(max_examples=many(300), deadline=None)
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


@settings(max_examples=many(300), deadline=None)
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


@settings(max_examples=many(300), deadline=None)
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


def test_scenarios_of_format_3_are_split_and_their_history_can_be_taken_back(tmp_path: Path) -> None:
    """The kept file was made by the last program that wrote format 3: a scenario copied, edited, renamed, another one
    deleted, the copy made the map and that taken back."""
    path = tmp_path / "old.silomap"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "format-3-scenario.silomap", path)
    document = open_document(path)
    (scenario,) = document.map.scenarios
    assert scenario.label == "Renamed"
    need = next(e.id for e in document.map.elements if e.type == "need")
    assert shown_with(document.map, scenario.id).label(need) == "In the scenario only"
    assert document.map.label(need) != "In the scenario only"
    document.redo()
    assert document.map.label(need) == "In the scenario only"
    assert document.map.scenarios == []
    for _step in range(6):
        document.undo()
    assert document.history.to_undo is None
    began = from_template("two-desks", "en")
    assert without(document.map) == without(began)
    assert [changes_of(document.map, s.id) for s in document.map.scenarios] == [
        changes_of(began, began.scenarios[0].id)
    ]
    document.close()
    assert check_file(path) == []


def test_an_edit_in_a_scenario_writes_only_what_it_touches(tmp_path: Path) -> None:
    """Less than 1 KB a renamed element, however large the scenario is."""
    today = from_template("metropolitan-city", "en")
    path = tmp_path / "m.silomap"
    document = create_document(path, today)
    scenario = document.map.scenarios[0]
    need = next(e.id for e in today.elements if e.type == "need")
    sizes = []
    for number in range(20):
        shown = shown_with(document.map, scenario.id)
        edit = Draft(shown)
        edits.set_field(edit, [need], "label", f"Another name {number}")
        with document.edit("Rename") as draft:
            changed_scenario(draft, scenario, shown, edit.changes())
        records = document.store.records_down(document.history.last_seq)[0][1]  # type: ignore[union-attr]
        sizes.append(len(json.dumps(records)))
    assert max(sizes) < 1_000
    document.close()


def test_where_map_and_scenario_disagree_each_place_is_settled() -> None:
    """By hand: the scenario renames a1 and gives it capacity 4, deletes s1, edits n1. Meanwhile the map renames a1,
    edits s1, deletes n1."""
    today = written("a1 provides s1\ns1 responds_to n1\ng1 experiences n1")
    there = Draft(today)
    edits.set_field(there, ["a1"], "label", "Scenario's office")
    edits.set_field(there, ["a1"], "capacity", 4)
    edits.set_field(there, ["n1"], "label", "Scenario's need")
    edits.remove(there, ["s1"])
    draft = Draft(today)
    key = begin(draft, "What if", "", diff(today, there.result()))
    moved_on = Draft(draft.result())
    edits.set_field(moved_on, ["a1"], "label", "Map's office")
    edits.set_field(moved_on, ["s1"], "label", "Map's service")
    edits.remove(moved_on, ["n1"])
    now = moved_on.result()
    found = conflicts_of(now, key)
    assert sorted((c.id, c.field) for c in found) == [("a1", "label"), ("n1", ""), ("s1", "")]

    settling = Draft(now)
    settle(settling, key, lambda c: True)
    outcome = settling.result()
    assert conflicts_of(outcome, key) == ()
    shown = shown_with(outcome, key)
    assert shown.label("a1") == "Scenario's office"
    assert "s1" not in shown
    assert shown.label("n1") == "Scenario's need"
    assert without(outcome) == without(now)  # today is not touched

    settling = Draft(now)
    settle(settling, key, lambda c: False)
    outcome = settling.result()
    assert conflicts_of(outcome, key) == ()
    shown = shown_with(outcome, key)
    assert (shown.label("a1"), shown.element("a1").capacity) == ("Map's office", 4)  # type: ignore[attr-defined]
    assert shown.label("s1") == "Map's service"
    assert "n1" not in shown


def test_an_edit_elsewhere_leaves_a_disagreement_open() -> None:
    today = written("a1 provides s1")
    draft = Draft(today)
    key = begin(draft, "What if", "", diff(today, today.after([("a1", replace(today["a1"], label="Here"))])))  # type: ignore[type-var]
    edits.set_field(draft, ["a1"], "label", "There")
    now = draft.result()
    scenario = now[key]
    assert isinstance(scenario, Scenario)
    shown = shown_with(now, key)
    edit = Draft(shown)
    edits.set_field(edit, ["a1"], "capacity", 3)
    kept = Draft(now)
    changed_scenario(kept, scenario, shown, edit.changes())
    outcome = kept.result()
    assert [(c.field, c.present, c.incoming) for c in conflicts_of(outcome, key)] == [("label", "There", "Here")]
    assert shown_with(outcome, key)["a1"] == replace(now["a1"], label="Here", capacity=3)  # type: ignore[type-var]


@settings(max_examples=many(150), deadline=None)
@given(with_scenario(), st.data())
def test_settling_leaves_nothing_open_and_today_alone(maps: tuple[SystemMap, SystemMap], data: st.DataObject) -> None:
    today, _there = maps
    moved_on = apply(today, data.draw(sets_on(without(today))))
    if breaches(moved_on):
        return
    draft = Draft(moved_on)
    settle(draft, "what-if", lambda _conflict: data.draw(st.booleans()))
    outcome = draft.result()
    assert conflicts_of(outcome, "what-if") == ()
    assert without(outcome) == without(moved_on)
    assert breaches(outcome) == []
    assert breaches(shown_with(outcome, "what-if")) == []


def test_a_scenario_takes_its_parts_with_it() -> None:
    today = from_template("turin", "en")
    draft = Draft(today)
    delete(draft, today.scenarios[0].id)
    assert draft.result() == without(today)
    loose = today.after([(today.scenarios[0].id, None)])
    assert any("its scenario does not exist" in text for text in breaches(loose))
    assert apply(loose, repair(loose)) == without(today)
