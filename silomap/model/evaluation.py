"""The evaluation round: notes put under themes by hand, and how far the room agrees with five statements, before and
after. Edits and questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.discussion import dots_on, spoken, tidy_text
from silomap.model.draft import Draft
from silomap.model.elements import Note, NoteTheme, Statement
from silomap.model.invariants import STATEMENT_PREFIX
from silomap.model.session import counted
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import STATEMENTS

MOST_THEMES = 60
MOST_LABEL = 200
When = Literal["opening", "closing"]


@dataclass(frozen=True, slots=True)
class Group:
    """A theme (None: what is under none yet) with its notes, the one with most dots first, and all their dots."""

    theme: NoteTheme | None
    notes: tuple[Note, ...]
    dots: int


def statements(system_map: SystemMap) -> dict[str, Statement]:
    """Every statement by name, in their order; one that nobody answered is empty."""
    found = {}
    for name in STATEMENTS:
        present = system_map.get(STATEMENT_PREFIX + name)
        found[name] = present if isinstance(present, Statement) else Statement(id=STATEMENT_PREFIX + name)
    return found


def is_assessed(system_map: SystemMap) -> bool:
    """Whether anybody answered a statement."""
    return any(row.opening or row.closing for row in statements(system_map).values())


def answer_statement(draft: Draft, name: str, when: When, value: int, count: int = 1) -> None:
    """Adds (count 1) or takes back (−1) an answer, 1 to 5, to a statement; one without any answer is not kept."""
    if name not in STATEMENTS:
        raise UserError(N_("This value does not fit here: {value}"), value=name[:60])
    key = STATEMENT_PREFIX + name
    present = draft.get(key)
    before = present if isinstance(present, Statement) else Statement(id=key)
    values: dict[str, Any] = {when: counted(getattr(before, when), value, count)}
    after = replace(before, **values)
    if after.opening or after.closing:
        draft.put(after)
    elif present is not None:
        draft.remove(key)


def themes(system_map: SystemMap) -> list[NoteTheme]:
    """The themes in their order."""
    return sorted(system_map.all(NoteTheme), key=lambda theme: (theme.position, theme.id))


def groups(system_map: SystemMap) -> list[Group]:
    """Every theme with its notes, in the order of the themes; last the notes that are under none, where there are
    any. O(notes)."""
    under: dict[str, list[Note]] = {}
    for note in spoken(system_map):
        under.setdefault(note.theme, []).append(note)
    found = [_group(system_map, theme, under.get(theme.id, [])) for theme in themes(system_map)]
    loose = under.get("", [])
    return [*found, _group(system_map, None, loose)] if loose else found


def _group(system_map: SystemMap, theme: NoteTheme | None, notes: list[Note]) -> Group:
    dots = {note.id: dots_on(system_map, note.id) for note in notes}
    return Group(theme, tuple(sorted(notes, key=lambda n: -dots[n.id])), sum(dots.values()))


def add_theme(draft: Draft, label: str, notes: Iterable[str] = ()) -> str:
    """A theme, with the notes it begins with; returns its id."""
    present = themes(draft.result())
    if len(present) >= MOST_THEMES:
        raise UserError(N_("There can be at most {n} themes."), n=MOST_THEMES)
    key = draft.new_id()
    position = (present[-1].position if present else 0.0) + 1.0
    draft.put(NoteTheme(id=key, label=_named(label), position=position))
    put_under(draft, notes, key)
    return key


def rename_theme(draft: Draft, key: str, label: str) -> None:
    """Calls a theme something else."""
    theme = draft.get(key)
    if isinstance(theme, NoteTheme):
        draft.put(replace(theme, label=_named(label)))


def remove_theme(draft: Draft, key: str) -> None:
    """Takes a theme away; its notes are under none again."""
    if isinstance(draft.get(key), NoteTheme):
        put_under(draft, (note.id for note in draft.result().all(Note) if note.theme == key), "")
        draft.remove(key)


def put_under(draft: Draft, notes: Iterable[str], theme: str) -> None:
    """Puts notes under a theme; "" takes them from the one they are under."""
    if theme and not isinstance(draft.get(theme), NoteTheme):
        raise UserError(N_("That theme is not there any more."))
    for key in notes:
        note = draft.get(key)
        if isinstance(note, Note):
            draft.put(replace(note, theme=theme))


def _named(label: str) -> str:
    name = " ".join(tidy_text(label).split())[:MOST_LABEL]
    if not name:
        raise UserError(N_("A theme needs a name."))
    return name
