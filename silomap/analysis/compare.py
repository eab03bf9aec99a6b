"""Two states of a map: which measures are better or worse, and which findings went, came or changed."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.analysis.measures import MEASURES, value_of

BETTER, WORSE, SAME, OTHER = "better", "worse", "same", "other"
_MORE_IS_BETTER = {
    "score",
    "joined_need_pairs",
    "handover_score",
    "in_place",
    "linked_pairs",
    "triangles_closed",
    "squares_closed",
    "fit_z",
    "joined_needs",
    "coverage",
    "coverage_by_people",
    "coverage_by_severity",
    "effort_on_causes",
    "co_designed_services",
}
_LESS_IS_BETTER = {
    "gaps",
    "triangles_open",
    "squares_open",
    "unanswered_needs",
    "single_needs",
    "fragmented_needs",
    "reinforcing_loops",
    "actor_fragmentation",
    "actor_distance_fragmentation",
    "assumed_links",
}
"""Of the other measures neither more nor less is better by itself."""
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure in two states, and what the difference means; `change` is None where one of them is undefined."""

    code: str
    before: float | int | None
    after: float | int | None
    change: float | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two analyses."""

    measures: tuple[MeasureChange, ...]
    gone: tuple[Finding, ...]
    come: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]


def compare(before: Analysis, after: Analysis) -> Comparison:
    """Compares two analyses, measure by measure and finding by finding.

    Meaning of a difference: better or worse by what the measure means, not by its sign (fewer missing links are
    better); `other` where neither is (more services to run), or where one of the two is undefined. Findings are the
    same when their keys are: rule and subject. Changed: same key, other numbers or evidence. Units: those of the
    measures. Cost: O(measures + findings).
    """
    here, there = ({f.key: f for f in result.findings} for result in (before, after))
    return Comparison(
        measures=tuple(_measure(code, value_of(before, code), value_of(after, code)) for code in MEASURES),
        gone=tuple(f for key, f in here.items() if key not in there),
        come=tuple(f for key, f in there.items() if key not in here),
        changed=tuple((f, there[key]) for key, f in here.items() if key in there and _differ(f, there[key])),
    )


def _measure(code: str, before: float | int | None, after: float | int | None) -> MeasureChange:
    if before is None or after is None:
        return MeasureChange(code, before, after, None, SAME if before == after else OTHER)
    change = after - before
    if abs(change) <= _NOTHING:
        return MeasureChange(code, before, after, 0.0, SAME)
    if code in _MORE_IS_BETTER:
        meaning = BETTER if change > 0 else WORSE
    elif code in _LESS_IS_BETTER:
        meaning = BETTER if change < 0 else WORSE
    else:
        meaning = OTHER
    return MeasureChange(code, before, after, change, meaning)


def _differ(one: Finding, other: Finding) -> bool:
    return (one.params, one.elements, one.missing) != (other.params, other.elements, other.missing)
