"""What is lit on the map: the findings drawn on it, the one that was chosen, and what the focus lets through."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from silomap.analysis.analyse import Analysis
from silomap.analysis.finding import Finding
from silomap.report.picture.items import RINGS
from silomap.report.sectors import inwardness
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.view import CanvasView
from silomap.ui.focus import Focus

USUAL_MISSING = 5


class Lighting(QObject):
    """It decides; the canvas draws. Before a workshop reveals them, findings are drawn for nobody."""

    chosen_changed = Signal(object)
    canvas_wanted = Signal()

    def __init__(self, bridge: Bridge, canvas: CanvasView, show_findings: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge, self.canvas, self._switch = bridge, canvas, show_findings
        self.focus = Focus(self)
        self.result: Analysis | None = None
        self.chosen: Finding | None = None
        self.is_covered = False
        self.most_missing = USUAL_MISSING
        self._is_on_evidence = False
        self.focus.changed.connect(self._focus_changed)

    def show_result(self, result: Analysis) -> None:
        """A new analysis: what was chosen stays chosen where it is still found."""
        self.result = result
        if self.chosen is not None:
            self.chosen = result.finding(self.chosen.key)
            if self.chosen is None:
                self.chosen_changed.emit(None)
        self.refresh()

    def cover(self, on: bool) -> None:
        """Whether findings are kept from the screen."""
        if on != self.is_covered:
            self.is_covered = on
            self.choose(None)

    def refresh(self) -> None:
        """Rings around needs, missing links, and what is lit."""
        drawing, system_map = self.canvas.drawing, self.bridge.map
        self._is_on_evidence = False
        result = None if self.is_covered else self.result
        is_on = result is not None and self._switch.isChecked()
        needs, gaps = (result.needs, result.gaps) if result is not None and is_on else ((), ())
        drawing.set_rings({n.id: n.state for n in needs if n.state in RINGS})
        drawing.set_measures({} if result is None or not is_on else inwardness(result))
        missing = {(g.source, g.target) for g in gaps[: self.most_missing]}
        lit = self.chosen
        drawing.set_missing(missing if lit is None else set(lit.missing))
        drawing.light(self.focus.lit(system_map) if lit is None else (*lit.elements, *lit.links))

    def hover(self, finding: Finding | None) -> None:
        """The pointer is on a finding: lit while nothing is chosen."""
        if self.chosen is not None:
            return
        if finding is None:
            self.refresh()
        elif finding.elements:
            self.canvas.drawing.set_missing(finding.missing)
            self.canvas.drawing.light((*finding.elements, *finding.links))

    def choose(self, finding: Finding | None) -> None:
        """Keeps a finding lit and moves the camera there; the same again, or None, lets it go."""
        if finding is not None and (self.chosen is not None and self.chosen.key == finding.key):
            finding = None
        self.chosen = finding if finding is not None and finding.elements else None
        self.chosen_changed.emit(self.chosen)
        self.refresh()
        if self.chosen is not None:
            self.canvas_wanted.emit()
            self.canvas.show_elements(self.chosen.elements)

    def show_most_missing(self, count: int) -> None:
        """So many missing links are drawn, the best ones."""
        self.most_missing = count
        self.refresh()

    def selected(self, has_selection: bool) -> None:
        """Another selection lets go of what was lit for its own sake."""
        if self._is_on_evidence:
            self.refresh()
        if self.chosen is not None and has_selection:
            self.choose(None)

    def leave_evidence(self) -> None:
        """The evidence of a number is not looked at any more."""
        if self._is_on_evidence:
            self.refresh()

    def show_evidence(self, ids: Iterable[str]) -> None:
        """Lights some elements and moves the camera to them."""
        there = tuple(key for key in ids if key in self.bridge.map)
        self.choose(None)
        self.canvas_wanted.emit()
        self._is_on_evidence = True
        self.canvas.drawing.light(there)
        self.canvas.show_elements(there)

    def light_only(self, ids: Iterable[str]) -> None:
        """Lights some elements and what joins them; the camera stays where it is."""
        there = {key for key in ids if key in self.bridge.map}
        self.choose(None)
        self._is_on_evidence = True
        self.canvas.drawing.light(there)

    def bring_into_sight(self) -> None:
        """Moves the camera as far as is needed to see what the focus lets through."""
        lit = self.focus.lit(self.bridge.map) or ()
        self.canvas.keep_in_sight(key for key in lit if key in self.bridge.map)

    def _focus_changed(self) -> None:
        if self.chosen is not None:
            self.choose(None)
        self.refresh()
