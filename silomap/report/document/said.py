"""What people decided, agreed and said; and the lists of needs and services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from silomap.analysis.analyse import Analysis
from silomap.i18n import _
from silomap.model.discussion import is_overdue, most_voted, spoken
from silomap.model.elements import Action, Link, Service
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.charts import STATE_TITLES
from silomap.report.discussion import subject_words
from silomap.report.document.blocks import BAD, GOOD, PLAIN, Block, Heading, Section, Table, Text
from silomap.report.overview import due_words
from silomap.report.sentences import sentence

MOST_NOTES, MOST_VOTES, MOST_ROWS = 60, 10, 400


def actions(title: str, system_map: SystemMap, result: Analysis, found: Sequence[Action], today: date) -> Section:
    """Decisions with role and date, then every action with what it addresses."""
    if not found:
        return Section("actions", title, (Text(_("No action has been noted yet.")),))
    blocks: list[Block] = []
    asked = [action for action in found if action.decision]
    if asked:
        answers = tuple((a.decision, a.what, answer_words(a)) for a in asked)
        heads: tuple[str, ...] = (_("Decision needed"), _("Action"), _("Answer"))
        blocks += [Heading(_("Decisions")), Table("", heads, answers, (0.38, 0.34, 0.28))]
    sentences = {finding.key: sentence(system_map, finding) for finding in result.findings}
    rows = tuple(
        (
            action.what,
            sentences.get(action.finding) or subject_words(system_map, action.about) or "–",
            action.who or _("nobody yet"),
            due_words(action, today),
            _(CHOICE_TITLES[action.state]),
        )
        for action in found
    )
    tones = tuple(BAD if is_overdue(a, today) else GOOD if a.state == "done" else PLAIN for a in found)
    heads = (_("What"), _("What it addresses"), _("Who"), _("By when"), _("State"))
    blocks += [Heading(_("Actions")), Table("", heads, rows, (0.28, 0.34, 0.14, 0.13, 0.11), tones=tones)]
    return Section("actions", title, tuple(blocks))


def answer_words(action: Action) -> str:
    """What was decided, by whom and when."""
    if not action.answer:
        return _("not answered yet")
    title = CHOICE_TITLES[action.answer]
    return " · ".join(filter(None, (_(title), action.answered_by, action.answered_on)))


def lists(title: str, system_map: SystemMap, result: Analysis) -> Section:
    """Every need with its answers, every service with who offers it, what got dots and what was said."""
    blocks: list[Block] = []
    needs = [
        (
            system_map.label(need.id),
            ", ".join(system_map.label(service) for service in need.services) or "–",
            _(STATE_TITLES[need.state]),
        )
        for need in result.needs[:MOST_ROWS]
    ]
    if needs:
        heads = (_("Need"), _("Services that answer it"), _("Answer"))
        blocks += [Heading(_("Needs")), Table("", heads, tuple(sorted(needs)), (0.32, 0.46, 0.22))]
    services = [_service(system_map, service) for service in system_map.all(Service)[:MOST_ROWS]]
    if services:
        heads = (_("Service"), _("Sector"), _("Offered by"))
        blocks += [Heading(_("Services")), Table("", heads, tuple(sorted(services)), (0.38, 0.26, 0.36))]
    votes = [(subject_words(system_map, key), str(dots)) for key, dots in most_voted(system_map)[:MOST_VOTES]]
    if votes:
        rows = tuple(votes)
        blocks += [Heading(_("Votes")), Table("", (_("About"), _("Dots")), rows, (0.84, 0.16), frozenset({1}))]
    blocks += _notes(system_map)
    return Section("lists", title, tuple(blocks) or (Text(_("Nothing is on this map yet.")),))


def _service(system_map: SystemMap, service: Service) -> tuple[str, str, str]:
    links = (system_map[key] for key in system_map.links_of(service.id))
    names = [system_map.label(e.source) for e in links if isinstance(e, Link) and e.kind == "provides"]
    sector = system_map.label(service.sector) if service.sector else "–"
    return service.label, sector, ", ".join(sorted(names)) or "–"


def _notes(system_map: SystemMap) -> list[Block]:
    """Notes without their authors: a report travels further than a room."""
    notes = sorted(spoken(system_map), key=lambda note: note.kind)
    if not notes:
        return []
    rows = tuple(
        (_(CHOICE_TITLES[note.kind]), subject_words(system_map, note.about) or _("parking lot"), note.text)
        for note in notes[:MOST_NOTES]
    )
    heads = (_("Kind"), _("About"), _("What was said"))
    return [Heading(_("What was said")), Table("", heads, rows, (0.14, 0.3, 0.56))]
