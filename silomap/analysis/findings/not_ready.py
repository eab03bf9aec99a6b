"""Good intention, low readiness: handovers depend on an actor that cannot yet, or has no capacity."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.readiness import LOW
from silomap.analysis.rounding import whole

CODE = "not_ready"
MOST = 10


def find(facts: Facts) -> list[Finding]:
    """Severity: a quarter of the share of required weight that depends on the actor's services."""
    layers = facts.layers
    found = []
    for gap in facts.shortfalls[:MOST]:
        unready = gap.readiness is not None and gap.readiness <= LOW
        value = gap.readiness if unready else gap.capacity
        services = sorted(layers.provides[gap.actor])
        found.append(
            Finding(
                CODE,
                gap.weight / facts.handovers.required / 4,
                {
                    "actor": gap.actor,
                    "ready": int(not unready),
                    "value": value or 0,
                    "handovers": whole(gap.weight),
                    "services": len(services),
                },
                elements=(gap.actor, *services),
            )
        )
    return found
