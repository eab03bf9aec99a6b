"""What a map consists of: frozen values. An edit makes a new value; nothing here ever changes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, TypeAlias

MAP_ID = "map"
"""The id of the one entity that speaks of the map itself."""
WORKSHOP_ID = "workshop"
"""The id of the one entity that speaks of the session."""

Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Anything that has an id and is kept in a map."""

    type: ClassVar[str] = ""
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Entity):
    """What is drawn: an actor, a service, a need, a group of people or a sector. x and y are its centre."""

    label: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    evidence: str | None = None
    reference: str = ""
    x: float | None = None
    y: float | None = None
    pinned: bool = False
    custom: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Element):
    """An organisation or unit that does something."""

    type: ClassVar[str] = "actor"
    sector: str | None = None
    capacity: int | None = None
    readiness: int | None = None
    external: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Element):
    """What an actor offers people."""

    type: ClassVar[str] = "service"
    sector: str | None = None
    capacity: int | None = None
    readiness: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Element):
    """A need or a problem that people live with."""

    type: ClassVar[str] = "need"
    sector: str | None = None
    severity: int | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Element):
    """A group of people who live with needs."""

    type: ClassVar[str] = "group"
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Element):
    """A policy area with its own administration: the silo. Drawn as a region of width × height."""

    type: ClassVar[str] = "sector"
    colour: str | None = None
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticky(Element):
    """A sheet of text or a picture on the map; it says nothing to the analysis. `image` is an Image's id."""

    type: ClassVar[str] = "sticky"
    colour: str | None = None
    width: float | None = None
    height: float | None = None
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Entity):
    """A typed link between two elements; the kinds are in vocabulary.py."""

    type: ClassVar[str] = "link"
    kind: str
    source: str
    target: str
    strength: int | None = None
    polarity: str | None = None
    form: str | None = None
    level: str | None = None
    status: str | None = None
    evidence: str | None = None
    note: str = ""
    custom: Pairs = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapInfo(Entity):
    """What is said of the whole map, and the two weights of the coordination requirement."""

    type: ClassVar[str] = "map"
    id: str = MAP_ID
    title: str = ""
    description: str = ""
    language: str = "en"
    shared_weight: float = 1.0
    linked_weight: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Entity):
    """A what-if: a kept change set that can be laid over the map. The changes themselves are its parts."""

    type: ClassVar[str] = "scenario"
    label: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPart(Entity):
    """One change of a scenario: what the map had when it was made, and what the scenario has in its place. A part for
    each changed thing, so that an edit in a large scenario writes only what it touches."""

    type: ClassVar[str] = "part"
    scenario: str
    about: str
    before: Entity | None = None
    after: Entity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Entity):
    """What people decided about a finding: its rule, the elements it is about, a state and a note."""

    type: ClassVar[str] = "mark"
    rule: str
    subject: tuple[str, ...] = ()
    state: str = "agreed"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Entity):
    """The bytes of a picture as base64. Its id is made of its hash, so a picture is kept once however often it lies
    on the map; it stays when the sheet that shows it goes, so that the history need not repeat it."""

    type: ClassVar[str] = "image"
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entity):
    """Something said about an element or a link; about nothing, it waits in the parking lot. `time` is ISO, UTC.
    `theme`: the theme it was put under."""

    type: ClassVar[str] = "note"
    about: str = ""
    kind: str = "comment"
    text: str
    author: str = ""
    time: str = ""
    done: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTheme(Entity):
    """What several notes have in common, as the room calls it. `position` orders the themes."""

    type: ClassVar[str] = "theme"
    label: str
    position: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entity):
    """How far the room agrees with one of the statements (vocabulary.STATEMENTS), 1 to 5, before and after. Nobody's
    name is kept. The id is made of the statement's name, so each stands once."""

    type: ClassVar[str] = "statement"
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Entity):
    """The dots that one person, table or role gave to an element, a link or a note."""

    type: ClassVar[str] = "vote"
    about: str
    voter: str = ""
    dots: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entity):
    """What somebody will do: what, who, by when (ISO date), with whom, who decides, what to learn, the test.

    `finding`: the key of the finding it addresses. `answer`: what was decided, by whom and when, where a decision is
    needed."""

    type: ClassVar[str] = "action"
    about: str = ""
    what: str
    who: str = ""
    due: str = ""
    state: str = "open"
    partner: str = ""
    decision: str = ""
    learn: str = ""
    test: str = ""
    inner: bool = False
    finding: str = ""
    answer: str = ""
    answered_by: str = ""
    answered_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Entity):
    """A role in the room, for a sector (its id) or a place of SEATS; or a missing voice and who will ask it."""

    type: ClassVar[str] = "seat"
    place: str = ""
    role: str = ""
    present: bool = True
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Entity):
    """The session: its brief (the challenge is the map's description), its agenda, where it stands, and what the room
    said before and after."""

    type: ClassVar[str] = "workshop"
    id: str = WORKSHOP_ID
    whom: str = ""
    area: str = ""
    strategy: str = ""
    due: str = ""
    inside: str = ""
    outside: str = ""
    agreed: tuple[str, ...] = ()
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()
    guesses: tuple[str, ...] = ()
    plan: str = ""
    step: str = ""
    revealed: bool = False
    budget: int = 3
    evaluation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep(Entity):
    """A step of the story: a saved look at the map with a title, a text, a question to the room and notes for who
    presents. `position` orders the steps. The look: a view, where elements stand, a scenario, a group that is
    followed, the part of the map that is seen (x, y, width, height; all of it where empty), what is lit (ids, or a
    finding by its key), and in which stages the step is revealed."""

    type: ClassVar[str] = "step"
    position: float = 0.0
    title: str = ""
    text: str = ""
    question: str = ""
    notes: str = ""
    view: str = "map"
    arrangement: str = "map"
    scenario: str = ""
    follows: str = ""
    camera: tuple[float, ...] = ()
    lit: tuple[str, ...] = ()
    finding: str = ""
    reveal: tuple[str, ...] = ()


