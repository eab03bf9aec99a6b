"""The page of an open map: rail, canvas, panel and status bar around one bridge."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.i18n import N_, _
from silomap.model import edits
from silomap.model.changes import ChangeSet
from silomap.model.neighbourhood import BOTH, between
from silomap.report.fill import listed
from silomap.report.picture.drawing import RINGS
from silomap.report.picture.style import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.chips import Chips
from silomap.ui.canvas.view import CanvasView
from silomap.ui.capture.bar import CaptureBar
from silomap.ui.filter_bar import FilterBar
from silomap.ui.focus import Focus
from silomap.ui.jobs import AnalysisJob
from silomap.ui.layout_job import LayoutJob
from silomap.ui.legend import Legend
from silomap.ui.notices import Toast
from silomap.ui.panels.details import Details
from silomap.ui.panels.findings import Findings
from silomap.ui.panels.numbers import Numbers
from silomap.ui.rail import Rail, StatusBar
from silomap.ui.selection import Selection

PANEL = 360
MOST_MISSING = 5
CONTEXT = ("rename", "link_to", "duplicate", "", "cut", "copy", "paste", "delete", "", "fit_selection")
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
        self._chosen: Finding | None = None
        self._has_focus_lit = False
        self.focus = Focus(self)
        self.layout_job = LayoutJob(self)
        self.canvas = CanvasView(bridge, self.selection, theme)
        self.rail = Rail(actions, theme)
        self.details = Details(bridge, self.selection)
        self.findings = Findings(bridge, theme)
        self.numbers = Numbers(bridge)
        self.status = StatusBar(lambda name: actions[name].trigger())
        self._lay_out()
        self.toast = Toast(self.canvas)
        self.capture = CaptureBar(bridge, theme, self._middle, self.canvas)
        self.setTabOrder(self.canvas, self.capture.kind_button)
        self.setTabOrder(self.capture.kind_button, self.capture.line)
        self.setTabOrder(self.capture.line, self.tab_buttons["details"])
        self.start = self._empty_hint()
        self.chips = Chips(self.canvas)
        self.filter_bar = FilterBar(bridge, self.focus, theme, self.canvas)
        self.legend = Legend(theme, self.canvas)
        self._wire()
        job.show_map(bridge.map)
        self.status.show_map(bridge.map)
        self.show_tab("findings")
        self.rail.show_tool("select")
        self._show_start()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.canvas, 1)
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setFixedWidth(PANEL)
        box = QVBoxLayout(panel)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        tabs = QFrame()
        tabs.setObjectName("tabs")
        line = QHBoxLayout(tabs)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(0)
        self._tabs = QButtonGroup(self)
        self.stack = QStackedWidget()
        self.tab_buttons: dict[str, QPushButton] = {}
        for name, title, page in (
            ("details", _("Details"), self.details),
            ("findings", _("Findings"), self.findings),
            ("numbers", _("Numbers"), self.numbers),
        ):
            button = QPushButton(title)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, n=name: self.show_tab(n))
            self._tabs.addButton(button)
            line.addWidget(button, 1)
            self.tab_buttons[name] = button
            self.stack.addWidget(page)
        box.addWidget(tabs)
        box.addWidget(self.stack, 1)
        middle.addWidget(panel)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def _empty_hint(self) -> QWidget:
        hint = QFrame(self.canvas)
        hint.setObjectName("empty")
        box = QVBoxLayout(hint)
        title = QLabel(_("Who lives with what?"))
        title.setObjectName("emptyTitle")
        text = QLabel(
            _(
                "Press N and click to draw a need people live with, S for a service, A for who provides it, G for a "
                "group of people, R for a sector. Draw links from the edge of an element to another."
            )
        )
        text.setObjectName("emptyText")
        text.setWordWrap(True)
        text.setFixedWidth(440)
        box.addWidget(title)
        box.addWidget(text)
        hint.adjustSize()
        hint.move(80, 90)
        return hint

    def _wire(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.bridge.refused.connect(self.toast.tell)
        self.selection.changed.connect(self._selected)
        self.canvas.zoom_changed.connect(self.status.show_zoom)
        self.canvas.tool_changed.connect(self.rail.show_tool)
        self.canvas.hinted.connect(self.status.hint.setText)
        self.canvas.menu_wanted.connect(self._show_menu)
        self.canvas.capture_wanted.connect(self.capture.start)
        self.capture.left.connect(self.canvas.setFocus)
        self.capture.made.connect(self._captured)
        self.capture.resized.connect(self._make_room)
        self.focus.changed.connect(self._focus_changed)
        self.layout_job.progress.connect(self._show_progress)
        self.layout_job.failed.connect(self._layout_failed)
        self.filter_bar.left.connect(self.canvas.setFocus)
        self.filter_bar.resized.connect(self._place_floating)
        self.legend.look_changed.connect(self.canvas.drawing.set_look)
        self.canvas.resized.connect(self._place_floating)
        self.job.finished.connect(self._analysed)
        self.job.busy_changed.connect(self.findings.show_busy)
        self.job.failed.connect(self.findings.show_failure)
        self.findings.hovered.connect(self._hovered)
        self.findings.chosen.connect(self.choose)
        self.findings.add_service.connect(self._add_service)
        self.findings.draw_link.connect(self._draw_link)
        self.findings.draw_service.connect(self._draw_service)
        self.findings.marked.connect(self._mark)
        self.findings.explained.connect(self._explain)
        self.findings.explain_score.connect(self._explain_score)
        self.job.explained.connect(self.numbers.show_evidence)
        self.numbers.asked.connect(self.job.explain)
        self.numbers.chosen.connect(self.focus_on)
        self.numbers.left.connect(lambda: self.show_tab("findings"))

    def release(self) -> None:
        """Lets go of what outlives the page."""
        self.layout_job.cancel()
        self.job.finished.disconnect(self._analysed)
        self.job.busy_changed.disconnect(self.findings.show_busy)
        self.job.failed.disconnect(self.findings.show_failure)
        self.job.explained.disconnect(self.numbers.show_evidence)
        self.bridge.release()

    def show_tab(self, name: str) -> None:
        """Brings a panel to the front."""
        if self._has_focus_lit and name != "numbers":
            self.show_overlay()
        self.tab_buttons[name].setChecked(True)
        self.stack.setCurrentWidget(getattr(self, name))

    def _changed(self, changes: object) -> None:
        self.job.update(self.bridge.map, cast(ChangeSet, changes))
        self.status.show_map(self.bridge.map)
        self._show_start()
        self._show_legend()
        if self.focus.is_on:
            self._show_chips()

    def _place_floating(self) -> None:
        self.filter_bar.place()
        self.chips.top = 14 if self.filter_bar.isHidden() else self.filter_bar.geometry().bottom() + 8
        self.chips.place()
        self.legend.place()

    def _show_legend(self) -> None:
        """The legend, while it is wanted; it also says what sizes and colours measure."""
        is_on = self.actions_by_name["show_legend"].isChecked()
        self.legend.setVisible(is_on)
        if is_on or self.legend.size_by or self.legend.colour_by:
            self.legend.show_map(self.bridge.map, self.result)

    def show_legend(self) -> None:
        """Shows or hides the legend; without it, sizes and colours say nothing."""
        self._show_legend()
        if self.legend.isHidden():
            self.legend.measure("", "")
        self.legend.place()
        self.legend.raise_()

    def _show_start(self) -> None:
        self.start.setVisible(not self.bridge.map.elements and self.bridge.is_editable)

    def _selected(self, ids: frozenset[str]) -> None:
        self.status.show_selected(len(ids))
        if self._has_focus_lit:
            self.show_overlay()
        if self._chosen is not None and ids:
            self.choose(None)

    def _analysed(self, result: Analysis) -> None:
        self.result = result
        self.findings.show_result(result)
        self.numbers.show_result(result)
        self.tab_buttons["findings"].setText(_("Findings {n}", n=len(self.findings.open_findings())))
        chosen = self._chosen
        if chosen is not None:
            same = next((f for f in result.findings if f.key == chosen.key), None)
            self._chosen = same
            if same is None:
                self.findings.set_current(None)
        self.show_overlay()
        self._show_legend()
        self.analysed.emit(result)

    def show_overlay(self) -> None:
        """Draws the findings on the map: rings around needs, missing links, and what is lit."""
        drawing = self.canvas.drawing
        self._has_focus_lit = False
        if self.result is None:
            drawing.light(self.focus.lit(self.bridge.map))
            return
        on = self.actions_by_name["show_findings"].isChecked()
        rings = {n.id: n.state for n in self.result.needs if n.state in RINGS} if on else {}
        drawing.set_rings(rings)
        missing = {(g.source, g.target) for g in self.result.gaps[:MOST_MISSING]} if on else set()
        lit = self._chosen
        if lit is not None:
            missing = set(lit.missing)
        drawing.set_missing(missing)
        drawing.light(self.focus.lit(self.bridge.map) if lit is None else (*lit.elements, *lit.links))

    def _hovered(self, finding: Finding | None) -> None:
        if self._chosen is not None:
            return
        drawing = self.canvas.drawing
        if finding is None:
            self.show_overlay()
            return
        if finding.elements:
            drawing.set_missing(finding.missing)
            drawing.light((*finding.elements, *finding.links))

    def choose(self, finding: Finding | None) -> None:
        """Keeps a finding lit and moves the camera there; the same again, or None, lets it go."""
        if finding is not None and (self._chosen is not None and self._chosen.key == finding.key):
            finding = None
        self._chosen = finding if finding is not None and finding.elements else None
        self.findings.set_current(None if self._chosen is None else self._chosen.key)
        self.show_overlay()
        if self._chosen is not None:
            self.canvas.show_elements(self._chosen.elements)

    def _show_progress(self, share: float) -> None:
        """A chip while a layout is being worked out; a click breaks it off."""
        words = _("Arranging … {share} %", share=round(share * 100)) if share else _("Arranging …")
        self.chips.show_chip("layout", words if self.layout_job.is_busy else "", self.cancel_layout)

    def cancel_layout(self) -> bool:
        """Breaks a layout off; the map stays as it is. False where none is under way."""
        was_busy = self.layout_job.is_busy
        self.layout_job.cancel()
        self._show_progress(0.0)
        return was_busy

    def _layout_failed(self) -> None:
        self._show_progress(0.0)
        self.toast.tell(_("The layout could not be worked out. The map stays as it is."))

    def set_locks(self, locks: frozenset[str]) -> None:
        """What nobody can do by accident for now; said on the canvas while it holds."""
        self.bridge.locks = locks
        self.bridge.locks_changed.emit()
        words = {
            "positions": _("positions are locked"),
            "deletion": _("deleting is locked"),
            "all": _("everything is locked"),
        }
        self.chips.show_chip(
            "locks", listed([words[name] for name in sorted(locks)]), lambda: self.set_locks(frozenset())
        )

    def show_near(self, steps: int | None, way: str = BOTH) -> None:
        """Lights what is near the selection and dims the rest, until everything is shown again."""
        self.focus.show_near(self.selection.ids, steps, way)
        self._bring_into_sight()

    def show_between(self, a: str, b: str) -> None:
        """Lights the shortest ways between two elements."""
        if not between(self.bridge.map, a, b):
            names = {"a": self.bridge.map.label(a), "b": self.bridge.map.label(b)}
            self.toast.tell(_("No way leads from “{a}” to “{b}”.", **names))
            return
        self.focus.show_between(a, b)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        self.canvas.keep_in_sight(key for key in self.focus.lit(self.bridge.map) or () if key in self.bridge.map)

    def show_everything(self) -> None:
        """Nothing is dimmed any more."""
        self.choose(None)
        if not self.filter_bar.isHidden():
            self.filter_bar.leave()
        self.focus.clear()

    def _focus_changed(self) -> None:
        if self._chosen is not None:
            self.choose(None)
        self.show_overlay()
        self._show_chips()

    def _show_chips(self) -> None:
        words = self.focus.chips(self.bridge.map)
        for name in ("near", "filter"):
            self.chips.show_chip(name, words.get(name, ""), partial(self.clear_focus, name))

    def clear_focus(self, name: str) -> None:
        """Takes one part of the focus away: `filter` or `near`."""
        if name == "filter" and not self.filter_bar.isHidden():
            self.filter_bar.leave()
        else:
            self.focus.clear(name)

    def focus_on(self, ids: tuple[str, ...]) -> None:
        """Lights some elements and moves the camera to them."""
        there = tuple(key for key in ids if key in self.bridge.map)
        self.choose(None)
        self._has_focus_lit = True
        self.canvas.drawing.light(there)
        self.canvas.show_elements(there)

    def _middle(self) -> QPointF:
        return self.canvas.mapToScene(self.canvas.viewport().rect().center())

    def _make_room(self, height: int) -> None:
        self.toast.lift = height
        self.canvas.foot = height + 18 if height else 0

    def _captured(self, ids: list[str]) -> None:
        """What was written down is selected, and in sight."""
        there = [key for key in ids if key in self.bridge.map]
        self.selection.set(there)
        self.canvas.keep_in_sight(there)

    def _explain(self, finding: Finding) -> None:
        self.numbers.explain_finding(finding)
        self.show_tab("numbers")

    def _explain_score(self, code: str) -> None:
        self.numbers.explain(code, from_findings=True)
        self.show_tab("numbers")

    def _mark(self, finding: Finding, state: str | None, note: str) -> None:
        label = N_("Decide about a finding") if state else N_("Take back a decision about a finding")
        with self.bridge.edit(label) as draft:
            edits.mark_finding(draft, finding.rule, finding.about, state, note)
        if state:
            self.toast.tell(_("Kept under “Discussed”, at the end of the list. Ctrl+Z takes it back."))

    def _draw_service(self, finding: Finding) -> None:
        needs, providers = (cast(tuple[str, ...], finding.params[name]) for name in ("needs", "providers"))
        self.choose(None)
        self.canvas.draw_service(needs, providers)

    @property
    def chosen(self) -> Finding | None:
        """The finding that is kept lit."""
        return self._chosen

    def _add_service(self, finding: Finding) -> None:
        need = str(finding.params["need"])
        node = self.canvas.drawing.node(need)
        if node is None:
            return
        self.selection.set([need])
        self.canvas.begin_element("service", self.canvas.place_for_new("service"), linked_to=need)

    def _draw_link(self, finding: Finding) -> None:
        a, b = str(finding.params["a"]), str(finding.params["b"])
        self.choose(None)
        self.canvas.connect_elements(a, b)
        self.show_tab("findings")
        self.toast.tell(_("The link is drawn. Ctrl+Z takes it away again."))

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
