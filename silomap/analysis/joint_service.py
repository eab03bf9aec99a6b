"""Integrated services: which cluster of needs one joint service would join, and who should provide it together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from silomap.analysis.fragmentation import fragmentation
from silomap.analysis.gaps import Missing
from silomap.analysis.joined import score
from silomap.analysis.layers import Layers, Pair

MOST_NEEDS = 6
MOST_SERVICES = 3


@dataclass(frozen=True, slots=True)
class JointService:
    """A service that does not exist yet: the needs it would answer, who would provide it together, what it gains."""

    needs: tuple[str, ...]
    providers: tuple[str, ...]
    groups: tuple[str, ...]
    pairs_joined: int
    score_before: float | None
    score_after: float | None
    fragmented_before: int
    fragmented_after: int


def joint_services(layers: Layers, neighbours: dict[str, set[str]], missing: Missing) -> list[JointService]:
    """The integrated services that would join most, as *To-Home* was; each by itself, the most useful first.

    Definition: a cluster grows from the pair of answered needs that most groups live with and cannot cross, by the
    need that adds most such pairs, up to six needs; the next cluster uses none of those pairs again. providers: the
    fewest actors, chosen greedily, that together answer all these needs today; a cluster without two of them is left
    out. pairs_joined and score_after: by drawing that service, provided together and responding to the cluster;
    fragmented_before and _after: needs of the cluster whose response is fragmented or partly joined.
    Order: pairs_joined falling, then needs. Cost: O(clusters · open pairs · services a need).
    Source: composed for this purpose, with the working links of the measures above.
    """
    left = {needs: len(groups) for needs, groups in missing.open.items() if all(map(layers.responders.get, needs))}
    found: list[JointService] = []
    while left and len(found) < MOST_SERVICES:
        cluster = _cluster(left)
        left = {needs: count for needs, count in left.items() if not set(needs) <= cluster}
        team = _team(layers, cluster)
        if len(team) >= 2:
            found.append(_joint(layers, neighbours, missing, cluster, team))
    return sorted(found, key=lambda joint: (-joint.pairs_joined, joint.needs))


def _cluster(left: dict[Pair, int]) -> set[str]:
    first: Pair = min(left, key=lambda needs: (-left[needs], needs))
    cluster = set(first)
    while len(cluster) < MOST_NEEDS:
        gains: Counter[str] = Counter()
        for (n, m), count in left.items():
            if (n in cluster) != (m in cluster):
                gains[m if n in cluster else n] += count
        if not gains:
            break
        cluster.add(min(gains, key=lambda need: (-gains[need], need)))
    return cluster


def _team(layers: Layers, cluster: set[str]) -> list[str]:
    answers: dict[str, set[str]] = {}
    for need in cluster:
        for service in layers.responders[need]:
            for actor in layers.providers[service]:
                answers.setdefault(actor, set()).add(need)
    team: list[str] = []
    waiting = set().union(*answers.values())
    while waiting:
        best = min(answers, key=lambda actor: (-len(answers[actor] & waiting), -_fit(layers, actor), actor))
        team.append(best)
        waiting -= answers.pop(best)
    return sorted(team)


def _fit(layers: Layers, actor: str) -> int:
    found = layers.actors[actor]
    return min(found.readiness or 0, found.capacity or 0)


def _joint(
    layers: Layers, neighbours: dict[str, set[str]], missing: Missing, cluster: set[str], team: list[str]
) -> JointService:
    own = {actor: layers.provides[actor] for actor in team}
    inside = set().union(*own.values())
    """services of the providers: the new service has a working link to them, and they to each other"""
    near = inside.union(*(layers.provides[b] for a in team for b in layers.actor_ties[a]))

    def crossed(n: str, m: str) -> bool:
        if n in cluster and (m in cluster or not near.isdisjoint(layers.responders[m])):
            return True
        if m in cluster and not near.isdisjoint(layers.responders[n]):
            return True
        return not inside.isdisjoint(layers.responders[n]) and not inside.isdisjoint(layers.responders[m])

    newly = [needs for needs in missing.open if crossed(*needs)]
    gain = sum(len(missing.open[needs]) for needs in newly)
    groups = {group for needs in newly for group in missing.open[needs] if group is not None}
    new = ""  # no element has this id
    fell_apart = still = 0
    for need in cluster:
        services = layers.responders[need]
        fell_apart += bool(fragmentation(services, neighbours))
        after: dict[str, set[str]] = {
            s: set(neighbours[s] & services) | (services & inside if s in inside else set()) - {s} for s in services
        }
        after[new] = set(services & near)
        for s in after[new]:
            after[s].add(new)
        still += bool(fragmentation(after, after))
    done = missing.joined_need_pairs
    return JointService(
        needs=tuple(sorted(cluster)),
        providers=tuple(team),
        groups=tuple(sorted(groups)),
        pairs_joined=gain,
        score_before=score(done, missing.need_pairs),
        score_after=score(done + gain, missing.need_pairs),
        fragmented_before=fell_apart,
        fragmented_after=still,
    )


@dataclass(frozen=True, slots=True)
class NearProviders:
    """For an unanswered need, the actors that are nearest to it."""

    need: str
    actors: tuple[str, ...]


def near_providers(layers: Layers, most: int = 3) -> list[NearProviders]:
    """Who could answer an unanswered need: the actors that already stand around it, nearest first.

    Definition: an actor scores 1 for each need it answers that leads to this one or follows from it, ½ for each other
    need it answers that the same people live with, ½ for being in the need's sector. Actors that score nothing are
    left out. Order: score falling, then readiness and capacity (the lower of the two) falling, then ids.
    Cost: O(unanswered needs · neighbouring needs · their services). Source: composed for this purpose; the weights
    are those of the coordination requirement's linked needs.
    """
    found = []
    for need in sorted(n for n in layers.needs if not layers.responders[n]):
        linked = layers.effects[need].keys() | layers.causes[need]
        together = {n for group in layers.lived_by[need] for n in layers.lives_with[group]} - linked - {need}
        points: Counter[str] = Counter()
        for worth, needs in ((2, linked), (1, together)):
            for other in needs:
                answering = {a for service in layers.responders[other] for a in layers.providers[service]}
                points.update(dict.fromkeys(answering, worth))
        home = layers.sector[need]
        if home is not None:
            points.update({actor: 1 for actor in layers.actors if layers.sector[actor] == home})
        order = sorted(points, key=lambda actor: (-points[actor], -_fit(layers, actor), actor))
        found.append(NearProviders(need, tuple(order[:most])))
    return found
