"""Elements that have moved in the map, shown on their way there: one movement that the eye can follow. What is new
comes into sight meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QVariantAnimation

from silomap.model.elements import Element
from silomap.model.system_map import SystemMap
from silomap.report.picture.items import NodeItem
from silomap.ui.canvas.camera import CameraView

DURATION = 350
MOST = 300
"""With more elements they are simply there: a picture of each step would take longer than the step."""


class Movement(QObject):
    """The map has the new places already; this only draws."""

    def __init__(self, view: CameraView) -> None:
        super().__init__(view)
        self._view = view
        self._animation: QVariantAnimation | None = None
        self._ends: dict[str, tuple[float, float]] = {}
        self._fresh: list[str] = []

    def start(self, before: SystemMap, after: SystemMap) -> None:
        """Shows every node on its way from one map to the other."""
        self.stop()
        drawing = self._view.drawing
        ways: dict[str, tuple[QPointF, QPointF]] = {}
        fresh = [key for key in drawing.items_by_id if key not in before]
        for key, item in drawing.items_by_id.items():
            old, new = before.get(key), after.get(key)
            if isinstance(item, NodeItem) and isinstance(old, Element) and isinstance(new, Element):
                ends = QPointF(old.x or 0, old.y or 0), QPointF(new.x or 0, new.y or 0)
                if ends[0] != ends[1]:
                    ways[key] = ends
        if len(fresh) == len(drawing.items_by_id):
            fresh = []  # another map altogether
        if not (ways or fresh) or len(ways) + len(fresh) > MOST:
            return
        self._fresh = fresh
        self._ends = {key: (end.x(), end.y()) for key, (_start, end) in ways.items()}
        animation = QVariantAnimation(self)
        animation.setDuration(DURATION)
        animation.setStartValue(0.0)
        animation.setEndValue(1.0)
        animation.setEasingCurve(QEasingCurve.Type.InOutCubic)

        def step(t: float) -> None:
            self._view.motion.begin(0, still=True)
            drawing.move_items({key: _between(*way, t) for key, way in ways.items()})
            for key in fresh:
                item = drawing.items_by_id.get(key)
                if item is not None:
                    item.setOpacity(t)

        animation.valueChanged.connect(step)
        animation.finished.connect(self.stop)
        self._animation = animation
        drawing.is_hasty = True
        step(0.0)
        animation.start()

    def stop(self) -> None:
        """Everything stands where it belongs; safe to call when nothing moves."""
        animation, self._animation = self._animation, None
        if animation is not None:
            animation.stop()
            animation.deleteLater()
            self._view.drawing.move_items(self._ends)
            self._view.drawing.light_again(self._fresh)
            self._view.drawing.is_hasty = False
            self._view.refine()
            self._view.motion.settle()


def _between(start: QPointF, end: QPointF, t: float) -> tuple[float, float]:
    at = start + (end - start) * t
    return (at.x(), at.y())
