"""The session in which a map is made: its brief, who is in the room, what the room guessed and answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.discussion import add_note, tidy_text
from silomap.model.draft import Draft
from silomap.model.elements import WORKSHOP_ID, Group, Note, Seat, Sector, Workshop
from silomap.model.invariants import is_date
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import SEATS

MOST_BUDGET = 50
MOST_ANSWERS = 200
TEXTS = ("whom", "area", "strategy", "inside", "outside")
"""The fields of the brief that are text."""


def change(draft: Draft, **values: Any) -> None:
    """Changes what is said of the session; texts are tidied, dates and numbers checked."""
    for name in TEXTS:
        if name in values:
            values[name] = tidy_text(values[name])
    for name in ("due", "evaluation"):
        if not is_date(values.get(name, "")):
            raise UserError(N_("A date is written like 2026-01-31."))
    if not 0 <= values.get("budget", 0) <= MOST_BUDGET:
        raise UserError(N_("A value from {low} to {high} is needed here."), low=0, high=MOST_BUDGET)
    present = draft.get(WORKSHOP_ID)
    draft.put(replace(present if isinstance(present, Workshop) else Workshop(), **values))


def answer(draft: Draft, when: str, value: int, count: int = 1) -> None:
    """Adds (count 1) or takes back (−1) an answer to “how joined up are we, 1 to 5?”, `opening` or `closing`."""
    present = draft.get(WORKSHOP_ID)
    answers = getattr(present if isinstance(present, Workshop) else Workshop(), when)
    change(draft, **{when: counted(answers, value, count)})


def counted(answers: tuple[int, ...], value: int, count: int) -> tuple[int, ...]:
    """Answers from 1 to 5 with one more (count 1) or one less (−1); at most MOST_ANSWERS are kept."""
    made = list(answers)
    if count > 0 and len(made) < MOST_ANSWERS:
        made.append(min(5, max(1, value)))
    elif count < 0 and value in made:
        made.remove(value)
    return tuple(sorted(made))


def mean(answers: tuple[int, ...]) -> float | None:
    """The mean of the answers, 1 to 5; None without any."""
    return sum(answers) / len(answers) if answers else None


def add_seat(draft: Draft, place: str, role: str, present: bool = True, asks: str = "") -> str:
    """Notes a role in the room, or a voice that is missing and who will ask it; returns the seat's id."""
    said = tidy_text(role)
    if not said:
        raise UserError(N_("Which role? A name is not needed."))
    if place not in SEATS and not isinstance(draft.get(place), Sector):
        raise UserError(N_("There is no such sector."))
    key = draft.new_id()
    draft.put(Seat(id=key, place=place, role=said, present=present, asks=tidy_text(asks)))
    return key


def missing_voices(system_map: SystemMap) -> tuple[list[str], bool]:
    """Sectors on the map for which nobody is in the room, and whether no person who uses the services is."""
    seats = [seat for seat in system_map.all(Seat) if seat.present]
    places = {seat.place for seat in seats}
    absent = [sector.id for sector in system_map.sectors if sector.id not in places]
    return absent, "citizens" not in places and bool(system_map.all(Group) or system_map.sectors)


def unfinished(system_map: SystemMap) -> list[str]:
    """Elements that still need a look: without a name, or without any link. O(elements)."""
    return [
        e.id
        for e in system_map.mapped
        if not e.label.strip() or (not isinstance(e, Sector) and not system_map.links_of(e.id))
    ]


def lay_card(draft: Draft, text: str, author: str = "") -> str:
    """A card written in silence: kept in the map at once, and on nobody's screen until the pile is turned over."""
    return add_note(draft, "", text, "card", author)


def pile(system_map: SystemMap) -> list[Note]:
    """The cards that still lie face down, the first first."""
    return sorted((n for n in system_map.all(Note) if n.kind == "card"), key=lambda n: (n.time, n.id))


def turn_over(draft: Draft, read: set[str]) -> None:
    """Takes the cards from the pile whose lines were read, in the step in which they come on the map."""
    for card in pile(draft.base):
        if set(card.text.split("\n")) <= read:
            draft.remove(card.id)
