"""A root cause that is answered clearly more weakly than needs are on average, though others follow from it."""

from silomap.analysis.causes import CAUSE
from silomap.analysis.finding import Facts, Finding
from silomap.analysis.rounding import whole

CODE = "root_cause_neglected"
WEAK = 0.75


def find(facts: Facts) -> list[Finding]:
    """Answered causes with at least two needs downstream and at most ¾ of the mean effort of all needs; a cause
    without any answer is an unanswered need. Severity: the share of needs that follow, times what is lacking."""
    layers = facts.layers
    if not layers.needs:
        return []
    efforts = {need: layers.effort(need) for need in layers.needs}
    mean = sum(efforts.values()) / len(efforts)
    found = []
    for need, place in facts.causality.items():
        if place.role != CAUSE or place.reach < 2 or not layers.responders[need] or efforts[need] > WEAK * mean:
            continue
        after = sorted(layers.effects[need])
        found.append(
            Finding(
                CODE,
                place.reach / len(layers.needs) * (1 - efforts[need] / mean),
                {
                    "need": need,
                    "reach": place.reach,
                    "effort": efforts[need],
                    "usual": whole(mean),
                    "after": tuple(after),
                },
                elements=(need, *after, *sorted(layers.responders[need])),
                links=tuple(layers.effects[need][n].id for n in after),
            )
        )
    return found
