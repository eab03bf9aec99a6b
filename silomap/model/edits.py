"""Edits as people mean them: add, connect, remove, set, move, paste. Each takes a Draft; consequences are part
of the edit, never of a listener. Window, command line and importers share them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.discussion import remove_attached
from silomap.model.draft import Draft
from silomap.model.elements import (
    TYPES,
    Action,
    Element,
    Entity,
    Image,
    Link,
    MapInfo,
    Mark,
    Sector,
    Sticky,
    sector_of,
)
from silomap.model.invariants import identity, value_fault
from silomap.model.vocabulary import MARKS, attribute, fitting_links, why_no_link

REGION_SIZE = (300.0, 420.0)
STICKY_SIZE = (180.0, 110.0)
MAX_LABEL = 5_000
_JOINERS = "\u200c\u200d\u200e\u200f"
"""Invisible, but part of how Arabic, Hebrew and emoji are written."""


def add_element(draft: Draft, kind: str, label: str = "", **values: Any) -> str:
    """Adds an element and returns its id; a sector gets the size of a region."""
    element_type = TYPES[kind]
    size = {Sector: REGION_SIZE, Sticky: STICKY_SIZE}.get(element_type)
    if size is not None:
        values.setdefault("width", size[0])
        values.setdefault("height", size[1])
    key = draft.new_id()
    draft.put(element_type(id=key, label=clean(label), **values))  # type: ignore[call-arg]
    return key


def connect(draft: Draft, source: str, target: str, kind: str | None = None, **values: Any) -> str:
    """Links two elements; the kind follows from the ends unless given. Returns the link's id."""
    if source == target:
        raise UserError(N_("An element cannot be linked to itself."))
    a, b = draft.element(source), draft.element(target)
    fits = [fit for fit in fitting_links(a.type, b.type) if kind in (None, fit[0])]
    if not fits:
        raise UserError(why_no_link(a.type, b.type))
    name, flipped = fits[0]
    ends = (target, source) if flipped else (source, target)
    link = Link(id=draft.new_id(), kind=name, source=ends[0], target=ends[1], **values)
    if any(identity(other) == identity(link) for other in draft.links_of(source)):
        raise UserError(N_("“{a}” and “{b}” are already linked in this way."), a=a.label or a.id, b=b.label or b.id)
    draft.put(link)
    return link.id


def change_link_kind(draft: Draft, key: str, kind: str) -> None:
    """Gives a link another kind that fits its ends, turning it round where needed."""
    link = draft.get(key)
    if not isinstance(link, Link) or link.kind == kind:
        return
    draft.remove(key)
    made = connect(draft, link.source, link.target, kind)
    new = draft.get(made)
    draft.remove(made)
    if isinstance(new, Link):
        kept = {n: getattr(link, n) for n in ("status", "evidence", "note", "custom")}
        if attribute(kind, "strength"):
            kept["strength"] = link.strength
        draft.put(replace(new, id=key, **kept))


def reconnect(draft: Draft, key: str, end: str, to: str) -> None:
    """Takes one end of a link (`source` or `target`) to another element. The kind stays where it fits, else it
    follows from the new ends; what the new kind has no place for is let go, notes and votes stay."""
    link = draft.get(key)
    if not isinstance(link, Link) or to == getattr(link, end):
        return
    ends = (to, link.target) if end == "source" else (link.source, to)
    if ends[0] == ends[1]:
        raise UserError(N_("An element cannot be linked to itself."))
    a, b = draft.element(ends[0]), draft.element(ends[1])
    fits = fitting_links(a.type, b.type)
    if not fits:
        raise UserError(why_no_link(a.type, b.type))
    kind, flipped = next((fit for fit in fits if fit[0] == link.kind), fits[0])
    source, target = (ends[1], ends[0]) if flipped else ends
    lost: dict[str, Any] = {n: None for n in ("strength", "polarity", "form", "level") if attribute(kind, n) is None}
    moved = replace(link, kind=kind, source=source, target=target, **lost)
    if any(other.id != key and identity(other) == identity(moved) for other in draft.links_of(source)):
        raise UserError(N_("“{a}” and “{b}” are already linked in this way."), a=a.label or a.id, b=b.label or b.id)
    draft.put(moved)


