"""How often a group of people starts from zero to get all the answers there are."""

from silomap.analysis.finding import Facts, Finding

CODE = "fresh_starts"


def find(facts: Facts) -> list[Finding]:
    """Two starts or more. Severity: the group's share of what people live with, times the share of its answered needs
    at which it starts anew."""
    layers = facts.layers
    found = []
    for journey in facts.journeys:
        exact = journey.fresh_starts is not None
        starts = journey.fresh_starts if journey.fresh_starts is not None else journey.fresh_starts_at_most
        if starts < 2:
            continue
        answered = sum(bool(layers.responders[need]) for need in journey.needs)
        found.append(
            Finding(
                CODE,
                facts.share_of_group(journey.group) * (starts - 1) / answered,
                {"group": journey.group, "starts": starts, "doors": len(journey.doors), "exact": int(exact)},
                elements=(journey.group, *journey.needs, *journey.doors),
            )
        )
    return found
