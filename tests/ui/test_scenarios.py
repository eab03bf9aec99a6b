"""What if: compare with today, make it the map, break it, name, copy and delete, all through the real window."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from silomap.model.elements import Need, Scenario
from silomap.report.picture.difference import NOTHING
from silomap.report.picture.items import NodeItem
from silomap.ui.views.compare_view import CompareView
from tests.ui.conftest import Person
from tests.ui.looking import choose_scenario, click_spot, look, matrix

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def open_first(person: Person) -> Scenario:
    """The sample's own scenario."""
    scenario = person.editor.bridge.document.map.scenarios[0]
    person.editor.bridge.open_scenario(scenario.id)
    person.wait_for_analysis()
    return scenario


def lines(page: QListWidget) -> list[str]:
    return [page.item(row).text() for row in range(page.count())]


def compared(person: Person) -> CompareView:
    person.key("6", ALT)
    view = cast(CompareView, person.editor.views.page)
    person.wait(lambda: view.measures.table.rowCount() > 0)
    return view


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


def test_what_is_new_is_marked_on_the_map(person: Person) -> None:
    person.open("turin")
    open_first(person)
    joint = person.named("To-Home integrated service")
    item = person.editor.canvas.drawing.items_by_id[joint]
    assert isinstance(item, NodeItem)
    assert item.mark == "added"
    person.editor.bridge.open_scenario(None)
    assert person.editor.canvas.drawing.difference.marks == NOTHING


def test_today_and_a_scenario_stand_side_by_side(person: Person) -> None:
    """The sample's story: 0 of 8 pairs of needs are joined today, 8 of 8 with To-Home; handovers 0 → 83 of 100."""
    person.open("turin")
    open_first(person)
    view = compared(person)
    rows = {
        view.measures.table.item(r, 0).text(): [view.measures.table.item(r, c).text() for c in (1, 2, 3)]
        for r in range(7)
    }
    assert rows["Joined-up score"] == ["0", "100", "+100"]
    assert rows["Pairs of needs joined up"] == ["0", "8", "+8"]
    assert rows["Handovers in place, of 100"] == ["0", "83", "+83"]
    assert rows["Needs without an answer"] == ["3", "0", "−3"]
    good = person.editor.theme.joined
    assert view.measures.table.item(4, 3).foreground().color().name() == good  # fewer is better here
    assert "To-Home" in view.title.text()
    assert any("To-Home integrated service" in line for line in lines(view.differences.changes))
    assert any(line.startswith("No longer found") for line in lines(view.differences.findings))
    assert "better" in view.measures.summary.text()
    assert set(view.after.view.drawing.difference.marks.marked.values()) == {"added"}
    assert not view.before.view.drawing.difference.marks.marked
    person.picture("compare")
    view.after.view.zoom_to(0.8)
    assert abs(view.before.view.scale_factor - 0.8) < 1e-6  # one camera
    QTest.mouseClick(view.explore_button, Qt.MouseButton.LeftButton)
    assert person.editor.views.name == "map"


