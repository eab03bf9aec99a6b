"""The steps of the guided workshop as data: presets that ship, a person's own, and the agenda a map carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from silomap.errors import UserError
from silomap.i18n import N_, language
from silomap.model.codec import from_json
from silomap.model.vocabulary import NODE_KINDS
from silomap.model.writing import write_atomically
from silomap.paths import free_path, resource, state_folder

MOST_STEPS = 60
MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its words by language, its minutes, and the kind that a captured line makes in it."""

    id: str
    title: Mapping[str, str]
    minutes: int
    say: Mapping[str, str]
    ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capture: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """An agenda to begin with."""

    id: str
    title: str
    plan: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.plan)


def words(texts: Mapping[str, str]) -> str:
    """A text in the language of the person; in English where there is none."""
    return texts.get(language()) or texts.get("en") or next(iter(texts.values()), "")


@cache
def all_steps() -> dict[str, Step]:
    """The steps that ship, by id, in their order."""
    return {row["id"]: _step(row) for row in _shipped()["steps"]}


@cache
def soft_limits() -> dict[str, int]:
    """How many of each kind one afternoon can take: a hint, never a block."""
    return dict(_shipped()["soft_limits"])


def presets() -> list[Preset]:
    """The presets that ship, then the person's own as far as they can be read."""
    found = []
    for row in _shipped()["presets"]:
        times = row.get("times", {})
        steps = (replace(all_steps()[key], minutes=times.get(key, all_steps()[key].minutes)) for key in row["steps"])
        found.append(Preset(row["id"], words(row["title"]), tuple(steps)))
    for path in sorted(own_folder().glob("*.yaml")):
        try:
            found.append(read_preset(path))
        except UserError:
            continue
    return found


def own_folder() -> Path:
    """Where a person's own presets lie."""
    return state_folder() / "workshops"


def read_preset(path: Path) -> Preset:
    """An agenda in a file; a UserError that says what is wrong with it."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        title = str(data["title"])
        plan = tuple(_step(row) for row in data["steps"])
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise UserError(N_("{path} is no agenda ({reason})."), path=str(path), reason=str(error)[:200]) from error
    return Preset(path.stem, title[:200], plan)


def save_preset(title: str, plan: tuple[Step, ...]) -> Path:
    """Keeps an agenda as one's own; one with the same name is replaced."""
    own_folder().mkdir(parents=True, exist_ok=True)
    path = next((p for p in own_folder().glob("*.yaml") if _title_in(p) == title), None)
    path = path or free_path(own_folder(), title, ".yaml")
    data = {"title": title, "steps": [_plain(step) for step in plan]}
    write_atomically(path, yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode())
    return path


def to_plan(plan: tuple[Step, ...]) -> str:
    """An agenda as a map keeps it."""
    return json.dumps([_plain(step) for step in plan], ensure_ascii=False)


def from_plan(text: str) -> tuple[Step, ...]:
    """The agenda a map carries; the half day where it carries none that can be read."""
    try:
        found = tuple(_step(row) for row in from_json(text)) if text else ()
    except (ValueError, KeyError, TypeError):
        found = ()
    return found or presets()[0].plan


def _step(row: Any) -> Step:
    minutes = row["minutes"]
    if type(minutes) is not int or not 0 <= minutes <= MOST_MINUTES:
        raise ValueError(f"minutes: {minutes}")
    capture, ask = str(row.get("capture", "")), row.get("ask") or {}
    if not isinstance(ask, Mapping):
        raise ValueError(f"ask: {ask!r:.60}")
    return Step(
        id=str(row["id"])[:60],
        title=_texts(row["title"]),
        minutes=minutes,
        say=_texts(row.get("say", {})),
        ask={str(code): tuple(str(text)[:500] for text in texts) for code, texts in ask.items()},
        capture=capture if capture in NODE_KINDS else "",
        when=str(row.get("when", "")),
    )


def _texts(data: Any) -> dict[str, str]:
    return {str(code): str(text)[:2_000] for code, text in data.items()}


def _plain(step: Step) -> dict[str, Any]:
    data = {key: value for key, value in asdict(step).items() if value}
    data["minutes"] = step.minutes
    if step.ask:
        data["ask"] = {code: list(texts) for code, texts in step.ask.items()}
    return data


def _title_in(path: Path) -> str:
    try:
        return read_preset(path).title
    except UserError:
        return ""


@cache
def _shipped() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(resource("workshop", "flow.yaml").read_text(encoding="utf-8"))
    return data
