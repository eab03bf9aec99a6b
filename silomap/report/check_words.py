"""What a step of an exercise asks of the map, in words."""

from __future__ import annotations

from silomap.analysis.checks import Check, kind_of
from silomap.i18n import N_, _, figure, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.comparison import title_alone
from silomap.report.view_titles import VIEW_TITLES


def check_words(check: Check, system_map: SystemMap) -> str:
    """A check as a sentence; elements by their names, one that is gone by its id."""
    kind = kind_of(check)
    value = check[kind]
    if kind == "view":
        title = VIEW_TITLES.get(value)
        return _("The view “{name}” was looked at", name=_(title) if title else value)
    if kind == "measure":
        return _measure(check)
    if kind == "new_links":
        return ngettext("Exactly {n} new working link", "Exactly {n} new working links", value)
    if kind == "newly_joined_sectors":
        return ngettext("{n} pair of sectors newly joined", "{n} pairs of sectors newly joined", value)
    names = [f"“{system_map.label(key)}”" for key in ([value] if isinstance(value, str) else value)]
    words = {
        "selected": N_("Selected: {names}"),
        "selected_any": N_("Selected is one of {names}"),
        "together": N_("These work together: {names}"),
        "answered": N_("A service answers {names}"),
        "gone": N_("{names} is not on the map any more"),
    }[kind]
    return _(words, names=", ".join(names))


def _measure(check: Check) -> str:
    title, low, high = title_alone(check["measure"]), check.get("at_least"), check.get("at_most")
    if low is not None and high is not None:
        return _("{title} from {low} to {high}", title=title, low=figure(low), high=figure(high))
    if low is not None:
        return _("{title} at least {low}", title=title, low=figure(low))
    if high is not None:
        return _("{title} at most {high}", title=title, high=figure(high))
    return title
