"""The canvas: gives mouse and keys to the tool in hand and turns what it does into edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from silomap.i18n import N_, _
from silomap.model import edits
from silomap.model.changes import ChangeSet
from silomap.model.elements import Element, Sector
from silomap.model.free_places import free_place
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.report.picture.drawing import Item
from silomap.report.picture.items import LinkItem, NodeItem, RegionItem
from silomap.report.picture.style import Theme
from silomap.report.sentences import link_words
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.camera import CameraView
from silomap.ui.canvas.flow import Next, child_of, sibling_of
from silomap.ui.canvas.handles import Handles
from silomap.ui.canvas.inline import InlineEditor
from silomap.ui.canvas.movement import Movement
from silomap.ui.canvas.tools import make_tools
from silomap.ui.selection import Selection

PICK = 5


class CanvasView(CameraView):
    """The map that people draw on."""

    tool_changed = Signal(str)
    hinted = Signal(str)
    menu_wanted = Signal(QPoint)
    capture_wanted = Signal()

    def __init__(self, bridge: Bridge, selection: Selection, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.bridge = bridge
        self.selection = selection
        self.handles = Handles(self.drawing)
        self._tools = make_tools(self)
        self.tool = self._tools["select"]
        self._panning: QPoint | None = None
        self._space = False
        self._editor: InlineEditor | None = None
        self._movement = Movement(self)
        self.setObjectName("canvas")
        self.setAccessibleName(_("Map"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        selection.changed.connect(self._show_selection)
        bridge.changed.connect(self._show_changes)
        self.show_all()

    # what is shown

    def show_all(self, theme: Theme | None = None) -> None:
        """Draws the whole map anew."""
        self.handles.forget()
        self.drawing.show_map(self.bridge.map, theme)
        self.drawing.select(self.selection.ids)

    def redraw(self, ids: Iterable[str]) -> None:
        """Draws some elements again as the map has them."""
        self.drawing.update_map(self.bridge.map, ids)

    def _show_changes(self, changes: ChangeSet) -> None:
        self._movement.stop()
        self.tool.cancel() if self.tool.name == "select" else None
        self.handles.show_at(None, self.drawing.theme)
        self.redraw(changes.ids)
        gone = {key for key in self.selection.ids if key not in self.bridge.map}
        if gone:
            self.selection.set(self.selection.ids - gone)
        if not self.sceneRect().contains(self.drawing.content_rect()):
            self.drawing.fit_scene()

    def _show_selection(self, ids: frozenset[str]) -> None:
        self.drawing.select(ids)
        label = self.bridge.map.label
        self.setAccessibleDescription(", ".join(label(key) for key in sorted(ids))[:200])

    # editing

    def positions_of(self, ids: Iterable[str]) -> dict[str, tuple[float, float]]:
        """Where elements are, and with a sector also its members."""
        found = {}
        for key in ids:
            element = self.bridge.map.get(key)
            if isinstance(element, Sector):
                for member in self.bridge.map.members_of(key):
                    found[member] = self._place(self.bridge.map.element(member))
            if isinstance(element, Element) and not element.pinned:
                found[key] = self._place(element)
        return found

    @staticmethod
    def _place(element: Element) -> tuple[float, float]:
        return (element.x or 0.0, element.y or 0.0)

    def commit_move(self, positions: Mapping[str, tuple[float, float]], drop: bool, merge: str | None = None) -> None:
        """Makes a move real: one step, and who was dropped into a region joins its sector."""
        name = self.bridge.map.label(next(iter(positions))) if len(positions) == 1 else ""
        label = N_("Move “{name}”") if name else N_("Move elements")
        sectors = {k for k in positions if isinstance(self.bridge.map.get(k), Sector)}
        carried = {m for s in sectors for m in self.bridge.map.members_of(s)}
        with self.bridge.edit(label, {"name": name}, merge=merge) as draft:
            edits.move(draft, positions)
            if drop:
                edits.join_sectors_by_place(draft, set(positions) - sectors - carried)
        self.motion.settle()

    def nudge(self, dx: float, dy: float) -> None:
        """Moves the selection a little; several nudges in a row are one step."""
        places = self.positions_of(self.selection.ids)
        if places:
            moved = {k: (x + dx, y + dy) for k, (x, y) in places.items()}
            self.commit_move(moved, drop=True, merge="nudge:" + ",".join(sorted(places)))

    def connect_elements(self, source: str, target: str) -> None:
        """Links two elements and selects the link; a refusal is told in words."""
        label = self.bridge.map.label
        made: list[str] = []
        with self.bridge.edit(N_("Link “{a}” and “{b}”"), {"a": label(source), "b": label(target)}) as draft:
            made.append(edits.connect(draft, source, target))
        if made and made[0] in self.bridge.map:
            self.selection.set(made)
            link = self.bridge.map[made[0]]
            self.hint(link_words(self.bridge.map, link.kind, link.source, link.target))

    def move_from(self, before: SystemMap) -> None:
        """After elements have moved: shows the way from where they stood."""
        if not self.reduce_motion and self.isVisible():
            self._movement.start(before, self.bridge.map)

    def draw_service(self, needs: Iterable[str], providers: Iterable[str]) -> None:
        """Draws a joint service with its providers and needs among them, and asks for its name."""
        around = [*needs, *providers]
        self.selection.set(around[:1])
        place, made = self.place_for_new("service"), ""
        label = _("Joint service")
        with self.bridge.edit(N_("Add “{name}”"), {"name": label}) as draft:
            made = edits.add_element(draft, "service", label, x=round(place.x(), 1), y=round(place.y(), 1))
            for key in around:
                edits.connect(draft, made, key)
        if made in self.bridge.map:
            self.selection.set([made])
            self.show_elements([made, *around])
            self.rename(made)

    def begin_element(self, kind: str, pos: QPointF, linked_to: str | None = None) -> None:
        """Asks for the name of a new element at its place; Enter makes it, with its link if one is wanted, and Tab
        goes on with what hangs on it."""
        if not self.bridge.is_editable:
            self.bridge.refused.emit(_("This map is open to read only."))
            return

        editor: InlineEditor | None = None

        def done(text: str | None) -> None:
            self._editor = None
            goes_on = editor is not None and editor.goes_on
            if text is not None:
                self._make_element(kind, text, pos, linked_to)
                if goes_on and len(self.selection.ids) == 1:
                    QTimer.singleShot(0, self, self._go_on)

        self._edit_at(QRectF(pos.x() - 80, pos.y() - 20, 160, 40), "", done)
        editor = self._editor

    def _go_on(self) -> None:
        if len(self.selection.ids) == 1:
            self.add_next(child_of(self.bridge.map, next(iter(self.selection.ids))))

    def _make_element(self, kind: str, text: str, pos: QPointF, linked_to: str | None) -> None:
        label = edits.clean(text) or _(KINDS[kind].unnamed)
        made = ""
        with self.bridge.edit(N_("Add “{name}”"), {"name": label}) as draft:
            made = edits.add_element(draft, kind, label, x=round(pos.x(), 1), y=round(pos.y(), 1))
            if kind == "sector":
                members = (n for n in self.nodes_in(self._new_region(pos)) if self._is_free(n))
                edits.join_sectors_by_place(draft, members)
            else:
                edits.join_sectors_by_place(draft, [made])
            if linked_to is not None:
                edits.connect(draft, linked_to, made)
        if made in self.bridge.map:
            self.selection.set([made])
        if self.tool.name == kind:
            self.use_tool("select")

    @staticmethod
    def _new_region(pos: QPointF) -> QRectF:
        width, height = edits.REGION_SIZE
        return QRectF(pos.x() - width / 2, pos.y() - height / 2, width, height)

    def _is_free(self, key: str) -> bool:
        return getattr(self.bridge.map.get(key), "sector", "") is None

    def rename(self, key: str) -> None:
        """Edits a name in place."""
        element, item = self.bridge.map.get(key), self.drawing.items_by_id.get(key)
        if not isinstance(element, Element) or item is None or isinstance(item, LinkItem):
            return
        if not self.bridge.is_editable:
            return

        def done(text: str | None) -> None:
            self._editor = None
            if text is not None and edits.clean(text) != element.label and key in self.bridge.map:
                with self.bridge.edit(N_("Rename “{name}”"), {"name": element.label}) as draft:
                    edits.set_field(draft, [key], "label", text)

        rect = item.rect
        if isinstance(item, RegionItem):
            rect = QRectF(rect.left() + 10, rect.top() + 4, max(180, rect.width() / 2), 34)
        self._edit_at(rect, element.label, done)

    def _edit_at(self, rect: QRectF, text: str, done: object) -> None:
        if self._editor is not None:
            self._editor.finish(self._editor.text())
        self.centre_if_outside(rect)
        place = self.mapFromScene(rect).boundingRect()
        self._editor = InlineEditor(self.viewport(), place, text, done)

    def place_for_new(self, kind: str) -> QPointF:
        """A free place near the selection, or in the middle of what is seen."""
        near = [i for k in self.selection.ids if (i := self.drawing.node(k))]
        centre = near[0].pos() if near else self.mapToScene(self.viewport().rect().center())
        size = edits.REGION_SIZE if kind == "sector" else (180.0, 60.0)
        for ring in range(12):
            for dx, dy in ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)):
                pos = QPointF(centre.x() + dx * ring * 196, centre.y() + dy * ring * 84)
                area = QRectF(pos.x() - size[0] / 2, pos.y() - size[1] / 2, *size)
                if not self._occupied(area):
                    return pos
        return centre

    def _occupied(self, area: QRectF) -> bool:
        items = self.drawing.items_by_id.values()
        return any(isinstance(item, NodeItem) and item.rect.intersects(area) for item in items)

    def resize_preview(self, key: str, rect: QRectF) -> None:
        """Shows a region as large as it would become."""
        item = self.drawing.items_by_id.get(key)
        sector = self.bridge.map.get(key)
        if isinstance(item, RegionItem) and isinstance(sector, Sector):
            centre = rect.center()
            shown = Sector(
                id=key,
                label=sector.label,
                x=centre.x(),
                y=centre.y(),
                width=rect.width(),
                height=rect.height(),
            )
            item.show_sector(shown, self.drawing.colour_of(sector), self.drawing.theme)

    # finding things

    def item_at(self, at: QPoint) -> Item | None:
        """What is under a point of the screen; nodes before links before regions, links with some tolerance."""
        direct = self.drawing.element_at(self.items(at))
        if isinstance(direct, NodeItem):
            return direct
        around = self.items(QRect(at.x() - PICK, at.y() - PICK, 2 * PICK, 2 * PICK))
        near = self.drawing.element_at([i for i in around if isinstance(i, LinkItem)])
        return near or direct

    def nodes_in(self, area: QRectF) -> frozenset[str]:
        """The elements whose box lies wholly in an area of the scene."""
        items = self.drawing.items_by_id.items()
        return frozenset(k for k, i in items if isinstance(i, NodeItem | RegionItem) and area.contains(i.rect))

    def go(self, dx: int, dy: int) -> None:
        """Selects the nearest element in a direction."""
        nodes = {k: i for k, i in self.drawing.items_by_id.items() if isinstance(i, NodeItem)}
        if not nodes:
            return
        here = next((nodes[k].pos() for k in sorted(self.selection.ids) if k in nodes), None)
        if here is None:
            centre = self.mapToScene(self.viewport().rect().center())
            found = min(nodes, key=lambda k: (nodes[k].pos() - centre).manhattanLength())
        else:
            costs = {}
            for key, item in nodes.items():
                step = item.pos() - here
                along = step.x() * dx + step.y() * dy
                aside = abs(step.x() * dy) + abs(step.y() * dx)
                if along > 1 and aside <= along * 2.5:
                    costs[key] = along + 2 * aside
            if not costs:
                return
            found = min(costs, key=lambda k: (costs[k], k))
        self.selection.set([found])
        self.centre_if_outside(nodes[found].rect)

    # tools

    def use_tool(self, name: str) -> None:
        """Takes a tool in hand."""
        if name != self.tool.name and self.tool.name == "select":
            self.tool.cancel()
        self.tool = self._tools[name]
        self.viewport().setCursor(self.tool.cursor)
        self.tool_changed.emit(name)

    def hint(self, text: str) -> None:
        """A sentence about what is going on."""
        self.hinted.emit(text)

    # events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._stop_flight()
        at = event.position().toPoint()
        pans = event.button() == Qt.MouseButton.MiddleButton or self._space
        if pans and event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._panning = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.tool.press(self.mapToScene(at), at, event.modifiers())
        elif event.button() == Qt.MouseButton.RightButton:
            item = self.item_at(at)
            if item is not None and item.element_id not in self.selection.ids:
                self.selection.set([item.element_id])
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._panning is not None:
            step = at - self._panning
            self._panning = at
            self.pan(step.x(), step.y())
            return
        pos = self.mapToScene(at)
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        self.tool.move(pos, at, pressed)
        if not pressed:
            self._hover(at)

    def _hover(self, at: QPoint) -> None:
        if self.tool.name != "select" or not self.bridge.is_editable:
            self.handles.show_at(None, self.drawing.theme)
            return
        if self.handles.hit(self.mapToScene(at), self.scale_factor):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        item = self.item_at(at)
        self.handles.show_at(item if isinstance(item, NodeItem) else None, self.drawing.theme)
        self.viewport().setCursor(self.tool.cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._panning is not None:
            self._panning = None
            self.viewport().setCursor(self.tool.cursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.tool.release(self.mapToScene(at), at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position().toPoint())
        if item is not None and event.button() == Qt.MouseButton.LeftButton and self.tool.name == "select":
            self.tool.cancel()
            self.rename(item.element_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        arrows = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in arrows:
            dx, dy = arrows[Qt.Key(key)]
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.nudge(dx * 8.0, dy * 8.0)
            else:
                self.go(dx, dy)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key == Qt.Key.Key_Escape:
            self.step_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            event.ignore()

    def _enter(self) -> None:
        if self.tool.name in KINDS:
            self.begin_element(self.tool.name, self.place_for_new(self.tool.name))
        elif len(self.selection.ids) == 1:
            self.add_next(sibling_of(self.bridge.map, next(iter(self.selection.ids))))
        elif not self.selection.ids:
            self.capture_wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Tab with one element selected adds what hangs on it; else it leads to the next control."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab:
            chosen = self.selection.ids if self.bridge.is_editable and self.tool.name == "select" else ()
            following = child_of(self.bridge.map, next(iter(chosen))) if len(chosen) == 1 else None
            if following is not None:
                self.add_next(following)
                return True
        return super().event(event)

    def add_next(self, following: Next | None) -> None:
        """Asks for the name of what comes next, at a free place beside what it hangs on."""
        if following is None:
            return
        nodes = [self.drawing.node(key) for key in (following.linked_to, *self.selection.ids) if key is not None]
        near = next(
            (item.pos() for item in nodes if item is not None), self.mapToScene(self.viewport().rect().center())
        )
        below = (near.x(), near.y() + 84.0)
        place = QPointF(*free_place(self.bridge.map, following.sector, below))
        self.centre_if_outside(QRectF(place.x() - 100, place.y() - 40, 200, 80))
        self.begin_element(following.kind, place, following.linked_to)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().setCursor(self.tool.cursor)
        super().keyReleaseEvent(event)

    def step_back(self) -> None:
        """Esc: gives up what is under way, else lets go of the selection."""
        if not self.tool.cancel():
            self.selection.clear()

    def leaveEvent(self, event: object) -> None:
        self.handles.show_at(None, self.drawing.theme)
