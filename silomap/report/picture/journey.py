"""The journey: what a group of people goes through. Its needs in causal order, the doors under each, the handovers
between doors: warm where somebody takes people along, cold where they start from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from silomap.analysis.analyse import Analysis
from silomap.analysis.journey_path import Handover, JourneyPath
from silomap.i18n import _, ngettext
from silomap.model.elements import Element, sector_of
from silomap.model.system_map import SystemMap
from silomap.report.picture import geometry, style
from silomap.report.picture.geometry import Curve, curve_between
from silomap.report.picture.items import FADED, RINGS, NodeItem
from silomap.report.picture.journeys_aside import handover_words, small_multiples
from silomap.report.picture.sheet import CENTRE, SMALL, TITLE, Sheet, Spot
from silomap.report.themes import Theme

SIDE, NEED_Y, DOOR_Y, STEP = 40.0, 214.0, 330.0, 88.0
HEAD = 76.0
"""where a heading of two lines ends; the rest makes room for a longer one"""
WIDEST, NARROW, NARROWEST = 268.0, 252.0, 196.0
"""of a need's column"""
FEW_HANDOVERS = 9
"""So many are drawn one by one; more are counted need by need."""
BRACKET = 36.0


@dataclass(frozen=True, slots=True)
class Other:
    """The same journey in another state of the map: its name, its map, and the way there."""

    name: str
    system_map: SystemMap
    path: JourneyPath | None


