"""A map very small, as a picture that a card can show."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage

from silomap.model.system_map import SystemMap
from silomap.report.picture.drawing import MARGIN, Drawing
from silomap.report.picture.export import render_image

SIZE = (620, 244)


def thumbnail_place(folder: Path, path: str) -> Path:
    """Where the small picture of a map is kept."""
    return folder / f"{hashlib.sha256(path.encode()).hexdigest()[:24]}.png"


def thumbnail(drawing: Drawing, size: tuple[int, int] = SIZE) -> QImage:
    """What is drawn, in so many pixels at the most."""
    source = drawing.content_rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    image = render_image(drawing, source, min(size[0] / source.width(), size[1] / source.height()) * 2)
    return image.scaled(*size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def thumbnail_png(system_map: SystemMap, size: tuple[int, int]) -> bytes:
    """A map as a small PNG; nothing where nothing is drawn."""
    drawing = Drawing()
    drawing.show_map(system_map)
    if not drawing.items_by_id:
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    thumbnail(drawing, size).save(buffer, "PNG")
    return bytes(buffer.data().data())
