"""Writing an exercise in the window, without touching its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit, QMenu, QPlainTextEdit

from silomap.exchange.exercises import Exercise, exercises, own_folder, read_exercise
from silomap.ui.exercise_checks import MeasureDialog
from silomap.ui.exercise_editor import ExerciseEditor
from tests.ui.conftest import Person
from tests.ui.test_exercises import is_done


@pytest.fixture
def writing(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExerciseEditor:
    """The editor of a new exercise on the map of Turin."""
    person.open("turin")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "mine.yaml"), ""))
    person.window.actions_by_name["exercise_record"].trigger()
    return editor_of(person)


def editor_of(person: Person) -> ExerciseEditor:
    dialog = person.window.commands._exercise_editor
    assert dialog is not None
    return dialog


def write(dialog: ExerciseEditor, name: str, text: str) -> None:
    field = dialog.fields[name]
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(text)


def kept(dialog: ExerciseEditor) -> Exercise:
    dialog.keep()
    return read_exercise(dialog.path)


def choose(dialog: ExerciseEditor, *titles: str) -> None:
    """Chooses from the menu of what can be asked."""
    menu: QMenu | None = dialog.checks.menu
    dialog.checks.fill_menu()
    for number, title in enumerate(titles):
        assert menu is not None
        deed = next(d for d in menu.actions() if d.text() == title)
        assert deed.isEnabled(), title
        if number == len(titles) - 1:
            deed.trigger()
        else:
            menu = deed.menu()  # type: ignore[assignment]


def test_an_exercise_is_written_step_by_step_and_tried(person: Person, writing: ExerciseEditor) -> None:
    dialog = writing
    assert [(dict(step.do), step.checks) for step in kept(dialog).steps] == [({"en": "…"}, ())]
    write(dialog, "title", "Our gap")
    write(dialog, "goal", "See it.\nSay it.")
    write(dialog, "lesson", "It is between us.")
    dialog.minutes.setValue(12)
    dialog.list.setCurrentRow(1)
    write(dialog, "do", "Select the need without an answer")
    write(dialog, "hint", "A broken halo")
    person.editor.selection.set(["need-income"])
    choose(dialog, "Exactly what is selected now is selected")
    assert "✓  Selected: “Insufficient income”" in texts_of(dialog)
    person.picture("exercise-editor", dialog)
    person.editor.selection.set(["need-unemployment"])
    assert "○  Selected: “Insufficient income”" in texts_of(dialog)
    dialog.buttons["add"].click()
    write(dialog, "do", "Look at the matrix")
    choose(dialog, "A view is looked at", "Matrix")
    made = kept(dialog)
    assert (made.title, made.goal, made.minutes) == ({"en": "Our gap"}, {"en": "See it.\nSay it."}, 12)
    assert made.lesson == {"en": "It is between us."}
    assert [(dict(s.do), dict(s.hint), s.checks) for s in made.steps] == [
        (
            {"en": "Select the need without an answer"},
            {"en": "A broken halo"},
            ({"selected": ["need-income"]},),
        ),
        ({"en": "Look at the matrix"}, {}, ({"view": "matrix"},)),
    ]
    dialog._try()
    person.wait_for_analysis()
    panel = person.editor.exercise
    assert panel.exercise is not None
    assert panel.exercise.title == {"en": "Our gap"}
    panel.go(1)
    person.editor.selection.set(["need-income"])
    assert is_done(panel)
    assert editor_of(person).isVisible()
    assert editor_of(person) is not dialog


def texts_of(dialog: ExerciseEditor) -> list[str]:
    rows = dialog.checks._rows
    widgets = [rows.itemAt(n).widget() for n in range(rows.count())]
    return [w.layout().itemAt(0).widget().text() for w in widgets if w is not None and w.layout() is not None]  # type: ignore[attr-defined,union-attr]


def test_steps_move_are_copied_taken_away_and_come_back(person: Person, writing: ExerciseEditor) -> None:
    dialog = writing
    dialog.list.setCurrentRow(1)
    write(dialog, "do", "One")
    dialog.buttons["copy"].click()
    write(dialog, "do", "Two")
    dialog.buttons["earlier"].click()
    assert [s.do["en"] for s in kept(dialog).steps] == ["Two", "One"]
    dialog.buttons["remove"].click()
    assert [s.do["en"] for s in kept(dialog).steps] == ["One"]
    assert not dialog.buttons["remove"].isEnabled()
    dialog.back.click()
    dialog.back.click()
    assert [s.do["en"] for s in kept(dialog).steps] == ["One", "Two"]
    while dialog.back.isEnabled():
        dialog.back.click()
    assert [s.do["en"] for s in kept(dialog).steps] == ["…"]


def test_what_is_needed_stays_until_there_are_other_words(person: Person, writing: ExerciseEditor) -> None:
    dialog = writing
    title = dict(kept(dialog).title)
    write(dialog, "title", "  ")
    assert dict(kept(dialog).title) == title
    assert kept(dialog).steps


def test_every_kind_of_check_is_taken_from_the_map(
    person: Person, writing: ExerciseEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = writing
    dialog.list.setCurrentRow(1)
    dialog.checks.fill_menu()
    greyed = [deed.text() for deed in dialog.checks.menu.actions() if not deed.isEnabled()]
    assert len(greyed) == 5  # nothing is selected
    person.editor.selection.set(["svc-work", "svc-housing"])
    choose(dialog, "The two services that are selected work together")
    choose(dialog, "Something of what is selected now is selected")
    person.editor.selection.set(["need-income"])
    choose(dialog, "The need that is selected is answered")
    choose(dialog, "The element that is selected is gone")
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_args: (3, True))
    choose(dialog, "So many new working links…")
    choose(dialog, "So many pairs of sectors newly joined…")

    def answer() -> None:
        measures = QApplication.activeModalWidget()
        assert isinstance(measures, MeasureDialog)
        measures.measure.setCurrentIndex(measures.measure.findData("joined_need_pairs"))
        assert not measures.ok.isEnabled()
        measures.low.setText("37")
        measures.high.setText("nonsense")
        assert not measures.ok.isEnabled()
        measures.high.setText("36.5")
        assert not measures.ok.isEnabled()
        measures.high.setText("")
        measures.ok.click()

    QTimer.singleShot(100, answer)
    choose(dialog, "A number is in a range…")
    assert kept(dialog).steps[0].checks == (
        {"together": ["svc-housing", "svc-work"]},
        {"selected_any": ["svc-housing", "svc-work"]},
        {"answered": "need-income"},
        {"gone": "need-income"},
        {"new_links": 3},
        {"newly_joined_sectors": 3},
        {"measure": "joined_need_pairs", "at_least": 37},
    )
    assert "○  Pairs of needs joined up at least 37" in texts_of(dialog)
    dialog.checks._remove(0)
    assert len(kept(dialog).steps[0].checks) == 6


def test_one_that_ships_is_changed_as_a_copy_and_other_languages_stay(person: Person) -> None:
    shipped = next(e for e in exercises() if e.id == "three-links")
    person.window.commands.edit_exercise(shipped)
    person.wait_for_analysis()
    dialog = editor_of(person)
    assert dialog.path.parent == own_folder()
    write(dialog, "title", "Two links only")
    made = kept(dialog)
    assert (made.title["en"], made.title["it"]) == ("Two links only", shipped.title["it"])
    assert made.steps == shipped.steps
    assert next(e for e in exercises() if e.id == "three-links").title == shipped.title


def test_what_was_written_last_is_kept_when_the_map_is_closed(person: Person, writing: ExerciseEditor) -> None:
    path = writing.path
    write(writing, "title", "At the last moment")
    person.window.close_map()
    assert read_exercise(path).title == {"en": "At the last moment"}
    assert person.window.commands._exercise_editor is None


def test_a_file_that_cannot_be_written_is_told_and_tried_again(person: Person, writing: ExerciseEditor) -> None:
    dialog, path = writing, writing.path
    dialog.path = path / "gone.yaml"
    write(dialog, "title", "Kept here")
    dialog.keep()
    assert dialog.state.property("problem")
    assert "gone" in dialog.state.text()
    dialog.path = path
    assert kept(dialog).title == {"en": "Kept here"}
    assert not dialog.state.property("problem")
