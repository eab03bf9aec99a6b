"""The mark on an element that is new, changed or gone: a broken outline and a word, so that colour is not needed."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsSimpleTextItem

from silomap.i18n import N_, _
from silomap.report.changes import ADDED, CHANGED, REMOVED
from silomap.report.picture import geometry
from silomap.report.picture.fonts import font
from silomap.report.themes import Theme

MARK_WORDS = {ADDED: N_("new"), CHANGED: N_("changed"), REMOVED: N_("gone")}
DASHES = {ADDED: [3.0, 2.5], CHANGED: [1.0, 2.0], REMOVED: [6.0, 3.0]}


def mark_colour(mark: str, theme: Theme) -> str:
    """The colour of a mark: joined, warning or missing."""
    return {ADDED: theme.joined, CHANGED: theme.warning, REMOVED: theme.missing}[mark]


class Mark(QGraphicsPathItem):
    """An outline around its parent, with a small label at a corner."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.mark = ""
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemStacksBehindParent)
        self._label = QGraphicsPathItem(parent)
        self._text = QGraphicsSimpleTextItem(self._label)
        self._text.setFont(font(10, "semibold"))

    def show_word(self, on: bool) -> None:
        """Whether the word can be read from here."""
        self._label.setVisible(on and bool(self.mark))

    def show_mark(
        self, mark: str, outline: QPainterPath, corner: QPointF, theme: Theme, is_plain: bool = False
    ) -> None:
        """Draws the mark; the label begins at `corner`. Among very many the outline is not broken: that takes many
        times as long to paint."""
        self.mark = mark
        for part in (self, self._label):
            part.setVisible(bool(mark))
        if not mark:
            return
        colour = QColor(mark_colour(mark, theme))
        pen = QPen(colour, 2.0)
        if not is_plain:
            pen.setDashPattern(DASHES[mark])
        self.setPath(outline)
        self.setPen(pen)
        self._text.setText(_(MARK_WORDS[mark]))
        bounds = self._text.boundingRect()
        width, height = bounds.width() + 12, bounds.height() + 3
        self._label.setPath(geometry.rounded(width, height, height / 2))
        self._label.setPos(corner.x() + width / 2, corner.y())
        self._label.setBrush(QColor(theme.surface))
        self._label.setPen(QPen(colour, 1.2))
        self._text.setBrush(colour)
        self._text.setPos(-bounds.width() / 2, -bounds.height() / 2)
