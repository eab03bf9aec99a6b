"""What a report is to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from silomap.i18n import N_
from silomap.model.system_map import SystemMap

PARTS: dict[str, str] = {
    "summary": N_("On one page"),
    "findings": N_("Findings"),
    "matrix": N_("Sectors: which should work together, and do they?"),
    "journeys": N_("What people go through"),
    "comparison": N_("Before and after"),
    "actions": N_("Decisions and actions"),
    "evaluation": N_("What the evaluation round said"),
    "lists": N_("Needs, services and what was said"),
    "method": N_("How this was measured"),
    "glossary": N_("Words"),
}
"""The parts of a report, in their order: code → title."""
PAPERS = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Papers in millimetres."""
State = tuple[str, SystemMap]
"""A state of the map with its name."""


@dataclass(frozen=True, slots=True)
class ReportWish:
    """Which parts, of which state of the map, beside which other one, on which paper, under which title."""

    parts: tuple[str, ...] = tuple(PARTS)
    title: str = ""
    state: str = ""
    """the name of the scenario or version that is reported; "" for today"""
    version: str = ""
    """what the present state of the map is called"""
    compared: tuple[State, State] | None = None
    """the state before and the one after"""
    is_story: bool = False
    """slides of the story instead of the overview"""
    paper: str = "A4"
    logo: bytes = b""
    """a PNG or JPEG that stands on the first page"""
    day: date | None = None
    """the day of the report; today where it is not given"""
