"""Details: all attributes of what is selected, several elements at once where they share them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from silomap.i18n import N_, _, ngettext
from silomap.model import edits
from silomap.model.elements import MAP_ID, Element, Entity, Link
from silomap.model.vocabulary import KINDS, LINK_KINDS, NODE_KINDS, Attribute, attributes_of, fitting_links
from silomap.report.sentences import link_words
from silomap.ui.bridge import Bridge
from silomap.ui.panels.fields import FIELDS, SEVERAL, ChoiceField, Field, FlagField
from silomap.ui.selection import Selection
from silomap.ui.widgets import Combo, RowButton, Words

MOST_LINKS = 30


class Details(QScrollArea):
    """The form; it is built anew when other kinds are selected, else only filled."""

    kind_wanted = Signal(str)

    def __init__(self, bridge: Bridge, selection: Selection) -> None:
        super().__init__()
        self.bridge, self.selection = bridge, selection
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Details"))
        self.fields: dict[str, Field] = {}
        self._ids: tuple[str, ...] = ()
        self._shape: object = None
        self._title = QLabel()
        self._links: QVBoxLayout | None = None
        selection.changed.connect(lambda _ids: self.refresh())
        bridge.changed.connect(lambda _changes: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Shows what is selected now."""
        ids = tuple(sorted(key for key in self.selection.ids if key in self.bridge.map))
        entities = [self.bridge.map[key] for key in ids]
        owners = tuple(sorted({_owner(entity) for entity in entities}))
        sectors = tuple((s.id, s.label, s.colour) for s in self.bridge.map.sectors)
        shape = (ids, owners, sectors)
        if ids != self._ids:
            for field in self.fields.values():
                field.flush()
        if shape != self._shape:
            self._shape, self._ids = shape, ids
            self._build(owners, entities)
        self._fill(entities)

    def _build(self, owners: tuple[str, ...], entities: list[Entity]) -> None:
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(16, 14, 16, 20)
        box.setSpacing(6)
        self.fields = {}
        self._links = None
        if not entities:
            self._build_map(box)
        else:
            self._title = QLabel()
            self._title.setObjectName("question")
            self._title.setWordWrap(True)
            box.addWidget(self._title)
            if len(entities) == 1 and isinstance(entities[0], Link):
                self._add_kind(box, entities[0])
            elif len(owners) == 1 and owners[0] in NODE_KINDS:
                self._add_element_kind(box, owners[0])
            for row in _shared(owners, len(entities)):
                self._add_field(box, row)
            if len(entities) == 1 and isinstance(entities[0], Element):
                self._links = QVBoxLayout()
                self._links.setSpacing(2)
                box.addLayout(self._links)
        box.addStretch()
        page.setEnabled(self.bridge.is_editable or not entities)
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.setWidget(page)

    def _build_map(self, box: QVBoxLayout) -> None:
        title = QLabel(_("This map"))
        title.setObjectName("question")
        box.addWidget(title)
        for row in (
            Attribute("title", N_("Title"), "text", "text", frozenset()),
            Attribute("description", N_("Challenge"), "long", "text", frozenset()),
        ):
            self._add_field(box, row)
            self.fields[row.name].setEnabled(self.bridge.is_editable)
        hint = QLabel(_("Select an element or a link to see and change what is known about it."))
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        box.addSpacing(10)
        box.addWidget(hint)

    def _add_kind(self, box: QVBoxLayout, link: Link) -> None:
        ends = (self.bridge.map.element(link.source), self.bridge.map.element(link.target))
        fits = [name for name, _flip in fitting_links(ends[0].type, ends[1].type)]
        if len(fits) < 2:
            return
        box.addWidget(_caption(_("Kind of link")))
        combo = Combo()
        combo.setAccessibleName(_("Kind of link"))
        for name in fits:
            combo.addItem(_(LINK_KINDS[name].title), name)
        combo.setCurrentIndex(combo.findData(link.kind))
        combo.activated.connect(lambda index: self._change_kind(link.id, combo.itemData(index)))
        box.addWidget(combo)

    def _add_element_kind(self, box: QVBoxLayout, now: str) -> None:
        combo = Combo()
        combo.setAccessibleName(_("Kind"))
        for name in NODE_KINDS:
            combo.addItem(_(KINDS[name].title), name)
        combo.setCurrentIndex(combo.findData(now))
        combo.activated.connect(lambda index: self.kind_wanted.emit(combo.itemData(index)))
        box.addWidget(combo)

    def _change_kind(self, key: str, kind: str) -> None:
        with self.bridge.edit(N_("Change the kind of a link")) as draft:
            edits.change_link_kind(draft, key, kind)

    def _add_field(self, box: QVBoxLayout, row: Attribute) -> None:
        field = FIELDS[row.shape](row)
        if not isinstance(field, FlagField):
            box.addSpacing(5)
            box.addWidget(_caption(_(row.title)))
        box.addWidget(field)
        if row.shape == "ref" and isinstance(field, ChoiceField):
            field.show_sectors(self.bridge.map)
        field.edited.connect(partial(self._edited, row, self._ids))
        self.fields[row.name] = field

    def _fill(self, entities: list[Entity]) -> None:
        shown = entities or [self.bridge.map.info]
        for name, field in self.fields.items():
            values = [getattr(entity, name) for entity in shown]
            field.show_value(values[0] if all(v == values[0] for v in values) else SEVERAL)
        if entities:
            self._title.setText(self._heading(entities))
        if self._links is not None:
            self._fill_links(entities[0].id)

    def _heading(self, entities: list[Entity]) -> str:
        if len(entities) > 1:
            return ngettext("{n} selected", "{n} selected", len(entities))
        entity = entities[0]
        if isinstance(entity, Link):
            return link_words(self.bridge.map, entity.kind, entity.source, entity.target)
        return _(KINDS[entity.type].title)

    def _fill_links(self, key: str) -> None:
        if self._links is None:
            return
        while (item := self._links.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        links = [self.bridge.map[k] for k in sorted(self.bridge.map.links_of(key))]
        if not links:
            return
        self._links.addSpacing(8)
        self._links.addWidget(_caption(ngettext("{n} link", "{n} links", len(links))))
        for link in links[:MOST_LINKS]:
            if not isinstance(link, Link):
                continue
            text = link_words(self.bridge.map, link.kind, link.source, link.target)
            button, words = RowButton(), Words("linkWords")
            button.setProperty("link", True)
            button.setAccessibleName(text)
            button.line.setContentsMargins(0, 1, 0, 1)
            words.setText(text)
            button.add(words)
            button.clicked.connect(partial(self.selection.set, [link.id]))
            self._links.addWidget(button)

    def _edited(self, row: Attribute, ids: tuple[str, ...], value: Any) -> None:
        ids = tuple(key for key in ids if key in self.bridge.map)
        merge = f"{row.name}:{','.join(ids)}"
        if not ids:
            with self.bridge.edit(N_("Change what is said of the map"), merge=merge) as draft:
                draft.set(MAP_ID, **{row.name: value})
            return
        name = self.bridge.map.label(ids[0]) if len(ids) == 1 else ""
        label = N_("Change “{name}”") if len(ids) == 1 else N_("Change several elements")
        with self.bridge.edit(label, {"name": name}, merge=merge) as draft:
            edits.set_field(draft, ids, row.name, value)
        self._fill([self.bridge.map[key] for key in ids if key in self.bridge.map])


def _owner(entity: Entity) -> str:
    return entity.kind if isinstance(entity, Link) else entity.type


def _shared(owners: tuple[str, ...], count: int) -> list[Attribute]:
    rows = attributes_of(owners[0]) if owners else ()
    shared = [row for row in rows if row.shape in FIELDS and all(row in attributes_of(o) for o in owners)]
    return [row for row in shared if count == 1 or row.name != "label"]


def _caption(text: str) -> QLabel:
    caption = QLabel(text)
    caption.setObjectName("section")
    return caption
