"""Two states of the map: what is better, what is the same, what is worse or new to worry about; with equal weight."""

from __future__ import annotations

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE, Comparison, compare
from silomap.analysis.finding import Finding
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.changes import SIGNS, told_changes
from silomap.report.comparison import MEANINGS, difference, title_alone
from silomap.report.document.blocks import (
    BAD,
    GOOD,
    PLAIN,
    Block,
    Bullets,
    Figure,
    Figures,
    Heading,
    Picture,
    Section,
    Shot,
    Table,
    Text,
)
from silomap.report.document.wish import State
from silomap.report.explanations import shown
from silomap.report.overview import meaning_of, numbers
from silomap.report.sentences import sentence

MOST_CHANGES, MOST_FINDINGS = 30, 12
TONES = {BETTER: GOOD, WORSE: BAD, SAME: PLAIN, OTHER: PLAIN}


def comparison(title: str, before: State, after: State, a: Analysis, b: Analysis) -> Section:
    """The five numbers before and after, what stays the same, findings that went and came, and what changed."""
    found = compare(a, b)
    names = {"a": before[0], "b": after[0]}
    blocks: list[Block] = [Text(_("From “{a}” to “{b}”.", **names), "lead"), _numbers(before, after, a, b)]
    for heading, meaning in ((_("Better"), BETTER), (_("Worse, or a new risk"), WORSE)):
        rows = [row for row in found.measures if row.meaning == meaning]
        blocks.append(Heading(heading))
        if rows:
            cells = tuple(
                (title_alone(r.code), shown(r.code, r.before), shown(r.code, r.after), difference(r)) for r in rows
            )
            heads = (_("Measure"), before[0], after[0], _("Change"))
            tones = (TONES[meaning],) * len(cells)
            blocks.append(Table("", heads, cells, (0.52, 0.16, 0.16, 0.16), frozenset({1, 2, 3}), tones))
        news = found.gone if meaning == BETTER else found.come
        where = before[1] if meaning == BETTER else after[1]
        blocks += _findings(news, where, meaning)
        if not rows and not news:
            blocks.append(Text(_("Nothing.")))
    blocks += _same(found)
    blocks += _changes(before, after)
    return Section("comparison", title, tuple(blocks))


def _numbers(before: State, after: State, a: Analysis, b: Analysis) -> Figures:
    rows = []
    there = {number.code: number for number in numbers(after[1], b)}
    for number in numbers(before[1], a):
        then = there[number.code]
        meaning = meaning_of(number, then)
        text = f"{number.value} → {then.value}" if number.value != then.value else number.value
        rows.append(Figure(number.title, text, _(MEANINGS[meaning]), TONES[meaning]))
    return Figures(tuple(rows))


def _findings(found: tuple[Finding, ...], where: SystemMap, meaning: str) -> list[Block]:
    if not found:
        return []
    lead = _("No longer found: {n}", n=len(found)) if meaning == BETTER else _("Newly found: {n}", n=len(found))
    items = [sentence(where, finding) for finding in found[:MOST_FINDINGS]]
    if len(found) > MOST_FINDINGS:
        items.append(ngettext("and {n} more", "and {n} more", len(found) - MOST_FINDINGS))
    return [Text(lead), Bullets(tuple(items))]


def _same(found: Comparison) -> list[Block]:
    same = [row for row in found.measures if row.meaning == SAME and row.before not in (None, 0)]
    if not same:
        return []
    items = tuple(_("{title}: {value}", title=title_alone(r.code), value=shown(r.code, r.before)) for r in same)
    return [Heading(_("The same")), Text(" · ".join(items))]


def _changes(before: State, after: State) -> list[Block]:
    told = told_changes(before[1], after[1])
    if not told:
        return [Text(_("Nothing has changed on the map."))]
    alt = ngettext("The map with {n} change marked.", "The map with {n} changes marked.", len(told))
    items = [f"{SIGNS[change.kind]} {change.text}" for change in told[:MOST_CHANGES]]
    if len(told) > MOST_CHANGES:
        items.append(ngettext("and {n} more change", "and {n} more changes", len(told) - MOST_CHANGES))
    return [
        Heading(_("What changed on the map")),
        Picture(Shot("compare"), alt, _("New, changed and gone.")),
        Bullets(tuple(items)),
    ]
