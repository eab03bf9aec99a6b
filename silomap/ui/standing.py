"""What the banner says of an open map: not saved, read only, as it was, or moved on since the scenario was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction

from silomap.errors import UserError
from silomap.i18n import _, explain, ngettext
from silomap.model.document import SavingState
from silomap.model.review import ReviewStore, read_review, reviews_beside, waiting
from silomap.model.scenarios import conflicts_of
from silomap.ui.bridge import Bridge


class Standing(NamedTuple):
    """A sentence, what can be done about it, and whether it is a problem; an empty sentence where all is as usual."""

    text: str = ""
    deeds: tuple[tuple[str, Callable[[], object]], ...] = ()
    is_problem: bool = False


def standing_of(bridge: Bridge, saving: SavingState, actions: dict[str, QAction], is_replaying: bool) -> Standing:
    """What most needs to be known now."""
    copy = (_("Save a copy…"), actions["save_copy"].trigger)
    read_only = bridge.document.read_only
    if saving.problem is not None:
        text = _("Your changes are not saved yet: {reason}", reason=explain(saving.problem))
        return Standing(text, ((_("Try again"), bridge.document.retry), copy), True)
    if bridge.earlier is not None:
        if is_replaying:  # its bar says it
            return Standing()
        text = _("You look at the map as it was: {name}.", name=bridge.earlier.name)
        return Standing(text, ((_("Back to now"), actions["scenario_today"].trigger),))
    if read_only is not None:
        return _of_reader(bridge, explain(read_only), actions)
    waits = _waiting(bridge)
    if waits:
        return Standing(waits, ((_("Take it in"), actions["reviews_take"].trigger),))
    conflicts = len(conflicts_of(bridge.document.map, bridge.scenario)) if bridge.scenario else 0
    if conflicts:
        text = ngettext(
            "The map has moved on since this scenario was made: they disagree in {n} place.",
            "The map has moved on since this scenario was made: they disagree in {n} places.",
            conflicts,
        )
        return Standing(text, ((_("Settle what disagrees…"), actions["scenario_settle"].trigger),))
    return Standing()


def _of_reader(bridge: Bridge, reason: str, actions: dict[str, QAction]) -> Standing:
    """Why the map is only read, and what becomes of what one says."""
    copy = (_("Save a copy…"), actions["save_copy"].trigger)
    store = bridge.document.store
    if not bridge.document.may_talk:
        return Standing(reason, (copy,))
    if isinstance(store, ReviewStore) and store.file is not None:
        said = _("What you said waits in a review file for whoever has the map.")
        return Standing(f"{reason} {said}", ((_("Save my review to send…"), actions["review_send"].trigger), copy))
    kept = _("Comments, votes and decisions are kept all the same.")
    return Standing(f"{reason} {kept}", (copy,))


def _waiting(bridge: Bridge) -> str:
    """Reviews that lie beside the map and say something new."""
    path = bridge.document.path
    names = []
    for found in reviews_beside(path) if path is not None else []:
        try:
            review = read_review(found)
        except UserError:
            continue
        if waiting(bridge.document.map, review):
            names.append(review.by or found.name)
    if not names:
        return ""
    return ngettext("A review waits: {names}.", "{n} reviews wait: {names}.", len(names), names=", ".join(names))
