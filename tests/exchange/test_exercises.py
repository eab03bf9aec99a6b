"""Exercises: every number in their texts is computed from the maps; a mistake in a file is told with its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from silomap.analysis.analyse import Analysis, analyse
from silomap.analysis.checks import CHECKS, Situation, fault_of, passed
from silomap.errors import UserError
from silomap.exchange.exercise_writing import for_learners, recorded, said, to_text, write_exercise
from silomap.exchange.exercises import (
    Exercise,
    common,
    exercises,
    own_folder,
    parse,
    read_exercise,
)
from silomap.exchange.formats import read_map, write_map
from silomap.exchange.templates import from_template
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import Link
from silomap.model.scenarios import with_scenario
from silomap.model.story import add_step, steps_of
from silomap.model.system_map import SystemMap

BY_ID = {exercise.id: exercise for exercise in exercises()}
GOOD = """
format: silomap-exercise/1
map: two-desks
title: Mine
goal: {en: "See", it: "Vedere"}
steps:
- do: "Look"
  check:
  - {selected: [need-job]}
"""


def wrong(text: str) -> str:
    with pytest.raises(UserError) as caught:
        parse(text, "mine.yaml")
    return str(caught.value)


def test_four_exercises_ship_in_both_languages() -> None:
    assert list(BY_ID) == ["two-desks", "before-after", "three-links", "what-breaks"]
    for exercise in BY_ID.values():
        texts = [exercise.title, exercise.goal, exercise.lesson, exercise.group]
        texts += [text for step in exercise.steps for text in (step.do, step.ask, step.hint)]
        assert all(set(text) == {"en", "it"} for text in texts)
    assert len(common("debrief")) == 5
    assert len(common("self_check")) == 4


def test_what_exercises_speak_of_is_on_their_maps() -> None:
    for exercise in BY_ID.values():
        system_map = from_template(exercise.map, "en")
        names = {scenario.label for scenario in system_map.scenarios}
        for name in (exercise.scenario, exercise.reveal):
            assert not name or name["en"] in names
        for language in ("en", "it"):
            there = {scenario.label for scenario in from_template(exercise.map, language).scenarios}
            assert all(not name or name[language] in there for name in (exercise.scenario, exercise.reveal))
        whole = [system_map, *(with_scenario(system_map, name) for name in names)]
        ids = {key for known in whole for key in known}
        for step in exercise.steps:
            for check in step.checks:
                for kind in ("selected", "selected_any", "together"):
                    assert set(check.get(kind, ())) <= ids
                assert {check.get("answered", "need-income"), check.get("gone", "svc-tohome")} - ids <= {
                    "need-income",
                    "svc-tohome",
                }


def test_the_numbers_of_two_desks() -> None:
    """exercises.yaml: 0 links between the services; fresh starts 2, then 1; joined pairs 0 of 2, then 2 of 2; income
    has no answer and sits in the middle of the circle of three needs."""
    today = from_template("two-desks", "en")
    then = with_scenario(today, "One plan")
    a, b = analyse(today), analyse(then)
    assert [link for link in today.links if link.kind == "coordinates_with"] == []
    assert (a.journeys[0].fresh_starts, b.journeys[0].fresh_starts) == (2, 1)
    assert [(r.measures["joined_need_pairs"], r.measures["need_pairs"]) for r in (a, b)] == [(0, 2), (2, 2)]
    assert [need.id for need in a.needs if not need.services] == ["need-income"]
    assert {frozenset(loop.needs) for loop in a.loops} == {frozenset({"need-job", "need-income", "need-home"})}


def test_the_numbers_of_before_and_after() -> None:
    """exercises.yaml: 0 of 8, then 8 of 8; three needs without a service, then none; marginalised people start 3
    times, then once; no link among labour, housing and care, then all three;
    education is empty; at risk only consulted.
    """
    today = from_template("turin", "en")
    then = with_scenario(today, "To-Home")
    a, b = analyse(today), analyse(then)
    assert [(r.measures["joined_need_pairs"], r.measures["need_pairs"]) for r in (a, b)] == [(0, 8), (8, 8)]
    assert {need.id for need in a.needs if not need.services} == {"need-income", "need-fragmented", "need-readiness"}
    assert b.measures["unanswered_needs"] == 0
    starts = [next(j.fresh_starts for j in r.journeys if j.group == "grp-marginalised") for r in (a, b)]
    assert starts == [3, 1]
    three = {"sec-labour", "sec-housing", "sec-care"}
    for result, expected in ((a, 0), (b, 3)):
        joined = [c for c in result.matrix if {c.a, c.b} <= three and c.a != c.b and c.in_place > 0]
        assert len(joined) == expected
    assert today.members_of("sec-education") == frozenset()
    levels = {e.target: e.level for e in then.links if e.kind == "involves" and e.source == "svc-tohome"}
    assert levels["grp-at-risk"] == "consulted"


def test_the_numbers_of_three_links() -> None:
    """exercises.yaml: 36 of 167, then 66; single parents 0 of 26, then 8; fresh starts 5, then 3; causes 3.9 and 3.9,
    symptoms 7.2, then 8.6; 6 needs without a service, then 3; labour and housing, labour and care without a link."""
    today = from_template("metropolitan-city", "en")
    then = with_scenario(today, "One door, one plan")
    a, b = analyse(today), analyse(then)
    assert [(r.measures["joined_need_pairs"], r.measures["need_pairs"]) for r in (a, b)] == [(36, 167), (66, 167)]
    parents = [next(j for j in r.journeys if j.group == "grp-single-parents") for r in (a, b)]
    assert [(j.joined_need_pairs, j.need_pairs, j.fresh_starts) for j in parents] == [(0, 26, 5), (8, 26, 3)]
    assert [round(float(r.measures["effort_on_causes"] or 0), 1) for r in (a, b)] == [3.9, 3.9]
    assert [round(float(r.measures["effort_on_symptoms"] or 0), 1) for r in (a, b)] == [7.2, 8.6]
    assert [r.measures["unanswered_needs"] for r in (a, b)] == [6, 3]
    apart = {frozenset((c.a, c.b)) for c in a.matrix if not c.in_place}
    assert frozenset(("sec-labour", "sec-housing")) in apart
    assert frozenset(("sec-labour", "sec-care")) in apart


def test_the_numbers_of_what_breaks() -> None:
    """By hand: without To-Home the scenario is today's map again but for the workshops, so three needs lose their
    answer, of which the workshops answer what they did."""
    then = with_scenario(from_template("turin", "en"), "To-Home")
    draft = Draft(then)
    edits.remove(draft, ["svc-tohome"])
    broken = analyse(draft.result())
    answered = {e.target for e in then.links if e.kind == "responds_to" and e.source != "svc-tohome"}
    expected = sum(need.id not in answered for need in broken.needs)
    assert broken.measures["unanswered_needs"] == expected
    assert expected > 0


# checks


def situation(now: SystemMap, start: SystemMap | None = None, **values: object) -> Situation:
    begun = start if start is not None else now
    before: Analysis = analyse(begun)
    return Situation(begun, now, before, analyse(now), **values)  # type: ignore[arg-type]


def holds(check: dict[str, object], now: Situation) -> bool:
    return passed((check,), now)


def test_every_kind_of_check_is_used_or_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "exercises.md").read_text(encoding="utf-8")
    assert [kind for kind in CHECKS if f"`{kind}`" not in text] == []


def test_checks_on_what_is_selected_and_looked_at() -> None:
    today = from_template("two-desks", "en")
    assert holds({"view": "lanes"}, situation(today, views=frozenset({"map", "lanes"})))
    assert not holds({"view": "lanes"}, situation(today, views=frozenset({"map"})))
    assert holds({"selected": ["need-income"]}, situation(today, selected=frozenset({"need-income"})))
    assert not holds({"selected": ["need-income"]}, situation(today, selected=frozenset({"need-income", "need-job"})))
    assert not holds({"selected": ["need-income"]}, situation(today))
    assert holds({"selected_any": ["need-income", "need-job"]}, situation(today, selected=frozenset({"need-job"})))
    assert not holds({"selected_any": ["need-income"]}, situation(today, selected=frozenset({"need-job"})))


def linked(system_map: SystemMap, *pairs: tuple[str, str]) -> SystemMap:
    draft = Draft(system_map)
    for source, target in pairs:
        edits.connect(draft, source, target)
    return draft.result()


def test_checks_on_what_was_drawn() -> None:
    today = from_template("two-desks", "en")
    check = {"together": ["svc-jobhelp", "svc-renthelp"]}
    assert not holds(check, situation(today))
    assert holds(check, situation(linked(today, ("svc-jobhelp", "svc-renthelp"))))
    assert holds(check, situation(linked(today, ("act-jobcentre", "act-housing"))))  # through their offices
    assert not holds({"answered": "need-income"}, situation(today))
    assert holds({"answered": "need-income"}, situation(linked(today, ("svc-jobhelp", "need-income"))))
    assert holds({"measure": "unanswered_needs", "at_most": 1}, situation(today))
    assert not holds({"measure": "unanswered_needs", "at_most": 0}, situation(today))
    assert not holds({"measure": "joined_need_pairs", "at_least": 1}, situation(today))
    draft = Draft(today)
    edits.remove(draft, ["svc-jobhelp"])
    assert holds({"gone": "svc-jobhelp"}, situation(draft.result()))
    assert not holds({"gone": "svc-jobhelp"}, situation(today))


def test_checks_on_new_links_and_sectors_joined_for_the_first_time() -> None:
    today = from_template("metropolitan-city", "en")
    apart = next(
        (gap.source, gap.target)
        for gap in analyse(today).gaps
        if {today[gap.source].sector, today[gap.target].sector} == {"sec-labour", "sec-housing"}  # type: ignore[attr-defined]
    )
    one = linked(today, apart)
    assert holds({"newly_joined_sectors": 1}, situation(one, today))
    assert not holds({"newly_joined_sectors": 1}, situation(today, today))
    assert holds({"new_links": 1}, situation(one, today))
    assert not holds({"new_links": 3}, situation(one, today))
    asked = linked(today, apart)
    link = next(e for e in asked.links if e.id not in today)
    assert isinstance(link, Link)
    absent = asked.after([(link.id, replace(link, status="absent"))])
    assert not holds({"new_links": 1}, situation(absent, today))  # asking is not linking


def test_a_step_without_checks_is_never_passed_by_itself() -> None:
    assert not passed((), situation(from_template("two-desks", "en")))


# files


def test_a_file_of_ones_own_is_read_and_listed() -> None:
    exercise = parse(GOOD, "mine.yaml")
    assert (exercise.title, exercise.goal["it"], len(exercise.steps)) == ({"en": "Mine"}, "Vedere", 1)
    own_folder().mkdir(parents=True)
    (own_folder() / "mine.yaml").write_text(GOOD, encoding="utf-8")
    (own_folder() / "broken.yaml").write_text("format: [", encoding="utf-8")
    found: list[Exercise] = exercises()
    assert [e.id for e in found][-1] == "mine.yaml"
    assert len(found) == 5


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("silomap-exercise/1", "silomap-exercise/9", 1, "format"),
        ("map: two-desks", "map: atlantis", 2, "map: one of"),
        ("title: Mine", "title: ''", 2, "title: a text is needed"),
        ("selected: [need-job]", "chosen: [need-job]", 9, "check: one of"),
        ("selected: [need-job]", "selected: need-job", 9, "a list of ids is needed"),
        ("selected: [need-job]", "measure: happiness", 9, "there is no measure happiness"),
        ("selected: [need-job]", "measure: score, at_leest: 3", 9, "unknown: at_leest"),
        ("selected: [need-job]", "together: [a]", 9, "two ids are needed"),
        ("selected: [need-job]", "new_links: many", 9, "a number is needed"),
        ('- do: "Look"', '- say: "Look"', 7, "do: a text is needed"),
        ('goal: {en: "See"', 'goal: {en: "See', 5, ""),
    ],
)
def test_a_mistake_is_told_with_line_and_reason(old: str, new: str, line: int, reason: str) -> None:
    told = wrong(GOOD.replace(old, new))
    assert f"mine.yaml, line {line}: " in told or (not reason and "mine.yaml, line " in told)
    assert reason in told


@pytest.mark.parametrize("text", ["", "[]", "a", "a: &x [*x]", "!!python/object/apply:os.system ['true']", "\x00"])
def test_what_is_no_exercise_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="line"):
        read_exercise(path)


def test_faults_are_found_in_what_is_no_check() -> None:
    for check in (None, 7, [], {}, {"view": "map", "gone": "x"}):
        assert fault_of(check) != ""


def test_a_story_becomes_an_exercise_and_the_map_lies_beside_it(tmp_path: Path) -> None:
    draft = Draft(from_template("two-desks", "en"))
    add_step(draft, title="Find the need that nobody answers", question="Who meets them first?", lit=("need-income",))
    add_step(draft, text="Look at the lanes", view="lanes")
    add_step(draft)  # a view without words asks for nothing
    told = draft.result()
    write_exercise(recorded(told, "mine.silomap"), tmp_path / "mine.yaml")
    with pytest.raises(UserError, match="beside it"):
        read_exercise(tmp_path / "mine.yaml")
    write_map(for_learners(told), tmp_path / "mine.silomap")
    made = read_exercise(tmp_path / "mine.yaml")
    assert made.file == tmp_path / "mine.silomap"
    assert made.title == {"en": "Two desks, one family"}
    assert [step.do for step in made.steps] == [
        {"en": "Find the need that nobody answers"},
        {"en": "Look at the lanes"},
    ]
    assert made.steps[0].ask == {"en": "Who meets them first?"}
    assert made.steps[0].checks == ({"selected": ["need-income"]},)
    assert made.steps[1].checks == ({"view": "lanes"},)
    assert made.reveal == {"en": "One plan"}
    assert not steps_of(read_map(made.file).system_map)


@pytest.mark.parametrize("name", list(BY_ID))
def test_what_is_written_is_read_as_it_was(name: str, tmp_path: Path) -> None:
    exercise = BY_ID[name]
    assert parse(to_text(exercise), "x.yaml") == exercise
    (tmp_path / "m.silomap").touch()
    own = replace(exercise, map="m.silomap", file=tmp_path / "m.silomap", title={"it": "Solo italiano: «è»"})
    write_exercise(own, tmp_path / "x.yaml")
    assert read_exercise(tmp_path / "x.yaml") == replace(own, source=tmp_path / "x.yaml")


def test_a_text_in_one_language_leaves_the_others() -> None:
    assert said(" Look ", {"en": "See", "it": "Guarda"}) == {"en": "Look", "it": "Guarda"}
    assert said(" ", {"en": "See", "it": "Guarda"}) == {"it": "Guarda"}
    assert said("") == {}


def test_without_a_story_there_is_one_step_and_no_map_elsewhere_is_read(tmp_path: Path) -> None:
    begun = recorded(from_template("two-desks", "en"), "x.silomap")
    assert [(dict(step.do), step.checks) for step in begun.steps] == [({"en": "…"}, ())]
    folder = tmp_path / "in"
    folder.mkdir()
    write_map(from_template("two-desks", "en"), tmp_path / "out.silomap")
    for name in ("../out.silomap", str(tmp_path / "out.silomap"), "gone.silomap"):
        text = f"format: silomap-exercise/1\nmap: {name}\ntitle: a\ngoal: b\nsteps:\n- do: c\n"
        (folder / "e.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(UserError, match="beside it"):
            read_exercise(folder / "e.yaml")
