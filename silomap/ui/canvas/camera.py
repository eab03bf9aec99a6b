"""The camera of the canvas: zoom, fit, fly, and painting that keeps up while it moves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from silomap.report.picture.drawing import Drawing
from silomap.report.picture.items import RegionItem
from silomap.report.picture.links import LinkItem
from silomap.report.themes import Theme
from silomap.ui.canvas.carrying import Carrying
from silomap.ui.canvas.motion import LARGE, Motion

SMALLEST, LARGEST = 0.05, 4.0
DETAIL_FROM = 0.3
FLIGHT = 280
A_SLICE = 0.012
FIT_MARGIN = 36.0


class CameraView(QGraphicsView):
    """A view of the drawing that can be moved about in; it knows nothing of editing."""

    zoom_changed = Signal(float)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = Drawing(theme, has_detail=False)
        self.motion = Motion(self)
        self.motion.settled.connect(self._show_detail)
        self.carrying = Carrying(self, self.drawing)
        self._refining = QTimer(self)
        self._refining.setInterval(0)
        self._refining.timeout.connect(self._refine_some)
        self.reduce_motion = False
        self.detail_from = DETAIL_FROM
        """the zoom from which on names and icons are shown"""
        self._flight: QVariantAnimation | None = None
        self._has_fitted = False
        self.is_fitted = False
        """whether the whole map is shown as large as it can be"""
        self.foot = 0
        """pixels at the foot that something covers: what is to be seen is shown above"""
        self.setScene(self.drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def count(self) -> int:
        """How much there is to paint."""
        return len(self.drawing.system_map)

    def pan(self, dx: int, dy: int) -> None:
        """Moves what is seen by whole pixels."""
        self._moves()
        for bar, pixels in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() - pixels)
        if self.carrying.is_on:
            self.carrying.again()
        self.moved.emit()

    @property
    def scale_factor(self) -> float:
        """The present zoom; 1 is one pixel a unit."""
        return self.transform().m11()

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Zooms with a point of the screen held in place."""
        scale = min(LARGEST, max(SMALLEST, scale))
        pivot = at if at is not None else self._middle()
        fixed = self._under(pivot)
        self._moves()
        self._look(self._centre_keeping(fixed, pivot, scale), scale)

    def _moves(self) -> None:
        """The person moves the camera: it is not where fitting put it, and keeps up whatever it takes."""
        self.is_fitted = False
        if not self.carrying.is_on:
            self.motion.begin(self.count)

    def _centre_keeping(self, fixed: QPointF, pivot: QPointF, scale: float) -> QPointF:
        return fixed + (self._middle() - pivot) / scale

    def _middle(self) -> QPointF:
        return QPointF(self.viewport().width() / 2, self.viewport().height() / 2)

    def _under(self, place: QPointF) -> QPointF:
        """The point of the scene under a point of the screen, to fractions of a pixel."""
        back, _possible = self.viewportTransform().inverted()
        return back.map(place)

    def _look(self, centre: QPointF, scale: float) -> None:
        """Puts a point of the scene into the middle at a zoom."""
        self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(centre)
        if self.carrying.is_on:
            self.carrying.again()
        if not self.motion.is_moving:
            self._show_detail()
        self.zoom_changed.emit(scale)

    def _show_detail(self) -> None:
        """Names and icons where they are looked at, if they can be read from here."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self.drawing.set_detail(self.scale_factor >= self.detail_from, seen)

    def refine(self) -> None:
        """Links that were drawn in haste find their ways, a few at a time, so that the window stays free."""
        self._refining.start()

    def _refine_some(self) -> None:
        if self.drawing.is_hasty or not self.drawing.refine(A_SLICE):
            self._refining.stop()

    def fit(self, rect: QRectF | None = None, fly: bool = True, most: float = 1.25) -> None:
        """Shows everything, or an area."""
        area = rect or self.drawing.content_rect()
        if area.isEmpty():
            self._look(QPointF(0, 0), 1.0)
            return
        area = area.adjusted(-FIT_MARGIN, -FIT_MARGIN, FIT_MARGIN, FIT_MARGIN)
        size = self.viewport().size()
        foot = self.foot if size.height() > 3 * self.foot else 0
        tallest = min((size.height() - foot) / area.height(), most)
        side = self.side(min(size.width() / area.width(), tallest)) if rect is None else 0.0
        scale = max(SMALLEST, min((size.width() - side) / area.width(), tallest))
        self.fly_to(area.center() + QPointF(-side, foot) / 2 / scale, scale, fly)
        self.is_fitted = rect is None

    def side(self, scale: float) -> float:
        """Pixels at the left that something covers at a zoom."""
        return 0.0

    def fly_to(self, centre: QPointF, scale: float, fly: bool = True) -> None:
        """Moves the camera, in one movement that the eye can follow."""
        self.is_fitted = False
        self._stop_flight()
        if not fly or self.reduce_motion or self.count > LARGE or not self.isVisible():
            self._look(centre, scale)
            return
        start, start_scale = self._under(self._middle()), self.scale_factor
        flight = QVariantAnimation(self)
        flight.setDuration(FLIGHT)
        flight.setStartValue(0.0)
        flight.setEndValue(1.0)
        flight.setEasingCurve(QEasingCurve.Type.InOutCubic)

        def step(t: float) -> None:
            self.motion.begin(0)
            self._look(start + (centre - start) * t, start_scale * (scale / start_scale) ** t)

        flight.valueChanged.connect(step)
        flight.finished.connect(self.motion.settle)
        self._flight = flight
        flight.start()

    def _stop_flight(self) -> None:
        if self._flight is not None:
            self._flight.stop()
            self._flight.deleteLater()
            self._flight = None

    def _rect_of(self, ids: Iterable[str]) -> QRectF:
        rect = QRectF()
        for key in ids:
            item = self.drawing.items_by_id.get(key)
            if item is not None and not isinstance(item, LinkItem | RegionItem):
                rect = rect.united(item.rect)
        return rect

    def show_elements(self, ids: Iterable[str]) -> None:
        """Moves the camera to some elements."""
        rect = self._rect_of(ids)
        if not rect.isEmpty():
            self.fit(rect.adjusted(-60, -60, 60, 60), most=1.0)

    def keep_in_sight(self, ids: Iterable[str], fly: bool = True) -> None:
        """Moves the camera no further than needed to see some elements; farther off only where they do not fit."""
        rect = self._rect_of(ids)
        if rect.isEmpty():
            return
        room = QRectF(self.viewport().rect()).adjusted(30, 30, -30, -30 - self.foot)
        there = self.viewportTransform().mapRect(rect)
        if there.width() > room.width() or there.height() > room.height():
            self.fit(rect.adjusted(-60, -60, 60, 60), fly, most=1.0)
            return
        dx = max(0.0, room.left() - there.left()) - max(0.0, there.right() - room.right())
        dy = max(0.0, room.top() - there.top()) - max(0.0, there.bottom() - room.bottom())
        if dx or dy:
            self.fly_to(self._under(self._middle()) - QPointF(dx, dy) / self.scale_factor, self.scale_factor, fly)

    def centre_if_outside(self, rect: QRectF) -> None:
        """Moves the camera only where a box is not wholly seen."""
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not seen.adjusted(20, 20, -20, -20).contains(rect):
            self._stop_flight()
            self._look(rect.center(), self.scale_factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._stop_flight()
        factor = 1.0015 ** event.angleDelta().y()
        self.zoom_to(self.scale_factor * factor, event.position())
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.carrying.is_on:
            self.carrying.paint()
        elif self.motion.is_moving:
            self.motion.paint()
        else:
            super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._has_fitted and self.isVisible():
            self._has_fitted = True
            self.fit(fly=False)
            self.motion.settle()
        elif self.is_fitted:
            self.fit(fly=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._has_fitted:
            self._has_fitted = True
            self.fit(fly=False)
            self.motion.settle()
