"""Every finding with its proof: a card, and for the first ones the part of the map they speak of as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from silomap.analysis.finding import Finding
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.document.blocks import BAD, WARNING, Block, Card, Heading, Picture, Section, Shot, Table, Text
from silomap.report.overview import Look, look_at, look_first
from silomap.report.sentences import TONES, words

MOST_SHOWN, MOST_TOLD, MOST_ELEMENTS = 8, 24, 14


def card_of(look: Look, is_short: bool = False) -> Card:
    """A finding as a card; a short one has no question and no proposal."""
    said = look.words
    tone = BAD if TONES.get(look.finding.rule) == "missing" else WARNING
    ask, do = ("", "") if is_short else (said.ask, said.do)
    return Card(said.kind, said.say, said.detail, ask, do, look.decided, look.owner, tone)


def findings(title: str, system_map: SystemMap, found: Sequence[Finding]) -> Section:
    """The findings to look at first with pictures, then all others by their sentence, as many as anybody reads."""
    if not found:
        text = _("Nothing was found. Is the map complete enough to say so?")
        return Section("findings", title, (Text(text),))
    first = look_first(system_map, found, MOST_SHOWN)
    shown = {look.finding.key for look in first}
    blocks: list[Block] = []
    for look in first:
        blocks.append(card_of(look))
        if look.finding.elements:
            blocks.append(evidence(system_map, look.finding))
    rest = [finding for finding in found if finding.key not in shown]
    if rest:
        blocks += [Heading(_("Also found")), _others(system_map, rest[:MOST_TOLD])]
        if len(rest) > MOST_TOLD:
            counts = Counter(words(system_map, finding).kind for finding in rest[MOST_TOLD:])
            told = " · ".join(_("{kind}: {n}", kind=kind, n=n) for kind, n in counts.most_common())
            blocks.append(Text(_("And more, less severe: {counts}.", counts=told), "hint"))
    return Section("findings", title, tuple(blocks))


def evidence(system_map: SystemMap, finding: Finding) -> Picture:
    """The part of the map that a finding speaks of."""
    there = tuple(key for key in finding.elements if key in system_map)[:MOST_ELEMENTS]
    names = ", ".join(_("“{name}”", name=system_map.label(key)) for key in there)
    alt = _("The part of the map that this speaks of: {names}.", names=names)
    rest = len(finding.elements) - len(there)
    caption = ngettext("{n} more element is left out.", "{n} more elements are left out.", rest) if rest else ""
    return Picture(Shot("part", elements=there, missing=finding.missing), alt, caption, 0.72)


def _others(system_map: SystemMap, rest: Sequence[Finding]) -> Table:
    rows = []
    for finding in rest:
        look = look_at(system_map, finding)
        rows.append((look.words.kind, look.words.say, look.decided or "–", look.owner))
    heads = (_("Kind"), _("What was found"), _("In the room"), _("Who"))
    return Table("", heads, tuple(rows), (0.2, 0.5, 0.12, 0.18))
