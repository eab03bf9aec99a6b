"""The words of findings: for every rule, in both languages, for none, one and many."""

from __future__ import annotations

import pytest
from hypothesis import given

from silomap.analysis.analyse import analyse
from silomap.analysis.findings import RULES
from silomap.exchange.templates import from_template
from silomap.i18n import LANGUAGES, set_language
from silomap.model.elements import Need
from silomap.model.system_map import SystemMap
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
