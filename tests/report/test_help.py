"""Help: every kind of finding is found by the analysis in its own small map and named as on its card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from silomap import i18n
from silomap.analysis.analyse import analyse
from silomap.analysis.findings import RULES
from silomap.analysis.measures import MEASURES
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.report.help import FINDINGS, NUMBERS, WORDS, example, example_finding, topics
from silomap.report.sentences import words


@pytest.fixture(params=["en", "it"], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = i18n.language()
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language(before)


@pytest.mark.parametrize("rule", [rule.CODE for rule in RULES])
def test_every_kind_of_finding_is_in_its_example(rule: str) -> None:
    topic = next(topic for topic in topics() if topic.area == FINDINGS and topic.code == rule)
    said = words(example(rule), example_finding(rule))
    assert said.kind
    assert topic.title.split(":")[0] == said.kind
    assert len(topic.text) > 20


def test_each_example_shows_its_own_kind_and_no_two_are_the_same_map() -> None:
    drawn = {}
    for rule in (rule.CODE for rule in RULES):
        links = frozenset(
            (link.kind, link.source, link.target, link.strength, link.evidence) for link in example(rule).links
        )
        values = tuple(repr(entity) for _key, entity in sorted(example(rule).items()) if entity.type != "link")
        drawn.setdefault((links, values), []).append(rule)
    assert [rules for rules in drawn.values() if len(rules) > 1] == []


def test_an_example_without_what_it_shows_has_no_such_finding() -> None:
    """The same small map, mended by hand with one link: the definition then does not hold any more."""
    for rule, a, b in (
        ("missing_link", "s-jobs", "s-rent"),
        ("hole", "s-jobs", "n-income"),
        ("unanswered_need", "s-jobs", "n-debt"),
        ("sectors_without_link", "s-jobs", "s-rent"),
        ("service_without_need", "s-rent", "n-job"),
        ("single_answer", "s-rent", "n-job"),
    ):
        draft = Draft(example(rule))
        edits.connect(draft, a, b)
        found = [finding.rule for finding in analyse(draft.result()).findings]
        assert rule not in found


def test_every_number_and_every_word_has_a_page(language: str) -> None:
    pages = topics()
    assert {page.code for page in pages if page.area == NUMBERS} == set(MEASURES)
    assert len({(page.area, page.code) for page in pages}) == len(pages)
    assert all(page.title and page.text for page in pages)
    said = next(page for page in pages if page.area == WORDS and page.code == "kind.sector")
    assert said.title == {"en": "Sector", "it": "Settore"}[language]


def test_search_looks_at_every_word_and_not_at_accents() -> None:
    found = [page for page in topics() if page.fits("SILO")]
    assert any(page.code == "silo" for page in found)
    assert not [page for page in topics() if page.fits("silo zzz")]
    assert all(page.fits("") for page in topics())
    for page in topics():
        assert page.fits(page.title.upper().replace("À", "A").replace("È", "E").replace("Ù", "U"))
