"""Two elements that are the same thing become one; nothing that was said of either is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model import discussion
from silomap.model.draft import Draft
from silomap.model.edits import mark_id
from silomap.model.elements import Element, Link, Sector, defaults, field_names
from silomap.model.invariants import identity

OWN = frozenset({"label", "x", "y", "width", "height", "pinned", "colour"})
"""What stays as the kept element has it: its name and its place."""


def merge(draft: Draft, keep: str, gone: str) -> None:
    """Makes one element of two of the same kind. The kept one keeps its name and place and gets the other's links,
    members and decisions; values it lacks come from the other, tags and own fields are put together, different texts
    stand one after the other, and the other's name is kept among the own fields.

    Links that would stand twice become one, with the values of both; a link between the two goes.
    """
    kept, other = draft.element(keep), draft.element(gone)
    if keep == gone or kept.type != other.type:
        raise UserError(N_("Only two elements of the same kind can become one."))
    draft.put(_joined(kept, other))
    for link in draft.links_of(gone):
        _relink(draft, link, keep, gone)
    if isinstance(other, Sector):
        for member in draft.members_of(gone):
            draft.set(member.id, sector=keep)
    for attached in draft.attached_to(gone):
        discussion.move_to(draft, attached, keep)
    for mark in draft.base.marks:
        if gone in mark.subject and draft.get(mark.id) is not None:
            draft.remove(mark.id)
            about = tuple(dict.fromkeys(keep if key == gone else key for key in mark.subject))
            key = mark_id(mark.rule, about)
            if draft.get(key) is None:
                draft.put(replace(mark, id=key, subject=about))
    draft.remove(gone)


def _relink(draft: Draft, link: Link, keep: str, gone: str) -> None:
    """A link of the one that goes is now one of the kept; what was said of it stays with what it becomes."""
    source, target = (keep if end == gone else end for end in (link.source, link.target))
    draft.remove(link.id)
    home = keep
    if source != target:
        moved = replace(link, source=source, target=target)
        same = next((x for x in draft.links_of(keep) if identity(x) == identity(moved)), None)
        draft.put(moved if same is None else _joined(same, moved))
        home = link.id if same is None else same.id
    for attached in draft.attached_to(link.id):
        discussion.move_to(draft, attached, home)


def _joined(kept: Any, other: Any) -> Any:
    values: dict[str, Any] = {}
    base = defaults(type(kept))
    for name in field_names(type(kept)):
        mine, theirs = getattr(kept, name), getattr(other, name)
        if name in OWN or theirs == base.get(name) or mine == theirs:
            continue
        if mine == base.get(name):
            values[name] = theirs
        elif name == "tags":
            values[name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif name == "custom":
            values[name] = tuple(sorted({**dict(theirs), **dict(mine)}.items()))
        elif name in ("description", "reference", "note"):
            values[name] = f"{mine}\n{theirs}"
    if isinstance(kept, Element) and other.label and other.label != kept.label:
        custom = dict(values.get("custom", kept.custom))
        names = [name for name in custom.get("also", "").split("; ") if name]
        custom["also"] = "; ".join(dict.fromkeys((*names, other.label)))
        values["custom"] = tuple(sorted(custom.items()))
    if isinstance(kept, Link) and kept.status != other.status and None in (kept.status, other.status):
        values["status"] = None  # a link without a status works: that one of the two is planned does not undo it
    return replace(kept, **values)
