"""The icons: one stroke set on a 24 × 24 grid, as paths, so that they are sharp at any size and in any file."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_GLYPHS = {
    # M move, L line, C cubic, Z close, O circle (centre, radius), R rectangle (x, y, width, height, corner)
    "actor": "R 4.5 5 15 15 1.5 M 8.5 9 L 10 9 M 14 9 L 15.5 9 M 8.5 12.5 L 10 12.5 M 14 12.5 L 15.5 12.5 "
    "M 10 20 L 10 16.5 L 14 16.5 L 14 20",
    "service": "M 5 14.5 L 5 12 C 5 3.5 19 3.5 19 12 L 19 14.5 R 3.5 13 4 6 1.8 R 16.5 13 4 6 1.8 "
    "M 18.5 19 C 18.5 21 16 21.4 13.5 21.4",
    "need": "M 12 20 C 4 14.5 3.5 11 3.5 9 C 3.5 4.5 9.5 3.3 12 7.6 "
    "C 14.5 3.3 20.5 4.5 20.5 9 C 20.5 11 20 14.5 12 20 Z",
    "group": "O 9 8.5 3.4 M 3 19.5 C 3 12.2 15 12.2 15 19.5 O 16.8 9.2 2.6 M 17 14 C 20 14 21.3 16.2 21.3 19",
    "sector": "M 4 8 L 4 6 C 4 4.6 4.6 4 6 4 L 8 4 M 11 4 L 13 4 M 16 4 L 18 4 C 19.4 4 20 4.6 20 6 L 20 8 "
    "M 20 11 L 20 13 M 20 16 L 20 18 C 20 19.4 19.4 20 18 20 L 16 20 M 13 20 L 11 20 M 8 20 L 6 20 "
    "C 4.6 20 4 19.4 4 18 L 4 16 M 4 13 L 4 11",
    "sticky": "M 4.5 4.5 L 19.5 4.5 L 19.5 14 L 14 19.5 L 4.5 19.5 Z M 19.5 14 L 14 14 L 14 19.5",
    "link": "O 6 18 2.6 O 18 6 2.6 M 8 16 L 16 8",
    "select": "M 6 4 L 18.5 10.2 L 12.8 12.6 L 10.2 18.5 Z",
    "plus": "M 12 5 L 12 19 M 5 12 L 19 12",
    "minus": "M 5 12 L 19 12",
    "fit": "M 4 9 L 4 4 L 9 4 M 15 4 L 20 4 L 20 9 M 20 15 L 20 20 L 15 20 M 9 20 L 4 20 L 4 15",
    "search": "O 10.5 10.5 6 M 15 15 L 20 20",
    "open": "M 3.5 19 L 3.5 5.5 L 9.5 5.5 L 11.5 8 L 20.5 8 L 20.5 19 Z",
    "learn": "M 2.5 9 L 12 4.5 L 21.5 9 L 12 13.5 Z M 6.5 11.5 L 6.5 16.5 C 9 19 15 19 17.5 16.5 L 17.5 11.5",
    "map": "R 3.5 4.5 6 5 1.2 R 14.5 4.5 6 5 1.2 R 9 14.5 6 5 1.2 M 9.5 7 L 14.5 7 M 6.5 9.5 L 10.5 14.5 "
    "M 17.5 9.5 L 13.5 14.5",
    "down": "M 7 10 L 12 15 L 17 10",
    "tick": "M 5 12.5 L 10 17.5 L 19 7",
    "close": "M 6 6 L 18 18 M 18 6 L 6 18",
    "undo": "M 8 5 L 4 9 L 8 13 M 4 9 L 14 9 C 21 9 21 18.5 14 18.5 L 10 18.5",
    "redo": "M 16 5 L 20 9 L 16 13 M 20 9 L 10 9 C 3 9 3 18.5 10 18.5 L 14 18.5",
}
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0, "O": 3, "R": 5}


@cache
def glyph(name: str) -> QPainterPath:
    """The path of an icon."""
    path = QPainterPath()
    words = re.findall(r"[A-Z]|-?[\d.]+", _GLYPHS[name])
    position = 0
    while position < len(words):
        command = words[position]
        count = _ARGUMENTS[command]
        v = [float(word) for word in words[position + 1 : position + 1 + count]]
        position += 1 + count
        if command == "M":
            path.moveTo(v[0], v[1])
        elif command == "L":
            path.lineTo(v[0], v[1])
        elif command == "C":
            path.cubicTo(*v)
        elif command == "O":
            path.addEllipse(QPointF(v[0], v[1]), v[2], v[2])
        elif command == "R":
            path.addRoundedRect(QRectF(*v[:4]), v[4], v[4])
        else:
            path.closeSubpath()
    return path


def glyph_pixmap(name: str, colour: str, size: int, ratio: float = 1.0, width: float = 1.5) -> QPixmap:
    """An icon as a picture of `size` device-independent pixels."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    painter.setPen(stroke(colour, width * 24 / size if size < 24 else width))
    painter.drawPath(glyph(name))
    painter.end()
    return pixmap


def glyph_icon(name: str, colour: str, active: str | None = None, size: int = 20) -> QIcon:
    """An icon for buttons and menus, sharp at double density, in another colour where it is on."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(glyph_pixmap(name, colour, size, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        if active:
            icon.addPixmap(glyph_pixmap(name, active, size, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return icon


def stroke(colour: str, width: float) -> QPen:
    """A pen with round ends."""
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
