"""Suggestions: as good as promised, bounds that hold, and gains that come true when they are built."""

from __future__ import annotations

import json
import math
from itertools import combinations, islice
from pathlib import Path

import pytest
from hypothesis import assume, given, settings

from silomap.analysis.analyse import analyse, facts_of
from silomap.analysis.suggest import ACTORS, LEVELS, SERVICES, suggest
from silomap.cli import main
from silomap.exchange.templates import from_template
from silomap.model.elements import Link, Service
from silomap.model.system_map import SystemMap
from tests.analysis.brute import Brute
from tests.examples import many
from tests.maps import system_maps, written

PROMISE = 1 - 1 / math.e


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=60)
@given(system_map=system_maps(most=4))
def test_within_1_minus_1_over_e_of_the_best_of_all_choices(level: str, system_map: SystemMap) -> None:
    facts, brute = facts_of(system_map), Brute(system_map)
    ends = brute.services if level == SERVICES else brute.actors
    candidates = list(combinations(ends, 2))
    assume(candidates)
    k = min(2, len(candidates))
    found = suggest(facts.layers, facts.missing, k, level)
    joined, weight = brute.gained([])
    chosen = [(s.source, s.target) for s in found]
    mine, _ = brute.gained(chosen)
    outcomes = [brute.gained(list(links)) for links in combinations(candidates, k)]
    best = max(pairs for pairs, _ in outcomes)
    assert mine - joined >= PROMISE * (best - joined) - 1e-9
    assert sum(s.pairs_joined for s in found) == mine - joined
    total = len(brute.lived())
    if found and total:
        assert found[-1].score_after == pytest.approx(100 * mine / total)
        if len(found) == k:
            assert (found[-1].bound or 0) >= 100 * best / total - 1e-9
    if best == joined:  # nothing to join: then the covered weight is what counts
        most = max(covered for _, covered in outcomes)
        assert brute.gained(chosen)[1] - weight >= PROMISE * (most - weight) - 1e-9


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=60)
@given(system_map=system_maps(most=5))
def test_each_step_gains_what_it_says(level: str, system_map: SystemMap) -> None:
    facts, brute = facts_of(system_map), Brute(system_map)
    built: list[tuple[str, str]] = []
    for one in suggest(facts.layers, facts.missing, 4, level):
        assert one.source < one.target
        before = brute.gained(built)
        built.append((one.source, one.target))
        after = brute.gained(built)
        assert (after[0] - before[0], after[1] - before[1]) == (one.pairs_joined, pytest.approx(one.weight))
        assert one.pairs_joined or one.weight > 0


@settings(max_examples=many(100))
@given(system_maps(most=6))
def test_a_joint_service_does_what_is_promised_when_it_is_drawn(system_map: SystemMap) -> None:
    before = analyse(system_map)
    for joint in before.joint_services:
        assert len(joint.providers) >= 2
        links = [Link(id=f"+p{a}", kind="provides", source=a, target="new") for a in joint.providers]
        links += [Link(id=f"+r{n}", kind="responds_to", source="new", target=n) for n in joint.needs]
        after = analyse(system_map.after([("new", Service(id="new")), *((link.id, link) for link in links)]))
        assert before.score == joint.score_before
        assert after.score == pytest.approx(joint.score_after)
        gained = (after.measures["joined_need_pairs"] or 0) - (before.measures["joined_need_pairs"] or 0)
        assert gained == joint.pairs_joined > 0
        apart = {"fragmented", "partly_joined"}
        states = [{n.id: n.state in apart for n in result.needs} for result in (before, after)]
        told = (joint.fragmented_before, joint.fragmented_after)
        assert tuple(sum(state[n] for n in joint.needs) for state in states) == told


def test_turin_would_be_joined_by_one_service_of_labour_housing_and_care() -> None:
    """To-Home is what the city found: work integration, social care and housing in one service."""
    result = analyse(from_template("turin", "en"))
    best = result.joint_services[0]
    assert {"act-labour", "act-housing", "act-care"} <= set(best.providers)
    assert best.score_before == 0
    assert (best.score_after or 0) >= 50


def test_the_providers_nearest_to_an_unanswered_need() -> None:
    """n2 has no answer. a1 answers n1, which leads to it (1); a2 answers n3, which the same people live with (½), and
    is in its sector (½), and has more capacity; a3 is far away."""
    drawn = """n1 leads_to n2\ns1 responds_to n1\na1 provides s1\ns3 responds_to n3\na2 provides s3\ng1 experiences n2
    g1 experiences n3\ns4 responds_to n4\na3 provides s4\nn2 in r1\na2 in r1"""
    ready = {"readiness": 4, "capacity": 4}
    (near,) = analyse(written(drawn, a2=dict(ready))).near_providers
    assert (near.need, near.actors) == ("n2", ("a2", "a1"))
    (near,) = analyse(written(drawn, a1=dict(ready))).near_providers
    assert near.actors == ("a1", "a2")


def test_nothing_to_suggest_is_an_empty_list(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "m.silomap")]) == 0
    assert main(["suggest", str(tmp_path / "m.silomap"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["--language", "en", "suggest", str(tmp_path / "m.silomap")]) == 0
    assert "Nothing to suggest" in capsys.readouterr().out


@pytest.mark.parametrize("level", LEVELS)
def test_the_command(level: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = str(tmp_path / "m.silomap")
    main(["new", path, "--template", "metropolitan-city"])
    capsys.readouterr()
    assert main(["suggest", path, "-k", "4", "--level", level, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data) == 4
    names = {"source", "target", "pairs_joined", "weight", "score_after", "feasibility", "bound"}
    for one in data:
        assert set(one) == names
        assert one["source"] < one["target"]
        assert one["bound"] >= one["score_after"] - 1e-9
    gains = [one["pairs_joined"] for one in data]
    assert gains == sorted(gains, reverse=True)
    assert main(["--language", "en", "suggest", path, "-k", "2", "--level", level]) == 0
    text = capsys.readouterr().out
    assert text.count("Would join") == 3  # the two links and the joint service
    assert "One joint service" in text


@pytest.mark.parametrize("number", ["0", "-3", "x"])
def test_a_number_of_links_that_is_none(number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["suggest", str(tmp_path / "m.silomap"), "-k", number])
    assert stop.value.code == 2


def test_agreements_join_every_service_of_the_two() -> None:
    """From two-silos' paper calculation: one agreement Job centre - Housing office joins n1-n2."""
    drawn = (
        "a1 provides s1\na2 provides s2\na2 provides s3\ns1 responds_to n1\ns2 responds_to n2\ns3 responds_to n2\n"
    )
    facts = facts_of(written(drawn + "n1 leads_to n2\ng1 experiences n1\ng1 experiences n2"))
    (one,) = suggest(facts.layers, facts.missing, 5, ACTORS)
    assert (one.source, one.target, one.pairs_joined, one.weight) == ("a1", "a2", 1, 1.0)
    assert [s.weight for s in islice(suggest(facts.layers, facts.missing, 5), 2)] == [0.5, 0.5]
