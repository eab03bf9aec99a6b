"""Drawing without letting go of the keyboard: Tab for what hangs on an element, Enter for one beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from silomap.model import edits
from silomap.model.elements import Sticky
from silomap.model.opening import read_file
from silomap.model.system_map import SystemMap
from silomap.report.picture.items import NodeItem
from silomap.ui.canvas.flow import Next, child_of, sibling_of
from silomap.ui.canvas.inline import InlineEditor
from tests.maps import written
from tests.ui.conftest import Person


def naming(person: Person) -> bool:
    return isinstance(QApplication.focusWidget(), InlineEditor)


def test_a_chain_is_typed_in_one_go(person: Person) -> None:
    person.open("two-desks")
    canvas = person.editor.canvas
    person.editor.selection.set(["sec-work"])
    canvas.setFocus()
    for name in ("Union", "Wage advice", "Low pay"):
        person.key(Qt.Key.Key_Tab)
        person.wait(lambda: naming(person))
        person.type(name)
        person.key(Qt.Key.Key_Return)
        person.wait(canvas.hasFocus)
    system_map = person.editor.bridge.map
    ids = {name: person.named(name) for name in ("Union", "Wage advice", "Low pay")}
    links = {(k.source, k.kind, k.target) for k in system_map.links}
    assert (ids["Union"], "provides", ids["Wage advice"]) in links
    assert (ids["Wage advice"], "responds_to", ids["Low pay"]) in links
    assert system_map.element(ids["Union"]).sector == "sec-work"  # type: ignore[attr-defined]
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: naming(person))
    person.type("Insecure contract")
    person.key(Qt.Key.Key_Return)
    links = {(k.source, k.kind, k.target) for k in person.editor.bridge.map.links}
    assert (ids["Wage advice"], "responds_to", person.named("Insecure contract")) in links


def test_tab_in_the_name_goes_on_and_escape_ends(person: Person) -> None:
    person.open("two-desks")
    person.editor.selection.set(["act-housing"])
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: naming(person))
    person.type("Mediation")
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: person.named("Mediation") != "" and naming(person))
    person.type("Quarrels")
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: "Quarrels" in {e.label for e in person.editor.bridge.map.elements} and naming(person))
    person.key(Qt.Key.Key_Escape)
    person.wait(person.editor.canvas.hasFocus)
    links = {(k.source, k.kind, k.target) for k in person.editor.bridge.map.links}
    assert (person.named("Mediation"), "responds_to", person.named("Quarrels")) in links


def test_without_a_selection_tab_leads_to_the_next_control(person: Person) -> None:
    person.open("two-desks")
    person.editor.selection.clear()
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_Tab)
    assert person.editor.capture.kind_button.hasFocus()


def test_what_comes_next() -> None:
    system_map = written("a1 provides s1\ns1 responds_to n1\ng1 experiences n2\nn1 leads_to n3\na1 in r1")
    assert child_of(system_map, "r1") == Next("actor", None, "r1")
    assert child_of(system_map, "a1") == Next("service", "a1", "r1")
    assert child_of(system_map, "s1") == Next("need", "s1", None)
    assert child_of(system_map, "g1") == Next("need", "g1", None)
    assert child_of(system_map, "n1") == Next("need", "n1", None)
    assert sibling_of(system_map, "s1") == Next("service", "a1", None)
    assert sibling_of(system_map, "n1") == Next("need", "s1", None)
    assert sibling_of(system_map, "n3") == Next("need", "n1", None)
    assert sibling_of(system_map, "n2") == Next("need", "g1", None)
    assert sibling_of(system_map, "a1") == Next("actor", None, "r1")
    assert child_of(SystemMap(), "x") is sibling_of(SystemMap(), "x") is None
    assert child_of(system_map, system_map.links[0].id) is None
    with_sticky = system_map.after([("y", Sticky(id="y", label="Remember"))])
    assert child_of(with_sticky, "y") is None
    assert sibling_of(with_sticky, "y") == Next("sticky", None, None)


def test_one_key_notes_that_two_were_asked(person: Person) -> None:
    person.open("two-desks")
    editor = person.editor
    editor.selection.set(["act-housing", "act-jobcentre"])
    editor.canvas.setFocus()
    person.key("x")
    (link,) = [k for k in editor.bridge.map.links if k.kind == "coordinates_with"]
    assert link.status == "absent"
    person.wait_for_analysis()
    assert editor.result is not None
    assert all(gap.asked for gap in editor.result.gaps)
    editor.selection.set([link.id])
    person.key("x")
    assert link.id not in editor.bridge.map
    editor.selection.set(["need-job"])
    person.key("x")
    assert "Select two actors" in editor.toast.label.text()
    causal = next(k for k in editor.bridge.map.links if k.kind == "leads_to")
    editor.selection.set([causal.id])
    person.key("x", Qt.KeyboardModifier.ShiftModifier)
    assert editor.bridge.map[causal.id].polarity == "?"  # type: ignore[attr-defined]


def overlapping(person: Person) -> int:
    items = [i.rect for i in person.editor.canvas.drawing.items_by_id.values() if isinstance(i, NodeItem)]
    return sum(a.intersects(b) for i, a in enumerate(items) for b in items[i + 1 :])


def test_tidying_is_one_step_that_removes_overlaps_and_leaves_what_is_pinned(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    editor.canvas.reduce_motion = False
    keys = ["svc-work", "svc-housing", "svc-care", "need-unemployment"]
    with editor.bridge.edit("Heap") as draft:
        for key in keys:
            draft.set(key, x=900.0, y=300.0, sector=None)
    editor.selection.set(["svc-housing"])
    editor.canvas.setFocus()
    person.key("p")
    heaped = editor.bridge.map
    assert heaped.element("svc-housing").pinned
    assert overlapping(person) >= 6
    person.key("t")
    assert editor.canvas._movement._animation is not None
    person.wait(lambda: editor.canvas._movement._animation is None)
    assert overlapping(person) == 0
    assert (editor.bridge.map.element("svc-housing").x, editor.bridge.map.element("svc-housing").y) == (900, 300)
    for key in keys:
        item, element = editor.canvas.drawing.node(key), editor.bridge.map.element(key)
        assert item is not None
        assert (item.pos().x(), item.pos().y()) == (element.x, element.y)
    person.window.actions_by_name["undo"].trigger()
    assert editor.bridge.map == heaped


def test_an_arrangement_during_which_the_map_is_closed_loses_nothing(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    editor.canvas.reduce_motion = False
    path = editor.bridge.document.path
    assert path is not None
    editor.selection.set(["svc-work"])
    editor.canvas.nudge(700.0, 500.0)
    person.window.actions_by_name["by_sector"].trigger()
    arranged = editor.bridge.map
    person.window.actions_by_name["undo"].trigger()
    person.window.actions_by_name["redo"].trigger()
    person.window.actions_by_name["close_map"].trigger()
    assert read_file(path)[0] == arranged


def test_rows_columns_and_even_spread(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    keys = ["svc-work", "svc-housing", "svc-care"]
    editor.selection.set(keys)
    actions = person.window.actions_by_name
    actions["align_row"].trigger()
    assert len({editor.bridge.map.element(key).y for key in keys}) == 1
    actions["spread_across"].trigger()
    xs = sorted(editor.bridge.map.element(key).x or 0 for key in keys)
    assert abs((xs[2] - xs[1]) - (xs[1] - xs[0])) < 0.3
    actions["align_column"].trigger()
    assert len({editor.bridge.map.element(key).x for key in keys}) == 1


def test_doubles_are_offered_and_become_one(person: Person) -> None:
    person.open("two-desks")
    editor = person.editor
    with editor.bridge.edit("Add") as draft:
        edits.add_element(draft, "actor", "Job center", x=0.0, y=0.0)
    double = person.named("Job center")
    before = editor.bridge.map
    person.in_dialog("Job")
    person.window.actions_by_name["duplicates"].trigger()
    assert double not in editor.bridge.map
    assert dict(editor.bridge.map.element("act-jobcentre").custom)["also"] == "Job center"
    person.window.actions_by_name["undo"].trigger()
    assert editor.bridge.map == before
    editor.selection.set([double, "act-jobcentre"])
    person.window.actions_by_name["merge"].trigger()
    assert double not in editor.bridge.map
    assert editor.selection.ids == {"act-jobcentre"}


def test_one_key_lights_what_is_near_and_one_shows_everything(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    items = editor.canvas.drawing.items_by_id
    editor.selection.set(["svc-work"])
    editor.canvas.setFocus()
    person.key("1")
    assert "near" in editor.overlays.chips.buttons
    assert items["act-labour"].opacity() == items["need-unemployment"].opacity() == 1
    assert items["act-care"].opacity() < 0.5
    person.picture("near")
    with editor.bridge.edit("Link") as draft:
        edits.connect(draft, "svc-work", "svc-care")
    person.wait_for_analysis()
    assert items["svc-care"].opacity() == 1
    person.key("0")
    assert items["act-care"].opacity() == 1
    assert "near" not in editor.overlays.chips.buttons
    editor.selection.set(["need-unemployment"])
    person.key("]")
    assert items["need-home-loss"].opacity() == 1
    assert items["svc-work"].opacity() < 0.5
    editor.overlays.chips.buttons["near"].click()
    assert items["svc-work"].opacity() == 1


def test_what_a_new_element_hangs_on_may_go_while_its_name_is_typed(person: Person) -> None:
    person.open("two-desks")
    person.editor.capture.start()
    person.type("S: Advice")
    person.key(Qt.Key.Key_Return)
    canvas = person.editor.canvas
    person.editor.selection.set([person.named("Advice")])
    canvas.setFocus()
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: naming(person))
    person.type("Debt")
    person.editor.bridge.undo()  # the service is gone
    assert canvas._editor is not None
    canvas._editor.finish("Debt")
    labels = {e.label for e in person.editor.bridge.map.mapped}
    assert "Debt" in labels
    assert "Advice" not in labels
