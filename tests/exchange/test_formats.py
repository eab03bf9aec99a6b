"""Every format: real files of other tools, round trips, and what other programs make of what we write."""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange import guessing, mapping
from silomap.exchange.formats import BY_NAME, FORMATS, format_of, read_foreign, read_map, write_map
from silomap.exchange.importing import import_of
from silomap.exchange.lz_string import NotCompressedError, decompressed
from silomap.exchange.templates import NAMES, from_template
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.edits import clean
from silomap.model.elements import Actor, Link, MapInfo, Need
from silomap.model.invariants import breaches
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import system_maps

LOSSLESS = ("o.xlsx", "o.graphml", "o.gexf", "o.zip")


def drawn(system_map: SystemMap) -> dict[str, object]:
    """What tables carry: elements and links."""
    return {e.id: e for e in (*system_map.elements, *system_map.links)}


@pytest.mark.parametrize("file", LOSSLESS)
@pytest.mark.parametrize("name", NAMES[1:])
def test_the_samples_go_out_and_come_back(tmp_path: Path, name: str, file: str) -> None:
    today = from_template(name, "en")
    write_map(today, tmp_path / file)
    reading = read_map(tmp_path / file)
    assert reading.remarks == []
    assert drawn(reading.system_map) == drawn(today)


@settings(max_examples=40, deadline=None)
@given(system_maps())
def test_tables_and_graphs_are_lossless_for_all_that_their_columns_carry(system_map: SystemMap) -> None:
    """All that columns carry: names as every reader cleans them, tags as far as they hold no separator."""
    with tempfile.TemporaryDirectory() as folder:
        for file in LOSSLESS:
            path = Path(folder) / file
            write_map(system_map, path)
            if system_map.elements:
                assert carried(read_map(path).system_map) == carried(system_map), file


def carried(system_map: SystemMap) -> object:
    elements = {
        e.id: (e.type, clean(e.label), getattr(e, "sector", None), e.x, e.y, e.pinned, e.evidence,
               *(getattr(e, name, None) for name in ("capacity", "readiness", "severity", "people", "external")))
        for e in system_map.elements
    }  # fmt: skip
    links = {
        k.id: (k.kind, k.source, k.target, k.status, k.strength, k.polarity, k.form, k.level, k.evidence)
        for k in system_map.links
    }
    return elements, links


def test_networkx_opens_what_we_write_with_every_attribute(tmp_path: Path) -> None:
    today = from_template("turin", "en")
    service = next(e for e in today.elements if e.type == "service")
    draft = Draft(today)
    edits.set_field(draft, [service.id], "capacity", 2)
    today = draft.result()
    for file, read in (("o.graphml", nx.read_graphml), ("o.gexf", nx.read_gexf)):
        write_map(today, tmp_path / file)
        graph = read(tmp_path / file)
        assert set(graph.nodes) == {e.id for e in today.elements}
        assert graph.nodes[service.id]["label"] == service.label
        assert graph.nodes[service.id]["capacity"] == 2
        assert graph.nodes[service.id]["kind"] == "service"
        assert float(graph.nodes[service.id]["x"]) == service.x
        kinds = Counter(data["kind"] for _a, _b, data in graph.edges(data=True))
        assert kinds["belongs_to"] == sum(bool(getattr(e, "sector", None)) for e in today.elements)
        del kinds["belongs_to"]
        assert kinds == Counter(link.kind for link in today.links)


def test_a_pajek_network_reads_back_here_and_in_networkx(tmp_path: Path) -> None:
    today = from_template("turin", "en")
    write_map(today, tmp_path / "o.net")
    again = read_map(tmp_path / "o.net").system_map
    assert Counter(e.type for e in again.elements) == Counter(e.type for e in today.mapped)
    assert Counter(link.kind for link in again.links) == Counter(link.kind for link in today.links)
    assert {e.label for e in again.elements} == {e.label for e in today.mapped}
    ends = {(today.label(k.source), k.kind, today.label(k.target)) for k in today.links}
    assert {(again.label(k.source), k.kind, again.label(k.target)) for k in again.links} == ends


