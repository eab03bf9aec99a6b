"""A hole in the chain: nobody answers a need that stands between a cause and an effect."""

from silomap.analysis.finding import Facts, Finding

CODE = "hole"


def find(facts: Facts) -> list[Finding]:
    """Severity: the share of what people live with at this need, and the needs that follow from it."""
    found = []
    for need, place in facts.causality.items():
        if not place.is_hole:
            continue
        before, after = sorted(facts.layers.causes[need]), sorted(facts.layers.effects[need])
        share = max(facts.share_of_need(need), place.reach / len(facts.layers.needs))
        links = [facts.layers.effects[b][need].id for b in before]
        links += [facts.layers.effects[need][a].id for a in after]
        found.append(
            Finding(
                CODE,
                share,
                {"need": need, "before": tuple(before), "after": tuple(after), "near": facts.near.get(need, ())},
                elements=(need, *before, *after),
                links=tuple(links),
                actions=("add_service",),
            )
        )
    return found
