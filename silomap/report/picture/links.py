"""Links as they are drawn, and the missing ones. They end at the borders of what they join."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsSimpleTextItem

from silomap.i18n import _
from silomap.model.elements import Link
from silomap.report.picture import geometry
from silomap.report.picture.badge import Badge, Said
from silomap.report.picture.fonts import font
from silomap.report.picture.items import Z_LABEL, Z_LINK, Z_MISSING, NodeItem
from silomap.report.picture.marks import MARK_WORDS, mark_colour
from silomap.report.themes import Theme

MANY, VERY_MANY = 300, 1_500


class LinkItem(QGraphicsPathItem):
    """A link; its line ends at the borders of what it joins."""

    def __init__(self, link: Link) -> None:
        super().__init__()
        self.element_id = link.id
        self._sign: QGraphicsSimpleTextItem | None = None
        self.mark = ""
        """how it differs from another state of the map"""
        self._width, self._is_in_crowd = 1.0, False
        self._badge: Badge | None = None
        self.curve: geometry.Curve | None = None
        self.setZValue(Z_LINK)

    def show_link(self, link: Link, curve: geometry.Curve, theme: Theme, links: int) -> None:
        """Draws the link along a curve between where its ends are now."""
        self.curve = curve
        arrow = link.kind in {"responds_to", "leads_to", "involves"}
        pen = _pen(link.kind, link.status, theme, _crowd(links))
        solid = pen.style() == Qt.PenStyle.SolidLine
        self._width, self._is_in_crowd = pen.widthF(), bool(_crowd(links))
        self.setPath(geometry.curve_path(self.curve, arrow, solid))
        self.setPen(pen)
        self.setBrush(pen.color() if arrow and solid else Qt.BrushStyle.NoBrush)
        self._show_sign(_sign_of(link), theme)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected; show_link restores the usual look."""
        if on:
            pen = QPen(self.pen())
            pen.setColor(QColor(theme.accent))
            pen.setWidthF(self._width + 1.4)
            self.setPen(pen)

    def show_mark(self, mark: str, theme: Theme) -> None:
        """How it differs from another state of the map; show_link restores the usual look."""
        self.mark = mark
        if mark:
            pen = QPen(self.pen())
            pen.setColor(QColor(mark_colour(mark, theme)))
            if not self._is_in_crowd:  # broken and wide lines take many times as long to paint
                pen.setWidthF(max(2.2, self._width))
                if mark == "removed":
                    pen.setDashPattern([1, 2.2])
            self.setPen(pen)
        self.setToolTip(_(MARK_WORDS[mark]) if mark else "")

    def show_said(self, said: Said, theme: Theme) -> None:
        """Notes, actions and dots, at its middle."""
        if self._badge is None:
            if not any(said):
                return
            self._badge = Badge(self)
        if self.curve is not None:
            middle = self.curve.middle()
            middle.setX(middle.x() + 14)
            self._badge.show_said(said, middle, theme)

    def _show_sign(self, text: str, theme: Theme) -> None:
        if self._sign is None:
            if not text:
                return
            self._sign = QGraphicsSimpleTextItem(self)
            self._sign.setFont(font(15, "bold"))
        self._sign.setText(text)
        self._sign.setBrush(QColor(theme.ink))
        if self.curve is not None and text:
            middle = self.curve.middle()
            bounds = self._sign.boundingRect()
            self._sign.setPos(middle.x() - bounds.width() / 2, middle.y() - bounds.height() - 1)


def _sign_of(link: Link) -> str:
    if link.status == "absent":
        return "×"
    return {"-": "−", "?": "?"}.get(link.polarity or "", "")


def link_pen(link: Link, theme: Theme, links: int = 0) -> QPen:
    """How a kind of link is drawn; planned ones are dashed, absent ones faint.

    Among many links lines are one pixel wide: Qt paints those several times faster, and they are clearer.
    """
    return _pen(link.kind, link.status, theme, _crowd(links))


def _crowd(links: int) -> int:
    return (links > MANY) + (links > VERY_MANY)


@lru_cache(maxsize=500)
def _pen(kind: str, status: str | None, theme: Theme, crowd: int) -> QPen:
    colour, width = theme.thin_link, 1.3
    if kind == "coordinates_with":
        colour, width = theme.ink, 2.4
    elif kind == "leads_to":
        colour, width = theme.ink, 1.7
    elif kind == "experiences":
        colour, width = theme.secondary, 1.4
    if crowd > 1 or (crowd and kind != "coordinates_with"):
        width = 1.0
    pen = QPen(QColor(colour), width)
    if width > 1:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if kind == "experiences":
        pen.setDashPattern([0.1, 3.2] if width > 1 else [1, 3])
    elif kind == "involves":
        pen.setDashPattern([7, 4])
    if status == "planned":
        pen.setDashPattern([4, 3])
    elif status == "absent":
        faint = QColor(colour)
        faint.setAlphaF(0.4)
        pen.setColor(faint)
        pen.setDashPattern([2, 4])
    elif status == "informal":
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
        for part in (self, self.label):
            part.setToolTip(_("A missing link: a click draws it"))
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
        self.label.setPath(geometry.rounded(width, height, height / 2))
        self.label.setPos(middle)
        self.label.setPen(QPen(QColor(theme.missing), 1.2))
        self.label.setBrush(QColor(theme.surface))
        self._text.setBrush(QColor(theme.missing))
        self._text.setPos(-bounds.width() / 2, -bounds.height() / 2)
