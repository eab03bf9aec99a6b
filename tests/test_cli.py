"""The command line as scripts see it: exit status, data on stdout, words on stderr."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from silomap import __version__
from silomap.analysis.layouts import LAYOUTS
from silomap.cli import COMMANDS, LAYOUT_NAMES, main, parser
from silomap.exchange.templates import NAMES
from silomap.model import discussion
from silomap.model.opening import open_document, read_file
from silomap.paths import resource

Capture = pytest.CaptureFixture[str]


def test_new_analyse_convert_check(tmp_path: Path, capsys: Capture) -> None:
    turin = str(tmp_path / "turin.silomap")
    assert main(["new", turin, "--template", "turin"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["analyse", turin, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    schema = json.loads(resource("schemas", "analysis-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["format"] == "silomap-analysis/1"
    assert data["map"] == {"title": "Turin: labour, housing and care", "elements": 34, "links": 38}
    assert data["score"] == 0
    assert main(["analyse", turin, "--scenario", "To-Home", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 100
    for target in ("t.silomap.json", "t.zip", "folder"):
        assert main(["convert", turin, str(tmp_path / target)]) == 0
        assert main(["convert", str(tmp_path / target), str(tmp_path / f"{target}.back.silomap")]) == 0
        assert main(["check", str(tmp_path / f"{target}.back.silomap")]) == 0
    assert "sound" in capsys.readouterr().err


def test_analyse_in_words(tmp_path: Path, capsys: Capture) -> None:
    main(["new", str(tmp_path / "m.silomap"), "--template", "two-desks"])
    capsys.readouterr()
    assert main(["analyse", str(tmp_path / "m.silomap")]) == 0
    captured = capsys.readouterr()
    assert "0 of 2 pairs of needs" in captured.out
    assert "Nobody responds to “Not enough income”" in captured.out
    assert captured.err == ""


def test_the_language_can_be_chosen(tmp_path: Path, capsys: Capture) -> None:
    main(["--language", "it", "new", str(tmp_path / "m.silomap"), "--template", "turin"])
    capsys.readouterr()
    main(["--language", "it", "analyse", str(tmp_path / "m.silomap")])
    assert "Nessuno risponde a «Reddito insufficiente»" in capsys.readouterr().out


def test_templates_are_listed_on_stdout(capsys: Capture) -> None:
    assert main(["templates"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == list(NAMES)


def test_remarks_of_an_import_go_to_stderr_with_row_and_reason(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "nodes.csv").write_text("kind,label\nactor,Office\ndragon,Fafnir\n")
    assert main(["analyse", str(tmp_path), "--json"]) == 0
    captured = capsys.readouterr()
    assert "nodes.csv, row 3" in captured.err
    assert "dragon" in captured.err
    json.loads(captured.out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyse", "missing.silomap"],
        ["analyse", "garbage.silomap"],
        ["analyse", "garbage.json"],
        ["analyse", "turin.silomap", "--scenario", "No such"],
        ["convert", "turin.silomap", "turin.silomap"],
        ["convert", "turin.silomap", "x.docx"],
        ["convert", "turin.silomap", "garbage.json/x.json"],
        ["new", "turin.silomap"],
        ["new", "y.silomap", "--template", "atlantis"],
        ["check", "garbage.silomap"],
        ["check", "cut.silomap"],
        ["check", "missing.silomap", "--recover", "z.silomap"],
    ],
)
def test_bad_input_is_one_sentence_and_status_1(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "turin.silomap", "--template", "turin"])
    (tmp_path / "garbage.silomap").write_bytes(b"\x00\xff" * 3_000)
    (tmp_path / "garbage.json").write_bytes(b"\x00\xff" * 3_000)
    (tmp_path / "cut.silomap").write_bytes((tmp_path / "turin.silomap").read_bytes()[:20_000])
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    capsys.readouterr()
    assert main(arguments) == 1
    captured = capsys.readouterr()
    last = captured.err.strip().splitlines()[-1]
    assert last.startswith("silomap: ")
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_recover(tmp_path: Path, capsys: Capture) -> None:
    path, out = tmp_path / "m.silomap", tmp_path / "out.silomap"
    main(["new", str(path), "--template", "turin"])
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM elements WHERE id = 'act-labour'")
    connection.commit()
    connection.close()
    assert main(["check", str(path)]) == 1
    capsys.readouterr()
    assert main(["check", str(path), "--recover", str(out)]) == 0
    assert "missing: link provides act-labour → svc-work" in capsys.readouterr().err
    assert main(["check", str(out)]) == 0


@pytest.mark.parametrize("arguments", [[], ["analyse"], ["fly"], ["analyse", "x", "--fast"], ["picture", "x"]])
def test_wrong_usage_is_status_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_names_every_command() -> None:
    text = parser().format_help()
    for command in COMMANDS:
        assert f"    {command} " in text


def test_every_command_is_documented() -> None:
    readme = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"silomap {command}" in readme


def test_the_program_itself() -> None:
    done = subprocess.run([sys.executable, "-m", "silomap", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"silomap {__version__}"


def test_arrange_places_everything_and_notes_lists_what_was_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, out = tmp_path / "a.silomap", tmp_path / "b.silomap"
    assert main(["new", str(new), "--template", "turin"]) == 0
    document = open_document(new)
    with document.edit("Say") as draft:
        discussion.add_note(draft, "need-income", "Closed on Fridays", "quote", "Table 2")
        discussion.add_note(draft, "", "Who pays?")
        discussion.vote(draft, "need-income", 2)
        discussion.add_action(draft, "need-income", "One desk", who="Housing", due="2027-01-31")
    document.close()
    capsys.readouterr()
    assert set(LAYOUT_NAMES) == set(LAYOUTS)
    for layout in LAYOUT_NAMES:
        out.unlink(missing_ok=True)
        assert main(["arrange", str(new), str(out), "--layout", layout, "--around", "need-income"]) == 0
        placed = read_file(out)[0]
        assert len({(e.x, e.y) for e in placed.mapped}) == len(placed.mapped)
    assert main(["arrange", str(new), str(tmp_path / "c.json"), "--around", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert main(["notes", str(out)]) == 0
    told = capsys.readouterr().out
    for words in ("One desk · Insufficient income · Housing · 2027-01-31 (open)", "2 dots: Insufficient income"):
        assert words in told
    assert "Insufficient income · quote · Table 2\n    Closed on Fridays" in told
    assert main(["notes", str(out), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(n["kind"], n["subject"]) for n in data["notes"]] == [("quote", "Insufficient income"), ("comment", "")]
    assert data["votes"] == [{"about": "need-income", "subject": "Insufficient income", "dots": 2}]
    assert data["actions"][0]["state"] == "open"
    assert (data["themes"], data["statements"]) == ([], [])
    assert main(["notes", str(tmp_path / "none.silomap")]) == 1


def test_notes_tells_themes_and_how_far_the_room_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The kept file of format 6: one note under “Doors” with two dots; 1 and 2 before, 4 after: means 1.5 and 4."""
    path = tmp_path / "kept.silomap"
    shutil.copyfile(Path(__file__).parent / "data" / "format-6.silomap", path)
    assert main(["notes", str(path)]) == 0
    told = capsys.readouterr().out
    assert "Doors (1 note, 2 dots)" in told
    assert "Our sectors answer together. before 1.5 (2 answers), after 4 (1 answer)" in told
    assert main(["notes", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(t["label"], t["dots"], t["notes"]) for t in data["themes"]] == [("Doors", 2, [data["notes"][0]["id"]])]
    first, *rest = data["statements"]
    assert (first["statement"], first["before"], first["after"]) == ("joined", [1, 2], [4])
    assert (first["mean_before"], first["mean_after"]) == (1.5, 4.0)
    assert [row["mean_before"] for row in rest] == [None] * 4
