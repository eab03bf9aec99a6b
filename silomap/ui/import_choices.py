"""How a file of another tool is read: which types and columns become what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from silomap.exchange.foreign import Foreign
from silomap.exchange.guessing import AUTOMATIC, LEFT_OUT
from silomap.exchange.mapping import AS_KIND, AS_SECTOR, ATTRIBUTES, OWN_FIELD, Mapping
from silomap.i18n import _
from silomap.model.vocabulary import KINDS, LINK_KINDS, MAPPED_KINDS, attribute
from silomap.ui.theme import scaled
from silomap.ui.widgets import Combo, Page, Words

MOST_TYPES, MOST_COLUMNS = 40, 60


class ImportChoices(Page):
    """Drop-down lists that say how rows are read. `how` is what they say; `changed` when a person has chosen."""

    changed = Signal()
    part_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("How it is read"))
        self.how = Mapping()
        self._rows: Foreign | None = None
        self.column.setSpacing(6)
        self.setMinimumWidth(scaled(400))

    def show_rows(self, rows: Foreign | None, how: Mapping) -> None:
        """Asks about these rows; nothing where they are ours."""
        self._rows, self.how = rows, how
        self._fill()

    def _fill(self) -> None:
        while self.column.count():
            item = self.column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = self._rows
        if rows is None or rows.is_ours:
            said = Words("hint")
            said.setText(_("The columns are ours: nothing has to be said about them."))
            self.column.addWidget(said)
        else:
            if len(rows.parts) > 1:
                self._heading(_("The file has several maps"))
                self.column.addWidget(self._parts(rows))
            self._types(rows)
            self._link_types(rows)
            self._columns(rows)
        self.column.addStretch()

    def _heading(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("heading")
        self.column.addWidget(label)

    def _parts(self, rows: Foreign) -> Combo:
        combo = Combo()
        combo.setAccessibleName(_("Which map"))
        for name in rows.parts:
            combo.addItem(name, name)
        combo.addItem(_("Everything in the project"), "*")
        combo.setCurrentIndex(max(0, combo.findData(rows.part or "*")))
        combo.activated.connect(lambda index: self.part_chosen.emit(combo.itemData(index)))
        return combo

    def _table(self, rows: list[tuple[str, Combo]]) -> None:
        frame = QFrame()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 6, 4)
        grid.setSpacing(5)
        for number, (text, combo) in enumerate(rows):
            label = Words("plainText")
            label.setText(text)
            combo.setAccessibleName(text)
            grid.addWidget(label, number, 0)
            grid.addWidget(combo, number, 1)
        grid.setColumnStretch(0, 1)
        self.column.addWidget(frame)

    def _combo(self, choices: list[tuple[str, str]], chosen: str, take: Callable[[str], None]) -> Combo:
        combo = Combo()
        for title, value in choices:
            combo.addItem(title, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.activated.connect(lambda index: take(combo.itemData(index)))
        return combo

    def _types(self, rows: Foreign) -> None:
        kinds = [(_(KINDS[kind].title), kind) for kind in MAPPED_KINDS]
        types = rows.node_types()
        self._heading(_("Types are"))
        choices = [(_("kinds"), AS_KIND), (_("names of sectors"), AS_SECTOR)]
        table = [(_("{n} types", n=len(types)), self._combo(choices, self.how.types_as, self._set_types_as))]
        if self.how.types_as == AS_SECTOR:
            table.append((_("everything is a"), self._combo(kinds[1:], self.how.usual, self._set_usual)))
        else:
            leave = (_("leave it out"), LEFT_OUT)
            for name, count in types.most_common(MOST_TYPES):
                combo = self._combo([*kinds, leave], self.how.kinds.get(name, ""), partial(self._set_kind, name))
                table.append((_counted(name, count), combo))
        self._table(table)

    def _link_types(self, rows: Foreign) -> None:
        types = rows.link_types()
        if set(types) <= {""}:
            return
        kinds = [(_(kind.title), kind.name) for kind in LINK_KINDS.values()]
        choices = [
            (_("as the ends say"), AUTOMATIC),
            *kinds,
            (_("belongs to"), "belongs_to"),
            (_("leave it out"), LEFT_OUT),
        ]
        self._heading(_("Kinds of links"))
        self._table(
            [
                (
                    _counted(name, count),
                    self._combo(
                        choices, self.how.link_kinds.get(name, AUTOMATIC), partial(self._set_link_kind, name)
                    ),
                )
                for name, count in types.most_common(MOST_TYPES)
            ]
        )

    def _columns(self, rows: Foreign) -> None:
        columns = rows.columns()
        if not columns:
            return
        self._heading(_("Columns"))
        choices = [(_("keep as a field of its own"), OWN_FIELD)]
        choices += [(_attribute_title(name), name) for name in ATTRIBUTES]
        choices.append((_("leave it out"), LEFT_OUT))
        table = []
        for name in columns[:MOST_COLUMNS]:
            example = next((row[name] for _number, row in rows.nodes if row.get(name, "").strip()), "")
            text = f"{name}: {' '.join(example.split())[:40]}" if example else name
            chosen = self.how.columns.get(name, OWN_FIELD)
            table.append((text, self._combo(choices, chosen, partial(self._set_column, name))))
        self._table(table)

    def _take(self, how: Mapping) -> None:
        self.how = how
        self.changed.emit()

    def _set_types_as(self, value: str) -> None:
        self._take(replace(self.how, types_as=value))
        QTimer.singleShot(0, self, self._fill)

    def _set_usual(self, value: str) -> None:
        self._take(replace(self.how, usual=value))

    def _set_kind(self, name: str, value: str) -> None:
        self._take(replace(self.how, kinds={**self.how.kinds, name: value}))

    def _set_link_kind(self, name: str, value: str) -> None:
        self._take(replace(self.how, link_kinds={**self.how.link_kinds, name: value}))

    def _set_column(self, name: str, value: str) -> None:
        self._take(replace(self.how, columns={**self.how.columns, name: value}))


def _counted(name: str, count: int) -> str:
    called = name or _("(no type)")
    return f"{called} · {count}"


def _attribute_title(name: str) -> str:
    """What an attribute is called, whichever kind has it."""
    field = "reference" if name == "source" else name
    if field == "sector":
        return _("Sector")
    row = next((row for kind in MAPPED_KINDS if (row := attribute(kind, field)) is not None), None)
    return _(row.title) if row is not None else name
