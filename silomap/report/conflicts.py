"""Where two sides disagree, in words: what it is about, and what holds if one or the other is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.i18n import _
from silomap.model.changes import Conflict
from silomap.model.elements import Element, Link
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.report.changes import field_title, name_of, value_words
from silomap.report.sentences import link_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One disagreement as a question with two answers: `ours` is the map's, `theirs` the other side's."""

    about: str
    ours: str
    theirs: str


def conflict_choice(conflict: Conflict, here: SystemMap, there: SystemMap) -> Choice:
    """The question behind a conflict; `here` is the map, `there` the other side."""
    entity = here.get(conflict.id) or there.get(conflict.id) or conflict.base or conflict.incoming
    where = here if conflict.id in here else there
    about = _("“{name}”", name=name_of(entity, where) or conflict.id)
    if isinstance(entity, Link):
        about = link_words(where, entity.kind, entity.source, entity.target)
    if conflict.field:
        about = _("{subject}: {field}", subject=about, field=field_title(entity, conflict.field))
        return Choice(about, value_words(conflict.present, here), value_words(conflict.incoming, there))
    if conflict.incoming is None:
        return Choice(about, _("stays, as it was edited"), _("is deleted"))
    if conflict.present is None:
        return Choice(about, _("stays deleted"), _("comes back, as it was edited"))
    return Choice(about, _kind(conflict.present), _kind(conflict.incoming))


def conflict_line(conflict: Conflict, here: SystemMap, there: SystemMap) -> str:
    """The same in one line."""
    found = conflict_choice(conflict, here, there)
    return _("{about} — here: {ours}; there: {theirs}", about=found.about, ours=found.ours, theirs=found.theirs)


def _kind(entity: object) -> str:
    return _(KINDS[entity.type].title) if isinstance(entity, Element) else _("something else")
