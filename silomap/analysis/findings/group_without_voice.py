"""A group of people that no service involves."""

from silomap.analysis.finding import Facts, Finding

CODE = "group_without_voice"


def find(facts: Facts) -> list[Finding]:
    """Groups that live with a need some service answers. Severity: half its share of what people live with."""
    layers = facts.layers
    found = []
    for group in facts.voice.unheard_groups:
        doors = sorted({s for need in layers.lives_with[group] for s in layers.responders[need]})
        if not doors:
            continue
        found.append(
            Finding(
                CODE,
                facts.share_of_group(group) / 2,
                {"group": group, "doors": len(doors), "who": tuple(doors)},
                elements=(group, *doors),
            )
        )
    return found
