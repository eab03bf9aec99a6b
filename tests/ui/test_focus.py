"""Looking: filters, what is between two, sizes and colours, layouts off the GUI, the outline."""

from __future__ import annotations

from PySide6.QtCore import Qt

from silomap.model.elements import Sector
from silomap.report.picture.items import FADED
from silomap.report.sentences import words
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def trigger(person: Person, name: str) -> None:
    person.window.actions_by_name[name].trigger()


def lit(person: Person) -> set[str]:
    items = person.editor.canvas.drawing.items_by_id
    system_map = person.editor.bridge.map
    return {e.id for e in system_map.mapped if not isinstance(e, Sector) and items[e.id].opacity() > FADED}


def test_a_filter_dims_is_seen_follows_the_map_and_one_key_clears_it(person: Person) -> None:
    person.open("turin")
    everything = lit(person)
    person.editor.canvas.setFocus()
    trigger(person, "filter")
    bar = person.editor.overlays.filter_bar
    assert bar.text.hasFocus()
    person.type("home")
    wanted = {e.id for e in person.editor.bridge.map.mapped if "home" in (e.label + e.description).lower()}
    assert lit(person) == {k for k in wanted if not k.startswith("sec-")}
    chips = person.editor.overlays.chips
    assert chips.buttons["filter"].text().startswith(f"Filter: {len(wanted)} elements")
    menu = bar.menus["kinds"].menu()
    menu.aboutToShow.emit()
    next(a for a in menu.actions() if a.text() == "Needs").trigger()
    assert bar.menus["kinds"].text() == "Kind 1"
    assert lit(person) == {k for k in wanted if k.startswith("need-")}
    person.picture("filter")
    person.key(Qt.Key.Key_Return)
    assert person.editor.canvas.hasFocus()
    person.editor.capture.start()
    person.type("N: Home too cold")
    person.key(Qt.Key.Key_Return)
    assert person.named("Home too cold") in lit(person)
    person.editor.canvas.setFocus()
    person.key("0")
    assert chips.buttons == {}
    assert bar.isHidden()
    assert bar.text.text() == ""
    assert lit(person) == everything | {person.named("Home too cold")}


