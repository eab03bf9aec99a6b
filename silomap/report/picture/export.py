"""Pictures of a map: PNG, SVG and PDF, vector where the format is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.report.picture.drawing import MARGIN, Drawing
from silomap.report.picture.fonts import load_fonts
from silomap.report.picture.style import THEMES

MOST_PIXELS = 8_000
SUFFIXES = (".png", ".svg", ".pdf")


def save_picture(system_map: SystemMap, path: Path, theme: str = "light") -> None:
    """Draws a map into a file; a UserError where the ending is unknown or it cannot be written."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            N_("{path} has an ending that no picture has; try {endings}."),
            path=str(path),
            endings=", ".join(SUFFIXES),
        )
    app = _application()
    drawing = Drawing(THEMES[theme])
    drawing.show_map(system_map)
    temporary = path.with_name(f".{path.name}.new{suffix}")
    try:
        written = render(drawing, temporary)
        if written:
            os.replace(temporary, path)
    except OSError:
        written = False
    finally:
        temporary.unlink(missing_ok=True)
    if not written:
        raise UserError(N_("{path} could not be written ({reason})."), path=str(path), reason="picture")
    app.processEvents()


def render(drawing: Drawing, path: Path) -> bool:
    """Draws a scene into a file; False where that failed."""
    source = drawing.content_rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    if source.width() <= 2 * MARGIN:
        source = QRectF(0, 0, 800, 500)
    suffix = path.suffix.lower()
    if suffix == ".png":
        return bool(render_image(drawing, source, 2.0).save(str(path), "PNG"))
    if suffix == ".svg":
        return _render_svg(drawing, source, path)
    return _render_pdf(drawing, source, path)


def render_image(drawing: Drawing, source: QRectF, scale: float) -> QImage:
    """A part of a scene as an image, smaller where it would be huge."""
    scale = min(scale, MOST_PIXELS / max(source.width(), source.height()))
    size = QSize(max(1, round(source.width() * scale)), max(1, round(source.height() * scale)))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(drawing.backgroundBrush().color())
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    drawing.render(painter, QRectF(image.rect()), source, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
    return image


def _render_svg(drawing: Drawing, source: QRectF, path: Path) -> bool:
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(96)
    generator.setSize(source.size().toSize())
    generator.setViewBox(QRectF(0, 0, source.width(), source.height()))
    generator.setTitle(drawing.system_map.info.title)
    generator.setDescription(drawing.system_map.info.description)
    return _paint(drawing, source, generator, QRectF(0, 0, source.width(), source.height())) and path.exists()


def _render_pdf(drawing: Drawing, source: QRectF, path: Path) -> bool:
    writer = QPdfWriter(str(path))
    writer.setTitle(drawing.system_map.info.title)
    size = QSizeF(source.width() * 0.75, source.height() * 0.75)
    writer.setPageLayout(
        QPageLayout(QPageSize(size, QPageSize.Unit.Point), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    target = QRectF(0, 0, writer.width(), writer.height())
    return _paint(drawing, source, writer, target) and path.exists()


def _paint(drawing: Drawing, source: QRectF, device: QSvgGenerator | QPdfWriter, target: QRectF) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, target, source, Qt.AspectRatioMode.KeepAspectRatio)
    return bool(painter.end())


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication(["silomap"])
    load_fonts()
    return app
