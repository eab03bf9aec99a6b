"""“How is this counted?” in words: for every measure and for every finding rule, two plain sentences."""

from __future__ import annotations

from silomap.analysis.measures import COUNT, MEASURES, SCORE, SHARE, Counted
from silomap.i18n import N_, _, figure
from silomap.model.system_map import SystemMap

FAMILY_TITLES = {
    "people": N_("What people can cross"),
    "handovers": N_("Handovers between services"),
    "needs": N_("Answers to needs"),
    "causes": N_("Causes and symptoms"),
    "actors": N_("The network of actors"),
    "known": N_("Voice and evidence"),
}

TITLES: dict[str, str] = {
    "score": N_("Joined-up score"),
    "need_pairs": N_("Pairs of needs people live with"),
    "joined_need_pairs": N_("of these joined up"),
    "handover_score": N_("Handovers in place, of 100"),
    "required": N_("Handovers needed (weight)"),
    "in_place": N_("Handovers in place (weight)"),
    "required_pairs": N_("Pairs of services that must hand over"),
    "linked_pairs": N_("of these with a working link"),
    "gaps": N_("Missing links"),
    "triangles_closed": N_("Shared needs with a link"),
    "triangles_open": N_("Shared needs without a link"),
    "squares_closed": N_("Linked needs with a link"),
    "squares_open": N_("Linked needs without a link"),
    "expected_handover_score": N_("Handovers by chance, of 100"),
    "fit_z": N_("Better than chance (z)"),
    "unanswered_needs": N_("Needs without an answer"),
    "single_needs": N_("Needs with one answer only"),
    "joined_needs": N_("Needs with a joined answer"),
    "partly_joined_needs": N_("Needs with a partly joined answer"),
    "fragmented_needs": N_("Needs with a fragmented answer"),
    "coverage": N_("Needs that are answered"),
    "coverage_by_people": N_("the same, by people"),
    "coverage_by_severity": N_("the same, by severity"),
    "effort_on_causes": N_("Effort on a cause"),
    "effort_on_symptoms": N_("Effort on a symptom"),
    "reinforcing_loops": N_("Vicious circles"),
    "balancing_loops": N_("Balancing loops"),
    "actor_fragmentation": N_("Actors that cannot reach each other"),
    "actor_distance_fragmentation": N_("the same, by distance"),
    "sector_modularity": N_("Ties that stay in the sector (Q)"),
    "community_nmi": N_("Communities that are sectors (NMI)"),
    "co_designed_services": N_("Services shaped with people"),
    "assumed_links": N_("Links that are only assumed"),
}

_PAIRS = N_(
    "Two needs in different areas that a group lives with at once are a pair. It is joined up when a service for "
    "one and a service for the other are the same or work together."
)
_HANDOVER = N_(
    "Two services must hand over to each other when they answer the same need, or needs of which one leads to the "
    "other (counted half). It is in place when the two work together, share a provider, or their providers work "
    "together."
)
_MOTIF_SHARED = N_(
    "Counted once for each need that two services both answer. It is closed when the two have a working link, else "
    "open."
)
_MOTIF_LINKED = N_(
    "Counted once for each way in which two services answer two needs of which one leads to the other. It is closed "
    "when the services have a working link, else open."
)
_CHANCE = N_(
    "If today's working links were dropped at random between services, this is what would be in place. Far above it "
    "(z over 2) people work together where needs are, far below (z under −2) they avoid it."
)
_STATE = N_(
    "A need's answer is joined when all its services are connected by working links, fragmented when none is, and "
    "partly joined in between. With one service there is one answer only, with none no answer."
)
_COVERAGE = N_(
    "The share of needs that at least one service on the map answers. By people or by severity each need weighs as "
    "much as it says; needs that say nothing are left out."
)
_EFFORT = N_(
    "A need that leads to more than leads to it is a cause, the other way round a symptom (by a third at least). "
    "The effort is the strength of all its answers, on average a need; an answer without a strength counts 3."
)
_LOOPS = N_(
    "A loop is a chain of causes that comes back to where it began, of at most eight needs. With an even number of "
    "relieving links it makes itself worse, with an odd number it holds itself."
)
_REACH = N_(
    "Two actors reach each other when a chain of working ties joins them: they work together or provide a service "
    "together. Counted is the share of all pairs of actors that do not; by distance, far ones count in part."
)
_MODULARITY = N_(
    "How much more ties stay inside sectors than chance would have it; above 0.3 they clearly do. Ties of actors "
    "without a sector are left out."
)
_NMI = N_(
    "Communities are groups of actors that mostly work with each other, found from their ties alone. Near 1 they "
    "are the sectors, so silos are how people really work; near 0 the organisation chart says nothing."
)
_DESIGN = N_(
    "The share of services that involve a group of people in design, delivery or decisions. Telling or asking "
    "people is not enough to be counted."
)
_ASSUMED = N_(
    "The share of working links whose evidence says that they are assumed. Links without evidence are not counted as "
    "assumed."
)
_GAP = N_(
    "Two services without a working link that must hand over to each other, or that would join two needs of the same "
    "people. Planned links and links that were asked about and are absent count as missing."
)

