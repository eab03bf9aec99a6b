"""A damaged map in the window: what is wrong is told, and what can be read is opened as a map of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from silomap.exchange.templates import from_template
from silomap.model.opening import create_document
from tests.ui.conftest import Person


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """The Turin map without its first page."""
    path = tmp_path / "broken.silomap"
    create_document(path, from_template("turin", "en")).close()
    raw = path.read_bytes()
    path.write_bytes(bytes(4_096) + raw[4_096:])
    return path


def press(*texts: str) -> list[str]:
    """Presses these buttons in the next dialogs, one after the other; what the dialogs said."""
    said: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            return
        said.append(box.text())
        wanted = texts[len(said) - 1]
        button = next(b for b in box.buttons() if b.text().replace("&", "") == wanted)
        if len(said) < len(texts):
            QTimer.singleShot(100, answer)
        button.click()

    QTimer.singleShot(100, answer)
    return said


def test_what_can_be_read_becomes_a_map_of_its_own(person: Person, damaged: Path) -> None:
    before = damaged.read_bytes()
    said = press("Save what can be read as a new map", "OK")
    assert person.window.open_path(damaged)
    person.wait_for_analysis()
    assert "is damaged" in said[0]
    assert "34 elements and 38 links could be saved" in said[1]
    assert person.editor.bridge.document.path != damaged
    assert {e.id for e in person.editor.bridge.map.mapped} == {e.id for e in from_template("turin", "en").mapped}
    assert damaged.read_bytes() == before


def test_it_can_be_left_as_it_is(person: Person, damaged: Path) -> None:
    before = damaged.read_bytes()
    press("Leave it")
    assert not person.window.open_path(damaged)
    assert person.window.editor is None
    assert damaged.read_bytes() == before
