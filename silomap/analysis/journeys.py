"""What a group of people goes through: doors to knock on, handovers between them, and which are cold."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from silomap.analysis.coordination import Requirement
from silomap.analysis.fragmentation import fragmentation
from silomap.analysis.joined import LivedPair
from silomap.analysis.layers import Layers, Pair


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


def journeys(
    layers: Layers,
    required: dict[Pair, Requirement],
    neighbours: dict[str, set[str]],
    lived: list[LivedPair],
) -> list[Journey]:
    """The journey of every group: who carries most of the fragmentation first.

    needs: in causal order, loops condensed, ties by label. doors: services responding to them. handovers: pairs of
    doors that share one of the group's needs or answer two of them of which one leads to the other; cold: those
    without a working link. fragmentation: F over the doors. Order: pairs not joined, falling, then ids.
    Cost: O(doors²) a group.
    """
    by_group: dict[str | None, list[LivedPair]] = {}
    for item in lived:
        by_group.setdefault(item.group, []).append(item)
    found = [_journey(layers, required, neighbours, group, by_group.get(group, [])) for group in layers.lives_with]
    return sorted(found, key=lambda j: (j.joined_need_pairs - j.need_pairs, j.group))


def _journey(
    layers: Layers,
    required: dict[Pair, Requirement],
    neighbours: dict[str, set[str]],
    group: str,
    lived: list[LivedPair],
) -> Journey:
    needs = layers.lives_with[group]
    doors = sorted(set().union(*(layers.responders[n] for n in needs)))
    handovers = cold = 0
    for position, s in enumerate(doors):
        for t in doors[position + 1 :]:
            requirement = required.get((s, t))
            if requirement is None or not _concerns(requirement, needs):
                continue
            handovers += 1
            cold += t not in neighbours[s]
    return Journey(
        group=group,
        needs=causal_order(layers, needs),
        need_pairs=len(lived),
        joined_need_pairs=sum(item.is_joined for item in lived),
        fragmentation=fragmentation(doors, neighbours),
        doors=tuple(doors),
        sectors=tuple(sorted({home for d in doors if (home := layers.sector[d]) is not None})),
        handovers=handovers,
        cold=cold,
    )


def _concerns(requirement: Requirement, needs: set[str]) -> bool:
    return any(n in needs for n in requirement.shared_needs) or any(
        n in needs and m in needs for n, m in requirement.linked_needs
    )


def causal_order(layers: Layers, needs: set[str]) -> tuple[str, ...]:
    """Needs with causes first; needs in one loop stand together; ties by label, then id."""
    graph = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((n, m) for n in needs for m in layers.effects[n] if m in needs)
    loops = nx.condensation(graph)

    def name(need: str) -> tuple[str, str]:
        return (layers.needs[need].label.casefold(), need)

    def first_name(loop: int) -> tuple[str, str]:
        return min(name(need) for need in loops.nodes[loop]["members"])

    ordered = nx.lexicographical_topological_sort(loops, key=first_name)
    return tuple(need for loop in ordered for need in sorted(loops.nodes[loop]["members"], key=name))
