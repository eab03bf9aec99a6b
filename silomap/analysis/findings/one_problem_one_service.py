"""One problem, one service: most services answer a single need."""

from silomap.analysis.finding import Facts, Finding

CODE = "one_problem_one_service"


def find(facts: Facts) -> list[Finding]:
    """More than half of at least three services that answer anything. Severity: half the share of needs that only
    such services answer."""
    layers = facts.layers
    answering = [s for s in sorted(layers.services) if layers.answers[s]]
    single = [s for s in answering if len(layers.answers[s]) == 1]
    if len(answering) < 3 or 2 * len(single) <= len(answering):
        return []
    narrow = set(single)
    needs = [n for n in sorted(layers.needs) if layers.responders[n] and layers.responders[n] <= narrow]
    return [
        Finding(
            CODE,
            len(needs) / len(layers.needs) / 2,
            {"single": len(single), "services": len(answering)},
            elements=tuple(single),
            subject=("map",),
        )
    ]
