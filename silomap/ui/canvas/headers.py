"""The names of lanes and sectors, held at the edges of the canvas when the lanes are scrolled away under them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from silomap.analysis.lanes import HEADER, LABELS, LanesLayout
from silomap.i18n import _
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.fonts import font
from silomap.report.picture.lanes import LANE_TITLES
from silomap.report.picture.style import text_on_tint
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.editing import EditingView

BAND = 30.0
AWAY = 8.0
SMALL_PRINT = 0.45
"""From farther off the names in the lanes cannot be read."""


def paint_headers(view: EditingView, painter: QPainter) -> None:
    """Names in the coordinates of the screen, only those that cannot be seen where they stand."""
    layout = elsewhere.layout_of(view)
    if layout is None or not layout.columns:
        return
    painter.save()
    painter.resetTransform()
    to_screen = view.viewportTransform()
    top_left = to_screen.map(QPointF(LABELS, HEADER))
    if top_left.y() < BAND:
        _columns(view, painter, layout)
    if top_left.x() < AWAY + 20 or view.scale_factor < SMALL_PRINT:
        _lanes(view, painter, layout)
    painter.restore()


def room_beside(view: EditingView, scale: float) -> float:
    """Pixels that the names of lanes cover at the left at a zoom, beyond what the lanes leave free for them."""
    layout = elsewhere.layout_of(view)
    if layout is None or scale >= SMALL_PRINT:
        return 0.0
    return max(0.0, _name_width(layout) + 2 * AWAY - LABELS * scale)


def _name_width(layout: LanesLayout) -> float:
    metrics = QFontMetricsF(font(12, "semibold"))
    return 16 + max((metrics.horizontalAdvance(_(LANE_TITLES[lane.kind])) for lane in layout.lanes), default=0.0)


def _columns(view: EditingView, painter: QPainter, layout: LanesLayout) -> None:
    drawing: Drawing = view.drawing
    width = view.viewport().width()
    painter.fillRect(QRectF(0, 0, width, BAND), QColor(drawing.theme.surface))
    painter.setPen(QPen(QColor(drawing.theme.hairline), 1))
    painter.drawLine(QPointF(0, BAND), QPointF(width, BAND))
    painter.setFont(font(13, "semibold"))
    metrics = QFontMetricsF(painter.font())
    to_screen = view.viewportTransform()
    for column in layout.columns:
        left, right = to_screen.map(QPointF(column.left, 0)).x(), to_screen.map(QPointF(column.right, 0)).x()
        left, right = max(left, 0.0), min(right, float(width))
        if right - left < 24:
            continue
        sector = drawing.system_map.get(column.sector)
        colour = drawing.colour_of(drawing.system_map.element(column.sector)) if sector else drawing.theme.secondary
        painter.setPen(QColor(text_on_tint(colour, drawing.theme)))
        name = drawing.system_map.label(column.sector) if sector else _("No sector")
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - left - 8)
        painter.drawText(QRectF(left, 0, right - left, BAND), Qt.AlignmentFlag.AlignCenter, text)


def _lanes(view: EditingView, painter: QPainter, layout: LanesLayout) -> None:
    theme = view.drawing.theme
    height = view.viewport().height()
    painter.setFont(font(12, "semibold"))
    width = _name_width(layout)
    to_screen = view.viewportTransform()
    for lane in layout.lanes:
        top, bottom = to_screen.map(QPointF(0, lane.top)).y(), to_screen.map(QPointF(0, lane.bottom)).y()
        top, bottom = max(top, BAND), min(bottom, float(height))
        if bottom - top < 24:
            continue
        box = QRectF(AWAY, (top + bottom) / 2 - 12, width, 24)
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(QColor(theme.secondary))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _(LANE_TITLES[lane.kind]))
