"""A service that answers no need on the map."""

from silomap.analysis.finding import Facts, Finding

CODE = "service_without_need"


def find(facts: Facts) -> list[Finding]:
    """Severity: a tenth of the share of services, for it speaks of the drawing more than of people."""
    idle = [service for service in sorted(facts.layers.services) if not facts.layers.answers[service]]
    return [
        Finding(CODE, 0.1 / len(facts.layers.services), {"service": service}, elements=(service,)) for service in idle
    ]
