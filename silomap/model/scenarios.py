"""What-if scenarios: kept changes, laid over the map by rebase. Each change is a part of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import Change, ChangeSet, Conflict, apply, compose, diff, rebase, settled
from silomap.model.codec import decode, encode, from_json, to_json
from silomap.model.draft import Draft
from silomap.model.elements import (
    Element,
    Entity,
    Image,
    Link,
    MapInfo,
    Mark,
    Scenario,
    ScenarioPart,
    Seat,
    Statement,
    StoryStep,
    Workshop,
)
from silomap.model.invariants import check, repair
from silomap.model.system_map import SystemMap
from silomap.model.talk import TALK

SAID = (*TALK, Statement, Seat, Workshop, StoryStep, MapInfo, Scenario, ScenarioPart)
"""What is about the map rather than on it."""
GONE = N_("This scenario is not there any more.")
Choice = Callable[[Conflict], bool]
"""Says of a conflict whether the incoming side holds (True) or the map (False)."""


def pack(changes: ChangeSet) -> str:
    """A change set as the text that exchange files keep: entities whole, so that it can be rebased later."""
    return to_json(
        [
            {
                "before": None if c.before is None else encode(c.before),
                "after": None if c.after is None else encode(c.after),
            }
            for c in changes
        ]
    )


def unpack(text: str) -> ChangeSet:
    """The change set that `pack` made a text of."""
    changes = []
    try:
        for record in from_json(text):
            before, after = (None if record[k] is None else decode(record[k]) for k in ("before", "after"))
            present = after if before is None else before
            if present is not None:
                changes.append(Change(present.id, before, after))
        return ChangeSet(changes)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(N_("This scenario cannot be read: what it keeps is damaged.")) from error


def part_of(scenario: str, change: Change) -> ScenarioPart:
    """A change as a part of a scenario; its id follows from both."""
    return ScenarioPart(
        id=part_id(scenario, change.id), scenario=scenario, about=change.id, before=change.before, after=change.after
    )


def part_id(scenario: str, key: str) -> str:
    """The id of the part in which a scenario changes something."""
    return f"{scenario}:{key}"


def parts_of(system_map: SystemMap, scenario: str) -> list[ScenarioPart]:
    """The parts of a scenario, in the order of their ids. O(parts)."""
    found = (system_map.get(key) for key in sorted(system_map.attached_to(scenario)))
    return [part for part in found if isinstance(part, ScenarioPart)]


def changes_of(system_map: SystemMap, scenario: str) -> ChangeSet:
    """What a scenario changes, as it was when each change was made."""
    return ChangeSet(Change(part.about, part.before, part.after) for part in parts_of(system_map, scenario))


def lay_over(system_map: SystemMap, changes: ChangeSet) -> tuple[SystemMap, ChangeSet, tuple[Conflict, ...]]:
    """The map with a foreign change set on it: rebased, repaired, as one set that applies strictly. O(map) for the
    copy, O(changes and what is near them) for the rest."""
    rebased, conflicts = rebase(changes, system_map)
    merged = apply(system_map, rebased)
    extra = repair(merged, rebased.ids)
    return apply(merged, extra), compose(rebased, extra), conflicts


def shown_with(system_map: SystemMap, scenario: str) -> SystemMap:
    """The map as a scenario, by its id, would have it."""
    return lay_over(system_map, changes_of(system_map, scenario))[0]


def conflicts_of(system_map: SystemMap, scenario: str) -> tuple[Conflict, ...]:
    """Where the map has moved on and disagrees with what a scenario says."""
    return rebase(changes_of(system_map, scenario), system_map)[1]


def find(system_map: SystemMap, name: str) -> Scenario:
    """The scenario with this name or id; a UserError that lists what there is."""
    for scenario in system_map.scenarios:
        if name.casefold() in (scenario.label.casefold(), scenario.id.casefold()):
            return scenario
    names = ", ".join(f"“{s.label}”" for s in system_map.scenarios)
    if not names:
        raise UserError(N_("This map has no scenarios, so none is called “{name}”."), name=name)
    raise UserError(N_("No scenario is called “{name}”. There is: {names}"), name=name, names=names)


def with_scenario(system_map: SystemMap, name: str) -> SystemMap:
    """The map as the named scenario would have it."""
    return shown_with(system_map, find(system_map, name).id)


def changed_scenario(draft: Draft, scenario: Scenario, shown: SystemMap, edit: ChangeSet) -> None:
    """Keeps an edit that was made on the map as a scenario shows it. What is drawn goes into the scenario; what
    people say, vote and agree goes into the map itself, where what it is about is there today, as does the workshop.
    """
    gone = {change.id for change in edit if change.after is None}
    said = [c for c in edit if isinstance(c.before or c.after, SAID) and _is_of_today(draft.base, c, gone)]
    draft.take(said)
    spoken = {change.id for change in said}
    drawn = ChangeSet(change for change in edit if change.id not in spoken)
    if drawn:
        check(apply(shown, drawn), drawn.ids)
        for change in drawn:
            part = draft.base.get(part_id(scenario.id, change.id))
            base = _base_of(part if isinstance(part, ScenarioPart) else None, draft.base.get(change.id))
            _keep(draft, scenario.id, Change(change.id, base, change.after))


def _base_of(part: ScenarioPart | None, today: Entity | None) -> Entity | None:
    """What an edit of a part starts from: today's map, but for fields in which both disagree and nobody has settled
    it yet."""
    if part is None or part.before is None or today is None:
        return today
    found = rebase(ChangeSet([Change(part.about, part.before, part.after)]), SystemMap({part.about: today}))[1]
    return replace(today, **{c.field: c.base for c in found if c.field})


def _keep(draft: Draft, scenario: str, change: Change) -> None:
    """Makes a change the part of a scenario, or takes the part away where nothing is changed any more."""
    part = part_of(scenario, change)
    if change.before != change.after:
        draft.put(part)
    elif draft.get(part.id) is not None:
        draft.remove(part.id)


def _known(draft: Draft, key: str) -> Scenario:
    scenario = draft.get(key)
    if not isinstance(scenario, Scenario):
        raise UserError(GONE)
    return scenario


def begin(draft: Draft, label: str, description: str = "", changes: Iterable[Change] = ()) -> str:
    """A new scenario, with what it changes; returns its id."""
    key = draft.new_id()
    draft.put(Scenario(id=key, label=label, description=description))
    for change in ChangeSet(changes):
        draft.put(part_of(key, change))
    return key


def adopt(draft: Draft, key: str, choice: Choice | None = None) -> tuple[Conflict, ...]:
    """Makes a scenario the map, in one step that can be undone; the scenario goes, for it would change nothing more.
    Where map and scenario had moved apart, `choice` says which side holds. Without one the scenario's value holds,
    and what was changed on the map is not deleted; those places are returned."""
    _known(draft, key)
    wanted = changes_of(draft.base, key)
    if choice is not None:
        wanted = settled(wanted, draft.base, choice)
    _outcome, changes, conflicts = lay_over(draft.base, wanted)
    draft.take(changes)
    delete(draft, key)
    return conflicts


def settle(draft: Draft, key: str, choice: Choice) -> None:
    """Brings a scenario up to the present map: where both disagree, `choice` says which side holds."""
    _known(draft, key)
    kept = settled(changes_of(draft.base, key), draft.base, choice)
    for part in parts_of(draft.base, key):
        change = kept.get(part.about)
        if change is None:
            draft.remove(part.id)
        else:
            draft.put(part_of(key, change))


def duplicate(draft: Draft, key: str, label: str) -> str:
    """A copy of a scenario under another name; returns its id."""
    scenario = _known(draft, key)
    return begin(draft, label, scenario.description, changes_of(draft.base, key))


def delete(draft: Draft, key: str) -> None:
    """Takes a scenario away, with its parts."""
    _known(draft, key)
    for part in parts_of(draft.base, key):
        draft.remove(part.id)
    draft.remove(key)


def _is_of_today(today: SystemMap, change: Change, gone: set[str]) -> bool:
    """Whether something that was said belongs to today's map: what it is about is there, and it does not merely go
    with something that goes in the scenario."""
    entity = change.after or change.before
    about = entity.subject if isinstance(entity, Mark) else (getattr(entity, "about", ""),)
    if change.after is None and not gone.isdisjoint(about):
        return False
    return all(key in today for key in about if key)


def drawn_between(a: SystemMap, b: SystemMap) -> ChangeSet:
    """What turns the drawing of `a` into that of `b`: elements, links and pictures, without what was said."""
    return ChangeSet(c for c in diff(a, b) if isinstance(c.after or c.before, Element | Link | Image))


def scenario_between(a: SystemMap, b: SystemMap, key: str, label: str, description: str = "") -> list[Entity]:
    """The scenario that turns `a` into `b`: its head and its parts."""
    scenario = Scenario(id=key, label=label, description=description)
    return [scenario, *(part_of(key, change) for change in diff(a, b) if change.before != change.after)]
