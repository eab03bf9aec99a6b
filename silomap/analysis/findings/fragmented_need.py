"""Several services respond to a need and do not work together."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.layers import pairs

CODE = "fragmented_need"


def find(facts: Facts) -> list[Finding]:
    """Severity: the share of what people live with at this need, times how far its response falls apart."""
    found = []
    for response in facts.responses:
        if not response.fragmentation:
            continue
        missing = tuple((a, b) for a, b in pairs(response.services) if b not in facts.neighbours[a])
        found.append(
            Finding(
                CODE,
                facts.share_of_need(response.id) * response.fragmentation,
                {
                    "need": response.id,
                    "services": len(response.services),
                    "sectors": len(response.sectors),
                    "who": response.services,
                    "pairs": response.pairs,
                    "unlinked": response.pairs - response.linked_pairs,
                },
                elements=(response.id, *response.services),
                missing=missing,
            )
        )
    return found
