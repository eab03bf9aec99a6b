"""What to build next: the few new links that join most pairs of needs."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import product

from silomap.analysis.gaps import Missing
from silomap.analysis.joined import score
from silomap.analysis.layers import Layers, Pair, pair
from silomap.analysis.readiness import best_of, feasibility

SERVICES, ACTORS = "services", "actors"
LEVELS = (SERVICES, ACTORS)
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One link to build, after those before it in the list; source < target. `bound` is the best score that any
    choice of so many links could reach."""

    source: str
    target: str
    pairs_joined: int
    weight: float
    score_after: float | None
    feasibility: str
    bound: float | None


def suggest(layers: Layers, missing: Missing, links: int, level: str = SERVICES) -> list[Suggestion]:
    """The best new links, one after another.

    Definition: each time the link that newly joins most lived pairs, then covers most required weight W, then by ids.
    Between services a link is a working link of those two; between actors it is an agreement, which joins every
    service of one with every service of the other. Links that gain nothing are not suggested, so there may be fewer
    than `links`. `bound`: best conceivable score with so many links, min over the steps taken of what is joined plus
    the largest gains still open, counted as if they never overlapped.
    Joined pairs and covered weight are monotone submodular, so the choice reaches at least 1 − 1/e of the best
    possible. Cost: O(gaps · reasons + links · candidates).
    Source: Nemhauser, Wolsey & Fisher (1978), An analysis of approximations for maximizing submodular set functions.
    """
    choice = _Choice(missing, _agreements(layers, missing) if level == ACTORS else {k: [k] for k in missing.weight})
    done, total = missing.joined_need_pairs, missing.need_pairs
    gained = 0
    limits = [total - done] * links
    found: list[Suggestion] = []
    for number in range(links):
        together = gained
        for position, gain in enumerate(heapq.nlargest(links - number, choice.pairs.values()), number):
            together += gain
            limits[position] = min(limits[position], together)
        ends = choice.best()
        if ends is None:
            break
        pairs_joined, weight = choice.take(ends)
        gained += pairs_joined
        found.append(
            Suggestion(
                source=ends[0],
                target=ends[1],
                pairs_joined=pairs_joined,
                weight=weight,
                score_after=score(done + gained, total),
                feasibility=best_of(layers, [ends]) if level == ACTORS else feasibility(layers, *ends),
                bound=score(done + limits[number], total),
            )
        )
    return found


def _agreements(layers: Layers, missing: Missing) -> dict[Pair, list[Pair]]:
    """Pair of actors → the missing links between their services, which an agreement would make."""
    found: dict[Pair, list[Pair]] = {}
    for key in missing.weight:
        ends = {pair(a, b) for a, b in product(layers.providers[key[0]], layers.providers[key[1]])}
        for agreement in ends:
            found.setdefault(agreement, []).append(key)
    return found


class _Choice:
    """Candidates with what they would still gain; taking one lowers the others that overlap with it."""

    def __init__(self, missing: Missing, links_of: dict[Pair, list[Pair]]) -> None:
        self._missing, self._links_of = missing, links_of
        self._needs_of = {
            ends: {needs for key in keys for needs in missing.joins.get(key, ())} for ends, keys in links_of.items()
        }
        self.pairs = {ends: sum(len(missing.open[n]) for n in found) for ends, found in self._needs_of.items()}
        self.weights = {ends: sum(missing.weight[key] for key in keys) for ends, keys in links_of.items()}
        self._by_needs: dict[Pair, list[Pair]] = {}
        for ends, found in self._needs_of.items():
            for needs in found:
                self._by_needs.setdefault(needs, []).append(ends)
        self._by_link: dict[Pair, list[Pair]] = {}
        for ends, keys in links_of.items():
            for key in keys:
                self._by_link.setdefault(key, []).append(ends)

    def best(self) -> Pair | None:
        """The candidate that gains most, or None where none gains anything."""
        most = max(self.pairs.values(), default=0)
        leading = [ends for ends, gain in self.pairs.items() if gain == most]
        ends = min(leading, key=lambda ends: (-self.weights[ends], ends), default=None)
        return ends if ends and (most or self.weights[ends] > _NOTHING) else None

    def take(self, ends: Pair) -> tuple[int, float]:
        """Builds it; returns the pairs newly joined and the weight newly covered."""
        gains = self.pairs.pop(ends), self.weights.pop(ends)
        for needs in self._needs_of[ends]:
            for other in self._by_needs.pop(needs, ()):
                if other in self.pairs:
                    self.pairs[other] -= len(self._missing.open[needs])
        for key in self._links_of[ends]:
            for other in self._by_link.pop(key, ()):
                if other in self.weights:
                    self.weights[other] -= self._missing.weight[key]
        return gains
