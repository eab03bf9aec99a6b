"""What the evaluation round said: how far the room agrees before and after, themes with their notes, proposals."""

from __future__ import annotations

from silomap.i18n import _, ngettext
from silomap.model.discussion import dots_on, spoken
from silomap.model.elements import Note
from silomap.model.evaluation import Group, groups
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.charts import GOOD
from silomap.report.discussion import Assessed, assessment, subject_words, theme_words
from silomap.report.document.blocks import PLAIN, Bar, Bars, Block, Bullets, Heading, Section, Text

MOST_NOTES, MOST_PROPOSALS = 30, 40
HIGHEST = 5


def evaluation(title: str, system_map: SystemMap) -> Section | None:
    """The section; None where nothing was put under a theme and nobody was asked. Nobody is named."""
    rows, found = assessment(system_map), [g for g in groups(system_map) if g.theme is not None and g.notes]
    if not rows and not found:
        return None
    blocks: list[Block] = [Bars(_("How far we agree, 1 to 5"), tuple(_bars(rows)), HIGHEST)] if rows else []
    for group in sorted(found, key=lambda g: (-g.dots, -len(g.notes))):
        blocks += _theme(system_map, group)
    proposals = [note for note in spoken(system_map) if note.kind == "proposal" and not note.done]
    if proposals:
        proposals.sort(key=lambda note: -dots_on(system_map, note.id))
        said = tuple(_said(system_map, note) for note in proposals[:MOST_PROPOSALS])
        blocks += [Heading(_("Proposals for managers")), Bullets(said)]
    return Section("evaluation", title, tuple(blocks))


def _bars(rows: list[Assessed]) -> list[Bar]:
    """Two bars a statement: before, and after below it."""
    found = []
    for row in rows:
        before = _("Before: {statement}", statement=row.words)
        after = _("After: {statement}", statement=row.words)
        for label, answered, tone in ((before, row.before, PLAIN), (after, row.after, GOOD)):
            if answered is not None:
                found.append(Bar(label, ((tone, answered.mean / HIGHEST),), answered.text))
    return found


def _theme(system_map: SystemMap, group: Group) -> list[Block]:
    about = dict.fromkeys(words for note in group.notes if (words := subject_words(system_map, note.about)))
    blocks: list[Block] = [Heading(theme_words(group))]
    if about:
        blocks.append(Text(_("About: {names}", names=", ".join(about)), "hint"))
    blocks.append(Bullets(tuple(_said(system_map, note) for note in group.notes[:MOST_NOTES])))
    return blocks


def _said(system_map: SystemMap, note: Note) -> str:
    """The words of a note; a quote stands in quotation marks, anything else behind what it is."""
    words = " ".join(note.text.split())
    dots = dots_on(system_map, note.id)
    count = " (" + ngettext("{n} dot", "{n} dots", dots) + ")" if dots else ""
    if note.kind == "quote":
        return f"“{words}”{count}"
    return f"{_(CHOICE_TITLES[note.kind])}: {words}{count}"
