"""Gaps: links that are missing between services, with the reason for each and what it would bring."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from silomap.analysis.coordination import Requirement
from silomap.analysis.joined import LivedPair, joins, score
from silomap.analysis.layers import Layers, Pair, pair

READY, NEEDS_SUPPORT, NOT_READY, UNKNOWN = "ready", "needs support", "not ready", "unknown"


@dataclass(frozen=True, slots=True)
class Gap:
    """A pair of services without a working link that people's needs tie together; source < target."""

    source: str
    target: str
    weight: float
    pairs_joined: int
    shared_needs: tuple[str, ...]
    linked_needs: tuple[Pair, ...]
    lived_pairs: tuple[tuple[str | None, str, str], ...]
    asked: bool
    feasibility: str
    score_after: float | None


def gaps(
    layers: Layers,
    required: dict[Pair, Requirement],
    neighbours: dict[str, set[str]],
    lived: list[LivedPair],
) -> list[Gap]:
    """Every gap, the most useful first.

    Definition: a pair of services without a working link that is required (W > 0) or would join a pair of needs
    some group lives with. `pairs_joined`: how many of the lived pairs it would newly join by itself;
    `score_after`: the joined-up score with it. `asked`: an `absent` or `planned` link joins the two services or
    two of their providers. Order: pairs_joined, then weight (both falling), then ids.
    Cost: O(gaps · log gaps). Edge case: no lived pairs at all gives score_after None.
    """
    bring = joins(layers, lived)
    done = sum(item.is_joined for item in lived)
    found = []
    for key in required.keys() | bring.keys():
        s, t = key
        if s == t or t in neighbours[s]:
            continue
        requirement = required.get(key) or Requirement()
        weight = requirement.weight(layers)
        newly = bring.get(key, [])
        if weight <= 0 and not newly:
            continue
        found.append(
            Gap(
                source=s,
                target=t,
                weight=weight,
                pairs_joined=len(newly),
                shared_needs=tuple(requirement.shared_needs),
                linked_needs=tuple(requirement.linked_needs),
                lived_pairs=tuple((item.group, item.n, item.m) for item in newly),
                asked=was_asked(layers, s, t),
                feasibility=feasibility(layers, s, t),
                score_after=score(done + len(newly), len(lived)),
            )
        )
    return sorted(found, key=lambda gap: (-gap.pairs_joined, -gap.weight, gap.source, gap.target))


def was_asked(layers: Layers, s: str, t: str) -> bool:
    """Whether somebody has said of the two services, or of two of their providers, that they do not work together."""
    if not layers.asked:
        return False
    ends = product(layers.providers[s], layers.providers[t])
    return pair(s, t) in layers.asked or any(pair(a, b) in layers.asked for a, b in ends)


def feasibility(layers: Layers, s: str, t: str) -> str:
    """How ready the best pair of providers is to work together.

    Definition: the lowest readiness and capacity of a provider of each service, for the pair where that is highest:
    ready (≥ 4), needs support (2–3), not ready (1), unknown where no pair has all its values.
    """
    lows = []
    for a, b in product(layers.providers[s], layers.providers[t]):
        values = [v for x in (a, b) for v in (layers.actors[x].readiness, layers.actors[x].capacity)]
        if all(v is not None for v in values):
            lows.append(min(v for v in values if v is not None))
    if not lows:
        return UNKNOWN
    best = max(lows)
    return READY if best >= 4 else NOT_READY if best <= 1 else NEEDS_SUPPORT