def test_tags_and_attributes_filter_too(person: Person) -> None:
    person.open("metropolitan-city")
    bar = person.editor.overlays.filter_bar
    trigger(person, "filter")
    menu = bar.menus["values"].menu()
    menu.aboutToShow.emit()
    part = next(a.menu() for a in menu.actions() if a.text() == "Capacity")
    next(a for a in part.actions() if a.text() == "2").trigger()
    small = {e.id for e in person.editor.bridge.map.mapped if getattr(e, "capacity", None) == 2}
    assert small
    assert lit(person) == small
    tags = bar.menus["tags"].menu()
    tags.aboutToShow.emit()
    assert tags.actions()
    person.key(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert len(lit(person)) > len(small)


def test_what_is_between_two_is_lit_and_where_there_is_no_way_that_is_said(person: Person) -> None:
    person.open("two-desks")
    system_map = person.editor.bridge.map
    group = next(e.id for e in system_map.mapped if e.type == "group")
    actor = next(e.id for e in system_map.mapped if e.type == "actor")
    person.editor.selection.set([group, actor])
    person.editor.canvas.setFocus()
    person.key("b")
    assert {group, actor} < lit(person)
    assert "On the way from" in person.editor.overlays.chips.buttons["near"].text()
    assert len(lit(person)) < len([e for e in system_map.mapped if e.type != "sector"])
    person.editor.selection.clear()
    person.key(Qt.Key.Key_Escape)  # nothing is selected: Esc takes the focus away
    assert person.editor.overlays.chips.buttons == {}
    person.editor.capture.start()
    person.type("N: Alone")
    person.key(Qt.Key.Key_Return)
    person.editor.selection.set([group, person.named("Alone")])
    person.editor.canvas.setFocus()
    person.key("b")
    assert "No way leads" in person.editor.toast.label.text()


def test_sizes_and_colours_say_a_measure_and_the_legend_says_which(person: Person) -> None:
    person.open("turin")
    items = person.editor.canvas.drawing.items_by_id
    usual = items["need-home-loss"].brush().color().name()
    trigger(person, "show_legend")
    legend = person.editor.overlays.legend
    assert legend.isVisible()
    legend.size_combo.setCurrentIndex(legend.size_combo.findData("links"))
    legend.size_combo.activated.emit(legend.size_combo.currentIndex())
    legend.colour_combo.setCurrentIndex(legend.colour_combo.findData("answers"))
    legend.colour_combo.activated.emit(legend.colour_combo.currentIndex())
    system_map = person.editor.bridge.map
    nodes = [e.id for e in system_map.mapped if e.type != "sector"]
    most = max(nodes, key=lambda key: len(system_map.links_of(key)))
    least = min(nodes, key=lambda key: len(system_map.links_of(key)))
    assert items[most].scale() > 1.3 > 0.9 > items[least].scale()
    assert items["need-home-loss"].brush().color().name() != usual
    counts = [len(system_map.links_of(key)) for key in nodes]
    assert f"Size: {min(counts)} to {max(counts)}" in legend._scale.text()
    person.picture("measured")
    trigger(person, "show_legend")
    assert legend.isHidden()
    assert items[most].scale() == 1
    assert items["need-home-loss"].brush().color().name() == usual


def test_a_layout_is_one_step_that_can_be_undone(person: Person) -> None:
    person.open("turin")
    before = person.editor.bridge.map
    for name in ("by_links", "by_causes", "around", "by_sector", "tidy"):
        trigger(person, name)
        person.wait(lambda: not person.editor.layout_job.is_busy)
        assert person.editor.overlays.chips.buttons == {}
        person.picture(f"layout-{name}")
    steps = 0
    while person.editor.bridge.map != before:
        trigger(person, "undo")
        steps += 1
    assert steps <= 5


def test_a_layout_can_be_broken_off_and_an_edit_meanwhile_is_kept(person: Person) -> None:
    person.open("metropolitan-city")
    before = person.editor.bridge.map
    trigger(person, "by_links")
    assert person.editor.layout_job.is_busy
    person.editor.canvas.setFocus()
    person.editor.selection.clear()
    person.key(Qt.Key.Key_Escape)
    assert not person.editor.layout_job.is_busy
    assert person.editor.bridge.map is before
    trigger(person, "by_links")
    gone = before.mapped[-1].id
    person.editor.selection.set([gone])
    trigger(person, "delete")
    person.editor.capture.start()
    person.type("N: Said meanwhile")
    person.key(Qt.Key.Key_Return)
    new = person.editor.bridge.map.element(person.named("Said meanwhile"))
    person.wait(lambda: not person.editor.layout_job.is_busy)
    assert gone not in person.editor.bridge.map
    assert person.editor.bridge.map.element(new.id) == new
    assert person.editor.bridge.map.element(before.mapped[-2].id).x != before.mapped[-2].x


def test_the_map_can_be_closed_while_a_layout_is_worked_out(person: Person) -> None:
    person.open("metropolitan-city")
    before = person.editor.bridge.document.map
    path = person.editor.bridge.document.path
    trigger(person, "by_links")
    trigger(person, "close_map")
    assert person.window.editor is None
    assert path is not None
    person.window.open_path(path)
    person.wait_for_analysis()
    assert person.editor.bridge.map == before


def test_the_outline_reads_the_map_and_shares_the_selection(person: Person) -> None:
    person.open("two-desks")
    trigger(person, "panel_outline")
    outline = person.editor.outline
    person.wait(lambda: outline.topLevelItemCount() > 0)
    sectors = [outline.topLevelItem(i) for i in range(outline.topLevelItemCount())]
    texts = [sector.text(0) for sector in sectors]
    assert [t for t in texts if "Sector" in t] == [f"{s.label} · Sector" for s in person.editor.bridge.map.sectors]
    service = next(e for e in person.editor.bridge.map.mapped if e.type == "service")
    item = outline._items[service.id]
    said = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(f"{service.label}, Service, ")
    item.setExpanded(True)
    links = [item.child(i).text(0) for i in range(item.childCount())]
    assert any("responds to" in text for text in links)
    outline.setCurrentItem(item)
    assert person.editor.selection.ids == {service.id}
    person.picture("outline")
    person.editor.selection.set([person.editor.bridge.map.mapped[-1].id])
    assert [i.data(0, Qt.ItemDataRole.UserRole) for i in outline.selectedItems()] == [
        person.editor.bridge.map.mapped[-1].id
    ]


def test_the_palette_finds_findings_notes_and_recent_maps(person: Person) -> None:
    person.open("two-desks")
    finding = person.editor.findings.open_findings()[0]

    said = words(person.editor.bridge.map, finding).say
    person.in_dialog(
        said.encode("ascii", "ignore").decode()[2:20] if said.isascii() else said.split("”")[-1].strip()[:25]
    )
    trigger(person, "find")
    assert person.editor.lighting.chosen is not None
