"""The analysis as the JSON object that scripts depend on (resources/schemas/analysis-1.schema.json)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from silomap.analysis.analyse import Analysis
from silomap.analysis.brokers import ROLES, Broker
from silomap.analysis.finding import Finding
from silomap.analysis.gaps import Gap
from silomap.analysis.silos import Cell
from silomap.analysis.suggest import Suggestion

FORMAT = "silomap-analysis/1"

Say = Callable[[Finding], str]
Marked = Callable[[Finding], dict[str, str] | None]


def to_data(result: Analysis, say: Say, marked: Marked = lambda _: None) -> dict[str, Any]:
    """The contract's shape; `say` makes the sentence of a finding, `marked` tells what was decided about it."""
    return {
        "format": FORMAT,
        "map": {"title": result.title, "elements": result.elements, "links": result.links},
        "score": result.score,
        "handover_score": result.handover_score,
        "measures": result.measures,
        "needs": _needs(result),
        "sectors": [asdict(sector) for sector in result.sectors],
        "matrix": [_cell(cell) for cell in result.matrix],
        "gaps": [_gap(gap) for gap in result.gaps],
        "questions": [[gap.source, gap.target] for gap in result.questions],
        "journeys": [asdict(journey) for journey in result.journeys],
        "brokers": [_broker(broker) for broker in result.brokerage.brokers],
        "bridges": [list(bridge) for bridge in result.brokerage.bridges],
        "failures": [asdict(failure) for failure in result.failures],
        "loops": [asdict(loop) for loop in result.loops],
        "joint_services": [asdict(joint) for joint in result.joint_services],
        "near_providers": [asdict(near) for near in result.near_providers],
        "findings": [_finding(finding, say, marked) for finding in result.findings],
    }


def suggestions_data(found: list[Suggestion]) -> list[dict[str, Any]]:
    """What `suggest --json` prints."""
    return [asdict(suggestion) for suggestion in found]


def _needs(result: Analysis) -> list[dict[str, Any]]:
    return [
        {
            "id": n.id,
            "state": n.state,
            "services": list(n.services),
            "sectors": list(n.sectors),
            "fragmentation": n.fragmentation,
            "pairs": n.pairs,
            "linked_pairs": n.linked_pairs,
            "balance": result.causality[n.id].balance,
            "reach": result.causality[n.id].reach,
            "role": result.causality[n.id].role,
            "hole": result.causality[n.id].is_hole,
        }
        for n in result.needs
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return {**asdict(cell), "a": cell.a or None, "b": cell.b or None}


def _broker(broker: Broker) -> dict[str, Any]:
    return {**asdict(broker), "roles": dict(zip(ROLES, broker.roles, strict=True))}


def _finding(finding: Finding, say: Say, marked: Marked) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "key": finding.key,
        "severity": finding.severity,
        "message": say(finding),
        "params": {name: list(v) if isinstance(v, tuple) else v for name, v in finding.params.items()},
        "elements": list(finding.elements),
        "links": list(finding.links),
        "actions": list(finding.actions),
        "mark": marked(finding),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        **asdict(gap),
        "shared_needs": list(gap.shared_needs),
        "linked_needs": [list(linked) for linked in gap.linked_needs],
        "lived_pairs": [list(lived) for lived in gap.lived_pairs],
    }
