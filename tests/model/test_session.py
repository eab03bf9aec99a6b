"""The session of a map: brief, room, answers, silent cards."""

from __future__ import annotations

import pytest

from silomap.errors import UserError
from silomap.model import session
from silomap.model.document import Document
from silomap.model.elements import Note, Seat
from silomap.model.session import add_seat, answer, change, mean, missing_voices, unfinished
from tests.maps import counter, written


def document() -> Document:
    return Document(written("a1 in r1\na2 in r2\na1 provides s1\ng1 experiences n1"), new_id=counter())


def test_the_brief_is_tidied_and_its_date_checked() -> None:
    doc = document()
    with doc.edit("Brief") as draft:
        change(draft, area="  The north\x00 ", whom="12", due="2027-03-01")
    workshop = doc.map.workshop
    assert (workshop.area, workshop.whom, workshop.due) == ("The north", "12", "2027-03-01")
    for values in ({"due": "spring"}, {"evaluation": "2027-13-01"}, {"budget": 51}):
        with pytest.raises(UserError), doc.edit("Brief") as draft:
            change(draft, **values)
    assert doc.undo()
    assert doc.map.workshop.area == ""


def test_answers_are_counted_and_taken_back() -> None:
    doc = document()
    with doc.edit("Answer") as draft:
        for value in (2, 4, 9):  # 9 counts as 5
            answer(draft, "opening", value)
        answer(draft, "closing", 3)
    assert doc.map.workshop.opening == (2, 4, 5)
    assert mean(doc.map.workshop.opening) == pytest.approx(11 / 3)
    with doc.edit("Answer") as draft:
        answer(draft, "opening", 4, -1)
        answer(draft, "opening", 1, -1)
    assert doc.map.workshop.opening == (2, 5)
    assert mean(()) is None


def test_the_missing_voices_are_sectors_without_a_seat_and_people_themselves() -> None:
    doc = document()
    assert missing_voices(doc.map) == (["r1", "r2"], True)
    with doc.edit("Room") as draft:
        add_seat(draft, "r1", "Head of office")
        add_seat(draft, "citizens", "Tenant", present=False, asks="Social care")
    assert missing_voices(doc.map) == (["r2"], True)
    with doc.edit("Room") as draft:
        add_seat(draft, "citizens", "Tenant")
    assert missing_voices(doc.map) == (["r2"], False)
    for place, role in (("r1", " "), ("nowhere", "Clerk")):
        with pytest.raises(UserError), doc.edit("Room") as draft:
            add_seat(draft, place, role)
    assert len(doc.map.all(Seat)) == 3


def test_what_is_unfinished_has_no_name_or_no_link() -> None:
    system_map = written("a1 provides s1\nn1\nr1", s1={"label": ""})
    assert unfinished(system_map) == ["s1", "n1"]


def test_cards_stay_in_the_pile_until_they_were_read() -> None:
    doc = document()
    with doc.edit("Card") as draft:
        session.lay_card(draft, "N: Cold flats")
        session.lay_card(draft, "provides provides")
    assert [card.text for card in session.pile(doc.map)] == ["N: Cold flats", "provides provides"]
    with doc.edit("Turn") as draft:
        session.turn_over(draft, {"N: Cold flats"})
    assert [card.text for card in doc.map.all(Note)] == ["provides provides"]
