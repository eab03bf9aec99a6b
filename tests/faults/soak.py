"""A person who never tires: presses, drags, types and chooses at random in the real window, in rounds. After each
round everything is undone and the map closed; then as much must be left as after the rounds before it.

    python -m tests.faults.soak SECONDS [SEED]

Prints one JSON object: what was done, warnings and exceptions, and what was left after each round.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import json
import os
import random
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
_HOME = tempfile.mkdtemp(prefix="silomap-soak-")
os.environ |= {"SILOMAP_STATE": f"{_HOME}/state", "SILOMAP_MAPS": f"{_HOME}/maps", "SILOMAP_LANG": "en"}

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, qInstallMessageHandler  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QDialog, QMenu, QWidget  # noqa: E402

from silomap.model import scenarios  # noqa: E402
from silomap.ui.actions import ROWS  # noqa: E402
from silomap.ui.app import start  # noqa: E402
from silomap.ui.main_window import MainWindow  # noqa: E402
from silomap.ui.settings import Settings  # noqa: E402

ROUND = 14.0
"""seconds of work in a round, before it is undone"""
LEFT_OUT = {"leave", "close_map", "new_map", "present", "replay", "big_screen", "tour", "help", "shortcuts", "about"}
LEFT_OUT |= {"export_picture", "find", "duplicates", "reviews_take", "undo", "redo", "asked"}
PRESSED = tuple(
    row.name
    for row in ROWS
    if row.name not in LEFT_OUT and not row.title.endswith("…") and not row.name.startswith(("example_", "language_"))
)
VIEWS = ("map", "map", "map", "lanes", "matrix", "journey", "charts", "overview", "actions")
PANELS = ("details", "findings", "notes", "numbers", "history", "states", "story", "outline", "workshop")
LINES = (
    "Job centre @Labour provides Matching for Losing work",
    "N: Debts -> Stress",
    "A and B: work together",
    "???",
)
IGNORED = ("This plugin does not support",)


class Tireless:
    """The window, and what is done with it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        app = QApplication.instance() or QApplication(["silomap"])
        assert isinstance(app, QApplication)
        self.app = app
        self.done: dict[str, int] = {}
        self.trouble: list[str] = []
        sys.excepthook = lambda *found: self._troubled("".join(traceback.format_exception(*found)))
        qInstallMessageHandler(self._message)
        settings = Settings()
        settings.set_text("met", "yes")
        self.window: MainWindow = start(app, settings)
        self.window.resize(1280, 800)
        self._closer = QTimer()
        self._closer.setInterval(40)
        self._closer.timeout.connect(self._close_dialogs)
        self._closer.start()

    def _message(self, _kind: object, _context: object, text: str) -> None:
        if not text.startswith(IGNORED):
            self._troubled(f"Qt: {text}")

    def _troubled(self, text: str) -> None:
        self.trouble.append(text[-2_000:])
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - at once: a later one may end it all

    def _close_dialogs(self) -> None:
        for widget in (self.app.activePopupWidget(), self.app.activeModalWidget()):
            if isinstance(widget, QMenu):
                widget.close()
            elif isinstance(widget, QDialog):
                widget.reject()

    @property
    def editor(self) -> Any:
        return self.window.editor

    def round(self, seconds: float, template: str) -> bool:
        """Opens a map, works on it, undoes everything; whether the map is the first one again."""
        self.window.show_template(template)
        first = self.window.bridge.document.map
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            name = self.dice.choice(tuple(DEEDS))
            self.done[name] = self.done.get(name, 0) + 1
            try:
                DEEDS[name](self)
            except Exception:  # noqa: BLE001 - what is looked for; the person goes on
                self._troubled(f"{name}: {traceback.format_exc()}")
            QTest.qWait(self.dice.choice((0, 0, 5, 20)))
        self._come_back()
        document = self.window.bridge.document
        while document.undo():
            pass
        is_first = document.map == first
        self.window.settings.set_text("recent", "[]")  # a card for each would be no leak
        self.window.close_map()
        return is_first

    def _come_back(self) -> None:
        """To today's map, whatever is being looked at."""
        if self.window.presenter is not None:
            self.window.presenter.leave()
        self.editor.replay.stop()
        self.window.bridge.look_back(None)
        self.window.bridge.open_scenario(None)
        for name in ("lock_all", "lock_positions", "lock_deletion"):
            action = self.window.actions_by_name[name]
            if action.isChecked():
                action.trigger()
        QTest.qWait(20)

    # deeds

    def _element(self) -> str:
        ids = sorted(e.id for e in self.window.bridge.map.elements)
        return self.dice.choice(ids) if ids else ""

    def _spot(self) -> QPoint:
        port = self.editor.canvas.viewport().rect()
        item = self.editor.canvas.drawing.node(self._element())
        if item is not None and self.dice.random() < 0.7:
            return self.editor.canvas.mapFromScene(item.sceneBoundingRect().center())
        return QPoint(self.dice.randrange(port.width()), self.dice.randrange(port.height()))

    def press_action(self) -> None:
        action = self.window.actions_by_name[self.dice.choice(PRESSED)]
        if action.isEnabled():
            action.trigger()

    def click(self) -> None:
        keys = self.dice.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier))
        QTest.mouseClick(self.editor.canvas.viewport(), Qt.MouseButton.LeftButton, keys, self._spot())

    def drag(self) -> None:
        port, start, end = self.editor.canvas.viewport(), self._spot(), self._spot()
        QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 4):
            QTest.mouseMove(port, start + (end - start) * step / 3)
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)

    def rename(self) -> None:
        QTest.mouseDClick(
            self.editor.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._spot()
        )
        self.type("Renamed " + "x" * self.dice.randrange(20), Qt.Key.Key_Return)

    def type(self, text: str, end: Qt.Key) -> None:
        focus = QApplication.focusWidget() or self.editor.canvas
        QTest.keyClicks(focus, text)
        QTest.keyClick(QApplication.focusWidget() or self.editor.canvas, end)

    def key(self) -> None:
        self.editor.canvas.setFocus()
        QTest.keyClick(
            self.editor.canvas,
            self.dice.choice(
                (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F)
            ),
        )
        QTest.keyClick(QApplication.focusWidget() or self.editor.canvas, Qt.Key.Key_Escape)

    def capture(self) -> None:
        if self.window.bridge.is_editable:
            self.window.commands.capture()
            self.type(self.dice.choice(LINES), Qt.Key.Key_Return)
            QTest.keyClick(QApplication.focusWidget() or self.editor.canvas, Qt.Key.Key_Escape)

    def press_button(self) -> None:
        """Any button that can be seen, but for those that ask for a file or a name."""
        buttons = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and not button.text().endswith("…")
        ]
        if buttons:
            QTest.mouseClick(self.dice.choice(buttons), Qt.MouseButton.LeftButton)
        if self.window.presenter is not None:
            self.window.presenter.leave()

    def scroll(self) -> None:
        """What can be scrolled at some place of the window. Only these bars are asked for: each that is asked for
        leaves an object of PySide behind, which would be counted as memory of the window."""
        area = self.window.childAt(
            self.dice.randrange(self.window.width()), self.dice.randrange(self.window.height())
        )
        while area is not None and not isinstance(area, QAbstractScrollArea):
            area = area.parentWidget()
        if area is not None:
            bar = area.verticalScrollBar() if self.dice.random() < 0.8 else area.horizontalScrollBar()
            bar.setValue(self.dice.randint(bar.minimum(), bar.maximum()))

    def look(self) -> None:
        self.editor.views.show_view(self.dice.choice(VIEWS))

    def panel(self) -> None:
        self.editor.show_panel(self.dice.choice(PANELS))

    def note(self) -> None:
        self.editor.selection.set([key for key in [self._element()] if key])
        notes = self.editor.notes
        notes.text.setPlainText("A note")
        notes.keep()
        notes.vote(1)
        notes.show_only(self.dice.choice(("all", "notes", "votes", "themes")))

    def undo(self) -> None:
        for _ in range(self.dice.randrange(6)):
            self.window.commands.undo()

    def redo(self) -> None:
        for _ in range(self.dice.randrange(4)):
            self.window.commands.redo()

    def scenario(self) -> None:
        bridge = self.window.bridge
        known = [scenario.id for scenario in bridge.document.map.scenarios]
        if known and self.dice.random() < 0.7:
            bridge.open_scenario(self.dice.choice([None, *known]))
        elif bridge.is_editable:
            with bridge.edit_today("Begin") as draft:
                scenarios.begin(draft, "What if")

    def version(self) -> None:
        if self.dice.random() < 0.3 and not self.window.bridge.document.read_only:
            self.window.bridge.document.keep_version(f"Version {self.dice.random():.4f}")

    def present(self) -> None:
        if self.dice.random() < 0.15 and self.editor.result is not None:
            self.window.commands.present()
            for _ in range(3):
                QTest.keyClick(self.window, self.dice.choice((Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_B)))
            if self.window.presenter is not None:
                self.window.presenter.leave()

    def resize(self) -> None:
        self.window.resize(self.dice.randrange(1_024, 1_600), self.dice.randrange(700, 1_000))

    # what is left

    def left(self) -> dict[str, int]:
        """What this process holds now that no map is open."""
        for _ in range(3):
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QTest.qWait(30)
        gc.collect()
        _give_back()
        return {
            "widgets": len(QApplication.allWidgets()),
            "windows": len([w for w in QApplication.topLevelWidgets() if isinstance(w, QWidget) and w.isVisible()]),
            "threads": threading.active_count(),
            "processes": _children(),
            "handles": len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0,
            "memory": _memory(),
        }


