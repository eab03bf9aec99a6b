"""Logging: one file in the state folder, warnings on the terminal; never the content of a map."""

from __future__ import annotations

import logging
import logging.handlers

from silomap.paths import state_folder


def start(to_file: bool = True) -> None:
    """Sends the program's log to a rotating file; a folder that cannot be written is no reason to stop."""
    root = logging.getLogger("silomap")
    root.setLevel(logging.INFO)
    if not to_file:
        return
    try:
        state_folder().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            state_folder() / "silomap.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError as error:
        root.warning("no log file: %s", error)
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
