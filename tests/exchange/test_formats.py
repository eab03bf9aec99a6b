"""Every format: real files of other tools, round trips, and what other programs make of what we write."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, settings

from silomap.exchange.formats import BY_NAME, FORMATS, format_of, read_map, write_map
from silomap.exchange.templates import NAMES, from_template
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.edits import clean
from silomap.model.invariants import breaches
from silomap.model.system_map import SystemMap
from tests.maps import drawn, system_maps

LOSSLESS = ("o.xlsx", "o.graphml", "o.gexf", "o.zip")


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


def test_the_table_of_formats_says_what_it_does() -> None:
    assert set(BY_NAME) >= {"silomap", "json", "csv", "xlsx", "graphml", "gexf", "kumu", "prsm", "pajek"}
    for known in FORMATS:
        assert known.read or known.foreign or known.write
        assert bool(known.endings) == bool(known.write)


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
