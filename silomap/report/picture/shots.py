"""The pictures of a report, drawn from its shots: a view, a group's way, the part of the map a finding speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from silomap.analysis.journey_path import journey_path
from silomap.model.elements import Element, Sector, sector_of
from silomap.model.system_map import SystemMap
from silomap.model.tidying import by_sector
from silomap.report.document.blocks import Shot
from silomap.report.document.drawn import Drawn
from silomap.report.document.html import MapPicture
from silomap.report.document.known import Known
from silomap.report.document.wish import State
from silomap.report.picture.comparison import ComparisonPage
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.export import application, svg_of
from silomap.report.picture.items import RINGS
from silomap.report.picture.journey import JourneySheet, Other
from silomap.report.picture.matrix import MatrixSheet
from silomap.report.picture.perspective import LANES, SILO, Arranged, Lanes, Perspective
from silomap.report.picture.style import sector_colour
from silomap.report.themes import LIGHT

ROOM, EDGE = 1_180.0, 12.0
MOST_PIXELS = 2_000.0
ELEMENT_SHARE = 900.0
"""a part of the map is at least so wide, so that a few elements do not become huge"""


class _Paint(NamedTuple):
    size: QSizeF
    paint: Callable[[QPainter, QRectF], None]


class Studio:
    """Draws the shots of one report."""

    def __init__(self, system_map: SystemMap, known: Known, compared: tuple[State, State] | None = None) -> None:
        application()
        self._map, self._compared, self._known = system_map, compared, known
        self._facts, self._result = known.facts(system_map), known.result(system_map)

    def png(self, shot: Shot) -> Drawn | None:
        """A shot as PNG; None where there is nothing to draw."""
        found = self._paint(shot)
        if found is None:
            return None
        return picture_of(found.size, found.paint)

    def map_picture(self) -> MapPicture:
        """The whole map as SVG, with the places of its elements."""
        drawing = self._drawing(self._map, Perspective())
        area = _area(drawing)
        boxes = {}
        for element in self._map.mapped:
            item = drawing.items_by_id.get(element.id)
            if item is not None and not isinstance(element, Sector):
                box = item.sceneBoundingRect().translated(-area.topLeft())
                boxes[element.id] = (box.x(), box.y(), box.width(), box.height())
        return MapPicture(svg_of(drawing, area), area.width(), area.height(), boxes)

    def _paint(self, shot: Shot) -> _Paint | None:
        if shot.view == "part":
            return self._part(shot)
        if shot.view == "matrix":
            sheet = MatrixSheet(self._map, self._result, LIGHT, ROOM)
            return _of_scene(sheet, sheet.content_rect())
        if shot.view == "journey":
            return self._journey(shot.group)
        if shot.view == "compare":
            return self._comparison()
        drawing = self._drawing(self._map, Lanes() if shot.view == LANES else Perspective())
        return _of_scene(drawing, _area(drawing)) if drawing.items_by_id else None

    def _drawing(self, system_map: SystemMap, perspective: Perspective) -> Drawing:
        drawing = Drawing(LIGHT)
        drawing.show_map(system_map, seen_as=perspective)
        drawing.set_rings({need.id: need.state for need in self._result.needs if need.state in RINGS})
        drawing.set_detail(True)
        return drawing

    def _part(self, shot: Shot) -> _Paint | None:
        """The elements with their sectors and the links among them, put together anew so that they are near."""
        part = part_of(self._map, shot.elements)
        if not part.mapped:
            return None
        drawing = self._drawing(part, Arranged(SILO, by_sector(part)))
        drawing.set_missing(pair for pair in shot.missing if pair[0] in part and pair[1] in part)
        return _of_scene(drawing, _area(drawing, ELEMENT_SHARE))

    def _journey(self, group: str) -> _Paint | None:
        if group not in self._map:
            return None
        sheet = JourneySheet(
            self._map,
            self._result,
            journey_path(self._facts, group),
            LIGHT,
            ROOM,
            self._other(group),
            has_others=False,
        )
        return _of_scene(sheet, sheet.content_rect())

    def _other(self, group: str) -> Other | None:
        """The same way in the state that this one is compared with."""
        if self._compared is None:
            return None
        before, after = self._compared
        name, there = after if after[1] != self._map else before
        return Other(name, there, journey_path(self._known.facts(there), group)) if group in there else None

    def _comparison(self) -> _Paint | None:
        if self._compared is None:
            return None
        before, after = self._compared
        page = ComparisonPage(before, after, self._known.result(after[1]), LIGHT, has_words=False)
        return _Paint(page.size, page.paint)


def picture_of(size: QSizeF, paint: Callable[[QPainter, QRectF], None]) -> Drawn:
    """Something that is painted into an area, as PNG at double size, smaller where that would be huge."""
    scale = min(2.0, MOST_PIXELS / max(size.width(), size.height(), 1.0))
    pixels = (size * scale).toSize()
    image = QImage(pixels, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.canvas))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    paint(painter, QRectF(0, 0, pixels.width(), pixels.height()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 70)
    return Drawn(bytes(buffer.data().data()), pixels.width(), pixels.height())


def part_of(system_map: SystemMap, ids: tuple[str, ...]) -> SystemMap:
    """Some elements of a map with their sectors, in their colours, and the links among them."""
    wanted = {key for key in ids if isinstance(system_map.get(key), Element)}
    homes = {home for key in wanted if (home := sector_of(system_map[key])) is not None} | wanted
    sectors = [
        replace(sector, colour=sector.colour or sector_colour(number))
        for number, sector in enumerate(system_map.sectors)
        if sector.id in homes
    ]
    others = [system_map[key] for key in sorted(wanted) if not isinstance(system_map[key], Sector)]
    links = [link for link in system_map.links if link.source in wanted and link.target in wanted]
    return SystemMap.of([system_map.info, *sectors, *others, *links])


def _area(drawing: Drawing, least: float = 400.0) -> QRectF:
    area = drawing.content_rect().adjusted(-EDGE, -EDGE, EDGE, EDGE)
    if area.isEmpty():
        return QRectF(0, 0, 800, 500)
    lack = max(0.0, least - area.width()) / 2
    return area.adjusted(-lack, 0, lack, 0)


def _of_scene(scene: Drawing | MatrixSheet | JourneySheet, area: QRectF) -> _Paint:
    return _Paint(area.size(), lambda painter, target: scene.render(painter, target, area))
