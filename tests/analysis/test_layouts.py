"""Layouts: no overlaps, what is pinned stays, the same map gives the same picture, and each shows what it is for."""

from __future__ import annotations

import math
import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.analysis.analyse import analyse
from silomap.analysis.element_measures import ELEMENT_MEASURES, numbers_of, shares
from silomap.analysis.layouts import LAYOUTS, force, layered, radial
from silomap.model import discussion
from silomap.model.draft import Draft
from silomap.model.elements import Element, Sector
from silomap.model.placing import room_of
from silomap.model.settling import settled
from silomap.model.system_map import SystemMap
from silomap.model.tidying import apply
from tests.maps import counter, system_maps, written

NEW = ("force", "layered", "radial")


def laid_out(name: str, system_map: SystemMap, focus: tuple[str, ...] = ()) -> SystemMap:
    draft = Draft(system_map)
    apply(draft, LAYOUTS[name](system_map, focus, lambda _share: None))
    return draft.result()


def overlapping(system_map: SystemMap) -> list[tuple[str, str]]:
    nodes = [e for e in system_map.elements if not isinstance(e, Sector) and e.x is not None]
    return [
        (a.id, b.id)
        for a, b in combinations(nodes, 2)
        if abs((a.x or 0) - (b.x or 0)) < (room_of(a)[0] + room_of(b)[0]) / 2 - 0.3
        and abs((a.y or 0) - (b.y or 0)) < (room_of(a)[1] + room_of(b)[1]) / 2 - 0.3
        and not (a.pinned and b.pinned)
    ]


@pytest.mark.parametrize("name", NEW)
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_overlaps_and_the_same_map_gives_the_same_picture(name: str, data: st.DataObject) -> None:
    system_map = data.draw(system_maps())
    once = laid_out(name, system_map)
    assert overlapping(once) == []
    assert laid_out(name, system_map) == once
    assert {e.id for e in once.mapped if e.x is None} == set()


@pytest.mark.parametrize("name", NEW)
def test_what_is_pinned_stays_exactly(name: str) -> None:
    lines = "\n".join(f"s{i} responds_to n{i % 4}" for i in range(12))
    places = {f"s{i}": {"x": float(i * 13), "y": 7.0, "pinned": i % 3 == 0} for i in range(12)}
    before = written(lines, **places)
    after = laid_out(name, before)
    for key, values in places.items():
        if values["pinned"]:
            assert (after.element(key).x, after.element(key).y) == (values["x"], values["y"])
    free = [e for e in after.mapped if not e.pinned]
    assert not [pair for pair in overlapping(after) if {*pair} & {e.id for e in free}]


def test_by_links_two_groups_that_no_link_joins_come_apart() -> None:
    def clique(letter: str) -> list[str]:
        return [f"a{letter}{i} coordinates_with a{letter}{j}" for i, j in combinations(range(6), 2)]

    shaken = random.Random(3)
    names = [f"a{letter}{i}" for letter in "xy" for i in range(6)]
    places = {name: {"x": shaken.uniform(-400, 400), "y": shaken.uniform(-400, 400)} for name in names}
    after = laid_out("force", written("\n".join([*clique("x"), *clique("y")]), **places))

    def far(a: str, b: str) -> float:
        one, two = after.element(a), after.element(b)
        return math.dist((one.x or 0, one.y or 0), (two.x or 0, two.y or 0))

    inside = [far(a, b) for a, b in combinations(names, 2) if a[1] == b[1]]
    across = [far(a, b) for a, b in combinations(names, 2) if a[1] != b[1]]
    assert max(inside) < sum(across) / len(across)


