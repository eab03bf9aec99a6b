"""The analysis as the JSON object that scripts depend on (resources/schemas/analysis-1.schema.json)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
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
        "sectors": [asdict(sector) for sector in result.sectors],
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
        "journeys": [asdict(journey) for journey in result.journeys],
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
