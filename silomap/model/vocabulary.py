"""The vocabulary as one table: kinds, which link fits which ends, attributes with their ranges.

Forms, checks, importers, help and pictures derive from these rows; a new attribute is a new row and a field.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from silomap.i18n import N_

STRUCTURE, ATTRIBUTES, LAYOUT, TEXT = "structure", "attributes", "layout", "text"
FACETS = (STRUCTURE, ATTRIBUTES, LAYOUT, TEXT)

NODE_KINDS = ("actor", "service", "need", "group")
MAPPED_KINDS = ("sector", *NODE_KINDS)
"""What says something about the system."""
ELEMENT_KINDS = (*MAPPED_KINDS, "sticky")

POLARITIES = ("+", "-", "?")
FORMS = ("refers", "shares data", "co-delivers", "funds", "governs")
LEVELS = ("informed", "consulted", "co-designed", "co-produced", "co-decided")
STATUSES = ("working", "informal", "planned", "absent")
EVIDENCE = ("said in the room", "documented", "assumed")
MARKS = ("agreed", "disputed", "unsure", "done")
"""What can be decided about a finding."""
NOTE_KINDS = ("comment", "idea", "proposal", "challenge", "lesson", "quote", "card")
STATEMENTS = {
    "joined": N_("Our sectors answer together."),
    "user": N_("We start from the needs of the person."),
    "cause": N_("We work on causes, not only on symptoms."),
    "citizen": N_("Citizens take part in what we design."),
    "skill": N_("I can run such a workshop myself."),
}
"""What a room is asked before and after, 1 to 5."""
ACTION_STATES = ("open", "agreed", "done")
ANSWERS = ("yes", "no", "later")
"""What can be decided where an action needs a decision."""
STORY_VIEWS = ("map", "lanes", "matrix", "journey", "charts", "overview")
STORY_ARRANGEMENTS = ("map", "silo", "system")
STAGES = ("map", "gaps", "best")
"""In which a step of a story can be revealed: the bare map, what is missing, the link that would join most."""
SEATS = ("citizens", "partners")
"""Places in the room that belong to no sector."""
NOT_WORKING = frozenset({"planned", "absent"})
"""Statuses of a link that is drawn but counts as none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of element: its names for people and the key that makes one."""

    name: str
    title: str
    plural: str
    unnamed: str
    key: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("actor", N_("Actor"), N_("Actors"), N_("New actor"), "A"),
        Kind("service", N_("Service"), N_("Services"), N_("New service"), "S"),
        Kind("need", N_("Need"), N_("Needs"), N_("New need"), "N"),
        Kind("group", N_("Group"), N_("Groups"), N_("New group"), "G"),
        Kind("sector", N_("Sector"), N_("Sectors"), N_("New sector"), "R"),
        Kind("sticky", N_("Sticky note"), N_("Sticky notes"), N_("New sticky note"), "Y"),
    )
}


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link: its verb, which ends it joins, and whether it has a direction."""

    name: str
    title: str
    sentence: str
    ends: tuple[tuple[str, str], ...]
    directed: bool = True


