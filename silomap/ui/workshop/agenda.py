"""The agenda: a preset to begin with, steps to leave out, move, lengthen and word anew; kept as one's own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from silomap.exchange.workshop_flow import MOST_STEPS, Preset, Step, all_steps, presets, save_preset, words
from silomap.i18n import _, language, ngettext
from silomap.ui.widgets import Combo

STEP = Qt.ItemDataRole.UserRole


class AgendaDialog(QDialog):
    """It edits an agenda; `plan` is what the person left in it."""

    def __init__(self, parent: QWidget, plan: tuple[Step, ...] | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The agenda of the workshop"))
        self.resize(760, 560)
        self._presets: list[Preset] = presets()
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(10)
        self.preset = Combo()
        self.preset.setAccessibleName(_("Begin with"))
        if plan is not None:
            self.preset.addItem(_("As it is now"), None)
        for number, preset in enumerate(self._presets):
            minutes = ngettext("{n} minute", "{n} minutes", preset.minutes)
            self.preset.addItem(f"{preset.title} · {minutes}", number)
        self.preset.activated.connect(self._take_preset)
        box.addWidget(self.preset)
        middle = QHBoxLayout()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Steps; a tick takes part"))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.currentItemChanged.connect(lambda now, _before: self._show_step(now))
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        add = QPushButton(_("Add a step"))
        add.setProperty("small", True)
        self.more = QMenu(add)
        self.more.aboutToShow.connect(self._fill_more)
        add.setMenu(self.more)
        left.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addLayout(left, 1)
        middle.addLayout(self._editor(), 1)
        box.addLayout(middle, 1)
        foot = QHBoxLayout()
        self.total = QLabel()
        self.total.setObjectName("hint")
        keep = QPushButton(_("Keep as my own…"))
        keep.clicked.connect(self._keep)
        buttons = QDialogButtonBox()
        go = buttons.addButton(
            _("Use this agenda") if plan is not None else _("Start"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        go.setProperty("primary", True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot.addWidget(self.total, 1)
        foot.addWidget(keep)
        foot.addWidget(buttons)
        box.addLayout(foot)
        self.list.itemChanged.connect(lambda _item: self._count())
        self._show_plan(plan if plan is not None else self._presets[0].plan)

    def _editor(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        line = QHBoxLayout()
        label = QLabel(_("Minutes"))
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 480)
        self.minutes.setAccessibleName(_("Minutes"))
        self.minutes.valueChanged.connect(lambda value: self._change(minutes=value))
        line.addWidget(label)
        line.addWidget(self.minutes)
        line.addStretch()
        for text, way, name in (("↑", -1, _("Earlier")), ("↓", 1, _("Later"))):
            button = QPushButton(text)
            button.setProperty("small", True)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(lambda _on=False, w=way: self._move(w))
            line.addWidget(button)
        column.addLayout(line)
        self.say = QPlainTextEdit()
        self.say.setAccessibleName(_("What is said to the room"))
        self.say.setTabChangesFocus(True)
        self.say.textChanged.connect(self._say_changed)
        column.addWidget(QLabel(_("What is said to the room")))
        column.addWidget(self.say, 1)
        return column

    @property
    def plan(self) -> tuple[Step, ...]:
        """The steps that take part, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(STEP) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _take_preset(self, index: int) -> None:
        number = self.preset.itemData(index)
        if number is not None:
            self._show_plan(self._presets[number].plan)

    def _fill_more(self) -> None:
        """The steps that ship and are not in the list, and one of one's own."""
        self.more.clear()
        there = {self.list.item(row).data(STEP).id for row in range(self.list.count())}
        for step in all_steps().values():
            if step.id not in there:
                self.more.addAction(words(step.title), partial(self.add_step, step))
        self.more.addSeparator()
        self.more.addAction(_("A step of my own…"), self._add_own)

    def _add_own(self) -> None:
        title, accepted = QInputDialog.getText(self, _("A step of my own"), _("Name of the step"))
        if accepted and title.strip():
            name = title.strip()[:200]
            self.add_step(Step(f"own-{self.list.count()}-{name[:20]}", {language(): name}, 15, {language(): name}))

    def add_step(self, step: Step) -> None:
        """Puts a step after the current one."""
        self.list.insertItem(self.list.currentRow() + 1, self._item_of(step))
        self.list.setCurrentRow(self.list.currentRow() + 1)
        self._count()

    def _show_plan(self, plan: tuple[Step, ...]) -> None:
        self.list.clear()
        for step in plan[:MOST_STEPS]:
            self.list.addItem(self._item_of(step))
        self.list.setCurrentRow(0)
        self._count()

    def _item_of(self, step: Step) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(STEP, step)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self._write(item)
        return item

    @staticmethod
    def _write(item: QListWidgetItem) -> None:
        step: Step = item.data(STEP)
        item.setText(f"{words(step.title)}  ·  {step.minutes}′")

    def _show_step(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        step: Step = item.data(STEP)
        for widget, act in (
            (self.minutes, lambda: self.minutes.setValue(step.minutes)),
            (self.say, lambda: self.say.setPlainText(words(step.say))),
        ):
            widget.blockSignals(True)
            act()
            widget.blockSignals(False)

    def _change(self, **values: object) -> None:
        item = self.list.currentItem()
        if item is not None:
            item.setData(STEP, replace(item.data(STEP), **values))
            self._write(item)
            self._count()

    def _say_changed(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            step: Step = item.data(STEP)
            self._change(say={**step.say, language(): self.say.toPlainText().strip()})

    def _move(self, way: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + way < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + way, item)
            self.list.setCurrentRow(row + way)

    def _count(self) -> None:
        total = sum(step.minutes for step in self.plan)
        self.total.setText(ngettext("{n} minute in all", "{n} minutes in all", total))

    def _keep(self) -> None:
        title, accepted = QInputDialog.getText(self, _("Keep as my own"), _("Name of the agenda"))
        if accepted and title.strip() and self.plan:
            save_preset(title.strip()[:200], self.plan)
            self._presets = presets()
