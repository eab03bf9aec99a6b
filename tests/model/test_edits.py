"""Edits as people mean them."""

from __future__ import annotations

import pytest

from silomap.errors import UserError
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import Link, Sector
from silomap.model.invariants import breaches, check
from silomap.model.retyping import change_kind, next_link_kind, reverse
from silomap.model.vocabulary import ELEMENT_KINDS, LINK_KINDS, NODE_KINDS, fitting_links, why_no_link
from tests.maps import counter, written


def test_the_kind_of_a_link_follows_from_its_ends() -> None:
    # product.md's table of links, written out by hand
    expected = {
        ("actor", "service"): ("provides", False),
        ("service", "actor"): ("provides", True),
        ("service", "need"): ("responds_to", False),
        ("need", "service"): ("responds_to", True),
        ("group", "need"): ("experiences", False),
        ("need", "group"): ("experiences", True),
        ("need", "need"): ("leads_to", False),
        ("actor", "actor"): ("coordinates_with", False),
        ("service", "service"): ("coordinates_with", False),
        ("service", "group"): ("involves", False),
        ("group", "service"): ("involves", True),
    }
    for a in ELEMENT_KINDS:
        for b in ELEMENT_KINDS:
            fits = fitting_links(a, b)
            assert (fits[0] if fits else None) == expected.get((a, b))
            if not fits:
                assert why_no_link(a, b)


def test_an_impossible_link_explains_itself() -> None:
    draft = Draft(written("a1\nn1"), counter())
    with pytest.raises(UserError, match="through a service"):
        edits.connect(draft, "a1", "n1")
    with pytest.raises(UserError, match="itself"):
        edits.connect(draft, "a1", "a1")


def test_the_same_link_is_not_drawn_twice_in_either_direction() -> None:
    draft = Draft(written("s1 coordinates_with s2"), counter())
    with pytest.raises(UserError, match="already"):
        edits.connect(draft, "s2", "s1")


def test_removing_takes_links_along_and_frees_members() -> None:
    draft = Draft(written("a1 provides s1\ns1 responds_to n1\ns1 in r1"), counter())
    edits.remove(draft, ["s1"])
    assert draft.result().links == []
    draft = Draft(written("s1 in r1\na1 in r1"), counter())
    edits.remove(draft, ["r1"])
    assert {e.id: e.sector for e in draft.result().elements} == {"s1": None, "a1": None}  # type: ignore[attr-defined]
    check(draft.result())


def test_dropping_into_a_region_joins_the_smallest_sector_there() -> None:
    base = written(
        "a1\nr1\nr2",
        r1={"x": 0.0, "y": 0.0, "width": 400.0, "height": 400.0},
        r2={"x": 50.0, "y": 50.0, "width": 100.0, "height": 100.0},
    )
    draft = Draft(base, counter())
    for place, sector in (((60, 60), "r2"), ((-150, 0), "r1"), ((900, 0), None)):
        edits.move(draft, {"a1": place})
        edits.join_sectors_by_place(draft, ["a1"])
        assert draft.element("a1").sector == sector  # type: ignore[attr-defined]


def test_a_sector_carries_its_members() -> None:
    base = written("a1 in r1\na2", r1={"x": 0.0, "y": 0.0}, a1={"x": 10.0, "y": 20.0}, a2={"x": 1.0, "y": 1.0})
    draft = Draft(base, counter())
    edits.move(draft, {"r1": (100, 50)})
    assert (draft.element("a1").x, draft.element("a1").y) == (110, 70)
    assert (draft.element("a2").x, draft.element("a2").y) == (1, 1)


def test_values_out_of_range_are_refused_in_words() -> None:
    draft = Draft(written("a1"), counter())
    with pytest.raises(UserError, match="from 1 to 5"):
        edits.set_field(draft, ["a1"], "capacity", 9)
    with pytest.raises(UserError, match="no such sector"):
        edits.set_field(draft, ["a1"], "sector", "nowhere")


