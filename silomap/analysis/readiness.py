"""Capacity and readiness: could those who must work together do so, and how much of the map is known?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from silomap.analysis.coordination import Requirement
from silomap.analysis.layers import USUAL_STRENGTH, Layers, Pair

READY, NEEDS_SUPPORT, NOT_READY, UNKNOWN = "ready", "needs support", "not ready", "unknown"
LOW = 2
STRONG = 4


def feasibility(layers: Layers, s: str, t: str) -> str:
    """How ready the best pair of providers of two services is to work together.

    Definition: the lowest readiness and capacity of a provider of each service, for the pair where that is highest:
    ready (≥ 4), needs support (2-3), not ready (1), unknown where no pair has all its values.
    """
    return best_of(layers, product(layers.providers[s], layers.providers[t]))


def best_of(layers: Layers, ends: product[tuple[str, str]] | list[tuple[str, str]]) -> str:
    """The same over given pairs of actors."""
    lows = []
    for a, b in ends:
        values = [v for x in (a, b) for v in (layers.actors[x].readiness, layers.actors[x].capacity)]
        if all(v is not None for v in values):
            lows.append(min(v for v in values if v is not None))
    if not lows:
        return UNKNOWN
    best = max(lows)
    return READY if best >= STRONG else NOT_READY if best <= 1 else NEEDS_SUPPORT


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An actor that required handovers depend on and that says it cannot, or cannot yet."""

    actor: str
    weight: float
    readiness: int | None
    capacity: int | None


def implementation_gap(layers: Layers, required: dict[Pair, Requirement]) -> list[Shortfall]:
    """Actors with readiness or capacity of at most 2 whose services take part in required handovers.

    weight: the sum of W over pairs of services of which the actor provides one. Order: weight falling, then ids.
    Cost: O(required pairs).
    """
    load: dict[str, float] = {}
    for (s, t), requirement in required.items():
        weight = requirement.weight
        for actor in layers.providers[s] | layers.providers[t] if weight > 0 else ():
            load[actor] = load.get(actor, 0.0) + weight
    found = []
    for key, weight in load.items():
        one = layers.actors[key]
        if any(value is not None and value <= LOW for value in (one.readiness, one.capacity)):
            found.append(Shortfall(key, weight, one.readiness, one.capacity))
    return sorted(found, key=lambda shortfall: (-shortfall.weight, shortfall.actor))


@dataclass(frozen=True, slots=True)
class Stretched:
    """A service with little capacity that answers strong needs of several groups."""

    service: str
    capacity: int
    groups: tuple[str, ...]
    needs: tuple[str, ...]


def stretched_services(layers: Layers) -> list[Stretched]:
    """Services with capacity of at most 2 that answer strong needs of two groups or more.

    A service without a capacity of its own has the highest of its providers'. A need is strong for a group where the
    group lives with it at strength 4 or 5 (3 where unset), or its severity is 4 or 5. Order: by groups, falling, then
    ids. Cost: O(answers · groups).
    """
    found = []
    for key, service in layers.services.items():
        known = [c for a in layers.providers[key] if (c := layers.actors[a].capacity) is not None]
        capacity = service.capacity if service.capacity is not None else max(known, default=None)
        if capacity is None or capacity > LOW:
            continue
        strong = {
            (group, need)
            for need in layers.answers[key]
            for group in layers.lived_by[need]
            if (layers.life_links[group, need].strength or USUAL_STRENGTH) >= STRONG
            or (layers.needs[need].severity or 0) >= STRONG
        }
        groups = {group for group, _ in strong}
        if len(groups) >= 2:
            found.append(Stretched(key, capacity, tuple(sorted(groups)), tuple(sorted({n for _, n in strong}))))
    return sorted(found, key=lambda stretched: (-len(stretched.groups), stretched.service))


def assumed_links(layers: Layers) -> float | None:
    """The share of working links whose evidence is only assumed, 0…1; None without links."""
    return len(layers.assumed) / layers.working_links if layers.working_links else None
