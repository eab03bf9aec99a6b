"""The look of widgets: one style sheet made from the colours of the drawing, light and dark."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from silomap.paths import resource
from silomap.report.picture.fonts import FAMILY, font, load_fonts
from silomap.report.picture.style import mixed
from silomap.report.themes import DARK, LIGHT, THEMES, Theme

CHOICES = ("system", "light", "dark", "contrast")
TEXT_SIZES = (100, 125, 150, 200)
USUAL = 13
_FONT_SIZE = re.compile(r"font-size: (\d+)px")


def resolve(choice: str) -> Theme:
    """The theme behind a choice; "system" follows the desktop."""
    if choice in THEMES:
        return THEMES[choice]
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme.name == "Dark" else LIGHT


def scaled(pixels: int) -> int:
    """A measure of the window at the present size of text."""
    app = QApplication.instance()
    size = app.font().pixelSize() if isinstance(app, QApplication) else USUAL
    return round(pixels * size / USUAL) if size > 0 else pixels


def apply_theme(app: QApplication, theme: Theme, text_size: int = 100) -> None:
    """Gives the whole program a look; the text of the window in percent of the usual size."""
    load_fonts()
    app.setFont(font(round(USUAL * text_size / 100)))
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.window),
        (roles.Text, theme.ink),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.ink),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.surface),
        (roles.ToolTipBase, theme.ink),
        (roles.ToolTipText, theme.surface),
        (roles.PlaceholderText, theme.hint),
        (roles.Link, theme.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.hint))
    app.setPalette(palette)
    app.setStyleSheet(_FONT_SIZE.sub(lambda m: f"font-size: {round(int(m[1]) * text_size / 100)}px", sheet(theme)))


def sheet(theme: Theme) -> str:
    """The style sheet, with the colours of a theme in it."""
    words = {
        **asdict(theme),
        "family": FAMILY,
        "on_accent": theme.window if theme.is_dark else "#ffffff",
        "accent_deep": mixed(theme.accent, theme.ink, 0.15),
        "scroll": mixed(theme.surface, theme.secondary, 0.32),
        "red_tint": mixed(theme.surface, theme.missing, 0.12),
        "warm_tint": mixed(theme.surface, theme.warning, 0.14),
    }
    return Template(resource("themes", "widgets.qss").read_text(encoding="utf-8")).substitute(words)
