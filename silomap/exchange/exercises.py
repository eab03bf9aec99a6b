"""Exercises: readable files with goal, steps, hints, checks and a lesson; those that ship, and a trainer's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from silomap.analysis.checks import Check, fault_of
from silomap.errors import UserError
from silomap.exchange.templates import NAMES
from silomap.i18n import N_
from silomap.model.elements import Element, Scenario
from silomap.model.story import steps_of
from silomap.model.system_map import SystemMap
from silomap.paths import resource, state_folder

FORMAT = "silomap-exercise/1"
MOST_BYTES, MOST_STEPS, MINUTES_A_STEP = 500_000, 60, 5
LINE = "__line__"
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExerciseStep:
    """What to do, what to ask the room, a hint, and what the map must look like then."""

    do: Words
    ask: Words
    hint: Words
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. `map` names a template, `file` is a map beside it instead; `scenario` is the one it begins in,
    `reveal` the one that answers."""

    id: str
    map: str
    minutes: int
    title: Words
    group: Words
    goal: Words
    steps: tuple[ExerciseStep, ...]
    lesson: Words
    scenario: Words
    reveal: Words
    file: Path | None = None


class _Lines(yaml.SafeLoader):
    """Remembers on which line each mapping begins, so that a mistake can be found."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        made = super().construct_mapping(node, deep)
        made[LINE] = node.start_mark.line + 1
        return made


def exercises() -> list[Exercise]:
    """Those that ship, then those in the person's own folder; one that cannot be read is left out here."""
    found = list(_shipped())
    for path in sorted(own_folder().glob("*.yaml")) if own_folder().is_dir() else []:
        try:
            found.append(read_exercise(path))
        except UserError:
            continue
    return found


def own_folder() -> Path:
    """Where a trainer's own exercises lie."""
    return state_folder() / "exercises"


@cache
def _shipped() -> tuple[Exercise, ...]:
    folder = resource("exercises")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name[:1].isdigit())
    return tuple(parse(folder.joinpath(name).read_text(encoding="utf-8"), name) for name in names)


@cache
def common(name: str) -> tuple[Words, ...]:
    """What every exercise asks: `debrief` or `self_check`."""
    data = yaml.safe_load(resource("exercises", "common.yaml").read_text(encoding="utf-8"))
    return tuple(data[name])


def read_exercise(path: Path) -> Exercise:
    """Reads an exercise; a UserError that says on which line what is wrong."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(N_("{path} is too large for an exercise."), path=str(path))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(N_("{path} could not be read ({reason})."), path=str(path), reason=str(error)) from error
    return parse(text, path.name, path.parent)


def parse(text: str, name: str, folder: Path | None = None) -> Exercise:
    """An exercise out of its text, its map perhaps beside it; a UserError that says on which line what is wrong."""
    try:
        data = yaml.load(text, _Lines)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(name, mark.line + 1 if mark else 1, str(getattr(error, "problem", None) or error)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _wrong(name, 1, f"format: {FORMAT} is needed")
    steps = data.get("steps")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise _wrong(name, data[LINE], f"steps: a list of 1 to {MOST_STEPS} is needed")
    file = _map_beside(str(data.get("map")), folder)
    if file is None and data.get("map") not in NAMES:
        raise _wrong(name, data[LINE], f"map: one of {', '.join(NAMES)}, or a .silomap file beside it, is needed")
    minutes = data.get("minutes", 30)
    if not isinstance(minutes, int) or not 1 <= minutes <= 600:
        raise _wrong(name, data[LINE], "minutes: a number is needed")
    reveal = data.get("reveal") or {}
    return Exercise(
        id=str(data.get("id") or name),
        map=data["map"],
        minutes=minutes,
        title=_words(data, "title", name, is_needed=True),
        group=_words(data, "group", name),
        goal=_words(data, "goal", name, is_needed=True),
        steps=tuple(_step(step, name, data[LINE]) for step in steps),
        lesson=_words(data, "lesson", name),
        scenario=_words(data, "scenario", name),
        reveal=_words(reveal, "scenario", name) if isinstance(reveal, dict) else {},
        file=file,
    )


def _map_beside(name: str, folder: Path | None) -> Path | None:
    """A map in the folder of the exercise itself, and nowhere else."""
    if folder is None or not name.endswith(".silomap") or Path(name).name != name:
        return None
    return folder / name if (folder / name).is_file() else None


def recorded(system_map: SystemMap, map_name: str) -> str:
    """An exercise out of a map's story, as the text of a file: each step asks for the view it shows and for the
    selection of what it lights. A UserError where there is no story."""
    steps = []
    for kept in steps_of(system_map):
        lit = [key for key in kept.lit if isinstance(system_map.get(key), Element)]
        checks: list[Check] = [{"view": kept.view}] if kept.view != "map" else []
        checks += [{"selected": lit}] if lit else []
        said = {"do": kept.title or kept.text or kept.question, "ask": kept.question, "hint": kept.text}
        texts = {
            field: text for field, text in said.items() if text.strip() and (field == "do" or text != said["do"])
        }
        if texts:
            steps.append({**texts, **({"check": checks} if checks else {})})
    if not steps:
        raise UserError(N_("There is no step with words yet. Keep views as steps of the story first (Ctrl+Shift+K)."))
    info = system_map.info
    prepared = next((scenario.label for scenario in system_map.all(Scenario)), "")
    data: dict[str, Any] = {
        "format": FORMAT,
        "map": map_name,
        "minutes": MINUTES_A_STEP * len(steps),
        "title": info.title or map_name,
        "goal": info.description or info.title or map_name,
        "steps": steps[:MOST_STEPS],
    }
    if prepared:
        data["reveal"] = {"scenario": prepared}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def for_learners(system_map: SystemMap) -> SystemMap:
    """The map of an exercise: without the story that gives it away."""
    return system_map.after((step.id, None) for step in steps_of(system_map))


def _step(data: Any, name: str, line: int) -> ExerciseStep:
    if not isinstance(data, dict):
        raise _wrong(name, line, "a step needs “do”")
    checks = data.get("check") or []
    if not isinstance(checks, list):
        raise _wrong(name, data[LINE], "check: a list is needed")
    made = []
    for check in checks:
        plain = {key: value for key, value in check.items() if key != LINE} if isinstance(check, dict) else check
        fault = fault_of(plain)
        if fault:
            raise _wrong(name, check[LINE] if isinstance(check, dict) else data[LINE], f"check: {fault}")
        made.append(plain)
    return ExerciseStep(
        do=_words(data, "do", name, is_needed=True),
        ask=_words(data, "ask", name),
        hint=_words(data, "hint", name),
        checks=tuple(made),
    )


def _words(data: dict[str, Any], field: str, name: str, is_needed: bool = False) -> Words:
    """A text in one language or in several."""
    value = data.get(field)
    if value is None and not is_needed:
        return {}
    if isinstance(value, str) and value.strip():
        return {"en": value.strip()}
    if isinstance(value, dict):
        found = {str(key): str(text).strip() for key, text in value.items() if key != LINE and text}
        if found:
            return found
    raise _wrong(name, data.get(LINE, 1), f"{field}: a text is needed")


def _wrong(name: str, line: int, reason: str) -> UserError:
    return UserError(N_("{name}, line {line}: {reason}"), name=name, line=line, reason=reason)
