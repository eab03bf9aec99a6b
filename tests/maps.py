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
    sectors = [f"r{i}" for i in range(draw(st.integers(0, 3)))]
    entities += [Sector(id=key, label=draw(labels)) for key in sectors]
    nodes: list[Element] = []
    for kind, letter in PREFIX.items():
        if kind == "sector":
            continue
        for i in range(draw(st.integers(0, most))):
            nodes.append(_node(draw, kind, f"{letter}{i}", sectors))
    entities += nodes
    entities += _links(draw, nodes)
    for rule in draw(st.lists(st.sampled_from(("hole", "silo", "missing_link")), unique=True, max_size=2)):
        about = tuple(draw(st.lists(st.sampled_from([e.id for e in entities]), max_size=2, unique=True)))
        state = draw(st.sampled_from(MARKS))
        entities.append(Mark(id=mark_id(rule, about), rule=rule, subject=about, state=state, note=draw(labels)))
    entities += draw(_discussions([e.id for e in entities if isinstance(e, Element | Link)]))
    return SystemMap.of(entities)


@st.composite
def _discussions(draw: st.DrawFn, keys: list[str]) -> list[Entity]:
    """Sticky notes, notes, votes, actions, seats and the session, about some of these."""
    found: list[Entity] = []
    about = st.sampled_from(["", *keys])
    for i in range(draw(st.integers(0, 2))):
        found.append(Sticky(id=f"y{i}", label=draw(labels), image=draw(st.sampled_from(("", "image:1")))))
        theme = draw(st.sampled_from(("", "theme1")))
        said = Note(id=f"note{i}", about=draw(about), text=draw(labels) + "!", done=draw(st.booleans()), theme=theme)
        found.append(said)
        if theme and not any(e.id == theme for e in found):
            found.append(NoteTheme(id=theme, label=draw(labels) + "!", position=1.5))
        if draw(st.booleans()):
            found.append(Vote(id=vote_id(said.id, "ann"), about=said.id, voter="ann", dots=draw(st.integers(1, 9))))
        kind = draw(st.sampled_from(ACTION_STATES))
        answer, finding = draw(st.sampled_from(["", *ANSWERS])), draw(st.sampled_from(["", "hole:n1"]))
        found.append(
            Action(
                id=f"action{i}",
                about=draw(about),
                what="Ask",
                who="A",
                due="2026-12-01",
                state=kind,
                finding=finding,
                answer=answer,
                answered_on="2026-03-12" if answer else "",
            )
        )
    for key in draw(st.lists(st.sampled_from(keys), max_size=2, unique=True)) if keys else ():
        found.append(Vote(id=vote_id(key, "ann"), about=key, voter="ann", dots=draw(st.integers(1, 9))))
    if draw(st.booleans()):
        found.append(Seat(id="seat0", place="citizens", role=draw(labels), present=draw(st.booleans())))
        answers = tuple(draw(st.lists(st.integers(1, 5), max_size=3)))
        stages = tuple(draw(st.lists(st.sampled_from(STAGES), max_size=3, unique=True)))
        camera = draw(st.sampled_from([(), (0.0, -1.5, 300.0, 200.0)]))
        found.append(
            StoryStep(id="step1", position=1.5, title=draw(labels), lit=("gone",), reveal=stages, camera=camera)
        )
        found.append(Workshop(whom="7", opening=answers, guesses=(draw(labels),), step="needs"))
        found.append(Image(id="image:1", data="aGVsbG8="))
        found.append(Statement(id="statement:user", opening=answers, closing=(1,)))
    return found


def _node(draw: st.DrawFn, kind: str, key: str, sectors: list[str]) -> Element:
    values: dict[str, Any] = {
        "label": draw(labels),
        "tags": tuple(draw(st.lists(labels, max_size=2))),
        "custom": tuple(sorted(draw(st.dictionaries(labels.filter(bool), labels, max_size=2)).items())),
    }
    if draw(st.booleans()):
        values.update(x=float(draw(st.integers(-900, 900))), y=float(draw(st.integers(-900, 900))))
    if attribute(kind, "sector") and sectors:
        values["sector"] = draw(st.none() | st.sampled_from(sectors))
    for name in ("capacity", "readiness", "severity"):
        if attribute(kind, name):
            values[name] = draw(scales)
    if attribute(kind, "people"):
        values["people"] = draw(st.none() | st.integers(0, 10_000))
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
    values: dict[str, Any] = {
        "status": draw(st.none() | st.sampled_from(STATUSES)),
        "evidence": draw(st.none() | st.sampled_from(EVIDENCE)),
    }
    options = {"strength": scales, "polarity": st.sampled_from(POLARITIES)}
    options |= {"form": st.sampled_from(FORMS), "level": st.sampled_from(LEVELS)}
    for name, strategy in options.items():
        if attribute(kind, name):
            values[name] = draw(st.none() | strategy)
    return values


@st.composite
def sets_on(draw: st.DrawFn, base: SystemMap) -> ChangeSet:
    """A random sound change set on a map: some of another random map, some removals, then repaired."""
    other = draw(system_maps())
    draft = Draft(base)
    for key in sorted({*base, *other}):
        choice = draw(st.sampled_from(("keep", "keep", "take", "remove")))
        if choice == "take" and key in other:
            draft.put(other[key])
        elif choice == "remove" and key in base:
            draft.remove(key)
    outcome = draft.result()
    for change in repair(outcome):
        draft.put(change.after) if change.after is not None else draft.remove(change.id)
    return ChangeSet(Change(c.id, c.before, c.after) for c in draft.changes())
