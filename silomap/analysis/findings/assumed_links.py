"""Assumed, not known: links that somebody supposes and nobody has said or documented."""

from silomap.analysis.finding import Facts, Finding

CODE = "assumed_links"


def find(facts: Facts) -> list[Finding]:
    """One finding for the map. Severity: a third of the share of links, for it speaks of the drawing."""
    layers = facts.layers
    if not layers.assumed:
        return []
    return [
        Finding(
            CODE,
            len(layers.assumed) / layers.working_links / 3,
            {"assumed": len(layers.assumed), "links": layers.working_links},
            links=tuple(link.id for link in layers.assumed),
            elements=tuple(sorted({end for link in layers.assumed for end in (link.source, link.target)})),
            subject=("map",),
        )
    ]
