"""The network of actors as a whole: does it fall apart, and do its communities follow the organisation chart?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from silomap.analysis.graphs import nx, rx
from silomap.analysis.layers import Layers

SEED = 1
MOST_AT_ONCE = 5_000
"""Up to so many actors all distances are one matrix (200 MB); above, they are counted actor by actor."""


@dataclass(frozen=True, slots=True)
class Network:
    """Measures of the whole network of actors and their working ties."""

    actor_fragmentation: float | None
    actor_distance_fragmentation: float | None
    sector_modularity: float | None
    community_nmi: float | None
    parts: tuple[tuple[str, ...], ...] = ()
    """actors that reach each other, the largest part first"""
    communities: tuple[tuple[str, ...], ...] = ()
    """actors with a sector that mostly work with each other, the largest first"""


def actor_graph(layers: Layers, members: set[str] | None = None) -> nx.Graph[str]:
    """Actors and their working ties, in the order of ids."""
    graph: nx.Graph[str] = nx.Graph()
    inside = layers.actors.keys() if members is None else members
    graph.add_nodes_from(sorted(inside))
    for a in graph:
        graph.add_edges_from((a, b) for b in sorted(layers.actor_ties[a]) if a < b and b in inside)
    return graph


def compiled(graph: nx.Graph[str]) -> rx.PyGraph[str, None]:
    """The same graph for rustworkx; its node numbers are the order of the nodes."""
    numbers = {node: number for number, node in enumerate(graph)}
    made: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    made.add_nodes_from(list(graph))
    made.add_edges_from_no_data([(numbers[a], numbers[b]) for a, b in graph.edges])
    return made


def network(layers: Layers) -> Network:
    """All measures of the whole network; see each function."""
    graph = actor_graph(layers)
    homes = {actor: home for actor in graph if (home := layers.sector[actor]) is not None}
    housed = graph.subgraph(homes)
    communities = louvain(housed, homes)
    return Network(
        actor_fragmentation=actor_fragmentation(graph),
        actor_distance_fragmentation=distance_fragmentation(graph),
        sector_modularity=modularity(housed, homes),
        community_nmi=None if communities is None else mutual_information(homes, communities),
        parts=_largest_first(nx.connected_components(graph)),
        communities=_largest_first(_members(communities or {})),
    )


def _members(communities: dict[str, int]) -> list[set[str]]:
    found: dict[int, set[str]] = {}
    for actor, number in communities.items():
        found.setdefault(number, set()).add(actor)
    return list(found.values())


def _largest_first(parts: Iterable[set[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(sorted(part)) for part in parts), key=lambda part: (-len(part), part)))


def actor_fragmentation(graph: nx.Graph[str]) -> float | None:
    """The share of pairs of actors that cannot reach each other over working ties.

    Definition: F = 1 − Σ k_c(k_c − 1)/(n(n − 1)) over components. Range 0 (all reach all) … 1 (nobody reaches
    anybody); None for fewer than two actors. Cost: O(actors + ties).
    Source: Borgatti (2006), Identifying sets of key players in a social network.
    """
    return fragmentation_of([len(part) for part in nx.connected_components(graph)])


def fragmentation_of(sizes: list[int]) -> float | None:
    """F from the sizes of the components."""
    n = sum(sizes)
    return 1 - sum(k * (k - 1) for k in sizes) / (n * (n - 1)) if n > 1 else None


def distance_fragmentation(graph: nx.Graph[str]) -> float | None:
    """Fragmentation that also counts how far apart actors are.

    Definition: DF = 1 − Σ_{i≠j} 1/d(i,j) / (n(n − 1)) with d in ties, unreachable pairs counting 0. Range 0 (all tied
    to all) … 1; None for fewer than two actors. Never below F.
    Cost: O(actors · ties), compiled. Source: Borgatti (2006).
    """
    n = len(graph)
    if n < 2:
        return None
    fast = compiled(graph)
    near = 0.0
    if n <= MOST_AT_ONCE:
        for row in rx.distance_matrix(fast, null_value=math.inf):
            near += float((1 / row[row > 0]).sum())
    else:
        for node in fast.node_indices():
            near += sum(1 / hop for hop in rx.dijkstra_shortest_path_lengths(fast, node, lambda _: 1.0).values())
    return max(0.0, 1 - near / (n * (n - 1)))


def modularity(graph: nx.Graph[str], homes: dict[str, str]) -> float | None:
    """How much working ties stay within sectors, beyond chance.

    Definition: modularity Q of the partition of actors into their sectors; actors without a sector are left out.
    Range −½ … 1; None without ties. Above 0.3 ties clearly stay at home. Cost: O(actors + ties).
    Source: Newman & Girvan (2004), Finding and evaluating community structure in networks.
    """
    if not graph.number_of_edges():
        return None
    sectors: dict[str, set[str]] = {}
    for actor, home in homes.items():
        sectors.setdefault(home, set()).add(actor)
    return float(nx.community.modularity(graph, sectors.values()))


def louvain(graph: nx.Graph[str], homes: dict[str, str]) -> dict[str, int] | None:
    """The communities in which actors really work; actor → number of its community, None without ties.

    Louvain with a fixed seed. Its result depends on the order of the nodes, so they are put in an order that comes
    from the shape of the network (Weisfeiler-Lehman refinement, sectors taken as nodes) and not from names: a map
    with other ids has the same communities. Cost: near O(ties · log actors).
    Source: Blondel, Guillaume, Lambiotte & Lefebvre (2008), Fast unfolding of communities in large networks.
    """
    if not graph.number_of_edges():
        return None
    shape = _by_shape(graph, homes)
    order = sorted(graph, key=lambda actor: (shape[actor], actor))
    numbers = {actor: number for number, actor in enumerate(order)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(order)))
    numbered.add_edges_from(sorted(tuple(sorted((numbers[a], numbers[b]))) for a, b in graph.edges))
    found = nx.community.louvain_communities(numbered, seed=SEED)
    return {order[number]: community for community, members in enumerate(found) for number in members}


def mutual_information(one: dict[str, str], two: dict[str, int]) -> float | None:
    """How much two partitions of the same things agree.

    Definition: normalised mutual information 2·I(X;Y)/(H(X) + H(Y)). Range 0 (unrelated) … 1 (the same): near 1 the
    silos are the communities. None where both partitions have one part only. Cost: O(things).
    Source: Danon, Díaz-Guilera, Duch & Arenas (2005), Comparing community structure identification.
    """
    n = len(two)
    xs, ys = Counter(one[key] for key in two), Counter(two.values())
    both = Counter((one[key], number) for key, number in two.items())
    entropy = -sum(c / n * math.log(c / n) for c in (*sorted(xs.values()), *sorted(ys.values())))
    if entropy <= 0:
        return None
    terms = (c / n * math.log(n * c / (xs[x] * ys[y])) for (x, y), c in both.items())
    return min(1.0, max(0.0, 2 * math.fsum(terms) / entropy))


def _by_shape(graph: nx.Graph[str], homes: dict[str, str]) -> dict[str, tuple[str, ...]]:
    shaped: nx.Graph[tuple[str, str]] = nx.Graph()
    for actor in graph:
        shaped.add_node(("actor", actor), kind="actor")
        shaped.add_edge(("actor", actor), ("sector", homes[actor]))
        shaped.nodes["sector", homes[actor]]["kind"] = "sector"
    shaped.add_edges_from((("actor", a), ("actor", b)) for a, b in graph.edges)
    hashes = nx.weisfeiler_lehman_subgraph_hashes(shaped, node_attr="kind", iterations=3)
    return {actor: tuple(hashes["actor", actor]) for actor in graph}
