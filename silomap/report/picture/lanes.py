"""What lanes look like: their names and lines, the column of no sector, and ways for links from lane to lane."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsLineItem, QGraphicsPathItem, QGraphicsSimpleTextItem

from silomap.analysis.lane_order import LANES
from silomap.analysis.lanes import HEADER, NO_SECTOR, Column, LanesLayout
from silomap.i18n import N_, _, ngettext
from silomap.report.picture import geometry, style
from silomap.report.picture.fonts import font
from silomap.report.picture.geometry import Curve
from silomap.report.picture.items import Z_REGION, NodeItem
from silomap.report.picture.routing import Routes
from silomap.report.themes import Theme

LANE_TITLES = {"group": N_("People"), "need": N_("Needs"), "service": N_("Services"), "actor": N_("Actors")}
BUNDLED = 0.45
"""how far links between the same two columns bend towards a common way"""
PORT = 0.3
"""links leave within this share of a node's half width"""


class LaneRoutes(Routes):
    """Links from lane to lane run upright out of one node and upright into the other; those between the same two
    columns come together in between. Links within a lane go round other nodes, as on the map."""

    def __init__(self, layout: LanesLayout) -> None:
        super().__init__()
        self._layout = layout
        self._rank = {kind: number for number, kind in enumerate(LANES)}

    def curve(self, a: NodeItem, b: NodeItem, bows: tuple[float, ...]) -> Curve:
        """The way between two nodes."""
        if a.kind == b.kind or a.kind not in self._rank or b.kind not in self._rank:
            return super().curve(a, b, bows)
        upper, lower = (a, b) if self._rank[a.kind] < self._rank[b.kind] else (b, a)
        top, bottom = upper.rect, lower.rect
        first = QPointF(_port(top, bottom.center().x()), top.bottom() + 1)
        last = QPointF(_port(bottom, top.center().x()), bottom.top() - 2)
        middle = (first.y() + last.y()) / 2
        one = QPointF(self._bundled(first.x()), middle)
        two = QPointF(self._bundled(last.x()), middle)
        if upper is a:
            return Curve(first, one, last, two)
        return Curve(last, two, first, one)

    def _bundled(self, x: float) -> float:
        column = self._layout.column_at(x)
        if column is None:
            return x
        return x + ((column.left + column.right) / 2 - x) * BUNDLED


def _port(rect: QRectF, toward: float) -> float:
    """Where a link leaves a box, a little towards where it goes."""
    reach = rect.width() / 2 * PORT
    return rect.center().x() + max(-reach, min(reach, (toward - rect.center().x()) * 0.12))


def frame_items(layout: LanesLayout, theme: Theme) -> list[QGraphicsItem]:
    """Lines between lanes, their names at the left, and what stands for columns that are no region."""
    items: list[QGraphicsItem] = []
    if not layout.places and not layout.hidden:
        return items  # nothing is drawn yet
    for number, lane in enumerate(layout.lanes):
        title = QGraphicsSimpleTextItem(_(LANE_TITLES[lane.kind]))
        title.setFont(font(14, "semibold"))
        title.setBrush(QColor(theme.secondary))
        title.setPos(8, (lane.top + lane.bottom) / 2 - title.boundingRect().height() / 2)
        items.append(title)
        if number:
            line = QGraphicsLineItem(0, lane.top, layout.width, lane.top)
            line.setPen(QPen(QColor(style.mixed(theme.hairline, theme.secondary, 0.25)), 1.2))
            items.append(line)
    items += [_free_column(column, layout, theme) for column in layout.columns if column.sector == NO_SECTOR]
    for column in layout.columns:
        items.append(_folded(column, layout, theme) if column.is_collapsed else _handle(column, theme))
    for item in items:
        item.setZValue(Z_REGION + 0.2)
        item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    return items


def _free_column(column: Column, layout: LanesLayout, theme: Theme) -> QGraphicsItem:
    width, height = column.right - column.left, layout.height
    ground = QGraphicsPathItem(geometry.rounded(width, height, 22))
    ground.setPos((column.left + column.right) / 2, height / 2)
    pen = QPen(QColor(theme.hairline), 1.4)
    pen.setDashPattern([4, 3])
    ground.setPen(pen)
    ground.setBrush(Qt.BrushStyle.NoBrush)
    if not column.is_collapsed:
        title = QGraphicsSimpleTextItem(ground)
        title.setFont(font(14, "semibold"))
        title.setText(QFontMetricsF(title.font()).elidedText(_("No sector"), Qt.TextElideMode.ElideRight, width - 20))
        title.setBrush(QColor(theme.secondary))
        title.setPos(-title.boundingRect().width() / 2, -height / 2 + 13)
    return ground


def _handle(column: Column, theme: Theme) -> QGraphicsItem:
    """A small sign that a click folds the column up."""
    circle = QGraphicsPathItem(geometry.rounded(18, 18, 9))
    circle.setPos(column.right - 22, 22)
    circle.setPen(QPen(QColor(style.mixed(theme.hairline, theme.secondary, 0.4)), 1.2))
    circle.setBrush(QColor(theme.surface))
    sign = QGraphicsLineItem(-4, 0, 4, 0, circle)
    sign.setPen(QPen(QColor(theme.secondary), 1.6))
    return circle


def _folded(column: Column, layout: LanesLayout, theme: Theme) -> QGraphicsItem:
    """How much is folded away, written upwards."""
    count = ngettext("{n} element folded away", "{n} elements folded away", column.count)
    text = QGraphicsSimpleTextItem(f"{column.label or _('No sector')} · {count}")
    text.setFont(font(12))
    text.setBrush(QColor(theme.secondary))
    text.setRotation(-90)
    bounds = text.boundingRect()
    text.setPos((column.left + column.right) / 2 - bounds.height() / 2, (layout.height + HEADER + bounds.width()) / 2)
    return text
