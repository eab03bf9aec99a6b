"""Keeping what has not changed: the same result as from scratch, and only the parts an edit touches."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.analysis.analyse import analyse
from silomap.analysis.memo import Memo
from silomap.exchange.templates import from_template
from silomap.model.changes import apply
from silomap.model.draft import Draft
from silomap.model.elements import Actor, Link, Need, Service
from silomap.model.invariants import repair
from silomap.model.system_map import SystemMap
from tests.examples import many
from tests.maps import sets_on, system_maps


@settings(max_examples=60)
@given(system_maps(), st.data())
def test_after_any_edits_as_from_scratch(system_map: SystemMap, data: st.DataObject) -> None:
    memo = Memo()
    for _ in range(3):
        assert analyse(system_map, memo=memo) == analyse(system_map)
        system_map = apply(system_map, data.draw(sets_on(system_map)))
    assert analyse(system_map, memo=memo) == analyse(system_map)


@settings(max_examples=many(150))
@given(system_maps(), system_maps(), st.data())
def test_after_one_small_edit_as_from_scratch(system_map: SystemMap, other: SystemMap, data: st.DataObject) -> None:
    """One entity of another map comes or one link goes: the parts that are kept must still be right."""
    memo = Memo()
    analyse(system_map, memo=memo)
    for _ in range(3):
        links = [link.id for link in system_map.links]
        if links and data.draw(st.booleans()):
            system_map = system_map.after([(data.draw(st.sampled_from(links)), None)])
        else:
            key = data.draw(st.sampled_from(sorted(other)))
            draft = Draft(system_map)
            draft.put(other[key])
            merged = draft.result()
            system_map = apply(merged, repair(merged))
        assert analyse(system_map, memo=memo) == analyse(system_map)


def test_only_what_an_edit_touches_is_worked_out_again() -> None:
    system_map = from_template("metropolitan-city", "en")
    memo = Memo()
    analyse(system_map, memo=memo)

    def made_by(*entities: object) -> set[str]:
        analyse(system_map.after((e.id, e) for e in entities), memo=memo)  # type: ignore[attr-defined]
        made = set(memo.made)
        analyse(system_map, memo=memo)
        return made

    analyse(system_map, memo=memo)
    assert memo.made == []
    service, need, actor = (system_map.all(kind)[0] for kind in (Service, Need, Actor))
    assert made_by(replace(service, x=1.0, y=2.0)) == set()
    assert made_by(replace(service, label="Other", description="text")) == set()
    assert made_by(replace(need, label="Other")) == {"orders"}
    assert made_by(replace(actor, readiness=5, capacity=5)) == {"gaps", "joint", "readiness"}
    causal = next(k for k in system_map.links if k.kind == "leads_to")
    assert made_by(replace(causal, strength=1 if causal.strength != 1 else 2)) == {"causes", "loops"}
    tie = next(
        k
        for k in system_map.links
        if k.kind == "coordinates_with" and k.source in dict.fromkeys(a.id for a in system_map.all(Actor))
    )
    made = made_by(replace(tie, status="absent"))
    assert {"neighbours", "network", "brokers", "failures"} <= made
    assert not made & {"required", "causes", "loops", "orders"}
    answer = Link(id="extra", kind="responds_to", source=service.id, target=need.id)
    assert not made_by(answer) & {"network", "brokers", "neighbours", "loops", "orders"}
