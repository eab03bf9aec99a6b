"""From a map to the pages of its report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from silomap.analysis.analyse import Analysis
from silomap.errors import UserError
from silomap.i18n import N_, _, language
from silomap.model.elements import Seat
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.report.document.blocks import Report, Section
from silomap.report.document.comparison import comparison
from silomap.report.document.evaluation import evaluation
from silomap.report.document.findings import findings
from silomap.report.document.known import Known
from silomap.report.document.method import glossary, method
from silomap.report.document.people import people
from silomap.report.document.said import actions, lists
from silomap.report.document.sectors import sectors
from silomap.report.document.summary import summary
from silomap.report.document.wish import PARTS, ReportWish
from silomap.report.overview import Number, Overview, numbers, overview, today_here


def build(system_map: SystemMap, wish: ReportWish, known: Known | None = None) -> Report:
    """The page model of a report; a UserError where a part is not known. What it has to count is kept in `known`."""
    states = known or Known()
    for part in wish.parts:
        if part not in PARTS:
            raise UserError(N_("A report has no part “{name}”. There is: {names}"), name=part, names=", ".join(PARTS))
    today = wish.day or today_here()
    result = states.result(system_map)
    found = overview(system_map, result)
    made = [
        section
        for code in PARTS
        if code in wish.parts and (section := _part(code, system_map, states, found, wish, today)) is not None
    ]
    info = system_map.info
    return Report(
        title=wish.title or info.title or _("Untitled map"),
        about=info.description,
        facts=tuple(_facts(system_map, result, wish, today)),
        sections=tuple(made),
        language=language(),
        words={"contents": _("Contents"), "page": _("Page {n} of {whole}"), "report": _("Report")},
    )


def _part(
    code: str, system_map: SystemMap, states: Known, found: Overview, wish: ReportWish, today: date
) -> Section | None:
    title, result = _(PARTS[code]), states.result(system_map)
    makers: dict[str, Callable[[], Section | None]] = {
        "summary": lambda: summary(title, system_map, found, _other(system_map, wish, states), today),
        "findings": lambda: findings(title, system_map, result.findings),
        "matrix": lambda: sectors(title, system_map, result, found.sectors),
        "journeys": lambda: people(title, result, found),
        "comparison": lambda: _comparison(title, wish, states),
        "actions": lambda: actions(title, system_map, result, found.actions, today),
        "evaluation": lambda: evaluation(title, system_map),
        "lists": lambda: lists(title, system_map, result),
        "method": lambda: method(title, result),
        "glossary": lambda: glossary(title),
    }
    return makers[code]()


def _other(system_map: SystemMap, wish: ReportWish, states: Known) -> tuple[str, tuple[Number, ...]] | None:
    """The five numbers of the state that today is held against: the one that is compared with, or a scenario."""
    if wish.compared is not None:
        before, after = wish.compared
        name, there = after if after[1] != system_map else before
    elif not wish.state and system_map.scenarios:
        scenario = system_map.scenarios[0]
        name, there = scenario.label or scenario.id, shown_with(system_map, scenario.id)
    else:
        return None
    return name, numbers(there, states.result(there))


def _comparison(title: str, wish: ReportWish, states: Known) -> Section | None:
    if wish.compared is None:
        return None
    before, after = wish.compared
    return comparison(title, before, after, states.result(before[1]), states.result(after[1]))


def _facts(system_map: SystemMap, result: Analysis, wish: ReportWish, today: date) -> list[str]:
    facts = [today.isoformat()]
    if wish.state:
        facts.append(_("Scenario: {name}", name=wish.state))
    if wish.version:
        facts.append(_("Version: {name}", name=wish.version))
    facts.append(_("{elements} elements, {links} links", elements=result.elements, links=result.links))
    roles = sorted({seat.role for seat in system_map.all(Seat) if seat.present})
    if roles:
        facts.append(_("In the room: {names}", names=", ".join(roles)))
    return facts
