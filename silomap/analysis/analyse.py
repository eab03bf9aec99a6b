"""The whole analysis: one pure function from a map to one frozen value, the same for window, scripts and tests."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.brokers import Brokerage, brokerage
from silomap.analysis.causes import Causality, Effort, causality, effort
from silomap.analysis.coordination import handovers, requirements, working_neighbours
from silomap.analysis.failure import Failure, failures
from silomap.analysis.finding import Facts, Finding
from silomap.analysis.findings import all_findings
from silomap.analysis.fragmentation import STATES, Response, coverage, responses
from silomap.analysis.fresh_starts import fresh_starts
from silomap.analysis.gaps import Gap, gaps, missing_links
from silomap.analysis.joined import lived_pairs, score
from silomap.analysis.joint_service import JointService, NearProviders, joint_services, near_providers
from silomap.analysis.journeys import Journey, causal_orders, journeys
from silomap.analysis.layers import Layers
from silomap.analysis.loops import BALANCING, REINFORCING, Loop, loops
from silomap.analysis.memo import Memo
from silomap.analysis.network import network
from silomap.analysis.readiness import assumed_links, implementation_gap
from silomap.analysis.silos import Cell, SectorResult, matrix, sector_results
from silomap.analysis.voice import voice
from silomap.model.system_map import SystemMap

MOST_AT_ONCE = 400
"""With more actors, the measures of their network come in a second answer where they have to be made anew."""


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
    brokerage: Brokerage
    failures: tuple[Failure, ...]
    loops: tuple[Loop, ...]
    joint_services: tuple[JointService, ...]
    near_providers: tuple[NearProviders, ...]
    findings: tuple[Finding, ...]
    effort: Effort
    is_complete: bool = True

    def finding(self, key: str) -> Finding | None:
        """The finding with this key, where it is still found. Cost: O(findings)."""
        return next((finding for finding in self.findings if finding.key == key), None)


def analyse(system_map: SystemMap, most_gaps: int | None = None, memo: Memo | None = None) -> Analysis:
    """Analyses a map. `most_gaps` keeps only the first gaps of the list; every count is over all of them. With the
    memo of the last analysis only the parts are worked out whose inputs have changed; the result is the same.

    Cost: O(elements + links + required pairs + working links among services) and, for the actors' network,
    O(actors · ties).
    """
    return result_of(system_map, facts_of(system_map, most_gaps, memo))


def facts_of(system_map: SystemMap, most_gaps: int | None = None, memo: Memo | None = None) -> Facts:
    """Everything the findings and the explanations look at."""
    keep = memo or Memo()
    keep.start()
    la = Layers.of(system_map)
    weights = (la.shared_weight, la.linked_weight)
    causal = la.link_pairs()
    required = keep("required", (la.responders, causal, weights), lambda: requirements(la))
    ties = (la.provides, la.providers, la.service_ties, la.actor_ties)
    neighbours = keep("neighbours", ties, lambda: working_neighbours(la))
    lived = keep(
        "lived", (la.lives_with, la.responders, la.sector, causal, neighbours), lambda: lived_pairs(la, neighbours)
    )
    hand = keep(
        "handovers", (required, neighbours, weights, len(la.services)), lambda: handovers(la, required, neighbours)
    )
    needs = keep("responses", (la.responders, la.sector, neighbours), lambda: responses(la, neighbours))
    missing = keep(
        "missing",
        (la.responders, required, neighbours, lived, weights),
        lambda: missing_links(la, required, neighbours, lived),
    )
    made, questions = keep(
        "gaps",
        (required, missing, la.asked, la.providers, la.actors, most_gaps),
        lambda: gaps(la, required, missing, most_gaps),
    )
    cells = keep("matrix", (required, neighbours, la.sector, weights), lambda: matrix(la, required, neighbours))
    places = keep("causes", (la.effects, la.responders), lambda: causality(la))
    starts = keep(
        "fresh starts",
        (la.lives_with, la.responders, neighbours),
        lambda: {group: fresh_starts(la, neighbours, group) for group in la.groups},
    )
    orders = keep(
        "orders",
        (
            la.lives_with,
            [(n, m) for n, ms in la.effects.items() for m in ms],
            {n: e.label for n, e in la.needs.items()},
        ),
        lambda: causal_orders(la),
    )
    large = keep.later if len(la.actors) > MOST_AT_ONCE else keep
    homes = {actor: la.sector[actor] for actor in la.actors}
    return Facts(
        layers=la,
        required=required,
        neighbours=neighbours,
        lived=lived,
        handovers=hand,
        responses=needs,
        missing=missing,
        joint_services=keep(
            "joint",
            (missing, la.actors, la.providers, la.actor_ties, la.responders, neighbours),
            lambda: joint_services(la, neighbours, missing),
        ),
        near={near.need: near.actors for near in near_providers(la)},
        gaps=made,
        questions=questions,
        cells=cells,
        sectors=sector_results(la, cells),
        causality=places,
        effort=effort(la, places),
        loops=keep("loops", (la.effects, {n: la.area(n) for n in la.needs}), lambda: loops(la)),
        journeys=keep(
            "journeys",
            (la.lives_with, la.responders, la.sector, causal, weights, orders, starts, lived, neighbours),
            lambda: journeys(la, orders, starts, neighbours, lived),
        ),
        network=large("network", (la.actor_ties, homes), lambda: network(la)),
        brokerage=large("brokers", (la.actor_ties, homes), lambda: brokerage(la)),
        failures=keep("failures", (la.answers, *ties, needs, lived), lambda: failures(la, neighbours, needs, lived)),
        voice=voice(la),
        shortfalls=keep(
            "readiness", (required, weights, la.providers, la.actors), lambda: implementation_gap(la, required)
        ),
    )


def result_of(system_map: SystemMap, facts: Facts, is_complete: bool = True) -> Analysis:
    """The frozen value; `is_complete` is False where the actors' network is still that of the analysis before."""
    measures = _measures(facts)
    return Analysis(
        title=system_map.info.title,
        elements=len(system_map.mapped),
        links=len(system_map.links),
        score=score(facts.missing.joined_need_pairs, facts.missing.need_pairs),
        handover_score=facts.handovers.handover_score,
        measures=measures,
        needs=tuple(facts.responses),
        causality=facts.causality,
        sectors=tuple(facts.sectors),
        matrix=tuple(facts.cells),
        gaps=tuple(facts.gaps),
        questions=tuple(facts.questions),
        journeys=tuple(facts.journeys),
        brokerage=facts.brokerage,
        failures=tuple(facts.failures),
        loops=tuple(facts.loops),
        joint_services=tuple(facts.joint_services),
        near_providers=tuple(NearProviders(*near) for near in facts.near.items()),
        findings=all_findings(facts),
        effort=facts.effort,
        is_complete=is_complete,
    )


def _measures(facts: Facts) -> dict[str, float | int | None]:
    hand = facts.handovers
    states = [response.state for response in facts.responses]
    kinds = [loop.type for loop in facts.loops]
    return {
        "need_pairs": facts.missing.need_pairs,
        "joined_need_pairs": facts.missing.joined_need_pairs,
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
        "gaps": len(facts.missing.weight),
        "effort_on_causes": facts.effort.causes,
        "effort_on_symptoms": facts.effort.symptoms,
        "reinforcing_loops": kinds.count(REINFORCING),
        "balancing_loops": kinds.count(BALANCING),
        "actor_fragmentation": facts.network.actor_fragmentation,
        "actor_distance_fragmentation": facts.network.actor_distance_fragmentation,
        "sector_modularity": facts.network.sector_modularity,
        "community_nmi": facts.network.community_nmi,
        "co_designed_services": facts.voice.co_designed_services,
        "assumed_links": assumed_links(facts.layers),
    }
