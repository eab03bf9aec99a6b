"""The tool rail at the left and the status bar at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from silomap.i18n import _, ngettext
from silomap.model.session import unfinished
from silomap.model.system_map import SystemMap
from silomap.report.picture.glyphs import glyph_icon
from silomap.report.themes import Theme
from silomap.ui.actions import ROWS, plain
from silomap.ui.theme import scaled

WIDTH = 80
LARGE_TEXT = 150


class Rail(QFrame):
    """One button a tool, with its key."""

    def __init__(self, actions: dict[str, QAction], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        is_large = scaled(100) >= LARGE_TEXT  # there is no room for words then; the tool tip has them
        self.setFixedWidth(WIDTH if is_large else scaled(WIDTH))
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 10, 6, 10)
        box.setSpacing(4)
        self.buttons: dict[str, QToolButton] = {}
        for row in ROWS:
            if not row.name.startswith("tool_"):
                continue
            tool = row.name.removeprefix("tool_")
            action = actions[row.name]
            button = QToolButton()
            button.setText(f"{plain(_(row.title))} {row.shortcut}")
            button.setIcon(glyph_icon(tool, theme.secondary, theme.accent, 22))
            button.setIconSize(QSize(22, 22))
            if is_large:
                button.setIconSize(QSize(30, 30))
            else:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setFixedSize(WIDTH - 13 if is_large else scaled(WIDTH) - 13, 52 if is_large else scaled(52))
            button.setToolTip(_("{tool} (key {key})", tool=plain(_(row.title)), key=row.shortcut))
            button.setAccessibleName(plain(_(row.title)))
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            button.setEnabled(action.isEnabled())
            box.addWidget(button)
            self.buttons[tool] = button
        box.addStretch()

    def show_tool(self, name: str) -> None:
        """Marks the tool in hand."""
        for tool, button in self.buttons.items():
            button.setChecked(tool == name)


class StatusBar(QFrame):
    """Counts at the left, hints in the middle, zoom at the right."""

    def __init__(self, run: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setFixedHeight(scaled(30))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 10, 0)
        line.setSpacing(16)
        self.counts, self.hint, self.selected = QLabel(), QLabel(), QLabel()
        line.addWidget(self.counts)
        self.loose = QPushButton()
        self.loose.setToolTip(_("Elements without a name or a link: a click selects them"))
        line.addWidget(self.loose)
        line.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.selected)
        zoom = QHBoxLayout()
        zoom.setSpacing(0)
        self.zoom = QPushButton("100%")
        for text, name, title in (
            ("−", "zoom_out", _("Zoom out")),
            ("", "zoom_full", ""),
            ("+", "zoom_in", _("Zoom in")),
        ):
            button = self.zoom if not text else QPushButton(text)
            button.setAccessibleName(title or _("Actual size"))
            button.setToolTip(title or _("Actual size"))
            button.clicked.connect(lambda _on=False, n=name: run(n))
            zoom.addWidget(button)
        line.addLayout(zoom)
        fit = QPushButton(_("Fit"))
        fit.clicked.connect(lambda: run("fit"))
        line.addWidget(fit)

    def show_map(self, system_map: SystemMap) -> None:
        """How much is on the map."""
        sectors = len(system_map.sectors)
        elements = len(system_map.mapped) - sectors
        parts = (
            ngettext("{n} element", "{n} elements", elements),
            ngettext("{n} link", "{n} links", len(system_map.links)),
            ngettext("{n} sector", "{n} sectors", sectors),
        )
        self.counts.setText("     ".join(parts))
        loose = len(unfinished(system_map))
        self.loose.setVisible(loose > 0)
        self.loose.setText(ngettext("{n} still loose", "{n} still loose", loose))

    def show_selected(self, count: int) -> None:
        """How many are selected."""
        self.selected.setText(ngettext("{n} selected", "{n} selected", count) if count else "")

    def show_zoom(self, scale: float) -> None:
        """The zoom in percent."""
        self.zoom.setText(f"{scale * 100:.0f}%")
