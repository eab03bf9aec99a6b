"""What the canvas does to the map: the edits behind tools and keys, and the names that are typed in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from silomap.i18n import N_, _
from silomap.model import edits
from silomap.model.elements import Element, Image, Link, Sector, Sticky
from silomap.model.free_places import free_place
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.report.picture.items import NodeItem, RegionItem
from silomap.report.picture.links import LinkItem
from silomap.report.picture.sticky import StickyItem
from silomap.report.sentences import link_words
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.camera import CameraView
from silomap.ui.canvas.flow import Next, child_of
from silomap.ui.canvas.inline import InlineEditor
from silomap.ui.canvas.motion import LARGE
from silomap.ui.canvas.movement import Movement
from silomap.ui.pictures import kept
from silomap.ui.selection import Selection

FEW = 8
"""So many elements are drawn with their links while they move; more are carried as a picture."""


class EditingView(CameraView):
    """A view that edits; tools and events are the CanvasView's."""

    hinted = Signal(str)

    def __init__(self, bridge: Bridge, selection: Selection, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.bridge = bridge
        self.selection = selection
        self._editor: InlineEditor | None = None
        self._movement = Movement(self)

    def positions_of(self, ids: Iterable[str]) -> dict[str, tuple[float, float]]:
        """Where elements that can be moved are, and with a sector also its members."""
        found = {}
        seen_as, shown = self.drawing.perspective, self.drawing.system_map
        for key in ids if seen_as.is_own or seen_as.has_columns else ():
            element = shown.get(key)
            if isinstance(element, Sector):
                if not seen_as.is_own:
                    continue
                for member in shown.members_of(key):
                    found[member] = self._place(shown.element(member))
            if isinstance(element, Element) and not element.pinned:
                found[key] = self._place(element)
        return found

    @staticmethod
    def _place(element: Element) -> tuple[float, float]:
        return (element.x or 0.0, element.y or 0.0)

    def commit_move(self, positions: Mapping[str, tuple[float, float]], drop: bool, merge: str | None = None) -> None:
        """Makes a move real: one step, and who was dropped into a region joins its sector."""
        if not self.drawing.perspective.is_own:
            elsewhere.drop(self, positions)
            self.motion.settle()
            return
        name = self.bridge.map.label(next(iter(positions))) if len(positions) == 1 else ""
        label = N_("Move “{name}”") if name else N_("Move elements")
        sectors = {k for k in positions if isinstance(self.bridge.map.get(k), Sector)}
        carried = {m for s in sectors for m in self.bridge.map.members_of(s)}
        with self.bridge.edit(label, {"name": name}, merge=merge) as draft:
            edits.move(draft, positions)
            if drop:
                edits.join_sectors_by_place(draft, set(positions) - sectors - carried)
        self.motion.settle()

    def carry(self, places: Mapping[str, tuple[float, float]], shift: QPointF) -> None:
        """Shows elements on their way; on a large map as a picture over the rest, which is then a picture too."""
        if len(self.bridge.map) > LARGE or len(places) > FEW:
            if not self.carrying.is_on:
                self.carrying.begin(places)
            self.carrying.move(shift)
            return
        self.motion.begin(0, still=True)
        self.drawing.move_items({k: (x + shift.x(), y + shift.y()) for k, (x, y) in places.items()})

    def nudge(self, dx: float, dy: float) -> None:
        """Moves the selection a little; several nudges in a row are one step. In lanes: into the next column."""
        if not self.drawing.perspective.is_own:
            elsewhere.step_aside(self, int(dx))
            return
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

    def say_links(self, ids: Iterable[str]) -> None:
        """Says what the links among these say now."""
        links = (self.bridge.map.get(key) for key in sorted(ids))
        said = [link_words(self.bridge.map, k.kind, k.source, k.target) for k in links if isinstance(k, Link)]
        self.hint(" · ".join(said[:3]))

    def reconnect(self, key: str, end: str, to: str) -> None:
        """Takes one end of a link to another element."""
        with self.bridge.edit(N_("Link to “{name}” instead"), {"name": self.bridge.map.label(to)}) as draft:
            edits.reconnect(draft, key, end, to)

    def move_from(self, before: SystemMap) -> None:
        """After elements have moved: shows the way from where they stood."""
        if not self.reduce_motion and self.isVisible():
            self._movement.start(before, self.drawing.system_map)

    def draw_service(self, needs: Iterable[str], providers: Iterable[str]) -> None:
        """Draws a joint service with its providers and needs among them, and asks for its name."""
        around = [*needs, *providers]
        self.selection.set(around[:1])
        place, made = self.place_for_new("service"), ""
        label = _("Joint service")
        with self.bridge.edit(N_("Add “{name}”"), {"name": label}) as draft:
            values = elsewhere.values_for(self, "service", place, around[0] if around else None)
            made = edits.add_element(draft, "service", label, **values)
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
            self.bridge.refused.emit(self.bridge.why_not_editable())
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
            made = edits.add_element(draft, kind, label, **elsewhere.values_for(self, kind, pos, linked_to))
            if not self.drawing.perspective.is_own:
                pass  # its sector is that of the column
            elif kind == "sector":
                members = (n for n in self.nodes_in(self._new_region(pos)) if self._is_free(n))
                edits.join_sectors_by_place(draft, members)
            else:
                edits.join_sectors_by_place(draft, [made])
            if (
                linked_to is not None and draft.get(linked_to) is not None
            ):  # it may have gone while the name was typed
                edits.connect(draft, str(linked_to), made)
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

    def put_picture(self, image: QImage, pos: QPointF | None = None) -> None:
        """Lays a picture on the map: as it is, or as large as a region at most."""
        entity = kept(image)
        size = image.size().toSizeF()
        most = QSizeF(420, 420)
        if size.width() > most.width() or size.height() > most.height():
            size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        place = pos or self.place_for_new("sticky")
        values = {"width": max(40.0, round(size.width()) + 16.0), "height": max(40.0, round(size.height()) + 20.0)}
        made = ""
        with self.bridge.edit(N_("Add a picture")) as draft:
            if draft.get(entity.id) is None:
                draft.put(entity)
            at = elsewhere.values_for(self, "sticky", place, None)
            made = edits.add_element(draft, "sticky", image=entity.id, **{**at, **values})
        if made in self.bridge.map:
            self.selection.set([made])
            self.keep_in_sight([made])

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
        if isinstance(item, StickyItem):
            rect = QRectF(rect.left(), rect.center().y() - 20, rect.width(), 40)
        elif isinstance(item, RegionItem):
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
        if self.drawing.perspective.has_columns:
            return elsewhere.place_in_lane(self, kind)
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
        """Shows a region or sticky note as large as it would become."""
        item = self.drawing.items_by_id.get(key)
        element = self.bridge.map.get(key)
        if not isinstance(element, Sector | Sticky):
            return
        centre = rect.center()
        shown = replace(element, x=centre.x(), y=centre.y(), width=rect.width(), height=rect.height())
        if isinstance(item, RegionItem) and isinstance(shown, Sector):
            item.show_sector(shown, self.drawing.colour_of(element), self.drawing.theme)
        elif isinstance(item, StickyItem) and isinstance(shown, Sticky):
            image = self.bridge.map.get(shown.image)
            item.show_sticky(shown, image if isinstance(image, Image) else None, self.drawing.theme)

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
        if not self.drawing.perspective.is_own:
            place = self.place_for_new(following.kind)
        self.centre_if_outside(QRectF(place.x() - 100, place.y() - 40, 200, 80))
        self.begin_element(following.kind, place, following.linked_to)

    def hint(self, text: str) -> None:
        """A sentence about what is going on."""
        self.hinted.emit(text)
