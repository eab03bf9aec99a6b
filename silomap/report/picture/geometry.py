"""Sizes of nodes, where links meet borders, and the curves between."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from silomap.report.picture.fonts import font

LABEL_SIZE = 13
TEXT_WIDTH = 116.0
WIDEST_WORD = 156.0
COMPACT_TEXT, COMPACT_HEIGHT = 120.0, 30.0
MOST_LINES = 3
ICON = 17.0
LEFT, RIGHT, GAP = 14.0, 14.0, 9.0
MIN_WIDTH, MIN_HEIGHT, LINE = 92.0, 40.0, 17.0
ARROW = 9.0
Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """The size of a node and the lines of its label."""

    width: float
    height: float
    lines: tuple[str, ...]


@lru_cache(maxsize=50_000)
def node_box(label: str, is_compact: bool = False) -> Box:
    """How large a node with this label is drawn; compact ones have one short line."""
    metrics = QFontMetricsF(font(LABEL_SIZE))
    if is_compact:
        line = metrics.elidedText(label[:400], Qt.TextElideMode.ElideRight, COMPACT_TEXT)
        return Box(LEFT + ICON + GAP + COMPACT_TEXT + 6, COMPACT_HEIGHT, (line,))
    longest = max((metrics.horizontalAdvance(word) for word in label[:400].split()), default=0.0)
    lines = wrapped(label, metrics, min(max(TEXT_WIDTH, longest + 1), WIDEST_WORD))
    text = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
    width = max(MIN_WIDTH, LEFT + ICON + GAP + math.ceil(text) + RIGHT)
    return Box(width, max(MIN_HEIGHT, 22 + LINE * max(1, len(lines))), lines)


def wrapped(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """The text in at most MOST_LINES lines; what does not fit ends with an ellipsis."""
    lines: list[str] = []
    current = ""
    words = text[:400].split()
    for position, word in enumerate(words):
        longer = f"{current} {word}" if current else word
        if metrics.horizontalAdvance(longer) <= width or not current:
            current = longer
            continue
        lines.append(current)
        current = word
        if len(lines) == MOST_LINES - 1:
            current = " ".join(words[position:])
            break
    if current:
        lines.append(current)
    return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def corner(kind: str, height: float) -> float:
    """The radius of a node's corners: shape says kind."""
    return {"actor": 3.0, "service": 10.0}.get(kind, height / 2)


def border_point(rect: QRectF, toward: QPointF, radius: float = 4.0, gap: float = 0.0) -> QPointF:
    """Where a straight line from the centre of a rounded box towards a point leaves the box."""
    centre = rect.center()
    dx, dy = toward.x() - centre.x(), toward.y() - centre.y()
    if abs(dx) < 1e-6 and abs(dy) < 1e-6:
        return centre
    half_w, half_h = rect.width() / 2, rect.height() / 2
    scale = min(half_w / abs(dx) if dx else math.inf, half_h / abs(dy) if dy else math.inf)
    x, y = dx * scale, dy * scale
    corner_x, corner_y = half_w - radius, half_h - radius
    if abs(x) > corner_x and abs(y) > corner_y:  # in a corner: meet the arc instead
        x, y = _meet_arc(dx, dy, math.copysign(corner_x, dx), math.copysign(corner_y, dy), radius, (x, y))
    length = math.hypot(dx, dy)
    return QPointF(centre.x() + x + dx / length * gap, centre.y() + y + dy / length * gap)


def _meet_arc(
    dx: float, dy: float, cx: float, cy: float, radius: float, fallback: tuple[float, float]
) -> tuple[float, float]:
    a = dx * dx + dy * dy
    b = -2 * (dx * cx + dy * cy)
    c = cx * cx + cy * cy - radius * radius
    root = b * b - 4 * a * c
    if root < 0:
        return fallback
    t = (-b + math.sqrt(root)) / (2 * a)
    return dx * t, dy * t


