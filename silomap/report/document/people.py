"""What people go through: every group in a table, and the way of those whose way is worst as a picture."""

from __future__ import annotations

from silomap.analysis.analyse import Analysis
from silomap.i18n import _
from silomap.report.document.blocks import Block, Heading, Picture, Section, Shot, Table, Text
from silomap.report.overview import Overview

MOST_PEOPLE = 4


def people(title: str, result: Analysis, found: Overview) -> Section:
    """What groups go through: a table, and the way of those whose way is worst."""
    if not found.people:
        text = _("No group of people lives with a need on this map yet.")
        return Section("journeys", title, (Text(text),))
    rows = []
    for person, journey in zip(found.people, result.journeys, strict=True):
        starts = journey.fresh_starts
        rows.append(
            (
                person.name,
                str(len(journey.needs)),
                str(len(journey.doors)),
                _("{part} of {whole}", part=journey.joined_need_pairs, whole=journey.need_pairs),
                str(journey.cold),
                str(starts) if starts is not None else _("at most {n}", n=journey.fresh_starts_at_most),
            )
        )
    heads = (
        _("Group"),
        _("Needs"),
        _("Doors"),
        _("Pairs joined up"),
        _("Handovers without a link"),
        _("Fresh starts"),
    )
    table = Table("", heads, tuple(rows), (0.36, 0.1, 0.1, 0.15, 0.17, 0.12), frozenset({1, 2, 3, 4, 5}))
    blocks: list[Block] = [
        Text(_("A fresh start is a door at which people must begin again, because nobody hands them over.")),
        table,
    ]
    for person in found.people[:MOST_PEOPLE]:
        if person.cold or len(found.people) <= MOST_PEOPLE:
            alt = _("The way of {group}: {text}.", group=person.name, text=person.text)
            blocks += [Heading(person.name), Picture(Shot("journey", group=person.group), alt, person.text)]
    return Section("journeys", title, tuple(blocks))
