"""The overview as a sheet, for pictures: the same value as on the page in the window, drawn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from silomap.i18n import _, figure
from silomap.model.system_map import SystemMap
from silomap.report.overview import BAD, GOOD, PLAIN, WARNING, Overview
from silomap.report.picture.sheet import CENTRE, RIGHT, SMALL, Sheet
from silomap.report.picture.style import edge, sector_colour
from silomap.report.themes import Theme

WIDTH, GAP, INNER = 1_180.0, 16.0, 16.0
SIDE = 380.0
ARC = 84.0
MOST_SECTORS, MOST_PEOPLE = 10, 4


class OverviewSheet(Sheet):
    """Score, answers, five numbers, what to look at first, sectors, people and voice on one page."""

    def __init__(self, system_map: SystemMap, found: Overview, theme: Theme) -> None:
        super().__init__(theme)
        self._map = system_map
        self._tones = {GOOD: theme.joined, WARNING: theme.warning, BAD: theme.missing, PLAIN: theme.thin_link}
        bottom = max(self._score(found), self._answers(found)) + GAP
        bottom = self._numbers(found, bottom) + GAP
        left = self._first(found, bottom)
        right = self._aside(found, bottom)
        low = max(left, right) + INNER
        self._frame(QRectF(0, bottom, WIDTH - SIDE - GAP, low - bottom))
        self._frame(QRectF(WIDTH - SIDE, bottom, SIDE, low - bottom))

    def _frame(self, area: QRectF) -> None:
        item = self.box(area, self.theme.surface, self.theme.hairline, 10)
        item.setZValue(-1)

    def _score(self, found: Overview) -> float:
        half = (WIDTH - GAP) / 2
        text = "–" if found.score is None else figure(found.score, 0)
        ring = QRectF(INNER + 5, INNER + 5, ARC, ARC)
        self._arc(ring, self.theme.hairline, 180)
        if found.score:
            self._arc(ring, self.theme.joined if found.score >= 66 else self.theme.warning, found.score * 1.8)
        self.write(text, (ring.center().x(), ring.center().y() - 16), 22, "bold", align=CENTRE)
        x = ring.right() + 24
        y = self.write(_("Joined-up score"), (x, INNER), 14, "semibold") + 4
        y = self.write(found.score_text, (x, y), SMALL, colour=self.theme.secondary, width=half - x - INNER, lines=3)
        self._frame(QRectF(0, 0, half, self._row(found)))
        return self._row(found)

    @staticmethod
    def _row(found: Overview) -> float:
        """How high the first row is: as high as the words of all states of answers need."""
        return max(100.0, 70.0 + 18.0 * len(found.answers))

    def _arc(self, ring: QRectF, colour: str, degrees: float) -> None:
        path = QPainterPath()
        path.arcMoveTo(ring, 180)
        path.arcTo(ring, 180, -degrees)
        item = QGraphicsPathItem(path)
        item.setPen(QPen(QColor(colour), 9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        self.addItem(item)

    def _answers(self, found: Overview) -> float:
        left = (WIDTH + GAP) / 2
        width = WIDTH - left - 2 * INNER
        y = self.write(_("Needs and who answers them"), (left + INNER, INNER), 14, "semibold") + 6
        total, x = sum(len(answer.needs) for answer in found.answers), left + INNER
        for answer in found.answers:
            wide = width * len(answer.needs) / total
            self.box(QRectF(x, y, max(2.0, wide - 1.5), 14), self._tones[answer.tone], radius=3)
            x += wide
        y += 22 if total else 0
        for answer in found.answers:
            self.box(QRectF(left + INNER, y + 4, 8, 8), self._tones[answer.tone], radius=2)
            y = self.write(answer.text, (left + INNER + 14, y), SMALL, colour=self.theme.secondary) + 3
        if not total:
            self.write(_("There is no need on this map yet."), (left + INNER, y), SMALL, colour=self.theme.secondary)
        self._frame(QRectF(left, 0, WIDTH - left, self._row(found)))
        return self._row(found)

    def _numbers(self, found: Overview, top: float) -> float:
        count = len(found.numbers)
        width = (WIDTH - GAP * (count - 1)) / count
        low = top
        for position, number in enumerate(found.numbers):
            x = position * (width + GAP)
            y = self.write(number.value, (x + INNER, top + 10), 20, "semibold") + 1
            room = width - 2 * INNER
            end = self.write(number.title, (x + INNER, y), SMALL, colour=self.theme.secondary, width=room, lines=2)
            low = max(low, end + 10)
        for position in range(count):
            self._frame(QRectF(position * (width + GAP), top, width, low - top))
        return low

    def _first(self, found: Overview, top: float) -> float:
        room = WIDTH - SIDE - GAP - 2 * INNER
        y = self.write(_("What to look at first"), (INNER, top + INNER), 14, "semibold") + 8
        for number, look in enumerate(found.first, 1):
            self.line((INNER, y), (INNER + room, y), self.theme.hairline)
            self.write(str(number), (INNER, y + 7), weight="semibold", colour=self.theme.missing)
            grey = self.theme.secondary
            self.write(look.owner, (INNER + room, y + 7), SMALL, colour=grey, align=RIGHT, width=170, lines=2)
            wide = room - 24 - 190
            y = self.write(look.words.say, (INNER + 24, y + 7), weight="semibold", width=wide, lines=3)
            y = self.write(look.words.detail, (INNER + 24, y + 2), SMALL, colour=grey, width=wide, lines=2) + 8
        if not found.first:
            text = _("Nothing was found. Is the map complete enough to say so?")
            y = self.write(text, (INNER, y), SMALL, colour=self.theme.secondary)
        return y

    def _aside(self, found: Overview, top: float) -> float:
        left, room = WIDTH - SIDE + INNER, SIDE - 2 * INNER
        y = self.write(_("Sectors"), (left, top + INNER), 14, "semibold") + 4
        colours = {
            sector.id: sector.colour or sector_colour(number) for number, sector in enumerate(self._map.sectors)
        }
        for bar in found.sectors[:MOST_SECTORS]:
            self.write(bar.name, (left, y), SMALL, width=132)
            track = QRectF(left + 140, y + 4, room - 176, 8)
            self.box(track, self.theme.hairline, radius=4)
            if bar.share:
                filled = QRectF(track.left(), track.top(), max(8.0, track.width() * bar.share / 100), 8)
                self.box(filled, edge(colours[bar.id], self.theme), radius=4)
            value = "–" if bar.share is None else figure(bar.share, 0)
            self.write(value, (left + room, y), SMALL, "semibold", align=RIGHT)
            y += 21
        if not found.sectors:
            y = self.write(_("This map has no sectors yet."), (left, y), SMALL, colour=self.theme.secondary)
        y = self.write(_("Who lives these needs"), (left, y + 12), 14, "semibold") + 3
        for person in found.people[:MOST_PEOPLE]:
            y = self.write(person.name, (left, y), SMALL, "semibold", width=room)
            y = self.write(person.text, (left, y), SMALL, colour=self.theme.secondary, width=room) + 5
        y = self.write(_("Citizens' voice"), (left, y + 8), 14, "semibold") + 3
        return self.write(found.voice, (left, y), SMALL, colour=self.theme.secondary, width=room, lines=3)
