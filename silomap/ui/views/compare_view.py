"""Two states of a map compared: side by side under one camera or as one map, with what changed and what it did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.analysis.compare import compare
from silomap.i18n import _, ngettext
from silomap.model.changes import diff
from silomap.model.system_map import SystemMap
from silomap.report.changes import told_changes
from silomap.report.picture.difference import gone_marks, marks_between
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.camera import CameraView
from silomap.ui.states import COMMIT, NOW, SCENARIO, TODAY, State, States
from silomap.ui.views.compare_parts import Differences, Measures, Side
from silomap.ui.widgets import Combo

LEFT, RIGHT = 0, 1
FILE_ROW = "another file"
SIDE_BY_SIDE, ONE_MAP = "side by side", "one map"


class CompareView(QWidget):
    """`explore` leads back to the map, `adopt` makes the scenario at the right the map; `file_wanted` asks for
    another file; `scenario_wanted` opens the scenario that was chosen."""

    explore = Signal()
    adopt = Signal()
    file_wanted = Signal(int)
    scenario_wanted = Signal(str)
    zoom_changed = Signal(float)

    def __init__(self, bridge: Bridge, states: States, ask: Callable[..., None], theme: Theme) -> None:
        super().__init__()
        self.bridge, self.states, self._ask, self.theme = bridge, states, ask, theme
        self.sides: list[State] = [NOW, NOW]
        self.maps: list[SystemMap | None] = [None, None]
        self.results: list[Analysis | None] = [None, None]
        self.mode = SIDE_BY_SIDE
        self._turn = 0
        self._live: Analysis | None = None
        self.setObjectName("charts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setSpacing(10)
        grid.addLayout(self._head(), 0, 0, 1, 2)
        grid.addLayout(self._choices(), 1, 0, 1, 2)
        self.before, self.after, self.both = Side(theme), Side(theme), Side(theme)
        pair = QWidget()
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        beside.addWidget(self.before, 1)
        beside.addWidget(self.after, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(pair)
        self._stack.addWidget(self.both)
        self.differences, self.measures = Differences(theme), Measures(theme)
        self.differences.chosen.connect(self._show_about)
        upper = QSplitter(Qt.Orientation.Horizontal)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        for splitter, first, second, share in (
            (upper, self._stack, self.differences, (77, 23)),
            (self.splitter, upper, self.measures, (72, 28)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(10)
            for index, widget in enumerate((first, second)):
                splitter.addWidget(widget)
                splitter.setStretchFactor(index, share[index])
            splitter.setSizes([10 * share[0], 10 * share[1]])
        grid.addWidget(self.splitter, 2, 0, 1, 2)
        grid.setRowStretch(2, 1)
        for here, there in ((self.before.view, self.after.view), (self.after.view, self.before.view)):
            here.zoom_changed.connect(lambda _s, a=here, b=there: self._follow(a, b))
            here.moved.connect(lambda a=here, b=there: self._follow(a, b))
        for side in (self.after, self.both):
            side.view.zoom_changed.connect(self.zoom_changed)
        states.changed.connect(self._fill_choices)
        self._fill_choices()

    # what stands at the top

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.title, self.lead = QLabel(), QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setObjectName("pageTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.lead.setObjectName("hint")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.lead)
        line.addLayout(words, 1)
        self.explore_button, self.adopt_button = QPushButton(_("Keep exploring")), QPushButton(_("Make it the map"))
        self.adopt_button.setProperty("primary", True)
        self.explore_button.clicked.connect(self.explore)
        self.adopt_button.clicked.connect(self.adopt)
        line.addWidget(self.explore_button)
        line.addWidget(self.adopt_button)
        return line

    def _choices(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.pickers = [Combo(), Combo()]
        for side, (picker, name) in enumerate(zip(self.pickers, (_("Before"), _("After")), strict=True)):
            picker.setAccessibleName(name)
            picker.setToolTip(name)
            picker.setMinimumContentsLength(18)
            picker.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            picker.activated.connect(partial(self._picked, side))
        swap = QPushButton("⇄")
        swap.setAccessibleName(_("Change sides"))
        swap.setToolTip(swap.accessibleName())
        swap.clicked.connect(self.swap)
        self.swap_button = swap
        for widget in (self.pickers[LEFT], swap, self.pickers[RIGHT]):
            line.addWidget(widget)
        line.addStretch(1)
        holder = QFrame()
        holder.setObjectName("segmented")
        inner = QHBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        group = QButtonGroup(holder)
        self.modes: dict[str, QPushButton] = {}
        for mode, title in ((SIDE_BY_SIDE, _("Side by side")), (ONE_MAP, _("One map"))):
            button = QPushButton(title)
            button.setCheckable(True)
            button.clicked.connect(partial(self.show_mode, mode))
            group.addButton(button)
            inner.addWidget(button)
            self.modes[mode] = button
        self.modes[self.mode].setChecked(True)
        line.addWidget(holder)
        return line

    def _fill_choices(self) -> None:
        known = self.states.known()
        for side, picker in enumerate(self.pickers):
            rows = list(known)
            if self.sides[side].kind == COMMIT:
                rows.append((self.sides[side], self.states.name(self.sides[side])))
            picker.clear()
            for state, name in rows:
                picker.addItem(name, state)
            picker.addItem(_("Another file…"), FILE_ROW)
            index = next((i for i, (state, _name) in enumerate(rows) if state == self.sides[side]), 0)
            picker.setCurrentIndex(index)

    def _picked(self, side: int, index: int) -> None:
        state = self.pickers[side].itemData(index)
        if state == FILE_ROW:
            self._fill_choices()
            self.file_wanted.emit(side)
        elif side == RIGHT and state.kind == SCENARIO:
            self.scenario_wanted.emit(state.key)
        else:
            self.put(side, state)

    def put(self, side: int, state: State) -> None:
        """Another state at one side."""
        sides = list(self.sides)
        sides[side] = state
        self.show_states(*sides)

    def swap(self) -> None:
        """The other way round."""
        self.show_states(self.sides[RIGHT], self.sides[LEFT])

    def show_mode(self, mode: str, _on: bool = True) -> None:
        """Side by side, or as one map."""
        self.mode = mode
        self.modes[mode].setChecked(True)
        self._stack.setCurrentIndex(mode == ONE_MAP)
        self.draw()

    # what is compared

    def show_states(self, left: State, right: State) -> None:
        """Compares these two."""
        self.sides = [left, right]
        self.refresh()

    def show_result(self, result: Analysis) -> None:
        """A new analysis of what is open."""
        self._live = result
        self.refresh()

    def refresh(self) -> None:
        """Reads both states; draws them when they are there."""
        self._turn += 1
        self.sides = [state if self.states.is_there(state) else NOW for state in self.sides]
        self._fill_choices()
        self.maps, self.results = [None, None], [None, None]
        for side, state in enumerate(self.sides):
            self.states.read(state, partial(self._take, self._turn, side))

    def _take(self, turn: int, side: int, system_map: SystemMap) -> None:
        if turn != self._turn:
            return
        self.maps[side] = system_map
        if None not in self.maps:
            self.draw()
            self.measures.forget()
            self.differences.show_findings(None, system_map, system_map)
            for number, there in enumerate(self.maps):
                self._analyse(number, there)

    def _analyse(self, side: int, there: SystemMap | None) -> None:
        if there is None:
            return
        other = tuple((c.id, c.after) for c in diff(self.bridge.map, there) if c.before != c.after)
        if not other and self._live is not None:
            self._show_result(side, self._live)
        else:
            self._ask("analysis", other, f"{self._turn} {side}")

    def show_answer(self, tag: str, result: Analysis) -> None:
        """The analysis of a state, as it was asked for."""
        turn, _space, side = tag.partition(" ")
        if turn == str(self._turn):
            self._show_result(int(side), result)

    def _show_result(self, side: int, result: Analysis) -> None:
        self.results[side] = result
        (self.before, self.after)[side].show_result(result)
        if side == RIGHT:
            self.both.show_result(result)
        before, after = self.results
        left, right = self.maps
        if before is not None and after is not None and left is not None and right is not None:
            found = compare(before, after)
            self.measures.show_comparison(*self.names(), found)
            self.differences.show_findings(found, left, right)

    def names(self) -> tuple[str, str]:
        """What the two are called; today is “now” beside a state before it."""
        names = [self.states.name(state) for state in self.sides]
        is_past = any(state.kind not in (TODAY, SCENARIO) for state in self.sides)
        return tuple(_("Now") if is_past and s == NOW else n for s, n in zip(self.sides, names, strict=True))  # type: ignore[return-value]

    def draw(self) -> None:
        """Draws what is compared, as far as it is there."""
        before, after = self.maps
        if before is None or after is None:
            return
        left, right = self.names()
        told = told_changes(before, after)
        self._say(right, len(told))
        if self.mode == ONE_MAP:
            self.both.show_state(_("{a} → {b}", a=left, b=right), after, marks_between(before, after))
        else:
            self.before.show_state(left, before, gone_marks(before, after))
            self.after.show_state(right, after, marks_between(before, after, with_gone=False))
        for side, result in zip((self.before, self.after), self.results, strict=True):
            if result is not None:
                side.show_result(result)
        if self.results[RIGHT] is not None:
            self.both.show_result(self.results[RIGHT])
        self.differences.show_changes(told)

    def _say(self, right: str, count: int) -> None:
        is_scenario = self.sides == [NOW, self.sides[RIGHT]] and self.sides[RIGHT].kind == SCENARIO
        is_past = self.sides[RIGHT] == NOW and self.sides[LEFT].kind not in (TODAY, SCENARIO)
        self.title.setText(
            _("What if: {name}?", name=right) if is_scenario else _("Then and now") if is_past else _("Compare")
        )
        if is_scenario:
            said = ngettext("{n} change. Today's map is untouched.", "{n} changes. Today's map is untouched.", count)
        elif is_past:
            said = ngettext("{n} change since then.", "{n} changes since then.", count)
        else:
            said = ngettext("{n} change from left to right.", "{n} changes from left to right.", count)
        self.lead.setText(said)
        self.adopt_button.setVisible(is_scenario)
        self.adopt_button.setEnabled(is_scenario and self.bridge.is_editable)

    def _show_about(self, about: tuple[str, ...]) -> None:
        """Brings what a line speaks of into sight on every map that has it."""
        for side in (self.before, self.after, self.both):
            drawing = side.view.drawing
            there = [key for key in about if key in drawing.items_by_id]
            ends = [e for key in there if (link := drawing.system_map.get(key)) for e in _ends(link)]
            drawing.select(frozenset(there))
            if there and side.isVisible():
                side.view.show_elements(ends or there)

    def _follow(self, here: CameraView, there: CameraView) -> None:
        """One camera for both."""
        with QSignalBlocker(there):
            there.setTransform(here.transform())
            there.centerOn(here.mapToScene(here.viewport().rect().center()))

    @property
    def scale_factor(self) -> float:
        """The zoom of the maps."""
        return self._seen.scale_factor

    @property
    def _seen(self) -> CameraView:
        return self.both.view if self.mode == ONE_MAP else self.after.view

    def zoom_to(self, scale: float) -> None:
        """Larger or smaller, on both sides."""
        self._seen.zoom_to(scale)

    def fit(self) -> None:
        """Everything, on both sides."""
        self._seen.fit(fly=False)

    def take_file(self, side: int, path: Path) -> None:
        """Compares with another file."""
        state = self.states.add_file(path)
        if state is not None:
            self.put(side, state)


def _ends(entity: object) -> tuple[str, ...]:
    return (entity.source, entity.target) if hasattr(entity, "source") and hasattr(entity, "target") else ()
