"""Answers from 1 to 5, one press for each, and a chart of how far the room agrees before and after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from silomap.i18n import _, figure
from silomap.report.discussion import Assessed
from silomap.report.picture.fonts import font

LOW, HIGH = 1, 5
ROW, SIDE, RADIUS = 46, 14, 6.0


class _Answer(QPushButton):
    """A number to press; `taken_back` with the right button, Delete or Backspace."""

    taken_back = Signal()

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("answer")
        self.setToolTip(_("Right click takes one back"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda _place: self.taken_back.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit()
        else:
            super().keyPressEvent(event)


class Scale(QWidget):
    """Five buttons that say how often each was pressed."""

    answered = Signal(int, int)

    def __init__(self, name: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[int, _Answer] = {}
        for value in range(LOW, HIGH + 1):
            button = _Answer(str(value))
            button.setAccessibleName(_("{name}: {value} of 5", name=name, value=value))
            button.clicked.connect(partial(self._tell, value, 1))
            button.taken_back.connect(partial(self._tell, value, -1))
            line.addWidget(button)
            self.buttons[value] = button

    def _tell(self, value: int, count: int, *_rest: object) -> None:
        self.answered.emit(value, count)

    def show_answers(self, answers: tuple[int, ...]) -> None:
        """How often each number was pressed."""
        for value, button in self.buttons.items():
            count = answers.count(value)
            button.setText(f"{value}\n{count}×" if count else str(value))


class AssessmentChart(QWidget):
    """A line for each statement from 1 to 5: a ring where the room stood before, a dot where it stands after."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Assessed] = ()

    def show_rows(self, rows: Sequence[Assessed]) -> None:
        """Other answers."""
        self._rows = rows
        self.setFixedHeight(ROW * len(rows) + (20 if rows else 0))
        self.setAccessibleName("\n".join(f"{row.words} {row.text}" for row in rows))
        self.setVisible(bool(rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        for number, row in enumerate(self._rows):
            self._row(painter, colours, row, number * ROW)
        painter.setFont(font(11))
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        for value in range(LOW, HIGH + 1):
            place = QRectF(self._x(value) - 10, len(self._rows) * ROW, 20, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(value))
        painter.end()

    def _x(self, value: float) -> float:
        return SIDE + (value - LOW) / (HIGH - LOW) * (self.width() - 2 * SIDE)

    def _row(self, painter: QPainter, colours: QPalette, row: Assessed, top: float) -> None:
        ink, quiet = colours.color(QPalette.ColorRole.Text), colours.color(QPalette.ColorRole.PlaceholderText)
        accent = colours.color(QPalette.ColorRole.Highlight)
        y = top + 33.0
        painter.setFont(font(12))
        painter.setPen(ink)
        metrics = painter.fontMetrics()
        painter.drawText(
            QPointF(0, top + 14), metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, self.width())
        )
        painter.setPen(QPen(QColor(quiet), 1))
        painter.drawLine(QPointF(self._x(LOW), y), QPointF(self._x(HIGH), y))
        ends = [(answered, is_after) for answered, is_after in ((row.before, False), (row.after, True)) if answered]
        if len(ends) == 2:
            painter.setPen(QPen(accent, 3))
            painter.drawLine(*(QPointF(self._x(answered.mean), y) for answered, _is_after in ends))
        painter.setFont(font(11, "semibold"))
        for answered, is_after in ends:
            x = self._x(answered.mean)
            painter.setPen(QPen(accent, 2))
            painter.setBrush(accent if is_after else colours.color(QPalette.ColorRole.Base))
            painter.drawEllipse(QPointF(x, y), RADIUS, RADIUS)
            if is_after or row.after is None or figure(row.after.mean, 1) != figure(answered.mean, 1):
                self._number(painter, ink, answered.mean, x, y, self._goes_left(row, is_after))

    def _number(self, painter: QPainter, ink: QColor, mean: float, x: float, y: float, is_left: bool) -> None:
        text = figure(mean, 1)
        wide = painter.fontMetrics().horizontalAdvance(text)
        start = x - RADIUS - 4 - wide if is_left else x + RADIUS + 4
        painter.setPen(ink)
        painter.drawText(QPointF(min(max(start, 0.0), self.width() - wide), y - 6), text)

    @staticmethod
    def _goes_left(row: Assessed, is_after: bool) -> bool:
        """The smaller number stands left of its mark, the larger right of it."""
        if row.before is None or row.after is None:
            return False
        return (row.after.mean < row.before.mean) == is_after
