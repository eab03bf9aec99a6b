"""The matrix in the window: sectors against sectors, and the services behind a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.i18n import _
from silomap.report.picture.fonts import font
from silomap.report.picture.grid import Head
from silomap.report.picture.matrix import BACK, CellSheet, MatrixSheet
from silomap.report.picture.sheet import Spot
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.views.sheet_view import SheetView

Ask = Callable[..., None]
HEAD_BAND, NAMES = 150.0, 160.0


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
        self.before: Analysis | None = None
        """the analysis of today, while a scenario is open"""
        self.wants_sheet.connect(self.refresh)
        self.chosen.connect(self._choose)
        self.opened.connect(self._open)
        selection.changed.connect(self._show_selection)

    def show_result(self, result: Analysis) -> None:
        """A new analysis; an open cell is asked about again."""
        self.result = result
        if self.bridge.scenario is None:
            self.before = None
        if self.cell is not None and not all(key in self.bridge.map for key in self.cell if key):
            self.cell, self.detail, self.is_open = None, None, False  # a sector has gone
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
            self.show_sheet(MatrixSheet(self.bridge.map, self.result, self.theme, self.room, self.lit, self.before))
        self._show_selection()

    def show_before(self, before: Analysis) -> None:
        """The analysis of today: cells in which the open scenario differs are marked."""
        self.before = before if self.bridge.scenario is not None else None
        if not self.is_open:
            self.refresh()

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

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Names of rows and columns stay at the edges when they are scrolled away."""
        super().drawForeground(painter, rect)
        grid = self.sheet.grid if isinstance(self.sheet, MatrixSheet | CellSheet) else None
        if grid is None:
            return
        painter.save()
        painter.resetTransform()
        to_screen = self.viewportTransform()
        corner = to_screen.map(QPointF(grid.left, grid.top))
        painter.setFont(font(12, "semibold"))
        if corner.y() < HEAD_BAND - 6:
            self._paint_band(painter, QRectF(0, 0, self.viewport().width(), HEAD_BAND))
            for number, head in enumerate(grid.columns):
                cell = to_screen.mapRect(grid.head_at(number, False))
                if corner.x() >= 20 or cell.left() > NAMES:
                    self._paint_head(painter, head, cell, is_row=False)
        if corner.x() < 20:
            for number, head in enumerate(grid.rows):
                cell = to_screen.mapRect(grid.head_at(number, True))
                if corner.y() >= HEAD_BAND - 6 or cell.top() > HEAD_BAND:
                    self._paint_head(painter, head, cell, is_row=True)
        painter.restore()

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        painter.fillRect(band, QColor(self.theme.surface))
        painter.setPen(QColor(self.theme.hairline))
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _paint_head(self, painter: QPainter, head: Head, cell: QRectF, is_row: bool) -> None:
        """A name, level at the left edge or upwards over its column."""
        metrics = QFontMetricsF(painter.font())
        if is_row:
            text = metrics.elidedText(head.label, Qt.TextElideMode.ElideRight, 150)
            box = QRectF(4, cell.center().y() - 11, metrics.horizontalAdvance(text) + 14, 22)
            painter.setPen(QColor(self.theme.hairline))
            painter.setBrush(QColor(self.theme.surface))
            painter.drawRoundedRect(box, 11, 11)
            painter.setPen(QColor(head.colour))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            return
        painter.save()
        painter.translate(cell.center().x(), HEAD_BAND - 4)
        painter.rotate(-90)
        painter.setPen(QColor(head.colour))
        text = metrics.elidedText(head.label, Qt.TextElideMode.ElideRight, HEAD_BAND - 10)
        painter.drawText(QPointF(0, metrics.ascent() / 2 - 1), text)
        painter.restore()

    def _show_selection(self, *_ids: object) -> None:
        ids = self.selection.ids
        marked: list[tuple[str, tuple[str, ...]]] = [("cell", self.cell)] if self.cell is not None else []
        marked += [("sector", (key,)) for key in ids]
        spots = self.sheet.spots if self.sheet is not None else []
        marked += [(s.kind, s.value) for s in spots if s.kind == "pair" and ids.issuperset(s.value)]
        self.mark(marked)
