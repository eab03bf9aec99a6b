"""What an exercise asks for, checked on the map: pure questions about what was drawn, selected and looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from silomap.analysis.analyse import Analysis
from silomap.analysis.coordination import working_neighbours
from silomap.analysis.layers import Layers
from silomap.analysis.measures import MEASURES, value_of
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import NOT_WORKING


@dataclass(frozen=True, slots=True)
class Situation:
    """How it was when the exercise began, how it is now, what is selected and which views were looked at since the
    step began. Analyses are None as long as they are not known."""

    start: SystemMap
    now: SystemMap
    before: Analysis | None = None
    result: Analysis | None = None
    selected: frozenset[str] = frozenset()
    views: frozenset[str] = frozenset()


Check = Mapping[str, Any]


def passed(checks: tuple[Check, ...], situation: Situation) -> bool:
    """Whether all checks of a step hold; a step without any is never passed by itself. Cost: O(map) at most."""
    return bool(checks) and all(_holds(check, situation) for check in checks)


def _holds(check: Check, situation: Situation) -> bool:
    kind = kind_of(check)
    return CHECKS[kind](check, situation)


def kind_of(check: Check) -> str:
    """Which of CHECKS it is; a KeyError where it is none."""
    return next(name for name in check if name in CHECKS)


def _together(check: Check, situation: Situation) -> bool:
    """Two services work together: linked, with a provider in common, or through their providers."""
    a, b = check["together"]
    neighbours = working_neighbours(Layers.of(situation.now))
    return bool(b in neighbours.get(a, set()))


def _answered(check: Check, situation: Situation) -> bool:
    return bool(Layers.of(situation.now).responders.get(check["answered"]))


def _measure(check: Check, situation: Situation) -> bool:
    value = value_of(situation.result, check["measure"]) if situation.result is not None else None
    if value is None:
        return False
    return bool(check.get("at_least", value) <= value <= check.get("at_most", value))


def _new_links(check: Check, situation: Situation) -> bool:
    """Exactly so many working links more than at the start."""
    made = [
        link
        for link in situation.now.links
        if link.kind == "coordinates_with" and link.status not in NOT_WORKING and link.id not in situation.start
    ]
    return bool(len(made) == check["new_links"])


def _newly_joined_sectors(check: Check, situation: Situation) -> bool:
    """Pairs of sectors between which something was needed and nothing in place, and something is now."""
    if situation.before is None or situation.result is None:
        return False
    apart = {(c.a, c.b) for c in situation.before.matrix if c.a and c.b and c.a != c.b and not c.in_place}
    joined = {(c.a, c.b) for c in situation.result.matrix if c.in_place > 0}
    return bool(len(apart & joined) >= check["newly_joined_sectors"])


CHECKS: dict[str, Callable[[Check, Situation], bool]] = {
    "view": lambda check, now: check["view"] in now.views,
    "selected": lambda check, now: bool(now.selected) and now.selected == frozenset(check["selected"]),
    "selected_any": lambda check, now: bool(now.selected) and now.selected <= frozenset(check["selected_any"]),
    "together": _together,
    "answered": _answered,
    "measure": _measure,
    "new_links": _new_links,
    "newly_joined_sectors": _newly_joined_sectors,
    "gone": lambda check, now: check["gone"] not in now.now,
}
"""Kind of check → whether it holds. A check is a mapping with one of these names."""
EXTRAS = {"measure": {"at_least", "at_most"}}
IDS: dict[str, type[Any]] = {"selected": list, "selected_any": list, "together": list, "answered": str, "gone": str}
NUMBERS = ("new_links", "newly_joined_sectors")


def fault_of(check: Any) -> str:
    """What is wrong with a check, in technical words; "" where nothing is."""
    if not isinstance(check, dict) or len([name for name in check if name in CHECKS]) != 1:
        return "one of " + ", ".join(CHECKS)
    kind = kind_of(check)
    strange = set(check) - {kind} - EXTRAS.get(kind, set())
    if strange:
        return f"unknown: {', '.join(sorted(map(str, strange)))}"
    value = check[kind]
    if kind in IDS and (not isinstance(value, IDS[kind]) or not value):
        return f"{kind}: {'a list of ids' if IDS[kind] is list else 'an id'} is needed"
    if kind == "together" and len(value) != 2:
        return "together: two ids are needed"
    if kind == "measure" and value not in MEASURES:
        return f"there is no measure {value}"
    if kind in NUMBERS and (not isinstance(value, int) or value < 1):
        return f"{kind}: a number is needed"
    return ""
