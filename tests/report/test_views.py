"""Views as pictures: lanes without overlaps, sheets that explain themselves, files that open again with text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from silomap.analysis.analyse import analyse, facts_of
from silomap.analysis.cells import cell_detail
from silomap.analysis.journey_path import journey_path
from silomap.cli import main
from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.i18n import set_language
from silomap.model.elements import Actor, Element, Entity, Group, Link, Need, Sector, Service
from silomap.model.scenarios import with_scenario
from silomap.model.system_map import SystemMap
from silomap.report.changes import CHANGED
from silomap.report.charts import ScorePoint, charts
from silomap.report.picture.difference import marks_between
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.export import save_picture
from silomap.report.picture.grid import LEAST_CELL
from silomap.report.picture.items import NodeItem
from silomap.report.picture.journey import JourneySheet, Other
from silomap.report.picture.leaves import VIEWS, Wish
from silomap.report.picture.matrix import CellSheet, MatrixSheet
from silomap.report.picture.perspective import Lanes
from silomap.report.picture.sheet import Sheet
from silomap.report.themes import LIGHT
from tests.maps import hand_made

TODAY = datetime.now().astimezone().date().isoformat()
SAMPLES = ("two-desks", "turin", "metropolitan-city")


def words_of(sheet: Sheet) -> str:
    """Everything that is written on a sheet."""
    return " ".join(item.text() for item in sheet.items() if hasattr(item, "text"))


@pytest.mark.parametrize("is_compact", [False, True])
@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("name", SAMPLES)
def test_no_two_nodes_of_lanes_overlap(qtbot: QtBot, name: str, language: str, is_compact: bool) -> None:
    drawing = Drawing()
    drawing.show_map(from_template(name, language), seen_as=Lanes(is_compact=is_compact))
    boxes = {i.element_id: i.rect for i in drawing.items_by_id.values() if isinstance(i, NodeItem)}
    regions = [i.rect for i in drawing.items_by_id.values() if not isinstance(i, NodeItem) and hasattr(i, "size")]
    assert [(a, b) for a, b in combinations(boxes, 2) if boxes[a].intersects(boxes[b])] == []
    assert [(a, b) for a, b in combinations(regions, 2) if a.intersects(b)] == []


def test_a_perspective_leaves_the_map_as_it_is(qtbot: QtBot) -> None:
    system_map = from_template("turin")
    drawing = Drawing()
    drawing.show_map(system_map, seen_as=Lanes())
    need = system_map.all(Need)[0]
    elsewhere = drawing.system_map.element(need.id)
    assert (elsewhere.x, elsewhere.y) != (need.x, need.y)
    assert drawing.source is system_map
    renamed = system_map.after([(need.id, Need(id=need.id, label="Another name", sector=need.sector))])
    drawing.update_map(renamed, {need.id})
    assert drawing.node(need.id) is not None
    assert drawing.system_map.label(need.id) == "Another name"


# sheets


@pytest.mark.parametrize("name", SAMPLES)
def test_the_matrix_shows_every_cell_twice_and_the_diagonal_once(qtbot: QtBot, name: str) -> None:
    system_map = from_template(name)
    result = analyse(system_map)
    sheet = MatrixSheet(system_map, result, LIGHT)
    cells = [spot.value for spot in sheet.spots if spot.kind == "cell"]
    expected = {(c.a, c.b) for c in result.matrix} | {(c.b, c.a) for c in result.matrix}
    assert set(cells) == expected
    assert len(cells) == len(expected)
    text = words_of(sheet)
    for cell in result.matrix:
        assert f"{cell.linked_pairs}/{cell.required_pairs}" in text


def test_forty_sectors_can_be_read(qtbot: QtBot) -> None:
    """Every pair of neighbours in a ring of forty has to hand over; cells stay large enough for their numbers."""
    entities: list[Entity] = []
    for i in range(40):
        entities += [
            Sector(id=f"r{i}", label=f"Policy area number {i}"),
            Need(id=f"n{i}", label=f"Need {i}", sector=f"r{i}"),
            Service(id=f"s{i}", label=f"Service {i}", sector=f"r{i}"),
            Link(id=f"l{i}", kind="responds_to", source=f"s{i}", target=f"n{i}"),
            Link(id=f"k{i}", kind="leads_to", source=f"n{i}", target=f"n{(i + 1) % 40}"),
        ]
    system_map = SystemMap.of(entities)
    sheet = MatrixSheet(system_map, analyse(system_map), LIGHT, 1_000)
    areas = [spot.area for spot in sheet.spots if spot.kind == "cell"]
    assert len(areas) == 80
    assert min(area.width() for area in areas) >= LEAST_CELL
    assert [(a, b) for a, b in combinations(areas, 2) if a.intersects(b)] == []


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([], "No sectors yet"),
        ([Sector(id="r", label="Only one")], "One sector alone"),
        ([Sector(id="r", label="One"), Sector(id="q", label="Two")], "No need asks"),
    ],
)
def test_a_matrix_with_nothing_to_show_says_why(qtbot: QtBot, entities: list[Element], said: str) -> None:
    system_map = SystemMap.of(entities)
    sheet = MatrixSheet(system_map, analyse(system_map), LIGHT)
    assert said in words_of(sheet)
    assert sheet.spots == []


def test_a_cell_opens_service_by_service(qtbot: QtBot) -> None:
    system_map = from_template("metropolitan-city")
    cell = max(analyse(system_map).matrix, key=lambda c: (c.a != c.b, c.required_pairs))
    detail = cell_detail(facts_of(system_map), cell.a, cell.b)
    sheet = CellSheet(system_map, detail, LIGHT)
    pairs = {spot.value for spot in sheet.spots if spot.kind == "pair"}
    assert pairs == {(p.source, p.target) for p in detail.pairs}
    assert words_of(sheet).count("✓") == sum(p.is_linked for p in detail.pairs)


def test_a_journey_shows_needs_doors_and_what_a_scenario_changes(qtbot: QtBot) -> None:
    """The sample's story: with To-Home every need of people at risk has a door, and it is the same one."""
    today = from_template("turin", "en")
    group = next(g.id for g in today.all(Group) if "at risk" in g.label)
    then = with_scenario(today, "To-Home")
    result = analyse(today)
    path = journey_path(facts_of(today), group)
    there = journey_path(facts_of(then), group)
    alone = JourneySheet(today, result, path, LIGHT)
    assert "No door here" in words_of(alone)
    assert "same door" not in words_of(alone)
    both = JourneySheet(today, result, path, LIGHT, other=Other("To-Home", then, there))
    assert "No door here" not in words_of(both)
    assert "With To-Home" in words_of(both)
    assert {spot.value[0] for spot in both.spots if spot.kind == "group"} == {g.id for g in today.all(Group)}