def test_a_kumu_workbook_has_the_columns_that_kumu_documents(tmp_path: Path) -> None:
    today = from_template("turin", "en")
    write_map(today, tmp_path / "o.kumu.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.kumu.xlsx")
    elements, links = ([c.value for c in next(book[name].iter_rows())] for name in ("Elements", "Connections"))
    assert elements[:5] == ["ID", "Label", "Type", "Description", "Tags"]
    assert links[:4] == ["From", "To", "Direction", "Type"]
    again = read_map(tmp_path / "o.kumu.xlsx").system_map
    assert Counter(e.type for e in again.elements) == Counter(e.type for e in today.elements)
    assert len(again.links) == len(today.links)
    write_map(today, tmp_path / "o.kumu.json")
    again = read_map(tmp_path / "o.kumu.json").system_map
    assert Counter(e.type for e in again.elements) == Counter(e.type for e in today.elements)
    assert {e.label: (e.x, e.y) for e in again.elements} == {e.label: (e.x, e.y) for e in today.elements}
    homes = {e.label: today.label(e.sector) for e in today.elements if getattr(e, "sector", None)}  # type: ignore[attr-defined]
    assert {e.label: again.label(e.sector) for e in again.elements if getattr(e, "sector", None)} == homes  # type: ignore[attr-defined]


# real files: counts by hand in each file, or as its tool shows them