DEEDS = {
    name: getattr(Tireless, name)
    for name in (
        "press_action", "press_button", "scroll", "click", "drag", "rename", "key", "capture", "look", "panel",
        "note", "undo", "redo", "scenario", "version", "present", "resize",
    )
}  # fmt: skip


def _children() -> int:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return len(path.read_text().split()) if path.exists() else 0


def _give_back() -> None:
    """What is free goes back to the system, so that memory is what is held and not what was held once."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # another libc
            ctypes.CDLL(None).malloc_trim(0)


def _memory() -> int:
    """Resident memory in KiB."""
    for line in Path("/proc/self/status").read_text().splitlines() if Path("/proc/self/status").exists() else ():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def main() -> None:
    faulthandler.enable()
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    person = Tireless(seed)
    rounds: list[dict[str, int]] = []
    is_first = True
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(rounds) < 3:
        is_first &= person.round(ROUND, ("two-desks", "turin")[len(rounds) % 2])
        rounds.append(person.left())
    person.window.close()
    qInstallMessageHandler(None)
    print(json.dumps({"done": person.done, "trouble": person.trouble, "undone": is_first, "rounds": rounds}))  # noqa: T201
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    try:
        main()
    except Exception:  # noqa: BLE001 - whatever it is: told, and Qt is not taken apart by a dying interpreter
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
