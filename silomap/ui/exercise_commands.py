"""Actions that lead through exercises, make and change them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from silomap.errors import UserError
from silomap.exchange.exercise_writing import for_learners, recorded, write_exercise
from silomap.exchange.exercises import Exercise, exercises, own_folder, read_exercise
from silomap.exchange.workshop_flow import words
from silomap.i18n import _, explain, ngettext
from silomap.paths import free_path
from silomap.ui import files
from silomap.ui.chooser import Choice, Chooser
from silomap.ui.editor import Editor
from silomap.ui.exercise_editor import ExerciseEditor
from silomap.ui.states import SCENARIO, State

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class ExerciseCommands:
    """The part of Commands for exercises."""

    editor: Editor
    window: MainWindow
    _exercise_editor: ExerciseEditor | None = None

    def exercise_start(self) -> None:
        """The exercises to choose from; each opens its map anew."""
        choices = []
        for exercise in exercises():
            minutes = ngettext("{n} minute", "{n} minutes", exercise.minutes)
            told = f"{minutes} · {words(exercise.goal)}"
            choices.append(Choice(words(exercise.title), told, partial(self.begin_exercise, exercise)))
        Chooser(self.window, _("Exercises"), choices).exec()

    def exercise_file(self) -> None:
        """An exercise that somebody wrote."""
        exercise = self._chosen_file(_("Open an exercise"))
        if exercise is not None:
            self.begin_exercise(exercise)

    def _chosen_file(self, title: str) -> Exercise | None:
        """An exercise from a file; None, and a sentence, where there is none."""
        path = files.ask_open(self.window, title, files.exercise_kinds())
        try:
            return read_exercise(path) if path is not None else None
        except UserError as error:
            self.window.tell_problem(explain(error))
            return None

    def exercise_record(self) -> None:
        """An exercise of this map, out of its story where it has one; its map lies beside it. Then it is edited."""
        system_map = self.editor.bridge.document.map
        start = free_path(own_folder(), f"{system_map.info.title} – {_('Exercise')}", ".yaml")
        try:
            start.parent.mkdir(parents=True, exist_ok=True)
            path = files.ask_save(self.window, _("Make an exercise"), start, files.exercise_kinds())
            if path is None:
                return
            path = path if path.suffix in (".yaml", ".yml") else path.with_name(path.name + ".yaml")
            beside = free_path(path.parent, path.stem)  # a map that is there stays
            files.export(for_learners(system_map), beside)
            exercise = recorded(system_map, beside.name, beside.parent)
            write_exercise(exercise, path)
        except (UserError, OSError) as error:
            self.window.tell_problem(explain(error) if isinstance(error, UserError) else str(error))
            return
        self.editor.toast.tell(_("{name} was written, and its map beside it.", name=path.name))
        self._show_editor(exercise, path)

    def exercise_edit(self) -> None:
        """Which exercise to change: one's own, one from a file, or one that ships, of which a copy is made."""
        choices = [Choice(_("An exercise from a file…"), "", self._edit_other)]
        for exercise in exercises():
            told = _("your own") if exercise.source is not None else _("it ships with SiloMap: a copy of it")
            choices.append(Choice(words(exercise.title), told, partial(self.edit_exercise, exercise)))
        Chooser(self.window, _("Change an exercise"), choices).exec()

    def _edit_other(self) -> None:
        exercise = self._chosen_file(_("Change an exercise"))
        if exercise is not None:
            self.edit_exercise(exercise)

    def edit_exercise(self, exercise: Exercise) -> None:
        """Opens its map anew and the editor beside it; of one that ships, a copy is changed."""
        path = exercise.source
        try:
            if path is None:
                path = free_path(own_folder(), words(exercise.title), ".yaml")
                exercise = replace(exercise, id=path.stem)
                write_exercise(exercise, path)
        except UserError as error:
            self.window.tell_problem(explain(error))
            return
        if self._opened_map_of(exercise):
            self._show_editor(exercise, path)

    def _show_editor(self, exercise: Exercise, path: Path) -> None:
        self.close_exercise_editor()
        dialog = ExerciseEditor(self.window, self.editor, exercise, path)
        dialog.tried.connect(self._try_exercise)
        dialog.finished.connect(lambda _code: self.close_exercise_editor(dialog))
        self._exercise_editor = dialog
        dialog.show()

    def close_exercise_editor(self, which: ExerciseEditor | None = None) -> None:
        """Keeps what was written and closes the editor, where one (this one) is open."""
        dialog = self._exercise_editor
        if dialog is not None and which in (None, dialog):
            self._exercise_editor = None
            dialog.keep()
            dialog.hide()
            dialog.deleteLater()

    def _try_exercise(self, path: Path) -> None:
        try:
            exercise = read_exercise(path)
        except UserError as error:
            self.window.tell_problem(explain(error))
            return
        self.begin_exercise(exercise)
        if self.editor.exercise.exercise is exercise:
            self._show_editor(exercise, path)

    def begin_exercise(self, exercise: Exercise) -> None:
        """Opens the map of an exercise and begins it."""
        if not self._opened_map_of(exercise):
            return
        self.editor.exercise.begin(exercise)
        self.editor.side.buttons["exercise"].show()
        self.editor.side.buttons["numbers"].hide()
        self.editor.show_panel("exercise")

    def _opened_map_of(self, exercise: Exercise) -> bool:
        """Opens a new map like that of an exercise; False where the person keeps the one that is open."""
        before = self.window.bridge
        if exercise.file is not None:
            self.window.show_copy(exercise.file)
        else:
            self.window.show_template(exercise.map)
        return self.window.bridge is not None and self.window.bridge is not before

    def do_with_exercise(self, deed: str, key: str) -> None:
        """What the panel of an exercise asks of the window."""
        if deed == "compare":
            self.editor.view_deeds.compare(State(SCENARIO, key))
        elif deed == "leave":
            self.editor.side.buttons["exercise"].hide()
            self.editor.side.buttons["numbers"].show()
            self.editor.show_panel("findings")
