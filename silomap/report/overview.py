"""What a manager should know of a map, as one value: the window's overview, the one page and the slides show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE
from silomap.analysis.finding import Finding
from silomap.analysis.fragmentation import FRAGMENTED, JOINED, PARTLY, SINGLE, UNANSWERED
from silomap.i18n import N_, _, figure, ngettext
from silomap.model.discussion import actions_for, awaits_decision, by_date, is_overdue
from silomap.model.edits import mark_id
from silomap.model.elements import Action, Mark, Service
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.fill import Words
from silomap.report.sentences import words

MOST_FIRST, MOST_OF_A_RULE = 5, 2
SETTLED = frozenset({"done"})
GOOD, PLAIN, WARNING, BAD = "good", "plain", "warning", "bad"
ANSWERS = (
    (JOINED, GOOD, N_("{n} answered together")),
    (PARTLY, WARNING, N_("{n} answered in part together")),
    (FRAGMENTED, WARNING, N_("{n} answered in pieces")),
    (SINGLE, PLAIN, N_("{n} answered by one service only")),
    (UNANSWERED, BAD, N_("{n} not answered")),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The needs in one state of their answer: tone, words and which they are."""

    state: str
    tone: str
    text: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Something to look at first: a finding in words, what was decided about it, and what is done about it."""

    finding: Finding
    words: Words
    mark: Mark | None
    actions: tuple[Action, ...]

    @property
    def owner(self) -> str:
        """Who does something about it, and by when, in a few words; that nobody does, where that is so."""
        for action in self.actions:
            if action.who:
                done = _("done") if action.state == "done" else due_words(action, today_here())
                return " · ".join((action.who, done))
        return _("no owner yet")

    @property
    def decided(self) -> str:
        """What was decided about it; "" where it was not discussed."""
        return _(CHOICE_TITLES[self.mark.state]) if self.mark is not None else ""


@dataclass(frozen=True, slots=True)
class People:
    """A group and what it goes through."""

    group: str
    name: str
    text: str
    cold: int


@dataclass(frozen=True, slots=True)
class SectorBar:
    """A sector and how much of what must be handed over across its border is, 0…100; None where nothing must."""

    id: str
    name: str
    share: float | None


@dataclass(frozen=True, slots=True)
class Number:
    """One of the five numbers. `measure` is the code of the measure whose evidence it leads to; "" leads to a
    group."""

    code: str
    title: str
    value: str
    amount: float | None
    more_is_better: bool
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the manager's page."""

    score: float | None
    score_text: str
    numbers: tuple[Number, ...]
    answers: tuple[Answered, ...]
    first: tuple[Look, ...]
    sectors: tuple[SectorBar, ...]
    people: tuple[People, ...]
    voice: str
    decisions: tuple[Action, ...]
    actions: tuple[Action, ...]


def overview(system_map: SystemMap, result: Analysis) -> Overview:
    """The manager's page of a map and its analysis. Cost: O(findings + actions + needs)."""
    joined, pairs = int(result.measures["joined_need_pairs"] or 0), int(result.measures["need_pairs"] or 0)
    actions = by_date(system_map.all(Action))
    return Overview(
        score=result.score,
        score_text=_pairs_text(joined, pairs),
        numbers=numbers(system_map, result),
        answers=_answers(result),
        first=look_first(system_map, result.findings),
        sectors=_sectors(system_map, result),
        people=_people(system_map, result),
        voice=_voice(system_map, result),
        decisions=tuple(action for action in actions if awaits_decision(action)),
        actions=tuple(actions),
    )


def _pairs_text(joined: int, pairs: int) -> str:
    if not pairs:
        return _("Nobody on this map lives with two needs in different areas yet.")
    return ngettext(
        "{joined} of {n} pair of needs that people live with is joined up.",
        "{joined} of {n} pairs of needs that people live with are joined up.",
        pairs,
        joined=joined,
    )


def numbers(system_map: SystemMap, result: Analysis) -> tuple[Number, ...]:
    """The five numbers of a state of the map, in their order."""
    measures = result.measures
    joined, pairs = int(measures["joined_need_pairs"] or 0), int(measures["need_pairs"] or 0)
    needs, unanswered = len(result.needs), int(measures["unanswered_needs"] or 0)
    causes, symptoms = measures["effort_on_causes"], measures["effort_on_symptoms"]
    services = sum(1 for _service in system_map.all(Service))
    share = measures["co_designed_services"]
    shaped = round(share * services) if share is not None else 0
    return (
        Number(
            "joined_need_pairs",
            _("Pairs of needs joined up"),
            _("{part} of {whole}", part=joined, whole=pairs),
            float(joined),
            True,
            "joined_need_pairs",
        ),
        _starts(system_map, result),
        Number(
            "unanswered_needs",
            _("Needs without a service"),
            _("{part} of {whole}", part=unanswered, whole=needs),
            float(unanswered),
            False,
            "unanswered_needs",
        ),
        Number(
            "effort",
            _("Answer per need, causes and symptoms"),
            f"{_short(causes)} · {_short(symptoms)}",
            float(causes) if causes is not None else None,
            True,
            "effort_on_causes",
        ),
        Number(
            "co_designed_services",
            _("Services shaped with people"),
            _("{part} of {whole}", part=shaped, whole=services),
            float(shaped),
            True,
            "co_designed_services",
        ),
    )


