"""Handing a map on: a template of it, and an example that names nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from silomap.i18n import N_, _
from silomap.model.changes import Change
from silomap.model.discussion import ROOM, vote_id
from silomap.model.elements import (
    Action,
    Actor,
    Element,
    Entity,
    Group,
    Image,
    Link,
    MapInfo,
    Mark,
    Note,
    NoteTheme,
    Scenario,
    ScenarioPart,
    Seat,
    Service,
    Statement,
    Sticky,
    StoryStep,
    Vote,
    Workshop,
    sector_of,
)
from silomap.model.scenarios import part_of
from silomap.model.system_map import SystemMap

SAID = (Note, NoteTheme, Statement, Vote, Action, Mark, Seat, Sticky, Image, StoryStep, Workshop, MapInfo)
"""What people said and decided: it stays with them."""
NAMED = {Actor: N_("Actor {n}"), Service: N_("Service {n}"), Group: N_("Group {n}")}
"""Kinds whose names tell who somebody is, and what they are called instead."""


def as_template(system_map: SystemMap) -> SystemMap:
    """The map without its content: sectors with their colours and places, and how the workshop is run."""
    kept: list[Entity] = [replace(system_map.info, description="")]
    kept += [replace(sector, description="", custom=()) for sector in system_map.sectors]
    workshop = system_map.workshop
    if workshop.plan or workshop.budget != Workshop().budget:
        kept.append(Workshop(plan=workshop.plan, budget=workshop.budget))
    return SystemMap.of(kept)


def without_authors(system_map: SystemMap) -> SystemMap:
    """The whole map with what people said, and nobody who said it: notes have no author, those who gave dots are
    numbered. Owners of actions stay: they promised something. A file of it has no history, which names people too."""
    voters = _Voters()
    kept: list[Entity] = []
    for key in sorted(system_map):
        entity = system_map[key]
        if isinstance(entity, ScenarioPart):
            before, after = (_unnamed(end, voters) for end in (entity.before, entity.after))
            about = (after or before or entity).id  # dots of somebody have another id now
            entity = part_of(entity.scenario, Change(about, before, after))
        kept.append(_unnamed(entity, voters) or entity)
    return SystemMap.of(kept)


class _Voters:
    """Each name gets a number, the same wherever it stands; dots of the room have none and stay so."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, name: str) -> str:
        """What somebody is called instead."""
        if name == ROOM:
            return ROOM
        return _("Person {n}", n=self._numbers.setdefault(name, len(self._numbers) + 1))


def _unnamed(entity: Entity | None, voters: _Voters) -> Entity | None:
    if isinstance(entity, Note):
        return replace(entity, author="")
    if isinstance(entity, Vote):
        voter = voters.of(entity.voter)
        return replace(entity, id=vote_id(entity.about, voter), voter=voter)
    return entity


def anonymised(system_map: SystemMap) -> SystemMap:
    """The map as an example: actors, services and groups are numbered, ids too; descriptions, sources, own fields,
    tags and what people said are gone. Sectors, needs, links and scenarios stay: the analysis counts the same."""
    return _Mask(system_map).example()


class _Mask:
    """What everything is called instead: the same id and name wherever it stands, on the map and in its scenarios."""

    def __init__(self, system_map: SystemMap) -> None:
        self._map = system_map
        self.ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        counts = Counter[str]()
        for entity in _everything(system_map):
            if entity.id in self.ids or not isinstance(entity, Element | Link | Scenario):
                continue
            counts[entity.type] += 1
            number = counts[entity.type]
            self.ids[entity.id] = f"{entity.type}-{number}"
            if type(entity) in NAMED:
                self.names[entity.id] = _(NAMED[type(entity)], n=number)
            elif isinstance(entity, Scenario):
                self.names[entity.id] = _("Scenario {n}", n=number)

    def example(self) -> SystemMap:
        """The map behind its mask."""
        info = replace(self._map.info, title=_("Example"), description="")
        shown = (bare for entity in self._map.values() if (bare := self._bare(entity)) is not None)
        return SystemMap.of([info, *shown, *self._parts()])

    def _parts(self) -> Iterator[ScenarioPart]:
        for part in self._map.all(ScenarioPart):
            before, after = self._bare(part.before), self._bare(part.after)
            if before is not None or after is not None:
                yield part_of(self.ids[part.scenario], Change(self.ids[part.about], before, after))

    def _bare(self, entity: Entity | None) -> Entity | None:
        """An entity without names; nothing where it is what somebody said."""
        if entity is None or isinstance(entity, SAID):
            return None
        values: dict[str, Any] = {"id": self.ids.get(entity.id, entity.id)}
        if isinstance(entity, Link):
            source, target = self.ids[entity.source], self.ids[entity.target]
            return replace(entity, source=source, target=target, note="", custom=(), **values)
        if isinstance(entity, Scenario):
            return Scenario(label=self.names[entity.id], **values)
        if not isinstance(entity, Element):
            return None
        values |= {"description": "", "custom": (), "tags": ()}
        home = sector_of(entity)
        if home is not None:
            values["sector"] = self.ids.get(home)
        if hasattr(entity, "reference"):
            values["reference"] = ""
        return replace(entity, label=self.names.get(entity.id, entity.label), **values)


def _everything(system_map: SystemMap) -> Iterator[Entity]:
    """What is on the map, then what only scenarios have; always in the same order."""
    yield from (system_map[key] for key in sorted(system_map))
    for part in sorted(system_map.all(ScenarioPart), key=lambda part: part.id):
        yield from (end for end in (part.before, part.after) if end is not None)
