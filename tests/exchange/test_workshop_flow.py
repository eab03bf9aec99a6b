"""The agenda of a workshop as data."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from silomap.errors import UserError
from silomap.exchange import workshop_flow
from silomap.exchange.workshop_flow import (
    all_steps,
    from_plan,
    own_folder,
    presets,
    read_preset,
    save_preset,
    soft_limits,
    to_plan,
    words,
)
from silomap.i18n import set_language

SOURCE = Path(__file__).parents[3] / "shared" / "content" / "workshop-flow.yaml"


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILOMAP_STATE", str(tmp_path))


def test_four_presets_ship_with_the_minutes_they_promise() -> None:
    # half a day of 180 minutes; a taster of 90; three days of 360 (workshop.md, 2.1); 90 (focus-group.yaml)
    assert [(p.id, p.minutes) for p in presets()] == [
        ("half_day", 180),
        ("taster", 90),
        ("three_sessions", 1080),
        ("evaluation_round", 90),
    ]


def test_every_step_speaks_both_languages() -> None:
    for step in all_steps().values():
        for texts in (step.title, step.say, step.ask):
            assert set(texts) in ({"en", "it"}, set())
        if step.ask:
            assert len(step.ask["en"]) == len(step.ask["it"])
    assert soft_limits() == {"group": 5, "need": 12, "service": 15, "actor": 15}


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text is not here")
def test_the_prompts_are_those_of_the_source() -> None:
    source = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    for row in source["steps"]:
        step = all_steps()[row["id"]]
        assert step.minutes == row["minutes"]
        assert step.say["en"].rstrip(".") in row["say"]["en"].replace(" See focus-group.yaml.", "")


def test_words_follow_the_language() -> None:
    try:
        set_language("it")
        assert words(all_steps()["needs"].title) == "Bisogni delle persone"
    finally:
        set_language("en")
    assert words(all_steps()["needs"].title) == "Needs of people"
    assert words({"fr": "Besoins"}) == "Besoins"
    assert words({}) == ""


def test_ones_own_agenda_is_kept_and_found_again() -> None:
    plan = presets()[1].plan[:3]
    path = save_preset("Mine: short / sharp", plan)
    assert path.parent == own_folder()
    own = presets()[-1]
    assert (own.title, own.plan) == ("Mine: short / sharp", plan)
    assert save_preset("Mine: short / sharp", plan[:2]) == path
    assert len(presets()) == 5
    assert presets()[-1].plan == plan[:2]


@pytest.mark.parametrize(
    "text",
    ["", "[", "title: x", "title: x\nsteps: [{id: a, title: {en: A}, minutes: -1}]", "title: x\nsteps: [1]"],
)
def test_an_agenda_that_cannot_be_read_says_so_and_harms_nothing(text: str, tmp_path: Path) -> None:
    own_folder().mkdir()
    path = own_folder() / "bad.yaml"
    path.write_text(text)
    with pytest.raises(UserError):
        read_preset(path)
    assert len(presets()) == 4


def test_the_agenda_travels_with_the_map() -> None:
    plan = presets()[1].plan
    assert from_plan(to_plan(plan)) == plan
    assert from_plan("") == from_plan("{") == from_plan('[{"id": 1}]') == presets()[0].plan


def test_yaml_runs_nothing() -> None:
    path = own_folder()
    path.mkdir()
    (path / "evil.yaml").write_text("!!python/object/apply:os.system ['touch /tmp/silomap-evil']")
    assert len(presets()) == 4
    assert workshop_flow._shipped()["steps"]


@pytest.mark.parametrize("ask", ["5", "[a]", "{en: 5}", "x"])
def test_questions_of_a_step_that_are_none_are_told(ask: str, tmp_path: Path) -> None:
    """(Found by fuzzing.)"""
    path = tmp_path / "mine.yaml"
    path.write_text(f"title: Mine\nsteps:\n- {{id: a, title: {{en: A}}, minutes: 5, ask: {ask}}}\n", encoding="utf-8")
    with pytest.raises(UserError):
        read_preset(path)
