"""What the views are called: in the window, on pictures, in exercises."""

from __future__ import annotations

from silomap.i18n import N_

VIEW_TITLES = {
    "map": N_("Map"),
    "lanes": N_("Lanes"),
    "silo": N_("Silo view"),
    "system": N_("System view"),
    "matrix": N_("Matrix"),
    "journey": N_("Journey"),
    "charts": N_("Charts"),
    "compare": N_("Comparison"),
    "overview": N_("Overview"),
    "actions": N_("Board of actions"),
}
