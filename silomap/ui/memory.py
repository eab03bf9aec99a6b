"""Python's garbage collector goes through everything that lives: with a large map, 120 ms at a time. What a map is
made of is set apart once it is open, and the rest is gone through less often."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LATER = 400
THRESHOLDS = (5_000, 10, 20)


def set_apart(owner: QObject) -> None:
    """A little after a map was opened: what is there now stays, and need not be gone through again."""
    gc.set_threshold(*THRESHOLDS)
    QTimer.singleShot(LATER, owner, _freeze)


def take_back() -> None:
    """A map was closed: what it left is looked for."""
    gc.unfreeze()
    gc.collect()


def _freeze() -> None:
    gc.collect()
    gc.freeze()
