"""What a manager sees first. Expected: the design's figures for the sample maps (workshop.md, 3.2), and by hand."""

from __future__ import annotations

from datetime import date

import pytest

from silomap.analysis.analyse import analyse
from silomap.analysis.compare import BETTER, OTHER, SAME, WORSE
from silomap.exchange.templates import from_template
from silomap.i18n import set_language
from silomap.model import discussion, edits
from silomap.model.document import Document
from silomap.model.scenarios import with_scenario
from silomap.model.system_map import SystemMap
from silomap.report.overview import Number, due_words, look_first, meaning_of, numbers, overview

FIVE = ("joined_need_pairs", "fresh_starts", "unanswered_needs", "effort", "co_designed_services")


def five(system_map: SystemMap) -> dict[str, str]:
    return {number.code: number.value for number in numbers(system_map, analyse(system_map))}


@pytest.mark.parametrize(
    ("template", "scenario", "expected"),
    [
        ("two-desks", None, {"joined_need_pairs": "0 of 2", "fresh_starts": "2", "unanswered_needs": "1 of 3"}),
        ("two-desks", "One plan", {"joined_need_pairs": "2 of 2", "fresh_starts": "1"}),
        ("turin", None, {"joined_need_pairs": "0 of 8", "unanswered_needs": "3 of 8"}),
        ("turin", "To-Home", {"joined_need_pairs": "8 of 8", "unanswered_needs": "0 of 8"}),
        ("metropolitan-city", None, {"joined_need_pairs": "36 of 167", "effort": "3.9 · 7.2"}),
        ("metropolitan-city", "One door, one plan", {"joined_need_pairs": "66 of 167", "effort": "3.9 · 8.6"}),
    ],
)
def test_the_five_numbers_are_those_of_the_design(
    template: str, scenario: str | None, expected: dict[str, str]
) -> None:
    system_map = from_template(template, "en")
    found = five(with_scenario(system_map, scenario) if scenario else system_map)
    assert tuple(found) == FIVE
    assert {code: found[code] for code in expected} == expected


def test_a_finding_rule_stands_there_twice_at_most_and_what_is_done_does_not() -> None:
    document = Document(from_template("turin", "en"))
    result = analyse(document.map)
    first = look_first(document.map, result.findings)
    rules = [look.finding.rule for look in first]
    assert len(first) == 5
    assert max(rules.count(rule) for rule in rules) <= 2
    assert first[0].finding == result.findings[0]
    with document.edit("Done") as draft:
        edits.mark_finding(draft, result.findings[0].rule, result.findings[0].about, "done")
        edits.mark_finding(draft, result.findings[1].rule, result.findings[1].about, "disputed", "Hm")
    then = look_first(document.map, result.findings)
    assert result.findings[0] not in [look.finding for look in then]
    assert then[0].finding == result.findings[1]
    assert then[0].decided == "disputed"


def test_who_does_something_about_a_finding_and_by_when() -> None:
    document = Document(from_template("turin", "en"))
    finding = analyse(document.map).findings[0]
    assert look_first(document.map, [finding])[0].owner == "no owner yet"
    with document.edit("Act") as draft:
        discussion.add_action(draft, "", "Call", finding=finding.key, who="Job centre", due="2999-01-31")
    assert look_first(document.map, [finding])[0].owner == "Job centre · 2999-01-31"


def test_decisions_that_are_asked_for_and_actions_in_their_order() -> None:
    document = Document(from_template("two-desks", "en"))
    with document.edit("Act") as draft:
        discussion.add_action(draft, "", "Later", due="2026-05-01", decision="May they?")
        asked = discussion.add_action(draft, "", "Soon", due="2026-04-01", decision="Must they?")
    found = overview(document.map, analyse(document.map))
    assert [action.what for action in found.decisions] == ["Soon", "Later"]
    with document.edit("Answer") as draft:
        discussion.answer_decision(draft, asked, "yes", "Head", "2026-03-12")
    found = overview(document.map, analyse(document.map))
    assert [action.what for action in found.decisions] == ["Later"]
    assert [action.what for action in found.actions] == ["Soon", "Later"]


def test_overdue_is_said() -> None:
    document = Document(from_template("two-desks", "en"))
    with document.edit("Act") as draft:
        key = discussion.add_action(draft, "", "Call", due="2026-03-01")
    action = overview(document.map, analyse(document.map)).actions[0]
    assert action.id == key
    assert due_words(action, date(2026, 3, 2)) == "overdue since 2026-03-01"
    assert due_words(action, date(2026, 3, 1)) == "2026-03-01"


@pytest.mark.parametrize(
    ("before", "after", "more", "expected"),
    [
        (1.0, 2.0, True, BETTER),
        (1.0, 2.0, False, WORSE),
        (2.0, 1.0, False, BETTER),
        (1.0, 1.0, True, SAME),
        (None, 1.0, True, OTHER),
        (None, None, True, SAME),
    ],
)
def test_what_a_difference_means(before: float | None, after: float | None, more: bool, expected: str) -> None:
    def number(amount: float | None) -> Number:
        return Number("x", "X", str(amount), amount, more)

    assert meaning_of(number(before), number(after)) == expected


def test_an_empty_map_has_an_overview_too() -> None:
    for language in ("en", "it"):
        set_language(language)
        found = overview(SystemMap.of([]), analyse(SystemMap.of([])))
        assert found.score is None
        assert [look.finding.rule for look in found.first] == ["too_small"]
        assert found.answers == found.people == found.sectors == ()
        assert [number.value[:1] for number in found.numbers] == ["0", "–", "0", "–", "0"]
