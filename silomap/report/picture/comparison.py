"""A comparison as a page: one map with what is new, changed and gone, the changes in sentences, and the measures."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from silomap.analysis.analyse import Analysis, analyse
from silomap.analysis.compare import BETTER, SAME, WORSE, Comparison, compare
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.changes import SIGNS, told_changes
from silomap.report.comparison import MEANINGS, difference, title_alone
from silomap.report.explanations import shown
from silomap.report.picture.difference import marks_between
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.items import RINGS
from silomap.report.picture.marks import mark_colour
from silomap.report.picture.sheet import RIGHT, SMALL, Sheet
from silomap.report.sentences import sentence
from silomap.report.themes import Theme

WIDTH, MAP_WIDTH, GAP, ROW = 1_180.0, 760.0, 28.0, 22.0
MOST_LINES, MOST_ROWS, MOST_FINDINGS = 30, 16, 4
COLUMNS = (560.0, 700.0, 840.0, 900.0)


class ComparisonPage:
    """The page: its size, and how it is painted into an area. `a` and `b` are names and maps; without words it is
    only the map."""

    def __init__(
        self,
        a: tuple[str, SystemMap],
        b: tuple[str, SystemMap],
        after: Analysis,
        theme: Theme,
        has_words: bool = True,
    ) -> None:
        self._theme, self._sheet = theme, Sheet(theme)
        self._drawing = Drawing(theme)
        self._drawing.show_map(b[1])
        self._drawing.set_rings({need.id: need.state for need in after.needs if need.state in RINGS})
        self._drawing.difference.show(marks_between(a[1], b[1]))
        self._drawing.set_detail(True)
        self._source = self._drawing.content_rect().adjusted(-14, -14, 14, 14)
        if self._source.isEmpty():
            self._source = QRectF(0, 0, 800, 500)
        height = min(900.0, MAP_WIDTH * self._source.height() / self._source.width())
        self._place = QRectF(0, 0, MAP_WIDTH, height)
        if not has_words:
            self.size = QSizeF(MAP_WIDTH, height)
            return
        found = compare(analyse(a[1]), after)
        bottom = max(height, self._changes(a[1], b[1], MAP_WIDTH + GAP))
        bottom = self._measures(found, a[0], b[0], bottom + GAP)
        bottom = self._findings(found, a[1], b[1], bottom + 16)
        self.size = QSizeF(WIDTH, bottom + 4)

    def _changes(self, before: SystemMap, after: SystemMap, x: float) -> float:
        told, sheet = told_changes(before, after), self._sheet
        y = sheet.write(ngettext("{n} change", "{n} changes", len(told)), (x, 0), weight="semibold") + 6
        for change in told[:MOST_LINES]:
            sheet.write(SIGNS[change.kind], (x, y), SMALL, "semibold", mark_colour(change.kind, self._theme))
            y = sheet.write(change.text, (x + 16, y), SMALL, width=WIDTH - x - 16, lines=2) + 4
        if len(told) > MOST_LINES:
            more = len(told) - MOST_LINES
            text = ngettext("and {n} more change", "and {n} more changes", more)
            y = sheet.write(text, (x + 16, y), SMALL, colour=self._theme.secondary)
        return y

    def _measures(self, found: Comparison, left: str, right: str, y: float) -> float:
        sheet, theme = self._sheet, self._theme
        for x, text in zip(COLUMNS[:3], (left, right, _("Change")), strict=True):
            sheet.write(text, (x, y), SMALL, "semibold", theme.secondary, RIGHT, width=130)
        y += ROW
        colours = {BETTER: theme.joined, WORSE: theme.missing}
        for row in [row for row in found.measures if row.meaning != SAME][:MOST_ROWS]:
            sheet.line((0, y - 3), (WIDTH, y - 3), theme.hairline)
            colour = colours.get(row.meaning, theme.secondary)
            sheet.write(title_alone(row.code), (0, y), SMALL, width=430)
            for x, text in zip(COLUMNS[:2], (shown(row.code, row.before), shown(row.code, row.after)), strict=True):
                sheet.write(text, (x, y), SMALL, align=RIGHT)
            sheet.write(difference(row), (COLUMNS[2], y), SMALL, "semibold", colour, RIGHT)
            sheet.write(_(MEANINGS[row.meaning]), (COLUMNS[3], y), SMALL, colour=colour)
            y += ROW
        return y

    def _findings(self, found: Comparison, before: SystemMap, after: SystemMap, y: float) -> float:
        sheet, theme = self._sheet, self._theme
        for title, findings, where, colour in (
            (_("No longer found: {n}", n=len(found.gone)), found.gone, before, theme.joined),
            (_("Newly found: {n}", n=len(found.come)), found.come, after, theme.missing),
        ):
            if findings:
                y = sheet.write(title, (0, y), weight="semibold", colour=colour) + 4
                for finding in findings[:MOST_FINDINGS]:
                    y = sheet.write(sentence(where, finding), (16, y), SMALL, width=WIDTH - 16, lines=2) + 3
                y += 10
        return y

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Paints it into an area of the same shape."""
        whole = QRectF(0, 0, self.size.width(), self.size.height())
        self._sheet.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)
        scale = target.width() / whole.width()
        place = QRectF(
            target.left() + self._place.left() * scale,
            target.top() + self._place.top() * scale,
            self._place.width() * scale,
            self._place.height() * scale,
        )
        self._drawing.render(painter, place, self._source, Qt.AspectRatioMode.KeepAspectRatio)
