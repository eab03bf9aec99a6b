"""What is looked at now: near the selection, on the way between two, what passes a filter, a finding, a step. One
state that every view shares; nothing is ever hidden, only dimmed, and what is on is always said."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from silomap.i18n import ngettext
from silomap.model.elements import Element
from silomap.model.filtering import Filter, filtered
from silomap.model.neighbourhood import BOTH, DOWNSTREAM, UPSTREAM, between, within
from silomap.model.system_map import SystemMap


class Focus(QObject):
    """The filter, the neighbourhood and the way; what all of them let through is lit."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.filter = Filter()
        self._near: tuple[frozenset[str], int | None, str] | None = None
        self._ends: tuple[str, str] | None = None

    @property
    def is_on(self) -> bool:
        """Whether anything is dimmed by it."""
        return bool(self.filter) or self._near is not None or self._ends is not None

    def set_filter(self, chosen: Filter) -> None:
        """Another filter."""
        if chosen != self.filter:
            self.filter = chosen
            self.changed.emit()

    def show_near(self, ids: Iterable[str], steps: int | None, way: str = BOTH) -> None:
        """Only what is near some elements."""
        self._near, self._ends = (frozenset(ids), steps, way), None
        self.changed.emit()

    def show_between(self, a: str, b: str) -> None:
        """Only what lies on the shortest ways between two."""
        self._near, self._ends = None, (a, b)
        self.changed.emit()

    def clear(self, name: str = "") -> None:
        """Takes one part away, `filter` or `near`; without a name, all."""
        if name in ("", "filter"):
            self.filter = Filter()
        if name in ("", "near"):
            self._near = self._ends = None
        self.changed.emit()

    def kept(self) -> tuple[tuple[frozenset[str], int | None, str] | None, tuple[str, str] | None]:
        """The neighbourhood and the way, for `restore`."""
        return self._near, self._ends

    def restore(
        self, chosen: Filter, kept: tuple[tuple[frozenset[str], int | None, str] | None, tuple[str, str] | None]
    ) -> None:
        """What was on at another time."""
        self.filter = chosen
        self._near, self._ends = kept
        self.changed.emit()

    def lit(self, system_map: SystemMap) -> frozenset[str] | None:
        """The ids that are looked at, links among them; None where everything is."""
        parts = []
        if self._near is not None:
            parts.append(within(system_map, *self._near))
        if self._ends is not None:
            parts.append(between(system_map, *self._ends))
        if self.filter:
            parts.append(_with_links(system_map, filtered(system_map, self.filter)))
        return frozenset.intersection(*parts) if parts else None

    def chips(self, system_map: SystemMap) -> dict[str, str]:
        """What is on, in words with the number of elements that pass, by the name for `clear`."""
        found = {}
        if self._near is not None:
            found["near"] = self._near_words(system_map)
        elif self._ends is not None:
            a, b = (system_map.label(end) for end in self._ends)
            count = _count(system_map, between(system_map, *self._ends))
            found["near"] = ngettext(
                "On the way from “{a}” to “{b}”: {n} element",
                "On the way from “{a}” to “{b}”: {n} elements",
                count,
                a=a,
                b=b,
            )
        if self.filter:
            count = len(filtered(system_map, self.filter))
            found["filter"] = ngettext("Filter: {n} element", "Filter: {n} elements", count)
        return found

    def _near_words(self, system_map: SystemMap) -> str:
        if self._near is None:
            return ""
        ids, steps, way = self._near
        count = _count(system_map, within(system_map, ids, steps, way))
        if way == DOWNSTREAM:
            return ngettext("What follows: {n} element", "What follows: {n} elements", count)
        if way == UPSTREAM:
            return ngettext("What leads here: {n} element", "What leads here: {n} elements", count)
        return ngettext("Near by: {n} element", "Near by: {n} elements", count)


def _with_links(system_map: SystemMap, ids: frozenset[str]) -> frozenset[str]:
    links = {link for key in ids for link in system_map.links_of(key)}
    inside = {key for key in links if {system_map[key].source, system_map[key].target} <= ids}
    return ids | inside


def _count(system_map: SystemMap, ids: Iterable[str]) -> int:
    return sum(isinstance(system_map.get(key), Element) for key in ids)
