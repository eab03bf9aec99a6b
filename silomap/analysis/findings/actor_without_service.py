"""An actor that provides no service and works with nobody on the map."""

from silomap.analysis.finding import Facts, Finding

CODE = "actor_without_service"


def find(facts: Facts) -> list[Finding]:
    """Severity: a tenth of the share of actors."""
    layers = facts.layers
    alone = [a for a in sorted(layers.actors) if not layers.provides[a] and not layers.actor_ties[a]]
    return [Finding(CODE, 0.1 / len(layers.actors), {"actor": actor}, elements=(actor,)) for actor in alone]
