"""Layouts: no overlaps afterwards, pinned elements stay, the same map gives the same picture, little is moved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.exchange.templates import from_template
from silomap.model.draft import Draft
from silomap.model.edits import region_holds
from silomap.model.elements import Actor, Element, Need, Sector, sector_of
from silomap.model.placing import ROOM, place_missing, room_of
from silomap.model.system_map import SystemMap
from silomap.model.tidying import Arrangement, apply, by_sector, tidy
from tests.maps import system_maps


def laid_out(system_map: SystemMap, arrangement: Arrangement) -> SystemMap:
    draft = Draft(system_map)
    apply(draft, arrangement)
    return draft.result()


def overlaps(system_map: SystemMap) -> list[tuple[str, str]]:
    nodes = [e for e in system_map.elements if not isinstance(e, Sector) and e.x is not None]
    return [
        (a.id, b.id)
        for i, a in enumerate(nodes)
        for b in nodes[i + 1 :]
        if abs((a.x or 0) - (b.x or 0)) < (room_of(a)[0] + room_of(b)[0]) / 2 - 0.3
        and abs((a.y or 0) - (b.y or 0)) < (room_of(a)[1] + room_of(b)[1]) / 2 - 0.3
        and not (a.pinned and b.pinned)
    ]


def regions_hold_their_members(system_map: SystemMap, before: SystemMap | None = None) -> bool:
    """Those that stood in them before; others went their own way."""

    def stood(region: Sector, element: Element) -> bool:
        if before is None:
            return True
        old, place = before.element(region.id), before.element(element.id)
        return isinstance(old, Sector) and region_holds(old, place.x or 0.0, place.y or 0.0)

    def holds(region: Sector, element: Element) -> bool:
        across, down = abs((element.x or 0) - (region.x or 0)), abs((element.y or 0) - (region.y or 0))
        return across <= (region.width or 0) / 2 and down <= (region.height or 0) / 2

    homes = [(system_map.get(sector_of(e) or ""), e) for e in system_map.elements if e.x is not None]
    regions = ((r, e) for r, e in homes if isinstance(r, Sector) and r.x is not None)
    return all(holds(region, e) for region, e in regions if stood(region, e))


def drawn(draw: st.DataObject, system_map: SystemMap, pins: bool) -> SystemMap:
    """The same map with places close to each other, some of them pinned."""
    near = st.integers(-3, 3).map(lambda i: i * 60.0)
    changed: list[tuple[str, Element]] = []
    for element in system_map.elements:
        values = {"x": draw.draw(near), "y": draw.draw(near), "pinned": pins and draw.draw(st.integers(0, 4)) == 0}
        if isinstance(element, Sector):
            values.update(width=300.0, height=260.0)
        changed.append((element.id, replace(element, **values)))
    return system_map.after(changed)


@settings(max_examples=80)
@given(system_maps(most=4), st.data(), st.booleans())
def test_tidy_leaves_no_overlap_and_what_is_pinned(system_map: SystemMap, data: st.DataObject, pins: bool) -> None:
    before = drawn(data, system_map, pins)
    after = laid_out(before, tidy(before))
    assert regions_hold_their_members(after, before)
    for element in before.elements:
        if element.pinned:
            now = after.element(element.id)
            assert (now.x, now.y) == (element.x, element.y) or isinstance(element, Sector)
    if not pins:
        assert overlaps(after) == []
        again = laid_out(after, tidy(after))
        assert overlaps(again) == []
        assert again == after
    assert tidy(before) == tidy(before)


@given(system_maps(most=5))
def test_by_sector_leaves_no_overlap(system_map: SystemMap) -> None:
    draft = Draft(system_map)
    place_missing(draft)
    after = laid_out(draft.result(), by_sector(draft.result()))
    assert overlaps(after) == []
    assert regions_hold_their_members(after)


def test_two_hundred_dropped_at_one_point() -> None:
    system_map = SystemMap.of([Need(id=f"n{i:03}", x=0.0, y=0.0) for i in range(200)])
    after = laid_out(system_map, tidy(system_map))
    assert overlaps(after) == []
    spread = max(abs(e.x or 0) for e in after.elements), max(abs(e.y or 0) for e in after.elements)
    assert spread[0] < 200 * ROOM[0] / 4
    assert spread[1] < 200 * ROOM[1] / 4


def test_what_overlaps_nothing_stays_exactly() -> None:
    apart = [Actor(id=f"a{i}", x=i * 300.0, y=40.0) for i in range(5)]
    system_map = SystemMap.of([*apart, Actor(id="b", x=305.0, y=45.0)])
    after = laid_out(system_map, tidy(system_map))
    moved = [e.id for e in after.elements if after[e.id] != system_map[e.id]]
    assert moved == ["b"]
    assert abs((after.element("b").y or 0) - 45) <= ROOM[1] + 1


@pytest.mark.parametrize("name", ["two-desks", "turin", "metropolitan-city"])
def test_the_samples_are_tidy_after_either(name: str) -> None:
    system_map = from_template(name, "en")
    for arrange in (by_sector, tidy):
        after = laid_out(system_map, arrange(system_map))
        assert overlaps(after) == []
        assert regions_hold_their_members(after)


def test_a_pinned_element_keeps_its_place_in_an_arrangement_by_sector() -> None:
    system_map = from_template("turin", "en")
    pinned = replace(system_map.element("need-skills"), pinned=True, x=5000.0, y=5000.0, sector=None)  # type: ignore[call-arg]
    system_map = system_map.after([(pinned.id, pinned)])
    after = laid_out(system_map, by_sector(system_map))
    assert (after.element("need-skills").x, after.element("need-skills").y) == (5000.0, 5000.0)
    assert overlaps(after) == []
