"""What people say, vote and agree to do about elements and links: edits and questions. All of it is in the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.draft import Draft
from silomap.model.elements import Action, Attached, Element, Link, Note, Vote
from silomap.model.invariants import MOST_DOTS, is_date
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import ACTION_STATES, ANSWERS, NOTE_KINDS

MAX_TEXT = 5_000
ROOM = ""
"""Votes of the room as a whole, where nobody counts who gave them: these have no budget."""


def now() -> str:
    """The present time as notes keep it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def add_note(
    draft: Draft,
    about: str,
    text: str,
    kind: str = "comment",
    author: str = "",
    clock: Callable[[], str] = now,
) -> str:
    """Says something about an element or link, or ("") puts it into the parking lot; returns the note's id."""
    said = tidy_text(text)
    if not said:
        raise UserError(N_("A note needs some words."))
    if kind not in NOTE_KINDS:
        raise UserError(N_("This value does not fit here: {value}"), value=str(kind)[:60])
    _must_be(draft, about)
    key = draft.new_id()
    draft.put(Note(id=key, about=about, kind=kind, text=said, author=tidy_text(author)[:200], time=clock()))
    return key


def change_note(draft: Draft, key: str, **values: Any) -> None:
    """Changes what a note says, is about, or whether it is settled; an empty text removes it."""
    note = draft.get(key)
    if not isinstance(note, Note):
        return
    if "text" in values:
        values["text"] = tidy_text(values["text"])
        if not values["text"]:
            remove_attached(draft, [key])
            return
    if "about" in values:
        _must_be(draft, values["about"])
    draft.put(replace(note, **values))


def vote(draft: Draft, about: str, dots: int, voter: str = ROOM, budget: int | None = None) -> int:
    """Gives (or with a negative number takes back) dots to an element, a link or a note; returns how many this voter
    has there now. A UserError where a named voter would give more than the budget on the whole map."""
    if not isinstance(draft.get(about), Note):
        _must_be(draft, about, or_nothing=False)
    voter = tidy_text(voter)[:200]
    key = vote_id(about, voter)
    present = draft.get(key)
    had = present.dots if isinstance(present, Vote) else 0
    new = min(max(0, had + dots), MOST_DOTS)
    if voter != ROOM and budget is not None and dots > 0:
        spent = spent_by(draft.result(), voter)
        if spent + dots > budget:
            raise UserError(N_("{name} has given all {n} dots."), name=voter, n=budget)
    if new:
        draft.put(Vote(id=key, about=about, voter=voter, dots=new))
    elif had:
        draft.remove(key)
    return new


def vote_id(about: str, voter: str) -> str:
    """One voter has one pile of dots on one thing."""
    return f"vote:{about}:{voter}"


def spent_by(system_map: SystemMap, voter: str) -> int:
    """How many dots a voter has given on the whole map."""
    return sum(v.dots for v in system_map.all(Vote) if v.voter == voter)


def dots_on(system_map: SystemMap, key: str) -> int:
    """How many dots lie on an element, a link or a note."""
    return sum(e.dots for k in system_map.attached_to(key) if isinstance(e := system_map.get(k), Vote))


def most_voted(system_map: SystemMap) -> list[tuple[str, int]]:
    """What has dots, the most first."""
    counts = Counter[str]()
    for given in system_map.all(Vote):
        counts[given.about] += given.dots
    return sorted(counts.items(), key=lambda row: (-row[1], system_map.label(row[0]), row[0]))


def spoken(system_map: SystemMap) -> list[Note]:
    """Every note that was said aloud, the first first; cards that lie face down are none yet."""
    return sorted((n for n in system_map.all(Note) if n.kind != "card"), key=lambda n: (n.time, n.id))


def add_action(draft: Draft, about: str, what: str, **values: Any) -> str:
    """Notes what somebody will do; returns the action's id."""
    said = tidy_text(what)
    if not said:
        raise UserError(N_("An action needs some words."))
    _must_be(draft, about)
    key = draft.new_id()
    draft.put(Action(id=key, about=about, what=said))
    change_action(draft, key, **values)
    return key


