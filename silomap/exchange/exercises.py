"""Exercises: readable files with goal, steps, hints, checks and a lesson; those that ship, and a trainer's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from silomap.analysis.checks import Check, fault_of
from silomap.errors import UserError
from silomap.exchange.templates import NAMES
from silomap.i18n import N_
from silomap.paths import resource, state_folder

FORMAT = "silomap-exercise/1"
MOST_BYTES, MOST_STEPS, MOST_MINUTES = 500_000, 60, 600
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
    source: Path | None = None
    """the file it was read from; None where it ships"""


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
    return replace(parse(text, path.name, path.parent), source=path)


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
    if not isinstance(minutes, int) or not 1 <= minutes <= MOST_MINUTES:
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
