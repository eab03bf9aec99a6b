"""The top bar: name and saved state, menus, and the way to find anything."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from silomap.i18n import _
from silomap.model.document import SavingState
from silomap.report.picture.glyphs import glyph_icon
from silomap.report.themes import SECTOR_COLOURS, Theme
from silomap.ui.theme import scaled

HEIGHT = 52
ROOMY = 640
"""From this width on, the key that finds is said."""


class TopBar(QFrame):
    """It only shows; what is clicked it tells."""

    rename_wanted = Signal()
    find_wanted = Signal()
    present_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(scaled(HEIGHT))
        self._text = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 14, 0)
        line.setSpacing(12)
        logo = QLabel()
        logo.setPixmap(logo_pixmap(26, theme))
        line.addWidget(logo)
        self._brand = QLabel("SiloMap")
        self._brand.setObjectName("brand")
        line.addWidget(self._brand)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.setContentsMargins(0, 6, 0, 6)
        self.title = QPushButton()
        self.title.setObjectName("mapTitle")
        self.title.setToolTip(_("Change the title"))
        self.title.clicked.connect(self.rename_wanted)
        self.saved = QLabel()
        self.saved.setObjectName("savedState")
        names.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        names.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        line.addLayout(names)
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        more = self.menus.findChild(QToolButton, "qt_menubar_ext_button")
        if more is not None:
            more.setIcon(glyph_icon("down", theme.ink))
        line.addSpacing(10)
        line.addWidget(self.menus, 1, Qt.AlignmentFlag.AlignVCenter)
        self.find_button = QPushButton(_("Find or run a command"))
        self.find_button.setIcon(glyph_icon("search", theme.secondary))
        self.find_button.setIconSize(QSize(scaled(16), scaled(16)))
        self.find_button.setProperty("flat", False)
        self.find_button.clicked.connect(self.find_wanted)
        line.addWidget(self.find_button)
        self.present_button = QPushButton(_("Present"))
        self.present_button.setProperty("primary", True)
        self.present_button.setToolTip(_("Present") + " (F5)")
        self.present_button.clicked.connect(self.present_wanted)
        line.addWidget(self.present_button)

    def show_map(self, title: str | None) -> None:
        """The title of the open map, or none: then the name of the program stands there."""
        is_open = title is not None
        self._brand.setVisible(not is_open)
        self.find_button.setVisible(is_open)
        self.present_button.setVisible(is_open)
        self.title.setVisible(is_open)
        self.saved.setVisible(is_open)
        self._text = text = title or _("Untitled map")
        self._show_title()
        self.title.setAccessibleName(_("Title of the map: {title}", title=text))

    def _show_title(self) -> None:
        """As much of it as leaves room for the menus."""
        room = 300 if self.width() >= scaled(1_200) else 190
        text = self.title.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        if text != self.title.text():
            self.title.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_title()
        key = "    Ctrl K" if self.width() >= scaled(ROOMY) else ""
        self.find_button.setText(_("Find or run a command") + key)

    def show_saving(self, state: SavingState, read_only: bool) -> None:
        """Whether everything is on disk; true whenever it is shown."""
        text = _("All changes saved")
        if read_only:
            text = _("Read only")
        elif not state.saved:
            text = _("Not saved")
        self.saved.setText(text)
        self.saved.setProperty("problem", not state.saved and not read_only)
        self.saved.style().unpolish(self.saved)
        self.saved.style().polish(self.saved)


def logo_pixmap(size: int, theme: Theme, ratio: float = 2.0) -> QPixmap:
    """Three silos and the link through them."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    unit = size / 26
    for index in range(3):
        painter.setBrush(QColor(SECTOR_COLOURS[index]))
        painter.drawRoundedRect(
            round((1 + index * 8.6) * unit),
            round(3 * unit),
            round(6.8 * unit),
            round(20 * unit),
            3 * unit,
            3 * unit,
        )
    painter.setBrush(QColor(theme.ink))
    painter.drawRect(round(4 * unit), round(12 * unit), round(18 * unit), max(1, round(2 * unit)))
    painter.end()
    return pixmap
