"""How everything was measured, with sources, and what the words mean."""

from __future__ import annotations

from silomap.analysis.analyse import Analysis
from silomap.analysis.measures import FAMILIES, MEASURES, value_of
from silomap.i18n import _, language
from silomap.report.document.blocks import Block, Bullets, Heading, Section, Table, Text
from silomap.report.explanations import DEFINITIONS, FAMILY_TITLES, TITLES, shown
from silomap.report.help import terms

AREAS = ("kind", "link", "mode", "level", "analysis")
"""The areas of the glossary that a report speaks of."""


def method(title: str, result: Analysis) -> Section:
    """Every measure with its value, what it counts, its formula and its source."""
    blocks: list[Block] = [
        Text(
            _(
                "Everything here was counted from the map: what is drawn, and nothing else. A link that is missing "
                "may only not have been talked about. Planned links and links that are absent count as none."
            )
        )
    ]
    for family in FAMILIES:
        rows = [row for row in MEASURES.values() if row.family == family]
        cells = tuple((_(TITLES[row.code]), shown(row.code, value_of(result, row.code)), row.formula) for row in rows)
        heads = (_("Measure"), _("Here"), _("Formula"))
        blocks += [Heading(_(FAMILY_TITLES[family])), Table("", heads, cells, (0.38, 0.12, 0.5), frozenset({1}))]
        said = dict.fromkeys(_(DEFINITIONS[row.code]) for row in rows)
        blocks.append(Bullets(tuple(said)))
    sources = dict.fromkeys(row.source for row in MEASURES.values() if row.source != "SiloMap")
    blocks += [Heading(_("Sources")), Bullets(tuple(sources))]
    return Section("method", title, tuple(blocks))


def glossary(title: str) -> Section:
    """The words of the map and of the analysis, in the language of the report."""
    rows = tuple((row[language()], row[f"{language()}_plain"]) for row in terms() if row["area"] in AREAS)
    return Section("glossary", title, (Table("", (_("Word"), _("What it means")), rows, (0.3, 0.7)),))
