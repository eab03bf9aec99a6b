"""What a group of people goes through: doors to knock on, handovers between them, and which are cold."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.fragmentation import fragmentation
from silomap.analysis.graphs import nx
from silomap.analysis.joined import LivedPair
from silomap.analysis.layers import Layers, Pair, pair, pairs
from silomap.analysis.travel import travels


@travels
@dataclass(frozen=True, slots=True)
class Journey:
    """One group's way through the system."""

    group: str
    needs: tuple[str, ...]
    need_pairs: int
    joined_need_pairs: int
    fragmentation: float | None
    doors: tuple[str, ...]
    sectors: tuple[str, ...]
    handovers: int
    cold: int
    fresh_starts: int | None
    fresh_starts_at_most: int


def journeys(
    layers: Layers,
    orders: dict[str, tuple[str, ...]],
    starts: dict[str, tuple[int | None, int]],
    neighbours: dict[str, set[str]],
    lived: list[LivedPair],
) -> list[Journey]:
    """The journey of every group: who carries most of the fragmentation first. `orders` and `starts`: each group's
    needs in causal order, and its fresh starts.

    needs: in causal order, loops condensed, ties by label. doors: services responding to them. handovers: pairs of
    doors that share one of the group's needs or answer two of them of which one leads to the other; cold: those
    without a working link. fragmentation: F over the doors. fresh_starts: see there. Order: pairs not joined, then
    fresh starts, both falling, then ids. Cost: O(handovers) a group.
    """
    by_group: dict[str | None, list[LivedPair]] = {}
    for item in lived:
        by_group.setdefault(item.group, []).append(item)
    found = [
        _journey(layers, group, order, starts[group], neighbours, by_group.get(group, []))
        for group, order in orders.items()
    ]
    return sorted(found, key=_most_first)


def _most_first(journey: Journey) -> tuple[int, int, str]:
    starts = journey.fresh_starts_at_most if journey.fresh_starts is None else journey.fresh_starts
    return (journey.joined_need_pairs - journey.need_pairs, -starts, journey.group)


def _journey(
    layers: Layers,
    group: str,
    order: tuple[str, ...],
    starts: tuple[int | None, int],
    neighbours: dict[str, set[str]],
    lived: list[LivedPair],
) -> Journey:
    needs = layers.lives_with[group]
    doors = sorted(set().union(*(layers.responders[n] for n in needs)))
    handovers = _handovers(layers, needs)
    return Journey(
        group=group,
        needs=order,
        need_pairs=len(lived),
        joined_need_pairs=sum(item.is_joined for item in lived),
        fragmentation=fragmentation(doors, neighbours),
        doors=tuple(doors),
        sectors=tuple(sorted({home for d in doors if (home := layers.sector[d]) is not None})),
        handovers=len(handovers),
        cold=sum(t not in neighbours[s] for s, t in handovers),
        fresh_starts=starts[0],
        fresh_starts_at_most=starts[1],
    )


def _handovers(layers: Layers, needs: set[str]) -> set[Pair]:
    """Pairs of services that W, restricted to these needs, requires."""
    if layers.shared_weight <= 0 and layers.linked_weight <= 0:
        return set()
    found = {key for n in needs for key in pairs(layers.responders[n])} if layers.shared_weight > 0 else set()
    if layers.linked_weight > 0:
        for n in needs:
            for m in needs & layers.effects[n].keys():
                found |= {pair(s, t) for s in layers.responders[n] for t in layers.responders[m] if s != t}
    return found


def causal_orders(layers: Layers) -> dict[str, tuple[str, ...]]:
    """Group → its needs in causal order."""
    return {group: causal_order(layers, needs) for group, needs in layers.lives_with.items()}


def causal_order(layers: Layers, needs: set[str]) -> tuple[str, ...]:
    """Needs with causes first; needs in one loop stand together; ties by label, then id."""

    def name(need: str) -> tuple[str, str]:
        return (layers.needs[need].label.casefold(), need)

    edges = [(n, m) for n in needs for m in layers.effects[n] if m in needs]
    if not edges:
        return tuple(sorted(needs, key=name))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from(edges)
    loops = nx.condensation(graph)

    def first_name(loop: int) -> tuple[str, str]:
        return min(name(need) for need in loops.nodes[loop]["members"])

    ordered = nx.lexicographical_topological_sort(loops, key=first_name)
    return tuple(need for loop in ordered for need in sorted(loops.nodes[loop]["members"], key=name))
