"""Actions that change what is seen, not the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silomap.i18n import _
from silomap.model.neighbourhood import DOWNSTREAM, UPSTREAM
from silomap.ui.editor import Editor
from silomap.ui.widgets import Page

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow

STEP = 1.25


class LookCommands:
    """The part of Commands that looks."""

    editor: Editor
    window: MainWindow

    def zoom_in(self) -> None:
        self._zoom(STEP)

    def zoom_out(self) -> None:
        self._zoom(1 / STEP)

    def _zoom(self, factor: float) -> None:
        page = self.editor.views.page
        if not isinstance(page, Page):
            page.zoom_to(page.scale_factor * factor)
            self.editor.status.show_zoom(page.scale_factor)

    def zoom_full(self) -> None:
        page = self.editor.views.page
        if not isinstance(page, Page):
            page.zoom_to(1.0)
            self.editor.status.show_zoom(page.scale_factor)

    def fit(self) -> None:
        page = self.editor.views.page
        if not isinstance(page, Page):
            page.fit()
            self.editor.status.show_zoom(page.scale_factor)

    def fit_selection(self) -> None:
        self.editor.canvas.show_elements(self.editor.selection.ids)

    def show_findings(self) -> None:
        self.editor.lighting.refresh()

    def show_legend(self) -> None:
        self.editor.overlays.toggle_legend()

    def show_minimap(self) -> None:
        self.editor.canvas.minimap.is_wanted = self.window.actions_by_name["show_minimap"].isChecked()
        self.editor.canvas.minimap.follow()

    def filter(self) -> None:
        self.editor.overlays.filter_bar.start()

    def between(self) -> None:
        """Only what lies on the way between the two selected elements."""
        chosen = [k for k in sorted(self.editor.selection.ids) if self.editor.canvas.drawing.node(k)]
        if len(chosen) == 2:
            self.editor.show_between(*chosen)
        else:
            self.editor.toast.tell(_("Select two elements to see what is between them."))

    def near_1(self) -> None:
        self.editor.show_near(1)

    def near_2(self) -> None:
        self.editor.show_near(2)

    def near_3(self) -> None:
        self.editor.show_near(3)

    def near_after(self) -> None:
        self.editor.show_near(None, DOWNSTREAM)

    def near_before(self) -> None:
        self.editor.show_near(None, UPSTREAM)

    def near_all(self) -> None:
        self.editor.show_everything()

    def panel_details(self) -> None:
        self.editor.show_panel("details")

    def panel_findings(self) -> None:
        self.editor.show_panel("findings")

    def panel_notes(self) -> None:
        self.editor.show_panel("notes")

    def panel_numbers(self) -> None:
        self.editor.show_panel("numbers")

    def panel_history(self) -> None:
        self.editor.show_panel("history")
        self.editor.history.filter.setFocus()

    def panel_outline(self) -> None:
        self.editor.show_panel("outline")
        self.editor.outline.setFocus()

    def theme_light(self) -> None:
        self.window.set_theme("light")

    def theme_dark(self) -> None:
        self.window.set_theme("dark")

    def theme_system(self) -> None:
        self.window.set_theme("system")

    def language_en(self) -> None:
        self.window.set_language("en")

    def language_it(self) -> None:
        self.window.set_language("it")

    def reduce_motion(self) -> None:
        self.window.set_reduced_motion(self.window.actions_by_name["reduce_motion"].isChecked())

    def theme_contrast(self) -> None:
        self.window.set_theme("contrast")

    def big_screen(self) -> None:
        """Only the map and the agenda, in large type: for a projector. Esc or the same again leaves it."""
        self.window.set_big_screen(self.window.actions_by_name["big_screen"].isChecked())

    def text_100(self) -> None:
        self.window.set_text_size(100)

    def text_125(self) -> None:
        self.window.set_text_size(125)

    def text_150(self) -> None:
        self.window.set_text_size(150)

    def text_200(self) -> None:
        self.window.set_text_size(200)
