"""The one page: what a manager is asked for, what is known, what to do. Conclusion first, as decision briefs do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE
from silomap.analysis.rounding import whole
from silomap.i18n import N_, _, ngettext
from silomap.model.elements import Action, Seat
from silomap.model.session import missing_voices
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.document.blocks import (
    BAD,
    GOOD,
    PLAIN,
    Bar,
    Bars,
    Block,
    Bullets,
    Figure,
    Figures,
    Heading,
    Section,
    Table,
    Text,
)
from silomap.report.document.findings import card_of
from silomap.report.overview import Number, Overview, due_words, meaning_of

TONES = {BETTER: GOOD, WORSE: BAD, SAME: PLAIN, OTHER: PLAIN}
MOST_DECISIONS, MOST_FINDINGS, MOST_ACTIONS, MOST_PEOPLE = 3, 3, 4, 2
AFTER = {
    BETTER: N_("{state}: {value}, better"),
    WORSE: N_("{state}: {value}, worse"),
    SAME: N_("{state}: the same"),
    OTHER: N_("{state}: {value}"),
}


def summary(
    title: str, system_map: SystemMap, found: Overview, other: tuple[str, tuple[Number, ...]] | None, today: date
) -> Section:
    """The one page: decisions, the five numbers, needs, three findings, actions, what the map does not know."""
    blocks: list[Block] = [Text(_headline(found), "lead")]
    blocks += _decisions(found.decisions)
    blocks.append(Figures(tuple(_figure(number, other) for number in found.numbers)))
    blocks += _answers(found)
    blocks += _people(found)
    blocks.append(Heading(_("What to look at first")))
    blocks += [card_of(look, is_short=True) for look in found.first[:MOST_FINDINGS]]
    blocks += _actions(system_map, found.actions, today)
    blocks += [Heading(_("What this map does not know")), Bullets(tuple(_unknown(system_map, found)))]
    return Section("summary", title, tuple(blocks))


def _headline(found: Overview) -> str:
    if found.score is None:
        return found.score_text
    return _("The joined-up score is {score} of 100. {text}", score=whole(found.score), text=found.score_text)


def _figure(number: Number, other: tuple[str, tuple[Number, ...]] | None) -> Figure:
    there = next((n for n in other[1] if n.code == number.code), None) if other else None
    if there is None or other is None:
        return Figure(number.title, number.value)
    meaning = meaning_of(number, there)
    return Figure(number.title, number.value, _(AFTER[meaning], state=other[0], value=there.value), TONES[meaning])


def _decisions(decisions: Sequence[Action]) -> list[Block]:
    if not decisions:
        return []
    items = []
    for action in decisions[:MOST_DECISIONS]:
        who = action.partner or action.who
        asked = _("{decision} ({what})", decision=action.decision, what=action.what)
        items.append(_("{who}: {asked}", who=who, asked=asked) if who else asked)
    if len(decisions) > MOST_DECISIONS:
        rest = len(decisions) - MOST_DECISIONS
        items.append(ngettext("and {n} more", "and {n} more", rest))
    return [Heading(_("Decisions asked for")), Bullets(tuple(items))]


def _answers(found: Overview) -> list[Block]:
    total = sum(len(row.needs) for row in found.answers)
    if not total:
        return []
    parts = tuple((row.tone, len(row.needs) / total) for row in found.answers)
    return [Bars(_("Needs and who answers them"), (Bar("", parts, " · ".join(row.text for row in found.answers)),))]


def _people(found: Overview) -> list[Block]:
    if not found.people:
        return []
    items = [_("{name}: {text}", name=person.name, text=person.text) for person in found.people[:MOST_PEOPLE]]
    return [Heading(_("Who lives these needs")), Bullets(tuple(items))]


def _actions(system_map: SystemMap, actions: Sequence[Action], today: date) -> list[Block]:
    open_ones = [action for action in actions if action.state != "done"]
    if not open_ones:
        return [Heading(_("Actions")), Text(_("Nothing has been agreed yet: who makes the first link, and by when?"))]
    rows = tuple(action_row(action, today) for action in open_ones[:MOST_ACTIONS])
    table = Table("", action_heads(), rows, (0.48, 0.22, 0.16, 0.14))
    rest = len(open_ones) - len(rows)
    found: list[Block] = [Heading(_("Actions")), table]
    if rest > 0:
        found.append(Text(ngettext("and {n} more action", "and {n} more actions", rest), "hint"))
    return found


def action_heads() -> tuple[str, ...]:
    """The columns of a table of actions."""
    return (_("What"), _("Who"), _("By when"), _("State"))


def action_row(action: Action, today: date) -> tuple[str, ...]:
    """An action as a row."""
    title = CHOICE_TITLES[action.state]
    return (action.what, action.who or _("nobody yet"), due_words(action, today), _(title))


def _unknown(system_map: SystemMap, found: Overview) -> list[str]:
    """Who was not in the room, what is only assumed, and pairs nobody has asked about."""
    told = []
    seats = list(system_map.all(Seat))
    noted = [seat.role for seat in seats if not seat.present]
    if noted:
        told.append(_("Missing voices: {names}.", names=", ".join(noted)))
    if seats:
        sectors, no_citizens = missing_voices(system_map)
        if sectors:
            names = ", ".join(system_map.label(key) for key in sectors)
            told.append(_("Nobody in the room from: {names}.", names=names))
        if no_citizens:
            told.append(_("Nobody in the room who uses the services."))
    told.append(found.voice)
    assumed = sum(link.evidence == "assumed" for link in system_map.links)
    if assumed:
        told.append(ngettext("{n} link is only assumed.", "{n} links are only assumed.", assumed))
    asked = sum(link.status == "absent" for link in system_map.links)
    if asked:
        told.append(
            ngettext(
                "{n} pair was asked about and does not work together; what nobody asked about is missing, too.",
                "{n} pairs were asked about and do not work together; what nobody asked about is missing, too.",
                asked,
            )
        )
    else:
        told.append(_("No pair was asked about yet: a missing link may only not have been talked about."))
    return told
