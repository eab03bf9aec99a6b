"""Versions, history, replay, and maps that grew apart: all through the real window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QListWidget, QMessageBox

from silomap.exchange.templates import from_template
from silomap.exchange.workshop_flow import presets, to_plan
from silomap.model import edits, session
from silomap.model.elements import Need, Service
from silomap.model.opening import create_document, open_document
from silomap.model.scenarios import conflicts_of
from silomap.ui.settle import SettleDialog
from silomap.ui.states import NOW, SCENARIO, VERSION, State
from silomap.ui.views.compare_view import ONE_MAP, CompareView
from tests.ui.conftest import Person

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def rename(person: Person, key: str, label: str) -> None:
    with person.editor.bridge.edit("Rename “{name}”", {"name": label}) as draft:
        edits.set_field(draft, [key], "label", label)


def keep(person: Person, name: str) -> None:
    person.in_dialog(name)
    person.window.actions_by_name["version_keep"].trigger()
    person.window.activateWindow()
    person.wait(lambda: QApplication.focusWidget() is not None)


def lines(page: QListWidget) -> list[str]:
    return [page.item(row).text() for row in range(page.count())]


def ready(person: Person) -> CompareView:
    view = cast(CompareView, person.editor.views.page)
    person.wait(lambda: person.editor.views.name == "compare" and view.measures.table.rowCount() > 0)
    return view


def answer(person: Person, act: object) -> None:
    """Does something in the next dialog that settles disagreements, then accepts it."""
    timer = QTimer(person.window)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, SettleDialog):
            timer.stop()
            act(dialog)  # type: ignore[operator]
            dialog.accept()

    timer.timeout.connect(look)
    timer.start(20)


def told(person: Person, act: object) -> str:
    """The sentence of the box that something opens."""
    said: list[str] = []
    timer = QTimer(person.window)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.accept()

    timer.timeout.connect(look)
    timer.start(20)
    act()  # type: ignore[operator]
    timer.stop()
    return " ".join(said)


def test_a_version_is_kept_looked_at_and_brought_back(person: Person) -> None:
    person.open("two-desks")
    editor, bridge = person.editor, person.editor.bridge
    need = bridge.map.all(Need)[0].id
    before = bridge.map.label(need)
    keep(person, "Before")
    rename(person, need, "Another name")
    person.window.actions_by_name["panel_states"].trigger()
    panel = editor.states_panel
    (version,) = bridge.document.versions
    card = panel.cards[State(VERSION, version.id)]
    assert card.name.text() == "Before"
    person.wait(lambda: bool(bridge.document.versions[0].picture))  # made beside the window, and kept
    assert bridge.document.versions[0].score == 0
    card = panel.cards[State(VERSION, version.id)]
    assert not card.picture.pixmap().isNull()
    person.picture("states-panel")
    QTest.mouseClick(card.look_button, Qt.MouseButton.LeftButton)
    person.wait_for_analysis()
    assert bridge.map.label(need) == before
    assert not bridge.is_editable
    assert "as it was: Before" in person.window.banner.label.text()
    assert "As it was" in editor.views.bar.scenario.text()
    assert not person.window.actions_by_name["delete"].isEnabled()
    person.picture("look-back")
    rename(person, need, "Not now")
    assert "can be brought back, but not changed" in editor.toast.label.text()
    editor.canvas.setFocus()
    person.key(Qt.Key.Key_Escape)
    assert bridge.map.label(need) == "Another name"
    assert person.window.banner.isHidden()
    person.window.commands.on_version(version.id, "restore")
    assert bridge.map.label(need) == before
    person.window.actions_by_name["undo"].trigger()
    assert bridge.map.label(need) == "Another name"
    assert len(bridge.document.versions) == 1
    person.in_dialog(" two")
    person.window.commands.on_version(version.id, "begin")
    person.wait(lambda: bridge.scenario is not None)
    assert bridge.map.label(need) == before
    assert bridge.document.map.label(need) == "Another name"
    person.window.commands.on_version(version.id, "drop")
    assert bridge.document.versions == ()


def test_restoring_while_a_scenario_is_open_leaves_the_scenario_alone(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    need = bridge.map.all(Need)[0].id
    before = bridge.map.label(need)
    keep(person, "Start")
    rename(person, need, "Another name")
    scenario = bridge.document.map.scenarios[0].id
    bridge.open_scenario(scenario)
    parts = [e for e in bridge.document.map.values() if getattr(e, "scenario", "") == scenario]
    person.window.commands.on_version(bridge.document.versions[0].id, "restore")
    person.wait(lambda: bridge.scenario is None)
    assert bridge.document.map.label(need) == before
    assert [e for e in bridge.document.map.values() if getattr(e, "scenario", "") == scenario] == parts


def test_any_two_states_are_compared(person: Person, tmp_path: Path) -> None:
    person.open("turin")
    editor, bridge = person.editor, person.editor.bridge
    keep(person, "Start")
    need, service = bridge.map.all(Need)[0].id, bridge.map.all(Service)[0].id
    rename(person, need, "Another name")
    with bridge.edit("Remove") as draft:
        edits.remove(draft, [service])
    copy = tmp_path / "copy.silomap"
    bridge.document.save_copy(copy)
    person.wait_for_analysis()
    version, scenario = bridge.document.versions[0], bridge.document.map.scenarios[0]
    editor.view_deeds.compare(State(VERSION, version.id))
    view = ready(person)
    assert view.names() == ("Start", "Now")
    assert view.before.view.drawing.difference.of(service) == "removed"
    assert view.after.view.drawing.difference.of(need) == "changed"
    assert any(line.startswith("−") for line in lines(view.differences.changes))
    view.show_mode(ONE_MAP)
    drawing = view.both.view.drawing
    assert service in drawing.difference.items  # what is gone is drawn, pale
    assert drawing.element_at([drawing.difference.items[service]]) is None
    person.picture("compare-one-map")
    view.swap()
    ready(person)
    assert view.both.view.drawing.difference.of(service) == "added"
    view.put(0, State(VERSION, version.id))
    view.pickers[1].setCurrentIndex(view.pickers[1].findText(scenario.label))
    view.pickers[1].activated.emit(view.pickers[1].currentIndex())
    person.wait_for_analysis()
    assert view.sides == [State(VERSION, version.id), State(SCENARIO, scenario.id)]
    ready(person)
    view.take_file(0, copy)
    person.wait(lambda: view.maps[0] is not None)
    assert view.names()[0] == "copy.silomap"
    assert view.maps[0] == bridge.document.map
    broken = tmp_path / "broken.silomap"
    broken.write_bytes(copy.read_bytes()[:5_000])
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"a": 1}')
    for path in (broken, foreign, tmp_path / "nothing.silomap"):
        editor.toast.tell("")
        view.take_file(0, path)
        assert path.name in editor.toast.label.text()
        assert view.names()[0] == "copy.silomap"
    view.put(1, NOW)
    person.wait(lambda: "Nothing is different" in lines(view.differences.changes)[0])


def test_a_line_of_the_comparison_shows_what_it_speaks_of(person: Person) -> None:
    person.open("turin")
    scenario = person.editor.bridge.document.map.scenarios[0]
    person.editor.view_deeds.compare(State(SCENARIO, scenario.id))
    view = ready(person)
    page = view.differences.changes
    row = next(r for r in range(page.count()) if "Service “To-Home" in page.item(r).text())
    page.itemClicked.emit(page.item(row))
    joint = person.named("To-Home integrated service")
    assert view.after.view.drawing.selected == {joint}
    where = view.after.view.mapFromScene(view.after.view.drawing.items_by_id[joint].rect.center())
    assert view.after.view.viewport().rect().contains(where)


def test_where_the_map_has_moved_on_each_place_is_settled(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    need = bridge.map.all(Need)[0].id
    scenario = bridge.document.map.scenarios[0].id
    bridge.open_scenario(scenario)
    rename(person, need, "In the scenario")
    with bridge.edit_today("Rename") as draft:
        edits.set_field(draft, [need], "label", "On the map")
    person.wait_for_analysis()
    assert "disagree in 1 place" in person.window.banner.label.text()
    seen: list[str] = []

    def choose(dialog: SettleDialog) -> None:
        seen.extend(button.text() for button in dialog.rows[0])
        person.picture("settle", dialog)
        dialog.take_all(False)

    answer(person, choose)
    person.window.actions_by_name["scenario_settle"].trigger()
    assert seen == ["On the map: “On the map”", "In the scenario: “In the scenario”"]
    assert conflicts_of(bridge.document.map, scenario) == ()
    assert person.window.banner.isHidden()
    assert bridge.map.label(need) == "On the map"
    person.window.actions_by_name["undo"].trigger()
    assert len(conflicts_of(bridge.document.map, scenario)) == 1
    answer(person, lambda dialog: dialog.take_all(True))
    person.window.actions_by_name["scenario_adopt"].trigger()
    assert bridge.document.map.label(need) == "In the scenario"
    assert scenario not in bridge.document.map


def test_a_scenario_is_made_of_tables(person: Person, tmp_path: Path) -> None:
    person.open("turin")
    bridge = person.editor.bridge
    today = bridge.document.map
    (tmp_path / "nodes.csv").write_text("kind,label,sector\nservice,Debt advice,Social care\nghost,Nobody,\n")
    (tmp_path / "links.csv").write_text("source,target,kind\nDebt advice,Insufficient income,responds_to\n")
    person.in_dialog()
    said = told(person, lambda: person.window.commands.begin_from(tmp_path / "nodes.csv"))
    assert "1 row needs a look" in said
    made = person.named("Debt advice")
    assert made not in bridge.document.map
    assert {k: e for k, e in bridge.document.map.items() if k in today} == dict(today.items())
    service = bridge.map.element(made)
    assert service.x is not None
    person.wait_for_analysis()
    income = next(n for n in person.editor.result.needs if n.id == person.named("Insufficient income"))  # type: ignore[union-attr]
    assert income.services == (made,)
    stranger = tmp_path / "stranger.silomap.json"
    stranger.write_text(
        '{"format": "silomap/1", "map": {}, "elements": [{"id": "z", "kind": "actor", "label": "Z"}]}'
    )
    assert "no element in common" in told(person, lambda: person.window.commands.begin_from(stranger))


def test_the_history_is_filtered_by_what_is_selected_and_one_element_comes_back(person: Person) -> None:
    person.open("two-desks")
    editor, bridge = person.editor, person.editor.bridge
    first, second = (need.id for need in bridge.map.all(Need)[:2])
    rename(person, first, "First, renamed")
    rename(person, second, "Second, renamed")
    with bridge.edit("Delete “{name}”", {"name": "First, renamed"}) as draft:
        edits.remove(draft, [first])
    person.key("7", CTRL)
    history = editor.history
    assert history.list.count() == 3
    editor.selection.set([second])
    history.only_selected.click()
    person.wait(lambda: history.list.count() == 2)  # its renaming, and the end of the link that joined both
    assert "First, renamed" in history.list.item(0).text()
    assert history.list.item(0).text().startswith("Delete")
    assert "Second, renamed" in history.list.item(1).text()
    history.only_selected.click()
    person.wait(lambda: history.list.count() == 3)
    history.list.setCurrentRow(1)  # after the second renaming: the first one was there
    QTest.mouseClick(history.look_button, Qt.MouseButton.LeftButton)
    person.wait(lambda: bridge.earlier is not None)
    editor.selection.set([first])
    person.picture("history-of-one")
    assert "First, renamed" in history.buttons["element"].text()
    QTest.mouseClick(history.buttons["element"], Qt.MouseButton.LeftButton)
    person.wait(lambda: bridge.earlier is None and first in bridge.map)
    assert bridge.map.label(first) == "First, renamed"
    assert bridge.map.links_of(first)
    person.window.actions_by_name["undo"].trigger()
    assert first not in bridge.map
    people = [history.people.itemText(i) for i in range(history.people.count())]
    assert people[0] == "Everybody"
    assert len(people) == 2


def test_the_map_is_seen_growing_and_is_as_before_afterwards(person: Person) -> None:
    person.open("blank")
    editor, bridge = person.editor, person.editor.bridge
    states = [bridge.map]
    for number in range(5):
        with bridge.edit("Add “{name}”", {"name": f"Actor {number}"}) as draft:
            edits.add_element(draft, "actor", f"Actor {number}", x=number * 200.0, y=0.0)
        states.append(bridge.map)
    with bridge.edit("Move") as draft:
        for number, actor in enumerate(bridge.map.elements):
            edits.move(draft, {actor.id: (number * 200.0, 300.0)})
    states.append(bridge.map)
    person.window.actions_by_name["replay"].trigger()
    replay = editor.replay
    person.wait(lambda: bool(replay.frames) and replay._clock.isActive())
    replay.toggle()
    assert replay.slider.maximum() == len(states) - 1
    for number in (0, 3, 1, 5, 6, 2):
        replay.slider.setValue(number)
        assert bridge.map == states[number]
    assert not bridge.is_editable
    person.picture("replay")
    replay.speed.setCurrentIndex(3)
    replay.speed.activated.emit(3)
    replay.toggle()
    person.wait(lambda: not replay._clock.isActive())
    assert replay.slider.value() == len(states) - 1
    editor.canvas.setFocus()
    person.key(Qt.Key.Key_Escape)
    assert not replay.is_on
    assert bridge.earlier is None
    assert bridge.map == states[-1]
    assert bridge.is_editable


def test_what_others_did_in_a_copy_is_taken_in(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    first, second = (need.id for need in bridge.map.all(Need)[:2])
    rename(person, first, "Common")
    copy = tmp_path / "copy.silomap"
    shutil.copyfile(cast(Path, bridge.document.path), copy)
    theirs = open_document(copy)
    for key, label in ((first, "Theirs"), (second, "Theirs, too")):
        with theirs.edit("Rename") as draft:
            edits.set_field(draft, [key], "label", label)
    theirs.close()
    rename(person, first, "Ours")
    before = bridge.map
    answer(person, lambda dialog: dialog.take_all(False))
    person.window.commands.take_in_file(copy)
    assert (bridge.map.label(first), bridge.map.label(second)) == ("Ours", "Theirs, too")
    assert "taken in" in person.editor.toast.label.text()
    person.window.actions_by_name["undo"].trigger()
    assert bridge.map == before
    stranger = tmp_path / "stranger.silomap"
    create_document(stranger, from_template("turin", "en")).close()
    assert "no common origin" in told(person, lambda: person.window.commands.take_in_file(stranger))
    assert bridge.map == before


def test_the_history_is_shortened_while_the_window_stays_free(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    need = bridge.map.all(Need)[0].id
    for number in range(12):
        rename(person, need, f"Name {number}")
    keep(person, "Twelve")
    for number in range(12, 20):
        rename(person, need, f"Name {number}")
    now = bridge.map
    timer = QTimer(person.window)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QInputDialog):
            timer.stop()
            dialog.setIntValue(3)
            dialog.accept()

    timer.timeout.connect(look)
    timer.start(20)
    person.window.actions_by_name["compact_history"].trigger()
    person.wait(lambda: "put together" in person.editor.toast.label.text())
    assert bridge.map == now
    assert len(bridge.document.history.commits) == 5  # up to the version, up to the third but last, and three
    assert [v.label for v in bridge.document.versions] == ["Twelve"]
    person.editor.view_deeds.look_at(State(VERSION, bridge.document.versions[0].id))
    person.wait(lambda: bridge.earlier is not None)
    assert bridge.map.label(need) == "Name 11"


def test_steps_of_a_workshop_leave_versions(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    plan = presets()[0].plan
    with bridge.edit("Start a workshop") as draft:
        session.change(draft, plan=to_plan(plan), step=plan[0].id)
    person.window.actions_by_name["step_next"].trigger()
    person.window.actions_by_name["workshop_end"].trigger()
    labels = [version.label for version in bridge.document.versions]
    assert labels[0].startswith("Workshop, after “")
    assert labels[-1].startswith("End of the workshop of ")


def test_a_map_that_is_open_to_read_only_shows_its_past(person: Person) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    need = bridge.map.all(Need)[0].id
    keep(person, "First")
    before = bridge.map.label(need)
    rename(person, need, "Another name")
    path = cast(Path, bridge.document.path)
    assert person.window.open_path(path, read_only=True)
    person.wait_for_analysis()
    bridge = person.editor.bridge
    assert bridge.document.read_only is not None
    person.editor.view_deeds.look_at(State(VERSION, bridge.document.versions[0].id))
    person.wait(lambda: bridge.earlier is not None)
    assert bridge.map.label(need) == before
    person.window.actions_by_name["panel_history"].trigger()
    assert person.editor.history.list.count() == 1
    assert not person.editor.history.restore_button.isEnabled()
    assert person.window.open_path(path)  # and now to write
    assert person.editor.bridge.document.read_only is None


def test_removals_and_changes_are_marked_on_map_and_lanes(person: Person) -> None:
    person.open("turin")
    editor, bridge = person.editor, person.editor.bridge
    bridge.open_scenario(bridge.document.map.scenarios[0].id)
    actor = next(e for e in bridge.map.elements if e.type == "actor" and bridge.map.links_of(e.id))
    need = bridge.map.all(Need)[0]
    rename(person, need.id, "Another word")
    with bridge.edit("Delete") as draft:
        edits.remove(draft, [actor.id])
    drawing = editor.canvas.drawing
    assert drawing.node(need.id).mark == "changed"  # type: ignore[union-attr]
    assert actor.id in drawing.difference.items
    place = editor.canvas.mapFromScene(drawing.difference.items[actor.id].rect.center())  # type: ignore[union-attr]
    item = editor.canvas.item_at(place)
    assert item is None or item.element_id != actor.id  # it cannot be taken hold of
    person.key("2", ALT)
    person.wait_for_analysis()
    assert actor.id in drawing.difference.items
    ghost = drawing.difference.items[actor.id].rect  # type: ignore[union-attr]
    boxes = [i.rect for k, i in drawing.items_by_id.items() if drawing.node(k)]  # type: ignore[union-attr]
    assert not any(ghost.intersects(box) for box in boxes)  # room was kept for it
    person.picture("scenario-lanes")
    bridge.open_scenario(None)
    assert drawing.difference.items == {}


def test_a_service_is_tried_in_a_what_if(person: Person) -> None:
    person.open("two-desks")
    editor, bridge = person.editor, person.editor.bridge
    today = bridge.document.map
    finding = next(f for f in editor.result.findings if "add_service" in f.actions)  # type: ignore[union-attr]
    editor.findings.try_link.emit(finding)
    person.type("Money advice")
    person.key(Qt.Key.Key_Return)
    assert bridge.scenario is not None
    made = person.named("Money advice")
    assert made not in bridge.document.map
    assert dict(today.items()).items() <= dict(bridge.document.map.items()).items()


def test_the_matrix_and_the_journey_show_what_a_scenario_changes(person: Person) -> None:
    person.open("turin")
    editor, bridge = person.editor, person.editor.bridge
    bridge.open_scenario(bridge.document.map.scenarios[0].id)
    person.wait_for_analysis()
    person.key("3", ALT)
    person.wait(lambda: editor.views.matrix is not None and editor.views.matrix.before is not None)
    labour, housing = person.named("Labour policies"), person.named("Public housing")
    spot = editor.views.matrix.spot("cell", *sorted((labour, housing)))  # type: ignore[union-attr]
    spot = spot or editor.views.matrix.spot("cell", *sorted((labour, housing), reverse=True))  # type: ignore[union-attr]
    assert spot is not None
    assert spot.name.endswith("1 of 1 links in place, was 0/1")
    person.picture("matrix-scenario")
    person.key("4", ALT)
    assert editor.views._journey.compared_now == ""  # today, until something else is chosen
    assert editor.views.bar.compared.currentText() == "Today"
    bridge.open_scenario(None)
    assert editor.views._journey.compared_now is None
