"""Every view: reached, drawn, saved; silo and system view, ghosts, and the bar where letters are large."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from silomap.model.elements import Element
from silomap.ui import files
from silomap.ui.views.sheet_view import SheetView
from silomap.ui.widgets import Page
from tests.ui.conftest import Person
from tests.ui.looking import look

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
VIEWS = ("map", "lanes", "matrix", "journey", "charts")


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
