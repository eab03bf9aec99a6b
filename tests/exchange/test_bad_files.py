"""Bad input: refused in a sentence, told row by row, and never a crash, whatever a file holds."""

from __future__ import annotations

import contextlib
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange.formats import read_map
from silomap.exchange.lz_string import NotCompressedError, decompressed
from silomap.model.invariants import breaches
from tests.examples import many
from tests.exchange.foreign import kumu

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
