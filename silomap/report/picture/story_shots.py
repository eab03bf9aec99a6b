"""The steps of a story as pictures: what a room would see, drawn without a window."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from silomap.model.elements import Group, Scenario, StoryStep
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.report.document.drawn import Drawn
from silomap.report.document.known import Known
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.export import application
from silomap.report.picture.items import RINGS
from silomap.report.picture.leaves import USUAL_MISSING, Wish, leaves, perspective_of
from silomap.report.picture.shots import picture_of
from silomap.report.themes import LIGHT

EDGE = 14.0


def draw_step(system_map: SystemMap, step: StoryStep, known: Known) -> Drawn:
    """What a step shows, at the last stage of its reveal; what is gone from the map is left out."""
    application()
    is_there = isinstance(system_map.get(step.scenario), Scenario)
    shown = shown_with(system_map, step.scenario) if is_there else system_map
    if step.view in ("map", "lanes"):
        drawing = _drawn(shown, step, known)
        area = QRectF(*step.camera) if step.camera else drawing.content_rect().adjusted(-EDGE, -EDGE, EDGE, EDGE)
        if area.isEmpty():
            area = QRectF(0, 0, 800, 500)
        return picture_of(area.size(), lambda painter, target: drawing.render(painter, target, area))
    group = step.follows if isinstance(shown.get(step.follows), Group) else ""
    leaf = next(leaves(shown, Wish(view=step.view, group=group, has_frame=False)))
    return picture_of(leaf.size, leaf.paint)


def _drawn(shown: SystemMap, step: StoryStep, known: Known) -> Drawing:
    drawing, result = Drawing(LIGHT), known.result(shown)
    view = step.view if step.view != "map" else step.arrangement
    drawing.show_map(shown, seen_as=perspective_of(shown, Wish(view=view)))
    last = step.reveal[-1] if step.reveal else "gaps"
    finding = result.finding(step.finding)
    if last != "map":
        drawing.set_rings({need.id: need.state for need in result.needs if need.state in RINGS})
        missing = {(gap.source, gap.target) for gap in result.gaps[: 1 if last == "best" else USUAL_MISSING]}
        drawing.set_missing(finding.missing if finding is not None else missing)
    lit = finding.elements if finding is not None else tuple(key for key in step.lit if key in shown)
    if lit:
        drawing.light(lit)
    drawing.set_detail(True)
    return drawing
