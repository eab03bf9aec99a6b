"""What-if scenarios: a kept change set, laid over the map by rebase."""

from __future__ import annotations

import json
from dataclasses import replace

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import Change, ChangeSet, Conflict, apply, compose, diff, rebase
from silomap.model.codec import decode, encode, to_json
from silomap.model.draft import Draft
from silomap.model.elements import Action, MapInfo, Mark, Note, Scenario, Seat, Vote, Workshop
from silomap.model.invariants import check, repair
from silomap.model.system_map import SystemMap

SAID = (Note, Vote, Action, Mark, Seat, Workshop, MapInfo, Scenario)
"""What is about the map rather than on it."""


def pack(changes: ChangeSet) -> str:
    """A change set as the text that a Scenario keeps: entities whole, so that it can be rebased later."""
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
        for record in json.loads(text):
            before, after = (None if record[k] is None else decode(record[k]) for k in ("before", "after"))
            present = after if before is None else before
            if present is not None:
                changes.append(Change(present.id, before, after))
        return ChangeSet(changes)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(N_("This scenario cannot be read: what it keeps is damaged.")) from error


def lay_over(system_map: SystemMap, changes: ChangeSet) -> tuple[SystemMap, ChangeSet, tuple[Conflict, ...]]:
    """The map with a foreign change set on it: rebased, repaired, as one set that applies strictly."""
    rebased, conflicts = rebase(changes, system_map)
    merged = apply(system_map, rebased)
    extra = repair(merged)
    return apply(merged, extra), compose(rebased, extra), conflicts


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
    return lay_over(system_map, unpack(find(system_map, name).changes))[0]


def changed_scenario(draft: Draft, scenario: Scenario, shown: SystemMap, edit: ChangeSet) -> None:
    """Keeps an edit that was made on the map as a scenario shows it. What is drawn goes into the scenario; what
    people say, vote and agree goes into the map itself, where what it is about is there today, as does the workshop.
    """
    gone = {change.id for change in edit if change.after is None}
    said = [c for c in edit if isinstance(c.before or c.after, SAID) and _is_of_today(draft.base, c, gone)]
    for change in said:
        if change.after is None:
            draft.remove(change.id)
        else:
            draft.put(change.after)
    spoken = {change.id for change in said}
    drawn = ChangeSet(change for change in edit if change.id not in spoken)
    if drawn:
        outcome = apply(shown, drawn)
        check(outcome, drawn.ids)
        own = ChangeSet(
            c for c in diff(draft.base, outcome) if c.before != c.after and c.id not in spoken and c.id != scenario.id
        )
        draft.put(replace(scenario, changes=pack(own)))


def adopt(draft: Draft, key: str) -> tuple[Conflict, ...]:
    """Makes a scenario the map, in one step that can be undone; the scenario goes, for it would change nothing more.
    Returns where map and scenario had moved apart: there the scenario's value holds, and what was changed on the map
    is not deleted."""
    scenario = draft.get(key)
    if not isinstance(scenario, Scenario):
        raise UserError(N_("This scenario is not there any more."))
    _outcome, changes, conflicts = lay_over(draft.base, unpack(scenario.changes))
    for change in changes:
        if change.after is None:
            draft.remove(change.id)
        else:
            draft.put(change.after)
    draft.remove(key)
    return conflicts


def duplicate(draft: Draft, key: str, label: str) -> str:
    """A copy of a scenario under another name; returns its id."""
    scenario = draft.get(key)
    if not isinstance(scenario, Scenario):
        raise UserError(N_("This scenario is not there any more."))
    made = draft.new_id()
    draft.put(replace(scenario, id=made, label=label))
    return made


def _is_of_today(today: SystemMap, change: Change, gone: set[str]) -> bool:
    """Whether something that was said belongs to today's map: what it is about is there, and it does not merely go
    with something that goes in the scenario."""
    entity = change.after or change.before
    about = entity.subject if isinstance(entity, Mark) else (getattr(entity, "about", ""),)
    if change.after is None and not gone.isdisjoint(about):
        return False
    return all(key in today for key in about if key)


def scenario_between(a: SystemMap, b: SystemMap, key: str, label: str, description: str = "") -> Scenario:
    """The scenario that turns `a` into `b`."""
    return Scenario(id=key, label=label, description=description, changes=pack(diff(a, b)))
