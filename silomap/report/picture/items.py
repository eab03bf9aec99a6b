"""What is drawn for each element and link. Items hold an id and how they look, never truth; painting is Qt's own.

Items made of Qt's built-in parts are painted in C++, three to five times faster than a `paint` in Python.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

from silomap.i18n import _
from silomap.model.elements import Element, Sector
from silomap.report.picture import geometry, style
from silomap.report.picture.badge import Badge, Said
from silomap.report.picture.fonts import font
from silomap.report.picture.glyphs import glyph, stroke
from silomap.report.picture.marks import Mark
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme

Z_REGION, Z_STICKY, Z_LINK, Z_MISSING, Z_NODE, Z_LABEL = 0.0, 0.5, 1.0, 2.0, 3.0, 4.0
FADED = 0.16
AFAR = 2.8
RINGS = frozenset({"unanswered", "fragmented", "partly_joined"})
"""the states of a need's answer that are drawn around it"""
NARROW = 90.0
"""A column that is narrower is folded up: its name is written upwards."""
SPLIT = 9.0
"""half of the gap in a split ring"""


class NodeItem(QGraphicsPathItem):
    """An actor, service, need or group. Text and icon are made when they are first seen: among thousands, few are."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        self.element_id = element.id
        self.kind = element.type
        self.box = geometry.node_box("")
        self._colours = ("", "")
        self.edge = ""
        """the colour of its edge"""
        self._has_detail = self._is_detailed = False
        self._stripe: QGraphicsPathItem | None = None
        self._icon: QGraphicsPathItem | None = None
        self._lines: list[QGraphicsSimpleTextItem] = []
        self._ring: QGraphicsPathItem | None = None
        self._focus: QGraphicsPathItem | None = None
        self._mark: Mark | None = None
        self._badge: Badge | None = None
        self.setZValue(Z_NODE)

    @property
    def rect(self) -> QRectF:
        """Its box in scene coordinates."""
        w, h = self.box.width * self.scale(), self.box.height * self.scale()
        return QRectF(self.x() - w / 2, self.y() - h / 2, w, h)

    @property
    def radius(self) -> float:
        """The radius of its corners."""
        return geometry.corner(self.kind, self.box.height) * self.scale()

    def show_element(
        self,
        element: Element,
        colour: str,
        theme: Theme,
        fill: str = "",
        scale: float = 1.0,
        is_compact: bool = False,
    ) -> None:
        """Draws the element as it is now, in the colour of its sector; `fill` and `scale` say what is measured."""
        self.box = geometry.node_box(element.label or _("(no name)"), is_compact)
        self.setPath(geometry.node_path(self.box.width, self.box.height, self.kind))
        self.setPos(element.x or 0.0, element.y or 0.0)
        if scale != self.scale():
            self.setScale(scale)
        is_cut = any(line.endswith("…") for line in self.box.lines)
        if is_cut or self.toolTip():
            self.setToolTip(tip(element.label) if is_cut else "")
        self._paint_kind(colour, theme, fill)
        if self._has_detail:
            self._show_parts()

    def _paint_kind(self, colour: str, theme: Theme, measured: str) -> None:
        line = style.edge(colour, theme)
        fill, pen, icon, text = theme.surface, line, line, theme.ink
        if self.kind == "service":
            fill = style.tint(colour, theme)
        elif self.kind == "need":
            pen, icon = theme.secondary, theme.secondary
        elif self.kind == "group":
            fill, pen, icon, text = theme.group_fill, theme.group_fill, theme.group_text, theme.group_text
        if measured:
            fill = measured
            text = icon = style.readable_on(measured)
        self.setBrush(style.brush(fill))
        self.setPen(style.pen(pen, 1.5))
        self._colours, self.edge = (icon, text), pen

    def _show_parts(self) -> None:
        w, h = self.box.width, self.box.height
        icon, text = self._colours
        if self._icon is None:
            self._icon = QGraphicsPathItem(glyph(self.kind), self)
            self._icon.setScale(geometry.ICON / 24)
        self._icon.setPen(stroke(icon, 1.5 * 24 / geometry.ICON))
        self._icon.setPos(-w / 2 + geometry.LEFT - 2, -geometry.ICON / 2)
        if self.kind == "actor":
            if self._stripe is None:
                self._stripe = QGraphicsPathItem(self)
                self._stripe.setPen(QPen(Qt.PenStyle.NoPen))
            path = QPainterPath()
            path.addRect(-w / 2, -h / 2, 5, h)
            self._stripe.setPath(path)
            self._stripe.setBrush(self.pen().color())
        self._show_text(text)

    def _show_text(self, colour: str) -> None:
        while len(self._lines) < len(self.box.lines):
            line = QGraphicsSimpleTextItem(self)
            line.setFont(font(geometry.LABEL_SIZE))
            self._lines.append(line)
        top = -len(self.box.lines) * geometry.LINE / 2
        for index, item in enumerate(self._lines):
            text = self.box.lines[index] if index < len(self.box.lines) else ""
            item.setText(text)
            item.setBrush(style.brush(colour))
            item.setPos(
                -self.box.width / 2 + geometry.LEFT + geometry.ICON + geometry.GAP - 2,
                top + index * geometry.LINE,
            )

    def show_ring(self, ring: str, theme: Theme) -> None:
        """What the analysis says of a need: a halo for `unanswered`, a ring for `fragmented`, a split one for
        `partly_joined`, "" none."""
        if not ring:
            if self._ring is not None:
                self._ring.setVisible(False)
            return
        if self._ring is None:
            self._ring = QGraphicsPathItem(self)
            self._ring.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._ring.setPath(
            self._halves(5) if ring == "partly_joined" else self._outline(7 if ring == "unanswered" else 5)
        )
        pen, halo = QPen(QColor(theme.missing), 2.0), QColor(theme.missing)
        if ring == "unanswered":
            pen.setDashPattern([3, 2.5])
        halo.setAlphaF(0.14 if ring == "unanswered" else 0.0)
        self._ring.setPen(pen)
        self._ring.setBrush(halo)
        self._ring.setVisible(True)

    def show_mark(self, mark: str, theme: Theme, is_plain: bool = False) -> None:
        """How it differs from another state of the map: `added`, `changed`, `removed`, "" not at all."""
        if self._mark is None:
            if not mark:
                return
            self._mark = Mark(self)
        corner = QPointF(-self.box.width / 2 + 8, -self.box.height / 2 - 9)
        self._mark.show_mark(mark, self._outline(9), corner, theme, is_plain)
        self._mark.show_word(self._is_detailed)

    @property
    def mark(self) -> str:
        """The mark that can be seen on it."""
        return self._mark.mark if self._mark is not None else ""

    def show_said(self, said: Said, theme: Theme) -> None:
        """Notes, actions and dots."""
        if self._badge is None:
            if not any(said):
                return
            self._badge = Badge(self)
        self._badge.show_said(said, QPointF(self.box.width / 2 - 4, -self.box.height / 2), theme)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected."""
        if on and self._focus is None:
            self._focus = QGraphicsPathItem(self)
            self._focus.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        if self._focus is not None:
            self._focus.setVisible(on)
            self._focus.setPath(self._outline(4))
            self._focus.setPen(QPen(QColor(theme.accent), 2.4))

    def _outline(self, away: float) -> QPainterPath:
        corner = geometry.corner(self.kind, self.box.height)
        return geometry.rounded(self.box.width + 2 * away, self.box.height + 2 * away, corner + away)

    def _halves(self, away: float) -> QPainterPath:
        """The outline in two halves that do not touch."""
        w, h = self.box.width / 2 + away, self.box.height / 2 + away
        r = min(h, geometry.corner(self.kind, self.box.height) + away)
        path = QPainterPath()
        for side in (-1, 1):
            left = -w if side < 0 else w - 2 * r
            path.moveTo(side * SPLIT, -h)
            path.lineTo(side * (w - r), -h)
            path.arcTo(left, -h, 2 * r, 2 * r, 90, -side * 90)
            path.lineTo(side * w, h - r)
            path.arcTo(left, h - 2 * r, 2 * r, 2 * r, 0 if side > 0 else 180, -side * 90)
            path.lineTo(side * SPLIT, h)
        return path

    def show_detail(self, on: bool) -> None:
        """Text and icon, left out where they would be too small to read."""
        if on and not self._has_detail:
            self._has_detail = True
            self._show_parts()
        self._is_detailed = on
        for part in (self._icon, self._stripe, *self._lines):
            if part is not None:
                part.setVisible(on)
        if self._mark is not None:
            self._mark.show_word(on)


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
        self.is_column = False
        """a column of lanes: no edge, the title in the middle"""
        self._is_chosen = False
        self._edge = QColor()
        self._measure: QGraphicsSimpleTextItem | None = None
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
        self.setPath(geometry.rounded(w, h, 22))
        self.setPos(sector.x or 0.0, sector.y or 0.0)
        self.setBrush(QColor(style.tint(colour, theme)))
        self._edge = QColor(style.mixed(style.tint(colour, theme), style.edge(colour, theme), 0.45))
        self.show_focus(self._is_chosen, theme)
        text = QFontMetricsF(self._title.font()).elidedText(
            sector.label or _("(no name)"), Qt.TextElideMode.ElideRight, w - (64 if self.is_column else 36)
        )
        self._title.setVisible(w >= NARROW)
        self._title.setText(text)
        self._title.setBrush(QColor(style.text_on_tint(colour, theme)))
        self._place_title()
        self._handle.setPos(w / 2 - 6, h / 2 - 6)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected."""
        self._is_chosen = on
        pen = QPen(QColor(theme.accent) if on else self._edge, 2.0 if on else 1.2)
        if not on:
            pen.setDashPattern([4, 3])
        self.setPen(QPen(Qt.PenStyle.NoPen) if self.is_column and not on else pen)
        self._handle.setVisible(on and not self.is_column)
        self._handle.setBrush(QColor(theme.surface))
        self._handle.setPen(QPen(QColor(theme.accent), 1.6))

    def _place_title(self) -> None:
        w, h = self.size
        width = self._title.boundingRect().width() * self._title.scale()
        self._title.setPos(-width / 2 if self.is_column else -w / 2 + 18, -h / 2 + 13)

    def show_measure(self, text: str, theme: Theme) -> None:
        """What is measured of the sector, small, beside its name; "" for nothing."""
        if self._measure is None:
            if not text:
                return
            self._measure = QGraphicsSimpleTextItem(self)
            self._measure.setFont(font(11))
        w, h = self.size
        self._measure.setText(text)
        self._measure.setBrush(QColor(theme.secondary))
        room = w - self._title.boundingRect().width() * self._title.scale() - 50
        width = self._measure.boundingRect().width()
        self._measure.setPos(w / 2 - 16 - width, -h / 2 + 15 if width <= room else -h / 2 + 34)
        self._measure.setVisible(bool(text) and not self.is_column)

    def show_detail(self, on: bool) -> None:
        """From afar the title grows, for it is all that can still be read."""
        width = self._title.boundingRect().width() or 1.0
        self._title.setScale(1.0 if on else max(1.0, min(AFAR, (self.size[0] - 36) / width)))
        self._place_title()

    def resize_corner(self) -> QPointF:
        """Where it can be taken to change its size, in the scene."""
        return self.mapToScene(self._handle.pos())
