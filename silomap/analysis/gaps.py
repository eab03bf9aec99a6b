"""Gaps: links that are missing between services, with the reason for each and what it would bring."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import product

from silomap.analysis.coordination import Requirement
from silomap.analysis.joined import LivedPair, score
from silomap.analysis.layers import Layers, Pair, pair
from silomap.analysis.readiness import feasibility
from silomap.analysis.travel import travels

MOST_QUESTIONS = 10


@travels
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


@dataclass(slots=True)
class Missing:
    """Every missing link between services, before its reasons are written out."""

    weight: dict[Pair, float]
    """missing link → W"""
    joins: dict[Pair, list[Pair]]
    """missing link → the pairs of needs that it would newly join"""
    open: dict[Pair, list[str | None]]
    """pair of needs that is not joined → the groups that live with it"""
    gain: dict[Pair, int]
    """missing link → how many lived pairs it would newly join"""
    need_pairs: int
    joined_need_pairs: int


def missing_links(
    layers: Layers,
    required: dict[Pair, Requirement],
    neighbours: dict[str, set[str]],
    lived: list[LivedPair],
) -> Missing:
    """Pairs of services without a working link that are required (W > 0) or would join needs some group lives with.

    Cost: O(required pairs + Σ over open pairs of needs of the pairs of their services).
    """
    open_pairs: dict[Pair, list[str | None]] = {}
    for item in lived:
        if not item.is_joined:
            open_pairs.setdefault((item.n, item.m), []).append(item.group)
    joins: dict[Pair, list[Pair]] = {}
    gain: dict[Pair, int] = {}
    for needs, groups in open_pairs.items():
        n, m = needs
        for s in layers.responders[n]:
            for t in layers.responders[m]:  # never s itself, nor linked to it: the needs would be joined
                key = (s, t) if s < t else (t, s)
                if key in joins:
                    joins[key].append(needs)
                    gain[key] += len(groups)
                else:
                    joins[key] = [needs]
                    gain[key] = len(groups)
    weight = dict.fromkeys(joins, 0.0)
    for key, requirement in required.items():
        if key[1] not in neighbours[key[0]]:
            amount = requirement.weight
            if amount > 0 or key in joins:
                weight[key] = amount
    return Missing(weight, joins, open_pairs, gain, len(lived), sum(item.is_joined for item in lived))


def gaps(
    layers: Layers, required: dict[Pair, Requirement], missing: Missing, most: int | None = None
) -> tuple[list[Gap], list[Gap]]:
    """The gaps, the most useful first (the first `most` of them), and the facilitator's next questions.

    Definition: see `missing_links`. `pairs_joined`: how many of the lived pairs it would newly join by itself;
    `score_after`: the joined-up score with it. `asked`: an `absent` or `planned` link joins the two services or
    two of their providers. Order: pairs_joined, then weight (both falling), then ids. Questions: the first ten in
    this order that nobody has been asked about. Edge case: no lived pairs at all gives score_after None.
    Cost: O(gaps · log gaps).
    """
    gain = missing.gain
    ranked = ((-gain.get(key, 0), -weight, key) for key, weight in missing.weight.items())
    order = sorted(ranked) if most is None else heapq.nsmallest(most, ranked)
    made = [_gap(layers, required, missing, key) for _, _, key in order]
    questions = [gap for gap in made if not gap.asked][:MOST_QUESTIONS]
    if len(questions) < MOST_QUESTIONS and len(made) < len(missing.weight):
        every, _ = gaps(layers, required, missing)
        questions = [gap for gap in every if not gap.asked][:MOST_QUESTIONS]
    return made, questions


def _gap(layers: Layers, required: dict[Pair, Requirement], missing: Missing, key: Pair) -> Gap:
    s, t = key
    requirement = required.get(key) or Requirement()
    lived = sorted((group or "", n, m) for n, m in missing.joins.get(key, ()) for group in missing.open[n, m])
    after = missing.joined_need_pairs + len(lived)
    return Gap(
        source=s,
        target=t,
        weight=missing.weight[key],
        pairs_joined=len(lived),
        shared_needs=tuple(requirement.shared_needs),
        linked_needs=tuple(requirement.linked_needs),
        lived_pairs=tuple((group or None, n, m) for group, n, m in lived),
        asked=was_asked(layers, s, t),
        feasibility=feasibility(layers, s, t),
        score_after=score(after, missing.need_pairs),
    )


def was_asked(layers: Layers, s: str, t: str) -> bool:
    """Whether somebody has said of the two services, or of two of their providers, that they do not work together."""
    if not layers.asked:
        return False
    ends = product(layers.providers[s], layers.providers[t])
    return pair(s, t) in layers.asked or any(pair(a, b) in layers.asked for a, b in ends)