DEFINITIONS: dict[str, str] = {
    **dict.fromkeys(("score", "need_pairs", "joined_need_pairs"), _PAIRS),
    **dict.fromkeys(("handover_score", "required", "in_place", "required_pairs", "linked_pairs"), _HANDOVER),
    "gaps": _GAP,
    **dict.fromkeys(("triangles_closed", "triangles_open"), _MOTIF_SHARED),
    **dict.fromkeys(("squares_closed", "squares_open"), _MOTIF_LINKED),
    **dict.fromkeys(("expected_handover_score", "fit_z"), _CHANCE),
    **dict.fromkeys((name for name in MEASURES if name.endswith("_needs") and name != "joined_need_pairs"), _STATE),
    **dict.fromkeys(("coverage", "coverage_by_people", "coverage_by_severity"), _COVERAGE),
    **dict.fromkeys(("effort_on_causes", "effort_on_symptoms"), _EFFORT),
    **dict.fromkeys(("reinforcing_loops", "balancing_loops"), _LOOPS),
    **dict.fromkeys(("actor_fragmentation", "actor_distance_fragmentation"), _REACH),
    "sector_modularity": _MODULARITY,
    "community_nmi": _NMI,
    "co_designed_services": _DESIGN,
    "assumed_links": _ASSUMED,
}