LINK_KINDS = {
    kind.name: kind
    for kind in (
        LinkKind("provides", N_("provides"), N_("{a} provides {b}"), (("actor", "service"),)),
        LinkKind("responds_to", N_("responds to"), N_("{a} responds to {b}"), (("service", "need"),)),
        LinkKind("experiences", N_("live with"), N_("{a} live with {b}"), (("group", "need"),)),
        LinkKind("leads_to", N_("leads to"), N_("{a} leads to {b}"), (("need", "need"),)),
        LinkKind(
            "coordinates_with",
            N_("works with"),
            N_("{a} works with {b}"),
            (("actor", "actor"), ("service", "service")),
            directed=False,
        ),
        LinkKind("involves", N_("involves"), N_("{a} involves {b}"), (("service", "group"), ("service", "actor"))),
    )
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of elements or links: its shape, range, facet and name for people."""

    name: str
    title: str
    shape: str  # text, long, tags, choice, scale, count, number, flag, ref, colour, pairs, hidden
    facet: str
    owners: frozenset[str]
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_EVERY = frozenset(ELEMENT_KINDS)
_MAPPED = frozenset(MAPPED_KINDS)
_SECTORED = _of("actor", "service", "need")
_DOING = _of("actor", "service")
_STRONG = _of("provides", "responds_to", "experiences", "leads_to", "coordinates_with")
_LINKS = frozenset(LINK_KINDS)

ATTRIBUTES_TABLE: tuple[Attribute, ...] = (
    Attribute("label", N_("Name"), "text", TEXT, _EVERY),
    Attribute("sector", N_("Sector"), "ref", STRUCTURE, _SECTORED),
    Attribute("description", N_("Description"), "long", TEXT, _EVERY),
    Attribute("capacity", N_("Capacity"), "scale", ATTRIBUTES, _DOING, low=1, high=5),
    Attribute("readiness", N_("Readiness"), "scale", ATTRIBUTES, _DOING, low=1, high=5),
    Attribute("external", N_("Outside the administration"), "flag", ATTRIBUTES, _of("actor")),
    Attribute("severity", N_("Severity"), "scale", ATTRIBUTES, _of("need"), low=1, high=5),
    Attribute("people", N_("People"), "count", ATTRIBUTES, _of("need", "group"), low=0, high=10_000_000_000),
    Attribute("strength", N_("Strength"), "scale", ATTRIBUTES, _STRONG, low=1, high=5),
    Attribute("polarity", N_("Effect"), "choice", ATTRIBUTES, _of("leads_to"), POLARITIES),
    Attribute("form", N_("Form"), "choice", ATTRIBUTES, _of("coordinates_with"), FORMS),
    Attribute("level", N_("Level"), "choice", ATTRIBUTES, _of("involves"), LEVELS),
    Attribute("status", N_("Status"), "choice", STRUCTURE, _LINKS, STATUSES),
    Attribute("evidence", N_("Evidence"), "choice", ATTRIBUTES, _MAPPED | _LINKS, EVIDENCE),
    Attribute("reference", N_("Source"), "text", TEXT, _MAPPED),
    Attribute("note", N_("Note"), "long", TEXT, _LINKS),
    Attribute("tags", N_("Tags"), "tags", TEXT, _EVERY),
    Attribute("colour", N_("Colour"), "colour", LAYOUT, _of("sector", "sticky")),
    Attribute("pinned", N_("Pinned in place"), "flag", LAYOUT, _EVERY),
    Attribute("x", "x", "number", LAYOUT, _EVERY),
    Attribute("y", "y", "number", LAYOUT, _EVERY),
    Attribute("width", "width", "number", LAYOUT, _of("sector", "sticky"), low=1, high=1_000_000),
    Attribute("height", "height", "number", LAYOUT, _of("sector", "sticky"), low=1, high=1_000_000),
    Attribute("custom", N_("Own fields"), "pairs", TEXT, _EVERY | _LINKS),
    Attribute("image", "image", "hidden", TEXT, _of("sticky")),
    Attribute("kind", "kind", "hidden", STRUCTURE, _LINKS),
    Attribute("source", "source", "hidden", STRUCTURE, _LINKS),
    Attribute("target", "target", "hidden", STRUCTURE, _LINKS),
)

CHOICE_TITLES = {
    "+": N_("+ makes it worse"),
    "-": N_("− relieves it"),
    "?": N_("? disputed"),
    "refers": N_("refers people"),
    "shares data": N_("shares data"),
    "co-delivers": N_("delivers together"),
    "funds": N_("funds"),
    "governs": N_("governs"),
    "informed": N_("informed"),
    "consulted": N_("consulted"),
    "co-designed": N_("co-designed"),
    "co-produced": N_("co-produced"),
    "co-decided": N_("co-decided"),
    "working": N_("working"),
    "informal": N_("informal"),
    "planned": N_("planned"),
    "absent": N_("absent: we asked"),
    "said in the room": N_("said in the room"),
    "documented": N_("documented"),
    "assumed": N_("assumed"),
    "agreed": N_("agreed"),
    "disputed": N_("disputed"),
    "done": N_("done"),
    "unsure": N_("not sure"),
    "card": N_("card in the pile"),
    "comment": N_("comment"),
    "idea": N_("idea"),
    "proposal": N_("proposal"),
    "challenge": N_("challenge"),
    "lesson": N_("lesson"),
    "quote": N_("quote"),
    "open": N_("open"),
    "yes": N_("yes"),
    "no": N_("no"),
    "later": N_("not yet"),
    "citizens": N_("people who use the services"),
    "partners": N_("partners from outside"),
}


@cache
def attributes_of(owner: str) -> tuple[Attribute, ...]:
    """The attributes of a kind of element or link, in the order of the table."""
    return tuple(row for row in ATTRIBUTES_TABLE if owner in row.owners)


@cache
def attribute(owner: str, name: str) -> Attribute | None:
    """The row of one attribute, or None where the kind has no such attribute."""
    return next((row for row in attributes_of(owner) if row.name == name), None)


@cache
def facet_of(name: str) -> str:
    """The facet a field belongs to; what is not in the table is text."""
    if name in {"shared_weight", "linked_weight"}:
        return STRUCTURE
    return next((row.facet for row in ATTRIBUTES_TABLE if row.name == name), TEXT)


@cache
def fitting_links(source_kind: str, target_kind: str) -> tuple[tuple[str, bool], ...]:
    """The link kinds that fit two ends, likeliest first, each with True where the ends change places."""
    fits = []
    for flipped in (False, True):
        ends = (target_kind, source_kind) if flipped else (source_kind, target_kind)
        for kind in LINK_KINDS.values():
            if ends in kind.ends and (kind.name, not flipped) not in fits:
                fits.append((kind.name, flipped))
    order = list(LINK_KINDS)
    return tuple(sorted(fits, key=lambda fit: order.index(fit[0])))


def why_no_link(source_kind: str, target_kind: str) -> str:
    """The sentence that explains why two kinds cannot be linked."""
    pair = frozenset((source_kind, target_kind))
    for ends, sentence in _NO_LINK:
        if pair == ends:
            return sentence
    return N_("These two cannot be linked.")


_NO_LINK: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset({"actor", "need"}),
        N_("An actor answers a need through a service: link the actor to a service first."),
    ),
    (
        frozenset({"actor", "group"}),
        N_("An actor reaches people through a service: link the service to the group."),
    ),
    (frozenset({"group"}), N_("Two groups are not linked: link each to the needs it lives with.")),
    *(
        (frozenset({kind, "sector"}), N_("To join a sector, drop the element into its region."))
        for kind in ELEMENT_KINDS
    ),
)