@dataclass(frozen=True, slots=True)
class Curve:
    """A link's line between two borders."""

    start: QPointF
    control: QPointF
    end: QPointF
    second: QPointF | None = None
    """makes it bend twice: from upright to upright"""

    def at(self, t: float) -> tuple[float, float]:
        """The point a share of the way along."""
        if self.second is not None:
            shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            points = (self.start, self.control, self.second, self.end)
            return (
                sum(share * point.x() for share, point in zip(shares, points, strict=True)),
                sum(share * point.y() for share, point in zip(shares, points, strict=True)),
            )
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        return (
            a * self.start.x() + b * self.control.x() + c * self.end.x(),
            a * self.start.y() + b * self.control.y() + c * self.end.y(),
        )

    def box(self, reach: float) -> Bounds:
        """The box around it, larger by `reach` on every side."""
        points = [p for p in (self.start, self.control, self.second, self.end) if p is not None]
        xs, ys = [p.x() for p in points], [p.y() for p in points]
        return (min(xs) - reach, min(ys) - reach, max(xs) + reach, max(ys) + reach)

    def middle(self) -> QPointF:
        """The point half-way."""
        return QPointF(*self.at(0.5))


def curve_between(a: QRectF, ra: float, b: QRectF, rb: float, bow: float, gap: float = 2.0) -> Curve:
    """A gentle curve from border to border; `bow` bends it aside, in pixels, so that parallels come apart."""
    one, two = a.center(), b.center()
    dx, dy = two.x() - one.x(), two.y() - one.y()
    length = math.hypot(dx, dy) or 1.0
    middle = QPointF((one.x() + two.x()) / 2 - dy / length * bow, (one.y() + two.y()) / 2 + dx / length * bow)
    return Curve(border_point(a, middle, ra, gap), middle, border_point(b, middle, rb, gap))


def hits(curve: Curve, boxes: Sequence[Bounds], enough: float = math.inf) -> int:
    """How many sampled points of a curve lie in boxes: how much it runs over what should stay readable."""
    left, top, right, bottom = curve.box(0.0)
    near = [b for b in boxes if b[0] < right and b[2] > left and b[1] < bottom and b[3] > top]
    if not near:
        return 0
    steps = max(4, min(24, int((right - left + bottom - top) / 40)))
    count = 0
    for i in range(1, steps):
        x, y = curve.at(i / steps)
        for box in near:
            if box[0] < x < box[2] and box[1] < y < box[3]:
                count += 1
        if count >= enough:
            break
    return count


def clear_curve(a: QRectF, ra: float, b: QRectF, rb: float, bows: Sequence[float], boxes: Sequence[Bounds]) -> Curve:
    """The first of several bends that runs over the fewest boxes."""
    best = curve_between(a, ra, b, rb, bows[0])
    fewest = hits(best, boxes)
    for bow in bows[1:]:
        if not fewest:
            break
        curve = curve_between(a, ra, b, rb, bow)
        count = hits(curve, boxes, fewest)
        if count < fewest:
            best, fewest = curve, count
    return best


def curve_path(curve: Curve, arrow: bool, solid: bool, size: float = ARROW) -> QPainterPath:
    """The line with its arrow head. A solid line runs there and back, so that filling it fills only the head."""
    path = QPainterPath(curve.start)
    last = curve.second or curve.control
    if not arrow:
        _bend(path, curve.control, curve.second, curve.end)
        return path
    dx, dy = curve.end.x() - last.x(), curve.end.y() - last.y()
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    base = QPointF(curve.end.x() - ux * size, curve.end.y() - uy * size)
    left = QPointF(base.x() - uy * size * 0.45, base.y() + ux * size * 0.45)
    right = QPointF(base.x() + uy * size * 0.45, base.y() - ux * size * 0.45)
    if solid:
        _bend(path, curve.control, curve.second, base)
        _bend(path, last, curve.control if curve.second else None, curve.start)
    else:
        _bend(path, curve.control, curve.second, curve.end)
    path.moveTo(left)
    path.lineTo(curve.end)
    path.lineTo(right)
    if solid:
        path.closeSubpath()
    return path


def _bend(path: QPainterPath, first: QPointF, second: QPointF | None, end: QPointF) -> None:
    if second is None:
        path.quadTo(first, end)
    else:
        path.cubicTo(first, second, end)


@lru_cache(maxsize=4_000)
def node_path(width: float, height: float, kind: str) -> QPainterPath:
    """The outline of a node; those of one size share it."""
    return rounded(width, height, corner(kind, height))


def rounded(width: float, height: float, radius: float) -> QPainterPath:
    """A box with round corners around (0, 0)."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(-width / 2, -height / 2, width, height), radius, radius)
    return path
