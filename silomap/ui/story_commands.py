"""Actions that keep and tell the story of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from silomap.i18n import N_, _
from silomap.model import story
from silomap.model.elements import StoryStep
from silomap.model.evaluation import groups
from silomap.model.story import steps_of
from silomap.report.ready_story import ready_story, theme_step
from silomap.report.sentences import sentence
from silomap.ui.editor import Editor
from silomap.ui.presenting.presenter import Presenter
from silomap.ui.story_looks import look_of, show_look

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class StoryCommands:
    """The part of Commands that trainers use."""

    editor: Editor
    window: MainWindow

    def panel_story(self) -> None:
        self.editor.show_panel("story")

    def story_keep(self) -> None:
        """What is seen now becomes the last step of the story, or the one behind the open one."""
        editor, made = self.editor, ""
        values = look_of(editor)
        chosen = editor.lighting.chosen
        values["title"] = sentence(editor.bridge.map, chosen) if chosen is not None else ""
        with editor.bridge.edit_today(N_("Keep this view as a step of the story")) as draft:
            made = story.add_step(draft, after=editor.story.current, **values)
        if made in editor.bridge.document.map:
            editor.story.current = made
            editor.show_panel("story") if editor.views.is_on_canvas else None
            editor.story.refresh()
            editor.toast.tell(_("This view is a step of the story now."))

    def story_ready(self) -> None:
        """A whole story to begin with."""
        editor = self.editor
        if editor.result is None:
            return
        values = ready_story(editor.bridge.map, editor.result)
        with editor.bridge.edit_today(N_("Begin with a ready story")) as draft:
            for step in values:
                story.add_step(draft, **step)
        editor.show_panel("story")

    def theme_into_story(self, key: str) -> None:
        """A theme of the notes becomes the last step of the story."""
        system_map = self.editor.bridge.document.map
        group = next((g for g in groups(system_map) if g.theme is not None and g.theme.id == key), None)
        if group is None:
            return
        with self.editor.bridge.edit_today(N_("Put a theme into the story")) as draft:
            story.add_step(draft, **theme_step(system_map, group))
        self.editor.toast.tell(_("“{name}” is a step of the story now.", name=system_map.label(key)))

    def present(self) -> None:
        """Tells the story from its beginning; without one, a ready one that is not kept."""
        self.begin_presenting("")

    def begin_presenting(self, key: str) -> None:
        """Tells the story from a step."""
        editor = self.editor
        if self.window.presenter is not None:
            return
        editor.setFocus()  # a field that is being typed into tells its edit
        steps = steps_of(editor.bridge.document.map)
        if not steps and editor.result is not None:
            steps = [
                StoryStep(id=f"ready:{n}", **values)
                for n, values in enumerate(ready_story(editor.bridge.map, editor.result))
            ]
        if not steps:
            editor.toast.tell(_("There is nothing to present yet."))
            return
        first = next((number for number, step in enumerate(steps) if step.id == key), 0)
        editor.replay.stop()
        presenter = Presenter(self.window, editor, steps, first)
        self.window.presenter = presenter
        presenter.ended.connect(self.window.presenting_ended)

    def do_with_step(self, deed: str, key: str) -> None:
        """What the story's panel asks of the window."""
        step = self.editor.bridge.document.map.get(key)
        if deed == "keep":
            self.story_keep()
        elif deed == "ready":
            self.story_ready()
        elif deed == "present":
            self.begin_presenting(key)
        elif isinstance(step, StoryStep) and deed == "show":
            show_look(self.editor, step)
        elif isinstance(step, StoryStep) and deed == "update":
            with self.editor.bridge.edit_today(N_("Keep the present view as this step")) as draft:
                story.change_step(draft, key, **look_of(self.editor))
