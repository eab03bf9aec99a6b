"""Pictures of a map: PNG, SVG and PDF, vector where the format is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.report.picture.drawing import MARGIN, Drawing
from silomap.report.picture.fonts import load_fonts
from silomap.report.picture.leaves import Leaf, Wish, leaves

MOST_PIXELS = 8_000
SUFFIXES = (".png", ".svg", ".pdf")


PAPERS = {
    "fit": None,
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
    "letter": QPageSize.PageSizeId.Letter,
}
"""Paper sizes of PDF files; `fit` is as large as the picture."""


def save_picture(system_map: SystemMap, path: Path, wish: Wish) -> None:
    """Draws a view of a map into a file; a UserError where the ending or the view is unknown or it cannot be written.
    A PDF has a page for each leaf; other files hold the first one."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            N_("{path} has an ending that no picture has; try {endings}."),
            path=str(path),
            endings=", ".join(SUFFIXES),
        )
    app = application()
    temporary = path.with_name(f".{path.name}.new{suffix}")
    try:
        written = _write(leaves(system_map, wish), temporary, wish)
        if written:
            os.replace(temporary, path)
    except OSError:
        written = False
    finally:
        temporary.unlink(missing_ok=True)
    if not written:
        raise UserError(N_("{path} could not be written ({reason})."), path=str(path), reason="picture")
    app.processEvents()


def _write(found: Iterator[Leaf], path: Path, wish: Wish) -> bool:
    first = next(found)
    size = first.framed() if wish.has_frame else first.size
    if path.suffix.lower() == ".png":
        scale = min(2.0, MOST_PIXELS / max(size.width(), size.height()))
        image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
        image.fill(QColor(first.theme.canvas))
        return _paint_leaf(first, image, size, wish.has_frame) and bool(image.save(str(path), "PNG"))
    if path.suffix.lower() == ".svg":
        generator = _svg(path, size, first.title, first.lead)
        return _paint_leaf(first, generator, size, wish.has_frame) and path.exists()
    return _write_pdf(chain([first], found), path, wish)


def _write_pdf(found: Iterable[Leaf], path: Path, wish: Wish) -> bool:
    writer = QPdfWriter(str(path))
    writer.setCreator("SiloMap")
    painter = QPainter()
    for number, leaf in enumerate(found):
        writer.setTitle(leaf.title)
        size = leaf.framed() if wish.has_frame else leaf.size
        page = _page(size, PAPERS[wish.paper])
        writer.setPageLayout(page)
        if number:
            writer.newPage()
        elif not painter.begin(writer):
            return False
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = page.fullRectPoints().size()
        if wish.paper != "fit":  # the drawing's own size on paper, smaller where that is needed
            scale = max(size.width() / whole.width(), size.height() / whole.height(), 4 / 3)
            size = QSizeF(whole.width() * scale, whole.height() * scale)
        painter.save()
        painter.scale(writer.width() / size.width(), writer.height() / size.height())
        _fill_leaf(leaf, painter, size, wish.has_frame)
        painter.restore()
    return bool(painter.end()) and path.exists()


def _page(size: QSizeF, paper: QPageSize.PageSizeId | None) -> QPageLayout:
    if paper is None:
        points = QSizeF(size.width() * 0.75, size.height() * 0.75)
        return QPageLayout(QPageSize(points, QPageSize.Unit.Point), QPageLayout.Orientation.Portrait, QMarginsF())
    is_wide = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(paper), way, QMarginsF())


def _paint_leaf(leaf: Leaf, device: QImage | QSvgGenerator, size: QSizeF, is_framed: bool) -> bool:
    painter = QPainter()
    if not painter.begin(device):
        return False
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    if isinstance(device, QImage):
        painter.scale(device.width() / size.width(), device.height() / size.height())
    _fill_leaf(leaf, painter, size, is_framed)
    return bool(painter.end())


def _fill_leaf(leaf: Leaf, painter: QPainter, size: QSizeF, is_framed: bool) -> None:
    painter.fillRect(QRectF(QPointF(), size), QColor(leaf.theme.canvas))
    if is_framed:
        leaf.paint_framed(painter, size)
    else:
        leaf.paint(painter, QRectF(QPointF(), size))


def render_svg(drawing: Drawing, path: Path) -> bool:
    """Draws a scene into an SVG file; False where that failed."""
    source = drawing.content_rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    info = drawing.system_map.info
    generator = _svg(path, source.size(), info.title, info.description)
    painter = QPainter()
    if not painter.begin(generator):
        return False
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(QPointF(), source.size()), source, Qt.AspectRatioMode.KeepAspectRatio)
    return bool(painter.end()) and path.exists()


def render_image(drawing: Drawing, source: QRectF, scale: float, most: int = MOST_PIXELS) -> QImage:
    """A part of a scene as an image, smaller where it would be huge."""
    scale = min(scale, most / max(source.width(), source.height()))
    size = QSize(max(1, round(source.width() * scale)), max(1, round(source.height() * scale)))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(drawing.backgroundBrush().color())
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    drawing.render(painter, QRectF(image.rect()), source, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
    return image


def svg_of(drawing: Drawing, source: QRectF) -> str:
    """A part of a scene as SVG text."""
    info = drawing.system_map.info
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = _svg(buffer, source.size(), info.title, info.description)
    painter = QPainter(generator)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(QPointF(), source.size()), source, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
    return bytes(buffer.data().data()).decode("utf-8", "replace")


def _svg(target: Path | QIODevice, size: QSizeF, title: str, description: str) -> QSvgGenerator:
    generator = QSvgGenerator()
    if isinstance(target, Path):
        generator.setFileName(str(target))
    else:
        generator.setOutputDevice(target)
    generator.setResolution(96)
    generator.setSize(size.toSize())
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    generator.setDescription(description)
    return generator


def application() -> QApplication:
    """The program that pictures need to be drawn; made without a screen where there is none."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = QApplication(["silomap"])
    load_fonts()
    return app
