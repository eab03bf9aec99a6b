"""A comparison of two analyses in words, and as the data that `silomap compare --json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE, Comparison, MeasureChange
from silomap.analysis.finding import Finding
from silomap.i18n import N_, _
from silomap.model.system_map import SystemMap
from silomap.report.explanations import TITLES, shown
from silomap.report.sentences import sentence

FORMAT = "silomap-compare/1"
MEANINGS = {BETTER: N_("better"), WORSE: N_("worse"), SAME: N_("the same"), OTHER: N_("different")}
MOST_FINDINGS = 12
ALONE = {
    "joined_need_pairs": N_("Pairs of needs joined up"),
    "linked_pairs": N_("Pairs of services with a working link"),
}


def title_alone(code: str) -> str:
    """What a measure is called where the one before it in the list does not stand beside it."""
    return _(ALONE.get(code, TITLES[code]))


def difference(row: MeasureChange) -> str:
    """The difference of a measure with its sign, in the unit of the measure; a dash where there is none."""
    if row.change is None:
        return "–"
    if row.meaning == SAME:
        return "0"
    text = shown(row.code, row.change)
    return text if text.startswith("−") else f"+{text}"


def lines(found: Comparison, before: SystemMap, after: SystemMap) -> Iterator[str]:
    """What is different, one line each: measures first, then findings that went, came and changed."""
    for row in found.measures:
        if row.meaning != SAME:
            yield _(
                "{title}: {before} → {after} ({difference}, {meaning})",
                title=title_alone(row.code),
                before=shown(row.code, row.before),
                after=shown(row.code, row.after),
                difference=difference(row),
                meaning=_(MEANINGS[row.meaning]),
            )
    for heading, findings, where in (
        (_("No longer found: {n}", n=len(found.gone)), found.gone, before),
        (_("Newly found: {n}", n=len(found.come)), found.come, after),
        (_("Still found, but different: {n}", n=len(found.changed)), [new for _old, new in found.changed], after),
    ):
        if findings:
            yield ""
            yield heading
            for finding in findings[:MOST_FINDINGS]:
                yield f"  {sentence(where, finding)}"
            if len(findings) > MOST_FINDINGS:
                yield "  …"


def comparison_data(
    found: Comparison, a: Analysis, b: Analysis, before: SystemMap, after: SystemMap
) -> dict[str, Any]:
    """The contract's shape: both states, measures with what the difference means, findings by key."""

    def told(finding: Finding, where: SystemMap) -> dict[str, str]:
        return {"key": finding.key, "rule": finding.rule, "message": sentence(where, finding)}

    return {
        "format": FORMAT,
        "a": {"title": a.title, "elements": a.elements, "links": a.links, "score": a.score},
        "b": {"title": b.title, "elements": b.elements, "links": b.links, "score": b.score},
        "measures": [
            {
                "code": row.code,
                "before": row.before,
                "after": row.after,
                "change": row.change,
                "meaning": row.meaning,
            }
            for row in found.measures
        ],
        "findings": {
            "gone": [told(finding, before) for finding in found.gone],
            "come": [told(finding, after) for finding in found.come],
            "changed": [told(new, after) for _old, new in found.changed],
        },
    }
