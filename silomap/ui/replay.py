"""The map growing, as its history has it: a bar with a slider at the foot of the canvas, and the frames behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from silomap.errors import UserError
from silomap.i18n import _, explain
from silomap.model.draft import Draft
from silomap.model.elements import Element, Entity, Link
from silomap.model.history import Commit
from silomap.model.past import Back, commits_of, walk_back
from silomap.model.system_map import SystemMap
from silomap.report.picture.tips import tip
from silomap.report.steps import moment, step_words
from silomap.ui.bridge import Bridge, Earlier
from silomap.ui.theme import scaled
from silomap.ui.widgets import Combo

MOST_FRAMES, SLICE = 240, 0.012
SPEEDS = ((0.5, "½×"), (1.0, "1×"), (2.0, "2×"), (4.0, "4×"))
PACE = 800


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment: what it is called, and for each thing that changed in it how it was before and after."""

    text: str
    changed: tuple[tuple[str, Entity | None, Entity | None], ...]


class Replay(QFrame):
    """It reads the history a little at a time, then plays it; nothing can be changed meanwhile."""

    told = Signal(str)
    left = Signal()

    def __init__(self, bridge: Bridge, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.bridge = bridge
        self.setObjectName("replay")
        self.frames: list[Frame] = []
        self.at = 0
        self._state = SystemMap()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(8)
        self.play_button = QPushButton()
        self.play_button.setProperty("small", True)
        self.play_button.clicked.connect(self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Moment of the history"))
        self.slider.valueChanged.connect(self.show_frame)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setObjectName("hint")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.speed = Combo()
        self.speed.setAccessibleName(_("Speed"))
        for factor, title in SPEEDS:
            self.speed.addItem(title, factor)
        self.speed.setCurrentIndex(1)
        self.speed.activated.connect(lambda _i: self._set_pace())
        self.close_button = QPushButton(_("Back to now"))
        self.close_button.setProperty("small", True)
        self.close_button.clicked.connect(self.stop)
        line.addWidget(self.play_button)
        line.addWidget(self.slider, 2)
        line.addWidget(self.words, 3)
        line.addWidget(self.speed)
        line.addWidget(self.close_button)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._step)
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._read_on)
        self._way: Iterator[Back] = iter(())
        self._draft = Draft(SystemMap())
        self._later: dict[str, Entity | None] = {}
        self._group: list[Commit] = []
        self._touched: set[str] = set()
        self._every = 1
        canvas.installEventFilter(self)
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether the map is shown as it was, moment by moment."""
        return self.isVisible()

    def start(self) -> None:
        """Reads the history, then plays it from its beginning."""
        count = len(commits_of(self.bridge.document))
        if not count:
            self.told.emit(_("Nothing has been changed on this map yet."))
            return
        self.bridge.open_scenario(None)
        self.frames, self._group, self._touched, self._later = [], [], set(), {}
        self._every = -(-count // MOST_FRAMES)
        self._way = walk_back(self.bridge.document)
        self.words.setText(_("Reading the history …"))
        self._place()
        self.show()
        self.raise_()
        self._reading.start()

    def _read_on(self) -> None:
        end = perf_counter() + SLICE
        try:
            while perf_counter() < end:
                found = next(self._way, None)
                if found is None:
                    self._ready()
                    return
                self._group.append(found.commit)
                self._touched |= found.touched
                self._draft = found.draft
                if len(self._group) >= self._every:
                    self._cut()
        except UserError as error:
            self.told.emit(explain(error))
            self._ready()

    def _cut(self) -> None:
        """The commits since the last cut become a frame, where they drew something."""
        now, changed = self.bridge.document.map, []
        for key in sorted(self._touched):
            after = self._later[key] if key in self._later else now.get(key)
            before = self._draft.get(key)
            self._later[key] = before
            if before != after:
                changed.append((key, before, after))
        if any(isinstance(after or before, Element | Link) for _key, before, after in changed) or not self.frames:
            last = self._group[0]
            text = f"{moment(last.time)} · {step_words(last)}"
            self.frames.append(Frame(text, tuple(changed)))
        else:  # nothing to be seen: it belongs to what came after
            later = self.frames.pop()
            merged = {key: (before, after) for key, before, after in changed}
            for key, before, after in later.changed:
                merged[key] = (merged[key][0] if key in merged else before, after)
            self.frames.append(Frame(later.text, tuple((k, b, a) for k, (b, a) in merged.items())))
        self._group, self._touched = [], set()

    def _ready(self) -> None:
        self._reading.stop()
        if self._group:
            self._cut()
        if not self.frames:
            self.stop()
            return
        self.frames.reverse()
        self.at = len(self.frames)
        self._state = self.bridge.document.map
        self.slider.setRange(0, len(self.frames))
        self.slider.setValue(0)
        self.show_frame(0)
        self.toggle()

    # playing

    def toggle(self) -> None:
        """Plays or pauses; at the end it begins anew."""
        if self._clock.isActive():
            self._clock.stop()
        else:
            if self.at >= len(self.frames):
                self.slider.setValue(0)
            self._set_pace()
            self._clock.start()
        self._show_button()

    def _set_pace(self) -> None:
        self._clock.setInterval(round(PACE / float(self.speed.currentData() or 1.0)))

    def _show_button(self) -> None:
        self.play_button.setText("❚❚" if self._clock.isActive() else "▶")
        name = _("Pause") if self._clock.isActive() else _("Play")
        self.play_button.setAccessibleName(name)
        self.play_button.setToolTip(name)

    def _step(self) -> None:
        if self.at >= len(self.frames):
            self._clock.stop()
            self._show_button()
        else:
            self.slider.setValue(self.at + 1)

    def show_frame(self, number: int) -> None:
        """The map after so many frames."""
        if not self.frames or self._reading.isActive():
            return
        number = max(0, min(number, len(self.frames)))
        put: dict[str, Entity | None] = {}
        for index in range(self.at, number):
            put |= {key: after for key, _before, after in self.frames[index].changed}
        for index in range(self.at - 1, number - 1, -1):
            put |= {key: before for key, before, _after in self.frames[index].changed}
        self._state = self._state.after(put.items())
        self.at = number
        frame = self.frames[number - 1] if number else None
        text = frame.text if frame is not None else _("The beginning")
        self.words.setText(self.words.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self._room()))
        self.words.setToolTip(tip(text))
        self.bridge.look_back(Earlier(text, self._state))

    def stop(self) -> None:
        """Back to the map as it is now."""
        self._clock.stop()
        self._reading.stop()
        self.frames = []
        if self.isVisible():
            self.hide()
            self.bridge.open_scenario(None)
            self.left.emit()

    # its place

    def _room(self) -> int:
        return max(80, self.width() // 2 - scaled(110))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(parent.width() - 40, scaled(860))
            self.setFixedWidth(width)
            self.adjustSize()
            self.move((parent.width() - width) // 2, parent.height() - self.height() - 18)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
