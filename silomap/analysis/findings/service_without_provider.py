"""A service that nobody on the map provides."""

from silomap.analysis.finding import Facts, Finding

CODE = "service_without_provider"


def find(facts: Facts) -> list[Finding]:
    """Severity: as for a service without a need. Silent where no actors are drawn at all."""
    if not facts.layers.actors:
        return []
    orphans = [service for service in sorted(facts.layers.services) if not facts.layers.providers[service]]
    return [
        Finding(CODE, 0.1 / len(facts.layers.services), {"service": service}, elements=(service,))
        for service in orphans
    ]
