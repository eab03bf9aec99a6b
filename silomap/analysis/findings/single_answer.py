"""A need that only one service answers: no choice, and nothing if that service stops."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.fragmentation import SINGLE

CODE = "single_answer"


def find(facts: Facts) -> list[Finding]:
    """Severity: half the share of what people live with at this need, for there is an answer."""
    return [
        Finding(
            CODE,
            facts.share_of_need(response.id) / 2,
            {"need": response.id, "service": response.services[0]},
            elements=(response.id, response.services[0]),
        )
        for response in facts.responses
        if response.state == SINGLE
    ]
