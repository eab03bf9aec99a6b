"""Who holds it together: actors between others, structural holes, and roles between sectors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from silomap.analysis.graphs import nx, rx
from silomap.analysis.layers import Layers, Pair, pair
from silomap.analysis.network import actor_graph, compiled
from silomap.analysis.travel import travels

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
ONE_THREAD = 1_000_000_000
"""No parallel sums: the same map gives the same last digit."""


@travels
@dataclass(frozen=True, slots=True)
class Broker:
    """An actor's place between others. `roles` counts the five roles in the order of ROLES."""

    id: str
    betweenness: float
    constraint: float | None
    effective_size: float | None
    cut_point: bool
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Brokerage:
    """Every actor's place, the most central first, and the ties without which the network falls apart further."""

    brokers: tuple[Broker, ...]
    bridges: tuple[Pair, ...]


def brokerage(layers: Layers) -> Brokerage:
    """Brokers on actors and their working ties.

    - betweenness: the share of shortest paths between two others that run over the actor, 0…1, 0 for fewer than
      three actors (Freeman 1977);
    - cut point: without it a part of the network loses all contact; bridge: a tie of which that is true;
    - constraint, effective size, roles: see each function.
    Order: betweenness falling, then ids. Cost: O(actors · ties), compiled.
    """
    graph = actor_graph(layers)
    between = rx.betweenness_centrality(compiled(graph), normalized=True, parallel_threshold=ONE_THREAD)
    cuts = set(nx.articulation_points(graph))
    found = [
        Broker(
            id=actor,
            betweenness=between[number],
            constraint=constraint(layers, actor),
            effective_size=effective_size(layers, actor),
            cut_point=actor in cuts,
            roles=roles(layers, actor),
        )
        for number, actor in enumerate(graph)
    ]
    found.sort(key=lambda broker: (-broker.betweenness, broker.id))
    return Brokerage(tuple(found), tuple(sorted(pair(a, b) for a, b in nx.bridges(graph))))


def constraint(layers: Layers, actor: str) -> float | None:
    """How much an actor's contacts are tied to each other and so leave it nothing to bring together.

    Definition: Σ over contacts j of (p_ij + Σ over common contacts q of p_iq · p_qj)², p_ij = 1 / number of i's
    contacts. Range: near 0 free … above 1 closed in; None without ties. Cost: O(contacts of contacts).
    Source: Burt (1992), Structural holes. Written out for ties without weights, in sets: NetworkX takes 70 s for
    3,000 actors where SciPy is not installed. Tests compare the two.
    """
    ties = layers.actor_ties
    near = ties[actor]
    if not near:
        return None
    k = len(near)
    closed = ((1 + sum(1 / len(ties[q]) for q in sorted(near & ties[j]))) / k for j in sorted(near))
    return sum(value * value for value in closed)


def effective_size(layers: Layers, actor: str) -> float | None:
    """How many of an actor's contacts are not reached through each other anyway.

    Definition: contacts n less the mean number of ties among them, n − 2t/n. Range 1 … n; None without ties.
    Cost: O(contacts of contacts). Source: Burt (1992), in the form of Borgatti (1997) for ties without weights.
    """
    near = layers.actor_ties[actor]
    if not near:
        return None
    return len(near) - sum(len(near & layers.actor_ties[j]) for j in near) / len(near)


def roles(layers: Layers, actor: str) -> tuple[int, ...]:
    """How often an actor stands between two others that have no tie, by the sectors of the three.

    Definition: over ordered pairs (a, b) of the actor's contacts without a tie between them, all three with a sector:
    coordinator, all in one; itinerant, the two others in one and the actor in another; gatekeeper, b and the actor in
    one; representative, a and the actor in one; liaison, three sectors. Working ties have no direction, so each is
    read both ways and gatekeeper equals representative. Unit: paths a → actor → b.
    Cost: O(contacts + ties among contacts).
    Source: Gould & Fernandez (1989), Structures of mediation.
    """
    home = layers.sector[actor]
    if home is None:
        return (0,) * len(ROLES)
    near = {b: s for b in layers.actor_ties[actor] if (s := layers.sector[b]) is not None}
    sizes = Counter(near.values())
    total = len(near)
    own = sizes.pop(home, 0)
    others = total - own
    alike = sum(k * (k - 1) for k in sizes.values())
    counts = [own * (own - 1), alike, own * others, own * others, others * (others - 1) - alike]
    for a, s in near.items():
        for b in layers.actor_ties[a]:
            t = near.get(b)
            if t is None:
                continue
            if s == t:
                counts[0 if s == home else 1] -= 1
            else:
                counts[2 if t == home else 3 if s == home else 4] -= 1
    return tuple(counts)
