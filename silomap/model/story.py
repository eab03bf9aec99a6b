"""The story of a map: steps that are shown one after the other, each a saved look with words. Edits and questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.discussion import tidy_text
from silomap.model.draft import Draft
from silomap.model.elements import Group, Scenario, StoryStep
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import STAGES, STORY_ARRANGEMENTS, STORY_VIEWS

MOST_STEPS = 200
MOST_TITLE = 200
LEAST_ROOM = 1e-6
TEXTS = ("text", "question", "notes")


def steps_of(system_map: SystemMap) -> list[StoryStep]:
    """The steps in their order."""
    return sorted(system_map.all(StoryStep), key=lambda step: (step.position, step.id))


def add_step(draft: Draft, after: str = "", **values: Any) -> str:
    """Adds a step behind another one, or at the end; returns its id."""
    steps = steps_of(draft.result())
    if len(steps) >= MOST_STEPS:
        raise UserError(N_("A story has at most {n} steps."), n=MOST_STEPS)
    key = draft.new_id()
    step = StoryStep(id=key, position=(steps[-1].position if steps else 0.0) + 1.0)
    draft.put(_with(step, values))
    if after:
        place = next((number for number, known in enumerate(steps, 1) if known.id == after), len(steps))
        move_step(draft, key, place)
    return key


def change_step(draft: Draft, key: str, **values: Any) -> None:
    """Changes what a step shows or says."""
    step = draft.get(key)
    if isinstance(step, StoryStep):
        draft.put(_with(step, values))


def _with(step: StoryStep, values: dict[str, Any]) -> StoryStep:
    for name in TEXTS:
        if name in values:
            values[name] = tidy_text(values[name])
    if "title" in values:
        values["title"] = " ".join(tidy_text(values["title"]).split())[:MOST_TITLE]
    if "reveal" in values:
        values["reveal"] = tuple(stage for stage in STAGES if stage in values["reveal"])
    changed = replace(step, **values)
    if changed.view not in STORY_VIEWS or changed.arrangement not in STORY_ARRANGEMENTS:
        raise UserError(N_("This view cannot be kept as a step of a story."))
    return changed


def move_step(draft: Draft, key: str, place: int) -> None:
    """Puts a step at a place, counted from 0; the others keep their order. One entity changes where there is room."""
    steps = steps_of(draft.result())
    moved = next((step for step in steps if step.id == key), None)
    if moved is None:
        return
    others = [step for step in steps if step.id != key]
    place = max(0, min(place, len(others)))
    low = others[place - 1].position if place else (others[0].position - 2.0 if others else 0.0)
    high = others[place].position if place < len(others) else low + 2.0
    if high - low > LEAST_ROOM:
        draft.put(replace(moved, position=(low + high) / 2))
        return
    for number, step in enumerate([*others[:place], moved, *others[place:]], 1):
        draft.put(replace(step, position=float(number)))


def copy_step(draft: Draft, key: str) -> str:
    """The same step once more, behind it; returns its id, "" where there is no such step."""
    step = draft.get(key)
    if not isinstance(step, StoryStep):
        return ""
    values = {name: getattr(step, name) for name in ("title", *TEXTS, *LOOK)}
    return add_step(draft, after=key, **values)


LOOK = ("view", "arrangement", "scenario", "follows", "camera", "lit", "finding", "reveal")
"""The fields that say what is seen."""


def remove_step(draft: Draft, key: str) -> None:
    """Takes a step away."""
    if isinstance(draft.get(key), StoryStep):
        draft.remove(key)


def lost(system_map: SystemMap, step: StoryStep) -> int:
    """How much of what a step speaks of is not on the map any more."""
    gone = sum(key not in system_map for key in step.lit)
    gone += bool(step.scenario) and not isinstance(system_map.get(step.scenario), Scenario)
    gone += bool(step.follows) and not isinstance(system_map.get(step.follows), Group)
    return gone
