"""The page model: what a report says, in what order, whatever kind of file it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

PLAIN, GOOD, WARNING, BAD = "plain", "good", "warning", "bad"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is still to be drawn: a view of the map, of a group, of a few elements, or a comparison."""

    view: str
    group: str = ""
    elements: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of its section."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `style` is plain, lead (larger, first) or hint (smaller, aside)."""

    text: str
    style: str = PLAIN


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands out: what it is, its value, and what it would be or was."""

    title: str
    value: str
    note: str = ""
    tone: str = PLAIN


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side."""

    rows: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its parts as (tone, share of the whole 0…1), and what stands beside it."""

    label: str
    parts: tuple[tuple[str, float], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below one another; `whole` is the number that a full bar stands for."""

    title: str
    rows: tuple[Bar, ...]
    whole: float = 100.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `widths` are shares of the line, `numbers` the columns that are set at the right. A row may have a
    tone; it is shown with its first cell."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numbers: frozenset[int] = frozenset()
    tones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words, for those who do not see it."""

    shot: Shot
    alt: str
    caption: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: kind, sentence, proof, question, what could be done, what was decided and who does something."""

    kind: str
    say: str
    detail: str
    ask: str
    do: str
    decided: str
    owner: str
    tone: str = WARNING


Block: TypeAlias = Heading | Text | Bullets | Figures | Bars | Table | Picture | Card


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter; it begins on a new page and stands in the table of contents."""

    code: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `facts` stand below its title: date, state, who was in the room."""

    title: str
    about: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    language: str
    words: dict[str, str] = field(default_factory=dict)
    """the few words that writers need themselves: contents, page, picture"""

    def shots(self) -> list[Shot]:
        """Every picture that has to be drawn, once."""
        found = (block.shot for section in self.sections for block in section.blocks if isinstance(block, Picture))
        return list(dict.fromkeys(found))