Attached: TypeAlias = Note | Vote | Action
"""What hangs on an element or a link (a vote also on a note) by its field `about`."""
ELEMENT_TYPES: tuple[type[Element], ...] = (Sector, Actor, Service, Need, Group, Sticky)
SILENT_TYPES: tuple[type[Entity], ...] = (
    Sticky,
    Image,
    Note,
    NoteTheme,
    Statement,
    Vote,
    Action,
    Seat,
    Workshop,
    StoryStep,
    Scenario,
    ScenarioPart,
)
"""What the analysis does not look at."""
_ALL_TYPES: tuple[type[Entity], ...] = (
    *ELEMENT_TYPES,
    Link,
    MapInfo,
    Scenario,
    ScenarioPart,
    Mark,
    Image,
    Note,
    NoteTheme,
    Statement,
    Vote,
    Action,
    Seat,
    Workshop,
    StoryStep,
)
TYPES: dict[str, type[Entity]] = {t.type: t for t in _ALL_TYPES}


def field_names(entity_type: type[Entity]) -> tuple[str, ...]:
    """The names of the fields of a type, the id left out."""
    return _FIELDS[entity_type]


def defaults(entity_type: type[Entity]) -> dict[str, Any]:
    """The default of every field that has one."""
    return _DEFAULTS[entity_type]


_FIELDS = {t: tuple(f.name for f in fields(t) if f.name != "id") for t in TYPES.values()}
_DEFAULTS: dict[type[Entity], dict[str, Any]] = {
    t: {f.name: f.default for f in fields(t) if f.name != "id"} for t in TYPES.values()
}


def sector_of(entity: Entity | None) -> str | None:
    """The sector an element says it belongs to; None where its type has none."""
    return getattr(entity, "sector", None)
