"""The map as a tree of words: sectors, their elements, the links of each. What a screen reader reads, and a list."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from silomap.i18n import _
from silomap.model.elements import Element, Link, Sector, sector_of
from silomap.model.vocabulary import ELEMENT_KINDS, KINDS
from silomap.report.sentences import link_words
from silomap.ui.bridge import Bridge
from silomap.ui.selection import Selection
from silomap.ui.speech import spoken

ID = Qt.ItemDataRole.UserRole
LATER = 150


class Outline(QTreeWidget):
    """It follows the map while it is shown; links of an element are listed when it is opened."""

    chosen = Signal(object)

    def __init__(self, bridge: Bridge, selection: Selection) -> None:
        super().__init__()
        self.bridge, self.selection = bridge, selection
        self.setObjectName("outline")
        self.setAccessibleName(_("Outline of the map"))
        self.setHeaderHidden(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._is_stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._later.timeout.connect(self.refresh)
        bridge.changed.connect(lambda _changes: self._changed())
        selection.changed.connect(lambda _ids: self._show_selection())
        self.itemExpanded.connect(self._fill_links)
        self.itemSelectionChanged.connect(self._selected)
        self.itemActivated.connect(lambda item, _column: self.chosen.emit((item.data(0, ID),)))

    def _changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._later.start()

    def refresh(self) -> None:
        """Lists the map anew; what was open stays open."""
        self._is_stale = False
        opened = {key for key, item in self._items.items() if item.isExpanded()}
        with QSignalBlocker(self):
            self.clear()
            self._items.clear()
            system_map = self.bridge.map
            homes: dict[str, QTreeWidgetItem] = {}
            for sector in system_map.sectors:
                homes[sector.id] = self._add(None, sector)
            nowhere = None
            elements = (e for e in system_map.elements if not isinstance(e, Sector))
            for element in sorted(elements, key=lambda e: (ELEMENT_KINDS.index(e.type), e.label.casefold(), e.id)):
                home = homes.get(sector_of(element) or "")
                if home is None:
                    nowhere = nowhere or QTreeWidgetItem(self, [_("(no sector)")])
                    home = nowhere
                self._add(home, element)
            for key, item in [*homes.items(), *([("", nowhere)] if nowhere else [])]:
                self._items.setdefault(key, item)
                item.setExpanded(not opened or key in opened or key == "")
            for key in opened & self._items.keys():
                self._items[key].setExpanded(True)
                self._fill_links(self._items[key])
        self._show_selection()

    def _add(self, home: QTreeWidgetItem | None, element: Element) -> QTreeWidgetItem:
        kind = _(KINDS[element.type].title)
        item = QTreeWidgetItem([f"{element.label or _('(no name)')} · {kind}"])
        item.setData(0, ID, element.id)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken(self.bridge.map, element.id))
        if self.bridge.map.links_of(element.id):
            policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            item.setChildIndicatorPolicy(policy)
        if home is None:
            self.addTopLevelItem(item)
        else:
            home.addChild(item)
        self._items[element.id] = item
        return item

    def _fill_links(self, item: QTreeWidgetItem) -> None:
        key = item.data(0, ID)
        element = self.bridge.map.get(key) if key else None
        if item.childCount() or not isinstance(element, Element) or isinstance(element, Sector):
            return
        for link_id in sorted(self.bridge.map.links_of(element.id)):
            link = self.bridge.map[link_id]
            if isinstance(link, Link):
                words = link_words(self.bridge.map, link.kind, link.source, link.target)
                child = QTreeWidgetItem(item, [words])
                child.setData(0, ID, link_id)
                self._items[link_id] = child

    def _selected(self) -> None:
        keys = (item.data(0, ID) for item in self.selectedItems())
        self.selection.set(key for key in keys if key in self.bridge.map)

    def _show_selection(self) -> None:
        if not self.isVisible() or self._is_stale:
            return
        with QSignalBlocker(self):
            self.clearSelection()
            for key in self.selection.ids:
                item = self._items.get(key)
                if item is not None:
                    item.setSelected(True)
                    self.scrollToItem(item)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._later.stop()