@pytest.mark.parametrize("room", [480.0, 1040.0])
@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("name", ["two-desks", "turin"])
def test_in_a_journey_labels_keep_off_the_doors_and_words_off_the_edge(
    qtbot: QtBot, name: str, language: str, room: float
) -> None:
    set_language(language)
    system_map = from_template(name, language)
    result = analyse(system_map)
    for journey in result.journeys:
        sheet = JourneySheet(
            system_map, result, journey_path(facts_of(system_map), journey.group), LIGHT, room, has_others=False
        )
        doors = [spot.area for spot in sheet.spots if spot.kind == "element"]
        labels = [spot.area for spot in sheet.spots if spot.kind == "handover"]
        for label in labels:  # one pixel is the width of a line
            assert not any(door.adjusted(1, 1, -1, -1).intersects(label.adjusted(1, 1, -1, -1)) for door in doors)
        heading = [item for item in sheet.items() if isinstance(item, QGraphicsSimpleTextItem) and item.y() < 90]
        assert heading
        assert max(item.sceneBoundingRect().right() for item in heading if item.x() == 40.0) <= room


def test_journeys_without_needs_groups_or_doors_are_explained(qtbot: QtBot) -> None:
    empty = SystemMap()
    assert "Nobody to follow yet" in words_of(JourneySheet(empty, analyse(empty), None, LIGHT))
    alone = SystemMap.of([Group(id="g", label="People")])
    sheet = JourneySheet(alone, analyse(alone), journey_path(facts_of(alone), "g"), LIGHT)
    assert "No need is linked to this group yet" in words_of(sheet)


