"""The view bar: which view is shown, of which state of the map, and what this view can be told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from silomap.i18n import N_, _
from silomap.report.picture.tips import tip
from silomap.report.view_titles import VIEW_TITLES
from silomap.ui.theme import scaled
from silomap.ui.views.segments import Segments
from silomap.ui.widgets import Combo

VIEWS = tuple((name, VIEW_TITLES[name]) for name in ("map", "lanes", "matrix", "journey", "charts", "overview"))
ARRANGEMENTS = (("map", N_("As drawn")), ("silo", N_("Silo view")), ("system", N_("System view")))
GHOSTS = (0, 3, 5, 10, 20, 40)
TODAY = ""
NARROW = 1_180
MOST_VERSIONS = 15


class ViewBar(QFrame):
    """It only shows and tells; Views decides."""

    view_wanted = Signal(str)
    arrangement_wanted = Signal(str)
    scenario_wanted = Signal(str)
    scenario_named = Signal()
    state_wanted = Signal(object)
    states_panel_wanted = Signal()
    version_wanted = Signal()
    ghosts_wanted = Signal(int)
    compact_wanted = Signal(bool)
    unfold_wanted = Signal()
    group_wanted = Signal(str)
    compare_wanted = Signal(object)
    focus_left = Signal()
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("viewBar")
        self._name, self._is_past = "", False
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 6, 12, 6)
        self._line.setSpacing(10)
        self.views = Segments(_("The view that is shown"), VIEWS)
        self.views.wanted.connect(self.view_wanted)
        self.buttons = self.views.buttons
        self._line.addWidget(self.views)
        self.scenario = QPushButton()
        self.scenario.setObjectName("scenario")
        self.scenario.setMenu(QMenu(self.scenario))
        self._versions = QMenu(_("Versions"), self.scenario)
        self._line.addWidget(self.scenario)
        self.back = QPushButton()
        self.back.setObjectName("chipButton")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self._line.addWidget(self.back)
        self.filter = QPushButton()
        self.filter.setObjectName("chipButton")
        self.filter.setToolTip(_("Click to take this away"))
        self.filter.clicked.connect(self.focus_left)
        self.filter.hide()
        self._line.addWidget(self.filter)
        self._line.addStretch(1)
        self._tools: dict[str, list[QWidget]] = {name: [] for name, _title in VIEWS}
        self._map_tools()
        self._lane_tools()
        self._journey_tools()
        self.show_view("map")

    def _add(self, view: str, widget: QWidget) -> None:
        self._tools[view].append(widget)
        if self._line.indexOf(widget) < 0:
            self._line.addWidget(widget)

    def _combo(self, view: str, name: str, least: int) -> Combo:
        combo = Combo()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setMinimumContentsLength(least)
        combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._add(view, combo)
        return combo

    def _map_tools(self) -> None:
        self.arranged = Segments(_("Where elements stand"), ARRANGEMENTS)
        self.arranged.wanted.connect(self.arrangement_wanted)
        self.arrangements = self.arranged.buttons
        self._add("map", self.arranged)
        self.ghosts = self._combo("map", _("How many missing links are drawn"), 10)
        for count in GHOSTS:
            self.ghosts.addItem(_("Missing: {n}", n=count), count)
        self.ghosts.activated.connect(lambda i: self.ghosts_wanted.emit(self.ghosts.itemData(i)))
        self._tools["lanes"].append(self.ghosts)

    def _lane_tools(self) -> None:
        self.unfold = QPushButton(_("Unfold all"))
        self.unfold.setProperty("small", True)
        self.unfold.clicked.connect(self.unfold_wanted)
        self._add("lanes", self.unfold)
        self.compact = QPushButton(_("Compact"))
        self.compact.setProperty("small", True)
        self.compact.setCheckable(True)
        self.compact.toggled.connect(self.compact_wanted)
        self._add("lanes", self.compact)

    def _journey_tools(self) -> None:
        self.group = self._combo("journey", _("Group of people to follow"), 16)
        self.group.activated.connect(lambda i: self.group_wanted.emit(self.group.itemData(i)))
        self.compared_label = QLabel(_("Compare:"))
        self.compared_label.setObjectName("hint")
        self._add("journey", self.compared_label)
        self.compared = self._combo("journey", _("State to compare the journey with"), 12)
        self.compared.activated.connect(lambda i: self.compare_wanted.emit(self.compared.itemData(i)))

    def show_view(self, name: str) -> None:
        """Marks the view and offers what it can be told."""
        self.views.show_chosen(name, _(VIEW_TITLES[name]))
        wanted = self._tools.get(name, [])
        for widgets in self._tools.values():
            for widget in widgets:
                widget.setVisible(widget in wanted)
        self._make_room()

    def show_arrangement(self, name: str) -> None:
        """Marks where elements stand on the map."""
        self.arranged.show_chosen(name)

    def show_ghosts(self, count: int) -> None:
        """Marks how many missing links are drawn."""
        self.ghosts.setCurrentIndex(max(0, self.ghosts.findData(count)))

    def show_folded(self, count: int) -> None:
        """Whether there is something to unfold."""
        self.unfold.setEnabled(count > 0)

    def show_back(self, text: str) -> None:
        """A way back to the page that led here; none with no text."""
        self.back.setVisible(bool(text))
        self.back.setText(f"‹  {text}")
        self._make_room()

    def show_focus(self, text: str) -> None:
        """What is dimmed, where the view itself does not say it."""
        self.filter.setVisible(bool(text))
        self.filter.setText(f"{text}   ✕")
        self._make_room()

    def show_scenarios(
        self,
        scenarios: Sequence[tuple[str, str]],
        current: str,
        versions: Sequence[tuple[object, str]] = (),
        earlier: str = "",
    ) -> None:
        """The states of the map: today, its scenarios and its versions; `earlier` names a state before now that is
        looked at."""
        names = {TODAY: _("Today"), **dict(scenarios)}
        self._name, self._is_past = earlier or names.get(current, ""), bool(earlier)
        self._show_name()
        self.scenario.setProperty("on", current != TODAY or bool(earlier))
        _polish(self.scenario)
        menu = self.scenario.menu()
        menu.clear()
        for key, name in names.items():
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(partial(self._choose_scenario, key))
            action.setCheckable(True)
            action.setChecked(key == current and not earlier)
        if versions:
            self._versions.clear()
            for state, name in versions[:MOST_VERSIONS]:
                self._versions.addAction(name.replace("&", "&&"), partial(self.state_wanted.emit, state))
            menu.addMenu(self._versions)
        menu.addSeparator()
        menu.addAction(_("New scenario…"), self.scenario_named.emit)
        menu.addAction(_("Keep a version…"), self.version_wanted.emit)
        menu.addAction(_("Scenarios and versions"), self.states_panel_wanted.emit)
        self._fill(self.compared, [(_("with nothing"), None), *((n, k) for k, n in names.items() if k != current)])

    def show_compared(self, state: str | None) -> None:
        """Marks what the journey is compared with."""
        self.compared.setCurrentIndex(max(0, self.compared.findData(state)))

    @property
    def is_narrow(self) -> bool:
        """Whether everything has to be said shorter."""
        return self.width() < scaled(NARROW)

    def _show_name(self) -> None:
        room = 76 if self.is_narrow else 150
        shown = self.scenario.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, scaled(room))
        self.scenario.setText(
            _("As it was: {name}", name=shown) if self._is_past else _("Scenario: {name}", name=shown)
        )
        self.scenario.setToolTip(tip(self._name))
        self._make_room()

    def _make_room(self) -> None:
        """Choices open as a list where there is no room for them side by side, those of the view the longest."""
        segments = (self.arranged, self.views)
        others = [self._line.itemAt(i).widget() for i in range(self._line.count())]
        shown = [widget for widget in others if widget is not None and not widget.isHidden()]
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._line.spacing() * len(shown)
        room -= sum(widget.minimumSizeHint().width() for widget in shown if widget not in segments)
        needed = {part: part.width_in_a_row if part in shown else 0 for part in segments}
        for part in segments:
            is_short = sum(needed.values()) > room
            if is_short and part in shown:
                needed[part] = part.width_as_a_list
            part.shorten(is_short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.property("narrow") != self.is_narrow:
            self.setProperty("narrow", self.is_narrow)
            for button in (*self.buttons.values(), *self.arrangements.values()):
                button.setProperty("narrow", self.is_narrow)
                _polish(button)
            self._show_name()
        self._make_room()

    def _choose_scenario(self, key: str, _on: bool = False) -> None:
        self.scenario_wanted.emit(key)

    def show_groups(self, groups: Sequence[tuple[str, str]], current: str) -> None:
        """The groups of people that can be followed."""
        self._fill(self.group, [(name, key) for key, name in groups])
        self.group.setCurrentIndex(self.group.findData(current))
        self.group.setEnabled(bool(groups))

    @staticmethod
    def _fill(combo: Combo, rows: Sequence[tuple[str, object]]) -> None:
        present = combo.currentData()
        combo.clear()
        for text, data in rows:
            combo.addItem(text, data)
        combo.setCurrentIndex(max(0, combo.findData(present)))


def _polish(widget: QWidget) -> None:
    """A property has changed that the style sheet looks at."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
