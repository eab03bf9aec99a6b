"""Actions that choose a view, and what is drawn over the map."""

from __future__ import annotations

from silomap.i18n import _
from silomap.report.picture.perspective import LANES, MAP, SILO, SYSTEM
from silomap.ui.canvas import elsewhere
from silomap.ui.editor import Editor
from silomap.ui.views.bar import GHOSTS

OVERLAYS = {"who_holds": ("betweenness", "lost"), "root_causes": ("reach", "balance")}
"""What sizes and colours say in each: two element measures."""


class ViewCommands:
    """The part of Commands that chooses how to look."""

    editor: Editor

    def view_map(self) -> None:
        self.editor.views.show_view("map")

    def view_lanes(self) -> None:
        self.editor.views.show_view("lanes")

    def view_matrix(self) -> None:
        self.editor.views.show_view("matrix")

    def view_journey(self) -> None:
        self.editor.views.show_view("journey")

    def view_charts(self) -> None:
        self.editor.views.show_view("charts")

    def silo_system(self) -> None:
        """Everything by sector, and at the next call everything by needs and causes."""
        views = self.editor.views
        is_silo = views.name == MAP and views.arrangement == SILO
        views.arrange(SYSTEM if is_silo else SILO)
        self.editor.toast.tell(
            _("System view: what belongs to a need stands with it.")
            if is_silo
            else _("Silo view: everything stands in its sector. The same again shows the system.")
        )

    def more_missing(self) -> None:
        self._step_missing(1)

    def fewer_missing(self) -> None:
        self._step_missing(-1)

    def _step_missing(self, way: int) -> None:
        """More or fewer of the best missing links are drawn."""
        now = self.editor.lighting.most_missing
        place = GHOSTS.index(now) if now in GHOSTS else 0
        count = GHOSTS[max(0, min(len(GHOSTS) - 1, place + way))]
        self.editor.lighting.show_most_missing(count)
        self.editor.views.bar.show_ghosts(count)

    def who_holds(self) -> None:
        self._overlay("who_holds")

    def root_causes(self) -> None:
        self._overlay("root_causes")

    def _overlay(self, name: str) -> None:
        """Sizes and colours say something about every element; the legend says what. The same again ends it."""
        actions, legend = self.editor.actions_by_name, self.editor.overlays.legend
        on = actions[name].isChecked()
        for other in OVERLAYS:
            actions[other].setChecked(other == name and on)
        if on:
            self.editor.views.to_canvas()
        actions["show_legend"].setChecked(on or actions["show_legend"].isChecked())
        self.editor.overlays.toggle_legend()
        legend.measure(*(OVERLAYS[name] if on else ("", "")))

    def fold(self) -> None:
        """Folds the columns of what is selected up, or unfolds them."""
        views = self.editor.views
        sectors = elsewhere.sectors_of(self.editor.canvas, self.editor.selection.ids)
        if views.name != LANES:
            views.show_view(LANES)
        views.fold(views.folded ^ frozenset(sectors))
