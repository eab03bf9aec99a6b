"""Notes, votes and actions as a person writes, gives and finds them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from silomap.model import discussion
from silomap.model.discussion import dots_on
from silomap.model.elements import Action, Note
from silomap.ui.panels.note_card import ActionCard, NoteCard
from tests.ui.conftest import Person


def test_a_note_is_written_with_two_keys_and_seen_on_the_map(person: Person) -> None:
    person.open("turin")
    person.editor.selection.set(["svc-work"])
    person.editor.canvas.setFocus()
    person.key("m")
    notes = person.editor.notes
    assert notes.text.hasFocus()
    person.type("Closed on Fridays")
    person.key(Qt.Key.Key_Return)
    (note,) = person.editor.bridge.map.all(Note)
    assert (note.about, note.text, note.kind) == ("svc-work", "Closed on Fridays", "comment")
    assert note.time.startswith("20")
    item = person.editor.canvas.drawing.items_by_id["svc-work"]
    assert item._badge is not None  # type: ignore[union-attr]
    assert item._badge._text.text() == "“1"  # type: ignore[union-attr]
    assert person.editor.tab_buttons["notes"].text() == "Notes 1"
    card = notes.cards[0]
    assert isinstance(card, NoteCard)
    card.done.click()
    assert person.editor.bridge.map.all(Note)[0].done
    assert person.editor.tab_buttons["notes"].text() == "Notes"
    assert not item._badge.isVisible()  # type: ignore[union-attr]


def test_without_a_selection_it_waits_in_the_parking_lot_and_finds_its_place_later(person: Person) -> None:
    person.open("turin")
    person.editor.selection.clear()
    person.editor.canvas.setFocus()
    person.key("m")
    person.type("Who pays for the bus?")
    person.key(Qt.Key.Key_Return)
    (note,) = person.editor.bridge.map.all(Note)
    assert note.about == ""
    person.editor.selection.set(["need-income"])
    assert [c for c in person.editor.notes.cards if isinstance(c, NoteCard)] == []  # of this element there is none
    person.editor.selection.clear()
    card = next(c for c in person.editor.notes.cards if isinstance(c, NoteCard))
    person.editor.selection.set(["need-income"])
    person.editor.notes._move_here(card.entity.id)
    assert person.editor.bridge.map.all(Note)[0].about == "need-income"


def test_words_are_changed_in_place_and_an_empty_text_removes(person: Person) -> None:
    person.open("two-desks")
    notes = person.editor.notes
    person.editor.show_tab("notes")
    notes.text.setPlainText("Firts")
    notes.keep()
    card = notes.cards[0]
    assert isinstance(card, NoteCard)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert card.editor is not None
    card.editor.setPlainText("First")
    person.key(Qt.Key.Key_Return)
    assert [n.text for n in person.editor.bridge.map.all(Note)] == ["First"]
    card = notes.cards[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert isinstance(card, NoteCard)
    assert card.editor is not None
    person.key(Qt.Key.Key_Escape)
    assert card.editor is None
    card.begin()
    card.editor.setPlainText("  ")  # type: ignore[attr-defined]
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.all(Note) == []


def test_dots_are_given_with_one_key_and_a_named_voter_has_a_budget(person: Person) -> None:
    person.open("turin")
    person.editor.selection.set(["need-income", "need-home-loss"])
    person.editor.canvas.setFocus()
    person.key(".")
    person.key(".")
    person.key(",")
    assert dots_on(person.editor.bridge.map, "need-income") == 1
    assert dots_on(person.editor.bridge.map, "need-home-loss") == 1
    person.editor.selection.set(["need-income"])
    person.editor.show_tab("notes")
    person.editor.notes.author.setText("Ann")
    for _ in range(5):
        person.editor.notes.more.click()
    assert dots_on(person.editor.bridge.map, "need-income") == 1 + 3
    assert "Ann has given all 3 dots" in person.editor.toast.label.text()
    person.editor.selection.clear()
    person.editor.notes.show_only("votes")
    assert [c.said.text() for c in person.editor.notes.cards] == [
        "●●●● 4 for “Insufficient income”",
        "● 1 for “Risk of losing the home”",
    ]
    person.picture("votes")


def test_an_action_is_agreed_only_with_an_owner_and_a_date(person: Person) -> None:
    person.open("turin")
    person.editor.selection.set(["need-income"])
    person.editor.canvas.setFocus()
    person.window.actions_by_name["action"].trigger()
    person.type("One desk on Mondays")
    person.key(Qt.Key.Key_Return)
    card = person.editor.notes.cards[0]
    assert isinstance(card, ActionCard)
    card.state.setCurrentIndex(1)
    card.state.activated.emit(1)
    assert person.editor.bridge.map.all(Action)[0].state == "open"
    assert "agreed only with both" in person.editor.toast.label.text()
    assert card.fields  # it asks for them at once
    card.fields["who"].setText("Head of housing")
    card.fields["who"].editingFinished.emit()
    card = person.editor.notes.cards[0]
    assert isinstance(card, ActionCard)
    card.begin()
    card.fields["due"].setText("soon")
    card.fields["due"].editingFinished.emit()
    assert "2026-01-31" in person.editor.toast.label.text()
    card.fields["due"].setText("2027-01-31")
    card.fields["due"].editingFinished.emit()
    card = person.editor.notes.cards[0]
    assert isinstance(card, ActionCard)
    card.state.activated.emit(1)
    (action,) = person.editor.bridge.map.all(Action)
    assert (action.state, action.who, action.due) == ("agreed", "Head of housing", "2027-01-31")
    person.picture("action")


def test_the_list_is_searched_and_shows_a_part_of_many(person: Person) -> None:
    person.open("two-desks")
    with person.editor.bridge.edit("Say") as draft:
        for number in range(80):
            discussion.add_note(
                draft, "", f"Remark {number}", clock=lambda n=number: f"2026-11-24T10:{n // 60:02}:{n % 60:02}"
            )
    person.editor.show_tab("notes")
    notes = person.editor.notes
    assert len(notes.cards) == 61
    assert notes.cards[0].said.text() == "Remark 79"
    notes.cards[-1].opened.emit()
    assert len(notes.cards) == 80
    notes.search.setText("remark 42")
    assert [c.said.text() for c in notes.cards] == ["Remark 42"]
    notes.search.setText("nothing")
    assert "contains these words" in notes.cards[0].said.text()
