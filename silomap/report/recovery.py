"""What was saved of a damaged map, in words."""

from __future__ import annotations

from silomap.i18n import _, ngettext
from silomap.model.recovery import Recovery


def recovery_words(saved: Recovery) -> str:
    """How much could be read, made again, and not be read."""
    parts = [
        _(
            "{elements} elements and {links} links could be saved.",
            elements=len(saved.system_map.mapped),
            links=len(saved.system_map.links),
        )
    ]
    if saved.regained:
        parts.append(
            ngettext(
                "{n} thing was made again out of the history.",
                "{n} things were made again out of the history.",
                saved.regained,
            )
        )
    if saved.missing:
        count = len(saved.missing)
        parts.append(ngettext("{n} part could not be read.", "{n} parts could not be read.", count))
    return " ".join(parts)