def test_a_scenario_is_made_the_map_and_undo_gives_both_back(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    scenario = open_first(person)
    shown = {key for key in bridge.map if not key.startswith(scenario.id)}
    before = bridge.document.map
    view = compared(person)
    QTest.mouseClick(view.adopt_button, Qt.MouseButton.LeftButton)
    person.wait_for_analysis()
    assert bridge.scenario is None
    assert set(bridge.document.map) == shown
    assert person.editor.views.name == "map"
    assert "is the map now" in person.editor.toast.label.text()
    assert person.editor.result is not None
    assert person.editor.result.measures["joined_need_pairs"] == 2
    person.editor.canvas.setFocus()
    person.key("z", CTRL)
    assert bridge.document.map == before


def test_breaking_something_shows_what_fails_and_today_stays(person: Person) -> None:
    person.open("turin")
    bridge = person.editor.bridge
    today = bridge.document.map
    service = person.named("Housing services")
    person.click(service)
    person.window.actions_by_name["break_it"].trigger()
    person.wait_for_analysis()
    view = cast(CompareView, person.editor.views.page)
    person.wait(lambda: view.measures.table.rowCount() > 0)
    assert service not in bridge.map
    assert service in bridge.document.map
    assert view.before.view.drawing.difference.of(service) == "removed"  # marked on today's map
    rows = {view.measures.table.item(r, 0).text(): view.measures.table.item(r, 3) for r in range(7)}
    assert rows["Needs without an answer"].text() == "+1"  # poor housing had no other answer
    assert rows["Needs without an answer"].foreground().color().name() == person.editor.theme.missing
    person.picture("broken")
    assert {k: e for k, e in bridge.document.map.items() if k in today} == dict(today.items())


def test_scenarios_are_named_copied_and_deleted(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    scenario = open_first(person)
    person.in_dialog("Other name")
    person.window.actions_by_name["scenario_rename"].trigger()
    assert "Other name" in bridge.document.map.label(scenario.id)
    assert "Other name" in person.editor.views.bar.scenario.text()
    person.in_dialog("Second")
    person.window.actions_by_name["scenario_copy"].trigger()
    assert len(bridge.document.map.scenarios) == 2
    assert bridge.scenario != scenario.id
    person.window.actions_by_name["scenario_delete"].trigger()
    assert len(bridge.document.map.scenarios) == 1
    assert bridge.scenario is None
    person.window.activateWindow()
    person.wait(lambda: QApplication.focusWidget() is not None)
    person.key("z", CTRL)
    assert len(bridge.document.map.scenarios) == 2


def test_without_a_scenario_there_is_a_sentence(person: Person) -> None:
    person.open("blank")
    for name in ("scenario_rename", "scenario_copy", "scenario_compare", "scenario_adopt", "scenario_delete"):
        person.editor.toast.tell("")
        person.window.actions_by_name[name].trigger()
        assert "Open a scenario first" in person.editor.toast.label.text()
    assert person.editor.views.name == "map"


def test_the_history_is_read_searched_looked_at_and_brought_back(person: Person) -> None:
    person.open("two-desks")
    editor, bridge = person.editor, person.editor.bridge
    need = bridge.map.all(Need)[0]
    before = {e.id: e for e in bridge.map.elements}
    for name in ("First name", "Second name"):
        with bridge.edit("Rename “{name}”", {"name": bridge.map.label(need.id)}) as draft:
            draft.set(need.id, label=name)
    person.key("7", CTRL)
    history = editor.history
    assert history.list.count() >= 2
    assert "First name" in history.list.item(0).text()  # the newest step renamed that
    person.type(need.label.lower())
    person.wait(lambda: history.list.count() == 1)
    history.list.setCurrentRow(0)
    QTest.mouseClick(history.buttons["compare"], Qt.MouseButton.LeftButton)
    person.wait(lambda: editor.views.name == "compare")
    view = cast(CompareView, editor.views.page)
    person.wait(lambda: view.measures.table.rowCount() > 0)
    assert view.before.view.drawing.source.label(need.id) == "First name"
    assert view.after.view.drawing.source.label(need.id) == "Second name"
    assert any("Second name" in line for line in lines(view.differences.changes))
    person.picture("then-and-now")
    editor.views.show_view("map")
    person.key("7", CTRL)
    history.filter.clear()
    person.wait(lambda: history.list.count() >= 2)
    history.list.setCurrentRow(history.list.count() - 1)
    QTest.mouseClick(history.restore_button, Qt.MouseButton.LeftButton)
    assert bridge.map.label(need.id) == "First name"
    person.window.actions_by_name["undo"].trigger()
    assert bridge.map.label(need.id) == "Second name"
    assert before.keys() == {e.id for e in bridge.map.elements}
