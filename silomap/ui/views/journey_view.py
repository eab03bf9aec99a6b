"""The journey in the window: one group's way, what a scenario changes in it, and all groups side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Signal

from silomap.analysis.analyse import Analysis
from silomap.analysis.journey_path import JourneyPath
from silomap.i18n import _
from silomap.model.changes import diff
from silomap.model.elements import Group
from silomap.model.scenarios import with_scenario
from silomap.model.system_map import SystemMap
from silomap.report.picture.journey import JourneySheet, Other
from silomap.report.picture.journeys_aside import ranked_by_cold
from silomap.report.picture.sheet import Spot
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.views.sheet_view import SheetView

TODAY = ""


class JourneyView(SheetView):
    """It asks for the way of one group and draws the answer."""

    group_changed = Signal(str)

    def __init__(self, bridge: Bridge, selection: Selection, ask: Callable[..., None], theme: Theme) -> None:
        super().__init__(_("Journey"), theme)
        self.bridge, self.selection, self._ask = bridge, selection, ask
        self.result: Analysis | None = None
        self.group = ""
        self.compared: str | None = None
        """the state it is compared with: the id of a scenario, TODAY, or None"""
        self._has_chosen = False
        self._paths: tuple[JourneyPath | None, JourneyPath | None] = (None, None)
        self._other_map: SystemMap | None = None
        self.wants_sheet.connect(self.refresh)
        self.chosen.connect(self._choose)
        selection.changed.connect(self._show_selection)

    def show_result(self, result: Analysis) -> None:
        """A new analysis: the way is asked for again."""
        self.result = result
        self.ask()

    def show_group(self, group: str) -> None:
        """Follows another group."""
        self.group = group
        self.ask()

    def compare(self, state: str | None) -> None:
        """What another state changes: a scenario, TODAY, or None for nothing."""
        self.compared, self._has_chosen = state, True
        self.ask()

    @property
    def compared_now(self) -> str | None:
        """The same; a scenario is compared with today until something else is chosen."""
        if self._has_chosen:
            return self.compared
        return TODAY if self.bridge.scenario is not None else None

    def ask(self) -> None:
        """Asks for the way of the present group; the one with the most cold handovers where none was chosen."""
        if self.result is None:
            return
        groups = [g.id for g in self.bridge.map.all(Group)]
        if self.group not in groups:
            chosen = next((key for key in sorted(self.selection.ids) if key in groups), None)
            ranked = ranked_by_cold(self.result.journeys)
            self.group = chosen or (ranked[0].group if ranked else groups[0] if groups else "")
            self.group_changed.emit(self.group)
        self._other_map = self._other_state()
        if not self.group:
            self._paths = (None, None)
            self.refresh()
        elif self._other_map is None:
            self._ask("journey", self.group)
        else:
            other = tuple((change.id, change.after) for change in diff(self.bridge.map, self._other_map))
            self._ask("journey", self.group, other)

    def _other_state(self) -> SystemMap | None:
        today, compared = self.bridge.document.map, self.compared_now
        if compared is None or compared == (self.bridge.scenario or TODAY):
            return None
        if compared == TODAY:
            return today
        return with_scenario(today, compared) if compared in today else None

    def compared_state(self) -> tuple[str, SystemMap] | None:
        """The name and map of the state it is compared with."""
        other = self._other_state()
        if other is None:
            return None
        return (_("today") if self.compared_now == TODAY else other.label(cast(str, self.compared_now))), other

    def show_answer(self, asked: tuple[object, ...], answer: tuple[JourneyPath | None, JourneyPath | None]) -> None:
        """The way that was asked for."""
        if asked[0] == self.group:
            self._paths = answer
            self.refresh()

    def refresh(self) -> None:
        """Draws the sheet for the present width."""
        if self.result is None:
            return
        path, there = self._paths
        other = None
        if self._other_map is not None and there is not None:
            state = self.compared_state()
            other = Other(state[0], self._other_map, there) if state is not None else None
        if path is not None and path.journey.group not in self.bridge.map:
            path = None
        self.show_sheet(JourneySheet(self.bridge.map, self.result, path, self.theme, self.room, other, self.lit))
        self._show_selection()

    def _choose(self, spot: Spot | None) -> None:
        if spot is None:
            self.selection.clear()
        elif spot.kind == "group":
            self.show_group(spot.value[0])
            self.group_changed.emit(self.group)
        else:
            self.selection.set(key for key in spot.value if key in self.bridge.map)

    def _show_selection(self, *_ids: object) -> None:
        self.mark(("element", (key,)) for key in self.selection.ids)
