"""The sets of colours, light, dark and of high contrast: the same meanings in each."""

from __future__ import annotations

from dataclasses import dataclass

SECTOR_COLOURS = ("#0072b2", "#c77700", "#00875f", "#a84f86", "#5b6ee1", "#8c564b", "#566373", "#7a7f87")


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
