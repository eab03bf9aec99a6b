"""A person's tasks in the real window, from the first click to the file on disk."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from silomap.exchange.formats import read_map
from silomap.exchange.templates import from_template
from silomap.model.elements import Link
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.recovery import check_file
from silomap.ui.import_dialog import ImportDialog
from silomap.ui.welcome import ChoiceCard
from tests.ui.conftest import Person
from tests.ui.test_import import importing

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_service_by_keyboard_answers_a_need_and_the_finding_goes(person: Person) -> None:
    card = next(c for c in person.window.findChildren(ChoiceCard) if "example" in c.accessibleName())
    card.click()
    person.wait_for_analysis()
    first = person.editor.bridge.map
    need = person.named("Insufficient income")
    holes = [f for f in person.editor.result.findings if f.rule == "hole"]  # type: ignore[union-attr]
    assert need in [f.params["need"] for f in holes]
    person.editor.selection.set([need])
    person.editor.canvas.setFocus()
    person.key("s")
    assert person.editor.canvas.tool.name == "service"
    person.key(Qt.Key.Key_Return)
    person.type("Minimum income desk")
    person.key(Qt.Key.Key_Return)
    service = person.named("Minimum income desk")
    assert person.editor.selection.ids == {service}

    person.in_dialog("insufficient")
    person.key("l", CTRL)
    (link,) = [k for k in person.editor.bridge.map.links if k.source == service]
    assert (link.kind, link.target) == ("responds_to", need)
    person.wait_for_analysis()
    holes = [f for f in person.editor.result.findings if f.rule == "hole"]  # type: ignore[union-attr]
    assert need not in [f.params["need"] for f in holes]
    person.picture("journey-service-added")
    person.editor.canvas.setFocus()
    person.key("z", CTRL)
    person.key("z", CTRL)
    assert person.editor.bridge.map == first
    person.key("z", CTRL, SHIFT)
    person.key("z", CTRL, SHIFT)
    last = person.editor.bridge.map
    path = person.editor.bridge.document.path
    assert path is not None
    person.window.close_map()
    assert person.window.editor is None
    recent = next(c for c in person.window.findChildren(ChoiceCard) if "Turin" in c.accessibleName())
    recent.click()
    assert person.editor.bridge.map == last
    assert check_file(path) == []
    person.wait_for_analysis()


def test_drawing_with_the_mouse_on_an_empty_map(person: Person) -> None:
    person.window.actions_by_name["new_map"].trigger()
    person.wait(lambda: person.editor.overlays.start.isVisible())
    names = {"sector": "Care", "actor": "Office", "service": "Help", "need": "Debt", "group": "Families"}
    places = {"sector": (0, 0), "actor": (0, -100), "service": (0, 20), "need": (0, 300), "group": (0, 420)}
    for kind, key in (("sector", "r"), ("actor", "a"), ("service", "s"), ("need", "n"), ("group", "g")):
        person.editor.canvas.setFocus()
        person.key(key)
        person.click(person.on_canvas(*places[kind]))
        person.type(names[kind])
        person.key(Qt.Key.Key_Return)
        assert person.editor.canvas.tool.name == "select"
    ids = {kind: person.named(label) for kind, label in names.items()}
    members = {e.id: getattr(e, "sector", None) for e in person.editor.bridge.map.elements}
    assert members[ids["actor"]] == members[ids["service"]] == ids["sector"]
    assert members[ids["need"]] is None
    assert not person.editor.overlays.start.isVisible()
    for a, b in (("actor", "service"), ("service", "need"), ("need", "group")):
        person.move(person.at(ids[a]))
        item = person.editor.canvas.drawing.items_by_id[ids[a]]
        edge = item.rect.center()  # type: ignore[union-attr]
        edge.setX(item.rect.right() + 4)  # type: ignore[union-attr]
        person.drag(person.editor.canvas.mapFromScene(edge), person.at(ids[b]))
    links = {(k.kind, k.source, k.target) for k in person.editor.bridge.map.links}
    assert links == {
        ("provides", ids["actor"], ids["service"]),
        ("responds_to", ids["service"], ids["need"]),
        ("experiences", ids["group"], ids["need"]),
    }
    person.wait_for_analysis()
    person.picture("journey-drawn")


def test_an_impossible_link_explains_itself_and_changes_nothing(person: Person) -> None:
    person.open("two-desks")
    before = person.editor.bridge.map
    person.editor.canvas.setFocus()
    person.key("l")
    person.drag(person.at("act-jobcentre"), person.at("need-job"))
    assert person.editor.bridge.map == before
    assert "through a service" in person.editor.toast.label.text()
    assert person.editor.toast.isVisible()


def test_dragging_to_empty_canvas_makes_a_linked_element(person: Person) -> None:
    person.open("two-desks")
    person.editor.canvas.setFocus()
    person.key("l")
    person.drag(person.at("act-jobcentre"), person.on_canvas(-60, 60))
    person.type("Training")
    person.key(Qt.Key.Key_Return)
    made = person.named("Training")
    (link,) = [k for k in person.editor.bridge.map.links if k.target == made]
    assert (link.kind, link.source) == ("provides", "act-jobcentre")


def test_moving_selecting_and_dropping_into_a_region(person: Person) -> None:
    person.open("two-desks")
    canvas = person.editor.canvas
    person.click("svc-jobhelp")
    assert person.editor.selection.ids == {"svc-jobhelp"}
    person.click("act-jobcentre", CTRL)
    assert person.editor.selection.ids == {"svc-jobhelp", "act-jobcentre"}
    target = canvas.drawing.items_by_id["sec-home"].rect.center()  # type: ignore[union-attr]
    person.click(person.on_canvas(-500, -500))
    assert person.editor.selection.ids == frozenset()
    person.drag(person.at("svc-jobhelp"), canvas.mapFromScene(target))
    moved = person.editor.bridge.map.element("svc-jobhelp")
    assert moved.sector == "sec-home"  # type: ignore[attr-defined]
    person.wait_for_analysis()
    person.key("z", CTRL)
    assert person.editor.bridge.map.element("svc-jobhelp").sector == "sec-work"  # type: ignore[attr-defined]
    box = canvas.drawing.content_rect().adjusted(-30, -30, 30, 30)
    person.drag(canvas.mapFromScene(box.topLeft()), canvas.mapFromScene(box.bottomRight()))
    assert len(person.editor.selection.ids) == 10


def test_dragging_a_sector_takes_its_members(person: Person) -> None:
    person.open("two-desks")
    rect = person.editor.canvas.drawing.items_by_id["sec-home"].rect  # type: ignore[union-attr]
    grip = person.on_canvas(rect.center().x(), rect.top() + 12)
    before = person.editor.bridge.map
    person.drag(grip, grip + (person.on_canvas(100, 0) - person.on_canvas(0, 0)))
    after = person.editor.bridge.map
    for key in ("sec-home", "act-housing", "svc-renthelp", "need-home"):
        assert (after.element(key).x or 0) - (before.element(key).x or 0) == pytest.approx(100, abs=3)
    assert after.element("act-jobcentre").x == before.element("act-jobcentre").x
    assert after.element("act-housing").sector == "sec-home"  # type: ignore[attr-defined]


def test_renaming_in_place_and_in_the_panel(person: Person) -> None:
    person.open("two-desks")
    person.editor.selection.set(["need-job"])
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_F2)
    person.type("Job lost")
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.label("need-job") == "Job lost"
    person.editor.canvas.rename("need-job")
    person.type("never mind")
    person.key(Qt.Key.Key_Escape)
    assert person.editor.bridge.map.label("need-job") == "Job lost"
    person.editor.show_tab("details")
    person.editor.details.fields["label"].line.setFocus()  # type: ignore[attr-defined]
    person.editor.details.fields["label"].line.selectAll()  # type: ignore[attr-defined]
    person.type("No more job")
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.label("need-job") == "No more job"


def test_typing_that_was_not_ended_is_kept_when_the_map_is_closed(person: Person) -> None:
    person.open("two-desks")
    path = person.editor.bridge.document.path
    assert path is not None
    person.editor.selection.set(["need-job"])
    person.editor.show_tab("details")
    area = person.editor.details.fields["description"].area  # type: ignore[attr-defined]
    area.setFocus()
    person.type("Still typing")
    person.window.close_map()
    assert "Still typing" in read_file(path)[0].element("need-job").description


def test_the_details_of_several_elements(person: Person) -> None:
    person.open("two-desks")
    person.editor.selection.set(["act-jobcentre", "act-housing"])
    person.editor.show_tab("details")
    fields = person.editor.details.fields
    assert "label" not in fields
    buttons = fields["capacity"]._group.buttons()  # type: ignore[attr-defined]
    assert [b.isChecked() for b in buttons] == [False, False, True, False, False]
    buttons[4].click()
    found = [person.editor.bridge.map.element(k).capacity for k in ("act-jobcentre", "act-housing")]  # type: ignore[attr-defined]
    assert found == [5, 5]
    person.picture("details-several")


def test_deleting_copying_and_pasting(person: Person) -> None:
    person.open("two-desks")
    before = person.editor.bridge.map
    person.editor.canvas.setFocus()
    person.editor.selection.set(["act-jobcentre", "svc-jobhelp"])
    person.key("c", CTRL)
    person.key("v", CTRL)
    assert len(person.editor.bridge.map.elements) == 12
    assert len(person.editor.bridge.map.links) == 11
    assert len(person.editor.selection.ids) == 3
    person.key(Qt.Key.Key_Delete)
    assert person.editor.bridge.map.keys() == before.keys()
    person.key("a", CTRL)
    person.key(Qt.Key.Key_Delete)
    assert person.editor.bridge.map.elements == []
    person.key("z", CTRL)
    assert person.editor.bridge.map == before


def test_findings_light_their_evidence_and_draw_the_link(person: Person) -> None:
    person.open("two-desks")
    editor = person.editor
    card = next(c for c in editor.findings.cards if c.finding and c.finding.rule == "missing_link")
    card.hovered.emit(card.finding)
    assert editor.canvas.drawing.items_by_id["act-housing"].opacity() < 0.5
    assert editor.canvas.drawing.items_by_id["svc-jobhelp"].opacity() == 1
    card.hovered.emit(None)
    assert editor.canvas.drawing.items_by_id["act-housing"].opacity() == 1
    card.show_button.click()
    assert editor.chosen is card.finding
    assert card.ask.isVisible()
    card.act_button.click()
    assert any(k.kind == "coordinates_with" for k in editor.bridge.map.links)
    person.wait_for_analysis()
    assert "missing_link" not in person.rules()
    assert editor.findings.gauge._text == "50"


def test_a_service_from_a_finding(person: Person) -> None:
    person.open("two-desks")
    card = next(c for c in person.editor.findings.cards if c.finding and c.finding.rule == "hole")
    card.act_button.click()
    person.type("Income desk")
    person.key(Qt.Key.Key_Return)
    service = person.named("Income desk")
    assert [(k.kind, k.target) for k in person.editor.bridge.map.links if k.source == service] == [
        ("responds_to", "need-income")
    ]
    person.wait_for_analysis()
    assert "hole" not in person.rules()


def test_a_vanished_drive_is_told_and_the_work_is_saved_later(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    folder = tmp_path / "maps"
    folder.rename(tmp_path / "away")
    person.editor.selection.set(["need-job"])
    person.editor.canvas.nudge(8, 0)
    assert person.window.topbar.saved.text() == "Not saved"
    assert person.window.banner.isVisible()
    assert "not saved yet" in person.window.banner.label.text()
    person.picture("not-saved")
    (tmp_path / "away").rename(folder)
    person.window.banner._buttons[0].click()
    assert person.window.topbar.saved.text() == "All changes saved"
    assert not person.window.banner.isVisible()


def test_a_map_that_somebody_else_has_open_is_read_only(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    path = person.editor.bridge.document.path
    assert path is not None
    person.window.close_map()
    other = open_document(path)
    person.window.open_path(path)
    assert person.window.topbar.saved.text() == "Read only"
    assert "has this map open" in person.window.banner.label.text()
    assert not person.window.actions_by_name["tool_actor"].isEnabled()
    assert person.editor.views.name == "overview"
    person.editor.views.show_view("map")
    before = person.editor.bridge.map
    person.drag(person.at("need-job"), person.on_canvas(900, 900))
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_Delete)
    assert person.editor.bridge.map == before
    person.wait_for_analysis()
    other.close()


def test_a_bad_file_is_told_and_the_open_map_stays(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("two-desks")
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    (tmp_path / "bad.silomap").write_bytes(b"\x00\x01" * 900)
    assert not person.window.open_path(tmp_path / "bad.silomap")
    assert "not a SiloMap map" in told[0]
    assert person.editor.bridge.map.info.title == "Two desks, one family"


def test_a_damaged_map_is_saved_as_far_as_it_can_be_read(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.silomap"
    create_document(path, from_template("two-desks")).close()
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM elements WHERE id = 'svc-jobhelp'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    told: list[str] = []

    def answer(box: QMessageBox) -> None:
        told.append(box.text())
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda b: b.buttons()[0])

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert person.window.open_path(path)
    assert "damaged" in told[0]
    assert "2 parts could not be read" in told[1]  # the two links of the lost service
    assert len(person.editor.bridge.map.elements) == 9
    assert person.editor.bridge.document.path != path
    assert path.read_bytes() == before
    person.wait_for_analysis()


def test_importing_and_exporting(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "nodes.csv").write_text("kind,label,sector\nactor,Office,Care\nservice,Help,Care\nelf,Legolas,\n")
    (folder / "links.csv").write_text("source,target\nOffice,Help\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(folder / "nodes.csv"), ""))

    def take(dialog: ImportDialog) -> None:
        told.append(dialog.summary.text())
        dialog.accept()

    importing(person, folder / "nodes.csv", take)
    assert told == ["3 new elements · 1 new link · 1 row is not read"]
    assert [e.label for e in person.editor.bridge.map.elements if e.type == "actor"] == ["Office"]
    assert all(e.x is not None for e in person.editor.bridge.map.elements)
    person.wait_for_analysis()
    for suffix, action in ((".silomap.json", "export_map"), (".png", "export_picture"), (".silomap", "save_copy")):
        out = tmp_path / f"out{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, o=out: (str(o), ""))
        person.window.actions_by_name[action].trigger()
        person.wait(lambda: not person.editor.picture_job.is_busy)  # pictures are written beside the window
        assert out.stat().st_size > 100
    assert read_map(tmp_path / "out.silomap.json").system_map == person.editor.bridge.map
    assert read_map(tmp_path / "out.silomap").system_map == person.editor.bridge.map


def test_the_palette_finds_elements_and_commands(person: Person) -> None:
    person.open("two-desks")

    person.in_dialog("rent")
    person.key("k", CTRL)
    assert person.editor.selection.ids == {"svc-renthelp"}

    person.wait(lambda: QApplication.activeWindow() is person.window)
    person.editor.canvas.setFocus()
    person.in_dialog("select all")
    person.key("k", CTRL)
    assert len(person.editor.selection.ids) == 10


def test_arrows_go_from_element_to_element_and_nudges_are_one_step(person: Person) -> None:
    person.open("two-desks")
    person.editor.canvas.setFocus()
    person.editor.selection.set(["act-jobcentre"])
    person.key(Qt.Key.Key_Down)
    assert person.editor.selection.ids == {"svc-jobhelp"}
    before = person.editor.bridge.map
    for _ in range(3):
        person.key(Qt.Key.Key_Right, CTRL)
    assert person.editor.bridge.map.element("svc-jobhelp").x == (before.element("svc-jobhelp").x or 0) + 24
    person.key("z", CTRL)
    assert person.editor.bridge.map == before


def test_a_link_can_be_selected_and_changed(person: Person) -> None:
    person.open("two-desks")
    link = next(k for k in person.editor.bridge.map.links if k.kind == "leads_to")
    curve = person.editor.canvas.drawing.items_by_id[link.id].curve  # type: ignore[union-attr]
    person.click(person.editor.canvas.mapFromScene(curve.middle()))
    assert person.editor.selection.ids == {link.id}
    person.editor.show_tab("details")
    field = person.editor.details.fields["polarity"].combo  # type: ignore[attr-defined]
    field.setCurrentIndex(field.findData("-"))
    field.activated.emit(field.currentIndex())
    changed = person.editor.bridge.map[link.id]
    assert isinstance(changed, Link)
    assert changed.polarity == "-"
    person.picture("link-selected")


def test_the_right_button_offers_what_can_be_done(person: Person) -> None:
    person.open("two-desks")
    viewport = person.editor.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, person.at("need-job"))
    assert person.editor.selection.ids == {"need-job"}
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names[:3] == ["rename", "link_to", "note"]
    next(action for action in menu.actions() if action.objectName() == "delete").trigger()
    menu.close()
    assert "need-job" not in person.editor.bridge.map


def test_panning_and_zooming(person: Person) -> None:
    person.open("two-desks")
    canvas = person.editor.canvas
    canvas.fit(fly=False)
    corner = canvas.mapToScene(0, 0)
    scale = canvas.scale_factor
    start = person.on_canvas(0, 0)
    person.drag(start, start + QPoint(50, 30), Qt.MouseButton.MiddleButton)
    assert canvas.mapToScene(0, 0).x() == pytest.approx(corner.x() - 50 / scale, abs=0.1)
    assert canvas.mapToScene(0, 0).y() == pytest.approx(corner.y() - 30 / scale, abs=0.1)
    under = canvas.mapToScene(200, 150)
    canvas.zoom_to(scale * 1.7, QPointF(200, 150))
    assert (canvas.mapToScene(200, 150) - under).manhattanLength() < 2 / scale
    canvas.zoom_to(scale)
    person.window.actions_by_name["zoom_in"].trigger()
    assert canvas.scale_factor == pytest.approx(scale * 1.25)
    person.window.actions_by_name["zoom_full"].trigger()
    assert person.editor.status.zoom.text() == "100%"