def change_action(draft: Draft, key: str, **values: Any) -> None:
    """Changes an action. It cannot be agreed or done without an owner and a date: nothing would happen after."""
    action = draft.get(key)
    if not isinstance(action, Action):
        return
    for name, value in values.items():
        if name not in ("state", "inner", "about"):
            values[name] = tidy_text(value)
    if not all(is_date(values.get(name, "")) for name in ("due", "answered_on")):
        raise UserError(N_("A date is written like 2026-01-31."))
    if values.get("state", action.state) not in ACTION_STATES:
        raise UserError(N_("This value does not fit here: {value}"), value=str(values["state"])[:60])
    if values.get("answer", "") not in ("", *ANSWERS):
        raise UserError(N_("This value does not fit here: {value}"), value=str(values["answer"])[:60])
    if "about" in values:
        _must_be(draft, values["about"])
    if "what" in values and not values["what"]:
        raise UserError(N_("An action needs some words."))
    after = replace(action, **values)
    if after.state != "open" and not (after.who and after.due):
        raise UserError(N_("Who will do it, and by when? An action is agreed only with both."))
    draft.put(after)


def answer_decision(draft: Draft, key: str, answer: str, by: str, day: str) -> None:
    """Notes what was decided where an action needs a decision, by which role and when; "" takes it back."""
    role = tidy_text(by)[:200]
    if answer and not role:
        raise UserError(N_("Who decides? A role is enough."))
    known = {"answered_by": role, "answered_on": day} if answer else {"answered_by": "", "answered_on": ""}
    change_action(draft, key, answer=answer, **known)


def by_date(actions: Iterable[Action]) -> list[Action]:
    """Actions in the order in which they matter: what is done last, else the earliest date first."""
    return sorted(actions, key=lambda a: (a.state == "done", a.due or "9999", a.what, a.id))


def is_overdue(action: Action, today: date) -> bool:
    """Whether it should have been done before today."""
    return action.state != "done" and action.due != "" and date.fromisoformat(action.due) < today


def awaits_decision(action: Action) -> bool:
    """Whether somebody still has to say yes or no."""
    return bool(action.decision) and action.answer in ("", "later") and action.state != "done"


def actions_for(system_map: SystemMap, finding: str, about: Iterable[str] = ()) -> list[Action]:
    """What is being done about a finding, by its key; else about the elements it is about."""
    there = list(system_map.all(Action))
    named = [action for action in there if action.finding == finding]
    subjects = set(about)
    return by_date(named or [a for a in there if not a.finding and a.about in subjects])


def remove_attached(draft: Draft, keys: Iterable[str]) -> None:
    """Takes notes, votes and actions away, and the dots that notes have."""
    for key in keys:
        if isinstance(draft.get(key), Note | Vote | Action):
            for dots in draft.attached_to(key):
                draft.remove(dots.id)
            draft.remove(key)


def move_to(draft: Draft, attached: Attached, about: str) -> None:
    """What was said of one thing is now said of another; dots of one voter are counted together."""
    if not isinstance(attached, Vote):
        draft.put(replace(attached, about=about))
        return
    draft.remove(attached.id)
    if isinstance(draft.get(about), Element | Link):
        key = vote_id(about, attached.voter)
        there = draft.get(key)
        dots = attached.dots + (there.dots if isinstance(there, Vote) else 0)
        draft.put(Vote(id=key, about=about, voter=attached.voter, dots=min(dots, MOST_DOTS)))


def tidy_text(text: object) -> str:
    """A text of several lines without control characters, bounded in length."""
    lines = str(text)[: MAX_TEXT * 2].splitlines()
    kept = ("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in line).strip() for line in lines)
    return "\n".join(kept).strip()[:MAX_TEXT]


def _must_be(draft: Draft, about: str, or_nothing: bool = True) -> None:
    if about == "" and or_nothing:
        return
    if not isinstance(draft.get(about), Element | Link):
        raise UserError(N_("That element is not on the map any more."))
