"""Single points of failure: what stops if one actor stops."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.fragmentation import JOINED, Response, fragmentation
from silomap.analysis.graphs import nx
from silomap.analysis.joined import LivedPair, are_joined
from silomap.analysis.layers import Layers
from silomap.analysis.network import actor_graph, fragmentation_of
from silomap.analysis.travel import travels


@travels
@dataclass(frozen=True, slots=True)
class Failure:
    """What the map would lose with an actor. Needs that lose all answer are not counted among those that only lose
    their joined answer. `score_drop` is in points of the score."""

    id: str
    needs_lost: tuple[str, ...]
    needs_unjoined: tuple[str, ...]
    pairs_lost: int
    score_drop: float | None
    fragmentation_rise: float | None

    @property
    def matters(self) -> bool:
        """Whether anything is lost at all."""
        rise = (self.fragmentation_rise or 0) > 1e-12
        return bool(self.needs_lost or self.needs_unjoined or self.pairs_lost) or rise


def failures(
    layers: Layers, neighbours: dict[str, set[str]], responses: list[Response], lived: list[LivedPair]
) -> list[Failure]:
    """What stops if an actor stops, for every actor without whom something does.

    Definition: with the actor gone, the services only it provides stop, and working links it was needed for go.
    needs_lost: needs that had an answer and have none; needs_unjoined: joined before, answered but not joined after;
    pairs_lost and score_drop: lived pairs that were joined and no longer are, and points of the score;
    fragmentation_rise: F of the other actors less F of all (None for fewer than three actors).
    Order: pairs_lost, needs_lost, needs_unjoined, rise, all falling, then ids.
    Cost: O(Σ over actors of the pairs and responders around their services).
    Source: key player problem, Borgatti (2006).
    """
    states = {response.id: response.state for response in responses}
    pairs_of: dict[str, list[LivedPair]] = {}
    for item in lived:
        if item.is_joined:
            pairs_of.setdefault(item.n, []).append(item)
            pairs_of.setdefault(item.m, []).append(item)
    rises = fragmentation_rises(layers)
    found = []
    for actor in layers.actors:
        after = _Without(layers, neighbours, actor)
        touched = {need for service in layers.provides[actor] for need in layers.answers[service]}
        gone = {need for need in touched if not after.responders(need)}
        loose = {
            need
            for need in touched - gone
            if states[need] == JOINED and fragmentation(after.responders(need), after) != 0
        }
        lost = 0
        seen: set[tuple[str | None, str, str]] = set()
        for need in touched:
            for item in pairs_of.get(need, ()):
                key = (item.group, item.n, item.m)
                if key not in seen:
                    seen.add(key)
                    lost += not are_joined(after.responders(item.n), after.responders(item.m), after)
        failure = Failure(
            id=actor,
            needs_lost=tuple(sorted(gone)),
            needs_unjoined=tuple(sorted(loose)),
            pairs_lost=lost,
            score_drop=100 * lost / len(lived) if lived else None,
            fragmentation_rise=rises[actor],
        )
        if failure.matters:
            found.append(failure)
    return sorted(found, key=_order)


def _order(failure: Failure) -> tuple[float, float, float, float, str]:
    rise = failure.fragmentation_rise or 0.0
    return (-failure.pairs_lost, -len(failure.needs_lost), -len(failure.needs_unjoined), -rise, failure.id)


class _Without(dict[str, set[str]]):
    """Working neighbours with one actor gone; only services around the actor are worked out anew."""

    def __init__(self, layers: Layers, neighbours: dict[str, set[str]], actor: str) -> None:
        super().__init__()
        self._layers, self._neighbours, self._actor = layers, neighbours, actor
        own = layers.provides[actor]
        self.stopped = {service for service in own if len(layers.providers[service]) == 1}
        partners = set().union(*(layers.provides[b] for b in layers.actor_ties[actor]))
        self._changed = own | partners

    def __missing__(self, service: str) -> set[str]:
        found = self._neighbours[service]
        if service in self._changed:
            layers = self._layers
            found = set(layers.service_ties[service])
            for a in layers.providers[service] - {self._actor}:
                found.update(layers.provides[a], *(layers.provides[b] for b in layers.actor_ties[a] - {self._actor}))
            found.discard(service)
        self[service] = found - self.stopped
        return self[service]

    def responders(self, need: str) -> set[str]:
        return self._layers.responders[need] - self.stopped


def fragmentation_rises(layers: Layers) -> dict[str, float | None]:
    """F of the network without an actor, less F with it, for every actor. Through the tree of blocks and cut points,
    so that each costs its own size only. O(actors + ties)."""
    graph = actor_graph(layers)
    parts = [sorted(part) for part in nx.connected_components(graph)]
    sizes = [len(part) for part in parts]
    before = fragmentation_of(sizes)
    n = len(graph)
    if n < 3 or before is None:
        return dict.fromkeys(graph, None)
    together = sum(k * (k - 1) for k in sizes)
    pieces = _pieces(graph)
    rises: dict[str, float | None] = {}
    for part in parts:
        k = len(part)
        for actor in part:
            left = sum(p * (p - 1) for p in pieces.get(actor, (k - 1,)))
            after = 1 - (together - k * (k - 1) + left) / ((n - 1) * (n - 2))
            rises[actor] = after - before
    return rises


def _pieces(graph: nx.Graph[str]) -> dict[str, list[int]]:
    """Cut point → the sizes into which its component falls without it."""
    cuts = set(nx.articulation_points(graph))
    if not cuts:
        return {}
    tree: nx.Graph[tuple[str, str | int]] = nx.Graph()
    own: dict[tuple[str, str | int], int] = {}
    for number, block in enumerate(nx.biconnected_components(graph)):
        inside = block & cuts
        own["block", number] = len(block) - len(inside)
        for actor in inside:
            own["cut", actor] = 1
            tree.add_edge(("block", number), ("cut", actor))
    pieces: dict[str, list[int]] = {}
    for part in nx.connected_components(tree):
        total = sum(own[node] for node in part)
        root = min(part, key=str)
        below = {node: own[node] for node in part}
        for parent, child in reversed(list(nx.bfs_edges(tree, root))):
            below[parent] += below[child]
        for kind, actor in part:
            if kind != "cut":
                continue
            node = (kind, actor)
            children = [below[other] for other in tree[node] if below[other] < below[node]]
            rest = total - below[node]
            pieces[str(actor)] = [*children, *([rest] if rest else [])]
    return pieces
