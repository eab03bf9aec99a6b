"""Each exercise walked as a learner would: wrong answers first, then right ones; nothing blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from silomap.exchange.exercises import exercises, own_folder, read_exercise
from silomap.model import edits
from silomap.ui.panels.exercise import ExercisePanel
from tests.ui.conftest import Person

BY_ID = {exercise.id: exercise for exercise in exercises()}


def begin(person: Person, name: str) -> ExercisePanel:
    person.window.commands.begin_exercise(BY_ID[name])
    person.wait_for_analysis()
    panel = person.editor.exercise
    panel.go(1)
    return panel


def texts(panel: ExercisePanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def button(panel: ExercisePanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text and not b.isHidden())


def is_done(panel: ExercisePanel) -> bool:
    return panel.number in panel.done and "The map shows it." in texts(panel)


def link(person: Person, a: str, b: str) -> None:
    with person.editor.bridge.edit("Link") as draft:
        edits.connect(draft, a, b)


def remove(person: Person, *ids: str) -> None:
    with person.editor.bridge.edit("Remove") as draft:
        edits.remove(draft, ids)


def test_two_desks_one_family(person: Person) -> None:
    panel = begin(person, "two-desks")
    today = person.editor.bridge.document.map
    assert not is_done(panel)
    person.window.actions_by_name["view_matrix"].trigger()  # not what was asked for
    assert not is_done(panel)
    person.window.actions_by_name["view_lanes"].trigger()
    assert is_done(panel)
    panel.go(1)
    assert not is_done(panel)
    person.window.actions_by_name["view_journey"].trigger()
    assert is_done(panel)
    person.window.actions_by_name["view_map"].trigger()
    panel.go(1)
    person.editor.selection.set(["need-job"])
    assert not is_done(panel)
    person.editor.selection.set(["need-income"])
    assert is_done(panel)
    panel.go(1)
    link(person, "act-jobcentre", "svc-renthelp")
    person.wait_for_analysis()
    assert is_done(panel)  # a provider in common joins them, too
    panel.reset()
    assert not is_done(panel)
    link(person, "svc-jobhelp", "svc-renthelp")
    person.wait_for_analysis()
    assert is_done(panel)
    panel.go(1)
    assert not is_done(panel)
    link(person, "svc-jobhelp", "need-income")
    person.wait(lambda: is_done(panel))
    panel.go(1)
    assert "5 steps were shown on the map." in texts(panel)
    assert "the gap is between them" in texts(panel)
    base = person.editor.bridge.document.map
    assert {e.id: e for e in base.elements} == {e.id: e for e in today.elements}  # the map itself was not touched
    assert base.links == today.links
    button(panel, "Show the prepared answer beside today").click()
    assert person.editor.views.name == "compare"
    person.wait(lambda: not person.window.job.is_busy)


def test_before_and_after(person: Person) -> None:
    panel = begin(person, "before-after")
    person.editor.selection.set(["need-unemployment"])  # it has an answer
    assert not is_done(panel)
    person.editor.selection.set(["need-income"])
    assert is_done(panel)
    panel.go(1)
    person.window.actions_by_name["view_matrix"].trigger()
    assert is_done(panel)
    panel.go(1)
    prepared = next(s.id for s in person.editor.bridge.document.map.scenarios if s.label == "To-Home")
    panel.wanted.emit("compare", prepared)
    assert is_done(panel)
    person.wait(lambda: not person.window.job.is_busy)
    person.window.actions_by_name["view_map"].trigger()
    panel.go(1)
    person.editor.selection.set(["grp-marginalised"])
    assert not is_done(panel)
    person.editor.selection.set(["grp-at-risk"])
    assert is_done(panel)
    panel.go(1)
    person.editor.selection.set(["sec-education"])
    assert is_done(panel)


def test_you_have_three_links(person: Person) -> None:
    panel = begin(person, "three-links")
    assert person.editor.result is not None
    gaps = [gap for gap in person.editor.result.gaps if gap.pairs_joined]
    bridge = person.editor.bridge

    def sectors(a: str, b: str) -> set[str]:
        return {bridge.map[a].sector, bridge.map[b].sector}  # type: ignore[attr-defined]

    first = next(g for g in gaps if sectors(g.source, g.target) == {"sec-labour", "sec-housing"})
    others = [g for g in gaps if g is not first and not {g.source, g.target} & {first.source, first.target}][:3]
    person.window.actions_by_name["view_journey"].trigger()
    assert is_done(panel)
    person.window.actions_by_name["view_map"].trigger()
    panel.go(1)
    link(person, first.source, first.target)
    link(person, others[0].source, others[0].target)
    person.wait_for_analysis()
    assert not is_done(panel)
    link(person, others[1].source, others[1].target)
    person.wait_for_analysis()
    assert is_done(panel)
    panel.go(1)
    person.wait(lambda: is_done(panel))
    panel.go(1)
    person.wait(lambda: is_done(panel))
    panel.go(1)
    assert not is_done(panel)  # it only asks
    assert "The map does not show it yet" not in texts(panel)


def test_what_breaks(person: Person) -> None:
    panel = begin(person, "what-breaks")
    assert "svc-tohome" in person.editor.bridge.map  # it begins in a copy of the scenario
    person.editor.selection.set(["svc-work"])
    assert not is_done(panel)
    person.editor.selection.set(["svc-tohome"])
    assert is_done(panel)
    panel.go(1)
    remove(person, "svc-tohome")
    assert is_done(panel)
    panel.go(1)
    person.wait_for_analysis()
    assert not is_done(panel)
    assert person.editor.result is not None
    for need in [need.id for need in person.editor.result.needs if not need.services]:
        link(person, "svc-care", need)
    person.wait(lambda: is_done(panel))
    prepared = next(s.id for s in person.editor.bridge.document.map.scenarios if s.label == "To-Home")
    person.editor.bridge.open_scenario(prepared)
    assert "svc-tohome" in person.editor.bridge.map  # the prepared one was not touched
    person.wait(lambda: not person.window.job.is_busy)


def test_nothing_blocks_and_a_hint_is_not_the_answer(person: Person) -> None:
    panel = begin(person, "two-desks")
    panel.go(1)
    panel.go(1)
    assert "Hint:" not in texts(panel)
    button(panel, "A hint, please").click()
    assert "Hint: No service leads to it" in texts(panel)
    panel.go(1)
    assert "Hint:" not in texts(panel)
    panel.show_hint()  # as after a minute
    assert "Hint:" in texts(panel)
    panel.go(-1)
    assert panel.number == 2


def test_the_self_check_is_shown_again_at_the_end(person: Person) -> None:
    person.window.commands.begin_exercise(BY_ID["two-desks"])
    person.wait_for_analysis()
    panel = person.editor.exercise
    rows = [b for b in panel.findChildren(QPushButton) if b.objectName() == "answer"]
    assert len(rows) == 20
    rows[1].click()
    for _step in range(6):
        panel.go(1)
    assert "was 2" in texts(panel)
    button(panel, "End the exercise").click()
    assert person.editor.side.current == "findings"
    assert panel.exercise is None


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_word_of_an_exercise_is_cut_off(person: Person, language: str) -> None:
    person.window.set_language(language)
    for name in BY_ID:
        panel = begin(person, name)
        assert panel.exercise is not None
        for number in range(len(panel.exercise.steps) + 1):
            person.picture(f"exercise-{language}-{name}-{number}")
            for label in panel.findChildren(QLabel):
                if label.isVisible() and label.wordWrap() and label.text():
                    assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
            panel.go(1)


def test_an_exercise_of_ones_own_is_opened_and_a_mistake_is_told(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    told: list[str] = []
    monkeypatch.setattr(person.window, "tell_problem", lambda text, _details="": told.append(text))
    path.write_text("format: silomap-exercise/1\nmap: moon\n", encoding="utf-8")
    person.window.actions_by_name["exercise_file"].trigger()
    assert "mine.yaml, line 1: steps" in told[0]
    path.write_text(
        "format: silomap-exercise/1\nmap: two-desks\ntitle: Mine\ngoal: See\nsteps:\n- do: Look\n", encoding="utf-8"
    )
    person.window.actions_by_name["exercise_file"].trigger()
    person.wait_for_analysis()
    assert "Mine" in texts(person.editor.exercise)


def test_exercises_are_chosen_from_the_menu(person: Person) -> None:
    person.in_dialog("three links")
    person.window.actions_by_name["exercise_start"].trigger()
    person.wait(lambda: person.window.editor is not None)
    person.wait_for_analysis()
    assert person.editor.exercise.exercise is BY_ID["three-links"]


def test_a_trainer_records_one_from_a_map_of_their_own(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("turin")
    person.editor.selection.set(["need-income"])
    person.window.actions_by_name["story_keep"].trigger()
    key = person.editor.story.current
    with person.editor.bridge.edit_today("Words") as draft:
        draft.set(key, title="Who has an answer?", question="Who else knows?", lit=("need-income",))
    offered: list[str] = []
    path = tmp_path / "Our city.yaml"

    def ask(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        offered.append(start)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    (tmp_path / "Our city.silomap").write_bytes(b"somebody's")
    person.window.actions_by_name["exercise_record"].trigger()
    assert Path(offered[0]).parent == own_folder()
    assert (tmp_path / "Our city.silomap").read_bytes() == b"somebody's"
    assert (tmp_path / "Our city 2.silomap").exists()
    person.window.commands.begin_exercise(read_exercise(path))
    person.wait_for_analysis()
    panel = person.editor.exercise
    panel.go(1)
    assert "Who has an answer?" in texts(panel)
    assert "Who else knows?" in texts(panel)
    person.editor.selection.set(["need-unemployment"])
    assert not is_done(panel)
    person.editor.selection.set(["need-income"])
    assert is_done(panel)
    assert person.editor.bridge.document.path is not None
    assert person.editor.bridge.document.path.parent != tmp_path  # a copy of it: the next learner finds it as it was
