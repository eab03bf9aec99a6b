"""The filter: words, kinds, sectors, tags and attributes; what does not fit is dimmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from silomap.i18n import _
from silomap.model.filtering import NO_SECTOR, Value, filterable, tags_of
from silomap.model.vocabulary import CHOICE_TITLES, KINDS, MAPPED_KINDS
from silomap.report.picture.glyphs import glyph_icon
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.focus import Focus

MOST_TAGS = 60


class FilterBar(QFrame):
    """It floats at the top of the canvas while it is wanted; it only shows and changes the Focus."""

    left = Signal()
    resized = Signal()

    def __init__(self, bridge: Bridge, focus: Focus, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self.bridge, self.focus = bridge, focus
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 6, 8, 6)
        line.setSpacing(6)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("Words in names, descriptions, tags …"))
        self.text.setAccessibleName(_("Show only what contains these words"))
        self.text.setMinimumWidth(150)
        self.text.addAction(glyph_icon("search", theme.secondary), QLineEdit.ActionPosition.LeadingPosition)
        self.text.textChanged.connect(lambda text: focus.set_filter(replace(focus.filter, text=text)))
        line.addWidget(self.text, 1)
        self.menus: dict[str, QPushButton] = {}
        for name, title in (
            ("kinds", _("Kind")),
            ("sectors", _("Sector")),
            ("tags", _("Tag")),
            ("values", _("Attribute")),
        ):
            button = QPushButton(title)
            button.setProperty("small", True)
            button.setMenu(QMenu(button))
            button.menu().aboutToShow.connect(lambda n=name: self._fill(n))
            line.addWidget(button)
            self.menus[name] = button
        close = QPushButton()
        close.setIcon(glyph_icon("close", theme.secondary))
        close.setProperty("flat", True)
        close.setAccessibleName(_("Close the filter and show everything"))
        close.setToolTip(_("Close the filter and show everything"))
        close.clicked.connect(self.leave)
        line.addWidget(close)
        focus.changed.connect(self._show_filter)
        self.hide()

    def start(self) -> None:
        """Shows itself and takes the keyboard."""
        self.place()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self.resized.emit()

    def leave(self) -> None:
        """Everything is shown again."""
        self.hide()
        self.focus.clear("filter")
        self.resized.emit()
        self.left.emit()

    def place(self) -> None:
        """Over the top of the canvas."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(14, 12, min(640, parent.width() - 28), self.sizeHint().height())

    def _show_filter(self) -> None:
        """The words and counts of what is chosen, also where it was changed elsewhere."""
        chosen = self.focus.filter
        if self.text.text().strip() != chosen.text.strip():
            self.text.setText(chosen.text)
        titles = {"kinds": _("Kind"), "sectors": _("Sector"), "tags": _("Tag"), "values": _("Attribute")}
        for name, button in self.menus.items():
            count = len(getattr(chosen, name))
            button.setText(f"{titles[name]} {count}" if count else titles[name])

    def _fill(self, name: str) -> None:
        menu = self.menus[name].menu()
        menu.clear()
        {"kinds": self._kinds, "sectors": self._sectors, "tags": self._tags, "values": self._values}[name](menu)

    def _kinds(self, menu: QMenu) -> None:
        self._checks(menu, "kinds", ((kind, _(KINDS[kind].plural)) for kind in MAPPED_KINDS))

    def _sectors(self, menu: QMenu) -> None:
        rows = [(sector.id, sector.label or sector.id) for sector in self.bridge.map.sectors]
        self._checks(menu, "sectors", [*rows, (NO_SECTOR, _("(no sector)"))])

    def _tags(self, menu: QMenu) -> None:
        tags = tags_of(self.bridge.map)
        if not tags:
            menu.addAction(_("There are no tags on this map.")).setEnabled(False)
        self._checks(menu, "tags", ((tag, tag) for tag in tags[:MOST_TAGS]))

    def _checks(self, menu: QMenu, name: str, rows: Iterable[tuple[str, str]]) -> None:
        for key, title in rows:
            chosen: frozenset[str] = getattr(self.focus.filter, name)
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key in chosen)
            action.toggled.connect(self._toggler(name, key))

    def _toggler(self, name: str, key: str) -> Callable[[bool], None]:
        def toggle(_on: bool) -> None:
            chosen: frozenset[str] = getattr(self.focus.filter, name)
            self.focus.set_filter(replace(self.focus.filter, **{name: chosen ^ {key}}))

        return toggle

    def _values(self, menu: QMenu) -> None:
        for name, title, values in filterable():
            part = menu.addMenu(_(title))
            for value in values:
                action = part.addAction(value_words(value))
                action.setCheckable(True)
                action.setChecked(value in self.focus.filter.values.get(name, ()))
                action.toggled.connect(
                    lambda on, n=name, v=value: self.focus.set_filter(self.focus.filter.with_value(n, v, on))
                )

    def event(self, event: QEvent) -> bool:
        """Esc closes and shows everything; Enter goes back to the map with the filter on."""
        if event.type() == QEvent.Type.KeyPress:
            key = cast(QKeyEvent, event).key()
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left.emit()
                return True
        return super().event(event)


def value_words(value: Value) -> str:
    """A value of an attribute for people."""
    if value is None:
        return _("(not said)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _(CHOICE_TITLES[value]) if isinstance(value, str) else str(value)
