"""A silo: a sector whose actors work mostly with each other, although people's needs lead out of it."""

from silomap.analysis.finding import Facts, Finding

CODE = "silo"


def find(facts: Facts) -> list[Finding]:
    """E-I index below 0. Severity: the share of required weight that crosses the sector's border unlinked, times how
    far the index is towards −1; a sector from which nothing is required is no finding."""
    layers = facts.layers
    found = []
    for sector in facts.sectors:
        if sector.ei_index is None or sector.ei_index >= 0:
            continue
        outward = [c for c in facts.cells if (c.a == sector.id) != (c.b == sector.id)]
        unlinked = sum(c.required - c.in_place for c in outward)
        if unlinked <= 0:
            continue
        actors = sorted(a for a in layers.actors if layers.sector[a] == sector.id and layers.actor_ties[a])
        others = {c.b if c.a == sector.id else c.a for c in outward if c.required > c.in_place} - {""}
        found.append(
            Finding(
                CODE,
                -sector.ei_index * unlinked / facts.handovers.required,
                {
                    "sector": sector.id,
                    "inside": sector.internal_links,
                    "ties": sector.internal_links + sector.external_links,
                    "others": tuple(sorted(others)),
                },
                elements=(sector.id, *actors, *sorted(others)),
            )
        )
    return found
