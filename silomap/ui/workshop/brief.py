"""The first two steps: what it is about, and who is in the room."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from silomap.analysis.analyse import Analysis
from silomap.i18n import N_, _
from silomap.model import edits, session
from silomap.model.elements import Seat
from silomap.model.vocabulary import CHOICE_TITLES, SEATS, Attribute
from silomap.ui.bridge import Bridge
from silomap.ui.panels.fields import FIELDS, Field
from silomap.ui.widgets import Combo, Tick, Words
from silomap.ui.workshop.pages import Answers, StepPage

IDS = Qt.ItemDataRole.UserRole
CHALLENGE = "description"
"""the challenge is what the map is about: its description"""
BRIEF = (
    (CHALLENGE, N_("The challenge, in one sentence"), "long"),
    ("whom", N_("For whom"), "text"),
    ("due", N_("By when (2026-12-31)"), "text"),
    ("area", N_("Where"), "text"),
    ("strategy", N_("The strategy or plan this serves"), "text"),
    ("inside", N_("Inside this map"), "long"),
    ("outside", N_("Outside this map"), "long"),
)


class Brief(StepPage):
    """The challenge brief, and which sectors sign it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.fields: dict[str, Field] = {}
        for name, title, shape in BRIEF:
            self.caption(_(title))
            field = FIELDS[shape](Attribute(name, title, shape, "text", frozenset()))
            field.edited.connect(partial(self._keep, name))
            self.box.addWidget(field)
            self.fields[name] = field
        self.caption(_("Sectors that sign this sentence"))
        self._sectors = QVBoxLayout()
        self.box.addLayout(self._sectors)
        self._shown: object = None
        self.answers = Answers(bridge, "opening")
        self.box.addWidget(self.answers)

    def _keep(self, name: str, value: str) -> None:
        with self.bridge.edit(N_("Change the brief"), merge=f"brief:{name}") as draft:
            if name == CHALLENGE:
                edits.set_info(draft, description=value)
            else:
                session.change(draft, **{name: value})

    def refresh(self, result: Analysis | None) -> None:
        workshop = self.bridge.map.workshop
        for name, field in self.fields.items():
            field.show_value(getattr(self.bridge.map.info if name == CHALLENGE else workshop, name))
        rows = tuple((s.id, s.label, s.id in workshop.agreed) for s in self.bridge.map.sectors)
        if rows != self._shown:
            self._shown = rows
            _empty(self._sectors)
            for key, label, agreed in rows:
                tick = Tick(label or key)
                tick.setChecked(agreed)
                tick.clicked.connect(lambda on, k=key: self._sign(k, on))
                self._sectors.addWidget(tick)
        self.answers.refresh(result)

    def _sign(self, key: str, on: bool) -> None:
        agreed = [k for k in self.bridge.map.workshop.agreed if k != key and k in self.bridge.map]
        with self.bridge.edit(N_("Change the brief")) as draft:
            session.change(draft, agreed=tuple([*agreed, key] if on else agreed))


class Room(StepPage):
    """Who is in the room by sector, which voices are missing, and who will ask them."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.place = Combo()
        self.place.setAccessibleName(_("For which sector"))
        self.role = QLineEdit()
        self.role.setPlaceholderText(_("Role, no name needed"))
        self.role.setAccessibleName(_("Role in the room"))
        self.role.returnPressed.connect(self._add)
        self.box.addWidget(self.place)
        self.box.addWidget(self.role)
        self.absent = Tick(_("This voice is missing; asked by:"))
        self.asks = QLineEdit()
        self.asks.setPlaceholderText(_("who will ask"))
        self.asks.setAccessibleName(_("Who will ask"))
        self.box.addWidget(self.absent)
        self.box.addWidget(self.asks)
        self.asks.setEnabled(False)
        self.absent.toggled.connect(self.asks.setEnabled)
        add = self.button(_("Add"))
        add.clicked.connect(self._add)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Who is here"))
        self.list.setMinimumHeight(190)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemDoubleClicked.connect(self._remove)
        self.list.setToolTip(_("Double click takes one away"))
        self.box.addWidget(self.list)
        self.told = Words("hint")
        self.box.addWidget(self.told)

    def _add(self) -> None:
        made = ""
        with self.bridge.edit(N_("Who is here")) as draft:
            is_here = not self.absent.isChecked()
            made = session.add_seat(
                draft, str(self.place.currentData()), self.role.text(), is_here, "" if is_here else self.asks.text()
            )
        if made in self.bridge.map:
            self.role.clear()
            self.asks.clear()
            self.role.setFocus()

    def _remove(self, item: QListWidgetItem) -> None:
        key = item.data(IDS)
        if isinstance(self.bridge.map.get(key), Seat):
            with self.bridge.edit(N_("Who is here")) as draft:
                draft.remove(key)

    def refresh(self, result: Analysis | None) -> None:
        system_map = self.bridge.map
        places = [(s.id, s.label or s.id) for s in system_map.sectors]
        places += [(name, _(CHOICE_TITLES[name])) for name in SEATS]
        now = self.place.currentData()
        if [(self.place.itemData(i), self.place.itemText(i)) for i in range(self.place.count())] != places:
            self.place.clear()
            for key, title in places:
                self.place.addItem(title, key)
            self.place.setCurrentIndex(max(0, self.place.findData(now)))
        titles = dict(places)
        self.list.clear()
        for seat in sorted(system_map.all(Seat), key=lambda s: (not s.present, titles.get(s.place, ""), s.role)):
            text = f"{titles.get(seat.place, _('(no sector)'))}: {seat.role}"
            if not seat.present:
                text += " · " + (
                    _("missing, {who} asks", who=seat.asks) if seat.asks else _("missing, nobody asks yet")
                )
            item = QListWidgetItem(text)
            item.setData(IDS, seat.id)
            self.list.addItem(item)
        absent, no_citizen = session.missing_voices(system_map)
        told = [_("Nobody is here for {sector}.", sector=titles.get(key, key)) for key in absent]
        if no_citizen:
            told.append(_("Nobody is here who uses the services. Who will ask them?"))
        self.told.setText("\n".join(told))


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        if widget is not None:
            widget.deleteLater()