RULES: dict[str, tuple[str, str, str]] = {
    "too_small": (
        N_("At least two services must answer a need before a link can be judged. Until then no number is shown."),
        "#{s: s→n} < 2",
        "SiloMap",
    ),
    "hole": (
        N_(
            "A need that no service answers, with a cause before it and an effect after it. No missing link shows it."
        ),
        "k = 0 ∧ in > 0 ∧ out > 0",
        "SiloMap",
    ),
    "unanswered_need": (
        N_("No working link leads from a service to this need. Planned links do not count."),
        "k = 0",
        "SiloMap",
    ),
    "fragmented_need": (_STATE, "F = 1 − Σ k(k−1) / n(n−1) > 0", MEASURES["fragmented_needs"].source),
    "fragmented_group": (
        N_(
            "All services that answer a need of this group are taken together and it is looked at which are "
            "connected by working links. Pairs of needs are counted as in the joined-up score."
        ),
        "F = 1 − Σ k(k−1) / n(n−1) > 0",
        MEASURES["fragmented_needs"].source,
    ),
    "missing_link": (_GAP, MEASURES["required"].formula, MEASURES["required"].source),
    "sectors_without_link": (
        N_(
            "Counted are pairs of services, one from each sector, that must hand over to each other. None of them "
            "has a working link."
        ),
        "Σ W > 0 ∧ Σ W·H = 0",
        MEASURES["required"].source,
    ),
    "silo": (
        N_(
            "Working ties of the sector's actors are counted inside it and across its border. It is told when more "
            "stay inside than cross it and people's needs lead out."
        ),
        "E-I = (E − I) / (E + I) < 0",
        "Krackhardt & Stern (1988), Informal networks and organizational crises",
    ),
    "fresh_starts": (
        N_(
            "The fewest services at which these people must begin so that every answer is at most one working link "
            "away. Up to 16 services it is exact, above it is an upper bound."
        ),
        "min |D|: ∪ reach(d) = answered(g)",
        "SiloMap",
    ),
    "carries_most": (
        N_("The group with most pairs of needs that are not joined up. Pairs are counted as in the joined-up score."),
        "max |Q(g)| − joined(g)",
        "SiloMap",
    ),
    "reinforcing_loop": (_LOOPS, "Π sign = +, |loop| ≤ 8", MEASURES["reinforcing_loops"].source),
    "root_cause_neglected": (
        N_(
            "A cause from which at least two needs follow, and whose answers are clearly weaker than those of a "
            "need on average. An answer without a strength counts 3."
        ),
        "role = cause ∧ reach ≥ 2 ∧ Σ strength ≤ ¾ mean",
        MEASURES["effort_on_causes"].source,
    ),
    "effort_on_symptoms": (_EFFORT, "Σ strength / #{n}", MEASURES["effort_on_symptoms"].source),
    "only_bridge": (
        N_(
            "All working ties between the two sectors are looked at: actors that work together, shared providers, "
            "services that work together. It is told when all of them need the same actor."
        ),
        "∩ ends(ties(A,B)) ≠ ∅",
        "SiloMap",
    ),
    "single_point_of_failure": (
        N_(
            "The actor is taken off the map with the services that only it provides, and everything is counted "
            "again. What is gone then is told here."
        ),
        "G − a",
        MEASURES["actor_fragmentation"].source,
    ),
    "single_answer": (N_("Exactly one service answers this need. Planned links do not count."), "k = 1", "SiloMap"),
    "stretched_service": (
        N_(
            "A service with capacity 1 or 2 that answers strong needs (4 or 5) of two groups or more. Without a "
            "capacity of its own it has the highest of its providers'."
        ),
        "capacity ≤ 2 ∧ #{g} ≥ 2",
        "SiloMap",
    ),
    "not_ready": (
        N_(
            "An actor with readiness or capacity 1 or 2 whose services must hand over to others. Counted are those "
            "handovers."
        ),
        "min(readiness, capacity) ≤ 2 ∧ Σ W > 0",
        "SiloMap",
    ),
    "group_without_voice": (
        N_("No working link “involves” leads from a service to this group. Being answered is not being involved."),
        "#{s: s involves g} = 0",
        "after Arnstein (1969), A ladder of citizen participation",
    ),
    "service_without_voice": (_DESIGN, MEASURES["co_designed_services"].formula, "after Arnstein (1969)"),
    "one_problem_one_service": (
        N_(
            "A service that answers exactly one need is built around one problem. It is told when more than half of "
            "at least three services are."
        ),
        "#{s: #{n: s→n} = 1} / #{s}",
        "SiloMap",
    ),
    "assumed_links": (_ASSUMED, MEASURES["assumed_links"].formula, "SiloMap"),
    "joint_service": (
        N_(
            "A cluster of needs that people live with at once and cannot cross, and the fewest actors that answer "
            "all of them today. Counted is what one service of theirs for all these needs would join."
        ),
        "Σ joined(g) after − Σ joined(g) before",
        "SiloMap",
    ),
    "service_without_need": (
        N_("No working link leads from this service to a need. It may be that it is not drawn yet."),
        "#{n: s→n} = 0",
        "SiloMap",
    ),
    "service_without_provider": (
        N_("No working link leads from an actor to this service. Without one no link can be judged."),
        "#{a: a→s} = 0",
        "SiloMap",
    ),
    "actor_without_service": (
        N_("The actor provides no service and has no working tie. It may be that it is not drawn yet."),
        "#{s} = 0 ∧ #{ties} = 0",
        "SiloMap",
    ),
}


def shown(code: str, value: float | int | None) -> str:
    """A measure's value as people read it: whole numbers before percentages, “–” where it is undefined."""
    if value is None:
        return "–"
    unit = MEASURES[code].unit
    if unit == SHARE:
        return f"{figure(100 * value, 0)} %"
    if unit in (COUNT, SCORE):
        return figure(value, 0)
    return figure(value)


def counted_words(system_map: SystemMap, row: Counted) -> str:
    """One thing that a number counts, by name."""
    text = " · ".join(system_map.label(key) for key in row.elements)
    if row.value is not None:
        text = f"{text} ({figure(row.value)})"
    if row.is_in_place is None:
        return text
    state = _("in place") if row.is_in_place else _("missing")
    return f"{text} – {state}"
