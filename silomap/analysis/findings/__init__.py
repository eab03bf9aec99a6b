"""The finding rules, one a file. RULES is their order of importance on a page."""

from __future__ import annotations

from silomap.analysis.finding import Facts, Finding, Rule
from silomap.analysis.findings import (
    actor_without_service,
    assumed_links,
    carries_most,
    effort_on_symptoms,
    fragmented_group,
    fragmented_need,
    fresh_starts,
    group_without_voice,
    hole,
    joint_service,
    missing_link,
    not_ready,
    one_problem_one_service,
    only_bridge,
    reinforcing_loop,
    root_cause_neglected,
    sectors_without_link,
    service_without_need,
    service_without_provider,
    service_without_voice,
    silo,
    single_answer,
    single_point_of_failure,
    stretched_service,
    too_small,
    unanswered_need,
)

RULES: tuple[Rule, ...] = (
    too_small,
    hole,
    unanswered_need,
    fragmented_group,
    fragmented_need,
    missing_link,
    joint_service,
    sectors_without_link,
    silo,
    fresh_starts,
    carries_most,
    reinforcing_loop,
    root_cause_neglected,
    effort_on_symptoms,
    only_bridge,
    single_point_of_failure,
    single_answer,
    stretched_service,
    not_ready,
    group_without_voice,
    service_without_voice,
    one_problem_one_service,
    assumed_links,
    service_without_need,
    service_without_provider,
    actor_without_service,
)


def all_findings(facts: Facts) -> tuple[Finding, ...]:
    """What every rule finds, the most severe first; rules break ties in their own order."""
    found = [finding for rule in RULES for finding in rule.find(facts)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))
