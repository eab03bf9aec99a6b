"""Colours and measures of the drawing, light and dark. Colour says sector, shape and icon say kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QPen

SECTOR_COLOURS = ("#0072b2", "#c77700", "#00875f", "#a84f86", "#5b6ee1", "#8c564b", "#566373", "#7a7f87")
_TINTS = {
    "#0072b2": "#e6f1f8",
    "#c77700": "#fbf0df",
    "#00875f": "#e2f3ec",
    "#a84f86": "#f7e9f1",
    "#5b6ee1": "#eaecfb",
    "#8c564b": "#f3ebe9",
}
_TEXTS = {"#c77700": "#8a5200", "#5b6ee1": "#4151c4"}


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours with the same meanings."""

    name: str
    ink: str
    secondary: str
    hint: str
    hairline: str
    window: str
    canvas: str
    surface: str
    accent: str
    accent_tint: str
    missing: str
    warning: str
    joined: str
    hover: str
    group_fill: str
    group_text: str
    thin_link: str
    is_dark: bool = False


LIGHT = Theme(
    name="light",
    ink="#1d2733",
    secondary="#566373",
    hint="#6b7787",
    hairline="#dfe4ea",
    window="#f6f7f9",
    canvas="#fbfcfd",
    surface="#ffffff",
    accent="#2457c5",
    accent_tint="#e8eefb",
    missing="#c2185b",
    warning="#b45309",
    joined="#00875f",
    hover="#f0f3f7",
    group_fill="#1d2733",
    group_text="#ffffff",
    thin_link="#94a1af",
)
DARK = Theme(
    name="dark",
    ink="#e8edf3",
    secondary="#a9b5c3",
    hint="#8794a5",
    hairline="#333d4a",
    window="#12171d",
    canvas="#151b22",
    surface="#1c232c",
    accent="#7ba2f5",
    accent_tint="#24324d",
    missing="#f2669b",
    warning="#f0a35a",
    joined="#4cc79d",
    hover="#252e39",
    group_fill="#dfe6ee",
    group_text="#1d2733",
    thin_link="#6d7b8b",
    is_dark=True,
)
CONTRAST = Theme(
    name="contrast",
    ink="#000000",
    secondary="#1a1a1a",
    hint="#333333",
    hairline="#5a5a5a",
    window="#ffffff",
    canvas="#ffffff",
    surface="#ffffff",
    accent="#0033b3",
    accent_tint="#dbe6ff",
    missing="#a3003f",
    warning="#7a3300",
    joined="#005c3c",
    hover="#e6e6e6",
    group_fill="#000000",
    group_text="#ffffff",
    thin_link="#444444",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def mixed(a: str, b: str, share: float) -> str:
    """The colour `share` of the way from a to b."""
    one, two = QColor(a), QColor(b)
    parts = (
        round(x + (y - x) * share)
        for x, y in ((one.red(), two.red()), (one.green(), two.green()), (one.blue(), two.blue()))
    )
    return "#{:02x}{:02x}{:02x}".format(*parts)


@lru_cache(maxsize=500)
def brush(colour: str) -> QBrush:
    """A brush of one colour, shared by all that have it."""
    return QBrush(QColor(colour))


@lru_cache(maxsize=500)
def pen(colour: str, width: float) -> QPen:
    """A pen of one colour and width, shared by all that have it."""
    return QPen(QColor(colour), width)


def readable_on(colour: str) -> str:
    """Dark or light text, whichever stands out on a colour."""
    return "#1d2733" if QColor(colour).lightnessF() > 0.55 else "#ffffff"


def sector_colour(index: int) -> str:
    """The colour a sector gets by its place in the map, unless it has one of its own."""
    return SECTOR_COLOURS[index % len(SECTOR_COLOURS)]


def edge(colour: str, theme: Theme) -> str:
    """The sector's colour for edges and icons."""
    return mixed(colour, "#ffffff", 0.28) if theme.is_dark else colour


def tint(colour: str, theme: Theme) -> str:
    """The sector's light ground."""
    if theme.is_dark:
        return mixed(theme.canvas, colour, 0.22)
    return _TINTS.get(colour, mixed("#ffffff", colour, 0.10))


def text_on_tint(colour: str, theme: Theme) -> str:
    """The sector's colour as text on its tint, with enough contrast."""
    if theme.is_dark:
        return mixed(colour, "#ffffff", 0.5)
    return _TEXTS.get(colour, mixed(colour, "#000000", 0.2))


def no_sector(theme: Theme) -> str:
    """The colour of what belongs to no sector."""
    return theme.secondary
