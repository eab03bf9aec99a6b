"""Which services must hand over to each other, which have a working link, and whether that is more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from silomap.analysis.layers import Layers, Pair, pair, pairs


@dataclass(slots=True)
class Requirement:
    """Why two services must hand over to each other: the needs that tie them."""

    shared_needs: list[str] = field(default_factory=list)
    linked_needs: list[Pair] = field(default_factory=list)
    squares: int = 0
    """how often linked needs tie the pair: once for each way round"""
    weight: float = 0.0
    """W of the pair"""


def requirements(layers: Layers) -> dict[Pair, Requirement]:
    """The coordination requirement W between services, with its evidence.

    Definition: W(s,t) = a·#{n : both respond to n} + b·#{({n,m}, orientation) : one need leads to the other, s
    responds to n, t to m}, with a = 1 and b = ½ unless the map says otherwise; that is W = R·D·Rᵀ off the
    diagonal with D = aI + bL. Range: ≥ 0; a pair that is not in the result has W = 0. Unit: handovers.
    Edge cases: weights of 0 leave a pair with evidence and W = 0. Cost: the number of (pair, reason) tuples.
    Source: coordination requirement of Cataldo, Wagstrom, Herbsleb & Carley (2006), with needs in the place of
    tasks; triangle and square motifs of Bodin & Tengö (2012).
    """
    found: dict[Pair, Requirement] = {}
    for need in sorted(layers.needs):
        for key in pairs(layers.responders[need]):
            found.setdefault(key, Requirement()).shared_needs.append(need)
    for n, m in layers.link_pairs():
        for s in layers.responders[n]:
            for t in layers.responders[m]:
                if s == t:
                    continue
                requirement = found.setdefault(pair(s, t), Requirement())
                requirement.squares += 1
                if (n, m) not in requirement.linked_needs[-1:]:
                    requirement.linked_needs.append((n, m))
    for requirement in found.values():
        shared, squares = len(requirement.shared_needs), requirement.squares
        requirement.weight = shared * layers.shared_weight + squares * layers.linked_weight
    return found


def working_neighbours(layers: Layers) -> dict[str, set[str]]:
    """Every service with the services it has a working link to (H).

    H(s,t): the two coordinate, or share a provider, or a provider of one has a working tie to a provider of the other
    (`Layers.actor_ties`: the two coordinate or provide a service together). Cost: the size of the result.
    """
    reach = {
        actor: set().union(layers.provides[actor], *(layers.provides[b] for b in layers.actor_ties[actor]))
        for actor in layers.actors
    }
    return {
        s: set().union(layers.service_ties[s], *(reach[a] for a in layers.providers[s])) - {s}
        for s in layers.services
    }


@dataclass(frozen=True, slots=True)
class Handovers:
    """The handover score with everything it is made of."""

    handover_score: float | None
    required: float
    in_place: float
    required_pairs: int
    linked_pairs: int
    triangles_closed: int
    triangles_open: int
    squares_closed: int
    squares_open: int
    expected_handover_score: float | None
    fit_z: float | None


def handovers(layers: Layers, required: dict[Pair, Requirement], neighbours: dict[str, set[str]]) -> Handovers:
    """The share of required handovers that have a working link, and its chance baseline.

    Definition: handover_score = 100·Σ W·H / ΣW over pairs of services. Range 0…100, None when nothing is
    required. required, in_place: the two sums; required_pairs, linked_pairs: pairs with W > 0, and those with H.
    Triangles and squares count shared and linked needs over pairs with and without H.
    Chance: with m working links dropped on the M = |S|(|S|−1)/2 pairs, expected in-place weight μ = m·W̄ and
    variance m(1 − m/M)·s²_W; fit_z = (in_place − μ)/√variance, None if M < 2, nothing is required or the variance
    is 0. Cost: O(pairs with W > 0).
    Source: socio-technical congruence, Cataldo, Herbsleb & Carley (2008); the baseline is the "actor's choice"
    null model of motifr (Angst & Seppelt 2020) in closed form.
    """
    total = in_place = squares_of_weight = 0.0
    counts = {"required": 0, "linked": 0, "tc": 0, "to": 0, "sc": 0, "so": 0}
    for (s, t), requirement in required.items():
        weight = requirement.weight
        works = t in neighbours[s]
        counts["tc" if works else "to"] += len(requirement.shared_needs)
        counts["sc" if works else "so"] += requirement.squares
        if weight <= 0:
            continue
        total += weight
        squares_of_weight += weight * weight
        counts["required"] += 1
        if works:
            in_place += weight
            counts["linked"] += 1
    expected, z = _chance(layers, neighbours, total, squares_of_weight, in_place)
    return Handovers(
        handover_score=100 * in_place / total if total else None,
        required=total,
        in_place=in_place,
        required_pairs=counts["required"],
        linked_pairs=counts["linked"],
        triangles_closed=counts["tc"],
        triangles_open=counts["to"],
        squares_closed=counts["sc"],
        squares_open=counts["so"],
        expected_handover_score=expected,
        fit_z=z,
    )


def _chance(
    layers: Layers, neighbours: dict[str, set[str]], total: float, squares: float, in_place: float
) -> tuple[float | None, float | None]:
    every_pair = len(layers.services) * (len(layers.services) - 1) // 2
    if not total or not every_pair:
        return None, None
    working = sum(len(others) for others in neighbours.values()) // 2
    mean = total / every_pair
    expected = 100 * working * mean / total
    if every_pair < 2:
        return expected, None
    spread = (squares - every_pair * mean * mean) / (every_pair - 1)
    variance = working * (1 - working / every_pair) * spread
    if variance <= 1e-12:
        return expected, None
    return expected, (in_place - working * mean) / math.sqrt(variance)
