"""Editing where elements do not stand where the map has them: in lanes, and in the silo and system views.

There a place means something else: a column is a sector, a lane a kind. What is made gets a place on the map, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF

from silomap.analysis.lane_order import LANES
from silomap.analysis.lanes import Column, LanesLayout
from silomap.i18n import N_, _
from silomap.model.elements import Element, Sector, sector_of
from silomap.model.free_places import free_place, move_to_sector
from silomap.report.picture.perspective import Lanes

if TYPE_CHECKING:
    from silomap.ui.canvas.editing import EditingView


def layout_of(view: EditingView) -> LanesLayout | None:
    """The lanes that are seen, if lanes are."""
    seen_as = view.drawing.perspective
    return seen_as.layout if isinstance(seen_as, Lanes) else None


def drop(view: EditingView, positions: Mapping[str, tuple[float, float]]) -> None:
    """Elements were dropped: in another column they change their sector, else they go back to their place."""
    layout = layout_of(view)
    targets: dict[str | None, list[str]] = {}
    for key, (x, _y) in positions.items():
        column = layout.column_at(x) if layout is not None else None
        shown = view.drawing.system_map.get(key)
        if column is None or not isinstance(shown, Element) or column is column_of(view, key):
            continue
        if _is_there(view, column):
            targets.setdefault(column.sector or None, []).append(key)
        else:
            view.bridge.refused.emit(_("This sector is not there in this state of the map."))
    before = view.bridge.map
    _move(view, targets)
    if view.bridge.map is before:
        shown_map = view.drawing.system_map
        view.drawing.move_items({k: (shown_map.element(k).x or 0, shown_map.element(k).y or 0) for k in positions})


def _is_there(view: EditingView, column: Column) -> bool:
    """Whether one can belong to a column: a sector that a scenario takes away has one, too."""
    return not column.sector or column.sector in view.bridge.map


def _move(view: EditingView, targets: Mapping[str | None, Iterable[str]]) -> None:
    keys = [key for chosen in targets.values() for key in chosen]
    if not keys:
        return
    name = view.bridge.map.label(keys[0]) if len(keys) == 1 else ""
    label = N_("Move “{name}” to another sector") if name else N_("Move elements to another sector")
    with view.bridge.edit(label, {"name": name}) as draft:
        for sector, chosen in targets.items():
            move_to_sector(draft, chosen, sector)


def column_of(view: EditingView, key: str) -> Column | None:
    """The column in which an element stands."""
    layout, element = layout_of(view), view.drawing.system_map.get(key)
    if layout is None or not isinstance(element, Element) or element.x is None:
        return None
    return layout.column_at(element.x)


def step_aside(view: EditingView, way: int) -> None:
    """Moves what is selected into the next column, at the right (1) or the left (−1)."""
    layout = layout_of(view)
    if layout is None or not way:
        view.hint(_("Here places follow from sectors and links."))
        return
    targets: dict[str | None, list[str]] = {}
    columns = [column for column in layout.columns if _is_there(view, column)]
    for key in sorted(view.selection.ids):
        column = column_of(view, key)
        if column in columns and view.drawing.node(key) is not None:
            number = columns.index(column) + (1 if way > 0 else -1)
            if 0 <= number < len(columns):
                targets.setdefault(columns[number].sector or None, []).append(key)
    _move(view, targets)


def values_for(view: EditingView, kind: str, pos: QPointF, linked_to: str | None) -> dict[str, Any]:
    """Where a new element stands on the map, and the sector that its column says."""
    if view.drawing.perspective.is_own:
        return {"x": round(pos.x(), 1), "y": round(pos.y(), 1)}
    system_map = view.bridge.map
    values: dict[str, Any] = {}
    layout = layout_of(view)
    column = layout.column_at(pos.x()) if layout is not None else None
    if column is not None and column.sector in system_map and kind in ("actor", "service", "need"):
        values["sector"] = column.sector
    near = system_map.get(linked_to or "")
    if not isinstance(near, Element) or near.x is None:
        near = next((e for e in reversed(system_map.elements) if e.x is not None), None)
    at = (near.x or 0.0, (near.y or 0.0) + 84.0) if near is not None else (0.0, 0.0)
    if kind == "sector":
        right = max(((s.x or 0) + (s.width or 0) / 2 for s in system_map.sectors), default=0.0)
        at = (right + 240.0, at[1])
    x, y = free_place(system_map, values.get("sector"), at)
    return {**values, "x": round(x, 1), "y": round(y, 1)}


def place_in_lane(view: EditingView, kind: str) -> QPointF:
    """Where in the lanes a new element of a kind is named: in its lane, in the column of what is selected."""
    layout = layout_of(view)
    if layout is None or not layout.columns:
        return QPointF()
    lane = next((lane for lane in layout.lanes if lane.kind == kind), layout.lanes[-1])
    chosen = next((c for key in sorted(view.selection.ids) if (c := column_of(view, key))), layout.columns[0])
    return QPointF((chosen.left + chosen.right) / 2, (lane.top + lane.bottom) / 2)


def kind_at(view: EditingView, pos: QPointF) -> str | None:
    """The kind of the lane at a place, where lanes are seen."""
    layout = layout_of(view)
    lane = layout.lane_at(pos.y()) if layout is not None else None
    return lane.kind if lane is not None and lane.kind in LANES else None


def fold_at(view: EditingView, pos: QPointF) -> str | None:
    """The sector whose column a click here folds or unfolds; None where a click means something else."""
    layout = layout_of(view)
    if layout is None:
        return None
    for column in layout.columns:
        on_handle = column.right - 40 < pos.x() < column.right and 0 < pos.y() < 44
        if on_handle or (
            column.is_collapsed and column.left < pos.x() < column.right and 0 < pos.y() < layout.height
        ):
            return column.sector
    return None


def sectors_of(view: EditingView, ids: Iterable[str]) -> set[str]:
    """The sectors that some elements are or belong to."""
    entities = (view.bridge.map.get(key) for key in ids)
    return {e.id if isinstance(e, Sector) else sector_of(e) or "" for e in entities if isinstance(e, Element)}
