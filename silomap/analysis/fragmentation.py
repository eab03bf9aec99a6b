"""Fragmented responses: does the answer to a need, or to a group of people, fall apart into pieces?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from silomap.analysis.layers import Layers, pairs
from silomap.analysis.travel import travels

UNANSWERED, SINGLE, JOINED, PARTLY, FRAGMENTED = (
    "unanswered",
    "single",
    "joined",
    "partly_joined",
    "fragmented",
)
STATES = (UNANSWERED, SINGLE, JOINED, PARTLY, FRAGMENTED)


@travels
@dataclass(frozen=True, slots=True)
class Response:
    """The response to one need."""

    id: str
    state: str
    services: tuple[str, ...]
    sectors: tuple[str, ...]
    fragmentation: float | None
    pairs: int
    linked_pairs: int


def fragmentation(members: Iterable[str], neighbours: dict[str, set[str]]) -> float | None:
    """How far a set of services falls apart into components that do not work together.

    Definition: F = 1 − Σ k_c(k_c − 1)/(k(k − 1)) over the components of working links among the members alone.
    Range 0 (one piece) … 1 (nobody works with anybody); None for fewer than two members.
    Cost: O(members + working links among them). Source: Borgatti (2006), Identifying sets of key players.
    """
    ids = set(members)
    k = len(ids)
    if k < 2:
        return None
    together, waiting = 0, set(ids)
    while waiting:  # thousands of small sets: a NetworkX graph for each takes ten times as long
        part, edge = 0, {waiting.pop()}
        while edge:
            part += len(edge)
            edge = set().union(*(neighbours[member] for member in edge)) & waiting
            waiting -= edge
        together += part * (part - 1)
    return 1 - together / (k * (k - 1))


def responses(layers: Layers, neighbours: dict[str, set[str]]) -> list[Response]:
    """The response to every need, by id.

    State: unanswered (no service), single (one), joined (F = 0), partly_joined (0 < F < 1), fragmented (F = 1).
    """
    found = []
    for need in sorted(layers.needs):
        services = sorted(layers.responders[need])
        value = fragmentation(services, neighbours)
        found.append(
            Response(
                id=need,
                state=_state(len(services), value),
                services=tuple(services),
                sectors=tuple(sorted({s for x in services if (s := layers.sector[x]) is not None})),
                fragmentation=value,
                pairs=len(services) * (len(services) - 1) // 2,
                linked_pairs=sum(b in neighbours[a] for a, b in pairs(services)),
            )
        )
    return found


def _state(k: int, value: float | None) -> str:
    if k == 0:
        return UNANSWERED
    if value is None:
        return SINGLE
    return JOINED if value == 0 else FRAGMENTED if value == 1 else PARTLY


def coverage(layers: Layers, by: str | None = None) -> float | None:
    """The share of needs that some service answers, 0…1; None without needs.

    `by` weighs each need with its `people` or `severity`; needs without that value are left out, and the result
    is None where none has one.
    """
    total = answered = 0.0
    for key, need in layers.needs.items():
        weight = 1 if by is None else getattr(need, by)
        if weight is None:
            continue
        total += weight
        if layers.responders[key]:
            answered += weight
    return answered / total if total else None
