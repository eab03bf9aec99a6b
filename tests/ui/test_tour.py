"""The tour: over the real window, every place it speaks of is there, skipped at any moment, repeated at will."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from silomap.exchange.templates import from_template
from silomap.model.opening import create_document
from silomap.ui.app import begin
from silomap.ui.tour import STOPS, Tour
from tests.ui.conftest import Person


def test_it_begins_by_itself_the_first_time_and_never_again(person: Person) -> None:
    settings = person.window.settings
    begin(person.window, settings, None)
    person.wait(lambda: bool(person.window.findChildren(Tour)))
    assert "svc-jobhelp" in person.editor.bridge.map
    person.wait_for_analysis()
    person.window.commands.close_help()
    person.window.close_map()
    begin(person.window, settings, None)
    assert person.window.editor is None
    assert not [tour for tour in person.window.findChildren(Tour) if tour.isVisible()]


def test_the_first_time_it_goes_over_the_map_that_was_named(person: Person, tmp_path: Path) -> None:
    create_document(tmp_path / "mine.silomap", from_template("turin")).close()
    begin(person.window, person.window.settings, tmp_path / "mine.silomap")
    person.wait(lambda: bool(person.window.findChildren(Tour)))
    assert person.editor.bridge.document.path == tmp_path / "mine.silomap"
    person.wait_for_analysis()


def test_who_has_worked_with_maps_before_is_left_in_peace(person: Person) -> None:
    person.open("turin")
    person.window.close_map()
    assert person.window.settings.recents()
    begin(person.window, person.window.settings, None)
    assert person.window.editor is None


def begun(person: Person) -> Tour:
    person.window.actions_by_name["tour"].trigger()
    person.wait(lambda: bool(person.window.findChildren(Tour)))
    return person.window.findChildren(Tour)[0]


def test_it_begins_on_the_first_screen_with_an_example(person: Person) -> None:
    link = next(b for b in person.window.findChildren(QPushButton) if b.text() == "New here? A tour of two minutes")
    link.click()
    person.wait(lambda: bool(person.window.findChildren(Tour)))
    assert "svc-jobhelp" in person.editor.bridge.map
    person.wait_for_analysis()


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_every_stop_frames_what_it_speaks_of_and_stays_in_the_window(
    person: Person, language: str, size: tuple[int, int]
) -> None:
    person.window.set_language(language)
    person.window.resize(*size)
    person.open("turin")
    before = person.editor.bridge.map
    tour = begun(person)
    for number in range(len(STOPS)):
        assert tour.number == number
        assert tour.isVisible()
        assert person.window.rect().contains(tour.geometry())
        assert tour.target.width() > 20
        assert tour.frame.geometry().intersects(tour.target)
        assert not tour.geometry().intersects(tour.target)  # nothing spoken of is covered
        for label in (tour.title, tour.text):
            person.wait(lambda label=label: label.height() >= label.heightForWidth(label.width()) - 1)
        QTest.keyClick(tour.forward, Qt.Key.Key_Right)
    person.wait(lambda: not person.window.findChildren(Tour))
    assert person.editor.bridge.map is before


def test_it_is_skipped_gone_back_in_and_repeated(person: Person) -> None:
    person.open("two-desks")
    tour = begun(person)
    tour.forward.click()
    tour.forward.click()
    tour.back.click()
    assert tour.number == 1
    person.window.resize(1100, 720)
    assert person.window.rect().contains(tour.geometry())
    frame = tour.frame
    QTest.keyClick(tour.forward, Qt.Key.Key_Escape)
    assert not frame.isVisible()
    person.wait(lambda: not person.window.findChildren(Tour))
    again = begun(person)
    assert again.number == 0
    again.leave.click()
    person.wait(lambda: not person.window.findChildren(Tour))
    begun(person)
    person.window.close_map()  # it goes with the map
    person.wait(lambda: not person.window.findChildren(Tour))