def remove(draft: Draft, keys: Iterable[str]) -> None:
    """Removes elements and links; links of a removed element go too, members of a removed sector stay free, and
    what was decided about findings that speak of it goes with it."""
    marks = draft.base.marks
    for key in keys:
        entity = draft.get(key)
        if entity is None or isinstance(entity, MapInfo):
            continue
        for link in draft.links_of(key):
            _remove_with_attached(draft, link.id)
        for mark in marks:
            if key in mark.subject:
                draft.remove(mark.id)
        if isinstance(entity, Sector):
            for member in draft.members_of(key):
                draft.set(member.id, sector=None)
        _remove_with_attached(draft, key)


def _remove_with_attached(draft: Draft, key: str) -> None:
    """Notes and votes go with what they are about; an action is a promise and stays, about the whole map."""
    for attached in draft.attached_to(key):
        if isinstance(attached, Action):
            draft.set(attached.id, about="")
        else:
            remove_attached(draft, [attached.id])
    draft.remove(key)


def set_field(draft: Draft, keys: Iterable[str], name: str, value: Any) -> None:
    """Sets one attribute of several entities; those whose kind has no such attribute are left alone."""
    for key in keys:
        entity = draft.get(key)
        if entity is None:
            continue
        row = attribute(entity.kind if isinstance(entity, Link) else entity.type, name)
        if row is None:
            continue
        new = clean(value) if row.shape == "text" else value
        if value_fault(row, new):
            if row.low is not None:
                raise UserError(
                    N_("A value from {low} to {high} is needed here."),
                    low=int(row.low),
                    high=int(row.high or 0),
                )
            raise UserError(N_("This value does not fit here: {value}"), value=str(value)[:60])
        if row.shape == "ref" and new is not None and not isinstance(draft.get(new), Sector):
            raise UserError(N_("There is no such sector."))
        draft.set(key, **{name: new})


def mark_asked(draft: Draft, a: str, b: str) -> bool:
    """Notes that two actors or two services were asked about and do not work together; the same again takes the note
    away. Returns whether it is noted now. A UserError where the two are not of one kind."""
    one, other = draft.element(a), draft.element(b)
    if one.type != other.type or one.type not in ("actor", "service"):
        raise UserError(N_("Two actors or two services can be asked whether they work together."))
    for link in draft.links_of(a):
        if link.kind == "coordinates_with" and b in (link.source, link.target):
            if link.status == "absent":
                draft.remove(link.id)
                return False
            draft.set(link.id, status="absent")
            return True
    connect(draft, a, b, "coordinates_with", status="absent")
    return True


def dispute(draft: Draft, keys: Iterable[str]) -> int:
    """Marks causal links as disputed, or takes the mark from them where all have it; returns how many there are."""
    links = [e for key in keys if isinstance(e := draft.get(key), Link) and e.kind == "leads_to"]
    polarity = None if all(link.polarity == "?" for link in links) else "?"
    for link in links:
        draft.set(link.id, polarity=polarity)
    return len(links)


def mark_finding(draft: Draft, rule: str, subject: Iterable[str], state: str | None, note: str = "") -> None:
    """Notes what people decided about a finding; None takes the mark away. It goes with the elements it is about."""
    about = tuple(subject)
    key = mark_id(rule, about)
    if state is None:
        if draft.get(key) is not None:
            draft.remove(key)
        return
    if state not in MARKS:
        raise UserError(N_("This value does not fit here: {value}"), value=str(state)[:60])
    draft.put(Mark(id=key, rule=rule, subject=about, state=state, note=note.strip()[:MAX_LABEL]))


def mark_id(rule: str, subject: Iterable[str]) -> str:
    """The id of the mark of a finding: one finding has one mark."""
    return ":".join(("mark", rule, *subject))


def set_info(draft: Draft, **values: Any) -> None:
    """Changes what is said of the map itself."""
    draft.put(replace(draft.info, **values))


