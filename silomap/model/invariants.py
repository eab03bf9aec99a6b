"""What every map obeys. `check` raises on a breach (a bug); `repair` makes merged or foreign data obey."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import MISSING, replace
from datetime import date
from typing import Any

from silomap.model.changes import ChangeSet
from silomap.model.draft import Draft
from silomap.model.elements import (
    MAP_ID,
    Action,
    Attached,
    Element,
    Entity,
    Link,
    MapInfo,
    Mark,
    Note,
    NoteTheme,
    Scenario,
    ScenarioPart,
    Sector,
    Statement,
    StoryStep,
    Vote,
    defaults,
    sector_of,
)
from silomap.model.fitting import misfits
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import (
    ACTION_STATES,
    ANSWERS,
    LINK_KINDS,
    MARKS,
    NOTE_KINDS,
    STAGES,
    STATEMENTS,
    STORY_ARRANGEMENTS,
    STORY_VIEWS,
    Attribute,
    attributes_of,
)

MOST_DOTS = 100
BROKEN_GOES = (Mark, ScenarioPart, StoryStep, NoteTheme, Statement)
"""What a repair takes away where it breaks a rule."""
STATEMENT_PREFIX = "statement:"


class InvariantError(Exception):
    """The map would break a rule: the edit that led here has a fault."""


def breaches(system_map: SystemMap, touched: Iterable[str] | None = None) -> list[str]:
    """Every broken rule as a technical sentence; only entities near `touched` are looked at where given."""
    keys = list(system_map) if touched is None else _near(system_map, touched)
    found = []
    if not isinstance(system_map.get(MAP_ID), MapInfo):
        found.append("the entity that speaks of the map is missing")
    seen: set[tuple[str, frozenset[str] | tuple[str, str]]] = set()
    for key in keys:
        entity = system_map.get(key)
        if entity is None:
            continue
        if entity.id != key or not key:
            found.append(f"{key}: kept under another id than its own")
        found += [f"{key}: {text}" for text in _entity_breaches(system_map, entity)]
        if isinstance(entity, Link):
            if touched is None:
                if identity(entity) in seen:
                    found.append(f"{key}: the same link stands twice")
                seen.add(identity(entity))
            elif twin(system_map, entity):
                found.append(f"{key}: the same link stands twice")
    return found


def check(system_map: SystemMap, touched: Iterable[str] | None = None) -> None:
    """Raises InvariantError with the first few breaches."""
    found = breaches(system_map, touched)
    if found:
        raise InvariantError("; ".join(found[:5]))


def identity(link: Link) -> tuple[str, frozenset[str] | tuple[str, str]]:
    """What makes a link the same as another: its kind and ends, without order where it has no direction."""
    kind = LINK_KINDS.get(link.kind)
    ends = (link.source, link.target)
    return (link.kind, ends if kind is None or kind.directed else frozenset(ends))


def twin(system_map: SystemMap, link: Link) -> Link | None:
    """Another link of the same kind between the same ends."""
    for key in system_map.links_of(link.source):
        other = system_map.get(key)
        if isinstance(other, Link) and other.id != link.id and identity(other) == identity(link):
            return other
    return None


def value_fault(row: Attribute, value: Any) -> bool:
    """Whether a value does not fit its row of the vocabulary; None fits where the attribute may be unset."""
    if value is None:
        return False
    if row.shape == "choice":
        return value not in row.choices
    if row.shape in {"scale", "count"}:
        return type(value) is not int or not (row.low or 0) <= value <= (row.high or 0)
    if row.shape == "number":
        return isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value)
    if row.shape in {"text", "long"}:
        return not isinstance(value, str)
    return False


def _near(system_map: SystemMap, touched: Iterable[str]) -> list[str]:
    keys = set(touched)
    for key in list(keys):
        keys |= system_map.links_of(key) | system_map.members_of(key) | system_map.attached_to(key)
    return sorted(keys)


def _entity_breaches(system_map: SystemMap, entity: Entity) -> list[str]:
    strange = misfits(entity)
    if strange:
        return [f"{name} cannot be {getattr(entity, name)!r:.80}" for name in strange]
    owner = entity.kind if isinstance(entity, Link) else entity.type
    found = []
    for row in attributes_of(owner):
        if value_fault(row, getattr(entity, row.name, None)):
            found.append(f"{row.name} cannot be {getattr(entity, row.name)!r}")
    if isinstance(entity, Link):
        found += _link_breaches(system_map, entity)
    if isinstance(entity, Mark) and (entity.state not in MARKS or not isinstance(entity.note, str)):
        found.append(f"{entity.state} is no mark of a finding")
    if isinstance(entity, Note | Vote | Action):
        found += _attached_breaches(system_map, entity)
    if isinstance(entity, StoryStep):
        found += _step_breaches(entity)
    if isinstance(entity, NoteTheme) and not _is_theme(entity):
        found.append("it is no theme of notes")
    if isinstance(entity, Statement) and not _is_statement(entity):
        found.append("it is no statement, or not answered with 1 to 5")
    if isinstance(entity, ScenarioPart):
        found += _part_breaches(system_map, entity)
    sector = sector_of(entity)
    if sector is not None and not isinstance(system_map.get(sector), Sector):
        found.append(f"its sector {sector} does not exist")
    return found


def _is_theme(theme: NoteTheme) -> bool:
    is_placed = isinstance(theme.position, int | float) and math.isfinite(theme.position)
    return isinstance(theme.label, str) and bool(theme.label.strip()) and is_placed


def _is_statement(statement: Statement) -> bool:
    answers = (*statement.opening, *statement.closing)
    is_known = statement.id.removeprefix(STATEMENT_PREFIX) in STATEMENTS and statement.id.startswith(STATEMENT_PREFIX)
    return is_known and all(type(answer) is int and 1 <= answer <= 5 for answer in answers)


def can_carry(system_map: SystemMap, entity: Attached) -> bool:
    """Whether what it is about is there: an element or a link, for a vote also a note."""
    about = system_map.get(entity.about)
    return isinstance(about, Element | Link) or (isinstance(entity, Vote) and isinstance(about, Note))


def can_join(system_map: SystemMap, link: Link) -> bool:
    """Whether the ends of a link are there, and of kinds that it may join."""
    return not _link_breaches(system_map, link)


def _attached_breaches(system_map: SystemMap, entity: Attached) -> list[str]:
    found = []
    if entity.about and not can_carry(system_map, entity):
        found.append("it is about nothing")
    if isinstance(entity, Note) and entity.theme and not isinstance(system_map.get(entity.theme), NoteTheme):
        found.append(f"its theme {entity.theme} does not exist")
    if isinstance(entity, Vote):
        if not entity.about or type(entity.dots) is not int or not 1 <= entity.dots <= MOST_DOTS:
            found.append("it is no vote")
    elif isinstance(entity, Note):
        if entity.kind not in NOTE_KINDS or not entity.text:
            found.append(f"{entity.kind} is no kind of note, or it says nothing")
    elif entity.state not in ACTION_STATES or not entity.what or not is_date(entity.due):
        found.append("it is no action")
    elif entity.answer not in ("", *ANSWERS) or not is_date(entity.answered_on):
        found.append(f"{entity.answer} is no decision")
    return found


def _step_breaches(step: StoryStep) -> list[str]:
    """What a step speaks of may be gone; its look must be one that can be shown."""
    is_look = step.view in STORY_VIEWS and step.arrangement in STORY_ARRANGEMENTS and set(step.reveal) <= set(STAGES)
    numbers = (step.position, *step.camera)
    is_placed = len(step.camera) in (0, 4) and all(isinstance(n, int | float) and math.isfinite(n) for n in numbers)
    return [] if is_look and is_placed else ["it is no step of a story"]


def _part_breaches(system_map: SystemMap, part: ScenarioPart) -> list[str]:
    found = [] if isinstance(system_map.get(part.scenario), Scenario) else ["its scenario does not exist"]
    ends = [entity for entity in (part.before, part.after) if entity is not None]
    if not ends or any(entity.id != part.about or isinstance(entity, Scenario | ScenarioPart) for entity in ends):
        found.append("it changes nothing that can be changed")
    return found


def is_date(text: str) -> bool:
    """Whether a text is an ISO date, or nothing."""
    if not text:
        return True
    try:
        date.fromisoformat(text)
    except (ValueError, TypeError):
        return False
    return len(text) == len("2026-01-31")


def _link_breaches(system_map: SystemMap, link: Link) -> list[str]:
    kind = LINK_KINDS.get(link.kind)
    if kind is None:
        return [f"{link.kind} is no kind of link"]
    if link.source == link.target:
        return ["it leads to itself"]
    source, target = system_map.get(link.source), system_map.get(link.target)
    if not isinstance(source, Element) or not isinstance(target, Element):
        return ["it leads to nothing"]
    if (source.type, target.type) not in kind.ends:
        return [f"{link.kind} does not join {source.type} and {target.type}"]
    return []


def repair(system_map: SystemMap, touched: Iterable[str] | None = None) -> ChangeSet:
    """The extra changes that make a merged map obey: dangling, impossible and doubled links go (the lowest id
    stays), sectors that are gone are cleared, values out of range are unset. Of a map that was sound before some
    entities were `touched`, only what is near those is looked at."""
    draft = Draft(system_map)
    if not isinstance(system_map.get(MAP_ID), MapInfo):
        draft.put(MapInfo())
    keys = sorted(system_map, key=str) if touched is None else _near(system_map, touched)
    kept: set[tuple[str, frozenset[str] | tuple[str, str]]] = set()
    for key in keys:
        entity = system_map.get(key)
        if entity is not None and misfits(entity):
            entity = _refitted(entity)
            draft.remove(key) if entity is None else draft.put(entity)
        if isinstance(entity, Link):
            if _link_breaches(system_map, entity) or identity(entity) in kept or _has_earlier(system_map, entity):
                draft.remove(key)
                continue
            kept.add(identity(entity))
        if isinstance(entity, Mark | ScenarioPart | StoryStep | NoteTheme | Statement) and _entity_breaches(
            system_map, entity
        ):
            draft.remove(key)
        elif entity is not None:
            fixed = _without_faults(system_map, entity)
            if fixed is not entity:
                draft.put(fixed)
    for kind in (Note | Action, Vote):  # dots of a note that goes go after it
        result = draft.result()
        gone = {change.id for change in draft.changes() if change.after is None}
        near = result if touched is None else _near(result, {*keys, *gone})
        for attached in (e for key in near if isinstance(e := result.get(key), kind)):
            if _attached_breaches(result, attached):
                _repair_attached(draft, result, attached)
    return draft.changes()


def _refitted(entity: Entity) -> Entity | None:
    """What has values of strange types, with its defaults in their place; None where one has no default."""
    base = defaults(type(entity))
    strange = misfits(entity)
    if not all(isinstance(base.get(name, MISSING), str | int | float | bool | tuple | None) for name in strange):
        return None
    fixed = replace(entity, **{name: base[name] for name in strange})
    return None if misfits(fixed) else fixed


def _has_earlier(system_map: SystemMap, link: Link) -> bool:
    """Whether a sound link of the same kind between the same ends has a lower id."""
    return any(
        isinstance(other, Link) and other.id < link.id and identity(other) == identity(link)
        for other in (system_map.get(key) for key in system_map.links_of(link.source))
    )


def _repair_attached(draft: Draft, result: SystemMap, entity: Attached) -> None:
    """What is about nothing is kept for the whole map; a vote goes, and what cannot be mended."""
    draft.remove(entity.id)
    if not isinstance(entity, Vote):
        loose = entity if can_carry(result, entity) else replace(entity, about="")
        if isinstance(loose, Note) and not isinstance(result.get(loose.theme), NoteTheme):
            loose = replace(loose, theme="")
        if isinstance(loose, Action):
            loose = _without_bad_dates(loose)
        if not _attached_breaches(result, loose):
            draft.put(loose)


def _without_bad_dates(action: Action) -> Action:
    """A date that is none is forgotten, and a decision that is none."""
    due, on = (text if is_date(text) else "" for text in (action.due, action.answered_on))
    answer = action.answer if action.answer in ANSWERS else ""
    return replace(action, due=due, answered_on=on, answer=answer)


def _without_faults(system_map: SystemMap, entity: Entity) -> Entity:
    owner = entity.kind if isinstance(entity, Link) else entity.type
    unset = {
        row.name: defaults(type(entity))[row.name]
        for row in attributes_of(owner)
        if value_fault(row, getattr(entity, row.name, None))
    }
    sector = sector_of(entity)
    if sector is not None and not isinstance(system_map.get(sector), Sector):
        unset["sector"] = None
    return replace(entity, **unset) if unset else entity
