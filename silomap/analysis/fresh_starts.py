"""How often a group of people starts from zero to get all answers that there are."""

from __future__ import annotations

from silomap.analysis.layers import Layers

MOST_DOORS = 16


def fresh_starts(layers: Layers, neighbours: dict[str, set[str]], group: str) -> tuple[int | None, int]:
    """The fewest doors from which everything that is answered is reached by at most one working link.

    Definition: a door (a service for one of the group's needs) reaches what it answers and what its working
    neighbours among the doors answer; the smallest set of doors that together reach every answered need.
    Returns the exact number up to 16 doors, else None, and what a greedy choice needs (an upper bound). 0 where
    nothing is answered. Unit: times. Cost: O(2^doors) at worst for up to 16, greedy O(doors · needs) above.
    """
    needs = sorted(need for need in layers.lives_with[group] if layers.responders[need])
    doors = sorted({service for need in needs for service in layers.responders[need]})
    bit = {need: 1 << position for position, need in enumerate(needs)}
    own = {door: sum(bit[need] for need in layers.answers[door] if need in bit) for door in doors}
    reach = []
    for door in doors:
        bits = own[door]
        for other in neighbours[door]:
            bits |= own.get(other, 0)
        reach.append(bits)
    everything = (1 << len(needs)) - 1
    bound = _greedy(reach, everything)
    if len(doors) > MOST_DOORS:
        return None, bound
    useful = [a for a in set(reach) if not any(a != b and a | b == b for b in reach)]
    return _fewest(sorted(useful), everything, bound), bound


def _greedy(reach: list[int], missing: int) -> int:
    starts = 0
    while missing:
        best = max(reach, key=lambda bits: (bits & missing).bit_count())
        missing &= ~best
        starts += 1
    return starts


def _fewest(reach: list[int], missing: int, bound: int) -> int:
    """The fewest of `reach` that cover `missing`, if fewer than `bound`; else `bound`."""
    if not missing:
        return 0
    if bound <= 1:
        return bound
    candidates = min(
        (
            [bits for bits in reach if bits >> position & 1]
            for position in range(missing.bit_length())
            if missing >> position & 1
        ),
        key=len,
    )
    for bits in candidates:
        bound = min(bound, 1 + _fewest(reach, missing & ~bits, bound - 1))
    return bound