def move(draft: Draft, positions: Mapping[str, tuple[float, float]]) -> None:
    """Moves elements to new centres; the members of a moved sector go with it unless they are moved too."""
    shifts: dict[str, tuple[float, float]] = {}
    for key, (x, y) in positions.items():
        element = draft.element(key)
        if isinstance(element, Sector) and element.x is not None and element.y is not None:
            for member in draft.members_of(key):
                if member.id not in positions:
                    shifts[member.id] = (x - element.x, y - element.y)
        draft.set(key, x=round(x, 1), y=round(y, 1))
    for key, (dx, dy) in shifts.items():
        member = draft.element(key)
        if member.x is not None and member.y is not None:
            draft.set(key, x=round(member.x + dx, 1), y=round(member.y + dy, 1))


def join_sectors_by_place(draft: Draft, keys: Iterable[str]) -> None:
    """After a drop: each element belongs to the smallest region that holds its centre, or to none. One that was in no
    region before and is in none now keeps its sector: a layout may have taken it out."""
    regions = [e for e in draft.result().sectors if e.x is not None and e.y is not None]
    regions.sort(key=lambda r: ((r.width or 0) * (r.height or 0), r.id))
    for key in keys:
        element = draft.element(key)
        if not hasattr(element, "sector") or element.x is None or element.y is None:
            continue
        home = _region_at(regions, element)
        before = draft.base.get(key)
        was_free = isinstance(before, Element) and _region_at(regions, before) is None
        keeps = home is None and was_free and sector_of(before) == sector_of(element)
        if sector_of(element) != home and not keeps:
            draft.set(key, sector=home)


def _region_at(regions: list[Sector], element: Element) -> str | None:
    if element.x is None or element.y is None:
        return None
    return next((r.id for r in regions if region_holds(r, element.x, element.y)), None)


def region_holds(region: Sector, x: float, y: float) -> bool:
    """Whether a point lies in a sector's region."""
    if region.x is None or region.y is None:
        return False
    return abs(x - region.x) * 2 <= (region.width or 0) and abs(y - region.y) * 2 <= (region.height or 0)


def paste(
    draft: Draft, entities: Iterable[Entity], dx: float = 0.0, dy: float = 0.0
) -> tuple[list[str], list[Entity]]:
    """Adds copies under new ids, moved by (dx, dy). Links whose ends are neither copied nor present, or that are
    there already, are left out and returned, so that nothing is dropped silently."""
    entities = list(entities)
    new_ids = {e.id: draft.new_id() for e in entities if isinstance(e, Element)}
    made: list[str] = []
    left_out: list[Entity] = []
    for image in (e for e in entities if isinstance(e, Image) and draft.get(e.id) is None):
        draft.put(image)
    for entity in entities:
        if isinstance(entity, Element):
            draft.put(_copy(draft, entity, new_ids, dx, dy))
            made.append(new_ids[entity.id])
    for entity in entities:
        if not isinstance(entity, Link):
            continue
        source, target = (new_ids.get(end, end) for end in (entity.source, entity.target))
        if not all(isinstance(draft.get(end), Element) for end in (source, target)):
            left_out.append(entity)
            continue
        copied = replace(entity, id=draft.new_id(), source=source, target=target)
        if any(identity(other) == identity(copied) for other in draft.links_of(source)):
            left_out.append(entity)
            continue
        draft.put(copied)
        made.append(copied.id)
    return made, left_out


def _copy(draft: Draft, element: Element, new_ids: Mapping[str, str], dx: float, dy: float) -> Element:
    values: dict[str, Any] = {"id": new_ids[element.id]}
    if element.x is not None and element.y is not None:
        values.update(x=round(element.x + dx, 1), y=round(element.y + dy, 1))
    sector = sector_of(element)
    if sector is not None:
        home = new_ids.get(sector, sector)
        values["sector"] = home if sector in new_ids or isinstance(draft.get(home), Sector) else None
    return replace(element, **values)


def clean(text: object) -> str:
    """A name without control characters and line breaks, bounded in length."""
    visible = "".join(c if c.isprintable() or c in _JOINERS else " " for c in str(text))
    return " ".join(visible.split())[:MAX_LABEL]
