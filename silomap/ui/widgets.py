"""Widgets that a style sheet alone cannot draw."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from silomap.report.picture.glyphs import glyph, stroke


class Combo(QComboBox):
    """A drop-down list with the arrow of our icon set; the wheel scrolls the page, not the value."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _draw(self, "down", QRect(self.width() - 26, (self.height() - 16) // 2, 16, 16), QPalette.ColorRole.Text)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Page(QScrollArea):
    """A column that scrolls up and down and is never wider than its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.page = QWidget()
        self.column = QVBoxLayout(self.page)
        self.setWidget(self.page)


class Words(QLabel):
    """A wrapping label that remembers how high its text is: Qt lays the text out again whenever it is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def setText(self, text: str) -> None:
        if text != self.text():
            self._heights.clear()
            super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        self._heights.clear()
        super().changeEvent(event)


class RowButton(QPushButton):
    """A button whose words stand in labels of its own: as high as they are, however long and large."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QHBoxLayout(self)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, label: QLabel, stretch: int = 0) -> None:
        """Puts a label to the others; what is clicked is the button."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.addWidget(label, stretch)

    def sizeHint(self) -> QSize:
        return self.line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.line.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self.line.heightForWidth(width) if self.line.hasHeightForWidth() else self.line.sizeHint().height()


class WrappedRows(QStyledItemDelegate):
    """Rows of a list or tree as high as their words need: Qt's own delegate forgets the padding of a row, and how
    deep it stands."""

    def __init__(self, view: QAbstractItemView, padding: int = 8) -> None:
        super().__init__(view)
        self._view, self._padding = view, padding

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        depth = 0
        if isinstance(self._view, QTreeView):
            depth = self._view.indentation() * (2 if index.parent().isValid() else 1)
        wide = max(80, self._view.viewport().width() - depth - 2 * self._padding)
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or self._view.font())
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        box = metrics.boundingRect(QRect(0, 0, wide, 10_000), Qt.TextFlag.TextWordWrap, text)
        return QSize(wide, box.height() + self._padding)


class TextBox(QPlainTextEdit):
    """Some lines of text: Enter submits, Shift+Enter breaks the line, Esc leaves, Tab leads on."""

    submitted = Signal()
    left = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_shifted:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


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
