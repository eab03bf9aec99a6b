"""The story: its steps in their order, what each says, and how it is revealed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import N_, _
from silomap.model import story
from silomap.model.changes import ChangeSet
from silomap.model.elements import StoryStep
from silomap.model.story import steps_of
from silomap.model.vocabulary import STAGES
from silomap.report.picture.leaves import VIEWS
from silomap.ui.bridge import Bridge
from silomap.ui.flow import flow_of
from silomap.ui.widgets import Page, Tick, Words

STAGE_TITLES = {
    "map": N_("First the bare map"),
    "gaps": N_("then what is missing"),
    "best": N_("then the link that would join most"),
}
HEIGHTS = {"text": 74, "question": 52, "notes": 74}
TITLES = {
    "text": N_("Text for the room"),
    "question": N_("Question to the room"),
    "notes": N_("Notes only for who presents"),
}


class Field(QPlainTextEdit):
    """Some lines that tell their text when the person leaves them."""

    edited = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.edited.emit()


class StepCard(QFrame):
    """One step: where it stands, its title, what it shows; open, everything that can be said."""

    chosen = Signal(str)
    deed = Signal(str, str)
    changed = Signal(str, str, object)

    def __init__(self, step: StoryStep, number: int, count: int, is_open: bool, is_editable: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("current", is_open)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.step = step
        self.fields: dict[str, QLineEdit | Field] = {}
        self.stages: dict[str, Tick] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 9, 12, 10)
        box.setSpacing(5)
        head = QHBoxLayout()
        name = step.title or _("Step {n}", n=number)
        self.name = Words("rowTitle")
        self.name.setText(f"{number}  {name}")
        head.addWidget(self.name, 1)
        for text, title, deed, works in (
            ("↑", _("Earlier"), "earlier", number > 1),
            ("↓", _("Later"), "later", number < count),
            ("⋯", _("More"), "more", True),
        ):
            button = QPushButton(text)
            button.setObjectName("more")
            button.setAccessibleName(f"{title}: {name}")
            button.setToolTip(title)
            button.setEnabled(works and is_editable)
            if deed == "more":
                button.clicked.connect(partial(self._menu, button))
            else:
                button.clicked.connect(partial(self._tell, deed))
            head.addWidget(button)
        box.addLayout(head)
        look = Words("cardDetail")
        view = step.arrangement if step.view == "map" else step.view
        look.setText(_(VIEWS[view]))
        box.addWidget(look)
        self.setAccessibleName(self.name.text())
        if is_open:
            self._open(box, is_editable)

    def _open(self, box: QVBoxLayout, is_editable: bool) -> None:
        title = QLineEdit(self.step.title)
        title.setPlaceholderText(_("Title"))
        title.setAccessibleName(_("Title"))
        title.setMaxLength(story.MOST_TITLE)
        title.editingFinished.connect(partial(self._edited, "title"))
        self.fields["title"] = title
        box.addWidget(title)
        for name, words in TITLES.items():
            field = Field(getattr(self.step, name))
            field.setPlaceholderText(_(words))
            field.setAccessibleName(_(words))
            field.setTabChangesFocus(True)
            field.setFixedHeight(HEIGHTS[name])
            field.edited.connect(partial(self._edited, name))
            self.fields[name] = field
            box.addWidget(field)
        for stage in STAGES:
            tick = Tick(_(STAGE_TITLES[stage]))
            tick.setChecked(stage in self.step.reveal)
            tick.clicked.connect(self._staged)
            self.stages[stage] = tick
            box.addWidget(tick)
        line = QHBoxLayout()
        for text, deed in ((_("Go there"), "show"), (_("Keep the present view instead"), "update")):
            button = QPushButton(text)
            button.setProperty("small", True)
            button.setEnabled(is_editable or deed == "show")
            button.clicked.connect(partial(self._tell, deed))
            line.addWidget(button)
        line.addStretch()
        box.addLayout(line)
        for widget in (*self.fields.values(), *self.stages.values()):
            widget.setEnabled(is_editable)

    def _tell(self, deed: str, *_checked: object) -> None:
        self.deed.emit(deed, self.step.id)

    def _menu(self, button: QPushButton, *_checked: object) -> None:
        menu = QMenu(self)
        menu.addAction(_("Present from here"), partial(self._tell, "present"))
        menu.addAction(_("Duplicate"), partial(self._tell, "copy"))
        menu.addAction(_("Remove"), partial(self._tell, "remove"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _edited(self, name: str) -> None:
        field = self.fields[name]
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        if text != getattr(self.step, name):
            self.changed.emit(self.step.id, name, text)

    def _staged(self, *_checked: object) -> None:
        stages = tuple(stage for stage, tick in self.stages.items() if tick.isChecked())
        self.changed.emit(self.step.id, "reveal", stages)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.step.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.step.id)
        else:
            super().keyPressEvent(event)


class StoryPanel(QWidget):
    """The panel; it edits the story, and tells what is wanted of the window."""

    wanted = Signal(str, str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.current = ""
        self.cards: list[StepCard] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QFrame()
        head.setObjectName("composer")
        box = QVBoxLayout(head)
        box.setContentsMargins(14, 12, 14, 10)
        box.setSpacing(8)
        title = QLabel(_("Story"))
        title.setObjectName("question")
        box.addWidget(title)
        self.keep, self.ready, self.present = (
            QPushButton(_("Keep this view")),
            QPushButton(_("Ready story")),
            QPushButton(_("Present")),
        )
        self.ready.setToolTip(_("From silos to the system, one group's way, what breaks, what would help"))
        self.present.setProperty("primary", True)
        for button, deed in ((self.keep, "keep"), (self.ready, "ready"), (self.present, "present")):
            button.setProperty("small", True)
            button.clicked.connect(partial(self._want, deed, ""))
        box.addLayout(flow_of([self.keep, self.ready, self.present], 6))
        outer.addWidget(head)
        scroll = Page(_("Story"))
        self._column = scroll.column
        self._scroll = scroll
        self._column.setContentsMargins(13, 10, 13, 16)
        self._column.setSpacing(8)
        self.empty = Words("hint")
        self.empty.setText(
            _(
                "A story leads a room through the map. Arrange the map as the room shall see it, then keep this view "
                "as a step; or begin with a ready story and change it."
            )
        )
        self._column.addWidget(self.empty)
        self._column.addStretch()
        outer.addWidget(scroll, 1)
        bridge.changed.connect(self._changed)
        self.refresh()

    def _want(self, deed: str, key: str, *_checked: object) -> None:
        self.wanted.emit(deed, key)

    def _changed(self, changes: ChangeSet) -> None:
        if any(isinstance(change.after or change.before, StoryStep) for change in changes):
            self.refresh()

    def showEvent(self, event: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Every step in its place."""
        focused = next((n for c in self.cards for n, f in c.fields.items() if f.hasFocus()), "")
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        steps, may = steps_of(self.bridge.document.map), self.bridge.document.read_only is None
        self.cards = []
        for number, step in enumerate(steps, 1):
            card = StepCard(step, number, len(steps), step.id == self.current, may)
            card.chosen.connect(self.open)
            card.deed.connect(self._do)
            card.changed.connect(self._change)
            self._column.insertWidget(number, card)
            self.cards.append(card)
            if step.id == self.current and focused:
                card.fields[focused].setFocus()
        self.empty.setVisible(not steps)
        self.keep.setEnabled(may)
        self.ready.setEnabled(may and not steps)
        self.present.setEnabled(True)

    def open(self, key: str) -> None:
        """Opens a step to be edited; the same again closes it."""
        self.current = "" if key == self.current else key
        self.refresh()

    def _change(self, key: str, name: str, value: object) -> None:
        with self.bridge.edit_today(N_("Change the story")) as draft:
            story.change_step(draft, key, **{name: value})

    def _do(self, deed: str, key: str) -> None:
        steps = [step.id for step in steps_of(self.bridge.document.map)]
        if deed in ("earlier", "later"):
            place = steps.index(key) + (1 if deed == "later" else -1)
            with self.bridge.edit_today(N_("Change the order of the story")) as draft:
                story.move_step(draft, key, place)
        elif deed == "copy":
            with self.bridge.edit_today(N_("Duplicate a step of the story")) as draft:
                self.current = story.copy_step(draft, key)
            self.refresh()
        elif deed == "remove":
            with self.bridge.edit_today(N_("Remove a step of the story")) as draft:
                story.remove_step(draft, key)
        else:
            self.wanted.emit(deed, key)
