"""Matrix, journey and charts: cells, marks and tables lead back to the map."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from silomap.ui.views.charts_view import ChartsView
from silomap.ui.views.journey_view import JourneyView
from tests.ui.conftest import Person
from tests.ui.looking import click_spot, look, matrix

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def journey(person: Person) -> JourneyView:
    look(person, "journey")
    view = cast(JourneyView, person.editor.views.pages["journey"])
    person.wait(lambda: view.sheet is not None and bool(view.sheet.spots))
    return view


def test_a_cell_lists_its_missing_links_and_one_is_drawn(person: Person) -> None:
    person.open("turin")
    view = matrix(person)
    labour, care = person.named("Labour policies"), person.named("Social care")
    click_spot(view, view.spot("cell", labour, care))
    person.wait(lambda: person.editor.side.current == "pairs")
    pairs = person.editor.pairs
    assert "0" in pairs.title.text()
    assert "1" in pairs.title.text()
    assert pairs.why.text()
    shown = [card for card in pairs.cards if card.isVisible()]
    assert len(shown) == 1
    person.picture("matrix-cell")
    QTest.mouseClick(shown[0].act_button, Qt.MouseButton.LeftButton)
    person.wait_for_analysis()
    person.wait(lambda: pairs.detail is not None and not pairs.detail.missing)
    assert "1" in pairs.title.text()
    assert person.editor.views.name == "matrix"
    QTest.mouseClick(pairs.back, Qt.MouseButton.LeftButton)
    assert person.editor.side.current == "findings"


def test_the_matrix_is_walked_through_with_keys(person: Person) -> None:
    person.open("turin")
    view = matrix(person)
    person.key(Qt.Key.Key_Right)
    assert view.current is not None
    person.key(Qt.Key.Key_Right)
    first = view.current.name
    assert view.accessibleDescription() == first
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: person.editor.side.current == "pairs")
    view.setFocus()
    person.key(Qt.Key.Key_Return, CTRL)
    person.wait(lambda: view.is_open and view.sheet is not None and view.spot("back") is not None)
    person.picture("matrix-services")
    click_spot(view, view.spot("back"))
    assert not view.is_open


def test_a_pair_of_the_service_matrix_is_selected_and_shown(person: Person) -> None:
    person.open("metropolitan-city")
    view = matrix(person)
    result = person.editor.result
    assert result is not None
    cell = max(result.matrix, key=lambda c: (c.a != c.b and bool(c.a), c.required_pairs))
    click_spot(view, view.spot("cell", cell.a, cell.b), twice=True)
    person.wait(lambda: view.is_open and view.sheet is not None and view.spot("back") is not None)
    spot = next(s for s in view.sheet.spots if s.kind == "pair")  # type: ignore[union-attr]
    click_spot(view, spot)
    assert person.editor.selection.ids == set(spot.value)
    click_spot(view, spot, twice=True)
    assert person.editor.views.name == "map"


def test_the_best_link_of_the_matrix_leads_to_the_map(person: Person) -> None:
    person.open("turin")
    view = matrix(person)
    spot = next(s for s in view.sheet.spots if s.kind == "gap")  # type: ignore[union-attr]
    click_spot(view, spot)
    assert person.editor.views.name == "map"
    chosen = person.editor.lighting.chosen
    assert chosen is not None
    assert set(chosen.missing[0]) == set(spot.value)


def test_a_journey_is_followed_compared_and_changed_for_another_group(person: Person) -> None:
    person.open("turin")
    view = journey(person)
    group = next(e.id for e in person.editor.bridge.map.elements if "at risk" in e.label)
    click_spot(view, view.spot("group", group))
    person.wait(lambda: view._paths[0] is not None and view._paths[0].journey.group == group)
    bar = person.editor.views.bar
    assert bar.group.currentData() == group
    door = person.named("Emergency accommodation")
    click_spot(view, view.spot("element", door))
    assert person.editor.selection.ids == {door}
    state = bar.compared.findText("To-Home")
    bar.compared.setCurrentIndex(state)
    bar.compared.activated.emit(state)
    person.wait(lambda: view._paths[1] is not None)
    person.picture("journey-compared")
    assert view._paths[1] is not None
    assert len(view._paths[1].journey.doors) > 2
    person.key("2", ALT)
    assert person.editor.selection.ids == {door}


def test_a_mark_of_a_chart_selects_its_elements_and_the_table_does_too(person: Person) -> None:
    person.open("turin")
    look(person, "charts")
    page = cast(ChartsView, person.editor.views.page)
    card = page.cards[0]
    person.picture("charts-turin")  # everything has its place now
    assert card.chart is not None
    box = card.plot.getPlotItem().getViewBox()
    at = card.plot.mapFromScene(box.mapViewToScene(QPointF(1.0, 0.0)))
    QTest.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at))
    assert person.editor.selection.ids == set(card.chart.marks[0].ids)
    assert len(person.editor.selection.ids) == 3
    QTest.mouseClick(card.table_button, Qt.MouseButton.LeftButton)
    assert card.table.isVisible()
    card.table.selectRow(1)
    assert person.editor.selection.ids == set(card.chart.marks[1].ids)
    QTest.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
    mime = QApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert mime.text().splitlines()[1].split("\t") == ["without an answer", "3"]
    person.picture("charts-table")


def test_the_score_over_time_is_read_from_the_history(person: Person) -> None:
    """Two desks: none of two pairs is joined; with the missing link drawn, one is (0 → 50)."""
    person.open("two-desks")
    ends = next(iter(person.editor.canvas.drawing.ghosts.items))
    person.editor.canvas.connect_elements(*ends)
    person.wait_for_analysis()
    look(person, "charts")
    page = cast(ChartsView, person.editor.views.page)
    person.wait(lambda: page.cards[-1].chart is not None and len(page.cards[-1].chart.marks) > 1)
    chart = page.cards[-1].chart
    assert chart is not None
    assert [mark.total for mark in chart.marks] == [0.0, 50.0]


def test_a_filter_dims_sheets_too_and_is_said_there(person: Person) -> None:
    person.open("turin")
    view = journey(person)
    person.editor.lighting.focus.show_near([person.named("Unemployment")], 1)
    bar = person.editor.views.bar
    assert bar.filter.isVisible()
    person.wait(lambda: view.lit is not None)
    QTest.mouseClick(bar.filter, Qt.MouseButton.LeftButton)
    assert not bar.filter.isVisible()
    assert view.lit is None
