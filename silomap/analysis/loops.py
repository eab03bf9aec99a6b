"""Feedback loops: needs that come back to themselves, making each other worse or holding each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from silomap.analysis.graphs import nx
from silomap.analysis.layers import USUAL_STRENGTH, Layers

LONGEST = 8
MOST = 1_000
REINFORCING, BALANCING = "reinforcing", "balancing"


@dataclass(frozen=True, slots=True)
class Loop:
    """One feedback loop, from its smallest id on; each need leads to the next and the last to the first."""

    needs: tuple[str, ...]
    type: str
    links: tuple[str, ...]
    areas: int
    strength: float
    disputed: tuple[str, ...]


def loops(layers: Layers) -> list[Loop]:
    """Feedback loops over `leads_to`, those that cross most areas first.

    Definition: simple cycles of at most 8 needs; where there are more than 1,000, the shortest 1,000. reinforcing: an
    even number of relieving links (effect −), balancing: an odd one; disputed links (?) count as worsening and are
    named. areas: how many areas its needs lie in; strength: mean of its links' strengths (3 where unset).
    Order: areas, then strength, both falling, then length and ids.
    Cost: bounded by length and number. Source: feedback in causal maps as in Barbrook-Johnson & Penn (2022).
    """
    numbers = {need: number for number, need in enumerate(sorted(layers.needs))}
    names = list(numbers)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((numbers[n], numbers[m]) for n in names for m in sorted(layers.effects[n]))
    found = [_loop(layers, [names[number] for number in cycle]) for cycle in _shortest(graph)]
    return sorted(found, key=lambda loop: (-loop.areas, -loop.strength, len(loop.needs), loop.needs))


def _shortest(graph: nx.DiGraph[int]) -> list[list[int]]:
    found = list(islice(nx.simple_cycles(graph, length_bound=LONGEST), MOST + 1))
    if len(found) <= MOST:
        return found
    kept: list[list[int]] = []
    for bound in range(2, LONGEST + 1):
        longer = (cycle for cycle in nx.simple_cycles(graph, length_bound=bound) if len(cycle) == bound)
        kept += islice(longer, MOST - len(kept))
    return kept


def _loop(layers: Layers, cycle: list[str]) -> Loop:
    start = cycle.index(min(cycle))
    needs = cycle[start:] + cycle[:start]
    links = [layers.effects[n][m] for n, m in zip(needs, needs[1:] + needs[:1], strict=True)]
    relieving = sum(link.polarity == "-" for link in links)
    return Loop(
        needs=tuple(needs),
        type=BALANCING if relieving % 2 else REINFORCING,
        links=tuple(link.id for link in links),
        areas=len({layers.area(need) for need in needs}),
        strength=sum(link.strength or USUAL_STRENGTH for link in links) / len(links),
        disputed=tuple(link.id for link in links if link.polarity == "?"),
    )
