"""The grammar of the capture bar: what a line says, what it adds, and that no line ever breaks anything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.exchange.capture import WORDS, begun, names_of, read_line
from silomap.exchange.capture_plan import plan, take
from silomap.exchange.capture_rows import lines_of
from silomap.exchange.names import folded
from silomap.model.draft import Draft
from silomap.model.elements import Actor, Link, Sector, Service
from silomap.model.free_places import place_new
from silomap.model.invariants import breaches
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import counter, labels, system_maps, written


def drawn(*lines: str, on: SystemMap | None = None, usual: str = "need") -> SystemMap:
    draft = Draft(on or SystemMap.of([]))
    names = names_of(draft.base)
    for line in lines:
        take(plan(read_line(line, names, usual), draft, names), draft, names)
    return draft.result()


def links_of(system_map: SystemMap) -> set[tuple[str, str, str]]:
    label = system_map.label
    return {(label(k.source), k.kind, label(k.target)) for k in system_map.links}


def kinds_of(system_map: SystemMap) -> dict[str, str]:
    return {e.label: e.type for e in system_map.elements}


@pytest.mark.parametrize(
    "line",
    [
        "Job centre @labour provides Job matching for Losing paid work",
        "job centre @LABOUR offers Job matching for Losing paid work",
        "Job centre @labour offre Job matching per Losing paid work",
        "Job centre   @labour   fornisce Job matching  risponde a Losing paid work ",
    ],
)
def test_one_line_says_actor_sector_service_need_and_links(line: str) -> None:
    system_map = drawn(line, on=SystemMap.of([Sector(id="r1", label="Labour policies")]))
    folded_kinds = {folded(label): kind for label, kind in kinds_of(system_map).items()}
    assert folded_kinds == {
        "labour policies": "sector",
        "job centre": "actor",
        "job matching": "service",
        "losing paid work": "need",
    }
    assert {(folded(a), k, folded(b)) for a, k, b in links_of(system_map)} == {
        ("job centre", "provides", "job matching"),
        ("job matching", "responds_to", "losing paid work"),
    }
    assert {e.sector for e in (*system_map.all(Actor), *system_map.all(Service))} == {"r1"}


@pytest.mark.parametrize(
    ("line", "links"),
    [
        (
            "Families live with Debt + Eviction",
            {("Families", "experiences", "Debt"), ("Families", "experiences", "Eviction")},
        ),
        (
            "Famiglie vivono con Debiti; Sfratto",
            {("Famiglie", "experiences", "Debiti"), ("Famiglie", "experiences", "Sfratto")},
        ),
        (
            "Debt leads to Stress leads to Illness",
            {("Debt", "leads_to", "Stress"), ("Stress", "leads_to", "Illness")},
        ),
        ("Job centre works with Union", {("Job centre", "coordinates_with", "Union")}),
        ("Job centre > Union : refers to", {("Job centre", "coordinates_with", "Union")}),
        ("A > B > C", {("A", "coordinates_with", "B"), ("B", "coordinates_with", "C")}),
        ("S: Advice involves Families", {("Advice", "involves", "Families")}),
        (
            "Desk provides Advice + Loans for Debt leads to Stress",
            {
                ("Desk", "provides", "Advice"),
                ("Desk", "provides", "Loans"),
                ("Advice", "responds_to", "Debt"),
                ("Loans", "responds_to", "Debt"),
                ("Debt", "leads_to", "Stress"),
            },
        ),
        (
            "Centro per l'impiego offre Corso per Noia",
            {("Centro per l'impiego", "provides", "Corso"), ("Corso", "responds_to", "Noia")},
        ),
        ("“Care for all” provides Home", {("Care for all", "provides", "Home")}),
    ],
)
def test_links(line: str, links: set[tuple[str, str, str]]) -> None:
    assert links_of(drawn(line)) == links


def test_values_of_links() -> None:
    (absent,) = drawn("Job centre does not work with Union").links
    (refers,) = drawn("Job centre refers to Union").links
    (relieves,) = drawn("Sport relieves Stress").links
    assert (absent.status, refers.form, relieves.polarity) == ("absent", "refers", "-")


@pytest.mark.parametrize(
    ("letter", "kind"),
    [("A", "actor"), ("s", "service"), ("N", "need"), ("B", "need"), ("g", "group"), ("R", "sector")],
)
def test_prefixes(letter: str, kind: str) -> None:
    assert kinds_of(drawn(f"{letter}: Fund for families" if kind != "service" else "s: Fund")) == {
        "Fund" if kind == "service" else "Fund for families": kind
    }


def test_a_line_without_a_word_is_of_the_usual_kind() -> None:
    assert kinds_of(drawn("Loneliness")) == {"Loneliness": "need"}
    assert kinds_of(drawn("Loneliness", usual="group")) == {"Loneliness": "group"}


def test_what_is_there_is_used_and_linked_once() -> None:
    first = drawn("Desk provides Advice for Debt", "Desk works with Union")
    again = drawn("desk provides ADVICE for debt", "Union works with Desk", on=first)
    assert again == first
    more = drawn("Desk provides Loans for Debt", on=first)
    assert len(more.elements) == len(first.elements) + 1


def test_a_name_on_the_map_may_contain_the_words() -> None:
    base = SystemMap.of([Service(id="s1", label="Care for children"), Actor(id="a1", label="Home that offers help")])
    system_map = drawn("Home that offers help provides Care for children for Tired parents", on=base)
    assert links_of(system_map) == {
        ("Home that offers help", "provides", "Care for children"),
        ("Care for children", "responds_to", "Tired parents"),
    }


def test_a_name_nearly_there_is_asked_about() -> None:
    base = SystemMap.of([Actor(id="a1", label="Job centre"), Service(id="s1", label="Job search")])
    names, draft = names_of(base), Draft(base)
    statement = read_line("Job center provides Courses", names)
    (doubt,) = plan(statement, draft, names).doubts
    assert (doubt.text, doubt.meant) == ("Job center", "a1")
    assert plan(statement, draft, names, {"job center": "a1"}).known == ["a1", None]
    said_no = plan(statement, draft, names, {"job center": ""})
    assert (said_no.known, said_no.doubts) == ([None, None], [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "There is no name in this line."),
        ("   @labour", "There is no name in this line."),
        ("provides Help", "A name is missing before"),
        ("Desk provides", "A name is missing after"),
        ("Debt leads to debt", "An element cannot be linked to itself."),
        ("A > B : loathes", "is no link that is known here"),
        ("G: Families provides Help", None),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, reason: str | None) -> None:
    if reason is None:  # a group provides nothing, so the word is part of the name
        assert kinds_of(drawn(line)) == {"Families provides Help": "group"}
        return
    with pytest.raises(UserError) as caught:
        drawn(line)
    assert reason in str(caught.value)


def test_an_actor_for_a_need_is_explained() -> None:
    with pytest.raises(UserError, match="through a service"):
        drawn("Desk responds to Debt", on=SystemMap.of([Actor(id="a1", label="Desk")]))


def test_rows_of_a_spreadsheet() -> None:
    assert lines_of("Debt\nEviction\n\n") == ["Debt", "Eviction"]
    with_heads = lines_of("Attore\tSettore\tServizio\tBisogno\nDesk\tcare\tAdvice\tDebt\nUnion\t\t\t\n")
    assert links_of(drawn(*with_heads)) == {("Desk", "provides", "Advice"), ("Advice", "responds_to", "Debt")}
    assert kinds_of(drawn(*with_heads))["Union"] == "actor"
    assert links_of(drawn(*lines_of("Fund for work\tHelp\tDebt"))) == {
        ("Fund for work", "provides", "Help"),
        ("Help", "responds_to", "Debt"),
    }
    assert kinds_of(drawn(*lines_of("Debt\tcare\nStress\thealth"))) == {
        "Debt": "need",
        "care": "sector",
        "Stress": "need",
        "health": "sector",
    }
    by_kind = lines_of("kind\tname\nactor\tDesk\ngruppo\tFamilies\nsector\tHealth")
    assert kinds_of(drawn(*by_kind)) == {"Desk": "actor", "Families": "group", "Health": "sector"}


def test_what_is_being_typed() -> None:
    assert begun("Job cen") == ("Job cen", ("sector", "actor", "service", "need", "group"))
    assert begun("Desk provides Ad") == ("Ad", ("service",))
    assert begun("Desk @car") == ("car", ("sector",))
    assert begun("Families live with Debt + Ev") == ("Ev", ("need",))
    assert begun("N: Lon") == ("Lon", ("need",))
    names = names_of(SystemMap.of([Service(id="s1", label="Àdvice desk"), Service(id="s2", label="Advice")]))
    assert names.goes_on("adv", ("service",)) == "Advice"
    assert names.goes_on("advice d", ("service",)) == "Àdvice desk"
    assert names.goes_on("adv", ("need",)) is None


def test_every_word_is_of_a_kind_that_exists_and_stands_once() -> None:
    words = [word for _kind, _values, words in WORDS for word in words]
    assert len(words) == len(set(words))


signs = ["@", " > ", ":", ";", " + ", "“", "”", '"', "A:", "\ue000"]
pieces = st.sampled_from([word for _kind, _values, words in WORDS for word in words] + signs)


@settings(max_examples=many(300))
@given(system_maps(most=3), st.lists(st.lists(pieces | labels, max_size=9), max_size=4), st.data())
def test_no_line_breaks_a_map(system_map: SystemMap, lines: list[list[str]], data: st.DataObject) -> None:
    draft, names = Draft(system_map, counter()), names_of(system_map)
    made: list[str] = []
    for parts in lines:
        text = " ".join(parts)
        begun(text)
        try:
            found = plan(read_line(text, names), draft, names)
        except UserError:
            continue
        before = len(draft.result().links)
        made += take(found, draft, names)
        assert len(draft.result().links) - before <= len(found.statement.ties)
    place_new(draft, made, (0.0, 0.0))
    result = draft.result()
    assert breaches(result) == []
    assert all(result.element(key).x is not None for key in made)
    for key, entity in system_map.items():  # what was there may have been put into a sector; nothing else changes
        if not isinstance(entity, (Sector, Link)):
            free = {"sector": None} if hasattr(entity, "sector") else {}
            assert replace(result[key], **free) == replace(entity, **free)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["r1", "r2", ""]), min_size=1, max_size=30))
def test_new_elements_lie_in_their_region_on_nothing_else_and_nothing_moves(homes: list[str]) -> None:
    base = written("s1 responds_to n1", s1={"x": 49.0, "y": 17.0, "sector": None}, n1={"x": -61.0, "y": 107.0})
    regions = [
        Sector(id="r1", label="Care", x=600.0, y=0.0, width=300.0, height=420.0),
        Sector(id="r2", label="Work", x=-600.0, y=0.0, width=700.0, height=300.0),
    ]
    base = base.after((r.id, r) for r in regions)
    draft = Draft(base, counter())
    names = names_of(base)
    made: list[str] = []
    for number, home in enumerate(homes):
        sector = f" @{base.label(home)}" if home else ""
        found = plan(read_line(f"A: Office {number}{sector}", names), draft, names)
        made += take(found, draft, names)
    place_new(draft, made, (0.0, 0.0))
    result = draft.result()
    placed = [e for e in result.elements if not isinstance(e, Sector)]
    for i, a in enumerate(placed):
        for b in placed[i + 1 :]:
            assert abs((a.x or 0) - (b.x or 0)) >= 190 or abs((a.y or 0) - (b.y or 0)) >= 70, (a, b)
    for key, home in zip(made, homes, strict=True):
        element = result.element(key)
        for region in (result.element("r1"), result.element("r2")):
            assert isinstance(region, Sector)
            inside = abs((element.x or 0) - (region.x or 0)) <= (region.width or 0) / 2 and (
                abs((element.y or 0) - (region.y or 0)) <= (region.height or 0) / 2
            )
            assert inside == (region.id == home)
    assert (result["s1"], result["n1"]) == (base["s1"], base["n1"])


def test_names_with_other_numbers_are_never_the_same() -> None:
    names = names_of(written("a1\na2", a1={"label": "District office 3"}, a2={"label": "District offices 31"}))
    assert names.alike("District ofice 3", "actor") == "a1"
    assert names.alike("District office 4", "actor") is None
    assert names.alike("District office", "actor") is None
    assert names.duplicates() == []
