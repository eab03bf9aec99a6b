"""What a person does with the views: where clicks lead, links that are tried, and scenarios that are begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.analysis.findings.missing_link import finding_of
from silomap.i18n import N_, _
from silomap.model import edits, scenarios
from silomap.model.draft import Draft
from silomap.model.past import restore, restore_element
from silomap.model.system_map import SystemMap
from silomap.report.changes import name_of
from silomap.report.picture.difference import NOTHING, marks_between
from silomap.report.picture.leaves import Wish
from silomap.report.picture.perspective import MAP
from silomap.ui import files
from silomap.ui.bridge import Earlier
from silomap.ui.states import COMMIT, NOW, SCENARIO, TODAY, State
from silomap.ui.views.journey_view import JourneyView
from silomap.ui.views.views import ACTIONS, COMPARE, OVERVIEW, WHOLE

if TYPE_CHECKING:
    from silomap.ui.editor import Editor


class ViewDeeds(QObject):
    """Joins the views with the rest of the page."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor, self.bridge = editor, editor.bridge
        self._marked: tuple[SystemMap | None, SystemMap | None] = (None, None)
        """the two maps whose difference is marked on the canvas"""
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
        self.bridge.changed.connect(lambda _changes: self._show_difference())
        views.bar.focus_left.connect(editor.show_everything)
        editor.lighting.canvas_wanted.connect(views.to_canvas)
        editor.lighting.focus.changed.connect(self._show_focus)
        editor.canvas.ghost_wanted.connect(self._draw_ghost)
        editor.picture_job.done.connect(self._picture_written)
        editor.picture_job.failed.connect(lambda: self._picture_written("", _("The picture could not be written.")))
        views.file_wanted.connect(self._compare_file)
        views.bar.state_wanted.connect(self.look_at)
        for wanted, name in (
            (views.bar.version_wanted, "version_keep"),
            (views.bar.states_panel_wanted, "panel_states"),
        ):
            wanted.connect(editor.actions_by_name[name].trigger)
        editor.history.looked_at.connect(lambda seq: self.look_at(State(COMMIT, str(seq))))
        editor.history.compared.connect(lambda seq: self.compare(State(COMMIT, str(seq))))
        editor.history.restored.connect(lambda seq: self.bring_back(State(COMMIT, str(seq))))
        editor.history.element_restored.connect(self._bring_element_back)
        editor.history.replay_wanted.connect(self.replay)
        editor.states_panel.looked_at.connect(self.look_at)
        editor.states_panel.compared.connect(self.compare)
        editor.states_panel.score_asked.connect(lambda other, tag: editor.job.ask("score", other, tag))
        editor.replay.told.connect(editor.toast.tell)
        pairs.services_wanted.connect(lambda: views.matrix.open_services() if views.matrix else None)
        pairs.left.connect(lambda: editor.show_tab("findings"))

    def _view_changed(self, _name: str) -> None:
        views = self.editor.views
        if views.is_on_canvas:
            self.editor.lighting.refresh()
        if self.editor.side.current == "pairs" and views.name != "matrix":
            self.editor.show_tab("findings")
        is_big = self.editor.actions_by_name["big_screen"].isChecked()
        self.editor.side.setVisible(views.name not in WHOLE and not is_big)
        self.editor.rail.setVisible(views.name not in WHOLE and not is_big)
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
        views, lighting = self.editor.views, self.editor.lighting
        journey = views.pages.get("journey")
        compared = None
        if views.name == COMPARE:
            page = views.comparison
            names = page.names()
            left = page.maps[0]
            compared = (names[0], left) if left is not None else None
        elif views.name == "journey" and isinstance(journey, JourneyView):
            compared = journey.compared_state()
        elif views.name == "matrix" and self.bridge.scenario is not None:
            compared = (_("Today"), self.bridge.document.map)
        return Wish(
            view=views.arrangement if views.name == MAP else OVERVIEW if views.name == ACTIONS else views.name,
            theme=self.editor.theme.name,
            paper=paper,
            state=names[1] if views.name == COMPARE else self._state_name(),
            group=journey.group if isinstance(journey, JourneyView) else "",
            compared=compared,
            missing=lighting.most_missing,
            has_findings=self.editor.actions_by_name["show_findings"].isChecked() and not lighting.is_covered,
            folded=views.folded,
            is_compact=views.is_compact,
        )

    def picture_map(self) -> SystemMap:
        """The map that a picture of the present view is made of."""
        views = self.editor.views
        right = views.comparison.maps[1] if views.name == COMPARE else None
        return right if right is not None else self.bridge.map

    def _picture_written(self, name: str, problem: object) -> None:
        self.editor.toast.tell(str(problem) if problem else _("{name} was written.", name=name))

    def _state_name(self) -> str:
        """Which state of the map is looked at; today has no name."""
        if self.bridge.earlier is not None:
            return self.bridge.earlier.name
        return self.bridge.document.map.label(self.bridge.scenario) if self.bridge.scenario else ""

    # states

    def look_at(self, state: State) -> None:
        """A state in every view: today and scenarios can be edited, what was before only looked at."""
        self.editor.replay.stop()
        if state.kind == SCENARIO:
            self.bridge.open_scenario(state.key)
        elif state.kind == TODAY:
            self.bridge.open_scenario(None)
        else:
            name = self.editor.views.states.name(state)
            self.editor.views.states.read(state, lambda found: self._look_back(name, found))

    def _look_back(self, name: str, found: SystemMap) -> None:
        self.bridge.look_back(Earlier(name, found))
        if self.editor.views.name == COMPARE:
            self.editor.views.to_canvas()

    def compare(self, state: State) -> None:
        """A scenario with today, anything else with how the map is now."""
        self.editor.replay.stop()
        if state.kind == SCENARIO:
            self.bridge.open_scenario(state.key)
            self.editor.views.compare(NOW, state)
        else:
            self.bridge.open_scenario(None)
            self.editor.views.compare(state, NOW)

    def _compare_file(self, side: int) -> None:
        path = files.ask_open(self.editor, _("Compare with another file"), files.readable_kinds())
        if path is not None:
            self.editor.views.comparison.take_file(side, path)

    def compare_file(self, path: Path) -> None:
        """Another file beside this map."""
        state = self.editor.views.states.add_file(path)
        if state is not None:
            self.bridge.open_scenario(None)
            self.editor.views.compare(state, NOW)

    def bring_back(self, state: State) -> None:
        """The map becomes as a state has it, as a new step."""
        name = self.editor.views.states.name(state)
        self.editor.views.states.read(state, lambda found: self._bring_back(name, found))

    def _bring_back(self, name: str, found: SystemMap) -> None:
        self.editor.replay.stop()
        self.bridge.open_scenario(None)
        before = self.bridge.map
        with self.bridge.edit_today(N_("Bring back the map of {time}"), {"time": name}) as draft:
            restore(draft, found)
        if self.editor.views.name == COMPARE:
            self.editor.views.to_canvas()
        same = self.bridge.map is before
        self.editor.toast.tell(
            _("The map is as it was then already.") if same else _("The map is as it was then. Ctrl+Z takes it back.")
        )

    def _bring_element_back(self, seq: int, key: str) -> None:
        self.editor.views.states.read(State(COMMIT, str(seq)), lambda found: self._restore_element(found, key))

    def _restore_element(self, found: SystemMap, key: str) -> None:
        self.editor.replay.stop()
        name = name_of(found.get(key), found) or name_of(self.bridge.map.get(key), self.bridge.map)
        self.bridge.open_scenario(None)
        before = self.bridge.map
        with self.bridge.edit_today(N_("Bring “{name}” back as it was"), {"name": name}) as draft:
            restore_element(draft, found, key)
        if self.bridge.map is not before:
            self.editor.show_subject((key,))
            self.editor.toast.tell(_("“{name}” is as it was then. Ctrl+Z takes it back.", name=name))
        elif key in found:
            self.editor.toast.tell(_("“{name}” is as it was then already.", name=name))

    def replay(self) -> None:
        """The map growing."""
        self.editor.views.show_view(MAP)
        self.editor.canvas.fit(fly=False)
        self.editor.replay.start()

    # scenarios

    def _scenario_changed(self) -> None:
        """A comparison goes with the scenario that is open; what is different in a scenario is marked."""
        views = self.editor.views
        if views.name == COMPARE:
            page = views.comparison
            if self.bridge.scenario is not None:
                left = page.sides[0] if page.sides[0].kind != SCENARIO else NOW
                page.sides = [left, State(SCENARIO, self.bridge.scenario)]
            elif page.sides[1].kind == SCENARIO:
                views.to_canvas()
        self._show_difference()

    def _show_difference(self) -> None:
        """What is new, changed and gone in the open scenario, against today."""
        today, shown = self.bridge.document.map, self.bridge.map
        if self._marked[0] is today and self._marked[1] is shown:
            return
        self._marked = (today, shown)
        marks = marks_between(today, shown) if self.bridge.scenario else NOTHING
        if marks != self.editor.canvas.drawing.difference.marks:
            self.editor.canvas.drawing.difference.show(marks)

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
            made.append(scenarios.begin(draft, name))
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
