"""The analysis as the JSON object that scripts depend on (resources/schemas/analysis-1.schema.json)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.analysis.gaps import Gap

FORMAT = "silomap-analysis/1"


def to_data(result: Analysis, say: Callable[[Finding], str]) -> dict[str, Any]:
    """The contract's shape; `say` makes the sentence of a finding."""
    return {
        "format": FORMAT,
        "map": {"title": result.title, "elements": result.elements, "links": result.links},
        "score": result.score,
        "handover_score": result.handover_score,
        "measures": result.measures,
        "needs": [
            {
                "id": n.id,
                "state": n.state,
                "services": list(n.services),
                "sectors": list(n.sectors),
                "fragmentation": n.fragmentation,
                "pairs": n.pairs,
                "linked_pairs": n.linked_pairs,
                "reach": result.causality[n.id].reach,
                "role": result.causality[n.id].role,
                "hole": result.causality[n.id].is_hole,
            }
            for n in result.needs
        ],
        "sectors": [
            {
                "id": s.id,
                "integration": s.integration,
                "ei_index": s.ei_index,
                "internal_links": s.internal_links,
                "external_links": s.external_links,
            }
            for s in result.sectors
        ],
        "matrix": [
            {
                "a": c.a or None,
                "b": c.b or None,
                "required_pairs": c.required_pairs,
                "linked_pairs": c.linked_pairs,
                "required": c.required,
                "in_place": c.in_place,
            }
            for c in result.matrix
        ],
        "gaps": [_gap(gap) for gap in result.gaps],
        "questions": [[gap.source, gap.target] for gap in result.questions],
        "journeys": [
            {
                "group": j.group,
                "needs": list(j.needs),
                "need_pairs": j.need_pairs,
                "joined_need_pairs": j.joined_need_pairs,
                "fragmentation": j.fragmentation,
                "doors": list(j.doors),
                "sectors": list(j.sectors),
                "handovers": j.handovers,
                "cold": j.cold,
            }
            for j in result.journeys
        ],
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity,
                "message": say(f),
                "elements": list(f.elements),
                "links": list(f.links),
            }
            for f in result.findings
        ],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "source": gap.source,
        "target": gap.target,
        "weight": gap.weight,
        "pairs_joined": gap.pairs_joined,
        "shared_needs": list(gap.shared_needs),
        "linked_needs": [list(linked) for linked in gap.linked_needs],
        "lived_pairs": [list(lived) for lived in gap.lived_pairs],
        "asked": gap.asked,
        "feasibility": gap.feasibility,
        "score_after": gap.score_after,
    }
