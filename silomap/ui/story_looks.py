"""Looks: what is seen now, kept as the fields of a story's step, and shown again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF

from silomap.model.elements import Group, Scenario, StoryStep
from silomap.model.filtering import Filter
from silomap.model.vocabulary import STORY_VIEWS
from silomap.report.picture.perspective import MAP
from silomap.ui.bridge import Earlier
from silomap.ui.views.journey_view import JourneyView
from silomap.ui.views.sheet_view import SheetView

if TYPE_CHECKING:
    from silomap.ui.editor import Editor

CLOSEST = 4.0
"""how far a camera goes in to show what a step has kept"""


def look_of(editor: Editor) -> dict[str, Any]:
    """What is seen now, as the fields of a step."""
    views, lighting = editor.views, editor.lighting
    canvas = editor.canvas
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    journey = views.pages.get("journey")
    lit = lighting.focus.lit(editor.bridge.map)
    whole = seen.contains(canvas.drawing.content_rect())
    return {
        "view": views.name if views.name in STORY_VIEWS else MAP,
        "arrangement": views.arrangement,
        "scenario": editor.bridge.scenario or "",
        "follows": journey.group if views.name == "journey" and isinstance(journey, JourneyView) else "",
        "camera": () if whole else tuple(round(v, 1) for v in (seen.x(), seen.y(), seen.width(), seen.height())),
        "lit": tuple(sorted(lit)) if lit is not None else (),
        "finding": lighting.chosen.key if lighting.chosen is not None else "",
    }


def show_look(editor: Editor, step: StoryStep, largest: float = 1.0) -> None:
    """Shows what a step has kept, as far as it is still there; a sheet at most so many times as large as usual."""
    bridge, views = editor.bridge, editor.views
    scenario = step.scenario if isinstance(bridge.document.map.get(step.scenario), Scenario) else None
    bridge.open_scenario(scenario)
    editor.show_everything()
    views.show_view(step.view)
    if step.view == MAP and views.arrangement != step.arrangement:
        views.arrange(step.arrangement)
    if step.view == "journey" and isinstance(bridge.map.get(step.follows), Group):
        views.follow(step.follows)
    if views.is_on_canvas:
        light(editor, step)
        aim(editor, step)
    elif isinstance(views.page, SheetView):
        views.page.fit(largest)


def light(editor: Editor, step: StoryStep) -> None:
    """Lights what a step speaks of: its finding where it is still found, else its elements."""
    result = editor.result
    finding = result.finding(step.finding) if result is not None else None
    if finding is not None and not editor.lighting.is_covered:
        editor.lighting.choose(finding)
        return
    there = tuple(key for key in step.lit if key in editor.bridge.map)
    if there:
        editor.lighting.light_only(there)


def aim(editor: Editor, step: StoryStep) -> None:
    """Moves the camera to where the step was kept; to all of the map where it has no place of its own."""
    if step.camera:
        editor.canvas.fit(QRectF(*step.camera), most=CLOSEST)
    else:
        editor.canvas.fit(most=CLOSEST)


@dataclass(frozen=True, slots=True)
class Before:
    """Everything that presenting changes about how one looks, to be as it was afterwards."""

    view: str
    arrangement: str
    scenario: str | None
    earlier: Earlier | None
    selected: frozenset[str]
    filter: Filter
    near: Any
    chosen: Any
    centre: Any
    scale: float
    is_covered: bool
    group: str
    sheets: dict[str, float]

    @classmethod
    def of(cls, editor: Editor) -> Before:
        """How it is now."""
        views, lighting, canvas = editor.views, editor.lighting, editor.canvas
        journey = views.pages.get("journey")
        return cls(
            view=views.name,
            arrangement=views.arrangement,
            scenario=editor.bridge.scenario,
            earlier=editor.bridge.earlier,
            selected=editor.selection.ids,
            filter=lighting.focus.filter,
            near=lighting.focus.kept(),
            chosen=lighting.chosen,
            centre=canvas.mapToScene(canvas.viewport().rect().center()),
            scale=canvas.scale_factor,
            is_covered=lighting.is_covered,
            group=journey.group if isinstance(journey, JourneyView) else "",
            sheets={name: page.scale_factor for name, page in views.pages.items() if isinstance(page, SheetView)},
        )

    def restore(self, editor: Editor) -> None:
        """As it was."""
        views, lighting, bridge = editor.views, editor.lighting, editor.bridge
        lighting.cover(self.is_covered)
        if self.earlier is not None:
            bridge.look_back(self.earlier)
        else:
            bridge.open_scenario(self.scenario)
        if views.arrangement != self.arrangement:
            views.arrange(self.arrangement)
        views.show_view(self.view)
        for name, page in views.pages.items():
            if isinstance(page, SheetView):
                page.zoom_to(self.sheets.get(name, page.usual))
        if self.group and self.view == "journey" and self.group in bridge.map:
            views.follow(self.group)
        editor.selection.set(key for key in self.selected if key in bridge.map)
        lighting.focus.restore(self.filter, self.near)
        if self.chosen is not None:
            lighting.choose(self.chosen)
        editor.canvas.fly_to(self.centre, self.scale, fly=False)
