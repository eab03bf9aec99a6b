"""A need that no service on the map responds to. Holes in the chain have a rule of their own."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.fragmentation import UNANSWERED

CODE = "unanswered_need"


def find(facts: Facts) -> list[Finding]:
    """Severity: the share of what people live with at this need."""
    found = []
    for response in facts.responses:
        if response.state != UNANSWERED or facts.causality[response.id].is_hole:
            continue
        groups = sorted(facts.layers.lived_by[response.id])
        found.append(
            Finding(
                CODE,
                facts.share_of_need(response.id),
                {
                    "need": response.id,
                    "groups": len(groups),
                    "who": tuple(groups),
                    "near": facts.near.get(response.id, ()),
                },
                elements=(response.id, *groups),
                actions=("add_service",),
            )
        )
    return found
