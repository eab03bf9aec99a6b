"""Choosing what one looks at, with the mouse: for the tests of the views."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from silomap.report.picture.sheet import Spot
from silomap.ui.views.matrix_view import MatrixView
from silomap.ui.views.sheet_view import SheetView
from tests.ui.conftest import Person


def look(person: Person, view: str) -> None:
    """Chooses a view in the view bar."""
    QTest.mouseClick(person.editor.views.bar.buttons[view], Qt.MouseButton.LeftButton)
    person.wait_for_analysis()


def click_spot(view: SheetView, spot: Spot | None, twice: bool = False) -> None:
    """A click in the middle of a spot."""
    assert spot is not None
    view.ensureVisible(spot.area)
    at = view.mapFromScene(spot.area.center())
    if twice:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    else:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def matrix(person: Person) -> MatrixView:
    look(person, "matrix")
    view = person.editor.views.matrix
    assert view is not None
    return view


def choose_scenario(person: Person, name: str) -> None:
    """Takes an entry of the scenario menu."""
    menu = person.editor.views.bar.scenario.menu()
    next(action for action in menu.actions() if action.text() == name).trigger()
    person.wait_for_analysis()
