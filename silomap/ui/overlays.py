"""What floats over the canvas: chips, filter, legend, and the hint on an empty map."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.i18n import _
from silomap.model.elements import Element
from silomap.report.fill import listed
from silomap.report.themes import Theme
from silomap.ui.bridge import Bridge
from silomap.ui.canvas.chips import Chips
from silomap.ui.canvas.view import CanvasView
from silomap.ui.filter_bar import FilterBar
from silomap.ui.focus import Focus
from silomap.ui.legend import Legend
from silomap.ui.task_job import TaskJob


class Overlays(QObject):
    """They keep out of one another's way; what is on is always said."""

    told = Signal(str)

    def __init__(
        self, bridge: Bridge, canvas: CanvasView, focus: Focus, theme: Theme, show_legend: QAction, job: TaskJob
    ) -> None:
        super().__init__(canvas)
        self.bridge, self.focus, self.job, self._legend_switch = bridge, focus, job, show_legend
        self.chips = Chips(canvas)
        self.filter_bar = FilterBar(bridge, focus, theme, canvas)
        self.legend = Legend(theme, canvas)
        self.start = _empty_hint(canvas)
        self.filter_bar.resized.connect(self.place)
        self.filter_bar.left.connect(canvas.setFocus)
        self.legend.look_changed.connect(canvas.drawing.set_look)
        canvas.resized.connect(self.place)
        focus.changed.connect(self.show_focus)
        job.progress.connect(self.show_progress)
        job.failed.connect(self._layout_failed)
        self._result: Analysis | None = None
        self.show_map()

    def place(self) -> None:
        """Where each has its place now."""
        self.filter_bar.place()
        self.chips.top = 14 if self.filter_bar.isHidden() else self.filter_bar.geometry().bottom() + 8
        self.chips.place()
        self.legend.place()

    def show_map(self) -> None:
        """Follows the map."""
        is_empty = not any(isinstance(entity, Element) for entity in self.bridge.map.values())
        self.start.setVisible(is_empty and self.bridge.is_editable)
        self._show_legend()
        if self.focus.is_on:
            self.show_focus()

    def show_result(self, result: Analysis | None) -> None:
        """Follows the analysis; None where it is kept from the screen."""
        self._result = result
        self._show_legend()

    def toggle_legend(self) -> None:
        """Shows or hides the legend; without it, sizes and colours say nothing."""
        self._show_legend()
        if self.legend.isHidden():
            self.legend.measure("", "")
        self.legend.place()
        self.legend.raise_()

    def _show_legend(self) -> None:
        is_on = self._legend_switch.isChecked()
        self.legend.setVisible(is_on)
        if is_on or self.legend.size_by or self.legend.colour_by:
            self.legend.show_map(self.bridge.map, self._result)

    def show_focus(self) -> None:
        """A chip for each part of the focus."""
        words = self.focus.chips(self.bridge.map)
        for name in ("near", "filter"):
            self.chips.show_chip(name, words.get(name, ""), partial(self.clear, name))

    def clear(self, name: str = "") -> None:
        """Takes one part of the focus away, `filter` or `near`; all without a name."""
        if name in ("", "filter") and not self.filter_bar.isHidden():
            self.filter_bar.leave()
        if name != "filter" or self.focus.filter:
            self.focus.clear(name)

    def show_locks(self) -> None:
        """A chip while something is locked; a click unlocks."""
        words = {
            "positions": _("positions are locked"),
            "deletion": _("deleting is locked"),
            "all": _("everything is locked"),
        }
        said = listed([words[name] for name in sorted(self.bridge.locks)])
        self.chips.show_chip("locks", said[:1].upper() + said[1:], lambda: self.bridge.set_locks(frozenset()))

    def show_progress(self, share: float) -> None:
        """A chip while a layout is being worked out; a click breaks it off."""
        words = _("Arranging … {share} %", share=round(share * 100)) if share else _("Arranging …")
        self.chips.show_chip("layout", words if self.job.is_busy else "", self.cancel_layout)

    def cancel_layout(self) -> bool:
        """Breaks a layout off; the map stays as it is. False where none is under way."""
        was_busy = self.job.is_busy
        self.job.cancel()
        self.show_progress(0.0)
        return was_busy

    def _layout_failed(self) -> None:
        self.show_progress(0.0)
        self.told.emit(_("The layout could not be worked out. The map stays as it is."))


def _empty_hint(canvas: QWidget) -> QWidget:
    hint = QFrame(canvas)
    hint.setObjectName("empty")
    box = QVBoxLayout(hint)
    title = QLabel(_("Who lives with what?"))
    title.setObjectName("emptyTitle")
    text = QLabel(
        _(
            "Press N and click to draw a need people live with, S for a service, A for who provides it, G for a "
            "group of people, R for a sector. Draw links from the edge of an element to another."
        )
    )
    text.setObjectName("emptyText")
    text.setWordWrap(True)
    text.setFixedWidth(440)
    box.addWidget(title)
    box.addWidget(text)
    hint.adjustSize()
    hint.move(80, 90)
    return hint
