"""The matrix in the window: sectors against sectors, and the services behind a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.i18n import _
from silomap.report.picture.matrix import BACK, CellSheet, MatrixSheet
from silomap.report.picture.sheet import Spot
from silomap.report.picture.style import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.views.sheet_view import SheetView

Ask = Callable[..., None]


class MatrixView(SheetView):
    """A click on a cell lists its missing links; twice, or Ctrl+Enter, opens it service by service."""

    detail_ready = Signal(object)
    pair_wanted = Signal(str, str)

    def __init__(self, bridge: Bridge, selection: Selection, ask: Ask, theme: Theme) -> None:
        super().__init__(_("Matrix"), theme)
        self.bridge, self.selection, self._ask = bridge, selection, ask
        self.result: Analysis | None = None
        self.cell: tuple[str, str] | None = None
        """the cell that was chosen"""
        self.detail: CellDetail | None = None
        self.is_open = False
        """whether its services are seen instead of the sectors"""
        self.wants_sheet.connect(self.refresh)
        self.chosen.connect(self._choose)
        self.opened.connect(self._open)
        selection.changed.connect(self._show_selection)

    def show_result(self, result: Analysis) -> None:
        """A new analysis; an open cell is asked about again."""
        self.result = result
        if self.cell is not None:
            self._ask("cell", *self.cell)
        if not self.is_open:
            self.refresh()

    def refresh(self) -> None:
        """Draws the sheet for the present width."""
        if self.result is None:
            return
        if self.is_open and self.detail is not None:
            self.show_sheet(CellSheet(self.bridge.map, self.detail, self.theme, self.room))
        else:
            self.show_sheet(MatrixSheet(self.bridge.map, self.result, self.theme, self.room, self.lit))
        self._show_selection()

    def show_detail(self, detail: CellDetail) -> None:
        """What was asked of a cell."""
        if self.cell in ((detail.a, detail.b), (detail.b, detail.a)):
            self.detail = detail
            if self.is_open:
                self.refresh()
            self.detail_ready.emit(detail)

    def open_services(self) -> None:
        """Service by service, or back to the sectors."""
        if self.detail is not None:
            self.is_open = not self.is_open
            self.current = None
            self.refresh()

    def close_cell(self) -> None:
        """Lets go of the cell."""
        self.cell, self.detail, self.is_open = None, None, False
        self.refresh()

    def _choose(self, spot: Spot | None) -> None:
        if spot is None:
            return
        if spot.kind == "cell":
            self.cell = (spot.value[0], spot.value[1])
            self._ask("cell", *self.cell)
            self._show_selection()
        elif spot.kind == "sector":
            self.selection.set(spot.value)
        elif spot.kind == "gap":
            self.pair_wanted.emit(*spot.value)
        elif spot.kind == "pair":
            self.selection.set(spot.value)
        elif spot.kind == BACK:
            self.open_services()

    def _open(self, spot: Spot) -> None:
        if spot.kind == "cell":
            self.cell = (spot.value[0], spot.value[1])
            self.is_open, self.detail = True, None
            self._ask("cell", *self.cell)
        elif spot.kind in ("pair", "gap"):
            self.pair_wanted.emit(*spot.value)

    def _show_selection(self, *_ids: object) -> None:
        ids = self.selection.ids
        marked: list[tuple[str, tuple[str, ...]]] = [("cell", self.cell)] if self.cell is not None else []
        marked += [("sector", (key,)) for key in ids]
        spots = self.sheet.spots if self.sheet is not None else []
        marked += [(s.kind, s.value) for s in spots if s.kind == "pair" and ids.issuperset(s.value)]
        self.mark(marked)
