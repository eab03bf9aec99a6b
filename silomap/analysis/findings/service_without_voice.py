"""Services that nobody shaped with the people who use them."""

from silomap.analysis.finding import Facts, Finding

CODE = "service_without_voice"


def find(facts: Facts) -> list[Finding]:
    """Services that answer needs of a group and involve no group in design or more, told as one finding. Severity:
    their share of services, halved."""
    layers = facts.layers
    asked_of = [s for s in sorted(layers.services) if any(layers.lived_by[n] for n in layers.answers[s])]
    without = [s for s in asked_of if s not in facts.voice.shaped_services]
    if not without:
        return []
    groups = {g for s in without for n in layers.answers[s] for g in layers.lived_by[n]}
    silent = set(facts.voice.silent_services)
    first = min(without, key=lambda s: (-len({g for n in layers.answers[s] for g in layers.lived_by[n]}), s))
    return [
        Finding(
            CODE,
            len(without) / len(layers.services) / 2,
            {
                "services": len(asked_of),
                "none": sum(s in silent for s in asked_of),
                "deep": len(asked_of) - len(without),
                "service": first,
                "group": min(g for n in layers.answers[first] for g in layers.lived_by[n]),
            },
            elements=(*without, *sorted(groups)),
            subject=("map",),
        )
    ]
