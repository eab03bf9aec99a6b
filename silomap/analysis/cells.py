"""What lies behind one cell of the sector matrix: the pairs of services that must hand over, and which do not."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.finding import Facts
from silomap.analysis.gaps import Gap, gaps
from silomap.analysis.layers import Pair, pair


@dataclass(frozen=True, slots=True)
class ServicePair:
    """Two services that must hand over to each other; source < target."""

    source: str
    target: str
    weight: float
    is_linked: bool


@dataclass(frozen=True, slots=True)
class CellDetail:
    """A cell of the matrix taken apart; "" stands for services without a sector."""

    a: str
    b: str
    services_a: tuple[str, ...]
    services_b: tuple[str, ...]
    pairs: tuple[ServicePair, ...]
    missing: tuple[Gap, ...]


def cell_detail(facts: Facts, a: str, b: str) -> CellDetail:
    """The services of two sectors (or of one) that must hand over to each other, pair by pair.

    Definition: the pairs of services with W > 0 of which one lies in `a` and the other in `b`, each with its weight
    and whether it has a working link; `missing`: a Gap for each that has none, the most useful first. Services by
    name. Range: weights > 0.
    Unit of weight: handovers. Edge case: sectors between which nothing is required give empty tuples.
    Cost: O(required pairs + missing · log missing). Source: see coordination.requirements.
    """
    layers = facts.layers
    homes = pair(a, b)
    found, open_pairs = [], {}
    for (s, t), requirement in facts.required.items():
        if requirement.weight > 0 and pair(layers.sector[s] or "", layers.sector[t] or "") == homes:
            is_linked = t in facts.neighbours[s]
            found.append(ServicePair(s, t, requirement.weight, is_linked))
            if not is_linked:
                open_pairs[s, t] = requirement.weight
    ends = {end for row in found for end in (row.source, row.target)}

    def of(sector: str) -> tuple[str, ...]:
        there = (key for key in ends if (layers.sector[key] or "") == sector)
        return tuple(sorted(there, key=lambda key: (layers.services[key].label.casefold(), key)))

    found.sort(key=lambda row: (row.source, row.target))
    return CellDetail(a, b, of(a), of(b), tuple(found), tuple(_gaps(facts, open_pairs)))


def _gaps(facts: Facts, wanted: dict[Pair, float]) -> list[Gap]:
    """The gaps of these pairs, as the analysis has them."""
    known = {(gap.source, gap.target): gap for gap in facts.gaps}
    if not wanted.keys() <= known.keys():  # only the first gaps of a large map are made
        every, _ = gaps(facts.layers, facts.required, facts.missing)
        known = {(gap.source, gap.target): gap for gap in every}
    found = [known[key] for key in wanted]
    return sorted(found, key=lambda gap: (-gap.pairs_joined, -gap.weight, gap.source, gap.target))
