"""The canvas: gives mouse and keys to the tool in hand and turns what it does into edits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPointingDevice,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from silomap.i18n import _
from silomap.model.changes import ChangeSet
from silomap.model.vocabulary import KINDS, LAYOUT
from silomap.report.picture.drawing import Item
from silomap.report.picture.items import NodeItem, RegionItem
from silomap.report.picture.links import LinkItem
from silomap.report.picture.perspective import Perspective
from silomap.report.picture.sticky import StickyItem
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.editing import EditingView
from silomap.ui.canvas.ends import LinkEnds
from silomap.ui.canvas.flow import child_of, sibling_of
from silomap.ui.canvas.handles import Handles
from silomap.ui.canvas.headers import paint_headers, room_beside
from silomap.ui.canvas.minimap import Minimap
from silomap.ui.canvas.tools import make_tools
from silomap.ui.canvas.touch import TOUCHES, Touch
from silomap.ui.selection import Selection
from silomap.ui.speech import spoken

PICK = 5
TOO_FAR, READABLE = 0.2, 0.6
"""zooms"""
SPOKEN = 5
"""of a larger selection only so many are read out"""


class CanvasView(EditingView):
    """The map that people draw on."""

    tool_changed = Signal(str)
    menu_wanted = Signal(QPoint)
    capture_wanted = Signal()
    resized = Signal()
    back_wanted = Signal()
    fold_wanted = Signal(str)
    ghost_wanted = Signal(str, str)

    def __init__(self, bridge: Bridge, selection: Selection, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, selection, theme, parent)
        self.handles = Handles(self.drawing)
        self.ends = LinkEnds(self.drawing)
        self._tools = make_tools(self)
        self.tool = self._tools["select"]
        self._touch = Touch(self)
        self.minimap = Minimap(self)
        self._panning: QPoint | None = None
        self._space = False
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
        self._movement.stop()
        self.tool.give_up()
        self.handles.forget()
        self.ends.forget()
        self.drawing.show_map(self.bridge.map, theme)
        self.drawing.select(self.selection.ids)
        self.minimap.refresh()

    def see_as(self, perspective: Perspective) -> None:
        """Looks at the map in another perspective: elements move there, what is selected stays in sight."""
        before = self.drawing.system_map
        self._movement.stop()
        self.tool.give_up()
        self.drawing.perspective = perspective
        self.drawing.is_hasty = True
        self.show_all()
        self.drawing.is_hasty = False
        self._show_ends()
        self.fit(fly=False)
        if perspective.has_columns and self.scale_factor < TOO_FAR:  # begin where names can be read
            corner = self.drawing.content_rect().topLeft()
            half = QPointF(self._middle()) / READABLE
            self.fly_to(corner + half - QPointF(20, 20), READABLE, fly=False)
        if self.selection.ids:
            self.keep_in_sight(self.selection.ids, fly=False)
        self.motion.settle()
        self.move_from(before)
        self.refine()

    def redraw(self, ids: Iterable[str]) -> None:
        """Draws some elements again as the map has them."""
        self.drawing.update_map(self.bridge.map, ids)

    def _show_changes(self, changes: ChangeSet) -> None:
        self._movement.stop()
        self.tool.give_up()
        self.handles.show_at(None, self.drawing.theme)
        before = self.drawing.system_map
        self.drawing.is_hasty = (
            self.bridge.is_switching
        )  # much is different at once: better ways are found afterwards
        self.redraw(changes.ids)
        self.drawing.is_hasty = False
        if self.bridge.is_switching:
            self.refine()
            self.viewport().update()  # painting everything once is faster than hundreds of small places
            self._keep_all_in_sight()
        if not self.drawing.perspective.is_own or self.bridge.is_switching:
            self.move_from(before)
        is_elsewhere = LAYOUT in changes.facets()
        if is_elsewhere:
            self.minimap.refresh()
        gone = {key for key in self.selection.ids if key not in self.bridge.map}
        if gone:
            self.selection.set(self.selection.ids - gone)
        self._show_ends()
        if is_elsewhere and not self.sceneRect().contains(self.drawing.content_rect()):
            self.drawing.fit_scene()

    def _keep_all_in_sight(self) -> None:
        """Where the whole map was seen, the whole of another state is, too."""
        seen = self.mapToScene(self.viewport().rect().adjusted(0, 0, 0, -self.foot)).boundingRect()
        if self.is_fitted and not seen.contains(self.drawing.content_rect()):
            self.fit()

    def _show_ends(self) -> None:
        only = next(iter(self.selection.ids)) if len(self.selection.ids) == 1 else None
        self.ends.show_at(only if self.bridge.is_editable else None, self.drawing.theme)

    def _show_selection(self, ids: frozenset[str]) -> None:
        self.drawing.select(ids)
        self._show_ends()
        said = ", ".join(spoken(self.bridge.map, key) for key in sorted(ids)[:SPOKEN])
        self.setAccessibleDescription(said)
        if said and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    # finding things

    def item_at(self, at: QPoint) -> Item | None:
        """What is under a point of the screen; nodes before links before regions, links with some tolerance."""
        direct = self.drawing.element_at(self.items(at))
        if isinstance(direct, NodeItem | StickyItem):
            return direct
        around = self.items(QRect(at.x() - PICK, at.y() - PICK, 2 * PICK, 2 * PICK))
        near = self.drawing.element_at([i for i in around if isinstance(i, LinkItem)])
        return near or direct

    def nodes_in(self, area: QRectF) -> frozenset[str]:
        """The elements whose box lies wholly in an area of the scene."""
        items = self.drawing.items_by_id.items()
        return frozenset(k for k, i in items if not isinstance(i, LinkItem) and area.contains(i.rect))

    def grip_at(self, at: QPoint) -> bool:
        """Whether something small to hold lies here: a handle of an element or the end of a link."""
        pos = self.mapToScene(at)
        return bool(self.handles.hit(pos, self.scale_factor) or self.ends.hit(pos, self.scale_factor))

    def go(self, dx: int, dy: int) -> None:
        """Selects the nearest element in a direction."""
        nodes = {k: i for k, i in self.drawing.items_by_id.items() if isinstance(i, NodeItem | StickyItem)}
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
        if name != self.tool.name:
            self.tool.give_up()
        self.tool = self._tools[name]
        self.viewport().setCursor(self.tool.cursor)
        self.tool_changed.emit(name)

    # events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._stop_flight()
        at = event.position().toPoint()
        pans = event.button() == Qt.MouseButton.MiddleButton or self._space
        if pans and event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._panning = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            if event.pointerType() == QPointingDevice.PointerType.Pen:
                self._touch.hold(event.position())
            self.tool.press(self.mapToScene(at), at, event.modifiers())
        elif event.button() == Qt.MouseButton.RightButton:
            self.open_menu(at)

    def open_menu(self, at: QPoint) -> None:
        """The menu for what is under a point of the screen."""
        item = self.item_at(at)
        if item is not None and item.element_id not in self.selection.ids:
            self.selection.set([item.element_id])
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._panning is not None:
            step = at - self._panning
            self._panning = at
            self.pan(step.x(), step.y())
            return
        pos = self.mapToScene(at)
        self._touch.moved(event.position())
        pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        self.tool.move(pos, at, pressed)
        if not pressed:
            self._hover(at)

    def _hover(self, at: QPoint) -> None:
        if self.tool.name != "select" or not self.bridge.is_editable:
            self.handles.show_at(None, self.drawing.theme)
            return
        if self.grip_at(at):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        item = self.item_at(at)
        ghost = None if isinstance(item, NodeItem) else self.drawing.ghosts.found(self.items(at))
        if ghost is not None or elsewhere.fold_at(self, self.mapToScene(at)) is not None:
            self.handles.show_at(None, self.drawing.theme)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            return
        self.handles.show_at(item if isinstance(item, NodeItem) else None, self.drawing.theme)
        self.viewport().setCursor(self.tool.cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self._touch.lifted()
        if self._panning is not None:
            self._panning = None
            self.viewport().setCursor(self.tool.cursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.tool.release(self.mapToScene(at), at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position().toPoint())
        pos = self.mapToScene(event.position().toPoint())
        kind = elsewhere.kind_at(self, pos)
        if kind is not None and (item is None or isinstance(item, RegionItem)) and not elsewhere.fold_at(self, pos):
            self.begin_element(kind, pos)
        elif item is not None and event.button() == Qt.MouseButton.LeftButton and self.tool.name == "select":
            self.tool.give_up()
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

    def viewportEvent(self, event: QEvent) -> bool:
        """Fingers are for Touch, the rest for the mouse and the scene."""
        if event.type() in TOUCHES:
            return self._touch.handle(cast(QTouchEvent, event))
        return super().viewportEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """What stays at the edges, whatever is scrolled."""
        paint_headers(self, painter)

    def side(self, scale: float) -> float:
        """The names of lanes stay beside them."""
        return room_beside(self, scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.minimap.follow()
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Tab with one element selected adds what hangs on it; else it leads to the next control."""
        if event.type() == QEvent.Type.KeyPress and cast(QKeyEvent, event).key() == Qt.Key.Key_Tab:
            chosen = self.selection.ids if self.bridge.is_editable and self.tool.name == "select" else ()
            following = child_of(self.bridge.map, next(iter(chosen))) if len(chosen) == 1 else None
            if following is not None:
                self.add_next(following)
                return True
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().setCursor(self.tool.cursor)
        super().keyReleaseEvent(event)

    def step_back(self) -> None:
        """Esc: gives up what is under way, else lets go of the selection, else asks for more to be taken away."""
        if self.tool.cancel():
            return
        if self.selection.ids:
            self.selection.clear()
        else:
            self.back_wanted.emit()

    def leaveEvent(self, event: object) -> None:
        self.handles.show_at(None, self.drawing.theme)
