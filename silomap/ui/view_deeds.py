"""What a person does with the views: where clicks lead, links that are tried, and scenarios that are begun."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.analysis.findings.missing_link import finding_of
from silomap.errors import UserError
from silomap.i18n import N_, _, explain
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import Scenario
from silomap.model.past import commits_of, restore, state_after
from silomap.model.system_map import SystemMap
from silomap.report.picture.leaves import Wish
from silomap.report.picture.perspective import MAP
from silomap.ui.views.compare_view import CompareView
from silomap.ui.views.journey_view import JourneyView
from silomap.ui.views.views import COMPARE

if TYPE_CHECKING:
    from silomap.ui.editor import Editor


class ViewDeeds(QObject):
    """Joins the views with the rest of the page."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor, self.bridge = editor, editor.bridge
        views, pairs = editor.views, editor.pairs
        views.changed.connect(self._view_changed)
        views.arranged.connect(editor.lighting.refresh)
        views.detail_ready.connect(self._show_cell)
        views.pair_wanted.connect(self._show_pair)
        views.bar.ghosts_wanted.connect(editor.lighting.show_most_missing)
        views.bar.show_ghosts(editor.lighting.most_missing)
        views.bar.scenario_named.connect(self.name_scenario)
        views.adopt_wanted.connect(lambda: editor.actions_by_name["scenario_adopt"].trigger())
        self.bridge.scenario_changed.connect(self._scenario_changed)
        self.bridge.changed.connect(lambda _changes: self._show_novel())
        views.bar.focus_left.connect(editor.show_everything)
        editor.lighting.canvas_wanted.connect(views.to_canvas)
        editor.lighting.focus.changed.connect(self._show_focus)
        editor.canvas.ghost_wanted.connect(self._draw_ghost)
        editor.picture_job.done.connect(self._picture_written)
        editor.picture_job.failed.connect(lambda: self._picture_written("", _("The picture could not be written.")))
        editor.history.looked_at.connect(self._look_back)
        editor.history.restored.connect(self._bring_back)
        pairs.services_wanted.connect(lambda: views.matrix.open_services() if views.matrix else None)
        pairs.left.connect(lambda: editor.show_tab("findings"))

    def _view_changed(self, _name: str) -> None:
        views = self.editor.views
        if views.is_on_canvas:
            self.editor.lighting.refresh()
        if self.editor.side.current == "pairs" and views.name != "matrix":
            self.editor.show_tab("findings")
        is_big = self.editor.actions_by_name["big_screen"].isChecked()
        self.editor.side.setVisible(views.name != COMPARE and not is_big)
        self.editor.overlays.place()
        self._show_focus()
        page = views.page
        scale = page.scale_factor if hasattr(page, "scale_factor") else 1.0
        self.editor.status.show_zoom(scale)

    def _show_focus(self) -> None:
        """What is dimmed is said in views that have no chips."""
        focus, views = self.editor.lighting.focus, self.editor.views
        words = focus.chips(self.bridge.map) if focus.is_on and not views.is_on_canvas else {}
        views.bar.show_focus(" · ".join(words.values()))
        views.show_lit(focus.lit(self.bridge.map))

    def _show_cell(self, detail: CellDetail) -> None:
        if self.editor.result is not None:
            self.editor.pairs.show_detail(detail, self.editor.result)
            self.editor.show_tab("pairs")

    def _show_pair(self, a: str, b: str) -> None:
        """A missing link, on the map: lit like a finding."""
        result = cast(Analysis, self.editor.result)
        gap = next((g for g in result.gaps if {g.source, g.target} == {a, b}), None)
        if gap is None:
            self.editor.views.to_canvas()
            self.editor.show_subject((a, b))
            return
        self.editor.lighting.choose(None)
        total, required = int(result.measures["need_pairs"] or 0), float(result.measures["required"] or 0)
        self.editor.lighting.choose(finding_of(gap, total, required))

    def _draw_ghost(self, a: str, b: str) -> None:
        """A ghost was clicked: the link comes into being."""
        if not self.bridge.is_editable:
            self.editor.toast.tell(self.bridge.why_not_editable())
            return
        before = self.bridge.map
        self.editor.canvas.connect_elements(a, b)
        if self.bridge.map is not before:
            self.editor.toast.tell(_("The link is drawn. Ctrl+Z takes it away again."))

    def wish(self, paper: str) -> Wish:
        """What a picture of the present view is to show."""
        views, lighting, today = self.editor.views, self.editor.lighting, self.bridge.document.map
        journey = views.pages.get("journey")
        compared = None
        if isinstance(journey, JourneyView):
            compared = journey.compared_state()
        return Wish(
            view=views.arrangement if views.name == MAP else views.name,
            theme=self.editor.theme.name,
            paper=paper,
            state=today.label(self.bridge.scenario) if self.bridge.scenario else "",
            group=journey.group if isinstance(journey, JourneyView) else "",
            compared=compared,
            missing=lighting.most_missing,
            has_findings=self.editor.actions_by_name["show_findings"].isChecked() and not lighting.is_covered,
            folded=views.folded,
            is_compact=views.is_compact,
        )

    def _picture_written(self, name: str, problem: object) -> None:
        self.editor.toast.tell(str(problem) if problem else _("{name} was written.", name=name))

    # history

    def _state(self, seq: int) -> tuple[str, SystemMap] | None:
        """An earlier state by its commit, with its time; a sentence where the history cannot be read."""
        document = self.bridge.document
        commit = next(c for c in commits_of(document) if c.seq == seq)
        then = datetime.fromisoformat(commit.time).astimezone()
        try:
            return then.strftime("%Y-%m-%d %H:%M"), state_after(document, seq)
        except UserError as error:
            self.editor.toast.tell(explain(error))
            return None

    def _look_back(self, seq: int) -> None:
        found = self._state(seq)
        if found is not None:
            self.bridge.open_scenario(None)
            self.editor.views.show_earlier(*found)

    def _bring_back(self, seq: int) -> None:
        found = self._state(seq)
        if found is None:
            return
        self.bridge.open_scenario(None)
        before = self.bridge.map
        with self.bridge.edit_today(N_("Bring back the map of {time}"), {"time": found[0]}) as draft:
            restore(draft, found[1])
        same = self.bridge.map is before
        self.editor.toast.tell(
            _("The map is as it was then already.") if same else _("The map is as it was then. Ctrl+Z takes it back.")
        )

    # scenarios

    def _scenario_changed(self) -> None:
        """Today has nothing to be compared with; what is new in a scenario is marked."""
        compare = self.editor.views.pages.get(COMPARE)
        is_past = isinstance(compare, CompareView) and compare.earlier is not None
        if self.bridge.scenario is None and self.editor.views.name == COMPARE and not is_past:
            self.editor.views.to_canvas()
        self._show_novel()

    def _show_novel(self) -> None:
        today, shown = self.bridge.document.map, self.bridge.map
        novel = () if shown is today else [key for key in shown if key not in today]
        self.editor.canvas.drawing.set_novel(novel)

    def name_scenario(self) -> None:
        """Asks for the name of a new scenario, and opens it."""
        text, accepted = QInputDialog.getText(self.editor, _("New scenario"), _("What would you like to try?"))
        name = edits.clean(text)
        if accepted and name:
            self.begin_scenario(name)

    def begin_scenario(self, name: str) -> str | None:
        """A new scenario in which nothing is changed yet; None where the map cannot be changed."""
        made: list[str] = []
        self.bridge.open_scenario(None)
        with self.bridge.edit(N_("Begin the scenario “{name}”"), {"name": name}) as draft:
            made.append(draft.new_id())
            draft.put(Scenario(id=made[0], label=name))
        if not made or made[0] not in self.bridge.map:
            return None
        self.bridge.open_scenario(made[0])
        return made[0]

    def try_it(self, edit: Callable[[Draft], Any], a: str, b: str) -> str:
        """An edit in the open scenario, or in a new one; the name of that scenario, "" where it failed."""
        names = {"a": self.bridge.map.label(a), "b": self.bridge.map.label(b)}
        if self.bridge.scenario is None and self.begin_scenario(_("{a} with {b}", **names)) is None:
            return ""
        before = self.bridge.map
        with self.bridge.edit(N_("Try the link of “{a}” and “{b}”"), names) as draft:
            edit(draft)
        return self.bridge.map.label(self.bridge.scenario or "") if self.bridge.map is not before else ""
