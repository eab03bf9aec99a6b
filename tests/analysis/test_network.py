"""The actors' network against textbook values, pure NetworkX, and the definitions written down literally."""

from __future__ import annotations

import math
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.analysis.analyse import analyse
from silomap.analysis.brokers import ROLES, brokerage
from silomap.analysis.failure import fragmentation_rises
from silomap.analysis.layers import Layers
from silomap.analysis.network import (
    MOST_AT_ONCE,
    actor_fragmentation,
    actor_graph,
    distance_fragmentation,
    louvain,
    mutual_information,
)
from silomap.model.elements import Actor, Link, Sector
from silomap.model.system_map import SystemMap
from tests.analysis.brute import Brute
from tests.examples import many
from tests.maps import system_maps, written


def as_map(graph: nx.Graph[int], homes: dict[int, str] | None = None) -> SystemMap:
    """A graph as actors that coordinate; ids in the order of its nodes."""
    homes = homes or {}
    sectors = [Sector(id=name) for name in sorted(set(homes.values()))]
    actors = [Actor(id=f"a{node:02}", sector=homes.get(node)) for node in graph]
    links = [
        Link(id=f"l{i}", kind="coordinates_with", source=f"a{a:02}", target=f"a{b:02}")
        for i, (a, b) in enumerate(graph.edges)
    ]
    return SystemMap.of([*sectors, *actors, *links])


def brokers_of(system_map: SystemMap) -> dict[str, object]:
    return {broker.id: broker for broker in brokerage(Layers.of(system_map)).brokers}


def test_krackhardts_kite_as_in_the_textbook() -> None:
    """Krackhardt (1990), Assessing the political landscape: Heather is between others most (14 of 36 pairs), then
    Fernando and Garth (8 1/3 of 36), Diane only 3 2/3 of 36 although she has most contacts. Heather and Ike are the
    cut points; the ties Heather-Ike and Ike-Jane the bridges."""
    layers = Layers.of(as_map(nx.krackhardt_kite_graph()))
    found = brokerage(layers)
    by_id = {broker.id: broker for broker in found.brokers}
    fernando, garth, diane, heather, ike, jane = "a05", "a06", "a03", "a07", "a08", "a09"
    assert by_id[heather].betweenness == pytest.approx(14 / 36)
    assert by_id[fernando].betweenness == by_id[garth].betweenness == pytest.approx((8 + 1 / 3) / 36)
    assert by_id[ike].betweenness == pytest.approx(8 / 36)
    assert by_id[diane].betweenness == pytest.approx((3 + 2 / 3) / 36)
    assert found.brokers[0].id == heather
    assert {b.id for b in found.brokers if b.cut_point} == {heather, ike}
    assert found.bridges == ((heather, ike), (ike, jane))
    # Jane has one contact only: constraint 1, effective size 1 (Burt 1992)
    assert (by_id[jane].constraint, by_id[jane].effective_size) == (1, 1)
    # Heather's contacts are Fernando, Garth (tied to each other) and Ike: 3 - 2·1/3
    assert by_id[heather].effective_size == pytest.approx(3 - 2 / 3)


def test_zacharys_karate_club_as_published() -> None:
    """Betweenness of the two leaders 0.438 and 0.304 (Newman's and NetworkX's published examples); modularity of
    Zachary's two factions 0.3715, with 10 of 78 ties between them (Newman & Girvan 2004). Person 9 (node 8) stood
    with the officer's faction and then joined Mr. Hi's club."""
    club = nx.karate_club_graph()
    homes = {node: club.nodes[node]["club"] for node in club} | {8: "Officer"}
    result = analyse(as_map(nx.Graph(club.edges), homes))
    by_id = {broker.id: broker for broker in result.brokerage.brokers}
    assert by_id["a00"].betweenness == pytest.approx(0.4376, abs=5e-5)
    assert by_id["a33"].betweenness == pytest.approx(0.3041, abs=5e-5)
    assert result.brokerage.brokers[0].id == "a00"
    assert [b.id for b in result.brokerage.brokers if b.cut_point] == ["a00"]
    assert result.brokerage.bridges == (("a00", "a11"),)
    assert result.measures["sector_modularity"] == pytest.approx(0.3715, abs=5e-5)
    crossing = nx.cut_size(club, [n for n in club if homes[n] == "Mr. Hi"])
    assert crossing == 10
    for sector in result.sectors:
        internal = club.subgraph([n for n in club if homes[n] == sector.id]).number_of_edges()
        assert sector.ei_index == pytest.approx((crossing - internal) / (crossing + internal))
    assert result.measures["actor_fragmentation"] == 0


def test_louvain_finds_the_communities_of_the_karate_club() -> None:
    """The best partition known has modularity 0.4198 (Brandes et al. 2008); Louvain reaches at least 0.41."""
    club = nx.Graph(nx.karate_club_graph().edges)
    layers = Layers.of(as_map(club, dict.fromkeys(club, "r1")))
    graph = actor_graph(layers)
    found = louvain(graph, dict.fromkeys(graph, "r1"))
    assert found is not None
    parts = [{actor for actor, part in found.items() if part == number} for number in set(found.values())]
    assert 0.41 <= nx.community.modularity(graph, parts) <= 0.4199


