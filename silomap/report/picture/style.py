"""Colours and measures of the drawing. Colour says sector, shape and icon say kind."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QPen

from silomap.report.themes import SECTOR_COLOURS, Theme

_TINTS = {
    "#0072b2": "#e6f1f8",
    "#c77700": "#fbf0df",
    "#00875f": "#e2f3ec",
    "#a84f86": "#f7e9f1",
    "#5b6ee1": "#eaecfb",
    "#8c564b": "#f3ebe9",
}
_TEXTS = {"#c77700": "#8a5200", "#5b6ee1": "#4151c4"}


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
