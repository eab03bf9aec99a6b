"""While a large map is panned or zoomed, its last picture moves; it is drawn sharp when it rests.

A fitted view of thousands of items takes 40–220 ms to paint whatever one does (docs/decisions.md);
moving a picture of
it takes two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap, QTransform

if TYPE_CHECKING:
    from silomap.ui.canvas.camera import CameraView

REST = 140
LARGE = 1_000
CROWD, FAR = 20_000, 0.25
"""Of so many things seen from so far, nobody sees smooth edges; painting them takes half as long again."""


class Motion(QObject):
    """Decides how the view paints itself, between the first move of a gesture and its rest."""

    settled = Signal()

    def __init__(self, view: CameraView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QPixmap | None = None
        self._taken = QTransform()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.settle)

    def begin(self, items: int, still: bool = False) -> None:
        """A pan or zoom goes on. `still` means that items move (a drag), so a picture would be wrong."""
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if items > LARGE and not still and self._picture is None:
            viewport = self._view.viewport()
            picture = QPixmap(viewport.size() * viewport.devicePixelRatio())
            picture.setDevicePixelRatio(viewport.devicePixelRatio())
            viewport.render(picture)
            self._picture, self._taken = picture, self._view.viewportTransform()
        self._rest.start()

    def settle(self) -> None:
        """Rests: the next painting is sharp."""
        self._rest.stop()
        self._picture = None
        self.settled.emit()
        far = self._view.count > CROWD and self._view.transform().m11() < FAR
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing, not far)
        self._view.viewport().update()

    @property
    def is_moving(self) -> bool:
        """Whether the last picture stands in for the map."""
        return self._picture is not None

    def paint(self) -> None:
        """Paints the last picture where the map is now."""
        if self._picture is None:
            return
        back, possible = self._taken.inverted()
        painter = QPainter(self._view.viewport())
        painter.fillRect(self._view.viewport().rect(), self._view.backgroundBrush())
        if self._view.scene() is not None:
            painter.fillRect(self._view.viewport().rect(), self._view.scene().backgroundBrush())
        if possible:
            painter.setTransform(back * self._view.viewportTransform())
        size = self._picture.deviceIndependentSize()
        painter.drawPixmap(QRectF(0, 0, size.width(), size.height()), self._picture, QRectF(self._picture.rect()))
        painter.end()