def test_names_of_three_hundred_letters_do_not_break_anything(qtbot: QtBot, tmp_path: Path) -> None:
    name = "Interdepartmental coordination of everything " * 7
    system_map = hand_made(name[:300])
    for view in VIEWS:
        wish = Wish(view=view, compared=("Before", SystemMap()))
        save_picture(system_map, tmp_path / f"{view}.png", wish)
        assert not QImage(str(tmp_path / f"{view}.png")).isNull()


# charts


def test_charts_say_in_numbers_words_and_tables_what_the_analysis_found(qtbot: QtBot) -> None:
    """Turin: 8 needs, 3 without an answer, 5 with one, none joined up; 4 handovers, all cold (counted on paper)."""
    system_map = from_template("turin", "en")
    found = {c.code: c for c in charts(system_map, analyse(system_map), [ScorePoint("2026-01-01", 0.0)])}
    assert list(found) == ["coverage", "fragmentation", "effort", "handovers", "score"]
    coverage = found["coverage"]
    assert [mark.total for mark in coverage.marks] == [3, 5, 0, 0, 0]
    assert coverage.text == "5 of 8 needs have an answer; 0 are joined up."
    assert all(isinstance(system_map[key], Need) for mark in coverage.marks for key in mark.ids)
    assert found["handovers"].text.startswith("4 of 4 handovers")
    assert found["handovers"].table()[0][1:] == ("0", "3")
    assert [mark.total for mark in found["score"].marks] == [0.0, 0.0]
    assert found["fragmentation"].marks == ()


def test_charts_of_an_empty_map_say_what_is_missing(qtbot: QtBot) -> None:
    for chart in charts(SystemMap(), analyse(SystemMap())):
        assert chart.text
        assert all(len(row) == len(chart.heads) for row in chart.table())


# files


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_view_becomes_a_png_an_svg_and_a_pdf(qtbot: QtBot, tmp_path: Path, view: str) -> None:
    system_map = from_template("turin", "en")
    for suffix in ("png", "svg", "pdf"):
        wish = Wish(view=view, paper="A4", state="To-Home", compared=("Today", with_scenario(system_map, "To-Home")))
        save_picture(system_map, tmp_path / f"v.{suffix}", wish)
    image = QImage(str(tmp_path / "v.png"))
    assert image.width() > 1_000
    assert len({image.pixel(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)}) > 3
    tree = ET.parse(tmp_path / "v.svg")
    text = " ".join("".join(e.itertext()) for e in tree.iter() if e.tag.endswith("text"))
    for said in ("Turin: labour, housing and care", "To-Home", TODAY):
        for word in said.split():
            assert word in text
    reader = PdfReader(tmp_path / "v.pdf")
    groups = len(system_map.all(Group))
    assert len(reader.pages) == (groups if view == "journey" else 1)
    for page in reader.pages:
        width, height = sorted((float(page.mediabox.width), float(page.mediabox.height)))
        assert (round(width), round(height)) == (595, 842)  # A4 in points
    words = " ".join(reader.pages[0].extract_text().split())
    assert "Turin" in words
    assert "housing" in words


def test_paper_group_and_comparison_are_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    system_map = from_template("turin", "en")
    group = system_map.all(Group)[0].label
    path = tmp_path / "one.pdf"
    wish = Wish(view="journey", group=group, paper="A3", compared=("To-Home", with_scenario(system_map, "To-Home")))
    save_picture(system_map, path, wish)
    reader = PdfReader(path)
    assert len(reader.pages) == 1
    assert max(float(reader.pages[0].mediabox.width), float(reader.pages[0].mediabox.height)) == pytest.approx(
        1191, abs=1
    )
    with pytest.raises(UserError, match="No group is called"):
        save_picture(system_map, path, Wish(view="journey", group="nobody"))
    with pytest.raises(UserError, match="There is no view"):
        save_picture(system_map, path, Wish(view="hologram"))


