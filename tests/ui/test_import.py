"""Bringing files in through the real window: seen before it is taken, one step, and again without doubles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from benchmarks.shapes import realistic
from silomap.exchange.formats import read_map, write_map
from silomap.model.elements import Need, sector_of
from silomap.ui.import_dialog import ImportDialog
from silomap.ui.widgets import Combo
from tests.ui.conftest import Person

PROJECT = {
    "name": "A project",
    "elements": [
        {"_id": "elem-aaaaaaaa", "attributes": {"label": "Job loss", "element type": "Zebra", "gravità": 4}},
        {"_id": "elem-bbbbbbbb", "attributes": {"label": "Eviction", "element type": "Zebra"}},
        {"_id": "elem-cccccccc", "attributes": {"label": "Ministry", "element type": "Ghost"}},
    ],
    "connections": [{"_id": "c1", "from": "elem-aaaaaaaa", "to": "elem-bbbbbbbb", "attributes": {}}],
}


def importing(person: Person, path: Path | None, act: Callable[[ImportDialog], None]) -> None:
    """Imports a file, or what is on the clipboard; `act` is done in the dialog when it has read it, and ends it."""
    timer, waited = QTimer(person.window), [0]

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        waited[0] += 1
        if isinstance(dialog, ImportDialog) and not dialog.busy.isVisible() and not dialog._later.isActive():
            timer.stop()
            act(dialog)
        elif waited[0] > 800 and isinstance(dialog, ImportDialog):
            timer.stop()
            dialog.reject()

    timer.timeout.connect(look)
    timer.start(20)
    if path is None:
        person.window.actions_by_name["paste"].trigger()
    else:
        person.window.open_path(path)


def settled(person: Person, dialog: ImportDialog) -> None:
    person.wait(lambda: not dialog._later.isActive() and not dialog.busy.isVisible())


def choose(dialog: ImportDialog, text: str, choice: str) -> None:
    """Chooses in the drop-down list that is called so."""

    combo = next(
        c for c in dialog.findChildren(Combo) if c.accessibleName().startswith(text) and c.isVisibleTo(dialog)
    )
    combo.setCurrentIndex(combo.findText(choice))
    combo.activated.emit(combo.currentIndex())


def test_a_foreign_project_is_mapped_taken_in_as_one_step_and_remembered(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    before = bridge.map
    path = tmp_path / "project.json"
    path.write_text(json.dumps(PROJECT))

    def map_it(dialog: ImportDialog) -> None:
        assert "Kumu project · 3 elements · 1 link" in dialog.lead.text()
        choose(dialog, "Zebra", "Need")
        settled(person, dialog)
        choose(dialog, "Ghost", "leave it out")
        settled(person, dialog)
        assert "2 new elements · 1 new link · 1 row is not read" in dialog.summary.text()
        assert dialog.preview.item(0, 0).text() == "Job loss"
        assert any("Ministry" in dialog.lines.item(i).text() for i in range(dialog.lines.count()))
        person.picture("import-dialog", dialog)
        dialog.accept()

    importing(person, path, map_it)
    loss = bridge.map.element(person.named("Job loss"))
    assert (loss.type, loss.severity) == ("need", 4)  # type: ignore[attr-defined]
    assert person.editor.selection.ids >= {loss.id}
    assert len(bridge.document.history.commits) == 1
    seen: list[str] = []

    def look_only(dialog: ImportDialog) -> None:
        seen.extend((dialog.lead.text(), dialog.summary.text(), str(dialog.import_button.isEnabled())))
        dialog.reject()

    importing(person, path, look_only)
    assert "read as the last file of this shape" in seen[0]
    assert "Nothing would change" in seen[1]  # not doubled
    assert seen[2] == "False"
    person.window.actions_by_name["undo"].trigger()
    assert bridge.map == before


def test_a_file_becomes_a_map_of_its_own(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    path = tmp_path / "project.json"
    path.write_text(json.dumps(PROJECT))

    def as_new(dialog: ImportDialog) -> None:
        dialog.anew.setChecked(True)
        settled(person, dialog)
        dialog.accept()

    importing(person, path, as_new)
    person.wait_for_analysis()
    assert person.editor.bridge.map.info.title == "A project"
    assert {e.label for e in person.editor.bridge.map.elements} == {"Job loss", "Eviction", "Ministry"}
    assert all(e.x is not None for e in person.editor.bridge.map.elements)


def test_a_table_from_a_spreadsheet_is_pasted_with_its_titles_though_its_picture_lies_there_too(
    person: Person,
) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    before = {e.label for e in bridge.map.elements}
    data = QMimeData()
    data.setText("Nome\tTipo\tSettore\tNote\nFreddo in casa\tBisogno\t\td'inverno\nConsulenza\tServizio\tHousing\t\n")
    data.setImageData(QImage(40, 30, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(data)
    heads: list[str] = []

    def take(dialog: ImportDialog) -> None:
        heads.append(dialog.summary.text())
        dialog.accept()

    importing(person, None, take)
    QGuiApplication.clipboard().clear()
    assert heads[0].startswith("2 new elements")
    new = {e.label: e.type for e in bridge.map.elements if e.label not in before}
    assert new == {"Freddo in casa": "need", "Consulenza": "service"}
    bridge.undo()
    assert {e.label for e in bridge.map.elements} == before


def told(person: Person) -> set[tuple[str, str, str]]:
    """Elements with kind and sector, links with their ends, all by label."""
    found = person.editor.bridge.map
    elements = {(e.type, e.label, found.label(sector_of(e) or "") if sector_of(e) else "") for e in found.elements}
    return elements | {(found.label(k.source), k.kind, found.label(k.target)) for k in found.links}


def test_what_is_copied_for_a_spreadsheet_can_be_pasted_from_there(person: Person) -> None:
    person.open("two-desks")
    person.editor.selection.set(e.id for e in person.editor.bridge.map.elements)
    person.window.actions_by_name["copy"].trigger()
    text = QGuiApplication.clipboard().mimeData().text()
    there = told(person)
    person.window.show_template("blank")
    QGuiApplication.clipboard().setText(text)
    importing(person, None, ImportDialog.accept)
    QGuiApplication.clipboard().clear()
    assert told(person) == there


def test_a_map_goes_to_excel_and_comes_back_changed(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    out = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(out), "Excel workbook (*.xlsx)"))
    person.window.actions_by_name["export_map"].trigger()
    assert read_map(out).remarks == []
    need, gone = bridge.map.all(Need)[0], bridge.map.all(Need)[1]
    book = openpyxl.load_workbook(out)
    sheet = book["Elements"]
    titles = [cell.value for cell in sheet[1]]
    for row in range(sheet.max_row, 1, -1):
        key = sheet.cell(row, titles.index("id") + 1).value
        if key == need.id:
            sheet.cell(row, titles.index("label") + 1).value = "Changed in Excel"
        elif key == gone.id:
            sheet.delete_rows(row)
    book.save(out)

    def with_removal(dialog: ImportDialog) -> None:
        assert any("Changed in Excel" in dialog.lines.item(i).text() for i in range(dialog.lines.count()))
        assert "removed" not in dialog.summary.text()
        dialog.removes.click()
        settled(person, dialog)
        assert "removed" in dialog.summary.text()
        person.picture("import-excel", dialog)
        dialog.accept()

    importing(person, out, with_removal)
    assert bridge.map.label(need.id) == "Changed in Excel"
    assert gone.id not in bridge.map
    person.window.actions_by_name["undo"].trigger()
    assert bridge.map.label(need.id) == need.label
    assert gone.id in bridge.map


def test_what_cannot_be_read_is_told_and_nothing_changes(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    before = bridge.map
    for name, content in (("bad.graphml", "<graphml>"), ("bad.prsm", "{"), ("bad.xlsx", "no"), ("bad.txt", "")):
        path = tmp_path / name
        path.write_text(content)
        told: list[str] = []

        def look(dialog: ImportDialog, told: list[str] = told) -> None:
            told.extend((dialog.lead.text(), str(dialog.import_button.isEnabled())))
            dialog.accept()  # does nothing
            dialog.reject()

        importing(person, path, look)
        assert name in told[0]
        assert told[1] == "False"
    assert bridge.map is before


def test_an_import_can_be_given_up_while_it_is_read(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    write_map(realistic(1_500), path)
    person.open("two-desks")
    bridge = person.editor.bridge
    before = bridge.map
    timer = QTimer(person.window)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog):
            timer.stop()
            assert dialog.busy.isVisible()
            dialog.reject()
            assert not dialog._reader.is_busy

    timer.timeout.connect(look)
    timer.start(5)
    assert not person.window.open_path(path)
    assert bridge.map is before


def test_into_a_scenario_and_never_into_a_map_to_read_only(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    bridge = person.editor.bridge
    path = tmp_path / "more.csv"
    path.write_text("name,type\nNew desk,service\n")
    bridge.open_scenario(bridge.document.map.scenarios[0].id)
    importing(person, path, lambda dialog: dialog.accept())
    made = person.named("New desk")
    assert made not in bridge.document.map
    assert bridge.document.path is not None
    assert person.window.open_path(bridge.document.path, read_only=True)
    person.wait_for_analysis()
    offered: list[bool] = []

    def look(dialog: ImportDialog) -> None:
        offered.append(dialog.into.isEnabled())
        dialog.reject()

    importing(person, path, look)
    assert offered == [False]
