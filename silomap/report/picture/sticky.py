"""Sticky notes and pictures as they lie on the map."""

from __future__ import annotations

import base64
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPixmap
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsTextItem,
)

from silomap.model.elements import Image, Sticky
from silomap.report.picture import geometry, style
from silomap.report.picture.badge import Badge, Said
from silomap.report.picture.fonts import font
from silomap.report.picture.items import Z_STICKY
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme

PAPER = "#f2c94c"
PAD = 8.0


class StickyItem(QGraphicsPathItem):
    """A sheet with text, or a picture with the text under it."""

    kind = "sticky"

    def __init__(self, sticky: Sticky) -> None:
        super().__init__()
        self.element_id = sticky.id
        self.size = (0.0, 0.0)
        self._text = QGraphicsTextItem(self)
        self._text.setFont(font(geometry.LABEL_SIZE))
        self._text.document().setDocumentMargin(0)
        self._picture: QGraphicsPixmapItem | None = None
        self._handle = QGraphicsRectItem(-5, -5, 10, 10, self)
        self._handle.setVisible(False)
        self._edge = QColor()
        self._badge: Badge | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape, False)
        self.setZValue(Z_STICKY)

    @property
    def rect(self) -> QRectF:
        """Its box in scene coordinates."""
        w, h = self.size
        return QRectF(self.x() - w / 2, self.y() - h / 2, w, h)

    def show_sticky(self, sticky: Sticky, image: Image | None, theme: Theme) -> None:
        """Draws the sheet as it is now."""
        self.size = (sticky.width or 180.0, sticky.height or 110.0)
        w, h = self.size
        paper = sticky.colour or PAPER
        self.setPath(geometry.rounded(w, h, 4))
        self.setPos(sticky.x or 0.0, sticky.y or 0.0)
        self.setBrush(QColor(style.mixed(theme.canvas, paper, 0.34 if theme.is_dark else 0.30)))
        self._edge = QColor(style.mixed(theme.canvas, paper, 0.75))
        self.show_focus(self._handle.isVisible(), theme)
        self._handle.setPos(w / 2 - 6, h / 2 - 6)
        top = self._show_picture(image, w - 2 * PAD, h - 2 * PAD - (geometry.LINE + 4 if sticky.label else 0))
        self._text.setPlainText(sticky.label[:1_000])
        self._text.setDefaultTextColor(QColor(theme.ink))
        self._text.setTextWidth(w - 2 * PAD)
        self._text.setPos(-w / 2 + PAD, -h / 2 + PAD + top)
        self._text.setVisible(bool(sticky.label))
        self.setToolTip(tip(sticky.label) if self._text.boundingRect().height() + top > h - PAD else "")

    def _show_picture(self, image: Image | None, width: float, height: float) -> float:
        """The height that the picture takes, with the space under it."""
        if image is None:
            if self._picture is not None:
                self._picture.setVisible(False)
            return 0.0
        pixmap = picture_of(image)
        if self._picture is None:
            self._picture = QGraphicsPixmapItem(self)
            self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(pixmap)
        scale = min(width / max(1, pixmap.width()), height / max(1, pixmap.height()))
        self._picture.setScale(max(scale, 0.001))
        self._picture.setPos(-pixmap.width() * scale / 2, -self.size[1] / 2 + PAD)
        self._picture.setVisible(True)
        return pixmap.height() * scale + 4

    def show_said(self, said: Said, theme: Theme) -> None:
        """Notes and dots on the sheet."""
        if self._badge is None:
            if not any(said):
                return
            self._badge = Badge(self)
        self._badge.show_said(said, QPointF(self.size[0] / 2, -self.size[1] / 2), theme)

    def show_focus(self, on: bool, theme: Theme) -> None:
        """Whether it is selected."""
        self.setPen(QPen(QColor(theme.accent) if on else self._edge, 2.0 if on else 1.0))
        self._handle.setVisible(on)
        self._handle.setBrush(QColor(theme.surface))
        self._handle.setPen(QPen(QColor(theme.accent), 1.6))

    def show_detail(self, on: bool) -> None:
        """Text, left out where it would be too small to read."""
        self._text.setOpacity(1.0 if on else 0.0)

    def resize_corner(self) -> QPointF:
        """Where it can be taken to change its size, in the scene."""
        return self.mapToScene(self._handle.pos())


@lru_cache(maxsize=64)
def picture_of(image: Image) -> QPixmap:
    """The picture in an image; an empty one where its bytes are none."""
    pixmap = QPixmap()
    try:
        pixmap.loadFromData(base64.b64decode(image.data, validate=True))
    except ValueError:
        return QPixmap()
    return pixmap