def test_findings_can_be_left_out(qtbot: QtBot, tmp_path: Path) -> None:
    system_map = from_template("turin", "en")

    def text(wish: Wish) -> str:
        save_picture(system_map, tmp_path / "m.svg", wish)
        return " ".join("".join(e.itertext()) for e in ET.parse(tmp_path / "m.svg").iter() if e.tag.endswith("text"))

    assert text(Wish(missing=3)).count("missing") >= 3 + 1  # three labels and the key
    assert "missing" not in text(Wish(has_findings=False))
    plain = text(Wish(has_findings=False, has_frame=False))
    assert TODAY not in plain


def test_spots_lie_on_the_sheet(qtbot: QtBot) -> None:
    system_map = from_template("metropolitan-city")
    result = analyse(system_map)
    facts = facts_of(system_map)
    path = journey_path(facts, result.journeys[0].group)
    for sheet in (MatrixSheet(system_map, result, LIGHT), JourneySheet(system_map, result, path, LIGHT)):
        whole: QRectF = sheet.content_rect().adjusted(-8, -8, 8, 8)
        assert sheet.spots
        assert all(whole.contains(spot.area) for spot in sheet.spots)
        assert all(spot.name for spot in sheet.spots)


def test_views_are_drawn_from_the_command_line(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "turin.silomap", "--template", "turin"])
    for view in ("map", "lanes", "silo", "system", "matrix", "journey", "charts"):
        assert main(["picture", "turin.silomap", f"{view}.pdf", "--view", view, "--paper", "A4"]) == 0
        assert (tmp_path / f"{view}.pdf").stat().st_size > 5_000
    lanes = ["picture", "turin.silomap", "l.svg", "--view", "lanes", "--scenario", "To-Home"]
    assert main([*lanes, "--compact", "--missing", "0", "--theme", "contrast"]) == 0
    assert "To-Home" in (tmp_path / "l.svg").read_text(encoding="utf-8")
    assert main(["picture", "turin.silomap", "j.pdf", "--view", "journey", "--compare", "To-Home"]) == 0
    capsys.readouterr()
    assert main(["picture", "turin.silomap", "x.pdf", "--view", "journey", "--group", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_a_comparison_is_a_page_with_changes_measures_and_findings(qtbot: QtBot, tmp_path: Path) -> None:
    """Turin and To-Home: 30 changes; pairs of needs 0 → 8 and handovers 0 → 82.61 as an independent script found."""
    path = tmp_path / "turin.silomap"
    assert main(["new", str(path), "--template", "turin"]) == 0
    assert main(["versions", str(path), "--keep", "Start"]) == 0
    out = tmp_path / "c.pdf"
    words = ["picture", str(path), str(out), "--view", "compare"]
    assert main([*words, "--compare", "Today", "--scenario", "To-Home"]) == 0
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages).replace("\t", " ")
    for said in (
        "Comparison · Today",
        "30 changes",
        "Service “To-Home integrated service”",
        "No longer found",
        "Newly found",
    ):
        assert said in text
    rows = [line for line in text.splitlines() if "joined" in line.lower() or "in place, of 100" in line]
    assert any("Pairs of needs joined up" in row for row in rows)
    assert "83" in text
    assert main([*words, "--compare", "Start"]) == 0
    assert main(words) == 1
    assert main([*words, "--compare", "Nothing"]) == 1
    folder = tmp_path / "matrix.svg"
    assert (
        main(["picture", str(path), str(folder), "--view", "matrix", "--compare", "Today", "--scenario", "To-Home"])
        == 0
    )
    assert "was 0/1" in folder.read_text(encoding="utf-8")


def test_a_link_that_is_gone_need_not_fit_what_its_end_has_become(qtbot: QtBot) -> None:
    """Two services that worked together; in a scenario they do not, and one of them is an actor."""
    today = SystemMap.of(
        [
            Sector(id="s", label="Care"),
            Service(id="a", label="Home care", sector="s"),
            Service(id="b", label="Day centre", sector="s"),
            Link(id="l", kind="coordinates_with", source="a", target="b"),
        ]
    )
    then = today.after([("l", None), ("b", Actor(id="b", label="Day centre", sector="s"))])
    drawing = Drawing()
    drawing.show_map(then, seen_as=Lanes())
    drawing.difference.show(marks_between(today, then))
    assert drawing.difference.of("b") == CHANGED
    assert set(drawing.difference.items) == {"l"}
