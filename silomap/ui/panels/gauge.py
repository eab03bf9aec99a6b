"""The joined-up score as a half ring with its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from silomap.i18n import _
from silomap.report.picture.fonts import font
from silomap.report.themes import Theme
from silomap.ui.theme import scaled

WIDTH = 9


class Gauge(QWidget):
    """Painted anew only when its number changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._score: float | None = None
        self._text = "–"
        grown = min(1.5, scaled(100) / 100)
        self._letters = round(22 * grown)
        self.setFixedSize(QSize(round(92 * grown), round(62 * grown)))

    def show_score(self, score: float | None, text: str) -> None:
        """Shows a score of 0…100, or a dash where there is none."""
        self._score, self._text = score, text
        self.setAccessibleName(_("Joined-up score: {number} of 100", number=text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(WIDTH, WIDTH, self.width() - 2 * WIDTH, 2 * (self.height() - WIDTH) - WIDTH * 2)
        painter.setPen(self._pen(self._theme.hairline))
        painter.drawArc(box, 0, 180 * 16)
        if self._score is not None and self._score > 0:
            good = self._score >= 66
            painter.setPen(self._pen(self._theme.joined if good else self._theme.warning))
            painter.drawArc(box, 180 * 16, -round(self._score * 1.8 * 16))
        painter.setPen(QColor(self._theme.ink))
        painter.setFont(font(self._letters, "bold"))
        top = self.height() / 3
        painter.drawText(QRectF(0, top, self.width(), self.height() - top), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()

    def _pen(self, colour: str) -> QPen:
        return QPen(QColor(colour), WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
