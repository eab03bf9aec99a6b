"""The missing links behind a cell of the matrix, with their reasons and what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.analysis.cells import CellDetail
from silomap.analysis.findings.missing_link import finding_of
from silomap.i18n import _, ngettext
from silomap.report.fill import listed
from silomap.report.sentences import words
from silomap.ui.bridge import Bridge
from silomap.ui.panels.card import FindingCard
from silomap.ui.widgets import Page, Words

MOST_CARDS = 30


class Pairs(QWidget):
    """A page of cards; `detail` is the cell it speaks of."""

    hovered = Signal(object)
    chosen = Signal(object)
    draw_link = Signal(object)
    try_link = Signal(object)
    explained = Signal(object)
    marked = Signal(object, object, str)
    services_wanted = Signal()
    left = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.detail: CellDetail | None = None
        self.cards: list[FindingCard] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        head = QWidget()
        box = QVBoxLayout(head)
        box.setContentsMargins(16, 12, 16, 4)
        box.setSpacing(4)
        self.back = QPushButton("‹ " + _("Findings"))
        self.back.setProperty("link", True)
        self.back.clicked.connect(self.left)
        self.title, self.why = Words("question"), Words("cardDetail")
        self.services = QPushButton(_("Service by service"))
        self.services.setProperty("small", True)
        self.services.clicked.connect(self.services_wanted)
        for widget in (self.back, self.title, self.why):
            box.addWidget(widget)
        box.addWidget(self.services, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(head)
        page = Page(_("Missing links"))
        self.column = page.column
        self.column.setContentsMargins(13, 8, 13, 16)
        self.column.setSpacing(10)
        self.rest = Words("hint")
        self.column.addWidget(self.rest)
        self.column.addStretch()
        outer.addWidget(page, 1)

    def show_detail(self, detail: CellDetail, result: Analysis) -> None:
        """The missing links of a cell."""
        self.detail = detail
        names = [self.bridge.map.label(key) if key else _("No sector") for key in (detail.a, detail.b)]
        title = names[0] if detail.a == detail.b else " × ".join(names)
        linked = sum(pair.is_linked for pair in detail.pairs)
        self.title.setText(
            ngettext(
                "{title}: {linked} of {n} link in place",
                "{title}: {linked} of {n} links in place",
                len(detail.pairs),
                title=title,
                linked=linked,
            )
        )
        self.why.setText(self._why(detail))
        total, required = int(result.measures["need_pairs"] or 0), float(result.measures["required"] or 0)
        shown = detail.missing[:MOST_CARDS]
        while len(self.cards) < len(shown):
            self._add_card()
        for card, gap in zip(self.cards, shown, strict=False):
            finding = finding_of(gap, total, required)
            card.show_finding(finding, words(self.bridge.map, finding), self.bridge.is_editable)
            card.try_button.setVisible(card.can_try)
            card.show()
        for card in self.cards[len(shown) :]:
            card.hide()
        more = len(detail.missing) - len(shown)
        said = ngettext("{n} more missing link", "{n} more missing links", more) if more > 0 else ""
        self.rest.setText(said if detail.missing else _("Every link that is needed here is in place."))

    def _why(self, detail: CellDetail) -> str:
        """Why the two should work together: the needs that tie them."""
        shared = {need for gap in detail.missing for need in gap.shared_needs}
        linked = {pair for gap in detail.missing for pair in gap.linked_needs}
        label = self.bridge.map.label
        said = []
        if shared:
            names = listed([_("“{name}”", name=label(need)) for need in sorted(shared, key=label)])
            said.append(_("They answer the same needs: {names}.", names=names))
        if linked:
            chains = sorted(_("“{a}” leads to “{b}”", a=label(a), b=label(b)) for a, b in linked)
            said.append(_("Their needs feed each other: {chains}.", chains=listed(chains)))
        return " ".join(said)

    def _add_card(self) -> None:
        card = FindingCard()
        for name in ("hovered", "chosen", "draw_link", "try_link", "explained", "marked"):
            getattr(card, name).connect(getattr(self, name))
        self.cards.append(card)
        self.column.insertWidget(len(self.cards) - 1, card)
