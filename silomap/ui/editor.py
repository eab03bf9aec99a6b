"""The page of an open map: agenda strip, rail, canvas, panel and status bar around one bridge."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.analysis.measures import Evidence
from silomap.errors import UserError
from silomap.exchange.workshop_flow import Step
from silomap.i18n import N_, _, explain
from silomap.model import edits, session
from silomap.model.changes import ChangeSet
from silomap.model.elements import Link, Mark, Note
from silomap.model.neighbourhood import BOTH, between
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.view import CanvasView
from silomap.ui.capture.bar import CaptureBar
from silomap.ui.finding_deeds import FindingDeeds
from silomap.ui.jobs import AnalysisJob
from silomap.ui.lighting import Lighting
from silomap.ui.notices import Toast
from silomap.ui.overlays import Overlays
from silomap.ui.overview_deeds import OverviewDeeds
from silomap.ui.overview_news import OverviewNews
from silomap.ui.panels.details import Details
from silomap.ui.panels.exercise import ExercisePanel
from silomap.ui.panels.findings import Findings
from silomap.ui.panels.history import History
from silomap.ui.panels.notes import Notes
from silomap.ui.panels.numbers import Numbers
from silomap.ui.panels.outline import Outline
from silomap.ui.panels.pairs import Pairs
from silomap.ui.panels.states import StatesPanel
from silomap.ui.panels.story import StoryPanel
from silomap.ui.presenting.aside import Aside
from silomap.ui.rail import Rail, StatusBar
from silomap.ui.replay import Replay
from silomap.ui.selection import Selection
from silomap.ui.settings import Looked
from silomap.ui.side import SidePanel
from silomap.ui.task_job import TaskJob
from silomap.ui.thumbnails import Thumbnails
from silomap.ui.view_deeds import ViewDeeds
from silomap.ui.views.views import WHOLE, Views
from silomap.ui.workshop.panel import WorkshopPanel
from silomap.ui.workshop.strip import Strip

CONTEXT = ("rename", "link_to", "note", "duplicate", "", "cut", "copy", "paste", "delete", "", "fit_selection")
CONTEXT_EMPTY = ("paste", "select_all", "", "fit", "zoom_full")


class Editor(QWidget):
    """One open map. It lives as long as its bridge."""

    analysed = Signal(object)

    def __init__(self, bridge: Bridge, job: AnalysisJob, actions: dict[str, QAction], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("editor")
        self.bridge, self.job, self.actions_by_name, self.theme = bridge, job, actions, theme
        self.selection = Selection(self)
        self.result: Analysis | None = None
        self._is_alone = False
        self.canvas = CanvasView(bridge, self.selection, theme)
        self.lighting = Lighting(bridge, self.canvas, actions["show_findings"], self)
        self.layout_job = TaskJob("silomap.analysis.layout_worker", self)
        self.picture_job = TaskJob("silomap.report.picture.worker", self)
        self.report_job = TaskJob("silomap.report.document.worker", self)
        self.looked: Looked | None = None
        """when this map was last looked at here, and at which commit"""
        self.views = Views(bridge, self.canvas, self.selection, job, lambda text: self.toast.tell(text), theme)
        self.overlays = Overlays(
            bridge, self.canvas, self.lighting.focus, theme, actions["show_legend"], self.layout_job
        )
        self.toast = Toast(self.views)
        self.rail = Rail(actions, theme)
        self.details = Details(bridge, self.selection)
        self.findings = Findings(bridge, theme)
        self.numbers = Numbers(bridge)
        self.notes = Notes(bridge, self.selection)
        self.outline = Outline(bridge, self.selection)
        self.pairs = Pairs(bridge)
        self.history = History(bridge, self.selection)
        self.states_panel = StatesPanel(bridge)
        self.story = StoryPanel(bridge)
        self.exercise = ExercisePanel(bridge)
        self.aside = Aside(theme)
        self.replay = Replay(bridge, self.canvas)
        self.thumbnails = Thumbnails(self.views.states, self)
        self.workshop = WorkshopPanel(bridge)
        self.strip = Strip(bridge)
        self.status = StatusBar(lambda name: actions[name].trigger())
        self.status.loose.clicked.connect(self._select_loose)
        self.capture = CaptureBar(bridge, theme, self._middle, self.canvas)
        self._lay_out()
        self.deeds = FindingDeeds(self)
        self._wire()
        job.show_map(bridge.map)
        self.status.show_map(bridge.map)
        self.show_tab("findings")
        self._show_step(self.strip.step)
        self._show_counts()
        self.rail.show_tool("select")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.views, 1)
        self.side = SidePanel()
        for name, title, page in (
            ("workshop", _("Workshop"), self.workshop),
            ("details", _("Details"), self.details),
            ("findings", _("Findings"), self.findings),
            ("notes", _("Notes"), self.notes),
            ("numbers", _("Numbers"), self.numbers),
            ("outline", _("Outline"), self.outline),
            ("pairs", _("Missing links"), self.pairs),
            ("history", _("History"), self.history),
            ("states", _("Scenarios and versions"), self.states_panel),
            ("story", _("Story"), self.story),
            ("exercise", _("Exercise"), self.exercise),
        ):
            self.side.add(name, title, page)
        for name in ("outline", "pairs", "history", "states", "story", "exercise"):
            self.side.buttons[name].hide()
        self.tab_buttons, self.stack = self.side.buttons, self.side.stack
        middle.addWidget(self.side)
        middle.addWidget(self.aside)
        outer.addWidget(self.strip)
        outer.addWidget(self.views.bar)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setTabOrder(self.canvas, self.capture.kind_button)
        self.setTabOrder(self.capture.kind_button, self.capture.line)
        self.setTabOrder(self.capture.line, self.tab_buttons["details"])

    def _wire(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.bridge.refused.connect(self.toast.tell)
        self.overlays.told.connect(self.toast.tell)
        self.bridge.locks_changed.connect(self.overlays.show_locks)
        self.selection.changed.connect(self._selected)
        self.selection.changed.connect(self.exercise.show_selected)
        self.views.changed.connect(self.exercise.show_view)
        canvas, lighting = self.canvas, self.lighting
        canvas.zoom_changed.connect(self.status.show_zoom)
        canvas.tool_changed.connect(self.rail.show_tool)
        canvas.hinted.connect(self.status.hint.setText)
        canvas.menu_wanted.connect(self._show_menu)
        canvas.capture_wanted.connect(self.capture.start)
        self.capture.left.connect(canvas.setFocus)
        self.capture.made.connect(self._captured)
        self.capture.resized.connect(self._make_room)
        self.job.finished.connect(self._analysed)
        self.job.busy_changed.connect(self.findings.show_busy)
        self.job.failed.connect(self.findings.show_failure)
        self.job.answered.connect(self._answered)
        lighting.chosen_changed.connect(self._show_chosen)
        self.findings.look_alone.connect(self._look_alone)
        self.notes.chosen.connect(self.show_subject)
        self.details.kind_wanted.connect(lambda kind: self.actions_by_name[f"make_{kind}"].trigger())
        self.outline.chosen.connect(self.show_subject)
        self.notes.text.left.connect(canvas.setFocus)
        self.numbers.asked.connect(lambda code: self.job.ask("measure", code))
        self.numbers.chosen.connect(lighting.show_evidence)
        self.numbers.left.connect(lambda: self.show_tab("findings"))
        self.side.shown.connect(lambda name: lighting.leave_evidence() if name != "numbers" else None)
        self.strip.step_changed.connect(self._show_step)
        self.strip.step_left.connect(lambda title: self.keep_quietly(_("Workshop, after “{step}”", step=title)))
        self.view_deeds = ViewDeeds(self)
        self.overview_deeds = OverviewDeeds(self)
        self.news = OverviewNews(self)
        for part in (self.strip, self.workshop):
            part.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.states_panel.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.states_panel.picture_asked.connect(self.thumbnails.want)
        self.workshop.chosen.connect(self.show_subject)
        self.workshop.turned.connect(self._turn_over)

    def release(self) -> None:
        """Lets go of what outlives the page."""
        self.layout_job.cancel()
        self.picture_job.cancel()
        self.report_job.cancel()
        self.replay.stop()
        self.thumbnails.cancel()
        self.states_panel.release()
        self.views.release()
        self.job.finished.disconnect(self._analysed)
        self.job.busy_changed.disconnect(self.findings.show_busy)
        self.job.failed.disconnect(self.findings.show_failure)
        self.job.answered.disconnect(self._answered)
        self.bridge.release()

    def show_tab(self, name: str) -> None:
        """Brings a panel to the front."""
        self.side.show_page(name)

    def show_panel(self, name: str) -> None:
        """The same for somebody who asks for it: where a view takes the whole width, to the map first."""
        if self.views.name in WHOLE:
            self.views.to_canvas()
        self.show_tab(name)

    def _changed(self, changes: object) -> None:
        self.job.update(self.bridge.map, cast(ChangeSet, changes))
        self.status.show_map(self.bridge.map)
        self.overlays.show_map()
        if self.lighting.focus.is_on:
            self.lighting.refresh()
        self._show_cover()
        if any(isinstance(c.after or c.before, Note | Mark) for c in cast(ChangeSet, changes)):
            self._show_counts()

    def _show_counts(self) -> None:
        waiting = sum(not note.done and note.kind != "card" for note in self.bridge.map.all(Note))
        self.tab_buttons["notes"].setText(_("Notes {n}", n=waiting) if waiting else _("Notes"))
        count = len(self.findings.open_findings()) if self.result and not self.lighting.is_covered else 0
        self.tab_buttons["findings"].setText(_("Findings {n}", n=count) if count else _("Findings"))

    def _selected(self, ids: frozenset[str]) -> None:
        self.status.show_selected(len(ids))
        self.lighting.selected(bool(ids))

    def _analysed(self, result: Analysis) -> None:
        self.result = result
        self.findings.show_result(result)
        self.numbers.show_result(result)
        self.workshop.show_result(result)
        self.exercise.show_result(result)
        self.lighting.show_result(result)
        self.views.show_result(result)
        self.overlays.show_result(None if self.lighting.is_covered else result)
        self._show_counts()
        self.analysed.emit(result)

    def _answered(self, name: str, asked: object, value: object) -> None:
        if name == "measure":
            self.numbers.show_evidence(cast(Evidence, value))
        elif name in ("score", "analysis") and self.news.take(cast(tuple[object, object], asked)[1], value):
            return
        elif name == "score":
            self.states_panel.show_score(cast(tuple[object, str], asked)[1], cast(float | None, value))
        else:
            self.views.show_answer(name, asked, value)

    def _show_chosen(self, finding: object) -> None:
        self.findings.set_current(None if finding is None else finding.key)

    # workshop

    def _show_step(self, step: Step | None) -> None:
        """The step of the workshop has changed: its page, and the kind that a captured line makes."""
        is_on = step is not None
        self.side.buttons["workshop"].setVisible(is_on)
        self.side.buttons["numbers"].setVisible(not is_on)
        self.workshop.show_step(step)
        if step is not None:
            self.show_tab("workshop")
            if step.capture:
                self.capture.show_kind(step.capture)
        elif self.side.current == "workshop":
            self.show_tab("findings")
        self._show_cover()

    def _show_cover(self) -> None:
        """Findings are revealed late: until then nobody sees them, unless the facilitator looks alone."""
        workshop = self.bridge.map.workshop
        is_covered = bool(workshop.step) and not workshop.revealed and not self._is_alone
        if is_covered != self.lighting.is_covered:
            self.lighting.cover(is_covered)
            self.findings.cover(is_covered)
            self.views.cover(is_covered)
            self.numbers.setDisabled(is_covered)
            self.overlays.show_result(None if is_covered else self.result)
            self._show_counts()

    def _look_alone(self) -> None:
        self._is_alone = True
        self._show_cover()

    def _turn_over(self, lines: list[str]) -> None:
        """The cards of the pile are captured; those that were read leave the pile, in the same step."""
        self.capture.take_lines(lines, session.turn_over)

    # looking

    def set_big(self, on: bool) -> None:
        """For a projector: only the map, the agenda and the capture bar."""
        for part in (self.rail, self.side, self.status):
            part.setVisible(not on)
        self.strip.set_big(on)
        self.capture.set_big(on)

    def step_back(self) -> bool:
        """Takes away what is on: a layout under way, what is dimmed. False where nothing is."""
        if self.overlays.cancel_layout():
            return True
        if self.report_job.is_busy:
            self.report_job.cancel()
            self.toast.tell(_("The report was broken off; nothing was written."))
            return True
        if self.overview_deeds.back():
            return True
        if self.replay.is_on:
            self.replay.stop()
            return True
        if self.bridge.earlier is not None:
            self.bridge.open_scenario(None)
            return True
        is_on = self.lighting.focus.is_on or self.lighting.chosen is not None
        if is_on:
            self.show_everything()
        return is_on

    @property
    def chosen(self) -> object:
        """The finding that is kept lit."""
        return self.lighting.chosen

    def show_near(self, steps: int | None, way: str = BOTH) -> None:
        """Lights what is near the selection and dims the rest, until everything is shown again."""
        self.lighting.focus.show_near(self.selection.ids, steps, way)
        self.lighting.bring_into_sight()

    def show_between(self, a: str, b: str) -> None:
        """Lights the shortest ways between two elements."""
        if not between(self.bridge.map, a, b):
            names = {"a": self.bridge.map.label(a), "b": self.bridge.map.label(b)}
            self.toast.tell(_("No way leads from “{a}” to “{b}”.", **names))
            return
        self.lighting.focus.show_between(a, b)
        self.lighting.bring_into_sight()

    def show_everything(self) -> None:
        """Nothing is dimmed any more."""
        self.lighting.choose(None)
        self.overlays.clear()

    def keep_quietly(self, label: str) -> None:
        """Keeps a version by itself, where something was done since the last one."""
        document = self.bridge.document
        if document.read_only is None and document.steps_since_version:
            try:
                document.keep_version(label, automatic=True)
            except UserError as error:  # what was edited is kept or waits all the same
                self.toast.tell(explain(error))

    def show_subject(self, ids: tuple[str, ...]) -> None:
        """Selects what is spoken of and brings it into sight."""
        there = [key for key in ids if key in self.bridge.map]
        if there:
            self.views.bring_out(there)
            self.selection.set(there)
            link = self.bridge.map[there[0]]
            self.canvas.keep_in_sight([link.source, link.target] if isinstance(link, Link) else there)

    def _select_loose(self) -> None:
        loose = session.unfinished(self.bridge.map)
        self.selection.set(loose)
        self.canvas.show_elements(loose)

    def _middle(self) -> QPointF:
        return self.canvas.mapToScene(self.canvas.viewport().rect().center())

    def _make_room(self, height: int) -> None:
        self.toast.lift = height
        self.canvas.foot = height + 18 if height else 0
        self.canvas.minimap.place()
        self.overlays.legend.place()

    def _captured(self, ids: list[str]) -> None:
        """What was written down is selected, and in sight."""
        there = [key for key in ids if key in self.bridge.map]
        self.selection.set(there)
        self.canvas.keep_in_sight(there)

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for name in CONTEXT if self.selection.ids else CONTEXT_EMPTY:
            if name:
                menu.addAction(self.actions_by_name[name])
            else:
                menu.addSeparator()
        menu.popup(place)
        menu.aboutToHide.connect(menu.deleteLater)

    def remove_selected(self) -> None:
        """Removes what is selected, with the links that hang on it."""
        ids = [key for key in self.selection.ids if key in self.bridge.map]
        if not ids:
            return
        name = self.bridge.map.label(ids[0]) if len(ids) == 1 else ""
        label = N_("Delete “{name}”") if name else N_("Delete several elements")
        with self.bridge.edit(label, {"name": name}) as draft:
            edits.remove(draft, ids)
