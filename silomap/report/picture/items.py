"""What is drawn for each element and link. Items hold an id and how they look, never truth; painting is Qt's own.

Items made of Qt's built-in parts are painted in C++, three to five times faster than a `paint` in Python.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

from silomap.i18n import _
from silomap.model.elements import Element, Link, Sector
from silomap.report.picture import geometry, style
from silomap.report.picture.fonts import font
from silomap.report.picture.glyphs import glyph, stroke
from silomap.report.picture.style import Theme

Z_REGION, Z_LINK, Z_MISSING, Z_NODE, Z_LABEL = 0.0, 1.0, 2.0, 3.0, 4.0
FADED = 0.16
AFAR = 2.8
MANY, VERY_MANY = 300, 1_500


class NodeItem(QGraphicsPathItem):
    """An actor, service, need or group."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        self.element_id = element.id
        self.kind = element.type
        self.box = geometry.node_box("")
        self._stripe = QGraphicsPathItem(self)
        self._icon = QGraphicsPathItem(glyph(self.kind), self)
        self._icon.setScale(geometry.ICON / 24)
        self._lines: list[QGraphicsSimpleTextItem] = []
        self._ring: QGraphicsPathItem | None = None
        self._focus: QGraphicsPathItem | None = None
        self.setZValue(Z_NODE)

    @property
    def rect(self) -> QRectF:
        """Its box in scene coordinates."""
        return QRectF(self.x() - self.box.width / 2, self.y() - self.box.height / 2, self.box.width, self.box.height)

    @property
    def radius(self) -> float:
        """The radius of its corners."""
        return geometry.corner(self.kind, self.box.height)

    def show_element(self, element: Element, colour: str, theme: Theme) -> None:
        """Draws the element as it is now."""
        self.box = geometry.node_box(element.label or _("(no name)"))
        w, h = self.box.width, self.box.height
        self.setPath(_rounded(w, h, self.radius))
        self.setPos(element.x or 0.0, element.y or 0.0)
        self._paint_kind(colour, theme, w, h)
        self._show_text(theme.group_text if self.kind == "group" else theme.ink)
        self._icon.setPos(-w / 2 + geometry.LEFT - 2, -geometry.ICON / 2)
        self.setToolTip(element.label if len("".join(self.box.lines)) + 4 < len(element.label) else "")

    def _paint_kind(self, colour: str, theme: Theme, w: float, h: float) -> None:
        line = style.edge(colour, theme)
        fill, pen, icon = theme.surface, line, line
        self._stripe.setVisible(self.kind == "actor")
        if self.kind == "actor":
            path = QPainterPath()
            path.addRect(-w / 2, -h / 2, 5, h)
            self._stripe.setPath(path)
            self._stripe.setPen(QPen(Qt.PenStyle.NoPen))
            self._stripe.setBrush(QColor(line))
        elif self.kind == "service":
            fill = style.tint(colour, theme)
        elif self.kind == "need":
            pen, icon = theme.secondary, theme.secondary
        else:
            fill, pen, icon = theme.group_fill, theme.group_fill, theme.group_text
        self.setBrush(QColor(fill))
        self.setPen(QPen(QColor(pen), 1.5))
        self._icon.setPen(stroke(icon, 1.5 * 24 / geometry.ICON))

    def _show_text(self, colour: str) -> None:
        while len(self._lines) < len(self.box.lines):
            line = QGraphicsSimpleTextItem(self)
            line.setFont(font(geometry.LABEL_SIZE))
            self._lines.append(line)
        top = -len(self.box.lines) * geometry.LINE / 2
        for index, item in enumerate(self._lines):
            text = self.box.lines[index] if index < len(self.box.lines) else ""
            item.setText(text)
            item.setBrush(QColor(colour))
            item.setPos(
                -self.box.width / 2 + geometry.LEFT + geometry.ICON + geometry.GAP - 2,
                top + index * geometry.LINE,
            )

    def show_ring(self, ring: str, theme: Theme) -> None:
        """What the analysis says of a need: `unanswered` dashed, `fragmented` or `partly_joined` solid, "" none."""
        if not ring:
            if self._ring is not None:
                self._ring.setVisible(False)
            return
        if self._ring is None:
            self._ring = QGraphicsPathItem(self)
            self._ring.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._ring.setPath(_rounded(self.box.width + 10, self.box.height + 10, self.radius + 5))
        pen = QPen(QColor(theme.missing), 2.0 if ring != "partly_joined" else 1.3)
        if ring == "unanswered":
            pen.setDashPattern([3, 2.5])
        self._ring.setPen(pen)
        self._ring.setVisible(True)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected."""
        if on and self._focus is None:
            self._focus = QGraphicsPathItem(self)
            self._focus.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        if self._focus is not None:
            self._focus.setVisible(on)
            self._focus.setPath(_rounded(self.box.width + 8, self.box.height + 8, self.radius + 4))
            self._focus.setPen(QPen(QColor(theme.accent), 2.4))

    def show_detail(self, on: bool) -> None:
        """Text and icon, left out where they would be too small to read."""
        self._icon.setVisible(on)
        for line in self._lines:
            line.setVisible(on)


class LinkItem(QGraphicsPathItem):
    """A link; its line ends at the borders of what it joins."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.element_id = link.id
        self._mark: QGraphicsSimpleTextItem | None = None
        self._width = 1.0
        self.curve: geometry.Curve | None = None
        self.setZValue(Z_LINK)

    def show_link(self, link: Link, curve: geometry.Curve, theme: Theme, links: int) -> None:
        """Draws the link along a curve between where its ends are now."""
        self.curve = curve
        arrow = link.kind in {"responds_to", "leads_to", "involves"}
        pen = link_pen(link, theme, links)
        solid = pen.style() == Qt.PenStyle.SolidLine
        self._width = pen.widthF()
        self.setPath(geometry.curve_path(self.curve, arrow, solid))
        self.setPen(pen)
        self.setBrush(QBrush(pen.color()) if arrow and solid else QBrush(Qt.BrushStyle.NoBrush))
        self._show_mark(_mark_of(link), theme)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected; show_link restores the usual look."""
        if on:
            pen = QPen(self.pen())
            pen.setColor(QColor(theme.accent))
            pen.setWidthF(self._width + 1.4)
            self.setPen(pen)

    def _show_mark(self, text: str, theme: Theme) -> None:
        if self._mark is None:
            if not text:
                return
            self._mark = QGraphicsSimpleTextItem(self)
            self._mark.setFont(font(15, "bold"))
        self._mark.setText(text)
        self._mark.setBrush(QColor(theme.ink))
        if self.curve is not None and text:
            middle = self.curve.middle()
            bounds = self._mark.boundingRect()
            self._mark.setPos(middle.x() - bounds.width() / 2, middle.y() - bounds.height() - 1)


def _mark_of(link: Link) -> str:
    if link.status == "absent":
        return "×"
    return {"-": "−", "?": "?"}.get(link.polarity or "", "")


def link_pen(link: Link, theme: Theme, links: int = 0) -> QPen:
    """How a kind of link is drawn; planned ones are dashed, absent ones faint.

    Among many links lines are one pixel wide: Qt paints those several times faster, and they are clearer.
    """
    colour, width = theme.thin_link, 1.3
    if link.kind == "coordinates_with":
        colour, width = theme.ink, 2.4
    elif link.kind == "leads_to":
        colour, width = theme.ink, 1.7
    elif link.kind == "experiences":
        colour, width = theme.secondary, 1.4
    if links > MANY and (link.kind != "coordinates_with" or links > VERY_MANY):
        width = 1.0
    pen = QPen(QColor(colour), width)
    if width > 1:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if link.kind == "experiences":
        pen.setDashPattern([0.1, 3.2] if width > 1 else [1, 3])
    elif link.kind == "involves":
        pen.setDashPattern([7, 4])
    if link.status == "planned":
        pen.setDashPattern([4, 3])
    elif link.status == "absent":
        faint = QColor(colour)
        faint.setAlphaF(0.4)
        pen.setColor(faint)
        pen.setDashPattern([2, 4])
    elif link.status == "informal":
        pen.setDashPattern([8, 2.5])
    return pen


class MissingItem(QGraphicsPathItem):
    """A missing link: a dashed line with a small label."""

    def __init__(self, a: NodeItem, b: NodeItem) -> None:
        super().__init__()
        self.ends = (a.element_id, b.element_id)
        self.setZValue(Z_MISSING)
        self.label = QGraphicsPathItem()  # apart from the line, so that no other line runs over it
        self.label.setZValue(Z_LABEL)
        self._text = QGraphicsSimpleTextItem(_("missing"), self.label)
        self._text.setFont(font(11, "semibold"))

    def show_missing(self, curve: geometry.Curve, theme: Theme) -> None:
        """Draws the line along a curve."""
        self.setPath(geometry.curve_path(curve, arrow=False, solid=False))
        pen = QPen(QColor(theme.missing), 2.2)
        pen.setDashPattern([3.4, 2.6])
        self.setPen(pen)
        bounds = self._text.boundingRect()
        middle = curve.middle()
        width, height = bounds.width() + 18, bounds.height() + 5
        self.label.setPath(_rounded(width, height, height / 2))
        self.label.setPos(middle)
        self.label.setPen(QPen(QColor(theme.missing), 1.2))
        self.label.setBrush(QColor(theme.surface))
        self._text.setBrush(QColor(theme.missing))
        self._text.setPos(-bounds.width() / 2, -bounds.height() / 2)


class RegionItem(QGraphicsPathItem):
    """A sector: a tinted region that contains its members."""

    TITLE = 40.0

    def __init__(self, sector: Sector) -> None:
        super().__init__()
        self.element_id = sector.id
        self._title = QGraphicsSimpleTextItem(self)
        self._title.setFont(font(14, "semibold"))
        self._handle = QGraphicsRectItem(-5, -5, 10, 10, self)
        self._handle.setVisible(False)
        self.size = (0.0, 0.0)
        self._edge = QColor()
        self.setZValue(Z_REGION)

    @property
    def rect(self) -> QRectF:
        """Its box in scene coordinates."""
        w, h = self.size
        return QRectF(self.x() - w / 2, self.y() - h / 2, w, h)

    def show_sector(self, sector: Sector, colour: str, theme: Theme) -> None:
        """Draws the sector as it is now."""
        self.size = (sector.width or 300.0, sector.height or 420.0)
        w, h = self.size
        self.setPath(_rounded(w, h, 22))
        self.setPos(sector.x or 0.0, sector.y or 0.0)
        self.setBrush(QColor(style.tint(colour, theme)))
        self._edge = QColor(style.mixed(style.tint(colour, theme), style.edge(colour, theme), 0.45))
        self.show_focus(self._handle.isVisible(), theme)
        text = QFontMetricsF(self._title.font()).elidedText(
            sector.label or _("(no name)"), Qt.TextElideMode.ElideRight, w - 36
        )
        self._title.setText(text)
        self._title.setBrush(QColor(style.text_on_tint(colour, theme)))
        self._title.setPos(-w / 2 + 18, -h / 2 + 13)
        self._handle.setPos(w / 2 - 6, h / 2 - 6)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected."""
        pen = QPen(QColor(theme.accent) if on else self._edge, 2.0 if on else 1.2)
        if not on:
            pen.setDashPattern([4, 3])
        self.setPen(pen)
        self._handle.setVisible(on)
        self._handle.setBrush(QColor(theme.surface))
        self._handle.setPen(QPen(QColor(theme.accent), 1.6))

    def show_detail(self, on: bool) -> None:
        """From afar the title grows, for it is all that can still be read."""
        width = self._title.boundingRect().width() or 1.0
        self._title.setScale(1.0 if on else max(1.0, min(AFAR, (self.size[0] - 36) / width)))

    def resize_corner(self) -> QPointF:
        """Where it can be taken to change its size, in the scene."""
        return self.mapToScene(self._handle.pos())


def _rounded(width: float, height: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-width / 2, -height / 2, width, height), radius, radius)
    return path
