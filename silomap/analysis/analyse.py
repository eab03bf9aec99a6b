"""The whole analysis: one pure function from a map to one frozen value, the same for window, scripts and tests."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.causes import Causality, causality
from silomap.analysis.coordination import handovers, requirements, working_neighbours
from silomap.analysis.finding import Facts, Finding
from silomap.analysis.findings import all_findings
from silomap.analysis.fragmentation import STATES, Response, coverage, responses
from silomap.analysis.gaps import Gap, gaps
from silomap.analysis.joined import lived_pairs, score
from silomap.analysis.journeys import Journey, journeys
from silomap.analysis.layers import Layers
from silomap.analysis.silos import Cell, SectorResult, matrix, sector_results
from silomap.model.system_map import SystemMap

MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that is measured and found. Floats at full precision, None where undefined."""

    title: str
    elements: int
    links: int
    score: float | None
    handover_score: float | None
    measures: dict[str, float | int | None]
    needs: tuple[Response, ...]
    causality: dict[str, Causality]
    sectors: tuple[SectorResult, ...]
    matrix: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    questions: tuple[Gap, ...]
    journeys: tuple[Journey, ...]
    findings: tuple[Finding, ...]


def analyse(system_map: SystemMap, most_gaps: int | None = None) -> Analysis:
    """Analyses a map. `most_gaps` keeps only the first gaps of the list; every count is over all of them.

    Cost: O(elements + links + required pairs + working links among services).
    """
    layers = Layers.of(system_map)
    required = requirements(layers)
    neighbours = working_neighbours(layers)
    lived = lived_pairs(layers, neighbours)
    hand = handovers(layers, required, neighbours)
    needs = responses(layers, neighbours)
    missing = gaps(layers, required, neighbours, lived)
    cells = matrix(layers, required, neighbours)
    facts = Facts(
        layers=layers,
        required=required,
        neighbours=neighbours,
        lived=lived,
        handovers=hand,
        responses=needs,
        gaps=missing,
        cells=cells,
        sectors=sector_results(layers, cells),
        causality=causality(layers),
        journeys=journeys(layers, required, neighbours, lived),
    )
    joined = sum(item.is_joined for item in lived)
    unasked = [gap for gap in missing if not gap.asked]
    return Analysis(
        title=system_map.info.title,
        elements=len(system_map.elements),
        links=len(system_map.links),
        score=score(joined, len(lived)),
        handover_score=hand.handover_score,
        measures=_measures(facts, joined),
        needs=tuple(needs),
        causality=facts.causality,
        sectors=tuple(facts.sectors),
        matrix=tuple(cells),
        gaps=tuple(missing[:most_gaps]),
        questions=tuple(unasked[:MOST_QUESTIONS]),
        journeys=tuple(facts.journeys),
        findings=all_findings(facts),
    )


def _measures(facts: Facts, joined: int) -> dict[str, float | int | None]:
    hand = facts.handovers
    states = [response.state for response in facts.responses]
    return {
        "need_pairs": len(facts.lived),
        "joined_need_pairs": joined,
        "required": hand.required,
        "in_place": hand.in_place,
        "required_pairs": hand.required_pairs,
        "linked_pairs": hand.linked_pairs,
        "triangles_closed": hand.triangles_closed,
        "triangles_open": hand.triangles_open,
        "squares_closed": hand.squares_closed,
        "squares_open": hand.squares_open,
        "expected_handover_score": hand.expected_handover_score,
        "fit_z": hand.fit_z,
        **{f"{state}_needs": states.count(state) for state in STATES},
        "coverage": coverage(facts.layers),
        "coverage_by_people": coverage(facts.layers, "people"),
        "coverage_by_severity": coverage(facts.layers, "severity"),
        "gaps": len(facts.gaps),
    }
