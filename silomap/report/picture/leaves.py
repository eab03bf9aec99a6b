"""Leaves: what a picture file holds, one a page. Each view of a map becomes one or more, with title, date and key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsScene

from silomap.analysis.analyse import Analysis, analyse, facts_of, result_of
from silomap.analysis.finding import Facts
from silomap.analysis.journey_path import journey_path
from silomap.analysis.layouts import LAYOUTS, silently
from silomap.errors import UserError
from silomap.i18n import N_, _
from silomap.model.elements import Group
from silomap.model.system_map import SystemMap
from silomap.report.charts import Chart, charts
from silomap.report.overview import overview
from silomap.report.picture.charts import height_of, paint_chart
from silomap.report.picture.comparison import ComparisonPage
from silomap.report.picture.drawing import MARGIN, Drawing
from silomap.report.picture.fonts import font
from silomap.report.picture.items import RINGS
from silomap.report.picture.journey import JourneySheet, Other
from silomap.report.picture.journeys_aside import ranked_by_cold
from silomap.report.picture.key import (
    ROW,
    Entry,
    charts_key,
    comparison_key,
    journey_key,
    map_key,
    matrix_key,
    paint_rows,
    rows_of,
)
from silomap.report.picture.matrix import MatrixSheet
from silomap.report.picture.overview import OverviewSheet
from silomap.report.picture.perspective import LANES, MAP, SILO, SYSTEM, Arranged, Lanes, Perspective
from silomap.report.picture.sheet import Sheet
from silomap.report.sectors import inwardness
from silomap.report.themes import THEMES, Theme
from silomap.report.view_titles import VIEW_TITLES

COMPARE, OVERVIEW = "compare", "overview"
VIEWS = {name: title for name, title in VIEW_TITLES.items() if name != "actions"}
USUAL_MISSING = 5
SHEET_ROOM = 1_180.0
EDGE, HEAD, FOOT_GAP = 36.0, 66.0, 14.0
CHART_WIDTH, CHART_HEAD = 620.0, 64.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What a picture is to show, and how. `compared`: the name and map of the state that a journey or matrix is
    compared with, or that stands at the left of a comparison."""

    view: str = MAP
    theme: str = "light"
    paper: str = "fit"
    state: str = ""
    """the name of the scenario that is shown"""
    group: str = ""
    compared: tuple[str, SystemMap] | None = None
    missing: int = USUAL_MISSING
    has_findings: bool = True
    folded: frozenset[str] = frozenset()
    is_compact: bool = False
    has_frame: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: how large its drawing is, and how it is painted into an area."""

    title: str
    lead: str
    size: QSizeF
    paint: Callable[[QPainter, QRectF], None]
    key: tuple[Entry, ...]
    theme: Theme

    def framed(self, width: float = 0.0) -> QSizeF:
        """The size with title, date and key; as wide as it is asked for, or as the drawing is."""
        wide = max(width, self.size.width() + 2 * EDGE, 560.0)
        return QSizeF(wide, HEAD + EDGE + self.size.height() + self._foot(wide) + EDGE)

    def _foot(self, width: float) -> float:
        rows = rows_of(self.key, width - 2 * EDGE)
        return FOOT_GAP + len(rows) * ROW if rows else 0.0

    def paint_framed(self, painter: QPainter, page: QSizeF) -> None:
        """Title and date above, the drawing as large as there is room, the key below."""
        width, theme = page.width(), self.theme
        painter.setPen(QColor(theme.ink))
        painter.setFont(font(20, "semibold"))
        metrics = QFontMetricsF(painter.font())
        title = metrics.elidedText(self.title, Qt.TextElideMode.ElideRight, width - 2 * EDGE)
        painter.drawText(QPointF(EDGE, EDGE + metrics.ascent()), title)
        painter.setFont(font(12))
        painter.setPen(QColor(theme.secondary))
        lead = QFontMetricsF(painter.font()).elidedText(self.lead, Qt.TextElideMode.ElideRight, width - 2 * EDGE)
        painter.drawText(QPointF(EDGE, EDGE + metrics.height() + 16), lead)
        rows = rows_of(self.key, width - 2 * EDGE)
        foot = self._foot(width)
        area = QRectF(EDGE, HEAD + EDGE, width - 2 * EDGE, page.height() - HEAD - 2 * EDGE - foot)
        scale = min(area.width() / self.size.width(), area.height() / self.size.height())
        target = QRectF(0, 0, self.size.width() * scale, self.size.height() * scale)
        target.moveCenter(area.center())
        target.moveTop(area.top())
        self.paint(painter, target)
        paint_rows(painter, rows, QPointF(EDGE, page.height() - EDGE - len(rows) * ROW), theme)


def leaves(system_map: SystemMap, wish: Wish) -> Iterator[Leaf]:
    """The pages of a view, each made when it is asked for; a UserError where the view or the group is not known."""
    if wish.view not in VIEWS:
        raise UserError(N_("There is no view “{name}”. There is: {names}"), name=wish.view, names=", ".join(VIEWS))
    facts = facts_of(system_map)
    result = result_of(system_map, facts)
    if wish.view == "matrix":
        theme = THEMES[wish.theme]
        before = analyse(wish.compared[1]) if wish.compared else None
        sheet = MatrixSheet(system_map, result, theme, SHEET_ROOM, before=before)
        yield _leaf(system_map, wish, sheet, sheet.content_rect(), matrix_key(theme))
    elif wish.view == "journey":
        yield from _journeys(system_map, facts, result, wish)
    elif wish.view == "charts":
        yield _charts(system_map, result, wish)
    elif wish.view == OVERVIEW:
        page = OverviewSheet(system_map, overview(system_map, result), THEMES[wish.theme])
        yield _leaf(system_map, wish, page, page.content_rect(), [])
    elif wish.view == COMPARE:
        yield _comparison(system_map, result, wish)
    else:
        yield _drawn(system_map, result, wish)


def _leaf(
    system_map: SystemMap, wish: Wish, scene: QGraphicsScene, source: QRectF, key: list[Entry], about: str = ""
) -> Leaf:
    def paint(painter: QPainter, target: QRectF) -> None:
        scene.render(painter, target, source, Qt.AspectRatioMode.KeepAspectRatio)

    return Leaf(
        system_map.info.title or _("Untitled map"),
        _lead(wish, about),
        source.size(),
        paint,
        tuple(key),
        THEMES[wish.theme],
    )


def _lead(wish: Wish, about: str = "") -> str:
    state = _("Scenario: {name}", name=wish.state) if wish.state else ""
    today = datetime.now().astimezone().date().isoformat()  # the day where the person is
    return " · ".join(part for part in (_(VIEWS[wish.view]), about, state, today) if part)


def perspective_of(system_map: SystemMap, wish: Wish) -> Perspective:
    """Where elements stand in a view that draws them."""
    if wish.view == LANES:
        return Lanes(wish.folded, wish.is_compact)
    if wish.view in (SILO, SYSTEM):
        name = "by_sector" if wish.view == SILO else "layered"
        return Arranged(wish.view, LAYOUTS[name](system_map, (), silently))
    return Perspective()


def _drawn(system_map: SystemMap, result: Analysis, wish: Wish) -> Leaf:
    theme = THEMES[wish.theme]
    drawing = Drawing(theme)
    drawing.show_map(system_map, seen_as=perspective_of(system_map, wish))
    if wish.has_findings:
        drawing.set_rings({need.id: need.state for need in result.needs if need.state in RINGS})
        drawing.set_missing({(gap.source, gap.target) for gap in result.gaps[: wish.missing]})
        drawing.set_measures(inwardness(result))
    drawing.set_detail(True)
    source = drawing.content_rect()
    if source.isEmpty():
        source = QRectF(0, 0, 800, 500)
    if not wish.has_frame:
        source = source.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    else:
        source = source.adjusted(-10, -10, 10, 10)
    return _leaf(system_map, wish, drawing, source, map_key(system_map, theme, wish.has_findings))


def _journeys(system_map: SystemMap, facts: Facts, result: Analysis, wish: Wish) -> Iterator[Leaf]:
    """A page for each group, or for the one that is asked for by id or name; all groups together on the first one."""
    groups = [journey.group for journey in ranked_by_cold(result.journeys)]
    if wish.group:
        wanted = wish.group.casefold()
        names = {g.id: g.label for g in system_map.all(Group)}
        groups = [g for g in groups if wanted in (g.casefold(), names[g].casefold())]
        if not groups:
            known = ", ".join(f"“{name}”" for name in names.values())
            raise UserError(N_("No group is called “{name}”. There is: {names}"), name=wish.group, names=known)
    there = facts_of(wish.compared[1]) if wish.compared else None
    theme = THEMES[wish.theme]
    for number, group in enumerate(groups or [""]):
        other = None
        if wish.compared is not None and there is not None:
            other = Other(wish.compared[0], wish.compared[1], journey_path(there, group))
        path = journey_path(facts, group)
        sheet = JourneySheet(system_map, result, path, theme, SHEET_ROOM, other, has_others=not number)
        about = system_map.label(group) if group else ""
        yield _leaf(system_map, wish, sheet, sheet.content_rect(), journey_key(theme), about)


def _comparison(system_map: SystemMap, result: Analysis, wish: Wish) -> Leaf:
    if wish.compared is None:
        raise UserError(N_("Say what to compare with: --compare NAME, a scenario or a version."))
    theme, now = THEMES[wish.theme], wish.state or _("Today")
    page = ComparisonPage(wish.compared, (now, system_map), result, theme)
    title = system_map.info.title or _("Untitled map")
    lead = _lead(replace(wish, state=""), _("{a} → {b}", a=wish.compared[0], b=now))
    return Leaf(title, lead, page.size, page.paint, tuple(comparison_key(system_map, theme)), theme)


def _charts(system_map: SystemMap, result: Analysis, wish: Wish) -> Leaf:
    """All charts on one page, two side by side, each with its title and sentence."""
    theme = THEMES[wish.theme]
    placed: list[tuple[QRectF, Chart]] = []
    sheet = Sheet(theme)
    bottoms = [0.0, 0.0]
    for chart in charts(system_map, result):
        column = 0 if bottoms[0] <= bottoms[1] else 1
        x, y = column * (CHART_WIDTH + 40), bottoms[column]
        sheet.write(chart.title, (x, y), 14, "semibold", width=CHART_WIDTH)
        sheet.write(chart.text, (x, y + 20), 12, colour=theme.secondary, width=CHART_WIDTH, lines=2)
        height = 0.0
        if chart.marks:
            height = float(height_of(chart))
            placed.append((QRectF(x, y + CHART_HEAD, CHART_WIDTH, height), chart))
        bottoms[column] = y + CHART_HEAD + height + 34
    whole = QRectF(0, 0, 2 * CHART_WIDTH + 40, max(bottoms))

    def paint(painter: QPainter, target: QRectF) -> None:
        sheet.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)
        scale = target.width() / whole.width()
        for area, chart in placed:
            place = QRectF(
                target.left() + area.left() * scale,
                target.top() + area.top() * scale,
                area.width() * scale,
                area.height() * scale,
            )
            paint_chart(chart, theme, painter, place, area.size())

    return Leaf(
        system_map.info.title or _("Untitled map"),
        _lead(wish),
        whole.size(),
        paint,
        tuple(charts_key(theme)),
        theme,
    )
