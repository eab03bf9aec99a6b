"""Looking at one map in several ways: lanes, matrix, journey, charts, silo and system view, scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from silomap.i18n import _
from silomap.model import edits, scenarios
from silomap.model.elements import Element, sector_of
from silomap.report.picture.fonts import font
from silomap.report.picture.lanes import LANE_TITLES
from silomap.report.picture.sheet import Spot
from silomap.ui import files
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.headers import AWAY, SMALL_PRINT
from silomap.ui.views.charts_view import ChartsView
from silomap.ui.views.journey_view import JourneyView
from silomap.ui.views.matrix_view import MatrixView
from silomap.ui.views.sheet_view import SheetView
from silomap.ui.widgets import Page
from tests.ui.conftest import Person

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
VIEWS = ("map", "lanes", "matrix", "journey", "charts")


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


def journey(person: Person) -> JourneyView:
    look(person, "journey")
    view = cast(JourneyView, person.editor.views.pages["journey"])
    person.wait(lambda: view.sheet is not None and bool(view.sheet.spots))
    return view


def choose_scenario(person: Person, name: str) -> None:
    """Takes an entry of the scenario menu."""
    menu = person.editor.views.bar.scenario.menu()
    next(action for action in menu.actions() if action.text() == name).trigger()
    person.wait_for_analysis()


def test_every_view_is_reached_by_mouse_and_keys_and_keeps_the_selection(person: Person) -> None:
    person.open("turin")
    need = person.named("Unemployment")
    person.click(need)
    for number, view in enumerate(VIEWS, start=1):
        person.key(str(number), ALT)
        person.wait_for_analysis()
        assert person.editor.views.name == view
        assert person.editor.views.bar.buttons[view].isChecked()
        assert person.window.actions_by_name[f"view_{view}"].isChecked()
        assert person.editor.selection.ids == {need}
        person.picture(f"view-{view}")
    look(person, "map")
    assert person.editor.selection.ids == {need}


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["two-desks", "turin", "metropolitan-city"])
def test_every_view_of_every_sample_is_drawn(person: Person, name: str, theme: str, size: tuple[int, int]) -> None:
    person.window.set_theme(theme)
    person.window.resize(*size)
    person.open(name)
    for view in VIEWS[1:]:
        look(person, view)
        page = person.editor.views.page
        if isinstance(page, SheetView):
            person.wait(lambda page=page: page.sheet is not None and bool(page.sheet.spots))
            assert page.sheet is not None
            assert page.sheet.content_rect().width() > 300
        person.picture(f"{view}-{name}-{theme}-{size[0]}")


def test_an_empty_map_is_explained_in_every_view(person: Person) -> None:
    person.open("blank")
    for view in VIEWS[1:]:
        look(person, view)
        page = person.editor.views.page
        if isinstance(page, SheetView):
            person.wait(lambda page=page: page.sheet is not None)
            assert page.sheet is not None
            assert [item for item in page.sheet.items() if hasattr(item, "text")]
        person.picture(f"{view}-blank")


# lanes


def lane_point(person: Person, kind: str, sector: str) -> QPoint:
    """A free place of a lane, in the column of a sector."""
    layout = elsewhere.layout_of(person.editor.canvas)
    assert layout is not None
    lane = next(lane for lane in layout.lanes if lane.kind == kind)
    column = next(column for column in layout.columns if column.sector == sector)
    return person.on_canvas(column.left + 10, lane.top + 10)


def test_an_element_is_added_in_its_lane(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    canvas, housing = person.editor.canvas, person.named("Public housing")
    at = lane_point(person, "service", housing)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    person.type("Rent guarantee")
    person.key(Qt.Key.Key_Return)
    made = person.editor.bridge.map.element(person.named("Rent guarantee"))
    assert (made.type, sector_of(made)) == ("service", housing)
    home = person.editor.bridge.map.element(housing)
    assert abs((made.x or 0) - (home.x or 0)) * 2 < (getattr(home, "width", 0) or 0)  # in its region on the map too
    layout = elsewhere.layout_of(canvas)
    assert layout is not None
    assert made.id in layout.places


def test_dragging_to_another_column_changes_the_sector_and_nothing_else_moves(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    service, care = person.named("Housing services"), person.named("Social care")
    before = person.editor.bridge.map
    person.drag(person.at(service), lane_point(person, "service", care) + QPoint(30, 20))
    after = person.editor.bridge.map
    assert sector_of(after.element(service)) == care
    others = {e.id: (e.x, e.y) for e in before.elements if e.id != service}
    assert {e.id: (e.x, e.y) for e in after.elements if e.id != service} == others
    person.key("z", CTRL)
    assert sector_of(person.editor.bridge.map.element(service)) == sector_of(before.element(service))


def test_a_drag_within_a_column_goes_back_and_people_belong_to_no_sector(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    before = person.editor.bridge.map
    for name in ("Housing services", "Public employees"):
        key = person.named(name)
        at = person.at(key)
        person.drag(at, at + QPoint(14, 16) if name.startswith("H") else at + QPoint(160, 10))
        assert person.at(key) == at
    assert person.editor.bridge.map is before


def test_the_keyboard_moves_between_sectors_and_links(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    service = person.named("Housing services")
    sectors = [sector.id for sector in person.editor.bridge.map.sectors]
    person.editor.selection.set([service])
    was = sectors.index(sector_of(person.editor.bridge.map.element(service)) or "")
    person.key(Qt.Key.Key_Right, CTRL)
    assert sector_of(person.editor.bridge.map.element(service)) == sectors[was + 1]
    person.key(Qt.Key.Key_Left, CTRL)
    assert sector_of(person.editor.bridge.map.element(service)) == sectors[was]
    links = len(person.editor.bridge.map.links)
    person.editor.selection.set([service, person.named("Unemployment")])
    person.key("l")
    assert len(person.editor.bridge.map.links) == links + 1


def test_seen_whole_from_afar_the_names_of_lanes_stand_beside_them(person: Person) -> None:
    person.open("metropolitan-city")
    look(person, "lanes")
    canvas = person.editor.canvas
    canvas.fit(fly=False)
    layout = elsewhere.layout_of(canvas)
    assert layout is not None
    assert canvas.scale_factor < SMALL_PRINT
    left = canvas.mapFromScene(QPointF(layout.columns[0].left, 0)).x()
    widest = max(QFontMetricsF(font(12, "semibold")).horizontalAdvance(_(t)) for t in LANE_TITLES.values())
    assert left >= AWAY + widest + 16  # the box around a name has 8 at each end
    right = canvas.mapFromScene(QPointF(layout.columns[-1].right, 0)).x()
    assert right <= canvas.viewport().width()


def test_a_column_folds_up_and_what_is_looked_for_unfolds_it(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    canvas, labour = person.editor.canvas, person.named("Labour policies")
    layout = elsewhere.layout_of(canvas)
    assert layout is not None
    column = layout.columns[0]
    person.click(person.on_canvas(column.right - 12, 20))
    assert person.editor.views.folded == {labour}
    assert person.editor.canvas.drawing.node(person.named("Unemployment")) is None
    person.picture("lanes-folded")
    person.editor.show_subject((person.named("Unemployment"),))
    assert person.editor.views.folded == frozenset()
    assert person.editor.canvas.drawing.node(person.named("Unemployment")) is not None
    person.editor.selection.set([labour])
    person.key("z")
    assert person.editor.views.folded == {labour}
    QTest.mouseClick(person.editor.views.bar.unfold, Qt.MouseButton.LeftButton)
    assert person.editor.views.folded == frozenset()
    QTest.mouseClick(person.editor.views.bar.compact, Qt.MouseButton.LeftButton)
    person.picture("lanes-compact")
    assert canvas.drawing.perspective.is_compact


@pytest.mark.parametrize("view", ["map", "lanes"])
def test_a_ghost_is_clicked_into_being(person: Person, view: str) -> None:
    person.open("two-desks")
    look(person, view)
    canvas = person.editor.canvas
    ends, ghost = next(iter(canvas.drawing.ghosts.items.items()))
    before = len(person.editor.bridge.map.links)
    person.click(canvas.mapFromScene(ghost.label.pos()))
    links = person.editor.bridge.map.links
    assert len(links) == before + 1
    assert {links[-1].source, links[-1].target} == set(ends)
    person.wait_for_analysis()
    assert ends not in canvas.drawing.ghosts.items
    person.key("z", CTRL)
    assert len(person.editor.bridge.map.links) == before


def test_more_or_fewer_missing_links_are_drawn(person: Person) -> None:
    person.open("metropolitan-city")
    ghosts = person.editor.canvas.drawing.ghosts
    assert len(ghosts.items) == 5
    person.key("+", ALT)
    assert len(ghosts.items) == 10
    assert person.editor.views.bar.ghosts.currentData() == 10
    for _time in range(4):
        person.key("-", ALT)
    assert ghosts.items == {}


# silo view and system view


def test_the_silo_view_and_the_system_view_move_everything_but_not_the_map(person: Person) -> None:
    person.open("turin")
    editor, canvas = person.editor, person.editor.canvas
    before = editor.bridge.map
    places = {}
    for name in ("silo", "system"):
        person.key("w")
        person.wait(lambda name=name: canvas.drawing.perspective.name == name)
        places[name] = {k: (e.x, e.y) for k, e in canvas.drawing.system_map.items() if isinstance(e, Element)}
        person.picture(f"{name}-view")
    moved = [k for k in places["silo"] if places["silo"][k] != places["system"][k]]
    assert len(moved) > 20
    assert editor.bridge.map is before
    key = person.named("Unemployment")
    at = person.at(key)
    person.drag(at, at + QPoint(120, 60))  # here places follow from links: nothing is dragged
    assert editor.bridge.map is before
    QTest.mouseClick(editor.views.bar.arrangements["map"], Qt.MouseButton.LeftButton)
    assert canvas.drawing.system_map is before
    assert canvas.drawing.ghosts.items


def test_an_edit_in_the_system_view_is_kept_and_gets_a_place_on_the_map(person: Person) -> None:
    person.open("turin")
    person.editor.views.arrange("system")
    person.wait(lambda: person.editor.canvas.drawing.perspective.name == "system")
    person.key("n")
    person.key(Qt.Key.Key_Return)
    person.type("Debts")
    person.key(Qt.Key.Key_Return)
    made = person.editor.bridge.map.element(person.named("Debts"))
    assert made.x is not None
    person.wait_for_analysis()
    person.wait(lambda: person.editor.canvas.drawing.node(made.id) is not None)


# matrix


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


def test_a_link_is_tried_in_a_scenario_and_today_stays_as_it_is(person: Person) -> None:
    person.open("turin")
    view = matrix(person)
    today = person.editor.bridge.map
    click_spot(view, view.spot("cell", person.named("Labour policies"), person.named("Social care")))
    person.wait(lambda: person.editor.side.current == "pairs")
    card = next(card for card in person.editor.pairs.cards if card.isVisible())
    QTest.mouseClick(card.try_button, Qt.MouseButton.LeftButton)
    person.wait_for_analysis()
    bridge = person.editor.bridge
    assert bridge.scenario is not None
    assert len(bridge.map.links) == len(today.links) + 1
    assert len(bridge.document.map.links) == len(today.links)
    assert person.editor.result is not None
    assert (person.editor.result.score or 0) > 0
    person.picture("scenario-tried")
    choose_scenario(person, "Today")
    assert len(bridge.map.links) == len(today.links)


# scenarios


def test_a_scenario_is_looked_at_in_every_view_and_edited_where_one_looks(person: Person) -> None:
    person.open("turin")
    bridge = person.editor.bridge
    today = len(bridge.map.links)
    choose_scenario(person, "To-Home")
    assert person.editor.result is not None
    assert person.editor.result.score == 100
    joint = person.named("To-Home integrated service")
    assert person.editor.canvas.drawing.node(joint) is not None
    look(person, "lanes")
    assert person.editor.canvas.drawing.node(joint) is not None
    person.editor.selection.set([joint])
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_Delete)
    assert joint not in bridge.map
    assert joint not in bridge.document.map
    person.key("z", CTRL)
    assert joint in bridge.map
    choose_scenario(person, "Today")
    assert joint not in bridge.map
    assert len(bridge.map.links) == today


def test_what_is_said_in_a_scenario_is_said_of_the_map(person: Person) -> None:
    person.open("turin")
    choose_scenario(person, "To-Home")
    bridge, need = person.editor.bridge, person.named("Unemployment")
    person.editor.selection.set([need])
    person.key(".")
    assert bridge.document.map.attached_to(need)
    scenario = bridge.document.map[bridge.scenario or ""]
    person.window.set_theme("dark")
    assert person.editor.bridge.scenario == scenario.id  # the look of the window changes, not what is looked at


def test_undoing_the_beginning_of_a_scenario_leads_back_to_today(person: Person) -> None:
    person.open("two-desks")
    QApplication.processEvents()
    person.in_dialog("One desk for all")
    person.editor.view_deeds.name_scenario()
    assert person.editor.bridge.scenario is not None
    assert "One desk" in person.editor.views.bar.scenario.text()
    person.window.activateWindow()
    person.wait(lambda: QApplication.focusWidget() is not None)
    person.key("z", CTRL)
    assert person.editor.bridge.scenario is None
    assert "Today" in person.editor.views.bar.scenario.text()


# journey


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


# charts


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


# one state


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


def test_a_finding_is_shown_on_the_map_from_any_view(person: Person) -> None:
    person.open("turin")
    look(person, "charts")
    card = person.editor.findings.cards[0]
    QTest.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert person.editor.views.name == "map"
    assert person.editor.lighting.chosen is not None


def test_who_holds_it_together_and_root_causes_are_drawn_over_the_map(person: Person) -> None:
    person.open("turin")
    legend = person.editor.overlays.legend
    person.key("c")
    assert (legend.size_by, legend.colour_by) == ("reach", "balance")
    assert legend.isVisible()
    person.picture("root-causes")
    person.key("h")
    assert (legend.size_by, legend.colour_by) == ("betweenness", "lost")
    assert not person.window.actions_by_name["root_causes"].isChecked()
    person.picture("who-holds")
    person.key("h")
    assert (legend.size_by, legend.colour_by) == ("", "")


def test_sectors_say_how_inward_they_are(person: Person) -> None:
    person.open("metropolitan-city")
    result = person.editor.result
    assert result is not None
    known = {row.id for row in result.sectors if row.ei_index is not None}
    drawing = person.editor.canvas.drawing
    assert known
    assert all("E-I" in drawing._measures[key] for key in known)
    person.key("m", CTRL)
    assert drawing._measures == {}


# files


@pytest.mark.parametrize("view", ["lanes", "matrix", "journey"])
def test_a_view_is_saved_from_the_window(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, view: str
) -> None:
    person.open("turin")
    look(person, view)
    path = tmp_path / "view.pdf"
    monkeypatch.setattr(files, "ask_save_as", lambda *_a: (path, next(k for k in files.picture_kinds() if "A3" in k)))
    person.key("e", CTRL, Qt.KeyboardModifier.ShiftModifier)
    person.wait(lambda: not person.editor.picture_job.is_busy)
    assert len(PdfReader(path).pages) == 1
    assert "view.pdf" in person.editor.toast.label.text()


def test_a_place_that_cannot_be_written_is_told(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("two-desks")
    path = tmp_path / "nowhere" / "view.png"
    monkeypatch.setattr(files, "ask_save_as", lambda *_a: (path, "PNG (*.png)"))
    person.key("e", CTRL, Qt.KeyboardModifier.ShiftModifier)
    person.wait(lambda: not person.editor.picture_job.is_busy)
    assert "could not be written" in person.editor.toast.label.text()


def test_layouts_lead_back_to_the_map(person: Person) -> None:
    person.open("turin")
    look(person, "lanes")
    person.key("t", Qt.KeyboardModifier.ShiftModifier)
    assert person.editor.views.name == "map"
    assert person.editor.canvas.drawing.perspective.is_own


def test_views_that_show_findings_wait_until_the_room_has_guessed(person: Person) -> None:
    person.open("turin")
    look(person, "matrix")
    person.editor.views.cover(True)
    assert person.editor.views.name == "map"
    person.key("5", ALT)
    assert person.editor.views.name == "map"
    assert "when the room has guessed" in person.editor.toast.label.text()
    look(person, "lanes")
    assert person.editor.views.name == "lanes"
    person.editor.views.cover(False)
    look(person, "charts")
    assert person.editor.views.name == "charts"


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900)])
def test_with_letters_twice_as_large_choices_open_as_lists_and_nothing_is_cut(
    person: Person, size: tuple[int, int]
) -> None:
    person.open("turin")
    person.window.resize(*size)
    bar = person.editor.views.bar
    assert bar.buttons["map"].isVisible()
    assert bar.arrangements["silo"].isVisible()
    assert not bar.views.list.isVisible()
    try:
        person.window.set_text_size(200)
        person.wait_for_analysis()
        bar = person.editor.views.bar
        assert bar.arranged.list.isVisible()
        assert bar.views.list.isVisible() == (size[0] == 1024)
        shown = [*bar.buttons.values(), *bar.arrangements.values(), bar.scenario, bar.views.list, bar.ghosts]
        for widget in shown:
            assert not widget.isVisible() or widget.width() >= widget.minimumSizeHint().width()
        bar.arranged.list.setCurrentIndex(1)
        bar.arranged.list.activated.emit(1)
        person.wait_for_analysis()
        assert person.editor.views.arrangement == "silo"
        bar.views.list.activated.emit(2)
        person.wait_for_analysis()
        assert person.editor.views.name == "matrix"
        assert bar.views.list.currentData() == "matrix"
        person.editor.selection.set([person.named("Housing services")])
        for panel in ("details", "findings", "numbers", "story"):
            person.editor.show_panel(panel)
            for page in person.editor.side.findChildren(Page):
                if page.isVisible():
                    assert page.page.minimumSizeHint().width() <= page.viewport().width(), panel
    finally:
        person.window.set_text_size(100)


def test_nothing_can_be_put_into_the_column_of_a_sector_that_a_scenario_takes_away(person: Person) -> None:
    """(Found by half an hour of random use.)"""
    person.open("two-desks")
    housing, service = person.named("Housing"), person.named("Job search help")
    with person.editor.bridge.edit("Begin") as draft:
        scenario = scenarios.begin(draft, "Without housing")
    person.editor.bridge.open_scenario(scenario)
    with person.editor.bridge.edit("Delete") as draft:
        edits.remove(draft, [housing])
    person.wait_for_analysis()
    look(person, "lanes")
    layout = elsewhere.layout_of(person.editor.canvas)
    assert layout is not None
    gone = next(column for column in layout.columns if column.sector == housing)
    assert housing not in person.editor.bridge.map
    before = person.editor.bridge.map
    lane = next(lane for lane in layout.lanes if lane.kind == "service")
    inside = QPointF((gone.left + gone.right) / 2, (lane.top + lane.bottom) / 2)
    person.editor.canvas.fit(fly=False)
    person.drag(person.at(service), person.editor.canvas.mapFromScene(inside))
    assert person.editor.bridge.map is before
    assert "not there" in person.editor.toast.label.text()
    person.editor.selection.set([service])
    for way in (1, 1, -1, -1, -1):
        elsewhere.step_aside(person.editor.canvas, way)
    shown = person.editor.bridge.map.element(service)
    assert sector_of(shown) in {None, person.named("Work")}
    assert "sector" not in elsewhere.values_for(person.editor.canvas, "service", inside, None)
