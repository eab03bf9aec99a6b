"""The laws of change sets, on random maps and sets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.model.changes import Change, ChangeSet, StaleChangeError, apply, compose, diff, invert, rebase
from silomap.model.codec import decode, decode_changes, encode, encode_changes
from silomap.model.elements import Actor, Link, Service
from silomap.model.invariants import breaches, repair
from silomap.model.scenarios import lay_over, pack, unpack
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import sets_on, system_maps


@given(st.data())
def test_inverse_takes_back(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    changes = data.draw(sets_on(base))
    assert apply(apply(base, changes), invert(changes)) == base


@given(system_maps(), system_maps())
def test_diff_leads_from_one_map_to_the_other(a: SystemMap, b: SystemMap) -> None:
    assert apply(a, diff(a, b)) == b


@given(st.data())
def test_composition_is_one_after_the_other(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    first = data.draw(sets_on(base))
    middle = apply(base, first)
    second = data.draw(sets_on(middle))
    assert apply(base, compose(first, second)) == apply(middle, second)


@given(st.data())
def test_rebase_on_an_unchanged_base_is_itself(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    changes = data.draw(sets_on(base))
    assert rebase(changes, base) == (changes, ())


@settings(max_examples=many(250))
@given(st.data())
def test_rebase_and_repair_leave_a_sound_map(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    mine, theirs = data.draw(sets_on(base)), data.draw(sets_on(base))
    merged, changes, _conflicts = lay_over(apply(base, theirs), mine)
    assert breaches(merged) == []
    assert apply(apply(base, theirs), changes) == merged


@given(st.data())
def test_disjoint_sets_rebase_without_conflict(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    mine, theirs = data.draw(sets_on(base)), data.draw(sets_on(base))
    theirs = ChangeSet(c for c in theirs if c.id not in mine.ids)
    rebased, conflicts = rebase(mine, base.after((c.id, c.after) for c in theirs))
    assert conflicts == ()
    assert rebased == mine


@given(system_maps())
def test_decoding_returns_what_was_encoded(system_map: SystemMap) -> None:
    for entity in system_map.values():
        assert decode(json.loads(json.dumps(encode(entity)))) == entity


@given(st.data())
def test_change_sets_survive_the_file_both_ways(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    changes = data.draw(sets_on(base))
    records = json.loads(json.dumps(encode_changes(changes)))
    assert decode_changes(records, base) == changes
    assert decode_changes(records, apply(base, changes), backwards=True) == invert(changes)
    assert unpack(pack(changes)) == changes


@given(st.data())
def test_indexes_are_the_same_however_a_map_came_about(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    base.links_of("x")
    base.members_of("x")
    after = apply(base, data.draw(sets_on(base)))
    fresh = SystemMap(dict(after))
    for key in {*base, *after}:
        assert after.links_of(key) == fresh.links_of(key)
        assert after.members_of(key) == fresh.members_of(key)


@given(system_maps())
def test_a_sound_map_needs_no_repair(system_map: SystemMap) -> None:
    assert len(repair(system_map)) == 0


def test_two_changes_of_one_id_are_refused() -> None:
    change = Change("a", None, Actor(id="a"))
    with pytest.raises(ValueError, match="two changes"):
        ChangeSet([change, change])


def test_a_strict_set_does_not_apply_to_another_map() -> None:
    changes = ChangeSet([Change("a", Actor(id="a", label="old"), Actor(id="a", label="new"))])
    with pytest.raises(StaleChangeError):
        apply(SystemMap.of([Actor(id="a", label="other")]), changes)


def test_fields_merge_and_the_same_field_is_a_conflict() -> None:
    base = Actor(id="a", label="Office", capacity=2)
    changes = ChangeSet([Change("a", base, Actor(id="a", label="Office", capacity=4, readiness=1))])
    moved_on = SystemMap.of([Actor(id="a", label="Bureau", capacity=3)])
    rebased, conflicts = rebase(changes, moved_on)
    assert apply(moved_on, rebased)["a"] == Actor(id="a", label="Bureau", capacity=4, readiness=1)
    assert [(c.id, c.field, c.base, c.present, c.incoming) for c in conflicts] == [("a", "capacity", 2, 3, 4)]


def test_a_link_to_what_the_other_side_deleted_does_not_dangle() -> None:
    base = SystemMap.of([Actor(id="a"), Service(id="s")])
    link = Link(id="l", kind="provides", source="a", target="s")
    merged, _changes, _conflicts = lay_over(base.after([("s", None)]), ChangeSet([Change("l", None, link)]))
    assert "l" not in merged
    assert breaches(merged) == []


def test_facets() -> None:
    before = Actor(id="a", label="x", x=1.0)
    moved = ChangeSet([Change("a", before, Actor(id="a", label="x", x=2.0))])
    renamed = ChangeSet([Change("a", before, Actor(id="a", label="y", x=1.0))])
    joined = ChangeSet([Change("a", before, Actor(id="a", label="x", x=1.0, sector="r"))])
    assert moved.facets() == {"layout"}
    assert renamed.facets() == {"text"}
    assert joined.facets() == {"structure"}
