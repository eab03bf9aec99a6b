"""Loops, fresh starts, effort, voice and readiness against the definitions written down literally."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from silomap.analysis.analyse import analyse
from silomap.analysis.coordination import requirements
from silomap.analysis.layers import Layers
from silomap.analysis.loops import MOST, loops
from silomap.analysis.readiness import implementation_gap, stretched_services
from silomap.exchange.formats import read_map
from silomap.model.system_map import SystemMap
from tests.analysis.brute import Brute
from tests.analysis.test_analyse import TWO_SILOS
from tests.examples import many
from tests.maps import system_maps, written


@settings(max_examples=many(200))
@given(system_maps(most=6))
def test_loops_and_fresh_starts_as_defined(system_map: SystemMap) -> None:
    result, brute = analyse(system_map), Brute(system_map)
    assert {loop.needs: loop.type for loop in result.loops} == brute.loops()
    for journey in result.journeys:
        assert journey.fresh_starts == brute.fresh_starts(journey.group)
        assert journey.fresh_starts_at_most >= journey.fresh_starts


def test_two_silos_as_worked_out_on_paper() -> None:
    result = analyse(read_map(TWO_SILOS).system_map)
    assert [journey.fresh_starts for journey in result.journeys] == [2]
    assert result.measures["actor_fragmentation"] == result.measures["actor_distance_fragmentation"] == 1
    assert [sector.ei_index for sector in result.sectors] == [None, None]
    # strengths unset count 3: the only cause n1 has one answer; the only symptom n2 has three
    assert (result.measures["effort_on_causes"], result.measures["effort_on_symptoms"]) == (3, 9)


def test_fresh_starts_beyond_sixteen_doors_are_a_bound() -> None:
    drawn = "".join(f"s{i} responds_to n{i}\ng1 experiences n{i}\n" for i in range(17))
    (journey,) = analyse(written(drawn)).journeys
    assert (journey.fresh_starts, journey.fresh_starts_at_most) == (None, 17)


def test_sixteen_doors_are_counted_exactly_where_greed_fails() -> None:
    """The classic trap: s8 answers four needs and looks best, but s6 and s7 together answer all six."""
    rows = {"s8": "n1 n2 n4 n5", "s6": "n1 n2 n3", "s7": "n4 n5 n6"}
    drawn = "".join(f"{s} responds_to {n}\n" for s, needs in rows.items() for n in needs.split())
    drawn += "".join(f"g1 experiences n{i}\n" for i in range(1, 7))
    (journey,) = analyse(written(drawn)).journeys
    assert (journey.fresh_starts, journey.fresh_starts_at_most) == (2, 3)


def test_one_giant_loop_is_longer_than_is_looked_for_and_everything_is_middle() -> None:
    drawn = "\n".join(f"n{i} leads_to n{(i + 1) % 500}" for i in range(500))
    result = analyse(written(drawn))
    assert result.loops == ()
    assert {place.role for place in result.causality.values()} == {"middle"}
    assert {place.reach for place in result.causality.values()} == {499}


def test_too_many_loops_keep_the_shortest() -> None:
    """In a complete map of 12 needs there are 66 loops of two and 440 of three: the first 1,000 are these and some of
    four."""
    drawn = "\n".join(f"n{i:02} leads_to n{j:02}" for i in range(12) for j in range(12) if i != j)
    found = loops(Layers.of(written(drawn)))
    sizes = [len(loop.needs) for loop in found]
    assert len(found) == MOST
    assert (sizes.count(2), sizes.count(3), sizes.count(4)) == (66, 440, 494)


def test_disputed_links_count_as_worsening_and_are_named() -> None:
    base = written("n1 leads_to n2\nn2 leads_to n1")
    for polarities, kind in ((("-", "?"), "balancing"), (("?", None), "reinforcing"), (("-", "-"), "reinforcing")):
        from dataclasses import replace

        one, two = (replace(k, polarity=p) for k, p in zip(base.links, polarities, strict=True))
        (loop,) = analyse(base.after([(one.id, one), (two.id, two)])).loops
        assert loop.type == kind
        assert len(loop.disputed) == polarities.count("?")


def test_voice_counts_design_or_more() -> None:
    from dataclasses import replace

    base = written("s1 responds_to n1\ns2 responds_to n1\ns1 involves g1\ng2 experiences n1\ns2 involves a1")
    assert analyse(base).measures["co_designed_services"] == 0
    link = next(k for k in base.links if k.target == "g1")
    for level, share in (("informed", 0), ("consulted", 0), ("co-designed", 0.5), ("co-decided", 0.5)):
        changed = base.after([(link.id, replace(link, level=level))])
        assert analyse(changed).measures["co_designed_services"] == share
    assert [f.params["group"] for f in analyse(base).findings if f.rule == "group_without_voice"] == ["g2"]
    assert analyse(written("n1")).measures["co_designed_services"] is None


def test_who_is_not_ready_where_handovers_are_required() -> None:
    drawn = "a1 provides s1\na2 provides s2\na3 provides s3\ns1 responds_to n1\ns2 responds_to n1\ns3 responds_to n2"
    layers = Layers.of(written(drawn, a1={"readiness": 2}, a2={"capacity": 3}, a3={"capacity": 1}))
    found = implementation_gap(layers, requirements(layers))
    assert [(gap.actor, gap.weight) for gap in found] == [("a1", 1.0)]


@pytest.mark.parametrize(
    ("own", "provider", "expected"), [(2, 5, True), (3, 1, False), (None, 2, True), (None, None, False)]
)
def test_stretched_services(own: int | None, provider: int | None, expected: bool) -> None:
    drawn = "a1 provides s1\ns1 responds_to n1\ng1 experiences n1\ng2 experiences n1"
    layers = Layers.of(written(drawn, s1={"capacity": own}, a1={"capacity": provider}, n1={"severity": 4}))
    assert bool(stretched_services(layers)) is expected


def test_planned_links_are_not_assumed_ones() -> None:
    from dataclasses import replace

    base = written("s1 responds_to n1\ns2 responds_to n1\ns3 responds_to n1 planned")
    links = [replace(link, evidence="assumed") for link in base.links[1:]]
    assert analyse(base.after((k.id, k) for k in links)).measures["assumed_links"] == 0.5
