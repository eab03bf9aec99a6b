"""Who leads a presentation: full screen, keys and remotes, steps and their stages; afterwards all is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from silomap.analysis.findings.missing_link import finding_of
from silomap.i18n import N_, _, ngettext
from silomap.model.elements import StoryStep
from silomap.model.story import lost
from silomap.ui.presenting.aside import Aside, Progress
from silomap.ui.presenting.notes_window import NotesWindow
from silomap.ui.presenting.over import Blank, Ink, pointer
from silomap.ui.story_looks import Before, light, show_look

if TYPE_CHECKING:
    from silomap.ui.editor import Editor
    from silomap.ui.main_window import MainWindow

BARE, GAPS, BEST = "map", "gaps", "best"
REVEAL = {GAPS: N_("Reveal the gaps"), BEST: N_("Reveal the best link")}
KEYS: dict[int, str] = {
    **dict.fromkeys((Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space), "forward"),
    **dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_N), "forward"),
    **dict.fromkeys((Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace), "back"),
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_B: "black",
    Qt.Key.Key_Period: "black",
    Qt.Key.Key_W: "white",
    Qt.Key.Key_P: "pen",
    Qt.Key.Key_E: "erase",
    Qt.Key.Key_L: "point",
    Qt.Key.Key_S: "notes",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_F5: "leave",
}
"""What keys do while a story is told; presenter remotes send page keys, arrows, B or full stop, Esc and F5."""


LARGEST = 24 / 13
"""how much larger than at a desk a sheet may be: its usual letters of 13 pixels are read from the back row"""


class Presenter(QObject):
    """One presentation. Nothing on the map is changed by it."""

    ended = Signal()

    def __init__(self, window: MainWindow, editor: Editor, steps: list[StoryStep], first: int = 0) -> None:
        super().__init__(editor)
        self.window, self.editor, self.steps = window, editor, steps
        self.number, self.stage = -1, 0
        self._before = Before.of(editor)
        self._had_minimap = editor.canvas.minimap.is_wanted
        self._hidden: list[QWidget] = []
        self._was_full, self._was_maximized = window.isFullScreen(), window.isMaximized()
        self.aside: Aside = editor.aside
        frame = window.centralWidget()
        self.blank, self.progress = Blank(frame), Progress(frame, editor.theme)
        self.ink = Ink(editor.views, editor.theme)
        self.notes: NotesWindow | None = None
        self._is_pointing = False
        self.aside.next_wanted.connect(self.forward)
        self.aside.back_wanted.connect(self.back)
        editor.analysed.connect(self._analysed)
        self._hide_parts()
        self._open_notes_elsewhere()
        QGuiApplication.instance().screenRemoved.connect(self._screen_gone)
        frame.installEventFilter(self)
        QApplication.instance().installEventFilter(self)
        self.go_to(first)

    # the room

    def _hide_parts(self) -> None:
        """Only the map and the words, on the whole screen."""
        editor, window = self.editor, self.window
        editor.canvas.minimap.is_wanted = False
        parts = (
            window.topbar,
            window.banner,
            editor.strip,
            editor.views.bar,
            editor.rail,
            editor.side,
            editor.status,
            editor.capture,
            editor.canvas.minimap,
            editor.overlays.legend,
            editor.overlays.filter_bar,
        )
        self._hidden = [part for part in parts if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        editor.toast.tell("")
        window.showFullScreen()
        self.aside.show()
        self.progress.show()
        self._fit()

    def _fit(self) -> None:
        size = self.window.centralWidget().size()
        self.aside.fit_to(size.width(), size.height())
        self.progress.place()

    def leave(self) -> None:
        """Back to work: everything as it was before."""
        QApplication.instance().removeEventFilter(self)
        self.window.centralWidget().removeEventFilter(self)
        QGuiApplication.instance().screenRemoved.disconnect(self._screen_gone)
        self.editor.analysed.disconnect(self._analysed)
        self.aside.next_wanted.disconnect(self.forward)
        self.aside.back_wanted.disconnect(self.back)
        self._close_notes()
        if self._is_pointing:
            self._point()
        over: tuple[QWidget, ...] = (self.blank, self.progress, self.ink)
        for part in over:
            part.hide()
            part.deleteLater()
        self.aside.hide()
        self.editor.canvas.minimap.is_wanted = self._had_minimap
        for part in self._hidden:
            part.show()
        if not self._was_full:
            self.window.showMaximized() if self._was_maximized else self.window.showNormal()
        self._before.restore(self.editor)
        self.editor.overlays.place()
        self.ended.emit()
        self.deleteLater()

    # steps

    @property
    def step(self) -> StoryStep:
        """The step that is shown."""
        return self.steps[self.number]

    def go_to(self, number: int, stage: int = 0) -> None:
        """A step, at a stage of its reveal."""
        number = max(0, min(number, len(self.steps) - 1))
        is_other = number != self.number
        self.number, self.stage = number, stage
        self.ink.clear()
        step = self.step
        self._show_words(step)
        if is_other:
            self.editor.lighting.cover(bool(step.reveal) and step.reveal[stage] == BARE)
            show_look(self.editor, step, LARGEST)
            self._hide_again()
        self._reveal()

    def _hide_again(self) -> None:
        """Another view brings its panels back; not here."""
        for part in (self.editor.side, self.editor.rail):
            part.hide()

    def forward(self) -> None:
        """The next stage of this step, or the next step."""
        self.blank.hide()
        if self.stage + 1 < len(self.step.reveal):
            self.go_to(self.number, self.stage + 1)
        elif self.number + 1 < len(self.steps):
            self.go_to(self.number + 1)
        else:
            self.leave()

    def back(self) -> None:
        """The stage or step before."""
        self.blank.hide()
        if self.stage > 0:
            self.go_to(self.number, self.stage - 1)
        elif self.number > 0:
            there = self.steps[self.number - 1]
            self.go_to(self.number - 1, max(0, len(there.reveal) - 1))

    def _show_words(self, step: StoryStep) -> None:
        count = len(self.steps)
        title = step.title or _("Step {n}", n=self.number + 1)
        self.aside.show_step(self.number + 1, count, title, step.text, step.question)
        following = self.steps[self.number + 1].title if self.number + 1 < count else ""
        has_more = self.stage + 1 < len(step.reveal)
        if has_more:
            self.aside.show_next(_(REVEAL[step.reveal[self.stage + 1]]))
        else:
            self.aside.show_next(_("Next") if self.number + 1 < count else _("End"))
        self.progress.show_share((self.number + (self.stage + 1) / max(1, len(step.reveal))) / count)
        gone = lost(self.editor.bridge.document.map, step)
        text = ngettext(
            "{n} thing that this step speaks of is not on the map any more.",
            "{n} things that this step speaks of are not on the map any more.",
            gone,
        )
        self.aside.tell(text if gone else "")
        if self.notes is not None:
            then = _("Next: {title}", title=following) if following else _("This is the last step.")
            self.notes.show_step(self.aside.count.text(), title, step.question, step.notes, then)

    def _reveal(self) -> None:
        """What a stage shows: nothing but the map, what is missing, the link that would join most."""
        step, lighting = self.step, self.editor.lighting
        stage = step.reveal[self.stage] if step.reveal else ""
        if not self.editor.views.is_on_canvas:
            return
        if stage == BARE:
            lighting.cover(True)
            return
        lighting.cover(False)
        if stage == BEST:
            self._show_best()
        else:
            lighting.choose(None)
            light(self.editor, step)

    def _show_best(self) -> None:
        result = self.editor.result
        if result is None or not result.gaps:
            self.aside.tell(_("There is no missing link to reveal on this map."))
            return
        total, required = int(result.measures["need_pairs"] or 0), float(result.measures["required"] or 0)
        self.editor.lighting.choose(None)
        self.editor.lighting.choose(finding_of(result.gaps[0], total, required))
        self._hide_again()

    def _analysed(self, _result: Any) -> None:
        """The analysis of another scenario has come: what the step speaks of can be found now."""
        self._reveal()

    # keys, pen, pointer, blank screen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.window.centralWidget():
            if kind == QEvent.Type.Resize:
                self._fit()
            return False
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() not in (self.window, self.notes):
            return False
        event.accept()  # no key of the window does anything now, not even one that edits
        deed = KEYS.get(event.key())
        if kind == QEvent.Type.KeyPress and deed is not None and not event.isAutoRepeat():
            self.do(deed)
        return True

    def do(self, deed: str) -> None:
        """One of the values of KEYS."""
        deeds = {
            "forward": self.forward,
            "back": self.back,
            "first": lambda: self.go_to(0),
            "last": lambda: self.go_to(len(self.steps) - 1),
            "black": lambda: self.blank.toggle("#000000"),
            "white": lambda: self.blank.toggle("#ffffff"),
            "pen": self.ink.toggle,
            "erase": self.ink.clear,
            "point": self._point,
            "notes": self._toggle_notes,
            "leave": self.leave,
        }
        if self.blank.isVisible() and deed in ("pen", "erase", "point"):
            return
        deeds[deed]()

    def _point(self) -> None:
        self._is_pointing = not self._is_pointing
        for place in (self.editor.views, self.editor.canvas.viewport()):
            if self._is_pointing:
                place.setCursor(pointer(self.editor.theme))
            else:
                place.unsetCursor()

    # the presenter's window

    def _open_notes_elsewhere(self) -> None:
        """With a second screen, the notes open there."""
        others = [screen for screen in QGuiApplication.screens() if screen is not self.window.screen()]
        if others:
            self._open_notes()
            if self.notes is not None:
                self.notes.setScreen(others[0])
                self.notes.move(others[0].availableGeometry().topLeft())

    def _toggle_notes(self) -> None:
        if self.notes is None:
            self._open_notes()
        else:
            self._close_notes()

    def _open_notes(self) -> None:
        self.notes = NotesWindow(self.window)
        self.notes.next_wanted.connect(self.forward)
        self.notes.back_wanted.connect(self.back)
        self.notes.left.connect(self._notes_closed)
        self.notes.show()
        if self.number >= 0:
            self._show_words(self.step)

    def _close_notes(self) -> None:
        if self.notes is not None:
            self.notes.close()

    def _notes_closed(self) -> None:
        notes, self.notes = self.notes, None
        if notes is not None:
            notes.deleteLater()

    def _screen_gone(self, _screen: object) -> None:
        """A screen was unplugged: the story goes on where there is one."""
        if self.notes is not None and len(QGuiApplication.screens()) < 2:
            self._close_notes()
            self.aside.tell(_("The second screen is gone. S opens your notes on this one."))
