"""Who carries most of the fragmentation: the group with most pairs of needs that are not joined."""

from silomap.analysis.finding import Facts, Finding

CODE = "carries_most"


def find(facts: Facts) -> list[Finding]:
    """Severity: its share of all pairs of needs that are not joined. Nothing where only one group is drawn."""
    open_pairs = [j.need_pairs - j.joined_need_pairs for j in facts.journeys]
    if len(open_pairs) < 2 or not open_pairs[0] or open_pairs[0] == open_pairs[1]:
        return []
    most = facts.journeys[0]
    areas = {facts.layers.area(n) for n in most.needs}
    return [
        Finding(
            CODE,
            open_pairs[0] / sum(open_pairs),
            {
                "group": most.group,
                "needs": len(most.needs),
                "areas": len(areas),
                "joined": most.joined_need_pairs,
                "pairs": most.need_pairs,
            },
            elements=(most.group, *most.needs),
        )
    ]
