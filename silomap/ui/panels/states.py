"""Scenarios and versions as cards: what they are, how joined-up each is, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import _, figure, ngettext
from silomap.model.changes import diff
from silomap.model.elements import Scenario
from silomap.model.scenarios import changes_of, conflicts_of, shown_with
from silomap.model.versions import Version
from silomap.report.steps import moment, version_name
from silomap.ui.bridge import Bridge
from silomap.ui.states import NOW, SCENARIO, VERSION, State
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words

PICTURE = QSize(104, 66)
SCENARIO_MENU = (
    ("scenario_rename", "rename"),
    ("scenario_describe", "describe"),
    ("scenario_copy", "copy"),
    ("scenario_adopt", "adopt"),
    ("scenario_delete", "delete"),
)


class StateCard(QFrame):
    """One state; the first button looks at it, the second compares it, the third opens what else can be done."""

    looked_at = Signal()
    compared = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, name: str, detail: str, look: str, picture: bytes | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(name)
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 10, 12, 10)
        across.setSpacing(10)
        if picture is not None:
            self.picture = QLabel()
            self.picture.setObjectName("thumbnail")
            self.picture.setFixedSize(scaled(PICTURE.width()), scaled(PICTURE.height()))
            self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            across.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
            self.show_picture(picture)
        box = QVBoxLayout()
        box.setSpacing(3)
        across.addLayout(box, 1)
        self.name, self.detail, self.warning = Words("cardSay"), Words("cardDetail"), Words("cardKind")
        self.name.setText(name)
        self.detail.setText(detail)
        self.warning.setProperty("tone", "warning")
        self.warning.hide()
        for label in (self.name, self.detail, self.warning):
            box.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.look_button, self.compare_button, more = QPushButton(look), QPushButton(_("Compare")), QPushButton("⋯")
        more.setObjectName("more")
        more.setAccessibleName(_("More"))
        for button in (self.look_button, self.compare_button):
            button.setProperty("small", True)
            line.addWidget(button)
        line.addStretch()
        line.addWidget(more)
        box.addLayout(line)
        self.more_button = more
        self.look_button.clicked.connect(self.looked_at)
        self.compare_button.clicked.connect(self.compared)
        more.clicked.connect(lambda: self.menu_wanted.emit(more.mapToGlobal(more.rect().bottomLeft())))

    def show_picture(self, data: bytes) -> None:
        """The small picture, as soon as there is one."""
        pixmap = QPixmap()
        if data and pixmap.loadFromData(data):
            room = self.picture.size()
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            small = pixmap.scaled(room * 2, ratio, smooth)
            small.setDevicePixelRatio(2.0)
            self.picture.setPixmap(small)


class StatesPanel(QWidget):
    """It asks for scores and pictures, and tells what is wanted; others do it."""

    wanted = Signal(str)
    looked_at = Signal(object)
    compared = Signal(object)
    version_done = Signal(str, str)
    score_asked = Signal(object, str)
    picture_asked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.cards: dict[State, StateCard] = {}
        self._scores: dict[str, float | None] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page(_("Scenarios and versions"))
        self.column = page.column
        self.column.setContentsMargins(13, 12, 13, 16)
        self.column.setSpacing(9)
        outer.addWidget(page)
        self.shows_automatic = False
        bridge.scenario_changed.connect(self._refresh_if_seen)
        bridge.changed.connect(lambda _changes: self._refresh_if_seen())
        self._off = bridge.document.versions_changed.connect(self._refresh_if_seen)

    def release(self) -> None:
        """Stops listening."""
        self._off()

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Fills the page anew."""
        while self.column.count():
            item = self.column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = {}
        self._scenarios()
        self._versions()
        self.column.addStretch()

    def _heading(self, title: str, button: str, action: str) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 4, 0, 0)
        heading = QLabel(title)
        heading.setObjectName("heading")
        line.addWidget(heading, 1)
        act = QPushButton(button)
        act.setProperty("small", True)
        act.setEnabled(self.bridge.document.read_only is None)
        act.clicked.connect(lambda: self.wanted.emit(action))
        line.addWidget(act)
        self.column.addWidget(holder)

    def _hint(self, text: str) -> None:
        label = Words("hint")
        label.setText(text)
        self.column.addWidget(label)

    @property
    def _is_covered(self) -> bool:
        """Whether a workshop keeps numbers back until their step."""
        workshop = self.bridge.document.map.workshop
        return bool(workshop.step) and not workshop.revealed

    # scenarios

    def _scenarios(self) -> None:
        self._heading(_("Scenarios"), _("New scenario…"), "scenario_new")
        today = self.bridge.document.map
        for scenario in today.scenarios:
            self._scenario_card(scenario)
        if not today.scenarios:
            self._hint(_("A scenario tries something out; today's map stays as it is."))

    def _scenario_card(self, scenario: Scenario) -> None:
        today = self.bridge.document.map
        count, conflicts = len(changes_of(today, scenario.id)), len(conflicts_of(today, scenario.id))
        is_open = self.bridge.scenario == scenario.id
        parts = [ngettext("{n} change", "{n} changes", count), scenario.description]
        card = StateCard(scenario.label, " · ".join(filter(None, parts)), _("Leave it") if is_open else _("Open"))
        if conflicts:
            card.warning.setText(
                ngettext(
                    "The map has moved on: {n} place to settle",
                    "The map has moved on: {n} places to settle",
                    conflicts,
                )
            )
            card.warning.show()
        card.setProperty("open", is_open)
        state = State(SCENARIO, scenario.id)
        card.looked_at.connect(partial(self.looked_at.emit, NOW if is_open else state))
        card.compared.connect(partial(self.compared.emit, state))
        card.menu_wanted.connect(partial(self._scenario_menu, state, conflicts))
        self._put(state, card)
        if not self._is_covered:
            other = tuple((c.id, c.after) for c in diff(self.bridge.map, shown_with(today, scenario.id)))
            self.score_asked.emit(other, scenario.id)
            self._say_score(state)

    def _scenario_menu(self, state: State, conflicts: int, place: QPoint) -> None:
        titles = {
            "rename": _("Rename…"),
            "describe": _("Describe…"),
            "copy": _("Copy…"),
            "adopt": _("Make it the map"),
            "delete": _("Delete"),
        }
        menu = QMenu(self)
        for action, name in SCENARIO_MENU:
            menu.addAction(titles[name], partial(self._on_scenario, state, action))
        if conflicts:
            menu.addAction(_("Settle what disagrees…"), partial(self._on_scenario, state, "scenario_settle"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _on_scenario(self, state: State, action: str) -> None:
        """The action works on the open scenario."""
        self.looked_at.emit(state)
        self.wanted.emit(action)

    def show_score(self, tag: str, score: float | None) -> None:
        """The score of a scenario, as it was asked for."""
        self._scores[tag] = score
        self._say_score(State(SCENARIO, tag))

    def _say_score(self, state: State) -> None:
        card, score = self.cards.get(state), self._scores.get(state.key)
        if card is not None and score is not None:
            text = _("Joined-up score {number}", number=figure(score, 0))
            rest = card.detail.text().partition("\n")[0]
            card.detail.setText(f"{rest}\n{text}")

    # versions

    def _versions(self) -> None:
        self._heading(_("Versions"), _("Keep a version…"), "version_keep")
        versions = self.bridge.document.versions
        automatic = [version for version in versions if not version.is_named]
        shown = [v for v in reversed(versions) if self.shows_automatic or v not in automatic]
        for version in shown:
            self._version_card(version)
        if not shown:
            self._hint(_("A version is the map as it was at a moment: after a workshop, before a decision."))
        if automatic and not self.shows_automatic:
            text = ngettext("{n} was kept by itself", "{n} were kept by themselves", len(automatic))
            more = QPushButton(text)
            more.setProperty("link", True)
            more.clicked.connect(self._show_automatic)
            self.column.addWidget(more)

    def _show_automatic(self) -> None:
        self.shows_automatic = True
        self.refresh()

    def _version_card(self, version: Version) -> None:
        is_known = version.score is not None and not self._is_covered
        score = _("score {number}", number=figure(version.score or 0.0, 0)) if is_known else ""
        detail = " · ".join(filter(None, (moment(version.time), version.author, score)))
        if version.note:
            detail += f"\n{version.note}"
        card = StateCard(version_name(version), detail, _("Look at it"), version.picture)
        state = State(VERSION, version.id)
        card.looked_at.connect(partial(self.looked_at.emit, state))
        card.compared.connect(partial(self.compared.emit, state))
        card.menu_wanted.connect(partial(self._version_menu, version.id))
        self._put(state, card)
        if not version.picture:
            self.picture_asked.emit(version)

    def _version_menu(self, key: str, place: QPoint) -> None:
        menu = QMenu(self)
        rows = (
            ("change", _("Name and note…")),
            ("restore", _("Bring it back")),
            ("begin", _("Begin a scenario with it…")),
        )
        for name, title in (*rows, ("drop", _("Forget this version"))):
            action = menu.addAction(title, partial(self.version_done.emit, key, name))
            action.setEnabled(self.bridge.document.read_only is None)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _put(self, state: State, card: StateCard) -> None:
        self.cards[state] = card
        self.column.addWidget(card)
