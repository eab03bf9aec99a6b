"""Exercises as a trainer makes them: out of a map's story, or step by step; written as the readable files that
exercises.py reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from silomap.analysis.checks import Check
from silomap.exchange.exercises import FORMAT, MOST_STEPS, Exercise, ExerciseStep, Words
from silomap.i18n import language
from silomap.model.elements import Element, Scenario
from silomap.model.story import steps_of
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically

MINUTES_A_STEP = 5


def to_text(exercise: Exercise) -> str:
    """An exercise as the text of its file; reading it gives the same exercise again."""
    data: dict[str, Any] = {"format": FORMAT, "id": exercise.id, "map": exercise.map, "minutes": exercise.minutes}
    for name in ("title", "group", "goal", "scenario"):
        _put(data, name, getattr(exercise, name))
    data["steps"] = [_step(step) for step in exercise.steps]
    if exercise.reveal:
        data["reveal"] = {"scenario": _plain(exercise.reveal)}
    _put(data, "lesson", exercise.lesson)
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)


def write_exercise(exercise: Exercise, path: Path) -> None:
    """Writes it whole or not at all; a UserError where that is impossible."""
    write_atomically(path, to_text(exercise).encode())


def _step(step: ExerciseStep) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name in ("do", "ask", "hint"):
        _put(data, name, getattr(step, name))
    if step.checks:
        data["check"] = [dict(check) for check in step.checks]
    return data


def _put(data: dict[str, Any], name: str, texts: Words) -> None:
    if texts:
        data[name] = _plain(texts)


def _plain(texts: Words) -> str | dict[str, str]:
    """One text stands alone where it is in English, as it is read; else each stands with its language."""
    return texts["en"] if set(texts) == {"en"} else dict(texts)


def recorded(system_map: SystemMap, name: str, folder: Path | None = None) -> Exercise:
    """An exercise of a map that lies beside it under a name: each step of its story that has words asks for the view
    it shows and for the selection of what it lights. Without a story, one step to begin with."""
    steps = []
    for kept in steps_of(system_map):
        lit = [key for key in kept.lit if isinstance(system_map.get(key), Element)]
        checks: list[Check] = [{"view": kept.view}] if kept.view != "map" else []
        checks += [{"selected": lit}] if lit else []
        do = (kept.title or kept.text or kept.question).strip()
        if do:
            ask, hint = (text if text.strip() and text.strip() != do else "" for text in (kept.question, kept.text))
            steps.append(ExerciseStep(said(do), said(ask), said(hint), tuple(checks)))
    info = system_map.info
    title = info.title.strip() or Path(name).stem
    prepared = next((scenario.label for scenario in system_map.all(Scenario)), "")
    return Exercise(
        id=Path(name).stem,
        map=name,
        minutes=MINUTES_A_STEP * max(1, len(steps[:MOST_STEPS])),
        title=said(title),
        group={},
        goal=said(info.description.strip() or title),
        steps=tuple(steps[:MOST_STEPS]) or (ExerciseStep(said("…"), {}, {}, ()),),
        lesson={},
        scenario={},
        reveal=said(prepared),
        file=None if folder is None else folder / name,
    )


def said(text: str, before: Words | None = None) -> Words:
    """A text in the language of the person, beside what it is in others; nothing where none is left."""
    rest = {code: known for code, known in (before or {}).items() if code != language()}
    return {**rest, language(): text.strip()} if text.strip() else rest


def for_learners(system_map: SystemMap) -> SystemMap:
    """The map of an exercise: without the story that gives it away."""
    return system_map.after((step.id, None) for step in steps_of(system_map))
