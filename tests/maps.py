"""Maps for tests: strategies for random ones, and a short way to write small ones down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from silomap.model.changes import Change, ChangeSet
from silomap.model.discussion import vote_id
from silomap.model.draft import Draft
from silomap.model.edits import mark_id
from silomap.model.elements import (
    TYPES,
    Action,
    Element,
    Entity,
    Group,
    Image,
    Link,
    MapInfo,
    Mark,
    Need,
    Note,
    NoteTheme,
    Seat,
    Sector,
    Service,
    Statement,
    Sticky,
    StoryStep,
    Vote,
    Workshop,
)
from silomap.model.invariants import repair
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import (
    ACTION_STATES,
    ANSWERS,
    EVIDENCE,
    FORMS,
    LEVELS,
    LINK_KINDS,
    MARKS,
    POLARITIES,
    STAGES,
    STATUSES,
    attribute,
)

PREFIX = {"actor": "a", "service": "s", "need": "n", "group": "g", "sector": "r"}
labels = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
scales = st.none() | st.integers(1, 5)
# Made once: a strategy that is made anew at each draw is checked anew, which took most of the time of random maps.
yes_or_no = st.booleans()
up_to_two, up_to_three = st.integers(0, 2), st.integers(0, 3)
tags = st.lists(labels, max_size=2)
custom = st.dictionaries(labels.filter(bool), labels, max_size=2)
places = st.integers(-900, 900)
people = st.none() | st.integers(0, 10_000)
dots = st.integers(1, 9)
answers = st.lists(st.integers(1, 5), max_size=3)
stages = st.lists(st.sampled_from(STAGES), max_size=3, unique=True)
cameras = st.sampled_from([(), (0.0, -1.5, 300.0, 200.0)])
pictures, themes = st.sampled_from(("", "image:1")), st.sampled_from(("", "theme1"))
action_states, decided = st.sampled_from(ACTION_STATES), st.sampled_from(["", *ANSWERS])
findings = st.sampled_from(["", "hole:n1"])
rules = st.lists(st.sampled_from(("hole", "silo", "missing_link")), unique=True, max_size=2)
mark_states = st.sampled_from(MARKS)
choices = st.sampled_from(("keep", "keep", "take", "remove"))
link_values: dict[str, st.SearchStrategy[Any]] = {
    "status": st.none() | st.sampled_from(STATUSES),
    "evidence": st.none() | st.sampled_from(EVIDENCE),
    "strength": st.none() | scales,
    "polarity": st.none() | st.sampled_from(POLARITIES),
    "form": st.none() | st.sampled_from(FORMS),
    "level": st.none() | st.sampled_from(LEVELS),
}


def counter() -> Callable[[], str]:
    """Ids that are the same in every run."""
    number = 0

    def new_id() -> str:
        nonlocal number
        number += 1
        return f"new{number}"

    return new_id


def written(links: str, **attributes: dict[str, Any]) -> SystemMap:
    """A map from lines like `a1 provides s1`; the kind of an element is the first letter of its id.

    `s1 in r1` puts an element into a sector; a fourth word is the status of the link.
    """
    entities: dict[str, Entity] = {}
    kinds = {letter: kind for kind, letter in PREFIX.items()}

    def element(key: str) -> str:
        if key not in entities:
            entities[key] = TYPES[kinds[key[0]]](id=key, **{"label": key.upper(), **attributes.get(key, {})})
        return key

    for number, line in enumerate(filter(None, (part.strip() for part in links.splitlines()))):
        words = line.split()
        if len(words) == 1:
            element(words[0])
        elif words[1] == "in":
            element(words[2])
            attributes.setdefault(words[0], {})["sector"] = words[2]
            entities.pop(words[0], None)
            element(words[0])
        else:
            status = words[3] if len(words) > 3 else None
            key = f"l{number}"
            entities[key] = Link(
                id=key, kind=words[1], source=element(words[0]), target=element(words[2]), status=status
            )
    return SystemMap.of(entities.values())


def drawn(system_map: SystemMap) -> dict[str, object]:
    """What tables carry: elements and links."""
    return {e.id: e for e in (*system_map.elements, *system_map.links)}


def hand_made(name: str = "First") -> SystemMap:
    """Two sectors. Need n1 (a1, a2 answer) leads to n2 (b answers); a1 and b work together; the group has both.
    Required pairs: a1–a2 share n1; a1–b and a2–b through n1 → n2. In place: a1–b."""
    return SystemMap.of(
        [
            Sector(id="A", label="A"),
            Sector(id="B", label="B"),
            Need(id="n1", label=name, sector="A"),
            Need(id="n2", label="Second", sector="B"),
            Service(id="a1", label="Alpha", sector="A"),
            Service(id="a2", label="Beta", sector="A"),
            Service(id="b", label="Gamma", sector="B"),
            Group(id="g", label="People"),
            Link(id="l1", kind="responds_to", source="a1", target="n1"),
            Link(id="l2", kind="responds_to", source="a2", target="n1"),
            Link(id="l3", kind="responds_to", source="b", target="n2"),
            Link(id="l4", kind="leads_to", source="n1", target="n2"),
            Link(id="l5", kind="experiences", source="g", target="n1"),
            Link(id="l6", kind="experiences", source="g", target="n2"),
            Link(id="l7", kind="coordinates_with", source="a1", target="b"),
        ]
    )


@st.composite
def system_maps(draw: st.DrawFn, most: int = 5) -> SystemMap:
    """Random sound maps: every kind of element and link, every status, with and without sectors."""
    entities: list[Entity] = [MapInfo(title=draw(labels))]
    sectors = [f"r{i}" for i in range(draw(up_to_three))]
    entities += [Sector(id=key, label=draw(labels)) for key in sectors]
    nodes: list[Element] = []
    how_many = st.integers(0, most)
    homes = st.none() | st.sampled_from(sectors) if sectors else st.none()
    for kind, letter in PREFIX.items():
        if kind == "sector":
            continue
        for i in range(draw(how_many)):
            nodes.append(_node(draw, kind, f"{letter}{i}", homes))
    entities += nodes
    entities += _links(draw, nodes)
    ids = st.lists(st.sampled_from([e.id for e in entities]), max_size=2, unique=True)
    for rule in draw(rules):
        about = tuple(draw(ids))
        entities.append(
            Mark(id=mark_id(rule, about), rule=rule, subject=about, state=draw(mark_states), note=draw(labels))
        )
    entities += _discussions(draw, [e.id for e in entities if isinstance(e, Element | Link)])
    return SystemMap.of(entities)


def _discussions(draw: st.DrawFn, keys: list[str]) -> list[Entity]:
    """Sticky notes, notes, votes, actions, seats and the session, about some of these."""
    found: list[Entity] = []
    about = st.sampled_from(["", *keys])
    for i in range(draw(up_to_two)):
        found.append(Sticky(id=f"y{i}", label=draw(labels), image=draw(pictures)))
        theme = draw(themes)
        said = Note(id=f"note{i}", about=draw(about), text=draw(labels) + "!", done=draw(yes_or_no), theme=theme)
        found.append(said)
        if theme and not any(e.id == theme for e in found):
            found.append(NoteTheme(id=theme, label=draw(labels) + "!", position=1.5))
        if draw(yes_or_no):
            found.append(Vote(id=vote_id(said.id, "ann"), about=said.id, voter="ann", dots=draw(dots)))
        answer = draw(decided)
        found.append(
            Action(
                id=f"action{i}",
                about=draw(about),
                what="Ask",
                who="A",
                due="2026-12-01",
                state=draw(action_states),
                finding=draw(findings),
                answer=answer,
                answered_on="2026-03-12" if answer else "",
            )
        )
    for key in draw(st.lists(st.sampled_from(keys), max_size=2, unique=True)) if keys else ():
        found.append(Vote(id=vote_id(key, "ann"), about=key, voter="ann", dots=draw(dots)))
    if draw(yes_or_no):
        found.append(Seat(id="seat0", place="citizens", role=draw(labels), present=draw(yes_or_no)))
        said_first = tuple(draw(answers))
        reveal, camera = tuple(draw(stages)), draw(cameras)
        found.append(
            StoryStep(id="step1", position=1.5, title=draw(labels), lit=("gone",), reveal=reveal, camera=camera)
        )
        found.append(Workshop(whom="7", opening=said_first, guesses=(draw(labels),), step="needs"))
        found.append(Image(id="image:1", data="aGVsbG8="))
        found.append(Statement(id="statement:user", opening=said_first, closing=(1,)))
    return found


def _node(draw: st.DrawFn, kind: str, key: str, homes: st.SearchStrategy[str | None]) -> Element:
    values: dict[str, Any] = {
        "label": draw(labels),
        "tags": tuple(draw(tags)),
        "custom": tuple(sorted(draw(custom).items())),
    }
    if draw(yes_or_no):
        values.update(x=float(draw(places)), y=float(draw(places)))
    if attribute(kind, "sector"):
        values["sector"] = draw(homes)
    for name in ("capacity", "readiness", "severity"):
        if attribute(kind, name):
            values[name] = draw(scales)
    if attribute(kind, "people"):
        values["people"] = draw(people)
    return TYPES[kind](id=key, **values)  # type: ignore[return-value]


def _links(draw: st.DrawFn, nodes: list[Element]) -> list[Link]:
    possible = [
        (kind.name, a.id, b.id)
        for kind in LINK_KINDS.values()
        for a in nodes
        for b in nodes
        if (a.type, b.type) in kind.ends and a.id != b.id and (kind.directed or a.id < b.id)
    ]
    if not possible:
        return []
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=30))
    return [
        Link(id=f"{kind}:{a}:{b}", kind=kind, source=a, target=b, **_link_values(draw, kind)) for kind, a, b in chosen
    ]


def _link_values(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    return {name: draw(strategy) for name, strategy in link_values.items() if attribute(kind, name)}


@st.composite
def sets_on(draw: st.DrawFn, base: SystemMap) -> ChangeSet:
    """A random sound change set on a map: some of another random map, some removals, then repaired."""
    other = draw(system_maps())
    draft = Draft(base)
    for key in sorted({*base, *other}):
        choice = draw(choices)
        if choice == "take" and key in other:
            draft.put(other[key])
        elif choice == "remove" and key in base:
            draft.remove(key)
    outcome = draft.result()
    for change in repair(outcome):
        draft.put(change.after) if change.after is not None else draft.remove(change.id)
    return ChangeSet(Change(c.id, c.before, c.after) for c in draft.changes())