REAL = {
    "kumu/kumu-changelabs-template.json": ("kumu", {"actor": 5}, 4),
    "kumu/snap-to-tutorial-project.json": ("kumu", {"actor": 51}, 109),
    "kumu/paypal-mafia.xlsx": ("xlsx", {"actor": 34}, 47),
    "prsm/clusterexamplemap.prsm": ("prsm", {"need": 6}, 7),
    "prsm/supplychainandlogisticssystem191.prsm": ("prsm", {"need": 14, "service": 2}, 26),
    "sna/Krackhardt_Kite_N10.paj": ("pajek", {"actor": 10}, 18),
    "sna/Campnet.paj": ("pajek", {"actor": 18}, 35),
    "sna/ErdosRenyi_N10_E10.graphml": ("graphml", {"actor": 10}, 10),
    "sna/TinyDir_N3_REL2.graphml": ("graphml", {"actor": 3}, 3),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files_are_read_with_sensible_kinds(shared: Path, name: str) -> None:
    path = shared / "samples" / name
    form, kinds, links = REAL[name]
    assert format_of(path).name == form
    reading = read_map(path)
    assert breaches(reading.system_map) == []
    assert Counter(e.type for e in reading.system_map.elements) == kinds
    assert len(reading.system_map.links) == links


def test_the_krackhardt_kite_of_pajek_is_the_one_of_networkx(shared: Path) -> None:
    system_map = read_map(shared / "samples" / "sna" / "Krackhardt_Kite_N10.paj").system_map
    graph = nx.Graph((link.source, link.target) for link in system_map.links)
    assert nx.is_isomorphic(graph, nx.krackhardt_kite_graph())


def test_prsm_keeps_signs_places_and_notes(shared: Path) -> None:
    system_map = read_map(shared / "samples" / "prsm" / "supplychainandlogisticssystem191.prsm").system_map
    signs = Counter(link.polarity for link in system_map.links if link.kind == "leads_to")
    assert signs["+"] == 14
    assert signs["-"] == 1
    assert all(e.x is not None for e in system_map.elements)


# small files of every kind, written out by hand


def kumu(**more: object) -> dict[str, object]:
    return {
        "elements": [
            {"_id": "elem-aaaaaaaa", "attributes": {"label": "Job loss", "element type": "Problem", "cost": 3}},
            {"_id": "elem-bbbbbbbb",
             "attributes": {"label": "Eviction", "element type": "Problem", "tags": ["a", "b"]}},
            {"_id": "elem-cccccccc", "attributes": {"label": "Help desk", "element type": "Programme"}},
        ],
        "connections": [
            {"_id": "c1", "from": "elem-aaaaaaaa", "to": "elem-bbbbbbbb", "direction": "directed", "delayed": True,
             "reversed": True, "attributes": {}},
            {"_id": "c2", "from": "elem-cccccccc", "to": "elem-bbbbbbbb", "direction": "directed", "attributes": {}},
        ],
        **more,
    }  # fmt: skip


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


# bad input


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<graphml><graph><node id="&b;"/></graph></graphml>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<graphml><graph><node id="&e;"/></graph></graphml>"""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.graphml", BOMB, "could do harm"),
        ("a.gexf", OUTSIDE, "could do harm"),
        ("a.graphml", "<graphml><graph>", "not readable XML"),
        ("a.graphml", "<html/>", "neither GraphML nor GEXF"),
        ("a.graphml", "<graphml/>", "no nodes"),
        ("a.prsm", "{", "not a readable PRSM map"),
        ("a.prsm", "\u1234\u4321\u0123", "not a readable PRSM map"),
        ("a.prsm", '{"nodes": 3}', "no nodes"),
        ("a.net", "nothing", "no vertices"),
        ("a.net", "*Vertices 999999999\n", "more rows than a map can have"),
        ("a.xlsx", "not a zip", "no readable workbook"),
        ("a.xls", "old", "old Excel format"),
        ("a.csv", "", "empty"),
        ("a.csv", "x,y\n1,2\n", "no table of elements"),
        ("a.json", '{"elements": [], "connections": [}', "not readable JSON"),
    ],
)
def test_bad_files_are_refused_in_a_sentence(tmp_path: Path, name: str, content: str, reason: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=reason):
        read_map(tmp_path / name)


def test_places_that_are_no_numbers_are_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Id,Label,x,y\n1,A,nan,2\n2,B,1,inf\n3,C,here,3\n4,D,5,6\n")
    found = read_map(tmp_path / "a.csv")
    told = {(remark.row, str(remark.params.get("text"))) for remark in found.remarks}
    assert told == {(2, "nan"), (3, "inf"), (4, "here")}
    by_label = {e.label: e for e in found.system_map.elements}
    assert (by_label["A"].x, by_label["B"].y, by_label["C"].x) == (None, None, None)
    assert dict(by_label["C"].custom) == {"x": "here"}


def test_places_beyond_all_measure_are_no_places(tmp_path: Path) -> None:
    huge = "1" + "0" * 400
    kumu = '{"elements": [{"_id": "a", "attributes": {"label": "A"}}], "connections": [], "maps": [{"name": "M", '
    kumu += f'"elements": [{{"element": "a", "position": {{"x": {huge}, "y": 1}}}}], "connections": []}}]}}'
    prsm = f'{{"nodes": [{{"id": "a", "label": "A", "x": {huge}, "y": 1}}], "edges": []}}'
    for name, text in (("a.json", kumu), ("a.prsm", prsm)):
        (tmp_path / name).write_text(text)
        (element,) = read_map(tmp_path / name).system_map.mapped
        assert (element.label, element.x) == ("A", None)


def test_archives_that_swell_or_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(UserError, match="unpacks to more"):
        read_map(path)
    path = tmp_path / "way.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../nodes.csv", "kind,label\nactor,A\n")
    assert [e.label for e in read_map(path).system_map.elements] == ["A"]
    assert not (tmp_path.parent / "nodes.csv").exists()  # nothing is ever written out of an archive


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for name in ("h.csv", "h.graphml", "h.prsm", "h.net", "h.xlsx", "h.json"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(500 * 1024 * 1024)
        with pytest.raises(UserError, match=r"too large|could be read|not a SiloMap map"):
            read_map(path)


def test_what_is_wrong_is_told_row_by_row(tmp_path: Path) -> None:
    (tmp_path / "w.net").write_text('*Vertices 2\n1 "A" nan inf\nx "B"\n*Arcs\n1 9 1\n1 1 1\n1 2 nan\n')
    reading = read_map(tmp_path / "w.net")
    assert [remark.row for remark in reading.remarks] == [3, 5, 6]
    assert [e.label for e in reading.system_map.elements] == ["A", "2"]
    (tmp_path / "d.csv").write_text("id,name,sector,x\n1,A,B,NaN\n1,C,,inf\n2,B,A,5\n")
    reading = read_map(tmp_path / "d.csv")
    assert any(remark.row == 3 for remark in reading.remarks)
    assert breaches(reading.system_map) == []


def test_the_table_of_formats_says_what_it_does() -> None:
    assert set(BY_NAME) >= {"silomap", "json", "csv", "xlsx", "graphml", "gexf", "kumu", "prsm", "pajek"}
    for known in FORMATS:
        assert known.read or known.foreign or known.write
        assert bool(known.endings) == bool(known.write)


# fuzzing: whatever comes, a map or a sentence


def harmless(path: Path) -> None:
    """Reads a file: it becomes a sound map, or is refused in a sentence."""
    try:
        reading = read_map(path)
    except UserError:
        return
    assert breaches(reading.system_map) == []


SEEDS = {
    "f.graphml": '<graphml><key id="d" for="node" attr.name="label"/><graph><node id="a"><data key="d">A</data>'
    '</node><node id="b"/><edge source="a" target="b"/></graph></graphml>',
    "f.gexf": '<gexf><graph><nodes><node id="a" label="A"/></nodes><edges><edge source="a" target="a"/></edges>'
    "</graph></gexf>",
    "f.net": '*Vertices 2\n1 "A" 0.1 0.2\n2 "B"\n*Arcs :1 "x"\n1 2 1\n*Matrix\n0 1\n1 0\n',
    "f.json": json.dumps(kumu(maps=[{"_id": "m", "elements": [{"element": "elem-aaaaaaaa", "position": None}]}])),
    "f.prsm": json.dumps({"nodes": [{"id": "1", "label": "A", "grp": "group0", "x": 1, "y": None}],
                          "edges": [{"from": "1", "to": "1", "grp": "edge0"}],
                          "styles": {"nodes": {"group0": {"groupLabel": "Factor"}}, "edges": {}}}),
    "f.csv": "name,type,from,to\nA,actor,B,C\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_broken_and_shuffled_files_never_crash_a_reader(name: str, data: st.DataObject) -> None:
    raw = bytearray(SEEDS[name].encode())
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=5))
        if not raw:
            raw = bytearray(b"x")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(bytes(raw))
        harmless(path)


KEYS = ["id", "_id", "label", "attributes", "from", "to", "x", "y", "grp", "position", "element"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=many(120), deadline=None)
@given(json_values, json_values, json_values, st.sampled_from(["k.json", "p.prsm"]))
def test_json_of_any_shape_never_crashes_a_reader(a: object, b: object, c: object, name: str) -> None:
    wrapped = {"elements": [a, b], "connections": [c, a], "maps": [b, {"elements": [a], "name": c}], "nodes": [a, b],
               "edges": [c], "styles": b, "attributeTitles": c, "description": a, "background": b}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(json.dumps(wrapped), encoding="utf-8")
        harmless(path)


@settings(max_examples=many(150), deadline=None)
@given(st.text(max_size=60))
def test_decompressing_anything_ends(text: str) -> None:
    with contextlib.suppress(NotCompressedError):
        decompressed(text)


# documentation


EXAMPLES = {
    "csv foreign": ("e.csv", {"actor": 2, "service": 2}, 3),
    "graphml": ("e.graphml", {"need": 2}, 1),
    "gexf": ("e.gexf", {"actor": 2}, 1),
    "kumu": ("e.json", {"need": 2}, 1),
    "prsm": ("e.prsm", {"need": 2}, 1),
    "pajek": ("e.net", {"actor": 2}, 1),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_of_the_documentation_is_read(tmp_path: Path, name: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    (example,) = re.findall(rf"```{name}\n(.*?)```", text, re.DOTALL)
    file, kinds, links = EXAMPLES[name]
    (tmp_path / file).write_text(example, encoding="utf-8")
    found = read_map(tmp_path / file).system_map
    assert Counter(e.type for e in found.elements) == kinds
    assert len(found.links) == links


def test_every_format_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for known in FORMATS:
        for ending in known.endings:
            assert not ending or f"`{ending}`" in text or f"{ending}`" in text, ending
