"""A story kept and told in the real window, with the keys of a presenter remote; the map is not changed by it."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit

from silomap.cli import main
from silomap.model import edits, story
from silomap.model.elements import StoryStep
from silomap.model.opening import read_file
from silomap.model.story import steps_of
from silomap.ui.presenting.aside import Aside
from silomap.ui.presenting.presenter import Presenter
from tests.ui.conftest import Person

HD = (1920, 1080)


def present(person: Person, key: str = "") -> Presenter:
    person.window.commands.begin_presenting(key)
    presenter = person.window.presenter
    assert presenter is not None
    person.window.resize(*HD)
    QApplication.processEvents()
    return presenter


def press(person: Person, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(person.window, key)
        QApplication.processEvents()


def steps(person: Person) -> list[StoryStep]:
    return steps_of(person.editor.bridge.document.map)


def keep(person: Person, **values: object) -> str:
    with person.editor.bridge.edit_today("Keep") as draft:
        return story.add_step(draft, **values)


def test_the_present_view_becomes_a_step_and_is_shown_again(person: Person) -> None:
    person.open("turin")
    names = person.window.actions_by_name
    names["view_lanes"].trigger()
    names["story_keep"].trigger()
    names["view_journey"].trigger()
    person.wait_for_analysis()
    names["story_keep"].trigger()
    names["view_map"].trigger()
    assert person.editor.result is not None
    finding = person.editor.result.findings[0]
    person.editor.lighting.choose(finding)
    names["story_keep"].trigger()
    kept = steps(person)
    assert [step.view for step in kept] == ["lanes", "journey", "map"]
    assert kept[1].follows != ""
    assert kept[2].finding == finding.key
    assert "Nobody responds to" in kept[2].title
    person.editor.show_everything()
    person.window.commands.do_with_step("show", kept[2].id)
    assert person.editor.lighting.chosen == finding
    person.window.commands.do_with_step("show", kept[0].id)
    assert person.editor.views.name == "lanes"


def test_a_story_is_edited_in_its_panel_and_every_edit_is_undone(person: Person) -> None:
    person.open("two-desks")
    for title in ("One", "Two", "Three"):
        keep(person, title=title)
    person.window.actions_by_name["panel_story"].trigger()
    panel = person.editor.story
    assert [card.step.title for card in panel.cards] == ["One", "Two", "Three"]
    QTest.mouseClick(panel.cards[1], Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    card = panel.cards[1]
    field = card.fields["question"]
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    person.type("How often does she start from zero?")
    person.editor.canvas.setFocus()
    assert steps(person)[1].question == "How often does she start from zero?"
    panel.cards[1].stages["gaps"].click()
    panel.cards[1].stages["map"].click()
    assert steps(person)[1].reveal == ("map", "gaps")
    panel.cards[1].deed.emit("later", steps(person)[1].id)
    assert [step.title for step in steps(person)] == ["One", "Three", "Two"]
    panel.cards[0].deed.emit("copy", steps(person)[0].id)
    panel.cards[3].deed.emit("remove", steps(person)[3].id)
    assert [step.title for step in steps(person)] == ["One", "One", "Three"]
    for _step in range(6):
        person.window.actions_by_name["undo"].trigger()
    assert [(step.title, step.question, step.reveal) for step in steps(person)] == [
        ("One", "", ()),
        ("Two", "", ()),
        ("Three", "", ()),
    ]


def test_ten_steps_are_told_with_a_remote_and_the_map_is_as_it_was(person: Person) -> None:
    person.open("turin")
    bridge = person.editor.bridge
    scenario, group = bridge.map.scenarios[0].id, person.named("Single-parent families")
    looks: list[dict[str, object]] = [
        {"view": "map"},
        {"arrangement": "silo"},
        {"arrangement": "system"},
        {"view": "lanes"},
        {"view": "matrix"},
        {"view": "journey", "follows": group},
        {"view": "map", "reveal": ("map", "gaps", "best")},
        {"view": "map", "scenario": scenario},
        {"view": "charts"},
        {"view": "overview"},
    ]
    for number, look in enumerate(looks):
        keep(person, title=f"Step {number}", text="Words", question="And now?", **look)
    person.window.actions_by_name["view_lanes"].trigger()
    person.editor.selection.set([group])
    person.editor.show_near(1)
    person.wait_for_analysis()
    before, commits = bridge.document.map, bridge.document.history.last_seq
    camera = person.editor.canvas.scale_factor
    lit = person.editor.lighting.focus.lit(bridge.map)
    size = person.window.size()
    presenter = present(person)
    seen = []
    for _press in range(12):
        seen.append((presenter.number, presenter.stage, person.editor.views.name, bridge.scenario or ""))
        press(person, Qt.Key.Key_PageDown)
    assert person.window.presenter is None  # past the last step
    assert [row[0] for row in seen] == [0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 8, 9]
    assert [row[2] for row in seen] == [
        *("map", "map", "map", "lanes", "matrix", "journey"),
        *("map", "map", "map", "map", "charts", "overview"),
    ]
    assert seen[9][3] == scenario
    assert {row[3] for row in seen[:9]} == {""}
    assert bridge.document.map == before
    assert bridge.document.history.last_seq == commits
    assert bridge.scenario is None
    assert person.editor.views.name == "lanes"
    assert person.editor.selection.ids == {group}
    assert person.editor.lighting.focus.lit(bridge.map) == lit
    assert person.editor.canvas.scale_factor == pytest.approx(camera, rel=0.2)  # the window may have another size
    assert not person.window.isFullScreen()
    assert not person.editor.aside.isVisible()
    for part in (person.window.topbar, person.editor.views.bar, person.editor.rail, person.editor.side):
        assert part.isVisible()
    person.window.resize(size)
    person.wait(lambda: not person.window.job.is_busy)


def test_a_reveal_goes_from_the_bare_map_to_the_gaps_to_the_best_link_and_back(person: Person) -> None:
    person.open("turin")
    keep(person, title="Where?", reveal=("map", "gaps", "best"))
    presenter = present(person)
    drawing = person.editor.canvas.drawing
    assert not drawing.ghosts.items
    assert presenter.aside.forward.text().startswith("Reveal the gaps")
    press(person, Qt.Key.Key_Right)
    assert len(drawing.ghosts.items) > 1
    press(person, Qt.Key.Key_Right)
    assert len(drawing.ghosts.items) == 1
    assert person.editor.lighting.chosen is not None
    press(person, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert presenter.stage == 0
    assert not drawing.ghosts.items
    press(person, Qt.Key.Key_Escape)
    assert person.window.presenter is None
    assert len(drawing.ghosts.items) > 1


def test_no_key_of_the_window_edits_while_a_story_is_told(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One")
    keep(person, title="Two")
    person.editor.selection.set(["need-job"])
    before = person.editor.bridge.document.map
    present(person)
    press(person, Qt.Key.Key_Delete, Qt.Key.Key_A, Qt.Key.Key_T, Qt.Key.Key_X, Qt.Key.Key_Slash, Qt.Key.Key_Tab)
    QTest.keyClick(person.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert person.editor.bridge.document.map == before
    press(person, Qt.Key.Key_F5)
    assert person.window.presenter is None


def test_the_screen_goes_blank_and_comes_back(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One")
    keep(person, title="Two")
    presenter = present(person)
    press(person, Qt.Key.Key_B)
    assert presenter.blank.isVisible()
    press(person, Qt.Key.Key_Period)
    assert not presenter.blank.isVisible()
    press(person, Qt.Key.Key_W)
    assert presenter.blank.isVisible()
    press(person, Qt.Key.Key_Space)  # on with the story
    assert not presenter.blank.isVisible()
    assert presenter.number == 1
    press(person, Qt.Key.Key_Escape)


def test_ink_goes_with_the_step_and_is_kept_nowhere(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One")
    keep(person, title="Two")
    commits = person.editor.bridge.document.history.last_seq
    presenter = present(person)
    press(person, Qt.Key.Key_P)
    assert presenter.ink.is_drawing
    QTest.mousePress(presenter.ink, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(presenter.ink, QPoint(300, 200))
    QTest.mouseRelease(presenter.ink, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert len(presenter.ink.strokes) == 1
    press(person, Qt.Key.Key_Right)
    assert presenter.ink.strokes == []
    press(person, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_L)
    assert not presenter.ink.is_drawing
    press(person, Qt.Key.Key_Escape)
    assert person.editor.bridge.document.history.last_seq == commits


def test_letters_can_be_read_from_the_back_row(person: Person) -> None:
    """At 1080 pixels no letter of the step is smaller than 24."""
    person.open("turin")
    keep(
        person, title="One family, three doors, no corridor", text="Each office answers its part.", question="Which?"
    )
    presenter = present(person)
    person.picture("present-1080")
    aside: Aside = presenter.aside
    for label in (
        aside.title,
        aside.text,
        aside.question,
        aside.count,
        aside.question_head,
        aside.forward,
        aside.back,
    ):
        label.ensurePolished()
        assert label.font().pixelSize() >= 24 * person.window.centralWidget().height() // 1080
    press(person, Qt.Key.Key_Escape)


def test_what_is_gone_from_the_map_is_said_and_the_story_goes_on(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One", lit=("need-job", "need-home"), scenario="gone", follows="gone")
    with person.editor.bridge.edit_today("Delete") as draft:
        edits.remove(draft, ["need-job"])
    presenter = present(person)
    assert "3 things that this step speaks of are not on the map any more" in presenter.aside.notice.text()
    press(person, Qt.Key.Key_Escape)


def test_a_map_without_a_missing_link_says_so_when_it_should_reveal_one(person: Person) -> None:
    person.open("blank")
    keep(person, title="One", reveal=("map", "best"))
    presenter = present(person)
    press(person, Qt.Key.Key_Right)
    assert "no missing link to reveal" in presenter.aside.notice.text()
    press(person, Qt.Key.Key_Escape)


def test_without_a_story_a_ready_one_is_told_and_not_kept(person: Person) -> None:
    person.open("turin")
    person.window.actions_by_name["present"].trigger()
    presenter = person.window.presenter
    assert presenter is not None
    titles = [step.title for step in presenter.steps]
    assert titles[:3] == ["Turin: labour, housing and care", "What each office sees", "What a life looks like"]
    assert "What if: To-Home" in titles
    press(person, Qt.Key.Key_End, Qt.Key.Key_Home)
    assert presenter.number == 0
    press(person, Qt.Key.Key_Escape)
    assert steps(person) == []
    person.window.actions_by_name["story_ready"].trigger()
    assert [step.title for step in steps(person)] == titles
    person.wait(lambda: not person.window.job.is_busy)


def test_the_presenters_window_has_notes_what_comes_next_and_the_time(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One", notes="Wait for three answers")
    keep(person, title="Two")
    presenter = present(person)
    assert presenter.notes is None  # there is one screen
    press(person, Qt.Key.Key_S)
    notes = presenter.notes
    assert notes is not None
    texts = [label.text() for label in notes.findChildren(QLabel)]
    assert "Wait for three answers" in texts
    assert "Next: Two" in texts
    assert notes.time.text().startswith("0:0")
    QTest.keyClick(notes, Qt.Key.Key_PageDown)
    assert presenter.number == 1
    QGuiApplication.instance().screenRemoved.emit(QGuiApplication.primaryScreen())  # the beamer is unplugged
    assert presenter.notes is None
    assert "second screen is gone" in presenter.aside.notice.text()
    press(person, Qt.Key.Key_Escape)


def test_closing_the_map_ends_the_story(person: Person) -> None:
    person.open("two-desks")
    keep(person, title="One")
    present(person)
    assert person.window.close_map()
    assert person.window.presenter is None


def test_a_story_becomes_slides(tmp_path: Path, person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    person.open("turin")
    person.window.actions_by_name["story_ready"].trigger()
    expected = [step.title for step in steps(person)]
    path = person.editor.bridge.document.path
    assert path is not None
    person.window.close_map()
    assert main(["report", str(path), str(tmp_path / "story.pptx"), "--story"]) == 0
    deck = pptx.Presentation(io.BytesIO((tmp_path / "story.pptx").read_bytes()))
    assert [slide.shapes.title.text for slide in deck.slides] == expected
    assert all(any(shape.shape_type == 13 for shape in slide.shapes) for slide in deck.slides)
    assert main(["report", str(path), str(tmp_path / "story.pdf"), "--story"]) == 1
    assert "ends in .pptx" in capsys.readouterr().err


@pytest.mark.parametrize("action", ["example_copy", "template_copy"])
def test_a_map_is_handed_on_from_the_window(
    person: Person, action: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("two-desks")
    target = tmp_path / "handed on.silomap"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    person.window.actions_by_name[action].trigger()
    labels = [element.label for element in read_file(target)[0].elements]
    if action == "example_copy":
        assert "Actor 1" in labels
    else:
        assert sorted(labels) == sorted(sector.label for sector in person.editor.bridge.map.sectors)
    assert "was written" in person.editor.toast.label.text()
