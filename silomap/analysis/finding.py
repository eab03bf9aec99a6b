"""What a finding is: a code, numbers and evidence. Its words are made where it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from silomap.analysis.brokers import Brokerage
from silomap.analysis.causes import Causality, Effort
from silomap.analysis.coordination import Handovers, Requirement
from silomap.analysis.failure import Failure
from silomap.analysis.fragmentation import Response
from silomap.analysis.gaps import Gap, Missing
from silomap.analysis.joined import LivedPair
from silomap.analysis.joint_service import JointService
from silomap.analysis.journeys import Journey
from silomap.analysis.layers import Layers, Pair
from silomap.analysis.loops import Loop
from silomap.analysis.network import Network
from silomap.analysis.readiness import Shortfall
from silomap.analysis.silos import Cell, SectorResult
from silomap.analysis.travel import travels
from silomap.analysis.voice import Voice

Param = str | int | float | tuple[str, ...]
"""Strings (alone or in a tuple) are ids of elements; numbers are counts."""


@travels
@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth talking about. `subject`: the elements it is about, where that is more than the first.
    `severity` 0…1 is the share of people's needs, lived pairs or required
    weight that is concerned, so that rules can be compared. `actions` are codes of what could be done at once."""

    rule: str
    severity: float
    params: dict[str, Param]
    elements: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    missing: tuple[Pair, ...] = ()
    actions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Rule and subject: the same finding keeps its key from one analysis to the next."""
        return ":".join((self.rule, *self.about))

    @property
    def about(self) -> tuple[str, ...]:
        """The elements it is about; the first one where the rule names none."""
        return self.subject or self.elements[:1]


@dataclass(slots=True)
class Facts:
    """Everything the rules may look at."""

    layers: Layers
    required: dict[Pair, Requirement]
    neighbours: dict[str, set[str]]
    lived: list[LivedPair]
    handovers: Handovers
    responses: list[Response]
    missing: Missing
    joint_services: list[JointService]
    near: dict[str, tuple[str, ...]]
    """unanswered need → the actors nearest to it"""
    gaps: list[Gap]
    questions: list[Gap]
    cells: list[Cell]
    sectors: list[SectorResult]
    causality: dict[str, Causality]
    effort: Effort
    loops: list[Loop]
    journeys: list[Journey]
    network: Network
    brokerage: Brokerage
    failures: list[Failure]
    voice: Voice
    shortfalls: list[Shortfall]
    life: int = field(default=0)

    def __post_init__(self) -> None:
        self.life = sum(len(needs) for needs in self.layers.lives_with.values())

    def share_of_group(self, group: str) -> float:
        """How much of what people live with is this group's: its share of `experiences` links."""
        return len(self.layers.lives_with[group]) / self.life if self.life else 0.0

    def share_of_needs(self, needs: Iterable[str]) -> float:
        """The same as `share_of_need` over several needs, at most 1."""
        return min(1.0, sum(map(self.share_of_need, set(needs))))

    def share_of_need(self, need: str) -> float:
        """How much of what people live with is this need: its share of `experiences` links, or of needs."""
        if self.life:
            return len(self.layers.lived_by[need]) / self.life
        return 1 / len(self.layers.needs)


class Rule(Protocol):
    """A finding rule: a code and a function; built-in ones stand in findings/__init__.py."""

    CODE: str

    def find(self, facts: Facts) -> list[Finding]: ...
