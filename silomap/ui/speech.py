"""Elements and links as a screen reader reads them out."""

from __future__ import annotations

from silomap.i18n import _, ngettext
from silomap.model.elements import Element, Link, sector_of
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.report.sentences import link_words


def spoken(system_map: SystemMap, key: str) -> str:
    """Name, kind, sector and number of links of an element; the sentence of a link; nothing for what is gone."""
    entity = system_map.get(key)
    if isinstance(entity, Link):
        return link_words(system_map, entity.kind, entity.source, entity.target)
    if not isinstance(entity, Element):
        return ""
    home = sector_of(entity)
    parts = [entity.label or _("(no name)"), _(KINDS[entity.type].title)]
    parts += [system_map.label(home)] if home else []
    parts.append(ngettext("{n} link", "{n} links", len(system_map.links_of(key))))
    return ", ".join(parts)
