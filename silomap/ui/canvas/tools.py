"""The tools of the canvas: objects with press, move, release and cancel. Exactly one is in the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QApplication, QRubberBand

from silomap.i18n import N_
from silomap.model.elements import Link, Sector, Sticky
from silomap.model.vocabulary import KINDS
from silomap.report.picture.drawing import Item
from silomap.report.picture.items import NodeItem, RegionItem
from silomap.report.picture.sticky import StickyItem
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.link_drag import LinkDrag

if TYPE_CHECKING:
    from silomap.ui.canvas.view import CanvasView

SMALLEST_REGION = 120.0
SMALLEST_STICKY = 40.0


class Tool:
    """A tool that does nothing; the base of the others."""

    name = "none"
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def press(self, pos: QPointF, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        """The left button goes down at a place in the scene and on the screen."""

    def move(self, pos: QPointF, at: QPoint, pressed: bool) -> None:
        """The pointer moves."""

    def release(self, pos: QPointF, at: QPoint) -> None:
        """The left button goes up."""

    def give_up(self) -> bool:
        """Ends what is under way, as what it is about may be gone; False where nothing is. The tool stays in hand."""
        return False

    def cancel(self) -> bool:
        """Gives up what is under way, else puts the tool down; False where there was nothing to do."""
        return self.give_up()


class SelectTool(Tool):
    """Select, rubber band, move, resize a region, and draw a link from a handle."""

    name = "select"

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._band: QRubberBand | None = None
        self._start = QPointF()
        self._start_at = QPoint()
        self._moving: dict[str, tuple[float, float]] = {}
        self._has_moved = False
        self._resizing: str | None = None
        self._link = LinkDrag(view)
        self._click_clears: str | None = None
        self._ghost: tuple[str, str] | None = None

    def press(self, pos: QPointF, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        self._start, self._start_at, self._has_moved = pos, at, False
        self._click_clears = None
        source = self.view.handles.hit(pos, self.view.scale_factor)
        if source is not None and self.view.bridge.is_editable:
            self._link.begin(source, pos)
            return
        taken = self.view.ends.hit(pos, self.view.scale_factor)
        if taken is not None and self.view.bridge.is_editable:
            link = self.view.bridge.map[taken[0]]
            if isinstance(link, Link):
                self._link.begin_end(link, taken[1], pos)
                return
        fold = elsewhere.fold_at(self.view, pos)
        if fold is not None:
            self.view.fold_wanted.emit(fold)
            return
        item = self.view.item_at(at)
        ghost = self.view.drawing.ghosts.found(self.view.items(at)) if not isinstance(item, NodeItem) else None
        if ghost is not None:
            self._ghost = ghost
            return
        several = bool(keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        if isinstance(item, RegionItem | StickyItem) and self._takes_corner(item, pos):
            self._resizing = item.element_id
        elif item is None or (isinstance(item, RegionItem) and not self._takes_region(item, pos)):
            self._begin_band(at, several)
        else:
            self._take(item, several)

    def _takes_region(self, region: RegionItem, pos: QPointF) -> bool:
        reach = 6 / self.view.scale_factor
        rect = region.rect
        on_title = pos.y() - rect.top() <= RegionItem.TITLE
        inner = rect.adjusted(reach, reach, -reach, -reach)
        return on_title or not inner.contains(pos)

    def _takes_corner(self, region: RegionItem | StickyItem, pos: QPointF) -> bool:
        can_move = self.view.bridge.may_move and self.view.drawing.perspective.is_own
        if region.element_id not in self.view.selection.ids or not can_move:
            return False
        return (region.resize_corner() - pos).manhattanLength() * self.view.scale_factor <= 14

    def _take(self, item: Item, several: bool) -> None:
        selection = self.view.selection
        if several:
            selection.toggle(item.element_id)
        elif item.element_id in selection.ids:
            self._click_clears = item.element_id
        else:
            selection.set([item.element_id])
        if self.view.bridge.may_move:
            self._moving = self.view.positions_of(selection.ids)

    def _begin_band(self, at: QPoint, several: bool) -> None:
        if not several:
            self.view.selection.clear()
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.view.viewport())
        self._band.setGeometry(QRect(at, QSize()))
        self._band.show()

    def move(self, pos: QPointF, at: QPoint, pressed: bool) -> None:
        if self._link.is_active:
            self._link.move(pos, at)
            return
        if not pressed:
            return
        far = (at - self._start_at).manhattanLength() >= QApplication.startDragDistance() // 2
        self._has_moved = self._has_moved or far
        if self._band is not None:
            self._band.setGeometry(QRect(self._start_at, at).normalized())
        elif self._has_moved and self._resizing:
            self.view.resize_preview(self._resizing, self._new_rect(self._resizing, pos))
        elif self._has_moved and self._moving:
            shift = pos - self._start
            self.view.carry(self._moving, shift)
            self.view.handles.show_at(None, self.view.drawing.theme)

    def release(self, pos: QPointF, at: QPoint) -> None:
        if self._ghost is not None:
            if self._ghost == self.view.drawing.ghosts.found(self.view.items(at)):
                self.view.ghost_wanted.emit(*self._ghost)
        elif self._link.is_active:
            self._link.finish(pos, at)
        elif self._band is not None:
            self._finish_band(at)
        elif self._resizing and self._has_moved:
            self._finish_resize(self._resizing, pos)
        elif self._has_moved and self._moving:
            shift = pos - self._start
            self.view.carrying.end()
            self.view.commit_move(
                {k: (x + shift.x(), y + shift.y()) for k, (x, y) in self._moving.items()}, drop=True
            )
        elif self._click_clears and not self._has_moved:
            self.view.selection.set([self._click_clears])
        self._reset()

    def give_up(self) -> bool:
        busy = bool(self._link.cancel() or self._band or (self._has_moved and (self._moving or self._resizing)))
        if self._moving and self._has_moved:
            self.view.carry(self._moving, QPointF())
            self.view.carrying.end()
            self.view.motion.settle()
        if self._resizing:
            self.view.redraw([self._resizing])
        self._reset()
        return busy

    def _reset(self) -> None:
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
        self._band, self._moving, self._resizing, self._has_moved = None, {}, None, False
        self._ghost = None

    def _finish_band(self, at: QPoint) -> None:
        area = QRect(self._start_at, at).normalized()
        if area.width() > 3 or area.height() > 3:
            found = self.view.nodes_in(self.view.mapToScene(area).boundingRect())
            self.view.selection.set(self.view.selection.ids | found)

    def _new_rect(self, key: str, pos: QPointF) -> QRectF:
        item = self.view.drawing.items_by_id[key]
        sector = self.view.bridge.map.element(key)
        if not isinstance(item, RegionItem | StickyItem) or not isinstance(sector, Sector | Sticky):
            return QRectF()
        w, h = sector.width or 0.0, sector.height or 0.0
        left, top = (sector.x or 0.0) - w / 2, (sector.y or 0.0) - h / 2
        least = SMALLEST_REGION if isinstance(sector, Sector) else SMALLEST_STICKY
        return QRectF(left, top, max(least, pos.x() - left), max(least, pos.y() - top))

    def _finish_resize(self, key: str, pos: QPointF) -> None:
        rect = self._new_rect(key, pos)
        with self.view.bridge.edit(N_("Resize “{name}”"), {"name": self.view.bridge.map.label(key)}) as draft:
            centre = rect.center()
            draft.set(
                key,
                x=round(centre.x(), 1),
                y=round(centre.y(), 1),
                width=round(rect.width(), 1),
                height=round(rect.height(), 1),
            )


class AddTool(Tool):
    """Click places an element of a kind; typing names it at once."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, kind: str) -> None:
        super().__init__(view)
        self.name = kind

    def press(self, pos: QPointF, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        self.view.begin_element(self.name, pos)

    def cancel(self) -> bool:
        self.view.use_tool("select")
        return True


class LinkTool(Tool):
    """Press on one element, release on another."""

    name = "link"
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._drag = LinkDrag(view)

    def press(self, pos: QPointF, at: QPoint, keys: Qt.KeyboardModifier) -> None:
        item = self.view.item_at(at)
        if self._drag.is_active:
            self._drag.finish(pos, at)
        elif isinstance(item, NodeItem):
            self._drag.begin(item.element_id, pos)

    def move(self, pos: QPointF, at: QPoint, pressed: bool) -> None:
        if self._drag.is_active:
            self._drag.move(pos, at)

    def release(self, pos: QPointF, at: QPoint) -> None:
        if self._drag.is_active and not self._drag.is_over_source(at):
            self._drag.finish(pos, at)

    def give_up(self) -> bool:
        return self._drag.cancel()

    def cancel(self) -> bool:
        if not self.give_up():
            self.view.use_tool("select")
        return True


def make_tools(view: CanvasView) -> dict[str, Tool]:
    """Every tool by name."""
    tools: dict[str, Tool] = {"select": SelectTool(view), "link": LinkTool(view)}
    for kind in KINDS:
        tools[kind] = AddTool(view, kind)
    return tools
