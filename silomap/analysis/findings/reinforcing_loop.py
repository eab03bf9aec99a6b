"""A reinforcing loop that nobody breaks: needs that make each other worse and no two neighbours are joined up."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.joined import is_joined
from silomap.analysis.loops import REINFORCING

CODE = "reinforcing_loop"
MOST = 10


def find(facts: Facts) -> list[Finding]:
    """The first of the loops in their order. Severity: the share of what people live with at its needs, halved for
    loops with disputed links."""
    layers = facts.layers
    found = []
    for loop in facts.loops:
        if loop.type != REINFORCING:
            continue
        following = zip(loop.needs, loop.needs[1:] + loop.needs[:1], strict=True)
        if any(is_joined(layers, facts.neighbours, n, m) for n, m in following):
            continue
        easiest = max(loop.needs, key=lambda need: (len(layers.responders[need]), need))
        found.append(
            Finding(
                CODE,
                facts.share_of_needs(loop.needs) / (2 if loop.disputed else 1),
                {
                    "needs": loop.needs,
                    "areas": loop.areas,
                    "need": easiest,
                    "answered": sum(bool(layers.responders[need]) for need in loop.needs),
                    "disputed": len(loop.disputed),
                },
                elements=loop.needs,
                links=loop.links,
                subject=loop.needs,
            )
        )
        if len(found) == MOST:
            break
    return found
