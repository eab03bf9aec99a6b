"""A folder of maps: what each says, what recurs, and that nothing is read twice without need."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from silomap.cli import main
from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.model import discussion
from silomap.model.opening import create_document, open_document
from silomap.report import portfolio
from silomap.report.portfolio import Recurring, cache_path, index, maps_in, recurring

DAY = date(2026, 3, 12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two maps of the same city, one of two desks, one a level below, one that is none; and what is no map."""
    where = tmp_path / "maps here"
    (where / "below").mkdir(parents=True)
    (where / ".hidden").mkdir()
    turin, desks = from_template("turin", "en"), from_template("two-desks", "en")
    create_document(where / "a.silomap", turin).close()
    create_document(where / "below" / "b.silomap", turin).close()
    create_document(where / "c.silomap", desks).close()
    create_document(where / ".hidden" / "d.silomap", desks).close()
    (where / "broken.silomap").write_text("no map", encoding="utf-8")
    (where / "notes.txt").write_text("no map either", encoding="utf-8")
    return where


def test_the_maps_of_a_folder_and_the_folders_below(folder: Path) -> None:
    names = [str(path.relative_to(folder)) for path in maps_in(folder)]
    assert names == ["a.silomap", os.path.join("below", "b.silomap"), "broken.silomap", "c.silomap"]
    with pytest.raises(UserError, match="is not a folder"):
        maps_in(folder / "a.silomap")


def test_what_a_map_says_is_what_its_analysis_says(folder: Path) -> None:
    """The figures of the design (workshop.md, 3.2)."""
    entries = {Path(entry.path).name: entry for entry in index(folder)}
    turin, desks, broken = entries["a.silomap"], entries["c.silomap"], entries["broken.silomap"]
    assert (turin.title, turin.joined_need_pairs, turin.need_pairs, turin.score) == (
        "Turin: labour, housing and care",
        0,
        8,
        0.0,
    )
    assert (turin.unanswered_needs, turin.needs) == (3, 8)
    assert (desks.joined_need_pairs, desks.need_pairs, desks.unanswered_needs) == (0, 2, 1)
    assert "is not a SiloMap map" in broken.problem
    assert broken.score is None


def test_what_has_not_changed_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = index(folder, today=DAY)
    read: list[str] = []
    real = portfolio.entry_of

    def noted(path: Path) -> portfolio.MapEntry:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(portfolio, "entry_of", noted)
    assert index(folder, today=DAY) == first
    assert read == []
    document = open_document(folder / "a.silomap")
    with document.edit("Act") as draft:
        discussion.add_action(draft, "", "Call", due="2026-03-11")
    document.close()
    os.utime(folder / "a.silomap", ns=(1, 1))
    changed = index(folder, today=DAY)
    assert read == ["a.silomap"]
    entry = next(entry for entry in changed if entry.path.endswith("a.silomap"))
    assert (entry.actions_open, entry.actions_overdue) == (1, 1)
    again = next(entry for entry in index(folder, today=date(2026, 3, 11)) if entry.path.endswith("a.silomap"))
    assert again.actions_overdue == 0  # what is overdue depends on the day, not on the file


def test_a_large_folder_is_read_by_two_and_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turin, desks = from_template("turin", "en"), from_template("two-desks", "en")
    for number in range(portfolio.MANY):
        create_document(tmp_path / f"{number:02}.silomap", turin if number % 3 else desks).close()
    both = index(tmp_path, today=DAY)
    cache_path().unlink()
    monkeypatch.setattr(portfolio.os, "cpu_count", lambda: 1)
    assert index(tmp_path, today=DAY) == both
    cache_path().unlink()
    monkeypatch.setattr(portfolio.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(portfolio.sys, "executable", "/bin/false")  # a helper that ends by itself
    assert index(tmp_path, today=DAY) == both


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', '{"format": 1, "maps": {"x": 1}}', "nonsense"])
def test_a_memory_that_cannot_be_read_is_made_anew(folder: Path, text: str) -> None:
    first = index(folder, today=DAY)
    cache_path().write_text(text, encoding="utf-8")
    assert index(folder, today=DAY) == first


def test_gaps_that_come_back_are_told_with_their_maps_whatever_the_case_of_names() -> None:
    one = portfolio.MapEntry("1", "One", "", apart=(("Care", "Labour"),), unanswered=("Income",))
    two = portfolio.MapEntry("2", "Two", "", apart=(("care", "LABOUR"), ("Care", "Housing")), unanswered=("income ",))
    three = portfolio.MapEntry("3", "Three", "", unanswered=("Income", "Debt"))
    assert recurring([one, two, three]) == [
        Recurring("need", ("Income",), ("1", "2", "3")),
        Recurring("sectors", ("Care", "Labour"), ("1", "2")),
    ]
    assert recurring([one]) == []
    assert recurring([one, replace(one, unanswered=("Income", "income"))]) == []  # one map, twice in the list


def test_the_command_tells_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(folder), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "silomap-portfolio/1"
    assert [row["path"] for row in data["maps"]] == [
        "a.silomap",
        os.path.join("below", "b.silomap"),
        "broken.silomap",
        "c.silomap",
    ]
    both = ["a.silomap", os.path.join("below", "b.silomap")]
    assert {tuple(row["maps"]) for row in data["recurring"]} == {tuple(both)}
    assert main(["analyse", str(folder)]) == 0
    assert "Two desks, one family" in capsys.readouterr().out


def test_an_empty_folder_is_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").mkdir()
    assert main(["analyse", str(tmp_path / "none"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["maps"] == []
