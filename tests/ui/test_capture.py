"""Writing a map down in the capture bar, in the real window."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from silomap.model.elements import Sector
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier

PASSAGE = """R: Labour; Housing; Care
Job centre @labour provides Job matching for Losing paid work
Training office @labour provides Retraining for No qualification
Union @labour provides Wage advice for Low pay
Housing office @housing provides Rent guarantee for Rent arrears
Landlord desk @housing provides Mediation for Rent arrears
Shelter house @housing provides Emergency beds for No home
Social services @care provides Family support for Loneliness
Health centre @care provides Counselling for Poor health
Food bank @care provides Food parcels for Hunger
Parish @care provides Visits for Loneliness
Losing paid work leads to Rent arrears
Low pay leads to Rent arrears leads to No home leads to Poor health
Losing paid work leads to Loneliness
Job centre works with Training office
Housing office works with Shelter house
Social services works with Health centre
Union works with Job centre
Parish works with Food bank"""


def write(person: Person, *lines: str) -> None:
    """Types lines into the bar, Enter after each."""
    line = person.editor.capture.line
    if not line.hasFocus():
        person.editor.canvas.setFocus()
        person.key("/")
    assert line.hasFocus()
    for text in lines:
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)


def labels(person: Person) -> set[str]:
    return {e.label for e in person.editor.bridge.map.elements}


def test_a_line_makes_elements_and_links_in_one_step(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    before = editor.bridge.map
    editor.canvas.setFocus()
    person.key("/")
    line = editor.capture.line
    QTest.keyClicks(line, "Debt desk @social provides Budget coaching for Insuf")
    assert line.ghost == "ficient income"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.toPlainText().endswith("for Insufficient income")
    person.wait(lambda: editor.capture.chip.text() == "↵ adds 2 elements, 2 links")
    person.picture("capture-preview")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.toPlainText() == ""
    assert line.hasFocus()
    desk = editor.bridge.map.element(person.named("Debt desk"))
    assert desk.sector == "sec-care"  # type: ignore[attr-defined]
    made = editor.bridge.map.keys() - before.keys()
    assert len(made) == 4
    assert editor.selection.ids == {k for k in made if k in {e.id for e in editor.bridge.map.elements}}
    seen = editor.canvas.mapToScene(editor.canvas.viewport().rect()).boundingRect()
    assert seen.contains(editor.canvas.drawing.items_by_id[desk.id].rect)  # type: ignore[union-attr]
    assert {k: editor.bridge.map[k] for k in before if not isinstance(before[k], Sector)} == {
        k: e for k, e in before.items() if not isinstance(e, Sector)
    }
    person.window.actions_by_name["undo"].trigger()
    assert editor.bridge.map == before


def test_a_name_nearly_there_is_asked_about(person: Person) -> None:
    person.open("turin")
    write(person, "Employment center works with Social Care Sector")
    bar = person.editor.capture
    assert "the same as “Employment centre”?" in bar.words.text()
    assert "Employment center" not in labels(person)
    QTest.keyClick(bar.line, Qt.Key.Key_Tab)
    assert "Employment center" not in labels(person)
    ends = {(k.source, k.target) for k in person.editor.bridge.map.links}
    assert (person.named("Employment centre"), person.named("Social Care Sector")) in ends
    write(person, "A: Employment centra")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert "Employment centra" in labels(person)


def test_many_pasted_lines_are_one_step_and_what_cannot_be_read_stays(person: Person) -> None:
    person.open("two-desks")
    editor, bar = person.editor, person.editor.capture
    before = editor.bridge.map
    editor.canvas.setFocus()
    person.key(Qt.Key.Key_Return)
    assert bar.line.hasFocus()
    data = QMimeData()
    data.setText("Debt leads to Eviction\r\nDebt leads to\nTenants live with Debt\n")
    bar.line.insertFromMimeData(data)
    assert bar.line.toPlainText() == "Debt leads to Eviction\nDebt leads to\nTenants live with Debt"
    person.wait(lambda: "A name is missing" in bar.words.text())
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert bar.line.toPlainText() == "Debt leads to"
    assert bar.words.text() == "A name is missing after “leads to”."
    assert {"Debt", "Eviction", "Tenants"} <= labels(person)
    person.window.actions_by_name["undo"].trigger()
    assert editor.bridge.map == before
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert editor.canvas.hasFocus()
    assert bar.line.toPlainText() == "Debt leads to"


def test_the_kind_of_a_line_without_a_verb_is_remembered(person: Person) -> None:
    person.open("two-desks")
    write(person, "G: Young people", "Old people", "Asylum seekers")
    kinds = {e.label: e.type for e in person.editor.bridge.map.elements}
    assert kinds["Young people"] == kinds["Old people"] == "group"
    assert person.editor.capture.usual == "group"


def test_a_map_to_read_only_has_no_capture_bar(person: Person) -> None:
    person.open("two-desks")
    path = person.editor.bridge.document.path
    assert path is not None
    person.window.open_path(path, read_only=True)
    assert not person.editor.capture.isVisible()
    assert not person.window.actions_by_name["capture"].isEnabled()


def test_a_passage_is_written_down_without_the_mouse(person: Person) -> None:
    """Ten actors with their services, eight needs, thirty links: every line one Enter. What it takes is written
    beside the pictures."""
    person.window.actions_by_name["new_map"].trigger()
    person.wait(lambda: person.window.editor is not None)
    write(person, *PASSAGE.split("\n"))
    person.wait_for_analysis()
    system_map = person.editor.bridge.map
    kinds = [e.type for e in system_map.elements]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "actor": 10, "need": 8, "sector": 3, "service": 10,
    }  # fmt: skip
    assert len(system_map.links) == 30
    nodes = [e for e in system_map.elements if e.type != "sector"]
    for i, a in enumerate(nodes):
        for b in nodes[i + 1 :]:
            assert abs((a.x or 0) - (b.x or 0)) >= 100 or abs((a.y or 0) - (b.y or 0)) >= 42, (a.label, b.label)
    picture = person.picture("capture-passage")
    strokes = sum(len(text) + 1 for text in PASSAGE.split("\n"))
    picture.with_suffix(".txt").write_text(f"{strokes} keystrokes, no mouse: {len(kinds)} elements, 30 links\n")
    assert QApplication.focusWidget() is person.editor.capture.line
