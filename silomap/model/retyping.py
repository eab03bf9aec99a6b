"""What was drawn as one kind and is another: a need that is a service, a link that says something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.draft import Draft
from silomap.model.edits import change_link_kind
from silomap.model.elements import TYPES, Link, defaults, field_names
from silomap.model.invariants import identity
from silomap.model.vocabulary import LINK_KINDS, NODE_KINDS, attribute, fitting_links


def change_kind(draft: Draft, key: str, kind: str) -> list[Link]:
    """Makes an element another kind under the same id: name, place, notes and all that both kinds have stay. Its
    links become the likeliest kind that fits the new ends; those that no kind fits go, and are returned.
    O(its links)."""
    element = draft.element(key)
    if element.type == kind:
        return []
    if element.type not in NODE_KINDS or kind not in NODE_KINDS:
        raise UserError(N_("Only actors, services, needs and groups can become one another."))
    names = [name for name in field_names(TYPES[kind]) if name in field_names(type(element))]
    changed = TYPES[kind](id=key, **{name: getattr(element, name) for name in names})
    draft.put(changed)
    lost = []
    for link in draft.links_of(key):
        if not _refit(draft, link):
            draft.remove(link.id)
            for attached in draft.attached_to(link.id):
                draft.set(attached.id, about=key) if attached.type != "vote" else draft.remove(attached.id)
            lost.append(link)
    return lost


def _refit(draft: Draft, link: Link) -> bool:
    source, target = draft.element(link.source), draft.element(link.target)
    fits = fitting_links(source.type, target.type)
    if not fits:
        return False
    kind, flipped = next((fit for fit in fits if fit == (link.kind, False)), fits[0])
    ends = (link.target, link.source) if flipped else (link.source, link.target)
    base = defaults(Link)
    unfit = {n: base[n] for n in ("strength", "polarity", "form", "level") if attribute(kind, n) is None}
    moved = replace(replace(link, **unfit), kind=kind, source=ends[0], target=ends[1])
    if any(other.id != link.id and identity(other) == identity(moved) for other in draft.links_of(link.source)):
        return False
    draft.put(moved)
    return True


def next_link_kind(draft: Draft, keys: Iterable[str]) -> int:
    """Gives links the next kind that fits their ends; returns how many have another one now."""
    changed = 0
    for key in keys:
        link = draft.get(key)
        if not isinstance(link, Link):
            continue
        ends = (draft.element(link.source).type, draft.element(link.target).type)
        kinds = list(dict.fromkeys(name for name, _flipped in fitting_links(*ends)))
        if len(kinds) > 1:
            change_link_kind(draft, key, kinds[(kinds.index(link.kind) + 1) % len(kinds)])
            changed += 1
    return changed


def reverse(draft: Draft, keys: Iterable[str]) -> int:
    """Turns links round where their kind fits the other way too; returns how many were turned."""
    turned = 0
    for key in keys:
        link = draft.get(key)
        if not isinstance(link, Link) or not LINK_KINDS[link.kind].directed:
            continue
        ends = (draft.element(link.target).type, draft.element(link.source).type)
        if ends not in LINK_KINDS[link.kind].ends:
            continue
        moved = replace(link, source=link.target, target=link.source)
        if any(other.id != key and identity(other) == identity(moved) for other in draft.links_of(link.source)):
            raise UserError(N_("There is a link the other way round already."))
        draft.put(moved)
        turned += 1
    return turned
