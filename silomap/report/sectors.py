"""What is said of sectors in their regions."""

from __future__ import annotations

from silomap.analysis.analyse import Analysis
from silomap.i18n import _, figure

INWARD, OUTWARD = -1 / 3, 1 / 3


def inwardness(result: Analysis) -> dict[str, str]:
    """Sector → its E-I index, in a word and as the number: −1 a silo, +1 only outward."""
    return {row.id: _words(row.ei_index) for row in result.sectors if row.ei_index is not None}


def _words(value: float) -> str:
    if value <= INWARD:
        return _("mostly inward, E-I {value}", value=figure(value))
    if value >= OUTWARD:
        return _("mostly outward, E-I {value}", value=figure(value))
    return _("inward and outward, E-I {value}", value=figure(value))
