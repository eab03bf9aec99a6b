"""The finding rules, one a file. RULES is their order of importance on a page."""

from __future__ import annotations

from silomap.analysis.finding import Facts, Finding, Rule
from silomap.analysis.findings import (
    actor_without_service,
    carries_most,
    fragmented_group,
    fragmented_need,
    hole,
    missing_link,
    sectors_without_link,
    service_without_need,
    service_without_provider,
    single_answer,
    too_small,
    unanswered_need,
)

RULES: tuple[Rule, ...] = (
    too_small,
    hole,
    unanswered_need,
    fragmented_need,
    fragmented_group,
    missing_link,
    sectors_without_link,
    carries_most,
    single_answer,
    service_without_need,
    service_without_provider,
    actor_without_service,
)


def all_findings(facts: Facts) -> tuple[Finding, ...]:
    """What every rule finds, the most severe first; rules break ties in their own order."""
    found = [finding for rule in RULES for finding in rule.find(facts)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))