def test_mutual_information_by_hand() -> None:
    same = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert mutual_information(same, {"a": 0, "b": 0, "c": 1, "d": 1}) == pytest.approx(1)
    assert mutual_information(same, {"a": 0, "b": 1, "c": 0, "d": 1}) == pytest.approx(0)
    assert mutual_information({"a": "x", "b": "x"}, {"a": 0, "b": 0}) is None
    # three against two parts: I = ln 2, H(X) = 1.5 ln 2, H(Y) = ln 2, so 2·1/(1.5 + 1)
    three = {"a": "x", "b": "x", "c": "y", "d": "z"}
    assert mutual_information(three, {"a": 0, "b": 0, "c": 1, "d": 1}) == pytest.approx(0.8)


@given(st.integers(0, 14), st.floats(0, 1), st.integers(0, 999))
def test_brokers_are_those_of_pure_networkx(size: int, density: float, seed: int) -> None:
    graph = nx.gnp_random_graph(size, density, seed=seed)
    system_map = as_map(graph)
    layers = Layers.of(system_map)
    between = nx.betweenness_centrality(graph)
    constraint = nx.constraint(graph, list(graph))
    size_of = nx.effective_size(graph, list(graph))
    cuts = set(nx.articulation_points(graph))
    for broker in brokerage(layers).brokers:
        node = int(broker.id[1:])
        assert broker.betweenness == pytest.approx(between[node])
        assert broker.cut_point == (node in cuts)
        if graph.degree(node):
            assert broker.constraint == pytest.approx(constraint[node])
            assert broker.effective_size == pytest.approx(size_of[node])
        else:
            assert broker.constraint is broker.effective_size is None
            assert math.isnan(constraint[node])


@settings(max_examples=many(150))
@given(system_maps(most=6))
def test_network_and_roles_as_defined(system_map: SystemMap) -> None:
    result, brute = analyse(system_map), Brute(system_map)
    assert result.measures["actor_fragmentation"] == pytest.approx(brute.actor_fragmentation())
    assert result.measures["actor_distance_fragmentation"] == pytest.approx(brute.distance_fragmentation())
    for broker in result.brokerage.brokers:
        assert broker.roles == brute.roles(broker.id)


@settings(max_examples=many(150))
@given(system_maps(most=6))
def test_what_stops_with_an_actor_as_when_it_is_taken_off_the_map(system_map: SystemMap) -> None:
    result, brute = analyse(system_map), Brute(system_map)
    told = {failure.id: failure for failure in result.failures}
    pairs = brute.lived()
    for actor in brute.actors:
        after = brute.without(actor)
        lost = [n for n in brute.needs if brute.state(n) != "unanswered" and after.state(n) == "unanswered"]
        loose = [
            n for n in brute.needs if brute.state(n) == "joined" and after.state(n) not in ("joined", "unanswered")
        ]
        unjoined = sum(brute.joined(n, m) and not after.joined(n, m) for _g, n, m in pairs)
        f, g = brute.actor_fragmentation(), after.actor_fragmentation()
        rise = None if f is None or g is None else g - f
        failure = told.get(actor)
        if failure is None:
            assert (lost, loose, unjoined) == ([], [], 0)
            assert rise is None or rise <= 1e-9
            continue
        assert (list(failure.needs_lost), list(failure.needs_unjoined)) == (lost, loose)
        assert failure.pairs_lost == unjoined
        assert failure.score_drop == (pytest.approx(100 * unjoined / len(pairs)) if pairs else None)
        assert failure.fragmentation_rise == (None if rise is None else pytest.approx(rise, abs=1e-9))


@given(st.integers(3, 16), st.floats(0, 0.5), st.integers(0, 999))
def test_the_rise_of_fragmentation_is_that_of_the_graph_without_the_actor(
    size: int, density: float, seed: int
) -> None:
    graph = nx.gnp_random_graph(size, density, seed=seed)
    rises = fragmentation_rises(Layers.of(as_map(graph)))
    before = actor_fragmentation(graph) or 0.0
    for node in graph:
        rest = graph.subgraph(set(graph) - {node})
        assert rises[f"a{node:02}"] == pytest.approx((actor_fragmentation(rest) or 0.0) - before, abs=1e-9)


def test_many_actors_are_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = actor_graph(Layers.of(as_map(nx.gnp_random_graph(40, 0.05, seed=3))))
    at_once = distance_fragmentation(graph)
    assert len(graph) <= MOST_AT_ONCE
    monkeypatch.setattr("silomap.analysis.network.MOST_AT_ONCE", 10)
    assert distance_fragmentation(graph) == pytest.approx(at_once)


def test_roles_by_hand() -> None:
    """a1 stands between a2 (its own sector) and a3 (another), which have no tie: read both ways, it is gatekeeper
    once and representative once."""
    drawn = "a1 coordinates_with a2\na1 coordinates_with a3\na1 in r1\na2 in r1\na3 in r2"
    (first, *_) = brokerage(Layers.of(written(drawn))).brokers
    assert dict(zip(ROLES, first.roles, strict=True)) == {
        "coordinator": 0, "itinerant": 0, "gatekeeper": 1, "representative": 1, "liaison": 0,
    }  # fmt: skip
    nowhere = replace(Layers.of(written(drawn)).actors["a1"], sector=None)
    assert set(brokerage(Layers.of(written(drawn).after([("a1", nowhere)]))).brokers[0].roles) == {0}
