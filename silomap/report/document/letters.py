"""Which letters Inter has, and which fonts of the machine have the others: names come in every script."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

from silomap.paths import resource
from silomap.report.document.blocks import Report

PLAINER = {"∧": "&", "∨": "or", "∩": "and", "∪": "or", "\t": " ", "\u00ad": "", "\u200b": ""}
"""Signs of formulas that few fonts have, and signs that are not to be seen."""
MISSING = "□"
MOST_FONTS = 400
LIKELY = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "arialuni.ttf", "seguisym.ttf", "msyh.ttc", "Arial Unicode.ttf")


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that can be shown, and the fonts besides Inter that are needed for them."""

    letters: frozenset[int]
    fallbacks: tuple[Path, ...]

    @classmethod
    def of(cls, report: Report) -> Letters:
        """For everything a report says."""
        wanted = {ord(letter) for text in _texts(report) for letter in _plainer(text)} - inter() - {10, 13}
        fonts, found = [], set(inter())
        if wanted:
            for path in _fonts():
                has = _covered(path) & wanted
                if has:
                    fonts.append(path)
                    found |= has
                    wanted -= has
                if not wanted:
                    break
        return cls(frozenset(found), tuple(fonts))

    def known(self, text: str) -> str:
        """The text with a box for what no font has."""
        return "".join(c if ord(c) in self.letters or c == "\n" else MISSING for c in _plainer(text))


def _plainer(text: str) -> str:
    return "".join(PLAINER.get(letter, letter) for letter in text)


@cache
def inter() -> frozenset[int]:
    """The letters that Inter has."""
    with resource("fonts", "Inter-Regular.ttf").open("rb") as file:
        return frozenset(TTFont(file).getBestCmap())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _texts(astuple(value))
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))


def _covered(path: Path) -> set[int]:
    """The letters of a font that can be embedded: TrueType outlines only."""
    try:
        with TTFont(path, lazy=True) as font:
            return set(font.getBestCmap() or {}) if "glyf" in font else set()
    except (OSError, TTLibError, KeyError, AssertionError, ValueError):
        return set()


def _fonts() -> Iterable[Path]:
    """The fonts of the machine, those that have most letters first."""
    found: list[Path] = []
    for folder in _folders():
        for where, _folders_there, names in os.walk(folder):
            found += [Path(where, name) for name in sorted(names) if name.lower().endswith(".ttf")]
            if len(found) > MOST_FONTS:
                break
    order = {name.lower(): number for number, name in enumerate(LIKELY)}
    return sorted(found, key=lambda path: (order.get(path.name.lower(), len(order)), path.name))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"]
