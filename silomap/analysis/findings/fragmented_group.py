"""The services a group of people turns to fall apart."""

from silomap.analysis.finding import Facts, Finding

CODE = "fragmented_group"


def find(facts: Facts) -> list[Finding]:
    """Severity: the group's share of all needs lived with, times the fragmentation of its doors."""
    found = []
    for journey in facts.journeys:
        if not journey.fragmentation:
            continue
        share = len(journey.needs) / facts.life
        found.append(
            Finding(
                CODE,
                share * journey.fragmentation,
                {
                    "group": journey.group,
                    "doors": len(journey.doors),
                    "sectors": len(journey.sectors),
                    "needs": len(journey.needs),
                    "pairs": journey.need_pairs,
                    "joined": journey.joined_need_pairs,
                    "alone": int(journey.fragmentation == 1),
                },
                elements=(journey.group, *journey.needs, *journey.doors),
            )
        )
    return found