def _short(value: float | int | None) -> str:
    return "–" if value is None else figure(value, 1)


def _starts(system_map: SystemMap, result: Analysis) -> Number:
    """The fresh starts of the most burdened group."""
    if not result.journeys:
        return Number("fresh_starts", _("Fresh starts of the most burdened group"), "–", None, False)
    first = result.journeys[0]
    exact = first.fresh_starts is not None
    count = first.fresh_starts if first.fresh_starts is not None else first.fresh_starts_at_most
    title = _("Fresh starts: {group}", group=system_map.label(first.group))
    text = str(count) if exact else _("at most {n}", n=count)
    return Number("fresh_starts", title, text, float(count), False)


def meaning_of(before: Number, after: Number) -> str:
    """What the difference of a number between two states means."""
    if before.amount is None or after.amount is None:
        return SAME if before.value == after.value else OTHER
    if before.amount == after.amount:
        return SAME if before.value == after.value else OTHER
    return BETTER if (after.amount > before.amount) == after.more_is_better else WORSE


def _answers(result: Analysis) -> tuple[Answered, ...]:
    found = []
    for state, tone, text in ANSWERS:
        needs = tuple(need.id for need in result.needs if need.state == state)
        if needs:
            found.append(Answered(state, tone, _(text, n=len(needs)), needs))
    return tuple(found)


def look_first(system_map: SystemMap, findings: Sequence[Finding], most: int = MOST_FIRST) -> tuple[Look, ...]:
    """The findings to look at first: the most severe that are not done yet, no more than two of one rule, so that
    one kind of trouble does not hide the others."""
    found: list[Look] = []
    of_rule: Counter[str] = Counter()
    for finding in findings:
        mark = mark_of(system_map, finding)
        if (mark is not None and mark.state in SETTLED) or of_rule[finding.rule] == MOST_OF_A_RULE:
            continue
        of_rule[finding.rule] += 1
        found.append(look_at(system_map, finding))
        if len(found) == most:
            break
    return tuple(found)


def look_at(system_map: SystemMap, finding: Finding) -> Look:
    """One finding with what was decided and what is done about it."""
    done = tuple(actions_for(system_map, finding.key, finding.about))
    return Look(finding, words(system_map, finding), mark_of(system_map, finding), done)


def mark_of(system_map: SystemMap, finding: Finding) -> Mark | None:
    """What people decided about a finding."""
    mark = system_map.get(mark_id(finding.rule, finding.about))
    return mark if isinstance(mark, Mark) else None


def _sectors(system_map: SystemMap, result: Analysis) -> tuple[SectorBar, ...]:
    found = [
        SectorBar(row.id, system_map.label(row.id), None if row.integration is None else 100 * row.integration)
        for row in result.sectors
    ]
    return tuple(sorted(found, key=lambda bar: (bar.share is None, bar.share or 0.0, bar.name)))


def _people(system_map: SystemMap, result: Analysis) -> tuple[People, ...]:
    found = []
    for journey in result.journeys:
        parts = (
            ngettext("{n} need", "{n} needs", len(journey.needs)),
            ngettext("{n} door", "{n} doors", len(journey.doors)),
            ngettext("{n} handover without a link", "{n} handovers without a link", journey.cold),
        )
        found.append(People(journey.group, system_map.label(journey.group), ", ".join(parts), journey.cold))
    return tuple(found)


def _voice(system_map: SystemMap, result: Analysis) -> str:
    services = sum(1 for _service in system_map.all(Service))
    share = result.measures["co_designed_services"]
    if share is None:
        return _("There is no service on this map yet.")
    return ngettext(
        "{part} of {n} service is shaped with the people who use it.",
        "{part} of {n} services are shaped with the people who use them.",
        services,
        part=round(share * services),
    )


def today_here() -> date:
    """The day where the person is."""
    return datetime.now().astimezone().date()


def due_words(action: Action, today: date) -> str:
    """By when an action is to be done, or since when it should be."""
    if not action.due:
        return _("no date yet")
    if is_overdue(action, today):
        return _("overdue since {date}", date=action.due)
    return action.due
