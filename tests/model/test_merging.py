"""Two elements become one, and nothing that was said of either is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange.capture import names_of
from silomap.model.changes import apply, invert
from silomap.model.draft import Draft
from silomap.model.edits import mark_finding, mark_id
from silomap.model.elements import Actor, Element, Link, Need
from silomap.model.invariants import breaches
from silomap.model.merging import merge
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import system_maps, written


def ties(system_map: SystemMap, key: str) -> set[tuple[str, str, bool]]:
    """Kind, other end and direction of every link of an element (no direction where the kind has none)."""
    found = set()
    for link_id in system_map.links_of(key):
        link = system_map[link_id]
        assert isinstance(link, Link)
        other = link.target if link.source == key else link.source
        found.add((link.kind, other, link.kind != "coordinates_with" and link.source == key))
    return found


@settings(max_examples=many(200))
@given(system_maps(most=4), st.data())
def test_all_links_stay_and_the_map_is_sound(system_map: SystemMap, data: st.DataObject) -> None:
    elements = system_map.elements
    pairs = [(a.id, b.id) for a in elements for b in elements if a.type == b.type and a.id != b.id]
    assume(pairs)
    keep, gone = data.draw(st.sampled_from(pairs))
    draft = Draft(system_map)
    merge(draft, keep, gone)
    after = draft.result()
    assert gone not in after
    assert breaches(after) == []
    wanted = {(k, keep if o == gone else o, d) for k, o, d in ties(system_map, keep) | ties(system_map, gone)}
    assert ties(after, keep) == {tie for tie in wanted if tie[1] != keep}
    before, now, other = system_map.element(keep), after.element(keep), system_map.element(gone)
    assert (now.label, now.x, now.y) == (before.label, before.x, before.y)
    assert set(now.tags) == {*before.tags, *other.tags}
    if other.label not in ("", now.label):
        assert other.label in dict(now.custom)["also"]
    for name in ("capacity", "readiness", "severity", "people"):
        mine, theirs = getattr(before, name, None), getattr(other, name, None)
        assert getattr(now, name, None) == (theirs if mine is None else mine)
    assert apply(after, invert(draft.changes())) == system_map


def test_members_go_to_the_sector_that_stays_and_decisions_with_them() -> None:
    draft = Draft(written("a1 in r1\na2 in r2\ns1 responds_to n1\ns2 responds_to n1"))
    mark_finding(draft, "sectors_without_link", ["r1", "r2"], "agreed", "in May")
    mark_finding(draft, "silo", ["r2"], "disputed")
    base = draft.result()
    draft = Draft(base)
    merge(draft, "r1", "r2")
    after = draft.result()
    assert {actor.sector for actor in after.all(Actor)} == {"r1"}
    assert {m.id for m in after.marks} == {mark_id("sectors_without_link", ["r1"]), mark_id("silo", ["r1"])}


def test_links_that_would_stand_twice_become_one_with_the_values_of_both() -> None:
    base = written("s1 responds_to n1\ns1 responds_to n2")
    one, two = base.links
    base = base.after([
        (one.id, replace(one, status="planned", note="first")),
        (two.id, replace(two, strength=4, note="second")),
    ])  # fmt: skip
    draft = Draft(base)
    merge(draft, "n1", "n2")
    (link,) = draft.result().links
    assert (link.status, link.strength, link.note) == (None, 4, "first\nsecond")


@pytest.mark.parametrize(("keep", "gone"), [("n1", "n1"), ("n1", "s1")])
def test_what_is_not_the_same_kind_is_refused(keep: str, gone: str) -> None:
    with pytest.raises(UserError):
        merge(Draft(written("s1 responds_to n1")), keep, gone)


def test_names_that_are_nearly_the_same_are_found() -> None:
    elements: list[Element] = [
        Actor(id="a1", label="Job centre"),
        Actor(id="a2", label="Job center"),
        Actor(id="a3", label="Housing office"),
        Need(id="n1", label="job centre"),
        Actor(id="a4", label="HOUSING  Office"),
    ]
    assert names_of(SystemMap.of(elements)).duplicates() == [("a3", "a4"), ("a1", "a2")]
