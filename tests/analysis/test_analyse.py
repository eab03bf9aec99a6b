"""The analysis against published values, hand calculations, a literal second implementation, and its own laws."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.analysis.analyse import analyse
from silomap.analysis.output import to_data
from silomap.exchange.formats import read_map
from silomap.exchange.templates import from_template
from silomap.model.elements import Element, Link, MapInfo, Service, sector_of
from silomap.model.scenarios import with_scenario
from silomap.model.system_map import SystemMap
from silomap.paths import resource
from silomap.report.sentences import sentence
from tests.analysis.brute import Brute
from tests.examples import many
from tests.maps import system_maps, written

TWO_SILOS = Path(__file__).parents[1] / "data" / "two-silos"


@settings(max_examples=many(300))
@given(system_maps(most=6))
def test_the_fast_way_gives_what_the_definition_says(system_map: SystemMap) -> None:
    result, brute = analyse(system_map), Brute(system_map)
    expected = brute.measures()
    found = {**result.measures, "score": result.score, "handover_score": result.handover_score}
    for name, value in expected.items():
        assert found[name] == pytest.approx(value), name
    assert [(g.source, g.target, g.weight, g.pairs_joined) for g in result.gaps] == brute.gaps()
    cells = {(c.a, c.b): (c.required_pairs, c.linked_pairs, c.required, c.in_place) for c in result.matrix}
    assert cells == brute.matrix()
    for need in result.needs:
        assert need.state == brute.state(need.id)
        assert need.fragmentation == pytest.approx(brute.fragmentation(list(need.services)))
    for journey in result.journeys:
        assert journey.fragmentation == pytest.approx(brute.fragmentation(list(journey.doors)))


def test_two_silos_as_worked_out_on_paper() -> None:
    """Every number is from the README beside the data, computed by hand there."""
    result = analyse(read_map(TWO_SILOS).system_map)
    m = result.measures
    assert (m["need_pairs"], m["joined_need_pairs"], result.score) == (3, 0, 0)
    assert (m["required"], m["in_place"]) == (4.5, 1)
    assert result.handover_score == pytest.approx(22.2, abs=0.05)
    assert (m["required_pairs"], m["linked_pairs"]) == (6, 1)
    assert (m["triangles_closed"], m["triangles_open"]) == (1, 2)
    assert (m["squares_closed"], m["squares_open"]) == (0, 3)
    assert m["expected_handover_score"] == pytest.approx(16.7, abs=0.05)
    assert m["fit_z"] == pytest.approx(1)
    needs = {n.id: n for n in result.needs}
    assert needs["losing-home"].fragmentation == pytest.approx(2 / 3)
    assert [needs[n].state for n in ("losing-work", "debt", "losing-home")] == [
        "single",
        "unanswered",
        "partly_joined",
    ]
    causal = result.causality
    assert causal["debt"].is_hole
    assert [causal[n].role for n in ("losing-work", "debt", "losing-home")] == ["cause", "middle", "symptom"]
    assert [causal[n].reach for n in ("losing-work", "losing-home", "debt")] == [2, 0, 1]
    cells = {(c.a, c.b): c for c in result.matrix}
    across = cells["housing", "labour"]
    assert (across.required_pairs, across.linked_pairs, across.required, across.in_place) == (4, 0, 3, 0)
    assert (cells["labour", "labour"].required_pairs, cells["labour", "labour"].required) == (1, 0.5)
    assert (cells["housing", "housing"].linked_pairs, cells["housing", "housing"].in_place) == (1, 1)
    (families,) = result.journeys
    assert (len(families.doors), families.handovers, families.cold, len(families.sectors)) == (4, 6, 5, 2)
    assert families.fragmentation == pytest.approx(5 / 6)
    order = [(g.source, g.target) for g in result.gaps]
    assert order == [
        ("emergency-shelter", "job-matching"),
        ("job-matching", "rent-guarantee"),
        ("job-matching", "wage-advance"),
        ("emergency-shelter", "wage-advance"),
        ("rent-guarantee", "wage-advance"),
    ]


def test_two_silos_after_the_agreement_worked_out_on_paper() -> None:
    base = read_map(TWO_SILOS).system_map
    agreement = Link(id="new", kind="coordinates_with", source="job-centre", target="housing-office")
    result = analyse(base.after([("new", agreement)]))
    assert result.score == pytest.approx(33.3, abs=0.05)
    assert result.handover_score == pytest.approx(44.4, abs=0.05)


def test_wetlands_as_published(shared: Path) -> None:
    """Motif counts and heaviest gaps from the README of motifr (Angst & Seppelt 2020)."""
    result = analyse(read_map(shared / "reference" / "wetlands").system_map)
    assert result.measures["triangles_open"] == 543
    assert result.measures["triangles_closed"] == 167
    by_shared: dict[int, set[frozenset[str]]] = {}
    for gap in result.gaps:
        by_shared.setdefault(len(gap.shared_needs), set()).add(frozenset((gap.source, gap.target)))
    assert max(by_shared) == 5
    assert by_shared[5] == {frozenset(("actor10", "actor27")), frozenset(("actor18", "actor44"))}
    four = ["actor6 actor24", "actor16 actor55", "actor18 actor27", "actor18 actor31"]
    assert {frozenset(p.split()) for p in four} <= by_shared[4]


@pytest.mark.parametrize(
    ("name", "scenario", "joined", "pairs", "handovers"),
    [  # docs/analysis.md, from an independent script
        ("two-desks", None, 0, 2, 0),
        ("two-desks", "One plan", 2, 2, None),
        ("turin", None, 0, 8, 0),
        ("turin", "To-Home", 8, 8, 82.61),
        ("metropolitan-city", None, 36, 167, 24.97),
        ("metropolitan-city", "One door, one plan", 66, 167, 29.09),
    ],
)
@pytest.mark.parametrize("language", ["en", "it"])
def test_sample_maps(
    name: str, scenario: str | None, joined: int, pairs: int, handovers: float | None, language: str
) -> None:
    system_map = from_template(name, language)
    if scenario:
        system_map = with_scenario(system_map, "after" if language == "it" else scenario)
    result = analyse(system_map)
    assert (result.measures["joined_need_pairs"], result.measures["need_pairs"]) == (joined, pairs)
    if handovers is not None:
        assert result.handover_score == pytest.approx(handovers, abs=0.005)


@settings(max_examples=many(100))
@given(system_maps(), st.data())
def test_a_working_link_never_makes_it_worse(system_map: SystemMap, data: st.DataObject) -> None:
    services = [e.id for e in system_map.all(Service)]
    if len(services) < 2:
        return
    a = data.draw(st.sampled_from(services))
    b = data.draw(st.sampled_from([s for s in services if s != a]))
    link = Link(id="extra", kind="coordinates_with", source=a, target=b)
    before, after = analyse(system_map).measures, analyse(system_map.after([("extra", link)])).measures
    for name in ("in_place", "joined_need_pairs"):
        assert (after[name] or 0) >= (before[name] or 0)


@given(system_maps())
def test_adding_a_service_does_not_move_the_base(system_map: SystemMap) -> None:
    more = system_map.after([("extra", Service(id="extra"))])
    assert analyse(more).measures["need_pairs"] == analyse(system_map).measures["need_pairs"]


@given(system_maps(), st.randoms(use_true_random=False))
def test_names_and_order_change_nothing(system_map: SystemMap, random: object) -> None:
    items = list(system_map.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    shuffled = SystemMap({k: replace(e, label="same") if isinstance(e, Element) else e for k, e in items})
    one, two = analyse(system_map), analyse(shuffled)
    assert one.measures == two.measures
    assert one.gaps == two.gaps


@given(system_maps())
def test_the_same_under_other_ids(system_map: SystemMap) -> None:
    def other(key: str | None) -> str | None:
        return None if key is None else f"z{key[::-1]}"

    renamed = []
    for entity in system_map.values():
        if isinstance(entity, MapInfo):
            renamed.append(entity)
        elif isinstance(entity, Link):
            renamed.append(
                replace(
                    entity,
                    id=str(other(entity.id)),
                    source=str(other(entity.source)),
                    target=str(other(entity.target)),
                )
            )
        elif isinstance(entity, Element):
            values = {"sector": other(sector_of(entity))} if hasattr(entity, "sector") else {}
            renamed.append(replace(entity, id=str(other(entity.id)), **values))
    one, two = analyse(system_map).measures, analyse(SystemMap.of(renamed)).measures
    assert one == pytest.approx(two)


@given(system_maps())
def test_every_output_fits_the_schema(system_map: SystemMap) -> None:
    schema = json.loads(resource("schemas", "analysis-1.schema.json").read_text(encoding="utf-8"))
    result = analyse(system_map)
    data = to_data(result, lambda finding: sentence(system_map, finding))
    jsonschema.validate(json.loads(json.dumps(data, allow_nan=False)), schema)
    for finding in result.findings:
        assert set(finding.elements) <= set(system_map)
        assert set(finding.links) <= set(system_map)


def test_planned_and_absent_links_count_as_none_and_tell_what_was_asked() -> None:
    base = "s1 responds_to n1\ns2 responds_to n1\na1 provides s1\na2 provides s2\n"
    for status, asked in (("absent", True), ("planned", True)):
        result = analyse(written(f"{base}a1 coordinates_with a2 {status}"))
        assert result.handover_score == 0
        assert [gap.asked for gap in result.gaps] == [asked]
        assert result.questions == ()
    assert analyse(written(f"{base}a1 coordinates_with a2 informal")).handover_score == 100
    unasked = analyse(written(base))
    assert [gap.asked for gap in unasked.gaps] == [False]
    assert len(unasked.questions) == 1


@pytest.mark.parametrize(
    ("readiness", "expected"),
    [((4, 5), "ready"), ((2, 5), "needs support"), ((1, 5), "not ready"), ((None, 5), "unknown")],
)
def test_feasibility(readiness: tuple[int | None, int], expected: str) -> None:
    base = written(
        "s1 responds_to n1\ns2 responds_to n1\na1 provides s1\na2 provides s2",
        a1={"readiness": readiness[0], "capacity": 5},
        a2={"readiness": readiness[1], "capacity": 4},
    )
    assert analyse(base).gaps[0].feasibility == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n1",
        "s1",
        "a1\na2",
        "n1 leads_to n2\nn2 leads_to n3\nn3 leads_to n1",
        "g1 experiences n1\ng1 experiences n2",
    ],
)
def test_maps_with_too_little_say_so(text: str) -> None:
    result = analyse(written(text))
    assert result.findings[0].rule == "too_small"
    assert result.handover_score is None


def test_weights_of_zero_are_defined() -> None:
    base = written("s1 responds_to n1\ns2 responds_to n1")
    result = analyse(base.after([("map", MapInfo(shared_weight=0.0, linked_weight=0.0))]))
    assert result.handover_score is None
    assert result.measures["required_pairs"] == 0


def test_a_need_with_500_responders() -> None:
    links = "\n".join(f"s{i} responds_to n1" for i in range(500))
    result = analyse(written(links))
    assert result.measures["required_pairs"] == 500 * 499 // 2
    assert result.needs[0].state == "fragmented"
    assert result.needs[0].fragmentation == 1
