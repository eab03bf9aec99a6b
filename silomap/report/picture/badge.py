"""Small marks on what people spoke about: notes and actions as a count in a bubble, votes as dots."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsSimpleTextItem

from silomap.model.elements import Action, Note, Vote
from silomap.model.system_map import SystemMap
from silomap.report.picture.fonts import font
from silomap.report.themes import Theme

MOST_DOTS = 5
HEIGHT, DOT = 18.0, 4.0


class Said(NamedTuple):
    """How much was said of one thing: open notes, actions that are not done, dots."""

    notes: int = 0
    actions: int = 0
    dots: int = 0


SILENCE = Said()


def said_of(system_map: SystemMap, key: str) -> Said:
    """What the map holds about an element or link."""
    attached = system_map.attached_to(key)
    if not attached:
        return SILENCE
    entities = [system_map[k] for k in attached]
    return Said(
        sum(isinstance(e, Note) and not e.done for e in entities),
        sum(isinstance(e, Action) and e.state != "done" for e in entities),
        sum(e.dots for e in entities if isinstance(e, Vote)),
    )


class Badge(QGraphicsPathItem):
    """A bubble with the number of notes and actions; the dots stand beside it."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._text = QGraphicsSimpleTextItem(self)
        self._text.setFont(font(10, "semibold"))
        self._dots = QGraphicsPathItem(self)
        self._rest = QGraphicsSimpleTextItem(self)
        self._rest.setFont(font(10, "semibold"))

    def show_said(self, said: Said, corner: QPointF, theme: Theme) -> None:
        """Draws what was said; the bubble's right edge stands at `corner`, the dots to its left."""
        words = " ".join(f"{sign}{count}" for sign, count in (("“", said.notes), ("✓", said.actions)) if count)
        self._text.setText(words)
        self._text.setBrush(QColor(theme.accent))
        bounds = self._text.boundingRect()
        width = bounds.width() + 12 if words else 0.0
        self.setPath(_bubble(width) if words else QPainterPath())
        self.setBrush(QColor(theme.surface))
        self.setPen(QPen(QColor(theme.accent), 1.2))
        self._text.setPos(-bounds.width() / 2, -bounds.height() / 2)
        self.setPos(corner.x() - width / 2, corner.y())
        self._show_dots(said.dots, -width / 2 - 6, theme)
        self.setVisible(said != SILENCE)

    def _show_dots(self, dots: int, right: float, theme: Theme) -> None:
        path = QPainterPath()
        shown = min(dots, MOST_DOTS)
        for i in range(shown):
            path.addEllipse(QPointF(right - DOT - i * (2 * DOT + 2), 0), DOT, DOT)
        self._dots.setPath(path)
        self._dots.setBrush(QColor(theme.warning))
        self._dots.setPen(QPen(QColor(theme.surface), 1.0))
        more = dots > MOST_DOTS
        self._rest.setVisible(more)
        if more:
            self._rest.setText(str(dots))
            self._rest.setBrush(QColor(theme.warning))
            bounds = self._rest.boundingRect()
            left = right - shown * (2 * DOT + 2) - bounds.width() - 1
            self._rest.setPos(left, -bounds.height() / 2)


def _bubble(width: float) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(-width / 2, -HEIGHT / 2, width, HEIGHT, HEIGHT / 2, HEIGHT / 2)
    return path