def test_by_links_a_small_edit_gives_a_small_change() -> None:
    lines = "\n".join(f"n{i} leads_to n{i + 1}" for i in range(14))
    settled_map = laid_out("force", laid_out("force", laid_out("force", written(lines))))
    draft = Draft(settled_map)
    apply(draft, force(settled_map))
    again = draft.result()
    size = max(e.x or 0 for e in settled_map.mapped) - min(e.x or 0 for e in settled_map.mapped)
    steps = [
        math.dist((e.x or 0, e.y or 0), (again.element(e.id).x or 0, again.element(e.id).y or 0))
        for e in settled_map.mapped
    ]
    assert sorted(steps)[len(steps) // 2] < max(200.0, size / 3)


def test_by_causes_every_effect_stands_right_of_its_cause() -> None:
    system_map = written(
        "n1 leads_to n2\nn2 leads_to n3\nn1 leads_to n3\nn4 leads_to n3\n"
        "s1 responds_to n3\na1 provides s1\ng1 experiences n1"
    )
    after = laid_out("layered", system_map)
    for link in after.links:
        if link.kind == "leads_to":
            assert (after.element(link.source).x or 0) < (after.element(link.target).x or 0)
    heights = [after.element(key).y or 0 for key in ("a1", "s1", "n3", "g1")]
    assert heights == sorted(heights)  # actors over services over needs over groups


def test_by_causes_a_circle_begins_with_what_is_most_of_a_cause() -> None:
    # n1 leads to two and is led to by one; in the circle n1 → n2 → n3 → n1 it is most of a cause (balance 1/3)
    after = laid_out("layered", written("n1 leads_to n2\nn2 leads_to n3\nn3 leads_to n1\nn1 leads_to n3"))
    assert (after.element("n1").x or 0) < (after.element("n2").x or 0) < (after.element("n3").x or 0)


def test_around_a_selection_rings_go_by_the_number_of_links() -> None:
    lines = "s1 responds_to n1\ns2 responds_to n1\na1 provides s1\na2 provides s2\na9 provides s9"
    after = laid_out("radial", written(lines), ("n1",))

    def far(key: str) -> float:
        e, middle = after.element(key), after.element("n1")
        return math.hypot((e.x or 0) - (middle.x or 0), ((e.y or 0) - (middle.y or 0)) / 0.6)

    assert max(far("s1"), far("s2")) < min(far("a1"), far("a2"))
    lowest = max(after.element(key).y or 0 for key in ("n1", "s1", "s2", "a1", "a2"))
    assert min(after.element(key).y or 0 for key in ("a9", "s9")) > lowest  # no way leads there


def test_regions_become_tiles_and_members_keep_their_sector() -> None:
    system_map = written("a1 in r1\na1 provides s1", r1={"x": 0.0, "y": 0.0, "width": 400.0, "height": 400.0})
    after = laid_out("force", system_map)
    region = after.element("r1")
    assert isinstance(region, Sector)
    assert (region.width, region.height) == (220.0, 64.0)
    assert (region.y or 0) < min(after.element(key).y or 0 for key in ("a1", "s1"))
    assert getattr(after.element("a1"), "sector") == "r1"  # noqa: B009


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(-300, 300), st.booleans()), max_size=40))
def test_settling_leaves_no_overlap_and_moves_nothing_that_is_pinned(points: list[tuple[int, int, bool]]) -> None:
    attributes = {f"a{i}": {"x": float(x), "y": float(y), "pinned": p} for i, (x, y, p) in enumerate(points)}
    system_map = written("\n".join(attributes), **attributes)
    places = settled(system_map.mapped)
    draft = Draft(system_map)
    for key, (x, y) in places.items():
        draft.set(key, x=x, y=y)
    assert overlapping(draft.result()) == []
    assert all(places[k] == (v["x"], v["y"]) for k, v in attributes.items() if v["pinned"])


def test_an_empty_map_and_a_single_element() -> None:
    for name in LAYOUTS:
        assert laid_out(name, SystemMap.of([])).elements == []
        one = laid_out(name, written("a1", a1={"x": 5.0, "y": 6.0}))
        assert len(one.elements) == 1


def test_focus_of_a_radial_layout_defaults_to_the_most_linked() -> None:
    system_map = written("s1 responds_to n1\ns2 responds_to n1\ns3 responds_to n1\na1 provides s1")
    assert radial(system_map).places["n1"] == radial(system_map, ("n1",)).places["n1"]
    assert layered(system_map) == layered(system_map, ("n1",))


def test_measures_of_elements_by_hand() -> None:
    # n1 has two services of two actors that do not work together: F = 1, two answers. s1 is the only one for n2.
    system_map = written(
        "a1 provides s1\na2 provides s2\ns1 responds_to n1\ns2 responds_to n1\ns1 responds_to n2\nn1 leads_to n2",
        a1={"capacity": 2},
        n1={"severity": 5, "people": 40},
    )
    draft = Draft(system_map, counter())
    discussion.vote(draft, "n1", 3)
    discussion.add_note(draft, "s1", "Hello")
    system_map = draft.result()
    result = analyse(system_map)

    def numbers(code: str) -> dict[str, float]:
        return numbers_of(code, system_map, result)

    assert numbers("links")["s1"] == 3
    assert numbers("dots") == {"n1": 3.0}
    assert numbers("notes") == {"s1": 1.0}
    assert numbers("capacity") == {"a1": 2.0}
    assert numbers("severity") == {"n1": 5.0}
    assert numbers("people") == {"n1": 40.0}
    assert numbers("answers") == {"n1": 2.0, "n2": 1.0}
    assert numbers("fragmentation")["n1"] == 1.0
    assert numbers("balance") == {"n1": 1.0, "n2": -1.0}
    assert numbers("lost")["a1"] == 1.0  # n2 has no other answer
    for code in ELEMENT_MEASURES:
        assert all(isinstance(system_map.get(key), Element) for key in numbers(code))
    assert shares({"a": 2.0, "b": 4.0, "c": 3.0}) == {"a": 0.0, "b": 1.0, "c": 0.5}
    assert shares({"a": 7.0, "b": 7.0}) == {"a": 0.5, "b": 0.5}
    assert shares({}) == {}
