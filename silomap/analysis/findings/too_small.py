"""Too little is drawn to say anything: better said than a number that pretends."""

from silomap.analysis.finding import Facts, Finding

CODE = "too_small"


def find(facts: Facts) -> list[Finding]:
    """Fewer than two services that answer a need: no link between services can be judged."""
    answering = sum(bool(needs) for needs in facts.layers.answers.values())
    if answering >= 2 and facts.layers.needs:
        return []
    params = {
        "services": len(facts.layers.services),
        "needs": len(facts.layers.needs),
        "answering": answering,
    }
    return [Finding(CODE, 1.0, dict(params))]
