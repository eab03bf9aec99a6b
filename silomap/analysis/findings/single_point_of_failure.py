"""A single point of failure: an actor without whom needs lose all, or their joined, answer."""

from silomap.analysis.finding import Facts, Finding

CODE = "single_point_of_failure"
MOST = 10


def find(facts: Facts) -> list[Finding]:
    """Actors that two needs or more, or a joined pair, would lose. Severity: half of the share of lived pairs that
    would be lost, or of what people live with at the needs concerned, whichever is more, for today it works."""
    found = []
    for failure in facts.failures:
        needs = (*failure.needs_lost, *failure.needs_unjoined)
        if len(needs) < 2 and not failure.pairs_lost:
            continue
        severity = max((failure.score_drop or 0.0) / 100, facts.share_of_needs(needs)) / 2
        found.append(
            Finding(
                CODE,
                severity,
                {
                    "actor": failure.id,
                    "lost": len(failure.needs_lost),
                    "unjoined": len(failure.needs_unjoined),
                    "pairs": failure.pairs_lost,
                    "needs": needs,
                },
                elements=(failure.id, *sorted(facts.layers.provides[failure.id]), *needs),
            )
        )
    return sorted(found, key=lambda finding: -finding.severity)[:MOST]
