"""Maps of a realistic shape at any size: sectors, providers, needs with causes, three links an element."""

from __future__ import annotations

import random

from silomap.model.draft import Draft
from silomap.model.elements import Actor, Element, Entity, Group, Link, MapInfo, Need, Sector, Service
from silomap.model.placing import place_missing
from silomap.model.system_map import SystemMap


def realistic(elements: int, links_each: float = 3.0, seed: int = 7) -> SystemMap:
    """A map with so many elements: up to 12 sectors, then 30 % actors, 36 % services, 22 % needs, the rest groups."""
    dice = random.Random(seed)
    sectors = [Sector(id=f"r{i}", label=f"Sector {i}") for i in range(max(2, min(12, elements // 25)))]
    left = elements - len(sectors)
    actors = [_in(Actor, "a", i, dice, sectors) for i in range(int(left * 0.30))]
    services = [_in(Service, "s", i, dice, sectors) for i in range(int(left * 0.36))]
    needs = [_in(Need, "n", i, dice, sectors) for i in range(int(left * 0.22))]
    groups = [Group(id=f"g{i}", label=f"Group {i}") for i in range(left - len(actors) - len(services) - len(needs))]
    links: dict[tuple[str, str, str], Link] = {}

    def link(kind: str, a: Element, b: Element) -> None:
        ends = tuple(sorted((a.id, b.id))) if kind == "coordinates_with" else (a.id, b.id)
        if a.id != b.id:
            key = (kind, *ends)
            links[key] = Link(
                id=":".join(key), kind=kind, source=ends[0], target=ends[1], strength=dice.randint(1, 5)
            )

    for service in services:
        link("provides", dice.choice(actors), service)
        link("responds_to", service, dice.choice(needs))
    for group in groups:
        for need in dice.sample(needs, min(5, len(needs))):
            link("experiences", group, need)
    wanted = int(elements * links_each)
    while len(links) < wanted:
        kind = dice.choices(
            ("responds_to", "leads_to", "coordinates_with", "services", "provides", "involves"),
            (20, 20, 30, 8, 12, 10),
        )[0]
        if kind == "responds_to":
            link(kind, dice.choice(services), dice.choice(needs))
        elif kind == "leads_to":
            link(kind, dice.choice(needs), dice.choice(needs))
        elif kind == "coordinates_with":
            link(kind, dice.choice(actors), dice.choice(actors))
        elif kind == "services":
            link("coordinates_with", dice.choice(services), dice.choice(services))
        elif kind == "provides":
            link(kind, dice.choice(actors), dice.choice(services))
        else:
            link(kind, dice.choice(services), dice.choice(groups))
    entities: list[Entity] = [
        MapInfo(title=f"{elements} elements"),
        *sectors,
        *actors,
        *services,
        *needs,
        *groups,
        *links.values(),
    ]
    draft = Draft(SystemMap.of(entities))
    place_missing(draft)
    return draft.result()


def _in(
    kind: type[Actor] | type[Service] | type[Need],
    letter: str,
    number: int,
    dice: random.Random,
    sectors: list[Sector],
) -> Element:
    words = ("Neighbourhood", "Family", "Work", "Housing", "Advice", "Centre", "desk", "plan", "support", "city")
    label = " ".join(dice.choices(words, k=dice.randint(1, 3))) + f" {number}"
    return kind(id=f"{letter}{number}", label=label, sector=dice.choice(sectors).id)
