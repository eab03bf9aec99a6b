"""The words of findings: what a mayor understands, a question for the room and a possible action.

They speak of links and needs and never blame an actor; numbers are whole.
"""

from __future__ import annotations

from collections.abc import Callable

from silomap.analysis.finding import Finding
from silomap.analysis.rounding import whole
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LINK_KINDS
from silomap.report import words_of_drawing, words_of_links, words_of_needs
from silomap.report.fill import Fill, Words


def words(system_map: SystemMap, finding: Finding) -> Words:
    """The words of a finding in the language of the person."""
    return _MAKERS[finding.rule](Fill(system_map, finding))


def link_words(system_map: SystemMap, kind: str, source: str, target: str) -> str:
    """What a link of a kind between two elements says."""
    return _(LINK_KINDS[kind].sentence, a=system_map.label(source), b=system_map.label(target))


def sentence(system_map: SystemMap, finding: Finding) -> str:
    """Only the sentence."""
    return words(system_map, finding).say


_MAKERS: dict[str, Callable[[Fill], Words]] = {
    "hole": words_of_needs.hole,
    "unanswered_need": words_of_needs.unanswered_need,
    "fragmented_need": words_of_needs.fragmented_need,
    "fragmented_group": words_of_needs.fragmented_group,
    "carries_most": words_of_needs.carries_most,
    "single_answer": words_of_needs.single_answer,
    "fresh_starts": words_of_needs.fresh_starts,
    "root_cause_neglected": words_of_needs.root_cause_neglected,
    "effort_on_symptoms": words_of_needs.effort_on_symptoms,
    "reinforcing_loop": words_of_needs.reinforcing_loop,
    "missing_link": words_of_links.missing_link,
    "sectors_without_link": words_of_links.sectors_without_link,
    "silo": words_of_links.silo,
    "only_bridge": words_of_links.only_bridge,
    "single_point_of_failure": words_of_links.single_point_of_failure,
    "joint_service": words_of_links.joint_service,
    "too_small": words_of_drawing.too_small,
    "service_without_need": words_of_drawing.service_without_need,
    "service_without_provider": words_of_drawing.service_without_provider,
    "actor_without_service": words_of_drawing.actor_without_service,
    "group_without_voice": words_of_drawing.group_without_voice,
    "service_without_voice": words_of_drawing.service_without_voice,
    "not_ready": words_of_drawing.not_ready,
    "stretched_service": words_of_drawing.stretched_service,
    "assumed_links": words_of_drawing.assumed_links,
    "one_problem_one_service": words_of_drawing.one_problem_one_service,
}

TONES = {
    "hole": "missing",
    "missing_link": "missing",
    "fragmented_need": "missing",
    "fragmented_group": "missing",
    "sectors_without_link": "missing",
    "unanswered_need": "missing",
    "carries_most": "warning",
    "single_answer": "warning",
    "silo": "missing",
    "fresh_starts": "warning",
    "reinforcing_loop": "warning",
    "root_cause_neglected": "warning",
    "only_bridge": "warning",
    "single_point_of_failure": "warning",
    "stretched_service": "warning",
    "not_ready": "warning",
}
"""What a rule's findings speak of: something missing or broken, or something to be careful about."""


def headline(score: float | None, joined: int, pairs: int) -> tuple[str, str]:
    """The joined-up score as people read it: a whole number (or a dash) and what it counts."""
    if score is None:
        return "–", _("Nobody on this map lives with two needs in different areas yet.")
    text = ngettext(
        "{joined} of {n} pair of needs that people live with is joined up.",
        "{joined} of {n} pairs of needs that people live with are joined up.",
        pairs,
        joined=joined,
    )
    return str(whole(score)), text
