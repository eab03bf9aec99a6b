"""What is near an element, compared with NetworkX's own search."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from silomap.model.elements import Element, Link, Sector
from silomap.model.neighbourhood import DOWNSTREAM, UPSTREAM, within
from silomap.model.system_map import SystemMap
from tests.maps import system_maps, written


@given(system_maps(), st.integers(0, 4), st.data())
def test_as_far_as_networkx_goes(system_map: SystemMap, steps: int, data: st.DataObject) -> None:
    nodes = [e.id for e in system_map.elements if not isinstance(e, Sector)]
    if not nodes:
        return
    start = data.draw(st.sampled_from(nodes))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    for link in system_map.links:
        graph.add_edge(link.source, link.target)
        if link.kind == "coordinates_with":
            graph.add_edge(link.target, link.source)
    for way, seen in (("both", graph.to_undirected()), (DOWNSTREAM, graph), (UPSTREAM, graph.reverse())):
        found = within(system_map, [start], steps, way)
        elements = {key for key in found if isinstance(system_map[key], Element)}
        assert elements == set(nx.single_source_shortest_path_length(seen, start, cutoff=steps))
        links = {key for key in found if isinstance(system_map[key], Link)}
        assert links == {k.id for k in system_map.links if {k.source, k.target} <= elements}


def test_a_sector_stands_for_its_members_and_a_link_for_its_ends() -> None:
    system_map = written("a1 in r1\na1 provides s1\ns1 responds_to n1\nn1 leads_to n2")
    assert {k for k in within(system_map, ["r1"], 0) if k[0] != "l"} == {"r1", "a1"}
    assert {k for k in within(system_map, ["r1"], 1) if k[0] != "l"} == {"r1", "a1", "s1"}
    link = next(k.id for k in system_map.links if k.kind == "leads_to")
    assert within(system_map, [link], 0) == {"n1", "n2", link}
    assert {k for k in within(system_map, ["a1"], None, DOWNSTREAM) if k[0] != "l"} == {"a1", "s1", "n1", "n2"}
    assert within(system_map, ["gone"], 3) == frozenset()