def test_several_elements_at_once_where_they_share_the_attribute() -> None:
    draft = Draft(written("a1\nn1"), counter())
    edits.set_field(draft, ["a1", "n1"], "capacity", 4)
    assert draft.element("a1").capacity == 4  # type: ignore[attr-defined]
    assert len(draft.changes()) == 1


def test_paste_gives_new_ids_and_keeps_links_between_copies() -> None:
    base = written("a1 provides s1\ns1 responds_to n1", a1={"x": 1.0, "y": 2.0})
    draft = Draft(base, counter())
    chosen = [base["a1"], base["s1"], *base.links]
    made, left_out = edits.paste(draft, chosen, 10, 10)
    result = draft.result()
    assert left_out == []
    assert len(made) == 4
    copies = [link for link in result.links if link.id in made]
    assert {(c.kind, c.target == "n1") for c in copies} == {("provides", False), ("responds_to", True)}
    assert any((e.x, e.y) == (11, 12) for e in result.elements)
    check(result)


def test_a_pasted_link_to_nothing_is_left_out_and_told() -> None:
    draft = Draft(written("a9"), counter())
    source = written("a1 provides s1")
    _made, left_out = edits.paste(draft, [source["a1"], *source.links])
    assert [link.kind for link in left_out if isinstance(link, Link)] == ["provides"]


def test_the_kind_of_a_link_can_be_changed() -> None:
    draft = Draft(written("a1 provides s1"), counter())
    edits.change_link_kind(draft, "l0", "involves")
    link = draft.get("l0")
    assert isinstance(link, Link)
    assert (link.kind, link.source, link.target) == ("involves", "s1", "a1")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Job\ncentre\t ", "Job centre"),
        ("a\x00b", "a b"),
        ("مكتب", "مكتب"),
        ("👩‍👧 care", "👩‍👧 care"),
        ("x" * 9_000, "x" * 5_000),
    ],
)
def test_names_are_cleaned(raw: str, clean: str) -> None:
    assert edits.clean(raw) == clean


def test_every_link_kind_has_ends_among_the_kinds() -> None:
    for kind in LINK_KINDS.values():
        assert all(a in NODE_KINDS and b in NODE_KINDS for a, b in kind.ends)


def test_a_new_sector_has_the_size_of_a_region() -> None:
    draft = Draft(written(""), counter())
    key = edits.add_element(draft, "sector", "Care")
    sector = draft.element(key)
    assert isinstance(sector, Sector)
    assert (sector.width, sector.height) == edits.REGION_SIZE


def test_asked_pairs_are_noted_once_and_the_note_can_be_taken_away() -> None:
    draft = Draft(written("a1\na2\ns1\nn1\ns1 responds_to n1"))
    assert edits.mark_asked(draft, "a1", "a2")
    (link,) = draft.links_of("a1")
    assert (link.kind, link.status) == ("coordinates_with", "absent")
    assert not edits.mark_asked(draft, "a2", "a1")
    assert draft.links_of("a1") == []
    key = edits.connect(draft, "a1", "a2")
    assert edits.mark_asked(draft, "a2", "a1")
    assert [(k.id, k.status) for k in draft.links_of("a1")] == [(key, "absent")]
    with pytest.raises(UserError):
        edits.mark_asked(draft, "a1", "s1")


def test_causal_links_can_be_disputed_and_no_other() -> None:
    draft = Draft(written("n1 leads_to n2\nn2 leads_to n3\ns1 responds_to n1"))
    keys = [link.id for link in draft.base.links]
    assert edits.dispute(draft, keys) == 2
    assert [link.polarity for link in draft.result().links] == ["?", "?", None]
    edits.dispute(draft, keys)
    assert [link.polarity for link in draft.result().links] == [None, None, None]


