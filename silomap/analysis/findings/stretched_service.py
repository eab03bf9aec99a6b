"""A stretched service: it answers strong needs of several groups with little capacity."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.readiness import stretched_services

CODE = "stretched_service"


def find(facts: Facts) -> list[Finding]:
    """Severity: half the share of what people live with at these needs."""
    return [
        Finding(
            CODE,
            facts.share_of_needs(stretched.needs) / 2,
            {
                "service": stretched.service,
                "capacity": stretched.capacity,
                "groups": len(stretched.groups),
                "who": stretched.groups,
            },
            elements=(stretched.service, *stretched.needs, *stretched.groups),
        )
        for stretched in stretched_services(facts.layers)
    ]
