"""What a filter lets through, and what lies between two."""

from __future__ import annotations

from hypothesis import given

from silomap.model.elements import Sticky
from silomap.model.filtering import NO_SECTOR, NOT_SAID, Filter, filterable, filtered, tags_of
from silomap.model.neighbourhood import between
from silomap.model.system_map import SystemMap
from tests.maps import system_maps, written

MAP = written(
    "a1 in r1\na2 in r2\na1 provides s1\na2 provides s2\ns1 responds_to n1\ns2 responds_to n1\nn1 leads_to n2",
    a1={"label": "Job centre", "capacity": 2, "tags": ("city",), "external": True},
    a2={"label": "Housing office", "description": "Flats for JOB seekers", "capacity": 4, "tags": ("city", "Pilot")},
    n1={"label": "Losing the home", "custom": (("phase", "second"),)},
)


def passes(**conditions: object) -> set[str]:
    return set(filtered(MAP, Filter(**conditions)))  # type: ignore[arg-type]


def test_each_condition_by_hand() -> None:
    assert passes(kinds=frozenset({"need"})) == {"n1", "n2"}
    assert passes(sectors=frozenset({"r1"})) == {"r1", "a1"}
    assert passes(kinds=frozenset({"actor", "service"}), sectors=frozenset({NO_SECTOR})) == {"s1", "s2"}
    assert passes(tags=frozenset({"Pilot"})) == {"a2"}
    assert passes(text="job") == {"a1", "a2"}
    assert passes(text=" JOB flats") == {"a2"}
    assert passes(text="second") == {"n1"}
    assert passes(values={"capacity": frozenset({1, 2})}) == {"a1"}
    assert passes(values={"capacity": frozenset({NOT_SAID})}) == {"s1", "s2"}
    assert passes(values={"external": frozenset({True})}) == {"a1"}
    assert passes(text="nothing like this") == set()


def test_values_are_switched_on_and_off() -> None:
    chosen = Filter().with_value("capacity", 2, True).with_value("capacity", None, True)
    assert chosen.values == {"capacity": frozenset({2, None})}
    assert not chosen.with_value("capacity", 2, False).with_value("capacity", None, False)
    assert not Filter(text="  ")


def test_sticky_notes_are_found_by_their_text_only() -> None:
    with_sticky = MAP.after([("y", Sticky(id="y", label="Job fair on Monday"))])
    assert "y" in filtered(with_sticky, Filter(text="job"))
    assert "y" not in filtered(with_sticky, Filter(sectors=frozenset({NO_SECTOR})))


def test_what_can_be_filtered_by_comes_from_the_vocabulary() -> None:
    rows = {name: values for name, _title, values in filterable()}
    assert rows["capacity"] == (1, 2, 3, 4, 5, None)
    assert rows["external"] == (True, False)
    assert None in rows["evidence"]
    assert "label" not in rows
    assert tags_of(MAP) == ["city", "Pilot"]


@given(system_maps())
def test_an_empty_filter_lets_everything_through(system_map: SystemMap) -> None:
    assert filtered(system_map, Filter()) == {e.id for e in system_map.mapped}


def test_between_two_lies_what_is_on_a_shortest_way() -> None:
    # a1 – s1 – n1 – s2 – a2 is the only way; n2 hangs beside it
    assert between(MAP, "a1", "a2") == {"a1", "s1", "n1", "s2", "a2", "l2", "l3", "l4", "l5"}
    assert between(MAP, "n1", "n2") == {"n1", "n2", "l6"}
    diamond = written("s1 responds_to n1\ns2 responds_to n1\ns1 responds_to n2\ns2 responds_to n2\nn1 leads_to n2")
    assert between(diamond, "s1", "s2") == {"s1", "s2", "n1", "n2", "l0", "l1", "l2", "l3"}  # not n1 → n2
    assert between(written("a1\na2"), "a1", "a2") == frozenset()
