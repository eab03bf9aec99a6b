"""Sectors: which should work together, and do they?"""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.coordination import Requirement
from silomap.analysis.layers import Layers, Pair, pair
from silomap.analysis.travel import travels


@travels
@dataclass(frozen=True, slots=True)
class Cell:
    """Required and working links between two sectors (or within one); "" stands for services without a sector."""

    a: str
    b: str
    required_pairs: int
    linked_pairs: int
    required: float
    in_place: float


@dataclass(frozen=True, slots=True)
class SectorResult:
    """How a sector is joined to the others."""

    id: str
    integration: float | None
    ei_index: float | None
    internal_links: int
    external_links: int


def matrix(layers: Layers, required: dict[Pair, Requirement], neighbours: dict[str, set[str]]) -> list[Cell]:
    """The sector × sector matrix over pairs of services with W > 0; a ≤ b, only cells in which something is
    required. Cost: O(required pairs)."""
    sums: dict[Pair, list[float]] = {}
    for (s, t), requirement in required.items():
        weight = requirement.weight
        if weight <= 0:
            continue
        cell = sums.setdefault(pair(layers.sector[s] or "", layers.sector[t] or ""), [0, 0, 0.0, 0.0])
        cell[0] += 1
        cell[2] += weight
        if t in neighbours[s]:
            cell[1] += 1
            cell[3] += weight
    return [Cell(a, b, int(v[0]), int(v[1]), v[2], v[3]) for (a, b), v in sorted(sums.items())]


def sector_results(layers: Layers, cells: list[Cell]) -> list[SectorResult]:
    """Integration and E-I index of every sector, by id.

    Integration: in place / required over pairs with exactly one end in the sector, 0…1, None where nothing is
    required. E-I index: (external − internal)/(external + internal) over its actors' working ties, −1 a silo … +1
    only outward; ties to actors without a sector do not count; None without ties. Cost: O(cells + actors' ties).
    Source: Krackhardt & Stern (1988).
    """
    found = []
    internal = dict.fromkeys(layers.sectors, 0)
    external = dict.fromkeys(layers.sectors, 0)
    for a, others in layers.actor_ties.items():
        for b in others:
            mine, theirs = layers.sector[a], layers.sector[b]
            if mine is None or theirs is None:
                continue
            if mine != theirs:
                external[mine] += 1
            elif a < b:
                internal[mine] += 1
    for sector in sorted(layers.sectors):
        outward = [c for c in cells if (c.a == sector) != (c.b == sector)]
        need, have = sum(c.required for c in outward), sum(c.in_place for c in outward)
        ties = internal[sector] + external[sector]
        found.append(
            SectorResult(
                id=sector,
                integration=have / need if need else None,
                ei_index=(external[sector] - internal[sector]) / ties if ties else None,
                internal_links=internal[sector],
                external_links=external[sector],
            )
        )
    return found
