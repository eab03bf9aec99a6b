"""Comparing: what a difference means, which findings went and came, and the sentences and data made of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from silomap.analysis.analyse import analyse
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE, compare
from silomap.analysis.measures import MEASURES
from silomap.cli import main
from silomap.exchange.templates import from_template
from silomap.model.changes import Change, ChangeSet, apply, diff
from silomap.model.elements import Link, Need
from silomap.model.scenarios import lay_over, with_scenario
from silomap.model.system_map import SystemMap
from silomap.report.changes import ADDED, CHANGED, REMOVED, conflict_sentences, sentences, to_data
from tests.maps import hand_made


def test_a_map_compared_with_itself_is_the_same() -> None:
    result = analyse(from_template("turin"))
    found = compare(result, result)
    assert {row.meaning for row in found.measures} == {SAME}
    assert (found.gone, found.come, found.changed) == ((), (), ())
    assert [row.code for row in found.measures] == list(MEASURES)


def test_the_sample_gets_better_and_the_sign_does_not_decide() -> None:
    """Turin and To-Home, found by an independent script: score 0 → 100, handovers 0 → 82.61, three needs answered."""
    today = from_template("turin", "en")
    rows = {row.code: row for row in compare(analyse(today), analyse(with_scenario(today, "To-Home"))).measures}
    assert (rows["score"].before, rows["score"].after, rows["score"].meaning) == (0, 100, BETTER)
    assert rows["handover_score"].after == pytest.approx(82.61, abs=0.005)
    assert (rows["unanswered_needs"].change, rows["unanswered_needs"].meaning) == (-3, BETTER)
    assert rows["required_pairs"].meaning == OTHER
    back = {row.code: row for row in compare(analyse(with_scenario(today, "To-Home")), analyse(today)).measures}
    assert (back["unanswered_needs"].change, back["unanswered_needs"].meaning) == (3, WORSE)


def test_changes_are_told_in_sentences_and_as_data() -> None:
    before = hand_made()
    need = before["n1"]
    assert isinstance(need, Need)
    link = Link(id="new", kind="coordinates_with", source="a2", target="b")
    after = before.after(
        [
            ("n1", replace(need, label="Renamed", severity=4)),
            ("new", link),
            ("l7", None),
            ("n2", replace(before["n2"], x=50.0, y=60.0)),  # type: ignore[type-var]
        ]
    )
    told = sentences(before, after)
    assert (ADDED, "Beta works with Gamma") in told
    assert (REMOVED, "Alpha works with Gamma") in told
    assert (CHANGED, "“Renamed”: Name “First” → “Renamed”") in told
    assert (CHANGED, "“Renamed”: Severity – → 4") in told
    assert told[-1] == (CHANGED, "1 element was moved")
    rows = {row["id"]: row for row in to_data(before, after)}
    assert rows["n1"]["fields"] == {"label": ["First", "Renamed"], "severity": [None, 4]}
    assert (rows["new"]["change"], rows["l7"]["change"]) == ("added", "removed")


def test_the_command_line_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["new", "a.silomap", "--template", "metropolitan-city"])
    capsys.readouterr()
    assert main(["compare", "a.silomap", "--scenario", "One door, one plan", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["format"] == "silomap-compare/1"
    joined = next(row for row in data["measures"] if row["code"] == "joined_need_pairs")
    assert (joined["before"], joined["after"], joined["meaning"]) == (36, 66, "better")
    handovers = next(row for row in data["measures"] if row["code"] == "handover_score")
    assert (round(handovers["before"], 2), round(handovers["after"], 2)) == (24.97, 29.09)
    assert data["changes"]
    assert main(["compare", "a.silomap", "a.silomap"]) == 0
    assert "Nothing has changed" in capsys.readouterr().out
    assert main(["compare", "a.silomap"]) == 1
    assert "--scenario" in capsys.readouterr().err


def test_conflicts_are_told_in_words_and_say_what_holds() -> None:
    base = hand_made()
    scenario = apply(base, ChangeSet([*_set(base, "n1", severity=5), *_set(base, "n2", label="In the scenario")]))
    mine = ChangeSet([*diff(base, scenario), Change("b", base["b"], None), *_set(base, "a1", label="Gone below")])
    moved_on = base.after(
        [
            ("n1", replace(base["n1"], severity=2)),  # type: ignore[type-var]
            ("b", replace(base["b"], label="Edited")),  # type: ignore[type-var]
            ("a1", None),
            ("l1", None),
            ("l7", None),
        ]
    )
    shown, _changes, conflicts = lay_over(moved_on, mine)
    told = conflict_sentences(conflicts, moved_on, shown)
    assert "“First”: Severity is 2 on the map and 5 in the scenario; the scenario holds." in told
    assert "“Edited” is deleted in the scenario, but was edited on the map: it stays." in told
    assert "“Alpha” was deleted on the map: what the scenario says of it is left out." in told
    assert len(told) == 3  # the new name of n2 disputes nothing


def _set(system_map: SystemMap, key: str, **values: object) -> list[Change]:
    entity = system_map[key]
    return [Change(key, entity, replace(entity, **values))]  # type: ignore[arg-type]
