"""Every measure of the whole map as a row: its family, unit, formula and source, and what it counts on this map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from silomap.analysis.analyse import Analysis
from silomap.analysis.causes import CAUSE, SYMPTOM
from silomap.analysis.finding import Facts
from silomap.analysis.fragmentation import FRAGMENTED, JOINED, PARTLY, SINGLE, UNANSWERED
from silomap.analysis.layers import pair
from silomap.analysis.loops import BALANCING, REINFORCING

PEOPLE, HANDOVERS, NEEDS, CAUSES, ACTORS, KNOWN = "people", "handovers", "needs", "causes", "actors", "known"
FAMILIES = (PEOPLE, HANDOVERS, NEEDS, CAUSES, ACTORS, KNOWN)
SCORE, SHARE, COUNT, NUMBER = "score", "share", "count", "number"
MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that a number counts: its elements, whether it counts as in place (None: no such question), and
    what it weighs (None: 1)."""

    elements: tuple[str, ...]
    is_in_place: bool | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a number counts: the first of it and how much there is in all."""

    code: str
    rows: tuple[Counted, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table."""

    code: str
    family: str
    unit: str
    formula: str
    source: str
    counted: Callable[[Facts], Iterable[Counted]]


def evidence(facts: Facts, code: str, most: int = MOST_COUNTED) -> Evidence:
    """The things that a measure counts on a map, by its code; a KeyError where there is no such measure."""
    rows = iter(MEASURES[code].counted(facts))
    first = tuple(islice(rows, most))
    return Evidence(code, first, len(first) + sum(1 for _ in rows))


def value_of(result: Analysis, code: str) -> float | int | None:
    """The value of a measure."""
    return {"score": result.score, "handover_score": result.handover_score}.get(code, result.measures.get(code))


def _lived(facts: Facts, only: bool | None = None) -> Iterator[Counted]:
    for item in facts.lived:
        if only is None or item.is_joined == only:
            group = () if item.group is None else (item.group,)
            yield Counted((*group, item.n, item.m), item.is_joined)


def _required(facts: Facts, only: bool | None = None) -> Iterator[Counted]:
    for key, requirement in sorted(facts.required.items()):
        weight = requirement.weight
        works = key[1] in facts.neighbours[key[0]]
        if weight > 0 and (only is None or works == only):
            yield Counted(key, works, weight)


def _triangles(facts: Facts, closed: bool) -> Iterator[Counted]:
    for (s, t), requirement in sorted(facts.required.items()):
        if (t in facts.neighbours[s]) == closed:
            yield from (Counted((s, t, need), closed) for need in requirement.shared_needs)


def _squares(facts: Facts, closed: bool) -> Iterator[Counted]:
    layers = facts.layers
    for (s, t), requirement in sorted(facts.required.items()):
        if (t in facts.neighbours[s]) != closed:
            continue
        for n, m in requirement.linked_needs:
            for one, other in ((n, m), (m, n)):
                if one in layers.answers[s] and other in layers.answers[t]:
                    yield Counted((s, t, one, other), closed)


def _by_state(state: str) -> Callable[[Facts], Iterator[Counted]]:
    return lambda facts: (Counted((r.id, *r.services)) for r in facts.responses if r.state == state)


def _coverage(facts: Facts, by: str | None = None) -> Iterator[Counted]:
    for key, need in sorted(facts.layers.needs.items()):
        value = None if by is None else getattr(need, by)
        if by is None or value is not None:
            yield Counted((key,), bool(facts.layers.responders[key]), value)


def _effort(facts: Facts, role: str) -> Iterator[Counted]:
    for key, place in facts.causality.items():
        if place.role == role:
            yield Counted((key, *sorted(facts.layers.responders[key])), None, facts.layers.effort(key))


def _loops(facts: Facts, kind: str) -> Iterator[Counted]:
    return (Counted(loop.needs) for loop in facts.loops if loop.type == kind)


def _ties(facts: Facts) -> Iterator[Counted]:
    layers = facts.layers
    for a, others in sorted(layers.actor_ties.items()):
        for b in sorted(others):
            if a < b and layers.sector[a] is not None and layers.sector[b] is not None:
                yield Counted(pair(a, b), layers.sector[a] == layers.sector[b])


BORGATTI = "Borgatti (2006), Identifying sets of key players in a social network"
CATALDO = "Cataldo, Herbsleb & Carley (2008), Socio-technical congruence"
BODIN = "Bodin & Tengö (2012), Disentangling intangible social-ecological systems"
ANGST = "Angst & Seppelt (2020), motifr; in closed form"
CAUSAL = "Barbrook-Johnson & Penn (2022), Systems Mapping"
OURS = "SiloMap"
_JOINED = "100 · Σ joined(g) / Σ |Q(g)|"
_WEIGHT = "W(s,t) = a · #{n: s→n, t→n} + b · #{n–m: s→n, t→m},  a = 1, b = ½"
_F = "F = 1 − Σ k(k−1) / n(n−1)"

