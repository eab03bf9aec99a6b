"""The evaluation round in the window: statements before and after, notes under themes, into the story."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QTreeWidgetItem

from silomap.model import discussion
from silomap.model.elements import Note, NoteTheme, Statement, Vote
from silomap.model.story import steps_of
from silomap.ui.panels.note_card import NoteCard
from silomap.ui.workshop.assessment import AssessmentDialog
from tests.ui.conftest import Person

SAID = (("need-income", "Two forms", "challenge"), ("need-income", "She called back", "quote"), ("", "Later", "idea"))


@pytest.fixture
def said(person: Person) -> Person:
    """Three notes on the Turin map, and the themes open."""
    person.open("turin")
    with person.editor.bridge.edit("Add a note") as draft:
        for number, (about, text, kind) in enumerate(SAID):
            discussion.add_note(draft, about, text, kind, clock=lambda n=number: f"2026-01-0{n + 1}T00:00:00+00:00")
    person.window.commands.themes()
    return person


def rows(person: Person) -> list[tuple[str, list[str]]]:
    tree = person.editor.notes.themes.tree
    tops = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [(top.text(0), [top.child(n).text(0) for n in range(top.childCount())]) for top in tops if top]


def row(person: Person, text: str) -> QTreeWidgetItem:
    flags = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
    (found,) = person.editor.notes.themes.tree.findItems(text, flags)
    return found


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: (text, True))


def test_notes_are_put_under_a_theme_dragged_and_voted_on(said: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = said.editor.notes.themes
    assert rows(said) == [("Under no theme yet (3 notes)", [f"{kind}: {text}" for _about, text, kind in SAID])]
    row(said, "Two forms").setSelected(True)
    answer(monkeypatch, "One story, told once")
    panel.buttons["new"].click()
    assert rows(said)[0] == ("One story, told once (1 note)", ["challenge: Two forms"])
    panel.tree.clearSelection()
    row(said, "She called back").setSelected(True)
    place = panel.tree.visualItemRect(row(said, "One story")).center()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    panel.tree.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.MoveAction, QMimeData(), left, none))
    assert panel.notes == [next(n.id for n in said.editor.bridge.map.all(Note) if n.text == "She called back")]
    for _press in range(2):
        panel.buttons["more"].click()
    panel.buttons["more"].click()
    panel.buttons["less"].click()
    assert rows(said) == [
        ("One story, told once (2 notes, 2 dots)", ["quote: She called back ●●", "challenge: Two forms"]),
        ("Under no theme yet (1 note)", ["idea: Later"]),
    ]
    said.picture("themes")
    while said.editor.bridge.map.all(Note):
        said.window.commands.undo()
    assert said.editor.bridge.map.all(NoteTheme) == []
    assert said.editor.bridge.map.all(Vote) == []


def test_with_the_keyboard_alone_and_a_theme_that_goes_leaves_its_notes(
    said: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = said.editor.notes.themes
    answer(monkeypatch, "Doors")
    panel.buttons["new"].click()
    row(said, "Later").setSelected(True)
    panel.buttons["under"].click()
    menu = panel.findChild(QMenu)
    assert menu is not None
    assert [deed.text() for deed in menu.actions()] == ["Doors", "Under no theme"]
    menu.actions()[0].trigger()
    menu.close()
    assert rows(said)[0] == ("Doors (1 note)", ["idea: Later"])
    panel.tree.clearSelection()
    row(said, "Doors").setSelected(True)
    answer(monkeypatch, "Desks & doors")
    panel.buttons["rename"].click()
    assert rows(said)[0][0] == "Desks & doors (1 note)"
    QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert [name for name, _notes in rows(said)] == ["Under no theme yet (3 notes)"]


def test_a_theme_becomes_a_step_of_the_story(said: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = said.editor.notes.themes
    row(said, "Two forms").setSelected(True)
    row(said, "She called back").setSelected(True)
    answer(monkeypatch, "One story")
    panel.buttons["new"].click()
    panel.tree.clearSelection()
    row(said, "One story").setSelected(True)
    panel.buttons["story"].click()
    (step,) = steps_of(said.editor.bridge.document.map)
    assert step.title == "One story (2 notes)"
    assert step.text == "“She called back”\n“Two forms”"
    assert step.lit == ("need-income",)


def test_a_note_takes_dots_in_the_list_too(said: Person) -> None:
    said.editor.notes.show_only("notes")
    card = next(c for c in said.editor.notes.cards if isinstance(c, NoteCard) and c.entity.text == "Later")  # type: ignore[union-attr]
    dict(card.deeds())["Give a dot"]()
    assert [v.about for v in said.editor.bridge.map.all(Vote)] == [card.entity.id]
    said.editor.notes.show_only("votes")
    assert [c.said.text() for c in said.editor.notes.cards] == ["● 1 for “Later”"]


def test_the_statements_are_answered_before_and_after(person: Person) -> None:
    person.open("turin")

    def assess() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AssessmentDialog)
        page = dialog.page
        assert page.when == "opening"
        for value in (2, 2, 5):
            page.scales["user"].buttons[value].click()
        page.scales["user"].buttons[5].setFocus()
        page.scales["user"].buttons[5].taken_back.emit()
        page.moments["closing"].click()
        page.scales["user"].buttons[4].click()
        assert page.scales["user"].buttons[2].text() == "2"
        assert page.chart.accessibleName().split("\n")[1] == (
            "We start from the needs of the person. before 2 (2 answers), after 4 (1 answer)"
        )
        dialog.accept()

    QTimer.singleShot(100, assess)
    person.editor.actions_by_name["assessment"].trigger()
    assert person.editor.bridge.map.all(Statement) == [
        Statement(id="statement:user", opening=(2, 2), closing=(4,)),
    ]
