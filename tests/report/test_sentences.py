"""The words of findings: for every rule, in both languages, for none, one and many."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from silomap.analysis.analyse import analyse
from silomap.analysis.findings import RULES
from silomap.exchange.templates import from_template
from silomap.i18n import LANGUAGES, set_language
from silomap.model.elements import Actor, Group, Need, Sector
from silomap.model.system_map import SystemMap
from silomap.report.changes import sentences
from silomap.report.sentences import _MAKERS, headline, words
from tests.maps import system_maps, written


def test_every_rule_has_words_and_no_words_are_left_over() -> None:
    assert {rule.CODE for rule in RULES} == set(_MAKERS)


@given(system_maps())
def test_every_finding_can_be_said_in_every_language(system_map: SystemMap) -> None:
    for language in LANGUAGES:
        set_language(language)
        for finding in analyse(system_map).findings:
            said = words(system_map, finding)
            assert said.kind
            assert said.say
            assert said.ask


@pytest.mark.parametrize(
    ("drawn", "rule", "says"),
    [
        ("s1 responds_to n1\ns2 responds_to n2\nn3", "unanswered_need", "No service on this map responds to “N3”."),
        (
            "s1 responds_to n1\ns2 responds_to n3\nn1 leads_to n2\nn2 leads_to n3",
            "hole",
            "Nobody responds to “N2”, which stands between “N1” and “N3”.",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n1",
            "fragmented_need",
            "“N1” is answered by 2 services that do not work together.",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n1\ns3 responds_to n1\ns1 coordinates_with s2",
            "fragmented_need",
            "“N1” is answered by 3 services that do not all work together.",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n1",
            "missing_link",
            "“S1” and “S2” both respond to “N1”, with no link between them.",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n2\ng1 experiences n1\ng1 experiences n2",
            "missing_link",
            "“S1” and “S2” serve the same people (“G1”), with no link between them.",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n2\nn1 leads_to n2\ns1 in r1\ns2 in r2",
            "sectors_without_link",
            "“R1” and “R2” have no working link, although people's needs tie them.",
        ),
        ("s1 responds_to n1\ns2 responds_to n2\na1", "actor_without_service", "“A1” works with nobody on this map"),
        (
            "s1 responds_to n1\ns2 responds_to n2\na1 provides s1",
            "service_without_provider",
            "Nobody on the map provides “S2”.",
        ),
        ("s1 responds_to n1\ns2 responds_to n2\ns3", "service_without_need", "“S3” responds to no need on the map."),
        ("s1 responds_to n1\ns2 responds_to n2", "single_answer", "“N1” has one answer only: S1."),
    ],
)
def test_what_is_said(drawn: str, rule: str, says: str) -> None:
    system_map = written(drawn)
    said = [words(system_map, f).say for f in analyse(system_map).findings if f.rule == rule]
    assert any(text.startswith(says) for text in said), said


LOOP = "n1 leads_to n2\nn2 leads_to n1\n"
TWO = "s1 responds_to n1\ns2 responds_to n2\n"
PAIR = TWO + "g1 experiences n1\ng1 experiences n2\n"


@pytest.mark.parametrize(
    ("drawn", "values", "rule", "says", "in_italian"),
    [
        (PAIR, {}, "fresh_starts", "To get all answers, G1 start from zero 2 times.", "G1: 2 ripartenze da zero"),
        (
            PAIR + "s1 involves g1",
            {},
            "service_without_voice",
            "1 of 2 services that people use involve no group of people.",
            "non coinvolgono nessun gruppo: 1 su 2",
        ),
        (
            PAIR + "s1 involves g1\ns2 involves g1",
            {},
            "service_without_voice",
            "People have helped to design 0 of 2 services that they use.",
            "0 servizi su 2",
        ),
        (PAIR, {}, "group_without_voice", "No service on this map involves G1.", "coinvolge G1"),
        (TWO + LOOP, {}, "reinforcing_loop", "“N1”, “N2” make each other worse.", "«N1», «N2» si aggravano"),
        (
            PAIR + "a1 provides s1\na1 provides s2",
            {},
            "single_point_of_failure",
            "If “A1” stops, 2 needs have no answer left.",
            "2 bisogni restano senza risposta",
        ),
        (
            TWO + "s3 responds_to n1\ns3 responds_to n2\ns1 coordinates_with s3\ng1 experiences n1\na1 provides s3\n"
            "g1 experiences n2",
            {},
            "single_point_of_failure",
            "If “A1” stops, 1 need loses its joined answer.",
            "1 bisogno perde la risposta integrata",
        ),
        (
            TWO + "n1 leads_to n2\na1 provides s1\na2 provides s2\na1 in r1\na2 in r2\na1 coordinates_with a2",
            {"a1": {"capacity": 2}},
            "only_bridge",
            "Without “A1”, “R1” and “R2” lose their link.",
            "Senza «A1», «R1» e «R2» perdono il legame.",
        ),
        (
            TWO
            + "n1 leads_to n2\na1 provides s1\na2 provides s2\na1 in r1\na2 in r2\na3 in r1\na1 coordinates_with a3",
            {},
            "silo",
            "“R1” works mostly with itself: 1 of 1 working tie stays inside.",
            "1 legame attivo su 1 resta dentro",
        ),
        (
            TWO + "s3 responds_to n2\ns4 responds_to n3\nn1 leads_to n2\nn2 leads_to n3",
            {},
            "root_cause_neglected",
            "“N1” feeds 2 other needs and is answered more weakly than needs are on average.",
            "«N1» alimenta altri 2 bisogni",
        ),
        (
            "s1 responds_to n2\ns2 responds_to n2\nn1 leads_to n2",
            {},
            "effort_on_symptoms",
            "Symptoms get 6 of answer per need, causes 0.",
            "I sintomi ricevono 6 di risposta per bisogno, le cause 0.",
        ),
        (
            TWO + "n1 leads_to n2\na1 provides s1\na2 provides s2",
            {"a1": {"readiness": 2, "capacity": 5}},
            "not_ready",
            "“A1” is central here and its readiness is 2 of 5.",
            "la sua preparazione è 2 su 5",
        ),
        (
            TWO + "n1 leads_to n2\na1 provides s1\na2 provides s2",
            {"a1": {"readiness": 4, "capacity": 1}},
            "not_ready",
            "“A1” is central here and its capacity is 1 of 5.",
            "la sua capacità è 1 su 5",
        ),
        (
            PAIR + "g2 experiences n1",
            {"s1": {"capacity": 1}, "n1": {"severity": 5}},
            "stretched_service",
            "“S1” answers strong needs of 2 groups with capacity 1 of 5.",
            "bisogni forti di 2 gruppi con capacità 1 su 5",
        ),
        (
            TWO + "s3 responds_to n3\ns3 responds_to n2",
            {},
            "one_problem_one_service",
            "2 of 3 services answer a single need.",
            "un solo bisogno: 2 su 3",
        ),
        (
            PAIR + "a1 provides s1\na2 provides s2",
            {},
            "joint_service",
            "One joint service could answer 2 needs at once: “N1”, “N2”.",
            "insieme a 2 bisogni: «N1», «N2»",
        ),
        (
            "s1 responds_to n1\ns2 responds_to n1\nn1 leads_to n2\na1 provides s1",
            {},
            "unanswered_need",
            "No service on this map responds to “N2”.",
            "«N2»",
        ),
    ],
)
def test_what_is_said_of_people_links_and_readiness(
    drawn: str, values: dict[str, dict[str, object]], rule: str, says: str, in_italian: str
) -> None:
    system_map = written(drawn, **{key: dict(fields) for key, fields in values.items()})
    found = [f for f in analyse(system_map).findings if f.rule == rule]
    for language, text in (("en", says), ("it", in_italian)):
        set_language(language)
        said = [words(system_map, finding).say for finding in found]
        assert any(text in sentence for sentence in said), said


def test_who_stands_nearest_is_told_with_an_unanswered_need() -> None:
    system_map = written("s1 responds_to n1\ns2 responds_to n1\nn1 leads_to n2\na1 provides s1")
    (finding,) = [f for f in analyse(system_map).findings if f.rule == "unanswered_need"]
    assert words(system_map, finding).detail == "No group on the map lives with it · Nearest to it: “A1”"


def test_assumed_links_for_one_and_many() -> None:
    base = written("s1 responds_to n1\ns2 responds_to n1")
    one, two = base.links
    for changed, says in (
        ([one], "1 of 2 links are only assumed."),
        ([one, two], "2 of 2 links are only assumed."),
    ):
        system_map = base.after((link.id, replace(link, evidence="assumed")) for link in changed)
        said = [words(system_map, f).say for f in analyse(system_map).findings if f.rule == "assumed_links"]
        assert said == [says]
    alone = written("s1 responds_to n1")
    system_map = alone.after((link.id, replace(link, evidence="assumed")) for link in alone.links)
    said = [words(system_map, f).say for f in analyse(system_map).findings if f.rule == "assumed_links"]
    assert said == ["1 of 1 link is only assumed."]


def test_names_with_braces_and_markup_are_left_as_they_are() -> None:
    label = "{oops} <b>100%</b>"
    system_map = written("s1 responds_to n1\ns2 responds_to n1").after([("n1", Need(id="n1", label=label))])
    said = [words(system_map, f).say for f in analyse(system_map).findings]
    assert any(label in text for text in said)


@pytest.mark.parametrize(
    ("language", "starts"), [("en", "0 of 8 pairs of needs"), ("it", "Delle coppie di bisogni vissute")]
)
def test_the_headline_counts_in_whole_numbers(language: str, starts: str) -> None:
    set_language(language)
    assert headline(0.0, 0, 8)[1].startswith(starts)
    assert headline(None, 0, 0)[0] == "–"
    assert headline(100 / 3, 1, 3)[0] == "33"


def test_findings_of_the_sample_in_italian_speak_italian() -> None:
    set_language("it")
    system_map = from_template("turin", "it")
    said = [words(system_map, f).say for f in analyse(system_map).findings if f.rule == "sectors_without_link"]
    assert all("non hanno legami attivi" in text for text in said)


def test_an_element_that_became_another_kind_is_told() -> None:
    """(Found by the soak run: a group has no sector.)"""
    before = SystemMap.of([Group(id="x", label="Families"), Sector(id="s", label="Care")])
    after = before.after([("x", Actor(id="x", label="Families", sector="s"))])
    assert [text for _kind, text in sentences(before, after)] == [
        "“Families”: Kind Group → Actor",
        "“Families”: sector – → Care",
    ]
    assert [text for _kind, text in sentences(after, before)] == ["“Families”: Kind Actor → Group"]