MEASURES: dict[str, Measure] = {
    row.code: row
    for row in (
        Measure("score", PEOPLE, SCORE, _JOINED, OURS, _lived),
        Measure("need_pairs", PEOPLE, COUNT, "Σ |Q(g)|", OURS, _lived),
        Measure("joined_need_pairs", PEOPLE, COUNT, "Σ joined(g)", OURS, lambda f: _lived(f, True)),
        Measure("handover_score", HANDOVERS, SCORE, f"100 · Σ W·H / Σ W,  {_WEIGHT}", CATALDO, _required),
        Measure("required", HANDOVERS, NUMBER, f"Σ W,  {_WEIGHT}", CATALDO, _required),
        Measure("in_place", HANDOVERS, NUMBER, f"Σ W·H,  {_WEIGHT}", CATALDO, lambda f: _required(f, True)),
        Measure("required_pairs", HANDOVERS, COUNT, "#{s<t: W > 0}", CATALDO, _required),
        Measure("linked_pairs", HANDOVERS, COUNT, "#{s<t: W > 0, H}", CATALDO, lambda f: _required(f, True)),
        Measure("gaps", HANDOVERS, COUNT, "#{s<t: ¬H, W > 0 ∨ Q}", CATALDO, lambda f: (
            Counted(key, False, weight) for key, weight in sorted(f.missing.weight.items())
        )),
        Measure("triangles_closed", HANDOVERS, COUNT, "Σ H · #{n: s→n, t→n}", BODIN, lambda f: _triangles(f, True)),
        Measure("triangles_open", HANDOVERS, COUNT, "Σ ¬H · #{n: s→n, t→n}", BODIN, lambda f: _triangles(f, False)),
        Measure("squares_closed", HANDOVERS, COUNT, "Σ H · #{n–m: s→n, t→m}", BODIN, lambda f: _squares(f, True)),
        Measure("squares_open", HANDOVERS, COUNT, "Σ ¬H · #{n–m: s→n, t→m}", BODIN, lambda f: _squares(f, False)),
        Measure("expected_handover_score", HANDOVERS, SCORE, "100 · m·W̄ / Σ W", ANGST, _required),
        Measure("fit_z", HANDOVERS, NUMBER, "z = (Σ W·H − m·W̄) / √(m(1 − m/M)·s²)", ANGST, _required),
        Measure("unanswered_needs", NEEDS, COUNT, "#{n: k = 0}", OURS, _by_state(UNANSWERED)),
        Measure("single_needs", NEEDS, COUNT, "#{n: k = 1}", OURS, _by_state(SINGLE)),
        Measure("joined_needs", NEEDS, COUNT, f"#{{n: F = 0}},  {_F}", BORGATTI, _by_state(JOINED)),
        Measure("partly_joined_needs", NEEDS, COUNT, f"#{{n: 0 < F < 1}},  {_F}", BORGATTI, _by_state(PARTLY)),
        Measure("fragmented_needs", NEEDS, COUNT, f"#{{n: F = 1}},  {_F}", BORGATTI, _by_state(FRAGMENTED)),
        Measure("coverage", NEEDS, SHARE, "#{n: k > 0} / #{n}", OURS, _coverage),
        Measure("coverage_by_people", NEEDS, SHARE, "Σ p(n)[k > 0] / Σ p(n)", OURS, lambda f: _coverage(f, "people")),
        Measure(
            "coverage_by_severity", NEEDS, SHARE, "Σ v(n)[k > 0] / Σ v(n)", OURS, lambda f: _coverage(f, "severity")
        ),
        Measure("effort_on_causes", CAUSES, NUMBER, "Σ strength / #{n}", CAUSAL, lambda f: _effort(f, CAUSE)),
        Measure("effort_on_symptoms", CAUSES, NUMBER, "Σ strength / #{n}", CAUSAL, lambda f: _effort(f, SYMPTOM)),
        Measure("reinforcing_loops", CAUSES, COUNT, "#{loops: Π sign = +}", CAUSAL, lambda f: _loops(f, REINFORCING)),
        Measure("balancing_loops", CAUSES, COUNT, "#{loops: Π sign = −}", CAUSAL, lambda f: _loops(f, BALANCING)),
        Measure("actor_fragmentation", ACTORS, SHARE, _F, BORGATTI, lambda f: map(Counted, f.network.parts)),
        Measure(
            "actor_distance_fragmentation", ACTORS, SHARE, "DF = 1 − Σ 1/d(i,j) / n(n−1)", BORGATTI,
            lambda f: map(Counted, f.network.parts),
        ),
        Measure(
            "sector_modularity", ACTORS, NUMBER, "Q = Σ (L/m − (D/2m)²)",
            "Newman & Girvan (2004), Finding and evaluating community structure in networks", _ties,
        ),
        Measure(
            "community_nmi", ACTORS, NUMBER, "2 · I(X;Y) / (H(X) + H(Y))",
            "Blondel et al. (2008); Danon et al. (2005)", lambda f: map(Counted, f.network.communities),
        ),
        Measure(
            "co_designed_services", KNOWN, SHARE, "#{s: level ≥ co-designed} / #{s}", "after Arnstein (1969)",
            lambda f: (Counted((s,), s in f.voice.shaped_services) for s in sorted(f.layers.services)),
        ),
        Measure(
            "assumed_links", KNOWN, SHARE, "#{assumed} / #{links}", OURS,
            lambda f: (Counted((link.source, link.target)) for link in f.layers.assumed),
        ),
    )
}  # fmt: skip
