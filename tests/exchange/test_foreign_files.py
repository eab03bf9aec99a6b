"""Files of other tools as people have them, written out by hand: Kumu, spreadsheets, edge lists, two-sided tables."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from silomap.exchange import guessing, mapping
from silomap.exchange.formats import read_foreign, read_map, write_map
from silomap.exchange.importing import import_of
from silomap.exchange.templates import from_template
from silomap.model.elements import Actor, Link, MapInfo, Need
from silomap.model.system_map import SystemMap
from tests.exchange.foreign import kumu
from tests.maps import drawn


def test_kumu_projects_bring_polarity_delay_tags_and_the_map_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    maps = [
        {"_id": "m1", "name": "One", "elements": [{"element": "elem-aaaaaaaa", "position": {"x": 1, "y": 2}}]},
        {"_id": "m2", "name": "Two", "connections": [{"connection": "c1"}], "elements": [
            {"element": "elem-aaaaaaaa", "position": {"x": 10.5, "y": -4}},
            {"element": "elem-bbbbbbbb", "position": {"x": 400.5, "y": -4}},
        ]},
    ]  # fmt: skip
    path.write_text(json.dumps(kumu(name="A project", maps=maps, defaultMap="m2")))
    reading = read_map(path)
    (link,) = reading.system_map.links
    assert (link.kind, link.polarity, dict(link.custom)) == ("leads_to", "-", {"delayed": "yes"})
    loss, eviction = reading.system_map.elements
    assert (loss.x, loss.y, dict(loss.custom)) == (10.5, -4, {"cost": "3", "type": "Problem"})
    assert eviction.tags == ("a", "b")
    assert reading.system_map.info.title == "A project"
    assert any("2" in str(remark.params.get("n")) for remark in reading.remarks)
    assert [e.label for e in read_map(path, "One").system_map.elements] == ["Job loss"]
    whole = read_map(path, "*").system_map
    assert Counter(e.type for e in whole.elements) == {"need": 2, "service": 1}
    assert Counter(k.kind for k in whole.links) == {"leads_to": 1, "responds_to": 1}


def test_importing_the_same_file_again_updates_instead_of_doubling(tmp_path: Path) -> None:
    path = tmp_path / "people.net"
    path.write_text('*Vertices 2\n1 "Ada"\n2 "Grace"\n*Edges\n1 2 1\n')
    other = tmp_path / "others.net"
    other.write_text('*Vertices 2\n1 "Linus"\n2 "Guido"\n*Edges\n1 2 1\n')
    known = SystemMap.of([MapInfo(), Actor(id="x", label="There already")])
    for file in (path, other):
        found = import_of(file, read_foreign(file), None, known)
        known = known.after((c.id, c.after) for c in found.changes)
    assert [e.label for e in known.elements] == ["There already", "Ada", "Grace", "Linus", "Guido"]
    assert len({e.id for e in known.elements}) == 5
    assert import_of(path, read_foreign(path), None, known).is_empty
    path.write_text('*Vertices 2\n1 "Ada L."\n2 "Grace"\n*Edges\n1 2 1\n')
    (change,) = import_of(path, read_foreign(path), None, known).changes
    assert (change.before.label, change.after.label) == ("Ada", "Ada L.")  # type: ignore[union-attr]


def test_excel_is_a_working_surface(tmp_path: Path) -> None:
    """Exported, a name changed, a row added, a row taken out in the spreadsheet, imported again."""
    today = from_template("two-desks", "en")
    path = tmp_path / "o.xlsx"
    write_map(today, path)
    book = openpyxl.load_workbook(path)
    sheet = book["Elements"]
    titles = [cell.value for cell in sheet[1]]
    rows = {sheet.cell(r, titles.index("id") + 1).value: r for r in range(2, sheet.max_row + 1)}
    need, gone = today.all(Need)[0].id, today.all(Need)[1].id
    sheet.cell(rows[need], titles.index("label") + 1).value = "Another name"
    sheet.append([{"kind": "need", "label": "A new need", "severity": 4}.get(title) for title in titles])
    sheet.delete_rows(rows[gone])
    links = book["Links"]
    ends = [cell.value for cell in links[1]]
    for row in range(links.max_row, 1, -1):
        if gone in (links.cell(row, ends.index("source") + 1).value, links.cell(row, ends.index("target") + 1).value):
            links.delete_rows(row)
    book.save(path)
    found = import_of(path, read_foreign(path), None, today)
    told = {c.id: c for c in found.changes}
    assert told[need].after.label == "Another name"  # type: ignore[union-attr]
    assert [c.after.label for c in found.changes if c.before is None] == ["A new need"]  # type: ignore[union-attr]
    assert gone not in told
    with_removal = import_of(path, read_foreign(path), None, today, removes=True)
    taken = {c.id for c in with_removal.changes if c.after is None}
    assert taken == {gone} | set(today.links_of(gone))
    assert import_of(path, read_foreign(path), None, today.after((c.id, c.after) for c in found.changes)).is_empty


def test_formulas_are_text_both_ways(tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://x","y")'
    system_map = SystemMap.of([Actor(id="a", label=evil, description="@SUM(A1)", tags=("+1+1",))])
    write_map(system_map, tmp_path / "o.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "o.xlsx")["Elements"]["C2"]
    assert (cell.value, cell.data_type) == (evil, "s")
    with zipfile.ZipFile(tmp_path / "o.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert read_map(tmp_path / "o.xlsx").system_map.element("a").label == evil
    write_map(system_map, tmp_path / "csv")
    text = (tmp_path / "csv" / "nodes.csv").read_text()
    for field in (evil.replace('"', '""'), "@SUM(A1)", "+1+1"):
        assert f"'{field}" in text
    again = read_map(tmp_path / "csv").system_map.element("a")
    assert (again.label, again.description, again.tags) == (evil, "@SUM(A1)", ("+1+1",))
    negative = SystemMap.of([Need(id="n", label="-5", x=-3.5, y=0.0), Need(id="m", label="'=x"),
                             Link(id="l", kind="leads_to", source="n", target="m", polarity="-")])  # fmt: skip
    write_map(negative, tmp_path / "n.zip")
    assert drawn(read_map(tmp_path / "n.zip").system_map) == drawn(negative)
    with zipfile.ZipFile(tmp_path / "n.zip") as archive:
        assert ",-," in archive.read("links.csv").decode()  # a sign is a sign, as the contract has it


def test_italian_spreadsheets_and_edge_lists_are_understood(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Attori"
    sheet.append(["Nome", "Tipo", "Settore", "Capacità", "Note"])
    sheet.append(["Comune", "Ente", "Casa", 3, "Grande"])
    sheet.append(["Sportello", "Servizio", "Casa", None, None])
    sheet.append(["Sfratto", "Problema", None, None, None])
    links = book.create_sheet("Legami")
    for row in (["Da", "A", "Tipo"], ["Comune", "Sportello", "offre"], ["Sportello", "Sfratto", ""]):
        links.append(row)
    book.save(tmp_path / "it.xlsx")
    found = read_map(tmp_path / "it.xlsx").system_map
    assert {e.label: e.type for e in found.elements} == {
        "Casa": "sector", "Comune": "actor", "Sportello": "service", "Sfratto": "need"}  # fmt: skip
    office = next(e for e in found.elements if e.label == "Comune")
    assert (office.capacity, found.label(office.sector), office.description) == (3, "Casa", "Grande")  # type: ignore[attr-defined]
    assert sorted(link.kind for link in found.links) == ["provides", "responds_to"]
    (tmp_path / "list.csv").write_text("source;target;weight\nA;B;1\nB;C;1\n")
    listed = read_map(tmp_path / "list.csv").system_map
    assert [e.label for e in listed.elements] == ["A", "B", "C"]
    assert all(link.strength is None for link in listed.links)


def test_two_sides_become_actors_and_services(tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("from,to\nParish,Meals\nCity,Meals\nCity,Shelter\n")
    found = read_map(tmp_path / "two.csv").system_map
    assert {e.label: e.type for e in found.elements} == {
        "Parish": "actor", "City": "actor", "Meals": "service", "Shelter": "service"}  # fmt: skip
    assert {link.kind for link in found.links} == {"provides"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Organisation", "actor"), ("stakeholders", "actor"), ("Desired Outcome", "need"), ("Fattore", "need"),
     ("Programme", "service"), ("Servizi", "service"), ("Utenti", "group"), ("Settore", "sector"), ("Zebra", "")],
)  # fmt: skip
def test_types_are_guessed_in_two_languages(name: str, kind: str) -> None:
    assert guessing.kind_of_type(name) == kind


def test_types_can_be_sectors_columns_left_out_and_the_mapping_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("name,type,power,colour\nA,Housing,3,red\nB,Labour,4,blue\nC,Ghost,1,white\n")
    rows = read_foreign(tmp_path / "p.csv")
    assert rows is not None
    how = mapping.Mapping(types_as=mapping.AS_SECTOR, columns={"power": "readiness", "colour": guessing.LEFT_OUT})
    found = mapping.apply(rows, how).system_map
    assert {e.label: found.label(e.sector) for e in found.elements if e.type == "actor"} == {  # type: ignore[attr-defined]
        "A": "Housing", "B": "Labour", "C": "Ghost"}  # fmt: skip
    assert [e.readiness for e in found.elements if e.type == "actor"] == [3, 4, 1]  # type: ignore[attr-defined]
    assert all(e.custom == () for e in found.elements)
    how = mapping.Mapping(kinds={"Ghost": guessing.LEFT_OUT, "Housing": "need"})
    reading = mapping.apply(rows, mapping.fitting(how.to_data(), rows))
    assert {e.label: e.type for e in reading.system_map.elements} == {"A": "need", "B": "actor"}
    assert any(remark.params.get("type") == "Ghost" for remark in reading.remarks)
