"""What can be asked of a map that has been analysed: answers that are worked out only when somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from silomap.analysis.analyse import facts_of, result_of
from silomap.analysis.cells import cell_detail
from silomap.analysis.coordination import working_neighbours
from silomap.analysis.finding import Facts
from silomap.analysis.joined import lived_pairs, score
from silomap.analysis.journey_path import journey_path
from silomap.analysis.layers import Layers
from silomap.analysis.layouts import LAYOUTS, silently
from silomap.analysis.measures import evidence
from silomap.model.elements import Entity, sector_of
from silomap.model.invariants import can_join
from silomap.model.system_map import SystemMap

Entities = tuple[tuple[str, Entity | None], ...]
"""Entities that another state of the map has in the place of these; None for what it lacks."""


class StaleQuestionError(Exception):
    """What a question compares with was found on another map than the one it is asked of."""


def _other(system_map: SystemMap, entities: Entities) -> SystemMap:
    """Another state of a map, by what it has in the place of this one's entities. Whoever found them may have been
    overtaken by an edit; then the two make no map together. O(map)."""
    there = system_map.after(entities)
    homes = (sector_of(entity) for entity in there.values())
    if not all(can_join(there, link) for link in there.links):
        raise StaleQuestionError
    if not all(home is None or home in there for home in homes):
        raise StaleQuestionError
    return there


def _arrangement(system_map: SystemMap, _facts: Facts, name: str) -> Any:
    return LAYOUTS[name](system_map, (), silently)


def _journey(system_map: SystemMap, facts: Facts, group: str, other: Entities = ()) -> Any:
    """The way of a group on this map and, where another state is given, on that one."""
    there = journey_path(facts_of(_other(system_map, other), 1), group) if other else None
    return journey_path(facts, group), there


def _analysis(system_map: SystemMap, _facts: Facts, other: Entities, _tag: str = "") -> Any:
    """The analysis of another state; the tag says which one to whoever asked."""
    there = _other(system_map, other)
    return result_of(there, facts_of(there, 1))


def _score(system_map: SystemMap, facts: Facts, other: Entities, _tag: str = "") -> float | None:
    """The joined-up score of one other state; the tag says which one to whoever asked."""
    return _scores(system_map, facts, (other,))[0]


def _scores(system_map: SystemMap, _facts: Facts, steps: tuple[Entities, ...]) -> list[float | None]:
    """The joined-up score of earlier states, each given by what it has in the place of the one after it."""
    found = []
    for step in steps:
        system_map = _other(system_map, step)
        layers = Layers.of(system_map)
        lived = lived_pairs(layers, working_neighbours(layers))
        found.append(score(sum(item.is_joined for item in lived), len(lived)))
    return found


QUESTIONS: dict[str, Callable[..., Any]] = {
    "measure": lambda _map, facts, code: evidence(facts, code),
    "cell": lambda _map, facts, a, b: cell_detail(facts, a, b),
    "journey": _journey,
    "arrangement": _arrangement,
    "analysis": _analysis,
    "score": _score,
    "scores": _scores,
}
"""Name → function of the map, its facts and what is asked for."""
