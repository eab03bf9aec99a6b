"""The sectors: the matrix, the pairs of sectors in numbers, and the links that would join most."""

from __future__ import annotations

from collections.abc import Sequence

from silomap.analysis.analyse import Analysis
from silomap.analysis.readiness import READY
from silomap.i18n import _, figure, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.advice import FEASIBILITY
from silomap.report.document.blocks import (
    BAD,
    GOOD,
    PLAIN,
    WARNING,
    Bar,
    Bars,
    Block,
    Heading,
    Picture,
    Section,
    Shot,
    Table,
    Text,
)
from silomap.report.overview import SectorBar

MOST_GAPS, MOST_CELLS, LOW, HIGH = 12, 40, 100 / 3, 200 / 3


def sectors(title: str, system_map: SystemMap, result: Analysis, bars: Sequence[SectorBar]) -> Section:
    """Which sectors should work together, and do they?"""
    if not system_map.sectors:
        text = _("This map has no sectors yet, so there is nothing to compare between them.")
        return Section("matrix", title, (Text(text),))
    between = [cell for cell in result.matrix if cell.a != cell.b]
    blocks: list[Block] = [bars_of(bars)]
    if between:
        worst = max(between, key=lambda c: (c.required - c.in_place, c.a, c.b))
        alt = ngettext(
            "A table of {sectors} by {sectors} sectors. In {n} pair of them services must hand over to each other; "
            "most is missing between {a} and {b}: {part} of {whole} pairs of services have a working link.",
            "A table of {sectors} by {sectors} sectors. In {n} pairs of them services must hand over to each other; "
            "most is missing between {a} and {b}: {part} of {whole} pairs of services have a working link.",
            len(between),
            sectors=len(system_map.sectors),
            a=name_of(system_map, worst.a),
            b=name_of(system_map, worst.b),
            part=worst.linked_pairs,
            whole=worst.required_pairs,
        )
        blocks.append(Picture(Shot("matrix"), alt, _("Links in place of links that are needed.")))
        rows = tuple(
            (
                name_of(system_map, cell.a),
                name_of(system_map, cell.b),
                str(cell.required_pairs),
                str(cell.linked_pairs),
            )
            for cell in sorted(between, key=lambda c: (c.in_place - c.required, c.a, c.b))[:MOST_CELLS]
        )
        heads = (
            _("Sector"),
            _("Sector"),
            _("Pairs of services that must hand over"),
            _("of these with a working link"),
        )
        blocks += [Heading(_("Pairs of sectors")), Table("", heads, rows, (0.3, 0.3, 0.2, 0.2), frozenset({2, 3}))]
    blocks += _gaps(system_map, result)
    return Section("matrix", title, tuple(blocks))


def bars_of(bars: Sequence[SectorBar]) -> Bars:
    """How much of what must be handed over across a sector's border is."""
    rows = []
    for bar in bars:
        share = bar.share
        tone = PLAIN if share is None else BAD if share < LOW else WARNING if share < HIGH else GOOD
        text = _("nothing to hand over") if share is None else _("{n} of 100", n=figure(share, 0))
        rows.append(Bar(bar.name, ((tone, (share or 0.0) / 100),), text))
    return Bars(_("Handovers across the border of each sector that are in place"), tuple(rows))


def _gaps(system_map: SystemMap, result: Analysis) -> list[Block]:
    best = result.gaps[:MOST_GAPS]
    if not best:
        return []
    rows = []
    for gap in best:
        joins = str(gap.pairs_joined) if gap.pairs_joined else "–"
        known = _("asked: they do not work together") if gap.asked else _("not discussed yet")
        feasible = _(FEASIBILITY[gap.feasibility])
        tie = f"{system_map.label(gap.source)} – {system_map.label(gap.target)}"
        rows.append((tie, joins, feasible, known))
    heads = (_("Link to build"), _("Pairs of needs it joins"), _("Can it be done?"), _("In the room"))
    tones = tuple(GOOD if gap.feasibility == READY else PLAIN for gap in best)
    return [
        Heading(_("Links that would join most")),
        Table("", heads, tuple(rows), (0.42, 0.14, 0.22, 0.22), frozenset({1}), tones),
    ]


def name_of(system_map: SystemMap, sector: str) -> str:
    """The name of a sector; services that belong to none have a name, too."""
    return system_map.label(sector) if sector else _("No sector")
