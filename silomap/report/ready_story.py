"""A story that is ready to be told of any map: from silos to the system, one group's way, what breaks, what helps."""

from __future__ import annotations

from typing import Any

from silomap.analysis.analyse import Analysis
from silomap.i18n import _, ngettext
from silomap.model.elements import Link
from silomap.model.evaluation import Group, groups
from silomap.model.system_map import SystemMap
from silomap.report.discussion import assessment, theme_words
from silomap.report.sentences import headline

MOST_THEMES, MOST_SAID = 4, 3


def ready_story(system_map: SystemMap, result: Analysis) -> list[dict[str, Any]]:
    """The values of its steps (see model/story.py); only what this map has something to say about."""
    info = system_map.info
    steps: list[dict[str, Any]] = [
        {
            "title": info.title or _("Untitled map"),
            "text": info.description,
            "question": _("Who is on this map, and who is not?"),
        }
    ]
    if system_map.sectors:
        steps.append(
            {
                "title": _("What each office sees"),
                "text": _("Everything stands in its sector. Each office answers its own part, and does it well."),
                "question": _("What works well here?"),
                "arrangement": "silo",
            }
        )
    if result.needs:
        steps.append(
            {
                "title": _("What a life looks like"),
                "text": _("The same map, arranged by needs and causes. Nothing was added, nothing taken away."),
                "question": _("Where does it turn in a circle? Which need has no answer?"),
                "arrangement": "system",
            }
        )
    if result.journeys:
        steps.append(_follow(system_map, result))
    if result.needs:
        steps.append(_broken(result))
    steps += [_scenario(system_map, scenario.id) for scenario in system_map.scenarios[:1]]
    steps += learned(system_map)
    steps.append(
        {
            "title": _("What next?"),
            "text": _("What to look at first, who does something about it, and which decisions are asked for."),
            "question": _("Which link will you make, with whom, by when?"),
            "view": "overview",
        }
    )
    return steps


def _follow(system_map: SystemMap, result: Analysis) -> dict[str, Any]:
    journey = result.journeys[0]
    text = ngettext(
        "{n} need, {doors} doors to knock on, {cold} times nobody hands them over.",
        "{n} needs, {doors} doors to knock on, {cold} times nobody hands them over.",
        len(journey.needs),
        doors=len(journey.doors),
        cold=journey.cold,
    )
    return {
        "title": _("Follow one group: {name}", name=system_map.label(journey.group)),
        "text": text,
        "question": _("How often do they start from zero?"),
        "view": "journey",
        "follows": journey.group,
    }


def _broken(result: Analysis) -> dict[str, Any]:
    measures = result.measures
    _number, text = headline(result.score, int(measures["joined_need_pairs"] or 0), int(measures["need_pairs"] or 0))
    return {
        "title": _("Where it breaks"),
        "text": text,
        "question": _("First guess: where are the gaps? Then look."),
        "reveal": ("map", "gaps", "best"),
    }


def _scenario(system_map: SystemMap, key: str) -> dict[str, Any]:
    scenario = system_map[key]
    return {
        "title": _("What if: {name}", name=system_map.label(key)),
        "text": str(getattr(scenario, "description", "")),
        "question": _("What got better? What did not? What got worse?"),
        "scenario": key,
    }


def learned(system_map: SystemMap) -> list[dict[str, Any]]:
    """What the evaluation round said: how far the room agrees, and a step for each of the first themes."""
    steps: list[dict[str, Any]] = []
    rows = assessment(system_map)
    if rows:
        steps.append(
            {
                "title": _("What changed, as we see it"),
                "text": "\n".join(f"{row.words} {row.step}" for row in rows),
                "question": _("What made the difference? What did not change?"),
            }
        )
    told = [group for group in groups(system_map) if group.theme is not None and group.notes]
    told.sort(key=lambda group: (-group.dots, -len(group.notes)))
    return steps + [theme_step(system_map, group) for group in told[:MOST_THEMES]]


def theme_step(system_map: SystemMap, group: Group) -> dict[str, Any]:
    """A theme as a step: its first notes without names, and what they are about is lit."""
    about = dict.fromkeys(note.about for note in group.notes if note.about)
    ends = (
        end for key in about if isinstance(link := system_map.get(key), Link) for end in (link.source, link.target)
    )
    first = sorted(group.notes, key=lambda note: note.kind != "quote")[:MOST_SAID]
    said = ["“{words}”".format(words=" ".join(note.text.split())) for note in first]
    return {
        "title": theme_words(group),
        "text": "\n".join(said),
        "question": _("What follows from this, and for whom?"),
        "lit": tuple(dict.fromkeys((*about, *ends))),
    }
