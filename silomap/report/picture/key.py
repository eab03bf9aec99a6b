"""The key of a picture: what its shapes, lines and colours mean, each as a small sample with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from silomap.i18n import _
from silomap.model.elements import Link
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS, LINK_KINDS, NODE_KINDS
from silomap.report.picture import style
from silomap.report.picture.fonts import font
from silomap.report.picture.glyphs import glyph, stroke
from silomap.report.picture.links import link_pen
from silomap.report.picture.marks import DASHES, MARK_WORDS, mark_colour
from silomap.report.themes import Theme

SAMPLE_WIDTH, SAMPLE_HEIGHT = 34.0, 16.0
ROW, GAP = 24.0, 20.0
POINTED = {"responds_to", "leads_to", "involves"}
Sample = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample and what it means."""

    sample: Sample
    words: str


def kind_entry(kind: str, theme: Theme) -> Entry:
    """A kind of element: its icon."""

    def sample(painter: QPainter, area: QRectF) -> None:
        painter.save()
        painter.translate(area.center().x() - 8, area.center().y() - 8)
        painter.scale(16 / 24, 16 / 24)
        painter.setPen(stroke(theme.ink, 1.5 * 24 / 16))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(glyph(kind))
        painter.restore()

    return Entry(sample, _(KINDS[kind].title))


def link_entry(kind: str, theme: Theme) -> Entry:
    """A kind of link: its line."""

    def sample(painter: QPainter, area: QRectF) -> None:
        pen = QPen(link_pen(Link(id="", kind=kind, source="", target=""), theme))
        painter.setPen(pen)
        y, tip = area.center().y(), QPointF(area.right() - 2, area.center().y())
        painter.drawLine(QPointF(area.left() + 2, y), tip)
        if LINK_KINDS[kind].directed and kind in POINTED:
            painter.setPen(QPen(pen.color(), 1.4))
            painter.drawLine(tip, tip + QPointF(-5, -3.5))
            painter.drawLine(tip, tip + QPointF(-5, 3.5))

    return Entry(sample, _(LINK_KINDS[kind].title))


def sector_entry(label: str, colour: str, theme: Theme) -> Entry:
    """A sector: its colour."""

    def sample(painter: QPainter, area: QRectF) -> None:
        painter.setBrush(QColor(style.tint(colour, theme)))
        painter.setPen(QPen(QColor(style.edge(colour, theme)), 1.4))
        painter.drawRoundedRect(QRectF(area.center().x() - 8, area.center().y() - 6, 16, 12), 3, 3)

    return Entry(sample, label)


def line_entry(words: str, colour: str, is_dashed: bool = False, width: float = 2.2) -> Entry:
    """A line of a colour."""

    def sample(painter: QPainter, area: QRectF) -> None:
        pen = QPen(QColor(colour), width)
        if is_dashed:
            pen.setDashPattern([3.4, 2.6])
        painter.setPen(pen)
        painter.drawLine(QPointF(area.left() + 2, area.center().y()), QPointF(area.right() - 2, area.center().y()))

    return Entry(sample, words)


def box_entry(words: str, fill: str, edge: str) -> Entry:
    """A box of a colour."""

    def sample(painter: QPainter, area: QRectF) -> None:
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.drawRoundedRect(QRectF(area.center().x() - 10, area.center().y() - 6, 20, 12), 3, 3)

    return Entry(sample, words)


def used_kinds(system_map: SystemMap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of elements and of links that are on a map."""
    present = {element.type for element in system_map.mapped}
    linked = {link.kind for link in system_map.links}
    return tuple(k for k in NODE_KINDS if k in present), tuple(k for k in LINK_KINDS if k in linked)


def map_key(system_map: SystemMap, theme: Theme, has_findings: bool) -> list[Entry]:
    """The key of a map or of lanes; regions and columns have their names on them."""
    kinds, links = used_kinds(system_map)
    entries = [kind_entry(kind, theme) for kind in kinds] + [link_entry(kind, theme) for kind in links]
    if has_findings:
        entries += [
            line_entry(_("missing link"), theme.missing, is_dashed=True),
            line_entry(_("need with an answer in pieces"), theme.missing),
            box_entry(_("need without an answer"), style.mixed(theme.surface, theme.missing, 0.14), theme.missing),
        ]
    return entries


def matrix_key(theme: Theme) -> list[Entry]:
    """The key of the matrix."""
    shades = ((0.0, _("nothing missing")), (0.3, _("something missing")), (0.8, _("most missing")))
    return [
        box_entry(words, style.mixed(theme.surface, theme.missing, share), theme.hairline) for share, words in shades
    ]


def journey_key(theme: Theme) -> list[Entry]:
    """The key of a journey."""
    return [
        line_entry(_("warm handover: somebody takes people along"), theme.joined),
        line_entry(_("cold handover: people start from zero"), theme.missing, is_dashed=True),
        line_entry(_("same door for two needs"), theme.joined, width=5.0),
        box_entry(_("need without an answer"), style.mixed(theme.surface, theme.missing, 0.14), theme.missing),
    ]


def charts_key(theme: Theme) -> list[Entry]:
    """The key of charts."""
    tones = ((theme.joined, _("joined up")), (theme.warning, _("partly")), (theme.missing, _("missing or in pieces")))
    return [box_entry(words, colour, colour) for colour, words in tones]


def rows_of(entries: Iterable[Entry], width: float) -> list[list[Entry]]:
    """The entries in rows as wide as there is room."""
    metrics = QFontMetricsF(font(12))
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for entry in entries:
        wide = SAMPLE_WIDTH + 8 + metrics.horizontalAdvance(entry.words) + GAP
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += wide
    return rows if rows[0] else []


def paint_rows(painter: QPainter, rows: Sequence[Sequence[Entry]], at: QPointF, theme: Theme) -> None:
    """Paints rows of entries from a point on."""
    metrics = QFontMetricsF(font(12))
    y = at.y()
    for row in rows:
        x = at.x()
        for entry in row:
            painter.save()
            entry.sample(painter, QRectF(x, y + (ROW - SAMPLE_HEIGHT) / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT))
            painter.restore()
            painter.setFont(font(12))
            painter.setPen(QColor(theme.secondary))
            painter.drawText(QPointF(x + SAMPLE_WIDTH + 8, y + ROW / 2 + metrics.ascent() / 2 - 1), entry.words)
            x += SAMPLE_WIDTH + 8 + metrics.horizontalAdvance(entry.words) + GAP
        y += ROW


def comparison_key(system_map: SystemMap, theme: Theme) -> list[Entry]:
    """What a comparison is made of: kinds, and the marks of what is new, changed and gone."""
    kinds = {element.type for element in system_map.elements}
    return [kind_entry(kind, theme) for kind in NODE_KINDS if kind in kinds] + [
        mark_entry(mark, theme) for mark in MARK_WORDS
    ]


def mark_entry(mark: str, theme: Theme) -> Entry:
    """A mark: its broken outline."""

    def sample(painter: QPainter, area: QRectF) -> None:
        pen = QPen(QColor(mark_colour(mark, theme)), 2.0)
        pen.setDashPattern(DASHES[mark])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 6, 6)

    return Entry(sample, _(MARK_WORDS[mark]))
