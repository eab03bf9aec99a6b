"""The views of an open map: one selection, one focus, one scenario, and a place for each way to look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QStackedWidget

from silomap.analysis.analyse import Analysis
from silomap.i18n import _
from silomap.model.changes import diff
from silomap.model.elements import Group
from silomap.model.tidying import Arrangement, by_sector
from silomap.report.charts import ScorePoint
from silomap.report.picture.perspective import LANES, MAP, SILO, SYSTEM, Arranged, Lanes, Perspective
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.view import CanvasView
from silomap.ui.jobs import AnalysisJob
from silomap.ui.selection import Selection
from silomap.ui.states import SCENARIO, TODAY, VERSION, State, States
from silomap.ui.views.actions_view import ActionsView
from silomap.ui.views.bar import ViewBar
from silomap.ui.views.charts_view import ChartsView
from silomap.ui.views.compare_view import CompareView
from silomap.ui.views.journey_view import JourneyView
from silomap.ui.views.matrix_view import MatrixView
from silomap.ui.views.overview_view import OverviewView
from silomap.ui.views.past import Past
from silomap.ui.views.sheet_view import SheetView

FADE = 180
COMPARE, OVERVIEW, ACTIONS = "compare", "overview", "actions"
WHOLE = frozenset({COMPARE, OVERVIEW, ACTIONS})
"""Views that take the whole width: without rail and panels."""
Page = MatrixView | JourneyView | ChartsView | CompareView | OverviewView | ActionsView


class Views(QStackedWidget):
    """The canvas (map and lanes) and, made when they are first looked at, the other views."""

    changed = Signal(str)
    arranged = Signal()
    pair_wanted = Signal(str, str)
    adopt_wanted = Signal()
    file_wanted = Signal(int)
    detail_ready = Signal(object)
    deed_wanted = Signal(str, object)
    overview_made = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        canvas: CanvasView,
        selection: Selection,
        job: AnalysisJob,
        tell: Callable[[str], None],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.bridge, self.canvas, self.selection, self.job, self.theme = bridge, canvas, selection, job, theme
        self._tell = tell
        self.name, self.arrangement = MAP, MAP
        self.folded: frozenset[str] = frozenset()
        self.is_compact = False
        self.result: Analysis | None = None
        self.lit: frozenset[str] | None = None
        self.is_covered = False
        self.pages: dict[str, Page] = {}
        self.bar = ViewBar()
        self._past = Past(bridge.document, self)
        self._past.found.connect(lambda labels, steps: self._ask_scores(labels, steps))
        self.states = States(bridge, self)
        self.states.refused.connect(tell)
        self.states.changed.connect(self.show_states)
        self._labels: list[str] = []
        self._points: list[ScorePoint] = []
        self.addWidget(canvas)
        bar = self.bar
        bar.view_wanted.connect(self.show_view)
        bar.arrangement_wanted.connect(self.arrange)
        bar.compact_wanted.connect(self.set_compact)
        bar.unfold_wanted.connect(lambda: self.fold(frozenset()))
        bar.scenario_wanted.connect(lambda key: bridge.open_scenario(key or None))
        bar.group_wanted.connect(lambda key: self._journey.show_group(key))
        bar.compare_wanted.connect(lambda state: self._journey.compare(state))
        canvas.fold_wanted.connect(lambda sector: self.fold(self.folded ^ {sector}))
        self.show_states()
        bar.show_folded(0)
        bar.show_arrangement(MAP)

    # which view

    @property
    def is_on_canvas(self) -> bool:
        """Whether elements can be drawn here: the map or the lanes."""
        return self.name in (MAP, LANES)

    @property
    def page(self) -> CanvasView | Page:
        """What is looked at."""
        return self.canvas if self.is_on_canvas else self.pages[self.name]

    def show_view(self, name: str) -> None:
        """Another way to look; what is selected stays selected, and in sight."""
        if self.is_covered and name not in (MAP, LANES):
            self._tell(_("The findings are shown at their step of the workshop, when the room has guessed."))
            name = self.name
        if name != self.name:
            before = self.grab() if self._fades(name) else None
            self.name = name
            if self.is_on_canvas:
                self.setCurrentWidget(self.canvas)
                self.canvas.see_as(self._perspective())
            else:
                self._show_page(name)
            if before is not None:
                self._fade(before)
            self.bar.show_view(name)
            self.show_states()
        self.changed.emit(name)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fades(self, name: str) -> bool:
        is_moved = self.is_on_canvas and name in (MAP, LANES)  # there elements move instead
        return self.isVisible() and not is_moved and not self.canvas.reduce_motion

    def _show_page(self, name: str) -> None:
        page = self.pages.get(name) or self._make(name)
        self.setCurrentWidget(page)
        if isinstance(page, SheetView):
            page.lit = self.lit
        is_old = name == COMPARE and self.job.is_busy  # numbers of another state would stand beside this one
        if isinstance(page, CompareView) and is_old:
            page.show_states(*page.sides)
        elif self.result is not None and not is_old:
            page.show_result(self.result)
            self._ask_today(page)

    def _ask_today(self, page: Page) -> None:
        """Beside a scenario, the matrix shows what is different from today."""
        if isinstance(page, MatrixView) and self.bridge.scenario is not None:
            today = diff(self.bridge.map, self.bridge.document.map)
            self.job.ask("analysis", tuple((c.id, c.after) for c in today), TODAY)

    def _make(self, name: str) -> Page:
        page: Page
        if name == "matrix":
            page = MatrixView(self.bridge, self.selection, self.job.ask, self.theme)
            page.detail_ready.connect(self.detail_ready)
            page.pair_wanted.connect(self.pair_wanted)
        elif name == "journey":
            page = JourneyView(self.bridge, self.selection, self.job.ask, self.theme)
            page.group_changed.connect(lambda _group: self.show_states())
        elif name == COMPARE:
            page = CompareView(self.bridge, self.states, self.job.ask, self.theme)
            page.explore.connect(self.to_canvas)
            page.adopt.connect(self.adopt_wanted)
            page.file_wanted.connect(self.file_wanted)
            page.scenario_wanted.connect(self._compare_scenario)
            page.zoom_changed.connect(self.canvas.zoom_changed)
        elif name == OVERVIEW:
            page = OverviewView(self.bridge, self.theme)
            page.wanted.connect(self.deed_wanted)
            page.scores_wanted.connect(self._look_back)
            page.show_scores(self._points)
            self.overview_made.emit(page)
        elif name == ACTIONS:
            page = ActionsView(self.bridge)
            page.wanted.connect(self.deed_wanted)
        else:
            page = ChartsView(self.bridge, self.selection, self._look_back, self._tell, self.theme)
            page.show_scores(self._points)
        self.pages[name] = page
        self.addWidget(page)
        return page

    def _fade(self, before: Any) -> None:
        """The view before fades over the one that is there already."""
        cover = QLabel(self)
        cover.setPixmap(before)
        cover.setGeometry(self.rect())
        cover.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        effect = QGraphicsOpacityEffect(cover)
        cover.setGraphicsEffect(effect)
        fading = QPropertyAnimation(effect, b"opacity", cover)
        fading.setDuration(FADE)
        fading.setStartValue(1.0)
        fading.setEndValue(0.0)
        fading.setEasingCurve(QEasingCurve.Type.OutCubic)
        fading.finished.connect(cover.deleteLater)
        cover.show()
        cover.raise_()
        fading.start()

    @property
    def _journey(self) -> JourneyView:
        return cast(JourneyView, self.pages["journey"])

    @property
    def matrix(self) -> MatrixView | None:
        """The matrix, once it was looked at."""
        page = self.pages.get("matrix")
        return page if isinstance(page, MatrixView) else None

    @property
    def comparison(self) -> CompareView:
        """The comparison, made where it was not looked at yet."""
        if COMPARE not in self.pages:
            self._make(COMPARE)
        return cast(CompareView, self.pages[COMPARE])

    def compare(self, left: State, right: State) -> None:
        """Two states side by side."""
        page = self.comparison
        page.sides = [left, right]
        if self.name == COMPARE:
            page.show_states(left, right)
        self.show_view(COMPARE)

    def _compare_scenario(self, key: str) -> None:
        """A scenario was chosen at the right: it is open from now on."""
        page = self.comparison
        page.sides = [page.sides[0], State(SCENARIO, key)]
        if self.bridge.scenario == key:
            page.refresh()
        else:
            self.bridge.open_scenario(key)

    def cover(self, on: bool) -> None:
        """Whether findings are kept from the screen: then only the map and the lanes can be seen."""
        self.is_covered = on
        if on:
            self.to_canvas()
        for name in self.bar.buttons:
            self.bar.views.allow(name, not on or name in (MAP, LANES))

    def to_canvas(self) -> None:
        """To where elements can be seen and drawn: the map, unless the lanes are looked at."""
        if not self.is_on_canvas:
            self.show_view(MAP)

    def follow(self, group: str) -> None:
        """The journey of a group."""
        self._journey.show_group(group)
        self.show_states()

    def show_lit(self, lit: frozenset[str] | None) -> None:
        """What is looked at and what is dimmed, on the sheets too."""
        self.lit = lit
        page = self.pages.get(self.name)
        if isinstance(page, MatrixView | JourneyView):
            page.show_lit(lit)

    # where elements stand

    def _perspective(self) -> Perspective:
        if self.name == LANES:
            return Lanes(self.folded, self.is_compact)
        if self.arrangement == SILO:
            return Arranged(SILO, by_sector(self.bridge.map))
        if self.arrangement == SYSTEM and isinstance(self.canvas.drawing.perspective, Arranged):
            return self.canvas.drawing.perspective
        if self.arrangement == SYSTEM:
            self.job.ask("arrangement", "layered")
        return Perspective()

    def arrange(self, name: str) -> None:
        """The map as drawn, by sector (silo view), or by needs and causes (system view): only looked at."""
        self.arrangement = name
        self.bar.show_arrangement(name)
        if self.name != MAP:
            self.show_view(MAP)
            return
        if name == SYSTEM:
            self.job.ask("arrangement", "layered")
        else:
            self.canvas.see_as(self._perspective())
            self.arranged.emit()

    def show_arrangement(self, arrangement: Arrangement) -> None:
        """A layout that was asked for."""
        if self.arrangement == SYSTEM and self.name == MAP:
            self._see_as(Arranged(SYSTEM, arrangement))

    def _see_as(self, perspective: Perspective) -> None:
        if perspective != self.canvas.drawing.perspective:
            self.canvas.see_as(perspective)
            self.arranged.emit()

    def set_compact(self, on: bool) -> None:
        """Short names in narrow columns."""
        self.is_compact = on
        if self.bar.compact.isChecked() != on:
            self.bar.compact.setChecked(on)
        if self.name == LANES:
            self.canvas.see_as(self._perspective())
            self.arranged.emit()

    def fold(self, sectors: frozenset[str]) -> None:
        """Folds the columns of these sectors up, and no others."""
        self.folded = sectors
        self.bar.show_folded(len(sectors))
        if self.name == LANES:
            self.canvas.see_as(self._perspective())
            self.arranged.emit()

    def bring_out(self, ids: Any) -> None:
        """Unfolds what hides some elements."""
        hiding = self.folded & elsewhere.sectors_of(self.canvas, ids)
        if hiding:
            self.fold(self.folded - hiding)

    # what is shown

    def show_result(self, result: Analysis) -> None:
        """A new analysis, for the view that is looked at; the others get it when they are."""
        self.result = result
        page = self.pages.get(self.name)
        if page is not None:
            page.show_result(result)
            self._ask_today(page)
        elif self.name == MAP and self.arrangement == SYSTEM:
            self.job.ask("arrangement", "layered")
        elif self.name == MAP and self.arrangement == SILO:
            self._see_as(Arranged(SILO, by_sector(self.bridge.map)))

    def show_answer(self, name: str, asked: Any, value: Any) -> None:
        """What was asked of the analysis."""
        if name == "cell" and self.matrix is not None:
            self.matrix.show_detail(value)
        elif name == "journey" and "journey" in self.pages:
            self._journey.show_answer(asked, value)
        elif name == "analysis" and asked[1] == TODAY:
            if self.matrix is not None:
                self.matrix.show_before(value)
        elif name == "analysis" and COMPARE in self.pages:
            cast(CompareView, self.pages[COMPARE]).show_answer(asked[1], value)
        elif name == "arrangement":
            self.show_arrangement(value)
        elif name == "scores":
            points = [ScorePoint(label, score) for label, score in zip(self._labels, value, strict=True)]
            self._points = points[::-1]
            for page in self.pages.values():
                if isinstance(page, ChartsView | OverviewView):
                    page.show_scores(self._points)

    def show_states(self) -> None:
        """The scenarios and groups that can be chosen."""
        scenarios = [(s.id, s.label or s.id) for s in self.bridge.document.map.scenarios]
        versions = [(state, name) for state, name in self.states.known() if state.kind == VERSION]
        earlier = self.bridge.earlier.name if self.bridge.earlier is not None else ""
        self.bar.show_scenarios(scenarios, self.bridge.scenario or "", versions, earlier)
        groups = [(g.id, g.label or g.id) for g in self.bridge.map.all(Group)]
        journey = self.pages.get("journey")
        self.bar.show_groups(groups, journey.group if isinstance(journey, JourneyView) else "")
        if isinstance(journey, JourneyView):
            self.bar.show_compared(journey.compared_now)

    def _look_back(self) -> None:
        if self.name in ("charts", OVERVIEW) and not self._labels:
            self._past.start(self.bridge.map)

    def _ask_scores(self, labels: list[str], steps: list[Any]) -> None:
        if labels:
            self._labels = labels
            self.job.ask("scores", tuple(steps))

    def release(self) -> None:
        """Lets go before the page is left."""
        self._past.stop()
        self.states.release()