class JourneySheet(Sheet):
    """One group's way. Spots: `element`, `handover` (services), `group` (another one to look at)."""

    def __init__(
        self,
        system_map: SystemMap,
        result: Analysis,
        path: JourneyPath | None,
        theme: Theme,
        room: float = 1040.0,
        other: Other | None = None,
        lit: frozenset[str] | None = None,
        has_others: bool = True,
    ) -> None:
        super().__init__(theme)
        self._map, self._result, self._other, self._lit = system_map, result, other, lit
        self._colours = {s.id: s.colour or style.sector_colour(i) for i, s in enumerate(system_map.sectors)}
        self._nodes: dict[tuple[str, str], NodeItem] = {}
        self._states = {need.id: need.state for need in result.needs}
        self._rings = {key: state for key, state in self._states.items() if state in RINGS}
        if path is None:
            self._explain()
            return
        stops = max(1, len(path.stops))
        least = NARROWEST
        if len(path.handovers) <= FEW_HANDOVERS:  # labels stand between the doors
            least = max(
                NARROW, self._widest_door(path) + max(map(self.pill_width, (_("handover"), _("no handover"))))
            )
        self._column = max(least, min(WIDEST, (room - 2 * SIDE) / stops))
        self._room = room
        down = max(0.0, self._heading(path) - HEAD)
        self._need_y, self._door_y = NEED_Y + down, DOOR_Y + down
        bottom = self._door_y - 60
        if path.stops:
            bottom = self._way(path)
        else:
            text = _("No need is linked to this group yet. Draw what these people live with (N), and link it.")
            bottom = self.write(text, (SIDE, HEAD + 54 + down), 14, colour=theme.secondary, width=620, lines=3)
        bottom = self._card(path, bottom + 34)
        if has_others:
            top, group = bottom + 34, path.journey.group
            small_multiples(self, system_map, result.journeys, self._states, group, top, room)

    def _explain(self) -> None:
        self.explain(
            _("Nobody to follow yet"),
            _(
                "A journey follows a group of people from need to need. Draw a group (G), and link it to what these "
                "people live with."
            ),
        )

    def _widest_door(self, path: JourneyPath) -> float:
        paths = [(self._map, path)]
        if self._other is not None and self._other.path is not None:
            paths.append((self._other.system_map, self._other.path))
        doors = {where.label(door) for where, way in paths for stop in way.stops for door in stop.doors}
        return max((geometry.node_box(label).width for label in doors), default=0.0)

    def _heading(self, path: JourneyPath) -> float:
        journey = path.journey
        name = self._map.label(journey.group)
        title = _("{group}: the way through the system", group=name)
        width = self._room - 2 * SIDE
        below = self.write(title, (SIDE, 28), TITLE, "semibold", width=width, lines=2)
        parts = [
            ngettext("{n} need", "{n} needs", len(journey.needs)),
            ngettext("{n} door to knock on", "{n} doors to knock on", len(journey.doors)),
            ngettext("{n} sector", "{n} sectors", len(journey.sectors)),
            handover_words(journey),
        ]
        return self.write(" · ".join(parts), (SIDE, below + 4), colour=self.theme.secondary, width=width, lines=2)

    # the way

    def _way(self, path: JourneyPath) -> float:
        """Needs, doors and what joins them; returns where it ends below."""
        deepest = self._door_y + (20 if any(len(s.doors) for s in path.stops) else 0)
        for number, stop in enumerate(path.stops):
            x = SIDE + self._column * (number + 0.5)
            label = _("Need {n}", n=number + 1)
            self.write(label, (x, self._need_y - 114), SMALL, "semibold", self.theme.hint, CENTRE)
            need = self._node(stop.need, stop.need, QPointF(x, self._need_y))
            if need is not None:
                need.show_ring(self._rings.get(stop.need, ""), self.theme)
            doors = [*stop.doors, *self._new_doors(stop.need, stop.doors)]
            for row, door in enumerate(doors):
                y = self._door_y + row * STEP
                self._node(stop.need, door, QPointF(x, y), is_new=row >= len(stop.doors))
                deepest = max(deepest, y)
            if doors:
                self.line((x, self._need_y + 28), (x, self._door_y - 22), self.theme.thin_link, 1.3)
            else:
                self.write(_("No door here"), (x, self._door_y - 10), 13, "semibold", self.theme.missing, CENTRE)
        self._causes(path)
        self._same_doors(path)
        changes = self._changes(path)
        if len(path.handovers) + len(changes) <= FEW_HANDOVERS:
            for handover in (*path.handovers, *changes):
                self._handover(handover, path)
            return deepest + STEP / 2
        return self._brackets(path, deepest + STEP / 2 + 14)

    def _node(self, need: str, key: str, at: QPointF, is_new: bool = False) -> NodeItem | None:
        source = self._other.system_map if is_new and self._other else self._map
        element = source.get(key)
        if not isinstance(element, Element):
            return None
        item = NodeItem(element)
        home = sector_of(element) or self._home(key)
        colour = self._colours.get(home or "", style.no_sector(self.theme))
        item.show_element(replace(element, x=at.x(), y=at.y()), colour, self.theme)
        item.show_detail(True)
        item.setOpacity(1.0 if self._lit is None or key in self._lit else FADED)
        self.addItem(item)
        self._nodes[need, key] = item
        name = element.label
        if is_new and self._other:
            name = _("new with {scenario}: {name}", scenario=self._other.name, name=name)
            outline = geometry.rounded(item.box.width + 10, item.box.height + 10, item.radius + 5)
            ring = QGraphicsPathItem(outline)
            ring.setPos(at)
            pen = QPen(QColor(self.theme.joined), 1.8)
            pen.setDashPattern([3, 2.5])
            ring.setPen(pen)
            self.addItem(ring)
        row, column = round(at.y() / STEP), round(at.x() / self._column)
        self.spots.append(Spot(item.rect, name, "element", (key,), row, column, item.radius))
        return item

    def _home(self, service: str) -> str | None:
        """The sector of a service's providers, where they agree."""
        row = next((r for r in self._result.needs if service in r.services and len(r.sectors) == 1), None)
        return row.sectors[0] if row is not None else None

    def _new_doors(self, need: str, doors: Sequence[str]) -> list[str]:
        if self._other is None or self._other.path is None:
            return []
        stop = next((s for s in self._other.path.stops if s.need == need), None)
        return [door for door in stop.doors if door not in doors] if stop else []

    def _changes(self, path: JourneyPath) -> list[Handover]:
        """Handovers that the other state has and this one does not: between new doors."""
        if self._other is None or self._other.path is None:
            return []
        known = {(h.source, h.target) for h in path.handovers}
        return [h for h in self._other.path.handovers if h.is_warm and (h.source, h.target) not in known]

    def _warm_there(self, handover: Handover) -> bool:
        """Whether a cold handover is warm in the other state."""
        if handover.is_warm or self._other is None or self._other.path is None:
            return False
        ends = (handover.source, handover.target)
        return any(h.is_warm and (h.source, h.target) == ends for h in self._other.path.handovers)

    def _causes(self, path: JourneyPath) -> None:
        order = {stop.need: number for number, stop in enumerate(path.stops)}
        for n, m in path.causes:
            a, b = self._nodes.get((n, n)), self._nodes.get((m, m))
            if a is None or b is None:
                continue
            far = abs(order[n] - order[m])
            forwards = order[n] < order[m]
            bow = 0.0 if far == 1 and forwards else -(84.0 + 16 * far) if forwards else 110.0 + 16 * far
            curve = curve_between(a.rect, a.radius, b.rect, b.radius, bow)
            self._stroke(curve, QPen(QColor(self.theme.ink), 1.7), arrow=True)

    def _same_doors(self, path: JourneyPath) -> None:
        """A service that answers several needs is one door: no handover is needed there."""
        places: dict[str, list[NodeItem]] = {}
        for stop in path.stops:
            for door in [*stop.doors, *self._new_doors(stop.need, stop.doors)]:
                if (stop.need, door) in self._nodes:
                    places.setdefault(door, []).append(self._nodes[stop.need, door])
        for items in places.values():
            for a, b in pairwise(items):
                level = abs(a.y() - b.y()) < 1 and b.x() - a.x() < 1.5 * self._column
                curve = curve_between(a.rect, a.radius, b.rect, b.radius, 0.0 if level else 30.0)
                pen = QPen(QColor(self.theme.joined), 5.0)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                self._stroke(curve, pen)
                if level:
                    self.pill(_("same door"), curve.middle(), self.theme.joined)

    def _handover(self, handover: Handover, path: JourneyPath) -> None:
        n, m = handover.needs[0]
        forwards = (n, handover.source) in self._nodes and (m, handover.target) in self._nodes
        ends = (handover.source, handover.target) if forwards else (handover.target, handover.source)
        a, b = self._nodes.get((n, ends[0])), self._nodes.get((m, ends[1]))
        if a is None or b is None or a is b:
            return
        within = n == m
        far = abs(a.x() - b.x()) > 1.5 * self._column and abs(a.y() - b.y()) < STEP  # under what stands between
        curve = curve_between(a.rect, a.radius, b.rect, b.radius, math.copysign(96.0, b.x() - a.x()) if far else 0.0)
        if within:  # beside the column, around what stands between
            near = min(a.rect.right(), b.rect.right())
            out = max(a.rect.right(), b.rect.right()) + 14 + abs(a.y() - b.y()) * 0.22
            first, last = QPointF(a.rect.right(), a.y()), QPointF(b.rect.right(), b.y())
            curve = Curve(first, QPointF(max(out, near), (a.y() + b.y()) / 2), last)
        becomes = self._warm_there(handover) or (handover not in path.handovers)
        colour = self.theme.joined if handover.is_warm or becomes else self.theme.missing
        pen = QPen(QColor(colour), 2.2)
        if not handover.is_warm or becomes:
            pen.setDashPattern([3.4, 2.6])
        self._stroke(curve, pen)
        middle = curve.middle()
        said = _("handover") if handover.is_warm else _("no handover")
        if becomes and self._other is not None:
            said = _("with {scenario}", scenario=self._other.name)
        names = [self._map.label(end) if end in self._map else end for end in (handover.source, handover.target)]
        self.spots.append(
            Spot(
                self.pill(said, middle, colour).sceneBoundingRect(),
                _("{a} and {b}: {said}", a=names[0], b=names[1], said=said),
                "handover",
                (handover.source, handover.target),
                round(middle.y() / STEP),
                round(middle.x() / self._column),
                11,
            )
        )

    def _brackets(self, path: JourneyPath, top: float) -> float:
        """Many handovers: a line from need to need says how many of them are warm."""
        counts: dict[tuple[str, str], list[Handover]] = {}
        for handover in path.handovers:
            for needs in handover.needs:
                counts.setdefault(needs, []).append(handover)
        order = {stop.need: number for number, stop in enumerate(path.stops)}
        rows: list[float] = []
        for n, m in sorted(counts, key=lambda needs: (abs(order[needs[0]] - order[needs[1]]), needs)):
            left, right = sorted((order[n], order[m]))
            start, end = SIDE + self._column * (left + 0.12), SIDE + self._column * (right + 0.88)
            row = next((i for i, until in enumerate(rows) if until < start), len(rows))
            if row == len(rows):
                rows.append(end)
            rows[row] = end
            self._bracket(counts[n, m], (start, end), top + row * BRACKET)
        return top + len(rows) * BRACKET

    def _bracket(self, found: list[Handover], ends: tuple[float, float], y: float) -> None:
        warm = sum(h.is_warm for h in found)
        later = sum(self._warm_there(h) for h in found)
        colour = self.theme.joined if warm == len(found) else self.theme.missing
        pen = QPen(QColor(colour), 2.2)
        if warm < len(found):
            pen.setDashPattern([3.4, 2.6])
        start, end = ends
        curve = Curve(QPointF(start, y), QPointF((start + end) / 2, y), QPointF(end, y))
        self._stroke(curve, pen)
        for x in ends:
            self.line((x, y - 7), (x, y), colour, 2.0)
        text = _("{warm} of {n} handovers warm", warm=warm, n=len(found))
        if later and self._other is not None:
            there = {"later": warm + later, "name": self._other.name}
            text = _("{warm} of {n} warm, {later} with {name}", warm=warm, n=len(found), **there)
        self.pill(text, QPointF((start + end) / 2, y), colour)
        services = sorted({end for h in found for end in (h.source, h.target)})
        area = QRectF((start + end) / 2 - 90, y - 11, 180, 22)
        self.spots.append(
            Spot(area, text, "handover", tuple(services), round(y / STEP), round(start / self._column), 11)
        )

    def _stroke(self, curve: Curve, pen: QPen, arrow: bool = False) -> None:
        item = QGraphicsPathItem(geometry.curve_path(curve, arrow, arrow))
        item.setPen(pen)
        if arrow:
            item.setBrush(pen.color())
        item.setZValue(1)
        self.addItem(item)

    # in words, and the others

    def _card(self, path: JourneyPath, top: float) -> float:
        lines = [_carried(path)]
        if self._other is not None and self._other.path is not None:
            there = _carried(self._other.path)
            lines.append(_("With {scenario}: {text}", scenario=self._other.name, text=there))
        width = min(self._room - 2 * SIDE, 900.0)
        y = self.write(_("What a person carries from door to door"), (SIDE + 22, top + 16), weight="semibold") + 6
        for line in lines:
            y = self.write(line, (SIDE + 22, y), colour=self.theme.secondary, width=width - 44, lines=3) + 4
        ground = self.box(QRectF(SIDE, top, width, y - top + 12), self.theme.surface, self.theme.hairline, 10)
        ground.setZValue(-1)
        return y + 12


def _carried(path: JourneyPath) -> str:
    """What the way means for a person, in a sentence or two."""
    journey = path.journey
    starts = journey.fresh_starts if journey.fresh_starts is not None else journey.fresh_starts_at_most
    parts = [
        ngettext("Starts from zero at least {n} time", "Starts from zero at least {n} times", starts),
        ngettext("{n} cold handover", "{n} cold handovers", journey.cold),
        ngettext("{n} sector on the way", "{n} sectors on the way", len(journey.sectors)),
    ]
    empty = sum(not stop.doors for stop in path.stops)
    if empty:
        parts.append(ngettext("{n} need without a door", "{n} needs without a door", empty))
    return " · ".join(parts) + "."
