"""What is typed into the capture bar: one line says an actor, its sector, its service, the need and the links.

    Job centre @labour provides Job matching for Losing paid work
    Families live with Debt + Eviction
    Debt leads to Eviction
    Job centre > Housing office : refers to
    N: Loneliness @care

English and Italian words are always both understood. A name in quotes, or one that is on the map, may contain them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from silomap.errors import UserError
from silomap.exchange.names import Names, folded
from silomap.i18n import N_
from silomap.model import edits
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LINK_KINDS, MAPPED_KINDS, why_no_link

PREFIXES = {"a": "actor", "s": "service", "n": "need", "b": "need", "g": "group", "r": "sector"}

Values = tuple[tuple[str, str], ...]

WORDS: tuple[tuple[str, Values, tuple[str, ...]], ...] = (
    ("provides", (), ("provides", "provide", "offers", "offer", "runs", "offre", "offrono", "fornisce", "gestisce")),
    (
        "responds_to",
        (),
        (
            "responds to",
            "respond to",
            "answers",
            "helps with",
            "for",
            "risponde a",
            "rispondono a",
            "aiuta con",
            "per",
        ),
    ),
    (
        "experiences",
        (),
        ("live with", "lives with", "experience", "experiences", "vivono con", "vive con", "vivono", "vive"),
    ),
    ("leads_to", (), ("leads to", "lead to", "causes", "porta a", "portano a", "provoca", "causa")),
    ("leads_to", (("polarity", "-"),), ("relieves", "allevia", "riduce")),
    ("coordinates_with", (), ("works with", "work with", "coordinates with", "lavora con", "lavorano con")),
    (
        "coordinates_with",
        (("status", "absent"),),
        ("does not work with", "do not work with", "non lavora con", "non lavorano con"),
    ),
    ("coordinates_with", (("form", "refers"),), ("refers to", "sends people to", "refers people to", "invia a")),
    ("coordinates_with", (("form", "shares data"),), ("shares data with", "condivide dati con")),
    ("coordinates_with", (("form", "co-delivers"),), ("delivers together with", "delivers with", "realizza con")),
    ("coordinates_with", (("form", "funds"),), ("funds", "finanzia")),
    ("coordinates_with", (("form", "governs"),), ("governs", "governa")),
    ("involves", (), ("involves", "involve", "coinvolge", "coinvolgono")),
)
WEAK = frozenset({"for", "per", "funds", "answers", "causa", "experience"})
"""Words that often stand in names (“Centro per l'impiego”): they say a link only after what can have nothing else."""
_VERBS = {word: (kind, values) for kind, values, words in WORDS for word in words}
_VERB = re.compile(
    r"(?<!\S)(" + "|".join(sorted((re.escape(word) for word in _VERBS), key=len, reverse=True)) + r")(?!\S)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\s*([asnbgr])\s*:\s*", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")
_LIST = re.compile(r"\s*;\s*|\s+\+\s+")
_HIDDEN = "\ue000"


def names_of(system_map: SystemMap) -> Names:
    """The names of a map as this grammar needs them."""
    return Names(system_map, _VERB)


@dataclass(slots=True)
class Mention:
    """An element that a line speaks of: its name, the kinds it may be, the sector it is put into."""

    text: str
    kinds: list[str]
    sector: str | None = None

    @property
    def kind(self) -> str:
        """What it is taken to be."""
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two mentions, by their numbers."""

    kind: str
    source: int
    target: int
    values: Values = ()


@dataclass(slots=True)
class Statement:
    """What one line says."""

    mentions: list[Mention] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    prefix: str | None = None


def read_line(text: str, names: Names, usual: str = "need") -> Statement:
    """What a line says; a UserError with the reason where it cannot be understood. A line without any of the words
    is one element of the usual kind, or of the kind of its prefix (A: S: N: G: R:)."""
    statement = Statement()
    prefix = _PREFIX.match(text)
    if prefix:
        statement.prefix = PREFIXES[prefix[1].lower()]
        text = text[prefix.end() :]
    hidden: list[str] = []
    line = _hide_names(" ".join(text.split()), names, hidden)
    if " > " in line:
        line = _arrows(line)
    first = [statement.prefix] if statement.prefix else list(MAPPED_KINDS)
    groups = [_Group(first)]
    start, said = 0, ""
    for verb in _VERB.finditer(line):
        word = verb[1].lower()
        kind, values = _VERBS[word]
        if not _say(statement, groups[-1], line[start : verb.start()], hidden):
            raise UserError(N_("A name is missing before “{word}”."), word=verb[1])
        sources = _sources(statement, groups, kind, names, word in WEAK)
        if not sources:  # the word is part of a name: nothing before it can have such a link
            _take_back(statement, groups[-1])
            continue
        start, said = verb.end(), verb[1]
        groups.append(_Group(_targets(statement, sources, kind), kind, sources, values))
    if not _say(statement, groups[-1], line[start:], hidden):
        if said:
            raise UserError(N_("A name is missing after “{word}”."), word=said)
        raise UserError(N_("There is no name in this line."))
    for group in groups:
        _link(statement, group)
    _settle(statement, names, usual)
    return statement


@dataclass(slots=True)
class _Group:
    """Mentions said together (“Debt + Eviction”), and how they hang on those before."""

    kinds: list[str]
    verb: str = ""
    sources: list[int] = field(default_factory=list)
    values: Values = ()
    numbers: list[int] = field(default_factory=list)


def _say(statement: Statement, group: _Group, text: str, hidden: list[str]) -> bool:
    """Fills a group with the names in a piece of text; False where there is none."""
    for part in _LIST.split(text):
        name, _, sector = part.partition("@")
        name, sector = _shown(name, hidden), _shown(sector, hidden)
        if name:
            group.numbers.append(len(statement.mentions))
            statement.mentions.append(Mention(name, list(group.kinds), sector or None))
    return bool(group.numbers)


def _take_back(statement: Statement, group: _Group) -> None:
    del statement.mentions[len(statement.mentions) - len(group.numbers) :]
    group.numbers.clear()


def _sources(statement: Statement, groups: list[_Group], kind: str, names: Names, is_weak: bool) -> list[int]:
    """The mentions that a verb speaks of: the last ones said that can have such a link (and, after a weak word,
    nothing else)."""
    wanted = {source for source, _ in LINK_KINDS[kind].ends}
    for group in reversed(groups):
        possible = {n: set(_possible(statement.mentions[n], names)) for n in group.numbers}
        fits = [n for n, kinds in possible.items() if (kinds <= wanted if is_weak else kinds & wanted)]
        if fits:
            for number in fits:
                mention = statement.mentions[number]
                mention.kinds = [k for k in _possible(mention, names) if k in wanted]
            return fits
    last = statement.mentions[groups[-1].numbers[-1]]
    known = names.kinds_of(last.text)
    if known and len(groups) == 1:
        raise UserError(why_no_link(known[0], LINK_KINDS[kind].ends[0][1]))
    return []


def _possible(mention: Mention, names: Names) -> list[str]:
    """The kinds a mention may be: those of elements with its name where there are any."""
    known = [kind for kind in names.kinds_of(mention.text) if kind in mention.kinds]
    return known or mention.kinds


def _targets(statement: Statement, sources: list[int], kind: str) -> list[str]:
    mine = {k for number in sources for k in statement.mentions[number].kinds}
    found = [target for source, target in LINK_KINDS[kind].ends if source in mine]
    return sorted(set(found), key=["group", "actor", "service", "need", "sector"].index)


def _link(statement: Statement, group: _Group) -> None:
    for source in group.sources:
        statement.ties += [Tie(group.verb, source, number, group.values) for number in group.numbers]


def _settle(statement: Statement, names: Names, usual: str) -> None:
    """Decides for each mention what it is, so that the links fit."""
    for mention in statement.mentions:
        mention.kinds = _possible(mention, names)
        if len(mention.kinds) > 1 and usual in mention.kinds and not statement.ties:
            mention.kinds = [usual]
    for tie in statement.ties:
        a, b = statement.mentions[tie.source], statement.mentions[tie.target]
        fitting = [(s, t) for s, t in LINK_KINDS[tie.kind].ends if s in a.kinds and t in b.kinds]
        if not fitting:
            raise UserError(why_no_link(a.kind, b.kind))
        known = [pair for pair in fitting if names.exact(a.text, [pair[0]]) or names.exact(b.text, [pair[1]])]
        source, target = (known or fitting)[0]
        a.kinds, b.kinds = [source], [target]


def _hide_names(line: str, names: Names, hidden: list[str]) -> str:
    """Puts a mark in the place of quoted names and of names on the map that contain one of the words."""

    def hide(text: str) -> str:
        hidden.append(text)
        return f"{_HIDDEN}{len(hidden) - 1}{_HIDDEN}"

    line = _QUOTED.sub(lambda found: hide(found[1]), line.replace(_HIDDEN, ""))
    flat = folded(line)
    for label in names.special():
        if folded(label) in flat:
            line = re.sub(
                rf"(?<!\S){re.escape(label)}(?!\S)", lambda found: hide(found[0]), line, flags=re.IGNORECASE
            )
    return line


def _shown(text: str, hidden: list[str]) -> str:
    text = re.sub(f"{_HIDDEN}(\\d+){_HIDDEN}", lambda found: hidden[int(found[1])], text)
    return edits.clean(text)


def _arrows(line: str) -> str:
    """`A > B : refers to` as `A refers to B`; without a verb the two work with each other."""
    names, _, verb = line.partition(" : ")
    parts = [part.strip() for part in names.split(" > ")]
    word = verb.strip().lower() or "works with"
    if word not in _VERBS:
        raise UserError(N_("“{word}” is no link that is known here."), word=verb.strip())
    return f" {word} ".join(parts)


def begun(text: str) -> tuple[str, tuple[str, ...]]:
    """The name that is being typed at the end of a line, and the kinds it may be: for completion."""
    line = _PREFIX.sub("", text)
    prefix = _PREFIX.match(text)
    kinds: tuple[str, ...] = (PREFIXES[prefix[1].lower()],) if prefix else MAPPED_KINDS
    start = 0
    for verb in _VERB.finditer(line):
        if verb.end() < len(line):
            kinds = tuple(dict.fromkeys(target for _, target in LINK_KINDS[_VERBS[verb[1].lower()][0]].ends))
            start = verb.end()
    rest = line[start:]
    for mark in re.finditer(r"\s\+\s|;|\s>\s", rest):
        rest = line[start + mark.end() :]
    if "@" in rest:
        return rest.rpartition("@")[2].lstrip(), ("sector",)
    return rest.lstrip(), kinds
