"""Pictures that people put on the map: made small enough to keep, named by their hash."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.elements import Image

MOST_PIXELS = 1_600
MOST_BYTES = 2_000_000
LARGEST_FILE = 100_000_000
SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")


def is_picture(path: Path) -> bool:
    """By name."""
    return path.suffix.lower() in SUFFIXES


def read_picture(path: Path) -> QImage:
    """The picture in a file; a UserError where it is none or too large to be one."""
    if path.exists() and path.stat().st_size > LARGEST_FILE:
        raise UserError(N_("{path} is too large for a picture."), path=str(path))
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 4 * MOST_PIXELS:
        reader.setScaledSize(size.scaled(MOST_PIXELS, MOST_PIXELS, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserError(N_("{path} is not a picture that can be read."), path=str(path))
    return image


def kept(image: QImage) -> Image:
    """The picture as the map keeps it: at most so many pixels and bytes."""
    if max(image.width(), image.height()) > MOST_PIXELS:
        image = image.scaled(
            MOST_PIXELS,
            MOST_PIXELS,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    data = _encoded(image, "PNG")
    quality = 90
    while len(data) > MOST_BYTES and quality > 10:
        data = _encoded(image.convertToFormat(QImage.Format.Format_RGB32), "JPG", quality)
        quality -= 20
    return Image(id=f"image:{hashlib.sha256(data).hexdigest()[:32]}", data=base64.b64encode(data).decode())


def _encoded(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)
    return bytes(buffer.data().data())
