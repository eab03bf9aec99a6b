"""Every number can be explained: what it counts adds up to it, and everything is described and documented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from silomap.analysis.analyse import facts_of, result_of
from silomap.analysis.findings import RULES
from silomap.analysis.measures import FAMILIES, MEASURES, evidence, value_of
from silomap.cli import main
from silomap.exchange.templates import from_template
from silomap.i18n import set_language
from silomap.model.system_map import SystemMap
from silomap.paths import resource
from silomap.report import explanations
from tests.examples import many
from tests.maps import system_maps, written

DOCS = Path(__file__).parents[2] / "docs" / "analysis.md"


def test_every_measure_has_a_row_words_and_documentation() -> None:
    system_map = from_template("turin", "en")
    result = result_of(system_map, facts_of(system_map))
    codes = {"score", "handover_score", *result.measures}
    assert set(MEASURES) == set(explanations.TITLES) == set(explanations.DEFINITIONS) == codes
    assert {row.family for row in MEASURES.values()} == set(FAMILIES) == set(explanations.FAMILY_TITLES)
    text = DOCS.read_text(encoding="utf-8")
    assert [code for code in codes if f"`{code}`" not in text] == []
    schema = json.loads(resource("schemas", "analysis-1.schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]["measures"]["required"]) == set(result.measures)


def test_every_rule_is_explained_and_documented() -> None:
    assert set(explanations.RULES) == {rule.CODE for rule in RULES}
    text = DOCS.read_text(encoding="utf-8")
    assert [rule.CODE for rule in RULES if f"`{rule.CODE}`" not in text] == []
    for rule in RULES:
        assert rule.__doc__
        assert rule.find.__doc__


@settings(max_examples=many(200))
@given(system_maps(most=6))
def test_what_is_counted_adds_up_to_the_number(system_map: SystemMap) -> None:
    facts = facts_of(system_map)
    result = result_of(system_map, facts)
    for code, row in MEASURES.items():
        found = evidence(facts, code, 10_000)
        value = value_of(result, code)
        assert found.total == len(found.rows)
        assert all(key in system_map for counted in found.rows for key in counted.elements)
        if row.unit == "count":
            assert found.total == value if code not in ("required_pairs", "need_pairs") else found.total >= 0
    in_place = {code: _share(facts, code) for code in ("score", "handover_score", "coverage", "co_designed_services")}
    for code, (have, all_of) in in_place.items():
        value, scale = value_of(result, code), 100 if code.endswith("score") else 1
        assert value == (pytest.approx(scale * have / all_of) if all_of else None), code
    for code in ("coverage_by_people", "coverage_by_severity"):
        have, all_of = _share(facts, code)
        assert value_of(result, code) == (pytest.approx(have / all_of) if all_of else None)
    assert _share(facts, "required")[1] == pytest.approx(value_of(result, "required"))
    assert _share(facts, "in_place")[1] == pytest.approx(value_of(result, "in_place"))
    for code in ("effort_on_causes", "effort_on_symptoms"):
        rows = evidence(facts, code, 10_000).rows
        mean = sum(counted.value or 0 for counted in rows) / len(rows) if rows else None
        assert value_of(result, code) == (None if mean is None else pytest.approx(mean))
    assert evidence(facts, "assumed_links").total == len(facts.layers.assumed)
    assert evidence(facts, "need_pairs", 10_000).total == value_of(result, "need_pairs")
    assert evidence(facts, "required_pairs", 10_000).total == value_of(result, "required_pairs")
    parts = evidence(facts, "actor_fragmentation", 10_000).rows
    assert sorted(key for counted in parts for key in counted.elements) == sorted(facts.layers.actors)


def _share(facts: object, code: str) -> tuple[float, float]:
    rows = evidence(facts, code, 10_000).rows  # type: ignore[arg-type]
    weights = [(row.is_in_place, 1 if row.value is None else row.value) for row in rows]
    return sum(w for works, w in weights if works), sum(w for _, w in weights)


def test_the_list_is_cut_and_says_how_long_it_is() -> None:
    drawn = "\n".join(f"s{i} responds_to n1" for i in range(20))
    found = evidence(facts_of(written(drawn)), "required_pairs", 7)
    assert (len(found.rows), found.total) == (7, 190)


def test_numbers_are_shown_as_people_read_them() -> None:
    assert explanations.shown("score", 100 / 3) == "33"
    assert explanations.shown("coverage", 0.625) == "62 %"
    assert explanations.shown("fit_z", -0.8164) == "−0.82"
    assert explanations.shown("required", 2.0) == "2"
    assert explanations.shown("required", 20.0) == "20"
    assert explanations.shown("fit_z", None) == "–"


def test_the_command_explains(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(tmp_path / "m.silomap")
    main(["new", path, "--template", "turin"])
    capsys.readouterr()
    set_language("en")
    assert main(["--language", "en", "analyse", path, "--explain", "score"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Joined-up score: 0"
    assert sum(line.endswith("– missing") for line in lines) == 8
    assert any(line.startswith("Source:") for line in lines)
    assert main(["--language", "en", "analyse", path, "--explain", "happiness"]) == 1
    assert "There is no measure “happiness”" in capsys.readouterr().err
