"""Scenarios, versions, history, comparison and joining as scripts see them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from silomap.cli import main
from silomap.exchange.silomap_json import read as read_json
from silomap.model import edits
from silomap.model.elements import Link
from silomap.model.opening import open_document, read_file
from silomap.model.scenarios import changes_of

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def turin(tmp_path: Path) -> Path:
    path = tmp_path / "turin.silomap"
    assert main(["new", str(path), "--template", "turin"]) == 0
    return path


def said(capsys: Capture, *words: str) -> str:
    """What a command gives; it has to succeed."""
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def refused(capsys: Capture, *words: str) -> str:
    """The sentence with which a command refuses."""
    capsys.readouterr()
    assert main(list(words)) == 1
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert captured.out == ""
    return captured.err.strip().splitlines()[-1]


def tables(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "nodes.csv").write_text(
        "id,kind,label,sector,severity\n"
        ",service,Debt advice,Social care,\n"  # new
        ",need,Insufficient income,,5\n"  # there already: by kind and name
        "act-labour,actor,,Public housing,\n"  # there already: by id
        "act-housing,need,Not a need,,\n"  # there, but something else
    )
    (folder / "links.csv").write_text("source,target,kind\nDebt advice,Insufficient income,responds_to\n")
    return folder


def test_a_scenario_of_tables_adds_to_the_map(turin: Path, tmp_path: Path, capsys: Capture) -> None:
    today = read_file(turin)[0]
    capsys.readouterr()
    assert main(["scenarios", str(turin), "--add", "Debt advice", "--from", str(tables(tmp_path / "add"))]) == 0
    captured = capsys.readouterr()
    assert "nodes.csv, row 5: “act-housing” is something else on the map: row not read" in captured.err
    rows = json.loads(said(capsys, "scenarios", str(turin), "--json"))
    assert [(r["name"], r["changes"], r["conflicts"]) for r in rows] == [("To-Home", 30, 0), ("Debt advice", 4, 0)]
    now = read_file(turin)[0]
    assert {k: e for k, e in now.items() if k in today} == dict(today.items())
    changes = {c.id: c for c in changes_of(now, rows[1]["id"])}
    income = next(e.id for e in today.elements if e.label == "Insufficient income")
    assert changes[income].after.severity == 5  # type: ignore[union-attr]
    assert changes[income].after.x == today.element(income).x  # type: ignore[union-attr]
    labour = changes["act-labour"].after
    assert (labour.label, today.label(labour.sector)) == (today.label("act-labour"), "Public housing")  # type: ignore[union-attr,arg-type]
    (link,) = [c.after for c in changes.values() if isinstance(c.after, Link)]
    assert (link.kind, link.target) == ("responds_to", income)
    text = said(capsys, "compare", str(turin), "--scenario", "debt advice")
    assert "+ Service “Debt advice”" in text
    assert "Needs without an answer: 3 → 2 (−1, better)" in text
    said(capsys, "scenarios", str(turin), "--adopt", "Debt advice")
    assert "Debt advice" in {e.label for e in read_file(turin)[0].elements}
    assert "no scenario" not in said(capsys, "scenarios", str(turin), "--delete", "To-Home").lower()
    assert read_file(turin)[0].scenarios == []
    assert "Debt advice" in refused(capsys, "scenarios", str(turin), "--adopt", "Debt advice")


def test_a_whole_map_becomes_a_scenario(turin: Path, tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "with.silomap.json"
    said(capsys, "convert", str(turin), str(other), "--scenario", "To-Home")
    said(capsys, "scenarios", str(turin), "--add", "The same", "--from", str(other))
    now = read_file(turin)[0]
    first, second = now.scenarios
    drawn = {c.id: c.after for c in changes_of(now, first.id)}
    assert {c.id: c.after for c in changes_of(now, second.id)} == drawn


def test_versions_are_kept_compared_converted_and_restored(turin: Path, tmp_path: Path, capsys: Capture) -> None:
    before = read_file(turin)[0]
    said(capsys, "versions", str(turin), "--keep", "Start", "--note", "Eight people")
    (row,) = json.loads(said(capsys, "versions", str(turin), "--json"))
    assert (row["name"], row["note"], row["automatic"], row["seq"]) == ("Start", "Eight people", False, 0)
    said(capsys, "scenarios", str(turin), "--adopt", "To-Home")
    # 0 of 8 pairs of needs, then 8 of 8; handovers 0 → 82.61: found by an independent script for the sample
    data = json.loads(said(capsys, "compare", str(turin), "--version", "start", "--json"))
    found = {row["code"]: row for row in data["measures"]}
    assert (found["joined_need_pairs"]["before"], found["joined_need_pairs"]["after"]) == (0, 8)
    assert found["handover_score"]["after"] == pytest.approx(82.61, abs=0.005)
    assert json.loads(said(capsys, "analyse", str(turin), "--version", "Start", "--json"))["score"] == 0
    assert json.loads(said(capsys, "suggest", str(turin), "--version", "Start", "-k", "1", "--json"))
    then = tmp_path / "then.silomap.json"
    said(capsys, "convert", str(turin), str(then), "--version", "Start")
    assert read_json(then).system_map == before
    said(capsys, "versions", str(turin), "--restore", "Start")
    assert {e.id: e for e in read_file(turin)[0].elements} == {e.id: e for e in before.elements}
    assert [s.label for s in read_file(turin)[0].scenarios] == ["To-Home"]  # it was gone since then
    assert "There is: “Start”" in refused(capsys, "analyse", str(turin), "--version", "Nothing")
    assert "no versions" in refused(capsys, "analyse", str(then), "--version", "Start")
    assert "no history" in refused(capsys, "versions", str(then))


def test_the_history_is_listed_and_shortened(turin: Path, capsys: Capture) -> None:
    document = open_document(turin, author="Ada")
    for number in range(8):
        with document.edit("Rename “{name}”", {"name": f"Name {number}"}) as draft:
            edits.set_field(draft, ["act-labour" if number % 2 else "act-housing"], "label", f"Name {number}")
        if number == 3:
            document.keep_version("Four")
    document.close()
    rows = json.loads(said(capsys, "history", str(turin), "--json"))
    assert [row["seq"] for row in rows] == list(range(8, 0, -1))
    assert rows[0]["message"] == "Rename “Name 7”"
    assert {row["author"] for row in rows} == {"Ada"}
    rows = json.loads(said(capsys, "history", str(turin), "--element", "Name 7", "--json"))
    assert [row["seq"] for row in rows] == [8, 6, 4, 2]
    assert said(capsys, "history", str(turin), "--by", "Grace") == ""
    state = json.loads(said(capsys, "analyse", str(turin), "--version", "Four", "--json"))
    said(capsys, "compact", str(turin), "--keep", "2")
    lines = said(capsys, "history", str(turin)).splitlines()
    assert [line.split("\t")[0] for line in lines] == ["8", "7", "6", "4"]
    assert lines[-1].endswith("Earlier steps, put together: 4")
    assert json.loads(said(capsys, "analyse", str(turin), "--version", "Four", "--json")) == state
    assert said(capsys, "compact", str(turin), "--keep", "2") == ""
    assert main(["check", str(turin)]) == 0


def test_maps_that_grew_apart_are_joined(turin: Path, tmp_path: Path, capsys: Capture) -> None:
    copy, out = tmp_path / "copy.silomap", tmp_path / "out.silomap"
    shutil.copyfile(turin, copy)
    for path, label in ((turin, "Ours"), (copy, "Theirs")):
        document = open_document(path)
        with document.edit("Rename") as draft:
            edits.set_field(draft, ["act-labour"], "label", label)
        with document.edit("Rename") as draft:
            edits.set_field(draft, ["act-housing" if label == "Ours" else "act-care"], "description", label)
        document.close()
    assert "act-care" in read_file(turin)[0]
    message = refused(capsys, "merge", str(turin), str(copy), str(out))
    assert "in 1 places" in message
    assert not out.exists()
    text = said(capsys, "merge", str(turin), str(copy), str(out), "--prefer", "a")
    joined = read_file(out)[0]
    assert joined.label("act-labour") == "Ours"
    assert joined.element("act-housing").description == "Ours"
    assert joined.element("act-care").description == "Theirs"
    assert "Theirs" in text
    assert "Ours" not in text
    assert said(capsys, "history", str(out)).splitlines()[0].endswith("Take in what others did")
    assert "exists already" in refused(capsys, "merge", str(turin), str(copy), str(out), "--prefer", "a")
    base = tmp_path / "base.silomap.json"
    main(["convert", str(tmp_path / "none"), str(base)])
    main(["new", str(tmp_path / "again.silomap"), "--template", "turin"])
    said(
        capsys, "merge", str(turin), str(copy), str(tmp_path / "o.silomap.json"), "--prefer", "b",
        "--base", str(tmp_path / "again.silomap"),
    )  # fmt: skip
    assert read_json(tmp_path / "o.silomap.json").system_map.label("act-labour") == "Theirs"
    main(["new", str(tmp_path / "other.silomap"), "--template", "two-desks"])
    strange = refused(capsys, "merge", str(turin), str(tmp_path / "other.silomap"), str(tmp_path / "x.silomap"))
    assert "no common origin" in strange


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "turin.silomap"],
        ["compare", "turin.silomap", "cut.silomap"],
        ["compare", "turin.silomap", "foreign.json"],
        ["compare", "turin.silomap", "--version", "Nothing"],
        ["scenarios", "turin.silomap", "--add", "X"],
        ["scenarios", "turin.silomap", "--add", "X", "--from", "missing"],
        ["scenarios", "turin.silomap", "--add", "X", "--from", "turin.silomap"],
        ["scenarios", "turin.silomap", "--delete", "Nothing"],
        ["versions", "turin.silomap", "--keep", " "],
        ["versions", "turin.silomap", "--restore", "Nothing"],
        ["versions", "cut.silomap"],
        ["history", "foreign.json"],
        ["merge", "turin.silomap", "cut.silomap", "x.silomap"],
        ["merge", "turin.silomap", "missing.silomap", "x.silomap"],
        ["compact", "cut.silomap"],
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "turin.silomap", "--template", "turin"])
    (tmp_path / "cut.silomap").write_bytes((tmp_path / "turin.silomap").read_bytes()[:20_000])
    (tmp_path / "foreign.json").write_text('{"elements": 3}')
    before = read_file(tmp_path / "turin.silomap")[0]
    cut = (tmp_path / "cut.silomap").read_bytes()
    assert refused(capsys, *words).startswith("silomap: ")
    assert read_file(tmp_path / "turin.silomap")[0] == before
    assert (tmp_path / "cut.silomap").read_bytes() == cut
    assert {p.name for p in tmp_path.iterdir()} >= {"turin.silomap", "cut.silomap", "foreign.json"}
    assert not (tmp_path / "x.silomap").exists()
