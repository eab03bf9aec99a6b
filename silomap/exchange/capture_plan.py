"""What a line of the capture bar would do to a map, told before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from silomap.errors import UserError
from silomap.exchange.capture import Mention, Statement, Tie
from silomap.exchange.names import Names, folded
from silomap.i18n import N_
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import Link
from silomap.model.invariants import identity


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that is not on the map, but nearly: is the other one meant?"""

    text: str
    meant: str


@dataclass(slots=True)
class Plan:
    """What a statement would do to a map."""

    statement: Statement
    known: list[str | None]
    """for each mention the element it means, None where it would be made"""
    doubts: list[Doubt]
    new_links: int
    sector_names: tuple[str, ...]

    @property
    def new(self) -> list[Mention]:
        """The elements that would be made."""
        return [m for m, key in zip(self.statement.mentions, self.known, strict=True) if key is None]


def plan(statement: Statement, draft: Draft, names: Names, meant: dict[str, str] | None = None) -> Plan:
    """What a statement would do. `meant`: names that the person has said to mean another element (its id), or
    nothing but themselves ("")."""
    said = meant or {}
    known: list[str | None] = []
    doubts: list[Doubt] = []
    for mention in statement.mentions:
        exact = names.exact(mention.text, [mention.kind])
        choice = said.get(folded(mention.text))
        if exact or choice:
            known.append(exact[1] if exact else choice)
            continue
        known.append(None)
        near = None if choice == "" else names.alike(mention.text, mention.kind)
        if near is not None and all(doubt.text != mention.text for doubt in doubts):
            doubts.append(Doubt(mention.text, near))
    for tie in statement.ties:
        a, b = statement.mentions[tie.source], statement.mentions[tie.target]
        if a.kind == b.kind and (known[tie.source] or folded(a.text)) == (known[tie.target] or folded(b.text)):
            raise UserError(N_("An element cannot be linked to itself."))
    sectors = {m.sector for m in statement.mentions if m.sector is not None and names.sector(m.sector) is None}
    new_links = sum(not _is_linked(draft, tie, known) for tie in statement.ties)
    return Plan(statement, known, doubts, new_links, tuple(sorted(sectors)))


def _is_linked(draft: Draft, tie: Tie, known: Sequence[str | None]) -> bool:
    a, b = known[tie.source], known[tie.target]
    if a is None or b is None:
        return False
    wanted = identity(Link(id="", kind=tie.kind, source=a, target=b))
    return any(identity(link) == wanted for link in draft.links_of(a))


def take(plan: Plan, draft: Draft, names: Names) -> list[str]:
    """Makes what a plan says, as part of one edit; returns the ids of the elements that are new. Elements that are
    there get no second time, links neither; a service without a sector of its own is put into its provider's."""
    made: list[str] = []
    ids: list[str] = []
    for mention, key in zip(plan.statement.mentions, plan.known, strict=True):
        sector = _sector(mention, draft, names, made)
        if key is None:
            again = names.exact(mention.text, [mention.kind])
            key = again[1] if again else edits.add_element(draft, mention.kind, mention.text)
            if not again:
                made.append(key)
                names.add(draft.element(key))
        if sector is not None and hasattr(draft.element(key), "sector"):
            draft.set(key, sector=sector)
        ids.append(key)
    for tie in plan.statement.ties:
        a, b = ids[tie.source], ids[tie.target]
        if not _is_linked(draft, tie, ids):
            edits.connect(draft, a, b, tie.kind, **dict(tie.values))
        if tie.kind == "provides" and b in made and getattr(draft.element(b), "sector", None) is None:
            draft.set(b, sector=getattr(draft.element(a), "sector", None))
    return made


def _sector(mention: Mention, draft: Draft, names: Names, made: list[str]) -> str | None:
    if mention.sector is None or mention.kind not in ("actor", "service", "need"):
        return None
    key = names.sector(mention.sector)
    if key is None:
        key = edits.add_element(draft, "sector", mention.sector)
        made.append(key)
        names.add(draft.element(key))
    return key
