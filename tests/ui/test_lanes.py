"""The lanes: adding, dragging, keys, folding, and names beside them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from silomap.i18n import _
from silomap.model import edits, scenarios
from silomap.model.elements import sector_of
from silomap.report.picture.fonts import font
from silomap.report.picture.lanes import LANE_TITLES
from silomap.ui.canvas import elsewhere
from silomap.ui.canvas.headers import AWAY, SMALL_PRINT
from tests.ui.conftest import Person
from tests.ui.looking import look

CTRL = Qt.KeyboardModifier.ControlModifier


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
