"""The minimap: where one is on a map that is larger than the window. A click or drag goes there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from silomap.i18n import _
from silomap.report.picture import style
from silomap.report.picture.items import NodeItem, RegionItem
from silomap.ui.canvas.camera import CameraView

LARGEST = QSize(196, 132)
LATER = 120
CAPTURE = 660
"""the width of the capture bar"""
MARGIN = 14
AROUND = 40.0


class Minimap(QWidget):
    """It floats in a corner of the canvas while the map exceeds the view; nothing on it has words."""

    def __init__(self, view: CameraView) -> None:
        super().__init__(view)
        self._view = view
        self.is_wanted = True
        self._picture = QPixmap()
        self._area = QRectF()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._later.timeout.connect(self._draw)
        self.setAccessibleName(_("Overview of the map"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.zoom_changed.connect(self.follow)
        view.moved.connect(self.follow)
        self.hide()

    def refresh(self) -> None:
        """The map has changed: drawn again a little later."""
        self._later.start()

    def follow(self, *_scale: float) -> None:
        """The camera has moved."""
        if self._area.isEmpty():
            self._later.start()
        exceeds = not self._seen().contains(self._area.adjusted(AROUND, AROUND, -AROUND, -AROUND))
        self.setVisible(exceeds and self.is_wanted and not self._area.isEmpty())
        self.place()
        self.update()

    def place(self) -> None:
        """At the foot of the canvas, at the right; over the capture bar where that is in the way."""
        room = self._view.viewport().rect()
        beside = (room.width() - CAPTURE) / 2 >= self.width() + 2 * MARGIN
        foot = 0 if beside else self._view.foot
        self.move(room.width() - self.width() - MARGIN, room.height() - self.height() - MARGIN - foot)

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _draw(self) -> None:
        drawing = self._view.drawing
        content = drawing.content_rect()
        self._area = content.adjusted(-AROUND, -AROUND, AROUND, AROUND) if not content.isEmpty() else QRectF()
        if self._area.isEmpty():
            self.hide()
            return
        size = self._area.size().scaled(LARGEST.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
        size = size.expandedTo(QSize(48, 48))
        self.setFixedSize(size)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        theme = drawing.theme
        picture.fill(QColor(theme.surface))
        painter = QPainter(picture)
        across, down = size.width() / self._area.width(), size.height() / self._area.height()
        painter.scale(across, down)
        painter.translate(-self._area.topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        groups: dict[str, list[QRectF]] = {}
        for region in drawing.system_map.sectors:
            item = drawing.items_by_id.get(region.id)
            if isinstance(item, RegionItem):
                painter.fillRect(item.rect, item.brush())
        for key, (left, top, right, bottom) in drawing.routes.bounds.items():
            node = drawing.items_by_id.get(key)
            if isinstance(node, NodeItem):
                groups.setdefault(node.edge, []).append(QRectF(left, top, right - left, bottom - top))
        for colour, boxes in groups.items():
            painter.setBrush(style.brush(colour))
            painter.drawRects(boxes)
        painter.end()
        self._picture = picture
        self.follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.drawing.theme
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 1.6))
        across, down = self.width() / self._area.width(), self.height() / self._area.height()
        seen = self._seen().translated(-self._area.topLeft())
        box = QRectF(seen.x() * across, seen.y() * down, seen.width() * across, seen.height() * down)
        painter.drawRect(box.intersected(QRectF(self.rect()).adjusted(1, 1, -1.5, -1.5)))
        painter.setPen(QPen(QColor(theme.hairline), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        x = self._area.left() + at.x() / max(1, self.width()) * self._area.width()
        y = self._area.top() + at.y() / max(1, self.height()) * self._area.height()
        self._view.fly_to(QPointF(x, y), self._view.scale_factor, fly=False)
