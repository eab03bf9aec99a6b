"""Lanes, cells and journeys: laid out without overlaps, few crossings, and counted as in a hand calculation."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from silomap.analysis.analyse import analyse, facts_of
from silomap.analysis.cells import cell_detail
from silomap.analysis.journey_path import journey_path
from silomap.analysis.lane_order import LANES, crossings
from silomap.analysis.lanes import HEADER, LanesLayout, lanes, placed, spaced
from silomap.analysis.questions import QUESTIONS
from silomap.exchange.templates import from_template
from silomap.model.elements import Actor, Element, Group, Link, Need, Sector, Service
from silomap.model.scenarios import with_scenario
from silomap.model.system_map import SystemMap
from tests.maps import hand_made, system_maps

SAMPLES = ("two-desks", "turin", "metropolitan-city")


def between_lanes(system_map: SystemMap, layout: LanesLayout) -> list[list[tuple[str, str]]]:
    """The links between neighbouring lanes, upper end first: counted from the map, not by the layout."""
    rank = {kind: number for number, kind in enumerate(LANES)}
    found: list[list[tuple[str, str]]] = [[], [], []]
    for link in system_map.links:
        a, b = system_map.element(link.source), system_map.element(link.target)
        if a.id in layout.places and b.id in layout.places:
            upper, lower = sorted((a, b), key=lambda e: rank[e.type])
            if rank[lower.type] - rank[upper.type] == 1:
                found[rank[upper.type]].append((upper.id, lower.id))
    return found


def brute(edges: list[list[tuple[str, str]]], places: dict[str, tuple[float, float]]) -> int:
    """Crossings pair by pair: the order of the upper ends is not that of the lower ends."""
    count = 0
    for row in edges:
        for (a, b), (c, d) in combinations(row, 2):
            count += (places[a][0] - places[c][0]) * (places[b][0] - places[d][0]) < 0
    return count


@pytest.mark.parametrize("name", SAMPLES)
def test_lanes_hold_every_element_in_its_lane_and_column(name: str) -> None:
    system_map = from_template(name, "en")
    layout = lanes(system_map)
    columns = {column.sector: column for column in layout.columns}
    strips = {lane.kind: lane for lane in layout.lanes}
    assert [lane.kind for lane in layout.lanes] == ["group", "need", "service", "actor"]
    for element in system_map.mapped:
        if element.type == "sector":
            continue
        x, y = layout.places[element.id]
        assert strips[element.type].top < y < strips[element.type].bottom
        sector = getattr(element, "sector", None)
        if sector:
            assert columns[sector].left < x < columns[sector].right


def test_random_orders_of_whole_lanes_cross_at_least_twice_as_often() -> None:
    """193 elements: the same places, taken by the elements of a lane in twenty random orders."""
    system_map = from_template("metropolitan-city", "en")
    layout = lanes(system_map)
    edges = between_lanes(system_map, layout)
    found = brute(edges, layout.places)
    assert found == crossings(edges, layout.places)
    dice = random.Random(5)
    counts = []
    for _round in range(20):
        places = {}
        for kind in LANES:
            keys = [key for key in layout.places if system_map.element(key).type == kind]
            spots = [layout.places[key] for key in keys]
            dice.shuffle(spots)
            places.update(zip(keys, spots, strict=True))
        counts.append(brute(edges, places))
    assert found * 2 <= sum(counts) / len(counts)


@settings(max_examples=60, deadline=None)
@given(system_maps())
def test_any_map_has_lanes_without_two_elements_at_one_place(system_map: SystemMap) -> None:
    layout = lanes(system_map)
    assert len(set(layout.places.values())) == len(layout.places)
    assert layout.places.keys() == {e.id for e in system_map.mapped if e.type != "sector"}
    assert lanes(system_map) == layout
    edges = between_lanes(system_map, layout)
    assert crossings(edges, layout.places) == brute(edges, layout.places)


@settings(max_examples=40, deadline=None)
@given(system_maps())
def test_placing_changes_places_only(system_map: SystemMap) -> None:
    layout = lanes(system_map)
    shown = placed(system_map, layout)
    for key, entity in shown.items():
        before = system_map[key]
        if isinstance(before, Element):
            assert isinstance(entity, Element)
            assert entity.label == before.label
        elif isinstance(before, Link):
            assert entity == before
    assert {k for k in system_map if k not in shown} <= {
        e.id for e in system_map.values() if getattr(e, "type", "") == "sticky" or isinstance(e, Link)
    }


def test_folded_columns_hide_their_members_and_are_narrow() -> None:
    system_map = from_template("turin", "en")
    first = system_map.sectors[0].id
    open_, folded = lanes(system_map), lanes(system_map, {first})
    members = system_map.members_of(first)
    assert folded.hidden == members
    assert not members & folded.places.keys()
    assert folded.columns[0].is_collapsed
    assert folded.columns[0].right - folded.columns[0].left < open_.columns[0].right - open_.columns[0].left
    assert folded.columns[0].count == len(members)
    shown = placed(system_map, folded)
    assert not members & set(shown)
    assert all(link.source in shown and link.target in shown for link in shown.links)


def test_compact_lanes_are_smaller() -> None:
    system_map = from_template("metropolitan-city", "en")
    usual, compact = lanes(system_map), lanes(system_map, is_compact=True)
    assert compact.width * compact.height < 0.6 * usual.width * usual.height


def test_a_map_without_sectors_has_one_column_and_an_empty_map_has_lanes() -> None:
    loose = SystemMap.of([Need(id="n", label="Need"), Group(id="g", label="Group")])
    assert [column.sector for column in lanes(loose).columns] == [""]
    empty = lanes(SystemMap())
    assert empty.places == {}
    assert empty.height > HEADER


def test_sixty_sectors_stand_side_by_side() -> None:
    entities: list[Element] = [Sector(id=f"s{i}", label=f"Sector {i}") for i in range(60)]
    entities += [Service(id=f"x{i}", label=f"Service {i}", sector=f"s{i}") for i in range(60)]
    layout = lanes(SystemMap.of(entities))
    edges = [(column.left, column.right) for column in layout.columns]
    assert len(edges) == 60
    assert all(a[1] < b[0] for a, b in pairwise(edges))


def test_spaced_keeps_the_order_and_moves_no_further_than_needed() -> None:
    assert spaced([0, 100, 200], 50, 0, 400) == [0, 100, 200]
    assert spaced([100, 100], 50, 0, 400) == [75, 125]  # both give way by half
    assert spaced([0, 0, 0], 50, 0, 400) == [0, 50, 100]  # never beyond the edge
    assert spaced([], 50, 0, 400) == []


def test_a_cell_lists_its_pairs_and_what_is_missing() -> None:
    facts = facts_of(hand_made())
    detail = cell_detail(facts, "A", "B")
    assert [(p.source, p.target, p.weight, p.is_linked) for p in detail.pairs] == [
        ("a1", "b", 0.5, True),
        ("a2", "b", 0.5, False),
    ]
    assert (detail.services_a, detail.services_b) == (("a1", "a2"), ("b",))
    assert [(gap.source, gap.target, gap.linked_needs) for gap in detail.missing] == [("a2", "b", (("n1", "n2"),))]
    within = cell_detail(facts, "A", "A")
    assert [(p.source, p.target, p.weight, p.is_linked) for p in within.pairs] == [("a1", "a2", 1.0, False)]
    assert cell_detail(facts, "B", "B").pairs == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_cells_add_up_to_the_matrix_whatever_gaps_are_made(name: str) -> None:
    system_map = from_template(name, "en")
    few = facts_of(system_map, 1)
    for cell in analyse(system_map).matrix:
        detail = cell_detail(few, cell.a, cell.b)
        assert len(detail.pairs) == cell.required_pairs
        assert sum(pair.is_linked for pair in detail.pairs) == cell.linked_pairs
        assert len(detail.missing) == cell.required_pairs - cell.linked_pairs


def test_a_journey_is_told_stop_by_stop() -> None:
    path = journey_path(facts_of(hand_made()), "g")
    assert path is not None
    assert [(stop.need, stop.doors) for stop in path.stops] == [("n1", ("a1", "a2")), ("n2", ("b",))]
    assert path.causes == (("n1", "n2"),)
    assert [(h.source, h.target, h.is_warm, h.needs) for h in path.handovers] == [
        ("a1", "a2", False, (("n1", "n1"),)),
        ("a1", "b", True, (("n1", "n2"),)),
        ("a2", "b", False, (("n1", "n2"),)),
    ]
    assert journey_path(facts_of(hand_made()), "nobody") is None


@pytest.mark.parametrize("name", SAMPLES)
def test_the_path_counts_what_the_journey_counts(name: str) -> None:
    facts = facts_of(from_template(name, "en"))
    for journey in facts.journeys:
        path = journey_path(facts, journey.group)
        assert path is not None
        assert len(path.handovers) == journey.handovers
        assert sum(not h.is_warm for h in path.handovers) == journey.cold
        assert {door for stop in path.stops for door in stop.doors} == set(journey.doors)


def test_a_causal_loop_keeps_its_needs_together_and_weights_of_nothing_ask_for_nothing() -> None:
    system_map = hand_made().after([("l8", Link(id="l8", kind="leads_to", source="n2", target="n1"))])
    path = journey_path(facts_of(system_map), "g")
    assert path is not None
    assert [stop.need for stop in path.stops] == ["n1", "n2"]
    info = system_map.info
    none = system_map.after([(info.id, replace(info, shared_weight=0.0, linked_weight=0.0))])
    silent = journey_path(facts_of(none), "g")
    assert silent is not None
    assert silent.handovers == ()


def test_questions_are_answered_about_other_states() -> None:
    today = from_template("turin", "en")
    then = with_scenario(today, "To-Home")
    other = tuple((key, then.get(key)) for key in {*today, *then} if today.get(key) is not then.get(key))
    assert QUESTIONS["analysis"](today, None, other).score == 100.0  # the case of the sample: 8 of 8
    assert QUESTIONS["scores"](today, None, (other,)) == [100.0]
    group = today.all(Group)[0].id
    here, there = QUESTIONS["journey"](today, facts_of(today), group, other)
    assert here.journey.group == there.journey.group == group
    assert len(there.journey.doors) > len(here.journey.doors)


def test_an_actor_without_a_service_stands_in_its_lane() -> None:
    layout = lanes(SystemMap.of([Actor(id="a", label="Office")]))
    assert layout.places.keys() == {"a"}
