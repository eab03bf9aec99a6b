"""A map handed on: a template without content, and an example that names nobody and measures the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from silomap.analysis.analyse import analyse
from silomap.cli import main
from silomap.exchange.sharing import anonymised, as_template, without_authors
from silomap.exchange.silomap_json import to_data
from silomap.exchange.templates import from_template
from silomap.model import discussion
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.elements import Action, Actor, Element, Group, Link, Note, Sector, Service, Vote
from silomap.model.invariants import breaches
from silomap.model.opening import create_document, read_file
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from tests.maps import system_maps

SAMPLES = ("two-desks", "turin", "metropolitan-city")


@pytest.mark.parametrize("name", SAMPLES)
def test_an_example_measures_the_same_today_and_in_its_scenario(name: str) -> None:
    system_map = from_template(name, "en")
    example = anonymised(system_map)
    assert breaches(example) == []
    pairs = [(system_map, example)]
    there, here = system_map.scenarios[0].id, example.scenarios[0].id
    pairs.append((shown_with(system_map, there), shown_with(example, here)))
    for original, masked in pairs:
        was, now = analyse(original), analyse(masked)
        assert now.score == was.score
        assert now.measures == pytest.approx(was.measures)  # sums differ in the last digit with their order
        assert Counter(f.rule for f in now.findings) == Counter(f.rule for f in was.findings)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_name_of_an_actor_a_service_or_a_group_is_left(name: str) -> None:
    document = Document(from_template(name, "en"))
    secret = "Mr Rossi said so"
    with document.edit("Say") as draft:
        for element in list(document.map.elements)[:6]:
            draft.put(replace(element, description=secret, tags=(secret,), custom=(("who", secret),)))
        discussion.add_note(draft, "", secret, author=secret)
        discussion.add_action(draft, "", secret, who=secret)
        for link in document.map.links[:3]:
            draft.put(replace(link, note=secret))
    system_map = document.map
    text = str(to_data(anonymised(system_map)))
    assert secret not in text
    named = [e.label for kind in (Actor, Service, Group) for e in system_map.all(kind)]
    kept = {e.label for e in system_map.elements if not isinstance(e, Actor | Service | Group)}
    assert [label for label in named if label not in kept and f"'{label}'" in text] == []
    assert system_map.info.title not in text
    for scenario in system_map.scenarios:
        assert f"'{scenario.label}'" not in text
    for element in system_map.elements:
        assert f"'{element.id}'" not in text  # ids are made of names in many files


def test_names_are_numbered_by_kind_in_the_language_of_the_person() -> None:
    example = anonymised(from_template("two-desks", "en"))
    assert sorted(actor.label for actor in example.all(Actor))[:2] == ["Actor 1", "Actor 2"]
    assert example.all(Note) == example.all(Action) == []
    assert example.info.title == "Example"


def test_a_template_has_the_sectors_and_nothing_that_somebody_drew_or_said() -> None:
    system_map = from_template("turin", "en")
    empty = as_template(system_map)
    assert [s.label for s in empty.sectors] == [s.label for s in system_map.sectors]
    assert {type(e) for e in empty.all(Element)} == {Sector}
    assert empty.all(Link) == []
    assert empty.info.title == system_map.info.title
    assert empty.info.description == ""
    assert empty.scenarios == []


@given(system_maps())
def test_law_handing_on_is_sound_whatever_the_map(system_map: SystemMap) -> None:
    for made in (anonymised(system_map), as_template(system_map)):
        assert breaches(made) == []
    twice = analyse(anonymised(anonymised(system_map)))
    assert twice.measures == pytest.approx(analyse(system_map).measures)


def test_the_command_line_hands_on(tmp_path: Path) -> None:
    source = tmp_path / "city.silomap"
    create_document(source, from_template("two-desks", "en")).close()
    assert main(["convert", str(source), str(tmp_path / "example.silomap"), "--anonymise"]) == 0
    example, history = read_file(tmp_path / "example.silomap")
    assert "Actor 1" in [actor.label for actor in example.all(Actor)]
    assert history.commits == {}  # the old names are not in its past either
    assert b"Job centre" not in (tmp_path / "example.silomap").read_bytes()
    assert main(["convert", str(source), str(tmp_path / "template.silomap"), "--template"]) == 0
    assert read_file(tmp_path / "template.silomap")[0].links == []
    with pytest.raises(SystemExit):
        main(["convert", str(source), str(tmp_path / "x.silomap"), "--template", "--anonymise"])


def test_without_authors_everything_is_said_and_by_nobody(tmp_path: Path) -> None:
    draft = Draft(from_template("turin", "en"))
    about = draft.base.mapped[0].id
    note = discussion.add_note(draft, about, "Two desks", "quote", "Ann Smith")
    for key, voter, dots in ((about, "Ann Smith", 2), (note, "Ann Smith", 1), (about, "Bob", 1), (about, "", 4)):
        discussion.vote(draft, key, dots, voter, 9)
    discussion.add_action(draft, about, "Ask HR", who="Head of care", due="2026-12-01")
    base = draft.result()
    made = without_authors(base)
    assert breaches(made) == []
    assert made[note] == replace(base[note], author="")  # type: ignore[type-var]
    assert sorted((v.about, v.voter, v.dots) for v in made.all(Vote)) == sorted(
        [(about, "Person 1", 2), (note, "Person 1", 1), (about, "Person 2", 1), (about, "", 4)]
    )
    said = {Note, Vote}
    assert {k: e for k, e in made.items() if type(e) not in said} == {
        k: e for k, e in base.items() if type(e) not in said
    }
    document = create_document(tmp_path / "m.silomap", base, "Ann Smith")
    with document.edit("x") as more:
        discussion.add_note(more, "", "Later", author="Ann Smith")
    document.close()
    assert main(["convert", str(tmp_path / "m.silomap"), str(tmp_path / "out.silomap"), "--no-authors"]) == 0
    assert b"Ann Smith" in (tmp_path / "m.silomap").read_bytes()
    assert b"Ann Smith" not in (tmp_path / "out.silomap").read_bytes()
