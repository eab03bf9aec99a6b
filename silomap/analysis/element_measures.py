"""What is measured of single elements, as numbers by id: for sizes and colours on the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from silomap.analysis.analyse import Analysis
from silomap.i18n import N_
from silomap.model.discussion import most_voted
from silomap.model.elements import Note
from silomap.model.system_map import SystemMap

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class ElementMeasure:
    """A measure of elements: its code, title, and the function that yields a number for each element that has one."""

    code: str
    title: str
    numbers: Callable[[SystemMap, Analysis | None], Numbers]


def _attribute(name: str) -> Callable[[SystemMap, Analysis | None], Numbers]:
    def numbers(system_map: SystemMap, result: Analysis | None) -> Numbers:
        found = ((e.id, getattr(e, name, None)) for e in system_map.mapped)
        return {key: float(value) for key, value in found if value is not None}

    return numbers


def _links(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Number of links that touch an element; range 0 and up."""
    return {e.id: float(len(system_map.links_of(e.id))) for e in system_map.mapped if e.type != "sector"}


def _dots(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Dots given in votes."""
    return {key: float(dots) for key, dots in most_voted(system_map)}


def _notes(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Number of notes."""
    counts: Numbers = {}
    for note in system_map.all(Note):
        if note.about:
            counts[note.about] = counts.get(note.about, 0.0) + 1
    return counts


def _of_needs(name: str) -> Callable[[SystemMap, Analysis | None], Numbers]:
    def numbers(system_map: SystemMap, result: Analysis | None) -> Numbers:
        rows = result.needs if result else ()
        return {row.id: float(value) for row in rows if (value := getattr(row, name)) is not None}

    return numbers


def _answers(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Number of services that respond to a need (fragmentation.Response.services)."""
    return {row.id: float(len(row.services)) for row in (result.needs if result else ())}


def _balance(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Cause (+1) or symptom (−1) of a need (causes.Causality.balance)."""
    rows = result.causality.values() if result else ()
    return {row.id: row.balance for row in rows if row.balance is not None}


def _reach(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """How many other needs a need leads to, directly or not (causes.Causality.reach)."""
    rows = result.causality.values() if result else ()
    return {row.id: float(row.reach) for row in rows}


def _of_brokers(name: str) -> Callable[[SystemMap, Analysis | None], Numbers]:
    def numbers(system_map: SystemMap, result: Analysis | None) -> Numbers:
        rows = result.brokerage.brokers if result else ()
        return {row.id: float(value) for row in rows if (value := getattr(row, name)) is not None}

    return numbers


def _lost(system_map: SystemMap, result: Analysis | None) -> Numbers:
    """Needs that lose their only answer without this actor or service (failure.Failure.needs_lost)."""
    return {row.id: float(len(row.needs_lost)) for row in (result.failures if result else ())}


ELEMENT_MEASURES = {
    row.code: row
    for row in (
        ElementMeasure("links", N_("Number of links"), _links),
        ElementMeasure("dots", N_("Votes"), _dots),
        ElementMeasure("notes", N_("Notes"), _notes),
        ElementMeasure("capacity", N_("Capacity"), _attribute("capacity")),
        ElementMeasure("readiness", N_("Readiness"), _attribute("readiness")),
        ElementMeasure("severity", N_("Severity"), _attribute("severity")),
        ElementMeasure("people", N_("People"), _attribute("people")),
        ElementMeasure("answers", N_("Services that respond to a need"), _answers),
        ElementMeasure("fragmentation", N_("Fragmentation of the answer to a need"), _of_needs("fragmentation")),
        ElementMeasure("balance", N_("Cause or symptom"), _balance),
        ElementMeasure("reach", N_("Needs that follow from it"), _reach),
        ElementMeasure("betweenness", N_("Stands between others"), _of_brokers("betweenness")),
        ElementMeasure("constraint", N_("Bound to few others"), _of_brokers("constraint")),
        ElementMeasure("lost", N_("Needs without answer if it fails"), _lost),
    )
}


def numbers_of(code: str, system_map: SystemMap, result: Analysis | None) -> Numbers:
    """The numbers of a measure by element id; a KeyError for a code that is none."""
    return ELEMENT_MEASURES[code].numbers(system_map, result)


def shares(numbers: Numbers) -> Numbers:
    """The numbers between 0 (the least) and 1 (the most); all ½ where they are all the same. O(n)."""
    if not numbers:
        return {}
    low, high = min(numbers.values()), max(numbers.values())
    if low == high:
        return dict.fromkeys(numbers, 0.5)
    return {key: (value - low) / (high - low) for key, value in numbers.items()}
