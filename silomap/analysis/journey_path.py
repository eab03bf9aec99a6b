"""One group's way through the system, step by step: its needs, the doors under each, the handovers between doors."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.finding import Facts
from silomap.analysis.journeys import Journey
from silomap.analysis.layers import Pair, pair, pairs


@dataclass(frozen=True, slots=True)
class Stop:
    """A need of the group and the doors to knock on for it."""

    need: str
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """Two doors that have to know of each other; `needs`: the pairs that ask for it (n = m: both answer n)."""

    source: str
    target: str
    is_warm: bool
    needs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class JourneyPath:
    """A journey with everything it is made of. `causes`: links between needs of the group, cause first."""

    journey: Journey
    stops: tuple[Stop, ...]
    handovers: tuple[Handover, ...]
    causes: tuple[Pair, ...]


def journey_path(facts: Facts, group: str) -> JourneyPath | None:
    """The way of one group; None where there is no such group.

    Definition: stops are the group's needs in causal order (journeys.causal_order), each with the services that
    respond to it, by name. Handovers are the pairs of services that W, restricted to the group's needs, requires;
    warm: the two have a working link (coordination.working_neighbours). Units: doors, handovers.
    Cost: O(handovers + needs²). Source: see journeys.journeys.
    """
    journey = next((row for row in facts.journeys if row.group == group), None)
    if journey is None:
        return None
    layers = facts.layers

    def by_name(keys: set[str]) -> tuple[str, ...]:
        return tuple(sorted(keys, key=lambda key: (layers.services[key].label.casefold(), key)))

    reasons: dict[Pair, list[Pair]] = {}
    if layers.shared_weight > 0:
        for need in journey.needs:
            for ends in pairs(layers.responders[need]):
                reasons.setdefault(ends, []).append((need, need))
    causes = tuple((n, m) for n in journey.needs for m in journey.needs if n != m and m in layers.effects[n])
    if layers.linked_weight > 0:
        for n, m in causes:
            for s in layers.responders[n]:
                for t in layers.responders[m]:
                    found = reasons.setdefault(pair(s, t), []) if s != t else []
                    if (n, m) not in found:
                        found.append((n, m))
    handovers = tuple(
        Handover(s, t, t in facts.neighbours[s], tuple(needs)) for (s, t), needs in sorted(reasons.items())
    )
    stops = tuple(Stop(need, by_name(layers.responders[need])) for need in journey.needs)
    return JourneyPath(journey, stops, handovers, causes)
