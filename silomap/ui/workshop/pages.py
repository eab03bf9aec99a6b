"""A page for each step of the workshop: what is asked, and what helps to answer it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.analyse import Analysis
from silomap.exchange.workshop_flow import soft_limits
from silomap.i18n import N_, _, figure, ngettext
from silomap.model import session
from silomap.model.elements import Note
from silomap.model.vocabulary import KINDS, Attribute
from silomap.ui.bridge import Bridge
from silomap.ui.panels.fields import FIELDS
from silomap.ui.widgets import TextBox, Words
from silomap.ui.workshop.scale import Scale

IDS = Qt.ItemDataRole.UserRole


class StepPage(QWidget):
    """The base of the pages; `refresh` follows the map and the analysis."""

    chosen = Signal(object)
    wanted = Signal(str)
    """the name of an action of the window"""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(6)

    def refresh(self, result: Analysis | None) -> None:
        """Shows the map as it is now."""

    def caption(self, text: str) -> None:
        """A small heading."""
        label = Words("section")
        label.setText(text)
        self.box.addSpacing(4)
        self.box.addWidget(label)

    def button(self, text: str, action: str = "") -> QPushButton:
        """A button; with the name of an action, it runs that."""
        button = QPushButton(text)
        button.setProperty("small", True)
        if action:
            button.clicked.connect(lambda: self.wanted.emit(action))
        self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button


class Answers(StepPage):
    """“How joined up are we, 1 to 5?”: one press for each answer from the room; before, and again at the end."""

    def __init__(self, bridge: Bridge, when: str) -> None:
        super().__init__(bridge)
        self._when = when
        self.caption(_("How joined up are we, 1 to 5? One press for each answer"))
        self.scale = Scale(_("How joined up are we?"))
        self.scale.answered.connect(self._answer)
        self.box.addWidget(self.scale)
        self.told = Words("hint")
        self.box.addWidget(self.told)

    def _answer(self, value: int, count: int) -> None:
        with self.bridge.edit(N_("An answer from the room")) as draft:
            session.answer(draft, self._when, value, count)

    def refresh(self, result: Analysis | None) -> None:
        workshop = self.bridge.map.workshop
        self.scale.show_answers(getattr(workshop, self._when))
        told = []
        for title, given in ((_("At the start"), workshop.opening), (_("At the end"), workshop.closing)):
            mean = session.mean(given)
            if mean is not None:
                answered = ngettext("{n} answer", "{n} answers", len(given))
                told.append(f"{title}: {figure(mean, 1)} ({answered})")
        self.told.setText("\n".join(told))


class Cards(StepPage):
    """Silent capture: cards that nobody sees until the pile is turned over, and how full the map is."""

    turned = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.caption(_("In silence: cards face down"))
        self.text = TextBox()
        self.text.setPlaceholderText(_("One card, or several lines pasted at once. Enter lays it face down"))
        self.text.setAccessibleName(_("A card"))
        self.text.setFixedHeight(62)
        self.text.submitted.connect(self._lay)
        self.box.addWidget(self.text)
        line = QHBoxLayout()
        self.count = QLabel()
        self.turn = QPushButton(_("Turn the pile over"))
        self.turn.setProperty("small", True)
        self.turn.clicked.connect(lambda: self.turned.emit([card.text for card in session.pile(self.bridge.map)]))
        line.addWidget(self.count, 1)
        line.addWidget(self.turn)
        self.box.addLayout(line)
        self.check = Check(bridge)
        self.check.chosen.connect(self.chosen)
        self.check.wanted.connect(self.wanted)
        self.box.addWidget(self.check)

    def _lay(self) -> None:
        lines = [line for line in self.text.toPlainText().split("\n") if line.strip()]
        before = len(self.bridge.map.all(Note))
        with self.bridge.edit(N_("Lay a card")) as draft:
            for line in lines:
                session.lay_card(draft, line)
        if len(self.bridge.map.all(Note)) > before:
            self.text.clear()

    def refresh(self, result: Analysis | None) -> None:
        count = len(session.pile(self.bridge.map))
        self.count.setText(ngettext("{n} card face down", "{n} cards face down", count))
        self.turn.setEnabled(count > 0)
        self.check.refresh(result)


class Check(StepPage):
    """How many of each kind there are beside what an afternoon can take, and what still needs a look."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.caption(_("On the map"))
        self.counts = Words("plainText")
        self.box.addWidget(self.counts)
        self.limits = Words("hint")
        self.box.addWidget(self.limits)
        self.caption(_("Still loose"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Elements without a link or a name"))
        self.list.setMinimumHeight(120)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.chosen.emit((item.data(IDS),)))
        self.list.itemActivated.connect(lambda item: self.chosen.emit((item.data(IDS),)))
        self.box.addWidget(self.list)
        self.button(_("Possible doubles…"), "duplicates")
        self.button(_("Tidy up"), "tidy")

    def refresh(self, result: Analysis | None) -> None:
        system_map = self.bridge.map
        counts = {kind: sum(e.type == kind for e in system_map.mapped) for kind in soft_limits()}
        parts = [f"{counts[kind]} {_(KINDS[kind].plural).lower()}" for kind in counts]
        self.counts.setText(" · ".join(parts))
        over = [_(KINDS[kind].plural).lower() for kind, most in soft_limits().items() if counts[kind] > most]
        self.limits.setVisible(bool(over))
        if over:
            kinds = ", ".join(over)
            self.limits.setText(
                _("Many {kinds} for one afternoon: a room cannot read them all. Merge, filter or go on.", kinds=kinds)
            )
        loose = session.unfinished(system_map)
        self.list.clear()
        for key in loose[:200]:
            item = QListWidgetItem(system_map.label(key) if system_map.element(key).label else _("(no name)"))
            item.setData(IDS, key)
            self.list.addItem(item)
        if not loose:
            self.list.addItem(_("Nothing: everything has a name and a link."))
            self.list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)


class Decide(StepPage):
    """Findings are discussed, answers designed, actions agreed: where that is done."""

    def __init__(self, bridge: Bridge, buttons: tuple[tuple[str, str], ...], hint: str) -> None:
        super().__init__(bridge)
        self.hint = Words("hint")
        self.hint.setText(hint)
        self.box.addWidget(self.hint)
        for title, action in buttons:
            self.button(title, action)


class Close(StepPage):
    """The closing answers beside the opening ones, and the date of the evaluation."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.answers = Answers(bridge, "closing")
        self.box.addWidget(self.answers)
        self.caption(_("Evaluation on (2026-12-31)"))
        self.date = FIELDS["text"](Attribute("evaluation", N_("Evaluation on"), "text", "text", frozenset()))
        self.date.edited.connect(self._keep)
        self.box.addWidget(self.date)

    def _keep(self, value: str) -> None:
        with self.bridge.edit(N_("Change the brief")) as draft:
            session.change(draft, evaluation=value)

    def refresh(self, result: Analysis | None) -> None:
        self.answers.refresh(result)
        self.date.show_value(self.bridge.map.workshop.evaluation)
