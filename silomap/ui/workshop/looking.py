"""The steps that look at links: which pairs work together, where the silos are."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton

from silomap.analysis.analyse import Analysis
from silomap.i18n import N_, _, ngettext
from silomap.model import edits, session
from silomap.ui.bridge import Bridge
from silomap.ui.widgets import Words
from silomap.ui.workshop.pages import StepPage


class Pairs(StepPage):
    """Pairs nobody has asked about yet, one after the other: they work together, they do not, or later."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._later: set[frozenset[str]] = set()
        self._pair: tuple[str, str] | None = None
        self.caption(_("Do these two work together?"))
        self.question = Words("question")
        self.box.addWidget(self.question)
        self.why = Words("hint")
        self.box.addWidget(self.why)
        line = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for name, title in (("yes", _("They do")), ("no", _("Asked: no")), ("later", _("Later"))):
            button = QPushButton(title)
            button.setProperty("small", True)
            button.clicked.connect(partial(self._answer, name))
            line.addWidget(button)
            self.buttons[name] = button
        line.addStretch()
        self.box.addLayout(line)
        show = self.button(_("Show on map"))
        show.clicked.connect(lambda: self.chosen.emit(self._pair or ()))
        self.show_button = show

    def _answer(self, name: str, *_checked: object) -> None:
        if self._pair is None:
            return
        a, b = self._pair
        self._later.add(frozenset((a, b)))
        names = {"a": self.bridge.map.label(a), "b": self.bridge.map.label(b)}
        if name == "yes":
            with self.bridge.edit(N_("Link “{a}” and “{b}”"), names) as draft:
                edits.connect(draft, a, b, "coordinates_with")
        elif name == "no":
            with self.bridge.edit(N_("Asked: “{a}” and “{b}”"), names) as draft:
                edits.mark_asked(draft, a, b)
        self.refresh(self._result)

    _result: Analysis | None = None

    def refresh(self, result: Analysis | None) -> None:
        self._result = result
        system_map = self.bridge.map
        linked = {frozenset((k.source, k.target)) for k in system_map.links if k.kind == "coordinates_with"}
        open_pairs = [
            gap
            for gap in (result.questions if result else ())
            if frozenset((gap.source, gap.target)) not in linked | self._later
            and gap.source in system_map
            and gap.target in system_map
        ]
        self._pair = (open_pairs[0].source, open_pairs[0].target) if open_pairs else None
        if self._pair:
            a, b = (system_map.label(key) for key in self._pair)
            self.question.setText(_("“{a}” and “{b}”", a=a, b=b))
            self.why.setText(ngettext("{n} pair to ask about", "{n} pairs to ask about", len(open_pairs)))
        else:
            self.question.setText(_("No pair is left to ask about."))
            self.why.setText("")
        for widget in (*self.buttons.values(), self.show_button):
            widget.setEnabled(self._pair is not None)


class Reveal(StepPage):
    """First the guesses of the room, then the findings."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.caption(_("First guess: where are the silos?"))
        self.guess = QLineEdit()
        self.guess.setPlaceholderText(_("A guess, then Enter"))
        self.guess.setAccessibleName(_("A guess of the room"))
        self.guess.returnPressed.connect(self._keep)
        self.box.addWidget(self.guess)
        self.guesses = Words("plainText")
        self.box.addWidget(self.guesses)
        self.reveal = self.button(_("Now look: show the findings"))
        self.reveal.setProperty("primary", True)
        self.reveal.clicked.connect(self._reveal)
        self.button(_("Open the findings"), "panel_findings")

    def _keep(self) -> None:
        guess = self.guess.text().strip()[:500]
        if guess:
            with self.bridge.edit(N_("A guess of the room")) as draft:
                session.change(draft, guesses=(*self.bridge.map.workshop.guesses, guess))
            self.guess.clear()

    def _reveal(self) -> None:
        with self.bridge.edit(N_("Show the findings")) as draft:
            session.change(draft, revealed=True)
        self.wanted.emit("panel_findings")

    def refresh(self, result: Analysis | None) -> None:
        workshop = self.bridge.map.workshop
        self.guesses.setText("\n".join(f"– {guess}" for guess in workshop.guesses))
        self.reveal.setEnabled(not workshop.revealed)
