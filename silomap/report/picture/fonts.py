"""The bundled typeface."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from silomap.paths import resource

FAMILY = "Inter"
_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
WEIGHTS = {
    "normal": QFont.Weight.Normal,
    "medium": QFont.Weight.Medium,
    "semibold": QFont.Weight.DemiBold,
    "bold": QFont.Weight.Bold,
}


@cache
def load_fonts() -> None:
    """Makes Inter known to Qt; once a process."""
    for name in _FILES:
        QFontDatabase.addApplicationFontFromData(resource("fonts", name).read_bytes())


@cache
def font(pixels: float, weight: str = "normal") -> QFont:
    """Inter in a size of device-independent pixels."""
    load_fonts()
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(WEIGHTS[weight])
    return made
