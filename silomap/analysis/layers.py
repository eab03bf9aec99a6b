"""The map as the layers that the measures speak of: who answers, provides, lives with, causes, works with whom.

Only what works is in here: links whose status is `planned` or `absent` count as no link for any measure; pairs
joined by such a link are remembered in `asked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from silomap.model.elements import Actor, Group, Link, Need, Sector, Service
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import NOT_WORKING

USUAL_STRENGTH = 3
"""The strength of a link that says none."""

Pair = tuple[str, str]
Adjacency = dict[str, set[str]]


def pair(a: str, b: str) -> Pair:
    """An unordered pair, in the order of ids."""
    return (a, b) if a < b else (b, a)


def pairs(ids: Iterable[str]) -> Iterator[Pair]:
    """All unordered pairs of distinct ids."""
    return combinations(sorted(ids), 2)


@dataclass(slots=True)
class Layers:
    """Adjacency sets, one a kind of link, in the notation of docs/analysis.md. O(elements + links) to make."""

    actors: dict[str, Actor] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    sectors: dict[str, Sector] = field(default_factory=dict)
    answers: Adjacency = field(default_factory=dict)
    """service → needs it responds to (R)"""
    responders: Adjacency = field(default_factory=dict)
    """need → services that respond to it"""
    provides: Adjacency = field(default_factory=dict)
    """actor → services (P)"""
    providers: Adjacency = field(default_factory=dict)
    """service → actors that provide it"""
    lives_with: Adjacency = field(default_factory=dict)
    """group → needs (E)"""
    lived_by: Adjacency = field(default_factory=dict)
    """need → groups that live with it"""
    effects: dict[str, dict[str, Link]] = field(default_factory=dict)
    """need → need → the `leads_to` link"""
    causes: Adjacency = field(default_factory=dict)
    """need → needs that lead to it"""
    service_ties: Adjacency = field(default_factory=dict)
    """service → services it coordinates with"""
    actor_ties: Adjacency = field(default_factory=dict)
    """actor → actors with a working tie: they coordinate, or provide a service together"""
    asked: set[Pair] = field(default_factory=set)
    """pairs of actors or of services joined by an `absent` or `planned` link: they have been asked about"""
    service_links: dict[Pair, Link] = field(default_factory=dict)
    """(service, need) → the `responds_to` link"""
    life_links: dict[Pair, Link] = field(default_factory=dict)
    """(group, need) → the `experiences` link"""
    tie_links: dict[Pair, Link] = field(default_factory=dict)
    """pair of actors or of services → the `coordinates_with` link"""
    involves: dict[str, dict[str, Link]] = field(default_factory=dict)
    """service → group or actor → the `involves` link"""
    assumed: list[Link] = field(default_factory=list)
    """working links that are only assumed"""
    working_links: int = 0
    sector: dict[str, str | None] = field(default_factory=dict)
    """σ: element → sector; a service without one takes its providers', if they agree"""
    shared_weight: float = 1.0
    linked_weight: float = 0.5

    @classmethod
    def of(cls, system_map: SystemMap) -> Layers:
        """The layers of a map."""
        info = system_map.info
        layers = cls(shared_weight=info.shared_weight, linked_weight=info.linked_weight)
        layers._take_elements(system_map)
        for link in system_map.links:
            layers._take_link(link)
        for team in layers.providers.values():
            for a, b in pairs(team):
                layers.actor_ties[a].add(b)
                layers.actor_ties[b].add(a)
        layers._inherit_sectors()
        return layers

    def linked(self, n: str, m: str) -> bool:
        """L: one of two needs leads to the other."""
        return m in self.effects[n] or n in self.effects[m]

    def area(self, need: str) -> str:
        """The area of a need: its sector, or itself where it has none."""
        return self.sector[need] or need

    def effort(self, need: str) -> int:
        """How strongly a need is answered: the strengths of its answers (3 where unset), summed."""
        links = self.service_links
        return sum(links[service, need].strength or USUAL_STRENGTH for service in self.responders[need])

    def link_pairs(self) -> list[Pair]:
        """Every unordered pair of needs of which one leads to the other, once."""
        return sorted({pair(n, m) for n, targets in self.effects.items() for m in targets})

    def _take_elements(self, system_map: SystemMap) -> None:
        for element in system_map.mapped:
            key = element.id
            if isinstance(element, Actor):
                self.actors[key] = element
                self.provides[key], self.actor_ties[key] = set(), set()
            elif isinstance(element, Service):
                self.services[key] = element
                self.answers[key], self.providers[key], self.service_ties[key] = set(), set(), set()
                self.involves[key] = {}
            elif isinstance(element, Need):
                self.needs[key] = element
                self.responders[key], self.lived_by[key], self.causes[key] = set(), set(), set()
                self.effects[key] = {}
            elif isinstance(element, Group):
                self.groups[key] = element
                self.lives_with[key] = set()
            elif isinstance(element, Sector):
                self.sectors[key] = element
            self.sector[key] = getattr(element, "sector", None)

    def _take_link(self, link: Link) -> None:
        a, b = link.source, link.target
        if link.status in NOT_WORKING:
            if link.kind == "coordinates_with":
                self.asked.add(pair(a, b))
            return
        self.working_links += 1
        if link.evidence == "assumed":
            self.assumed.append(link)
        if link.kind == "responds_to":
            _join(self.answers, self.responders, a, b)
            self.service_links[a, b] = link
        elif link.kind == "provides":
            _join(self.provides, self.providers, a, b)
        elif link.kind == "experiences":
            _join(self.lives_with, self.lived_by, a, b)
            self.life_links[a, b] = link
        elif link.kind == "leads_to":
            self.effects[a][b] = link
            self.causes[b].add(a)
        elif link.kind == "coordinates_with":
            ties = self.actor_ties if a in self.actors else self.service_ties
            _join(ties, ties, a, b)
            self.tie_links[pair(a, b)] = link
        elif link.kind == "involves":
            self.involves[a][b] = link

    def _inherit_sectors(self) -> None:
        for service in self.services:
            if self.sector[service] is None:
                found = {self.sector[a] for a in self.providers[service]}
                self.sector[service] = found.pop() if len(found) == 1 else None


def _join(forth: Adjacency, back: Adjacency, a: str, b: str) -> None:
    forth[a].add(b)
    back[b].add(a)
