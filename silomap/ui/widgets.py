"""Widgets that a style sheet alone cannot draw."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from silomap.report.picture.glyphs import glyph, stroke


class Combo(QComboBox):
    """A drop-down list with the arrow of our icon set; the wheel scrolls the page, not the value."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _draw(self, "down", QRect(self.width() - 26, (self.height() - 16) // 2, 16, 16), QPalette.ColorRole.Text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Tick(QCheckBox):
    """A check box whose mark is drawn."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            _draw(self, "tick", QRect(2, (self.height() - 14) // 2, 14, 14), QPalette.ColorRole.Base)


def _draw(widget: Combo | Tick, name: str, place: QRect, role: QPalette.ColorRole) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / 24, place.height() / 24)
    painter.setPen(stroke(widget.palette().color(role).name(), 2.2))
    painter.drawPath(glyph(name))
    painter.end()
