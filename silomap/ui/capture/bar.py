"""The capture bar: one line makes an actor in a sector, its service, the need it answers and the links between."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from silomap.errors import UserError
from silomap.exchange.capture import begun, names_of, read_line
from silomap.exchange.capture_plan import Doubt, Plan, plan, take
from silomap.exchange.capture_rows import lines_of
from silomap.exchange.names import Names, folded
from silomap.i18n import N_, _, explain, ngettext
from silomap.model.changes import ChangeSet
from silomap.model.draft import Draft
from silomap.model.free_places import place_new
from silomap.model.vocabulary import KINDS
from silomap.report.fill import listed
from silomap.report.picture.glyphs import glyph_icon
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.capture.line import CaptureLine
from silomap.ui.widgets import Words

WIDTH = 660
LINES_AT_ONCE = 500
LONGEST_LINE, MOST_LINES, MOST_PASTED = 6_000, 20_000, 600_000
"""what the bar takes of a paste: laying out a line of a million letters would stop the window for minutes"""
LINES_SHOWN = 40
PAUSE = 40


class CaptureBar(QFrame):
    """It floats at the foot of the canvas. What could not be read stays in it, with the reason."""

    made = Signal(object)
    left = Signal()
    resized = Signal(int)

    def __init__(self, bridge: Bridge, theme: Theme, centre: Callable[[], QPointF], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("capture")
        self.bridge, self._theme, self._centre = bridge, theme, centre
        self.usual = "need"
        self._names: Names | None = None
        self._meant: dict[str, str] = {}
        self._doubt: Doubt | None = None
        self._also: Callable[[Draft, set[str]], None] | None = None
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.preview)
        self.line.textChanged.connect(self._changed)
        self.line.submitted.connect(self.submit)
        self.line.accepted.connect(self.accept)
        self.line.left.connect(self._leave)
        self.line.pasted.connect(self.take_pasted)
        bridge.changed.connect(self._follow)
        parent.installEventFilter(self)
        self.show_kind("need")
        self.setVisible(bridge.is_editable)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 12, 8)
        box.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.kind_button = QPushButton()
        self.kind_button.setObjectName("captureKind")
        self.kind_button.setIconSize(QSize(18, 18))
        self.kind_button.setToolTip(_("What a line without a verb is"))
        self.kind_button.clicked.connect(self._choose_kind)
        self.line = CaptureLine(self._theme.hint)
        self.line.setAccessibleName(_("Capture: what is said, a line each"))
        self.line.setPlaceholderText(_("Job centre @labour provides Job matching for Losing paid work"))
        self.chip = QLabel()
        self.chip.setObjectName("chip")
        top.addWidget(self.kind_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.line, 1)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self.words = Words("captureWords")
        self.words.hide()
        box.addLayout(top)
        box.addWidget(self.words)

    @property
    def names(self) -> Names:
        """The names on the map; made when they are first needed."""
        if self._names is None:
            self._names = names_of(self.bridge.map)
        return self._names

    def _follow(self, changes: object) -> None:
        if self._names is not None:
            self._names.follow(cast(ChangeSet, changes))
        self._later.start()

    def set_big(self, on: bool) -> None:
        """Type for the back row."""
        for part in (self.line, self.words, self.chip):
            part.setProperty("big", on)
            part.style().unpolish(part)
            part.style().polish(part)
        self.line.fit()
        self.place()

    def start(self, text: str = "") -> None:
        """Takes the keyboard."""
        if text:
            self.line.put(text)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_kind(self, kind: str) -> None:
        """Which kind a line without a verb makes; remembered from line to line."""
        self.usual = kind
        self.kind_button.setIcon(glyph_icon(kind, self._theme.accent, self._theme.accent, 18))
        self.kind_button.setAccessibleName(_("A line without a verb is: {kind}", kind=_(KINDS[kind].title)))
        self._later.start()

    def _choose_kind(self) -> None:
        menu = QMenu(self)
        for kind in KINDS.values():
            picture = glyph_icon(kind.name, self._theme.ink, self._theme.ink, 18)
            menu.addAction(picture, f"{_(kind.title)}\t{kind.key}:", partial(self._use, kind.name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.kind_button.mapToGlobal(self.kind_button.rect().topLeft()))

    def _use(self, kind: str) -> None:
        self.show_kind(kind)
        self.line.setFocus()

    def _changed(self) -> None:
        self._doubt = None
        self.line.has_offer = False
        text = self.line.toPlainText()
        self.line.set_ghost(self._completion(text) if self.line.at_end() else "")
        self._later.start()
        QTimer.singleShot(0, self, self.place)

    def _completion(self, text: str) -> str:
        last = text.rpartition("\n")[2]
        fragment, kinds = begun(last)
        if len(fragment.strip()) < 2 or fragment.endswith(" "):
            return ""
        label = self.names.goes_on(fragment, kinds)
        is_same = label is not None and folded(label[: len(fragment)]) == folded(fragment)
        return label[len(fragment) :] if label is not None and is_same else ""

    def preview(self) -> None:
        """Says what Enter would add, or why a line cannot be read."""
        lines = self._lines()
        if not lines:
            self._say("", "")
            return
        plans, faults = self._plans(Draft(self.bridge.map), lines[:LINES_SHOWN], is_real=False)
        if self._doubt is None:
            self._say(
                self._chip(plans, len(lines)),
                self._fault(faults, len(lines)) if faults else self._told(plans),
                bool(faults),
            )

    def _lines(self) -> list[str]:
        return [line for line in self.line.toPlainText().split("\n") if line.strip()]

    def _plans(
        self, draft: Draft, lines: list[str], is_real: bool
    ) -> tuple[list[tuple[Plan, list[str]]], list[tuple[str, str]]]:
        """What each line does; where real, it is done in the draft. And the lines that cannot be read, with why."""
        plans: list[tuple[Plan, list[str]]] = []
        faults: list[tuple[str, str]] = []
        usual = self.usual
        for text in lines:
            try:
                statement = read_line(text, self.names, usual)
                found = plan(statement, draft, self.names, self._meant)
            except UserError as error:
                faults.append((text, explain(error)))
                continue
            if statement.prefix and statement.prefix != "sector" and not statement.ties:
                usual = statement.prefix
            plans.append((found, take(found, draft, self.names) if is_real else []))
        if is_real and usual != self.usual:
            self.show_kind(usual)
        return plans, faults

    def submit(self) -> None:
        """Enter: adds what can be read, as one step; asks first where a name is nearly one that is there."""
        if not self.bridge.is_editable:
            self.bridge.refused.emit(self.bridge.why_not_editable())
            return
        if self._doubt is not None:
            self._meant[folded(self._doubt.text)] = ""
            self._doubt = None
        lines = self._lines()
        part, rest = lines[:LINES_AT_ONCE], lines[LINES_AT_ONCE:]
        if not part:
            return
        checked, _faults = self._plans(Draft(self.bridge.map), part, is_real=False)
        doubts = [doubt for found, _made in checked for doubt in found.doubts]
        if doubts:
            self._ask(doubts[0])
            return
        self._add(part, rest)

    def _add(self, lines: list[str], rest: list[str]) -> None:
        made: list[str] = []
        faults: list[tuple[str, str]] = []
        done = False
        first = self._first_name(lines)
        label = N_("Add “{name}”") if len(lines) == 1 else N_("Add “{name}” and more")
        with self.bridge.edit(label, {"name": first}) as draft:
            plans, faults = self._plans(draft, lines, is_real=True)
            made = [key for _plan, keys in plans for key in keys]
            if self._also is not None:
                self._also(draft, set(lines) - {text for text, _why in faults})
            centre = self._centre()
            place_new(draft, made, (centre.x(), centre.y()))
            done = True
        if not done or any(key not in self.bridge.map for key in made):
            self._names = None  # the edit was refused: what it had made is not there
            return
        self._meant.clear()
        self._also = None
        self.line.put("\n".join([*(text for text, _why in faults), *rest]))
        self.preview()
        self.made.emit(made)

    def _first_name(self, lines: list[str]) -> str:
        for text in lines:
            try:
                return read_line(text, self.names, self.usual).mentions[0].text[:60]
            except UserError:
                continue
        return lines[0][:60]

    def _ask(self, doubt: Doubt) -> None:
        self._doubt = doubt
        self.line.set_ghost("")
        self.line.has_offer = True
        self._say(
            _("Tab: the same · Enter: another one"),
            _("Is “{text}” the same as “{name}”?", text=doubt.text, name=self.bridge.map.label(doubt.meant)),
        )

    def accept(self) -> None:
        """Tab: the name that is offered, or “yes, it is the same”."""
        doubt, self._doubt = self._doubt, None
        if doubt is not None:
            self.line.has_offer = False
            self._meant[folded(doubt.text)] = doubt.meant
            self.submit()
        elif self.line.ghost:
            self.line.insertPlainText(self.line.ghost)

    def take_lines(self, lines: list[str], also: Callable[[Draft, set[str]], None]) -> None:
        """Lines from within the program, added at once; `also` does its part in the step, told which were read."""
        self._also = also
        self.line.put("\n".join(lines))
        self.submit()

    def take_pasted(self, text: str) -> None:
        """Lines or rows from elsewhere: they stand in the bar to be looked at; Enter adds them as one step."""
        before = self.line.toPlainText().rstrip("\n")
        lines = [line[:LONGEST_LINE] for line in lines_of(text[:MOST_PASTED])[:MOST_LINES]]
        if len(text) > MOST_PASTED or len(lines) == MOST_LINES or any(len(line) == LONGEST_LINE for line in lines):
            self.bridge.refused.emit(_("That is more than a paste can take; its beginning stands in the bar."))
        self.line.put("\n".join([*([before] if before else []), *lines]))

    def _leave(self) -> None:
        if self._doubt is not None:
            self._doubt = None
            self.line.has_offer = False
            self.preview()
        else:
            self.left.emit()

    def _chip(self, plans: list[tuple[Plan, list[str]]], lines: int) -> str:
        if lines > LINES_SHOWN:
            return ngettext("↵ adds {n} line", "↵ adds {n} lines", min(lines, LINES_AT_ONCE))
        new = {(m.kind, folded(m.text)) for found, _made in plans for m in found.new}
        sectors = {folded(name) for found, _made in plans for name in found.sector_names}
        links = sum(found.new_links for found, _made in plans)
        if not plans:
            return ""
        parts = [ngettext("{n} element", "{n} elements", len(new) + len(sectors))] if new or sectors else []
        parts += [ngettext("{n} link", "{n} links", links)] if links else []
        return _("↵ adds {what}", what=", ".join(parts)) if parts else _("already on the map")

    def _told(self, plans: list[tuple[Plan, list[str]]]) -> str:
        """In words: what is new, what is there."""
        if len(plans) != 1:
            return ""
        found = plans[0][0]
        new = [f"{_(KINDS[m.kind].title)} “{m.text}”" for m in found.new]
        new += [f"{_(KINDS['sector'].title)} “{name}”" for name in found.sector_names]
        there = [self.bridge.map.label(key) for key in found.known if key is not None]
        parts = [_("New: {names}", names=listed(new))] if new else []
        parts += [_("on the map: {names}", names=listed(there))] if there else []
        return " · ".join(parts)

    def _fault(self, faults: list[tuple[str, str]], lines: int) -> str:
        """Why the first line that cannot be read cannot, and which it is."""
        text, why = faults[0]
        return why if lines == 1 else _("“{line}”: {why}", line=text[:60], why=why)

    def _say(self, chip: str, text: str, is_fault: bool = False) -> None:
        self.chip.setText(chip)
        self.chip.setVisible(bool(chip))
        self.words.setText(text)
        self.words.setVisible(bool(text))
        if self.words.property("fault") != is_fault:
            self.words.setProperty("fault", is_fault)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self.line.setAccessibleDescription(f"{chip}. {text}")
        self.place()

    def place(self) -> None:
        """At the foot of the canvas, in the middle."""
        parent = self.parentWidget()
        if parent is None:
            return
        width = min(WIDTH, parent.width() - 32)
        self.setFixedWidth(width)
        layout = self.layout()
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
        self.setFixedHeight(max(height, self.minimumSizeHint().height()))
        self.move((parent.width() - width) // 2, parent.height() - self.height() - 18)
        self.resized.emit(self.height() if self.isVisibleTo(parent) else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)
