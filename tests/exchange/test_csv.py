"""The CSV pair: encodings, separators, and a remark for every row that is not what it should be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given

from silomap.errors import UserError
from silomap.exchange import csv_pair
from silomap.exchange.csv_pair import _csv_text, read_texts
from silomap.exchange.formats import read_map
from silomap.exchange.reading import MOST_BYTES
from silomap.exchange.table import link_rows, node_rows
from silomap.model.elements import Actor, Link, Need, Sector, Service
from silomap.model.invariants import breaches
from silomap.model.system_map import SystemMap
from tests.maps import system_maps

NODES = "id,kind,label,sector\nr,sector,Città,\na,actor,Job centre,Città\ns,service,Aiuto,r\nn,need,Debt,\n"
LINKS = "source,target,kind\nJob centre,Aiuto,provides\ns,n,responds_to\n"


def pair(folder: Path, nodes: bytes | str, links: bytes | str = "") -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in (("nodes.csv", nodes), ("links.csv", links)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    nodes = NODES.replace(",", separator).encode(encoding)
    links = LINKS.replace(",", separator).encode(encoding)
    reading = read_map(pair(tmp_path / "p", nodes, links))
    assert reading.remarks == []
    assert {e.id: (e.type, e.label) for e in reading.system_map.elements} == {
        "r": ("sector", "Città"),
        "a": ("actor", "Job centre"),
        "s": ("service", "Aiuto"),
        "n": ("need", "Debt"),
    }
    assert {(k.kind, k.source, k.target) for k in reading.system_map.links} == {
        ("provides", "a", "s"),
        ("responds_to", "s", "n"),
    }


def test_all_columns_arrive() -> None:
    nodes = (
        "id,kind,label,sector,description,capacity,readiness,severity,people,external,tags,x,y,source,mood\n"
        'a,actor,Office,Care,"Two lines\nof text",3,5,,,yes,one; two,10,-2.5,a report,glum\n'
        "n,need,Debt,,,,,4,1200,,,,,,\n"
    )
    links = "source,target,kind,strength,polarity,form,level,status,note\nn,m,leads_to,4,−,,,planned,why\n"
    reading = csv_pair.read_texts(nodes + "m,need,Home,,,,,,,,,,,,\n", links)
    office = reading.system_map["a"]
    assert isinstance(office, Actor)
    assert (office.description, office.capacity, office.readiness) == ("Two lines\nof text", 3, 5)
    assert (office.external, office.tags, office.x, office.y) == (True, ("one", "two"), 10.0, -2.5)
    assert (office.reference, office.custom) == ("a report", (("mood", "glum"),))
    sector = reading.system_map[str(office.sector)]
    assert isinstance(sector, Sector)
    assert sector.label == "Care"
    need = reading.system_map["n"]
    assert isinstance(need, Need)
    assert (need.severity, need.people) == (4, 1200)
    (link,) = reading.system_map.links
    assert (link.strength, link.polarity, link.status, link.note) == (4, "-", "planned", "why")


def test_every_bad_row_is_remarked_and_the_rest_is_read() -> None:
    nodes = (
        "id,kind,label,capacity\n"
        "a,actor,Office,nine\n"  # row 2: kept as own field
        "a,actor,Twin,\n"  # row 3: id twice
        "d,dragon,Fafnir,\n"  # row 4: unknown kind
        ",actor,,\n"  # row 5: nothing to go by
        "s,service,Help,\n"
        "s2,service,Help,\n"
        "n,need,Debt,NaN\n"
    )
    links = (
        "source,target,kind\n"
        "a,s,provides\n"
        "a,nobody,provides\n"  # row 3
        "a,Help,provides\n"  # row 4: two are called Help
        "a,a,coordinates_with\n"  # row 5
        "a,n,provides\n"  # row 6: impossible
        "a,s,provides\n"  # row 7: twice
        "a,s2,marries\n"  # row 8
        "n,s,responds_to\n"  # row 9: the wrong way round
    )
    reading = csv_pair.read_texts(nodes, links)
    seen = [(r.file, r.row, r.is_lost) for r in reading.remarks]
    assert seen == [
        ("nodes.csv", 2, False),
        ("nodes.csv", 3, True),
        ("nodes.csv", 4, True),
        ("nodes.csv", 5, True),
        ("links.csv", 3, True),
        ("links.csv", 4, True),
        ("links.csv", 5, True),
        ("links.csv", 6, True),
        ("links.csv", 7, False),
        ("links.csv", 8, True),
        ("links.csv", 9, False),
    ]
    assert {e.id for e in reading.system_map.elements} == {"a", "s", "s2", "n"}
    assert dict(reading.system_map.element("a").custom) == {"capacity": "nine"}
    assert {(k.source, k.target) for k in reading.system_map.links} == {("a", "s"), ("s", "n")}
    assert breaches(reading.system_map) == []


def test_elements_without_id_get_a_readable_one() -> None:
    reading = csv_pair.read_texts("kind,label\nactor,Ufficio Città\nactor,Ufficio Città\n", "")
    assert [e.id for e in reading.system_map.elements] == ["actor-ufficio-citta", "actor-ufficio-citta-2"]


@pytest.mark.parametrize(
    ("nodes", "links", "says"),
    [
        ("kind\nactor\n", "", "no column label"),
        ("kind,label\nactor,A\n", "from,to\nA,B\n", "no column source, target"),
        ("", "", "is empty"),
        (b"\x00\x01\x02binary", "", "not a text file"),
        ('kind,label\nactor,"never closed\n', "", "line"),
    ],
)
def test_unreadable_tables_are_told_in_a_sentence(tmp_path: Path, nodes: bytes | str, links: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_map(pair(tmp_path / "p", nodes, links))


def test_a_pair_with_columns_of_another_tool_is_mapped(tmp_path: Path) -> None:
    nodes = "Id,Label,Category\n1,Job centre,Organisation\n2,Losing work,Problem\n3,Advice,Service\n"
    folder = pair(tmp_path / "p", nodes)
    (folder / "edges.csv").write_text("Source;Target;Type\n1;3;Undirected\n3;2;Undirected\n")
    found = read_map(folder).system_map
    assert {(e.label, e.type) for e in found.elements} == {
        ("Job centre", "actor"),
        ("Losing work", "need"),
        ("Advice", "service"),
    }
    ends = {(found.label(k.source), k.kind, found.label(k.target)) for k in found.links}
    assert ends == {("Job centre", "provides", "Advice"), ("Advice", "responds_to", "Losing work")}


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = pair(tmp_path / "p", NODES)
    with (folder / "nodes.csv").open("r+b") as file:
        file.truncate(MOST_BYTES * 2)  # sparse: takes no room
    with pytest.raises(UserError, match="too large"):
        read_map(folder)


def test_a_zip_and_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("some folder/nodes.csv", NODES)
        archive.writestr("../links.csv", LINKS)
    assert len(read_map(path).system_map.links) == 2
    path.write_bytes(b"PK not really")
    with pytest.raises(UserError, match="not a readable zip"):
        read_map(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    path.write_bytes(buffer.getvalue())
    with pytest.raises(UserError, match=r"no nodes\.csv"):
        read_map(path)


def _carried(system_map: SystemMap) -> object:
    """What the columns of the tables carry: names are cleaned, own fields that look like columns are not kept."""
    return {e.id: (e.type, getattr(e, "sector", None), e.x, e.y) for e in system_map.elements} | {
        (k.kind, k.source, k.target): (k.status, k.strength, k.polarity, k.form, k.level, k.evidence)
        for k in system_map.links
    }


@given(system_maps())
def test_what_the_columns_carry_comes_back(system_map: SystemMap) -> None:
    reading = read_texts(_csv_text(*node_rows(system_map)), _csv_text(*link_rows(system_map)))
    assert _carried(reading.system_map) == _carried(system_map)


def test_own_fields_called_like_our_columns_are_kept_apart() -> None:
    own = (("X", "left"), ("mood", "glum"), ("x", "right"))
    reading = read_texts(_csv_text(*node_rows(SystemMap.of([Actor(id="a", x=1.0, custom=own)]))), "")
    actor = reading.system_map.element("a")
    assert actor.x == 1.0
    assert dict(actor.custom) == {"X (own)": "left", "mood": "glum", "x (own)": "right"}


def test_written_pair_reads_back(tmp_path: Path) -> None:
    system_map = SystemMap.of(
        [
            Actor(id="a", label="=1+1", tags=("x", "y"), external=True, x=1.5, y=2.0),
            Service(id="s", label='He said "no"', custom=(("mood", "glum"),)),
            Link(id="l", kind="provides", source="a", target="s", strength=3, evidence="assumed"),
        ]
    )
    for target in (tmp_path / "folder", tmp_path / "m.zip"):
        csv_pair.write(system_map, target)
        assert csv_pair.read(target).system_map == system_map
