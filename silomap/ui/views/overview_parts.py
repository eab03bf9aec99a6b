"""What the overview is put together from: cards, rows that lead somewhere, a bar and a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from silomap.i18n import _, figure
from silomap.report.charts import ScorePoint
from silomap.report.overview import BAD, GOOD, PLAIN, WARNING, Answered, Number
from silomap.report.picture.tips import tip
from silomap.report.themes import Theme
from silomap.ui.theme import scaled
from silomap.ui.widgets import Words

LINE, DOT, SEAM = 2.0, 4.0, 1.6


def tone_colour(tone: str, theme: Theme) -> str:
    """The colour of a tone; a warning is lighter where it fills an area."""
    return {GOOD: theme.joined, WARNING: theme.warning, BAD: theme.missing, PLAIN: theme.thin_link}[tone]


class Card(QFrame):
    """A box with a title."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setObjectName("chartCard")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(18, 14, 18, 14)
        self.box.setSpacing(6)
        if title:
            self.heading(title)

    def heading(self, title: str) -> QLabel:
        """Another title within the card."""
        label = QLabel(title)
        label.setObjectName("question")
        self.box.addWidget(label)
        return label

    def say(self, text: str, name: str = "cardDetail") -> Words:
        """A sentence that wraps."""
        words = Words(name)
        words.setText(text)
        self.box.addWidget(words)
        return words


class _Leading(QPushButton):
    """A button that leads somewhere, as high as the texts within it need."""

    def __init__(self, name: str, told: Sequence[str], open_it: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _on=False: open_it())
        self.setAccessibleName(". ".join(part for part in told if part))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def _pass_clicks(self) -> None:
        """What stands in it is not clicked itself."""
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))


class Row(_Leading):
    """A line that leads to its evidence: a number, two lines of text, something at the right."""

    def __init__(
        self, title: str, detail: str, open_it: Callable[[], object], mark: str = "", right: str = "", tone: str = ""
    ) -> None:
        super().__init__("overviewRow", (title, detail, right), open_it)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 7, 6, 4)
        line.setSpacing(12)
        if mark:
            number = QLabel(mark)
            number.setObjectName("rowMark")
            number.setFixedWidth(scaled(18))
            line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        for text, name in ((title, "rowTitle"), (detail, "cardDetail")):
            if text:
                words = Words(name)
                words.setText(text)
                texts.addWidget(words)
        line.addLayout(texts, 1)
        if right:
            aside = Words("cardDetail")
            aside.setText(right)
            aside.setProperty("tone", tone)
            aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            aside.setFixedWidth(scaled(150))
            line.addWidget(aside)
        self._pass_clicks()


class NumberCard(_Leading):
    """One of the five numbers; a click leads to what it counts."""

    def __init__(self, number: Number, note: str, tone: str, open_it: Callable[[], object]) -> None:
        super().__init__("numberCard", (number.title, number.value, note), open_it)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 14, 11)
        box.setSpacing(1)
        value = QLabel(number.value)
        value.setObjectName("numberValue")
        title = Words("cardDetail")
        title.setText(number.title)
        box.addWidget(value)
        box.addWidget(title)
        if note:
            aside = Words("numberNote")
            aside.setText(note)
            aside.setProperty("tone", tone)
            box.addWidget(aside)
        box.addStretch()
        self._pass_clicks()


class AnswerBar(QWidget):
    """The needs in the states of their answers, as one bar."""

    def __init__(self, answers: Sequence[Answered], theme: Theme) -> None:
        super().__init__()
        self._answers, self._theme = answers, theme
        self.setFixedHeight(scaled(16))
        self.setAccessibleName(", ".join(answer.text for answer in answers))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        total, x = sum(len(answer.needs) for answer in self._answers), 0.0
        for answer in self._answers:
            width = self.width() * len(answer.needs) / total
            place = QRectF(x + SEAM / 2, 0, width - SEAM, self.height())
            painter.fillRect(place, QColor(tone_colour(answer.tone, self._theme)))
            x += width
        painter.end()


class ShareBar(QWidget):
    """A share of 100 as a thin bar."""

    def __init__(self, share: float, colour: str, theme: Theme) -> None:
        super().__init__()
        self._share, self._colour, self._theme = share, colour, theme
        self.setFixedHeight(scaled(9))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_ends = self.height() / 2
        painter.setBrush(QColor(self._theme.hairline))
        painter.drawRoundedRect(QRectF(self.rect()), round_ends, round_ends)
        if self._share > 0:
            painter.setBrush(QColor(self._colour))
            width = max(self.height(), self.width() * min(1.0, self._share / 100))
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), round_ends, round_ends)
        painter.end()


class Trend(QWidget):
    """The score over time as a line; what is pointed at says its date and number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: list[ScorePoint] = []
        self.setMinimumHeight(scaled(64))
        self.setMouseTracking(True)

    def show_points(self, points: Sequence[ScorePoint]) -> None:
        """The scores, the oldest first; those without a score are left out."""
        self._points = [point for point in points if point.score is not None]
        told = ", ".join(f"{p.label}: {figure(p.score or 0.0, 0)}" for p in self._points)
        self.setAccessibleName(_("The joined-up score over time: {points}", points=told))
        self.setToolTip(tip("\n".join(told.split(", "))))
        self.update()

    def _places(self) -> list[QPointF]:
        scores = [point.score or 0.0 for point in self._points]
        low, high = min(scores), max(scores)
        room = max(high - low, 10.0)
        inner = QRectF(self.rect()).adjusted(8, 10, -8, -10)
        step = inner.width() / max(1, len(scores) - 1)
        return [
            QPointF(inner.left() + number * step, inner.bottom() - inner.height() * (score - low) / room)
            for number, score in enumerate(scores)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        painter.setPen(QPen(QColor(self._theme.accent), LINE))
        painter.drawPolyline(places)
        painter.setBrush(QColor(self._theme.surface))
        for place in places:
            painter.drawEllipse(place, DOT, DOT)
        painter.end()