def test_a_need_that_is_a_service_keeps_what_fits_and_tells_what_goes() -> None:
    # a1 provides s1, s1 responds to n1, n1 leads to n2, g1 lives with n1; n1 is a service after all:
    # then s1 works with it, it responds to n2, and it involves g1 (the likeliest kinds for these ends)
    system_map = written("a1 provides s1\ns1 responds_to n1\nn1 leads_to n2\ng1 experiences n1", n1={"people": 3})
    draft = Draft(system_map)
    assert change_kind(draft, "n1", "service") == []
    made = draft.result()
    assert not breaches(made)
    kinds = {link.id: (link.kind, link.source, link.target) for link in made.links}
    assert kinds["l1"] == ("coordinates_with", "s1", "n1")
    assert kinds["l2"] == ("responds_to", "n1", "n2")
    assert kinds["l3"] == ("involves", "n1", "g1")
    assert made.element("n1").label == "N1"
    again = Draft(made)
    lost = change_kind(again, "n1", "actor")  # an actor answers no need, and no link joins it to a group
    assert {link.id for link in lost} == {"l2", "l3"}
    assert not breaches(again.result())
    with pytest.raises(UserError):
        change_kind(Draft(made), "n1", "sector")


def test_links_change_their_kind_and_direction_where_that_makes_sense() -> None:
    system_map = written("a1 provides s1\nn1 leads_to n2\ns1 responds_to n1")
    draft = Draft(system_map)
    assert next_link_kind(draft, ["l0", "l1", "l2"]) == 1  # only service and actor have a second kind
    assert reverse(draft, ["l0", "l1", "l2"]) == 1
    links = {link.id: (link.kind, link.source, link.target) for link in draft.result().links}
    assert links["l0"] == ("involves", "s1", "a1")
    assert links["l1"] == ("leads_to", "n2", "n1")
    assert links["l2"] == ("responds_to", "s1", "n1")
    both = Draft(written("n1 leads_to n2\nn2 leads_to n1"))
    with pytest.raises(UserError):
        reverse(both, ["l0"])


def test_an_end_of_a_link_moves_and_the_kind_follows_where_it_must() -> None:
    system_map = written("s1 responds_to n1\ns2 responds_to n1\ns1 responds_to n2\na1 provides s1\ng1 experiences n1")
    draft = Draft(system_map)
    edits.reconnect(draft, "l1", "target", "n2")
    assert draft.result()["l1"].target == "n2"  # type: ignore[attr-defined]
    edits.reconnect(draft, "l2", "target", "s2")
    moved = draft.result()["l2"]
    assert (moved.kind, moved.source, moved.target) == ("coordinates_with", "s1", "s2")  # type: ignore[attr-defined]
    for end, to in (("target", "s1"), ("source", "a1")):  # itself; an actor answers no need
        with pytest.raises(UserError):
            edits.reconnect(Draft(system_map), "l0", end, to)
    with pytest.raises(UserError):  # it would stand twice
        edits.reconnect(Draft(system_map), "l0", "target", "n2")


def test_a_drop_on_free_ground_keeps_the_sector_of_what_was_on_free_ground_before() -> None:
    region = {"x": 0.0, "y": 0.0, "width": 200.0, "height": 200.0}
    system_map = written("a1 in r1\na2 in r1", r1=region, a1={"x": 900.0, "y": 0.0}, a2={"x": 0.0, "y": 0.0})
    draft = Draft(system_map)
    edits.move(draft, {"a1": (950.0, 50.0), "a2": (900.0, 300.0)})
    edits.join_sectors_by_place(draft, ["a1", "a2"])
    assert draft.element("a1").sector == "r1"  # type: ignore[attr-defined]
    assert draft.element("a2").sector is None  # type: ignore[attr-defined]


def test_a_link_that_is_there_already_is_not_pasted_a_second_time() -> None:
    system_map = written("a1 provides s1\ns1 coordinates_with s2")
    draft = Draft(system_map, counter())
    made, left_out = edits.paste(draft, [system_map["l0"], system_map["l1"]])
    assert made == []
    assert left_out == [system_map["l0"], system_map["l1"]]
    made, left_out = edits.paste(draft, [system_map["a1"], system_map["l0"]])  # the copy provides s1 too
    assert len(made) == 2
    assert left_out == []
    check(draft.result())
