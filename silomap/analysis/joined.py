"""The joined-up score: of the problems people live with at once, how many pairs can they cross."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.layers import Layers, Pair, pairs


@dataclass(frozen=True, slots=True)
class LivedPair:
    """A pair of needs in different areas that a group lives with (group None: linked needs, nobody drawn)."""

    group: str | None
    n: str
    m: str
    is_joined: bool


def lived_pairs(layers: Layers, neighbours: dict[str, set[str]]) -> list[LivedPair]:
    """Q: for every group, the unordered pairs of its needs that lie in different areas, and whether each is joined.

    A need's area is its sector; a need without one is an area of its own. A pair is joined if some service for
    one and some service for the other are the same or have a working link. Where no group has such a pair, Q is
    the pairs of linked needs in different areas, once each. An unanswered need joins nothing.
    Cost: O(pairs × services of the smaller need × neighbours), each pair of needs once.
    """
    known: dict[Pair, bool] = {}
    found: list[tuple[str | None, Pair]] = [
        (group, key)
        for group in sorted(layers.lives_with)
        for key in pairs(layers.lives_with[group])
        if layers.area(key[0]) != layers.area(key[1])
    ]
    if not found:
        found = [(None, key) for key in layers.link_pairs() if layers.area(key[0]) != layers.area(key[1])]
    for _, key in found:
        if key not in known:
            known[key] = is_joined(layers, neighbours, *key)
    return [LivedPair(group, key[0], key[1], known[key]) for group, key in found]


def is_joined(layers: Layers, neighbours: dict[str, set[str]], n: str, m: str) -> bool:
    """Whether somebody can cross from one need to the other without starting from zero."""
    return are_joined(layers.responders[n], layers.responders[m], neighbours)


def are_joined(a: set[str], b: set[str], neighbours: dict[str, set[str]]) -> bool:
    """Whether some service of one set and some of the other are the same or have a working link."""
    if len(a) > len(b):
        a, b = b, a
    return any(s in b or not neighbours[s].isdisjoint(b) for s in a)


def score(joined: int, total: int) -> float | None:
    """100 · joined / total, 0…100; None where there is no pair to join."""
    return 100 * joined / total if total else None
