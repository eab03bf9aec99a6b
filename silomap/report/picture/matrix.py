"""The matrix: sectors against sectors (in place / required), or the services behind one of its cells."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.analysis.rounding import whole
from silomap.analysis.silos import Cell
from silomap.i18n import _, figure, ngettext
from silomap.model.elements import Sector, sector_of
from silomap.model.system_map import SystemMap
from silomap.report.picture import style
from silomap.report.picture.fonts import font
from silomap.report.picture.grid import SIDE, Grid, Head
from silomap.report.picture.sheet import CENTRE, RIGHT, SMALL, TITLE, Sheet, Spot
from silomap.report.themes import Theme

ASIDE = 270.0
MOST_LINKS = 5
NOBODY = ""
BACK = "back"


def _shade(missing: int, most: int, theme: Theme) -> str:
    """White where nothing is missing, darker the more is."""
    if not missing:
        return theme.surface
    return style.mixed(theme.surface, theme.missing, 0.12 + 0.68 * (missing / max(1, most)) ** 0.8)


class MatrixSheet(Sheet):
    """Sector × sector. Spots: `cell` (two sectors), `sector`, `gap` (two services)."""

    def __init__(
        self,
        system_map: SystemMap,
        result: Analysis,
        theme: Theme,
        room: float = 1040.0,
        lit: frozenset[str] | None = None,
        before: Analysis | None = None,
    ) -> None:
        super().__init__(theme)
        self._before = {(cell.a, cell.b): cell for cell in before.matrix} if before is not None else None
        self.grid: Grid | None = None
        self._map, self._result = system_map, result
        self._lit = None if lit is None else {sector_of(system_map.get(key)) or NOBODY for key in lit} | lit
        cells = {(cell.a, cell.b): cell for cell in result.matrix}
        self.heads = _heads_of(system_map, cells, theme)
        if len(self.heads) < 2 or not cells:
            self._explain(cells)
            return
        wide = max(320.0, room - 2 * SIDE - 10)
        title = _("Where should sectors work together, and do they?")
        below = self.write(title, (SIDE, 28), TITLE, "semibold", width=wide, lines=2)
        lead = _("Each cell: links in place / links that people's needs require. Darker: more is missing.")
        below = self.write(lead, (SIDE, below + 4), colour=theme.secondary, width=wide, lines=2)
        beside = room >= 900 and len(self.heads) <= 14
        self.grid = Grid(self, self.heads, self.heads, below + 12, room - 2 * SIDE - (ASIDE + 40 if beside else 0))
        self._cells(self.grid, cells)
        at = (self.grid.right + 44, self.grid.top) if beside else (SIDE, self.grid.bottom + 30)
        bottom = self._integration(*at)
        self._best(at[0], bottom + 26)

    def _explain(self, cells: Mapping[tuple[str, str], Cell]) -> None:
        if not self._map.sectors:
            self.explain(
                _("No sectors yet"),
                _("The matrix compares sectors: draw some (R), and put actors and services into them."),
            )
        elif len(self.heads) < 2:
            self.explain(
                _("One sector alone has nobody to work with"),
                _(
                    "Draw the other policy areas as sectors (R): the matrix then shows where they should work "
                    "together."
                ),
            )
        else:
            self.explain(
                _("No need asks two services to work together yet"),
                _(
                    "Say which services respond to which needs, and which need leads to which: from that follows who "
                    "has to hand over to whom."
                ),
            )

    def _cells(self, grid: Grid, cells: Mapping[tuple[str, str], Cell]) -> None:
        count = len(self.heads)
        table = {(row, column): self._cell(cells, row, column) for row in range(count) for column in range(count)}
        most = max((c.required_pairs - c.linked_pairs for (r, k), c in table.items() if c and r != k), default=0)
        grid.grid(lambda row, column: row != column and table[row, column] is None)
        for (row, column), cell in table.items():
            area = grid.area(row, column)
            if row == column:
                self._within(area, cell, row)
            elif cell is not None:
                self._between(area, cell, row, column, most)

    def _cell(self, cells: Mapping[tuple[str, str], Cell], row: int, column: int) -> Cell | None:
        a, b = self.heads[row].key, self.heads[column].key
        return cells.get((min(a, b), max(a, b)))

    def _within(self, area: QRectF, cell: Cell | None, row: int) -> None:
        self.box(area, self.theme.hover, radius=min(8.0, area.width() / 5))
        middle, theme = area.center(), self.theme
        if area.width() >= 60:
            self.write(_("within"), (middle.x(), middle.y() - 16), 11, colour=theme.hint, align=CENTRE)
        if cell is None:
            return
        words = f"{cell.linked_pairs}/{cell.required_pairs}"
        if area.width() >= 60:
            self.write(words, (middle.x(), middle.y() + 1), 11, colour=theme.hint, align=CENTRE)
        else:
            self.write(words, (middle.x(), middle.y() - 7), 10, colour=theme.hint, align=CENTRE)
        head = self.heads[row]
        name = _("Within {a}: {linked} of {required} links in place", a=head.label, **_counts(cell))
        self.spots.append(Spot(area, name, "cell", (head.key, head.key), row, row))

    def _between(self, area: QRectF, cell: Cell, row: int, column: int, most: int) -> None:
        missing = cell.required_pairs - cell.linked_pairs
        fill = _shade(missing, most, self.theme)
        is_lit = self._lit is None or {self.heads[row].key, self.heads[column].key} <= self._lit
        if not is_lit:  # a filter lets nothing of these two through
            fill = style.mixed(self.theme.canvas, fill, 0.25)
        self.box(area, fill, self.theme.hairline if missing < most / 3 else "", min(8.0, area.width() / 5))
        ink = style.readable_on(fill) if is_lit else self.theme.hint
        middle, large = area.center(), area.width() >= 60
        words = f"{cell.linked_pairs}/{cell.required_pairs}"
        size = 19 if area.width() >= 84 else 14 if large else 11 if len(words) < 6 else 9
        height = QFontMetricsF(font(size, "semibold")).height()
        top = middle.y() - height + 6 if large else middle.y() - height / 2
        self.write(words, (middle.x(), top), size, "semibold", ink, CENTRE)
        was = self._was(cell)
        if large:
            text = _("was {n}", n=was) if was else ngettext("{n} missing", "{n} missing", missing)
            self.write(text, (middle.x(), middle.y() + 8), 11, colour=ink, align=CENTRE)
        a, b = self.heads[row], self.heads[column]
        name = _("{a} and {b}: {linked} of {required} links in place", a=a.label, b=b.label, **_counts(cell))
        if was:
            self._outline(area, cell)
            name += ", " + _("was {n}", n=was)
        self.spots.append(Spot(area, name, "cell", (a.key, b.key), row, column))

    def _was(self, cell: Cell) -> str:
        """What a cell said in the state it is compared with, where that was something else."""
        if self._before is None:
            return ""
        before = self._before.get((cell.a, cell.b))
        linked, required = (before.linked_pairs, before.required_pairs) if before is not None else (0, 0)
        return "" if (linked, required) == (cell.linked_pairs, cell.required_pairs) else f"{linked}/{required}"

    def _outline(self, area: QRectF, cell: Cell) -> None:
        """An edge around a cell that is different: green where less is missing, red where more is."""
        before = (self._before or {}).get((cell.a, cell.b))
        missing = cell.required_pairs - cell.linked_pairs
        was_missing = before.required_pairs - before.linked_pairs if before is not None else 0
        theme = self.theme
        colour = theme.joined if missing < was_missing else theme.missing if missing > was_missing else theme.warning
        self.box(area.adjusted(1, 1, -1, -1), "", colour, min(8.0, area.width() / 5), 2.5)

    def _integration(self, x: float, y: float) -> float:
        theme = self.theme
        y = self.write(_("Integration by sector"), (x, y), weight="semibold") + 8
        found = {row.id: row.integration for row in self._result.sectors}
        for number, head in enumerate(h for h in self.heads if h.key):
            value = found.get(head.key)
            self.write(head.label, (x, y), SMALL, width=ASIDE - 60)
            area = QRectF(x, y + 19, ASIDE - 60, 9)
            self.box(area, theme.hairline, radius=4.5)
            if value:
                self.box(QRectF(x, y + 19, max(9.0, (ASIDE - 60) * value), 9), self._edge(head.key), radius=4.5)
            text = "–" if value is None else f"{whole(100 * value)} %"
            self.write(text, (x + ASIDE - 50, y + 15), SMALL, colour=theme.secondary)
            name = _("{name}: {value} of the work with other sectors is in place", name=head.label, value=text)
            spot = QRectF(x - 6, y - 3, ASIDE, 36)
            self.spots.append(Spot(spot, name, "sector", (head.key,), number, 1_000))
            y += 40
        return y

    def _edge(self, key: str) -> str:
        return style.edge(_colour(self._map, key), self.theme)

    def _best(self, x: float, y: float) -> None:
        theme, now = self.theme, self._result.score
        gaps = [gap for gap in self._result.gaps if gap.pairs_joined][:MOST_LINKS]
        if not gaps:
            return
        y = self.write(_("Best links to build next"), (x, y), weight="semibold") + 6
        for number, gap in enumerate(gaps):
            a, b = self._map.label(gap.source), self._map.label(gap.target)
            area = QRectF(x, y, ASIDE, 46)
            self.box(area, theme.surface, theme.hairline)
            self.write(f"{a} – {b}", (x + 10, y + 7), SMALL, width=ASIDE - 70, lines=2)
            gain = f"+{figure((gap.score_after or 0) - (now or 0))}"
            self.write(gain, (x + ASIDE - 10, y + 14), SMALL, "semibold", theme.joined, RIGHT)
            name = _("Missing link: {a} – {b}, score {gain}", a=a, b=b, gain=gain)
            self.spots.append(Spot(area, name, "gap", (gap.source, gap.target), number, 1_001))
            y += 52


class CellSheet(Sheet):
    """Service × service behind a cell. Spots: `pair` (two services), `back`."""

    def __init__(self, system_map: SystemMap, detail: CellDetail, theme: Theme, room: float = 1040.0) -> None:
        super().__init__(theme)
        self.grid: Grid | None = None
        names = [_name(system_map, key) for key in (detail.a, detail.b)]
        title = names[0] if detail.a == detail.b else " × ".join(names)
        area = QRectF(SIDE - 8, 22, 150, 26)
        self.write("‹ " + _("All sectors"), (SIDE, 28), colour=theme.accent)
        self.spots.append(Spot(area, _("Back to all sectors"), BACK, (), -1, 0, 6))
        wide = max(300.0, room - 2 * SIDE)
        below = self.write(title, (SIDE, 54), TITLE, "semibold", width=wide, lines=2)
        lead = _("Services that the same people need. A tick: they work together; a number: so much asks for it.")
        below = self.write(lead, (SIDE, below + 4), colour=theme.secondary, width=wide, lines=2)
        if not detail.pairs:
            self.write(_("No need asks services of these two to work together."), (SIDE, below + 20), 14)
            return
        rows = [_service(system_map, key, theme) for key in detail.services_a]
        columns = [_service(system_map, key, theme) for key in detail.services_b]
        self.grid = grid = Grid(self, rows, columns, below + 12, room - 2 * SIDE)
        known = {(p.source, p.target): p for p in detail.pairs}
        most = max(p.weight for p in detail.pairs)
        for r, row in enumerate(rows):
            for c, column in enumerate(columns):
                ends = (min(row.key, column.key), max(row.key, column.key))
                pair, area = known.get(ends), grid.area(r, c)
                if pair is None:
                    continue
                weight = pair.weight / most
                fill = (
                    theme.surface
                    if pair.is_linked
                    else style.mixed(theme.surface, theme.missing, 0.15 + 0.6 * weight)
                )
                self.box(area, fill, theme.joined if pair.is_linked else "", 6, 1.4)
                text, ink = ("✓", theme.joined) if pair.is_linked else (figure(pair.weight), style.readable_on(fill))
                self.write(text, (area.center().x(), area.center().y() - 9), 13, "semibold", ink, CENTRE)
                said = _("they work together") if pair.is_linked else _("no link between them")
                name = f"{row.label} – {column.label}: {said}"
                self.spots.append(Spot(area, name, "pair", ends, r, c, 6))
        grid.grid(lambda r, c: (min(rows[r].key, columns[c].key), max(rows[r].key, columns[c].key)) not in known)


def _heads_of(system_map: SystemMap, cells: Mapping[tuple[str, str], Cell], theme: Theme) -> list[Head]:
    heads = [
        Head(s.id, s.label or s.id, style.text_on_tint(_colour(system_map, s.id), theme)) for s in system_map.sectors
    ]
    if any(NOBODY in ends for ends in cells):
        heads.append(Head(NOBODY, _("No sector"), theme.secondary))
    return heads


def _service(system_map: SystemMap, key: str, theme: Theme) -> Head:
    return Head(key, system_map.label(key), theme.ink)


def _name(system_map: SystemMap, key: str) -> str:
    return system_map.label(key) if key else _("No sector")


def _colour(system_map: SystemMap, key: str) -> str:
    sectors = [s.id for s in system_map.sectors]
    sector = system_map.get(key)
    own = sector.colour if isinstance(sector, Sector) else None
    return own or style.sector_colour(sectors.index(key))


def _counts(cell: Cell) -> dict[str, int]:
    return {"linked": cell.linked_pairs, "required": cell.required_pairs}
