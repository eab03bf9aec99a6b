"""Starts the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from silomap import log
from silomap.i18n import N_, _, preferred_language, set_language
from silomap.report.themes import LIGHT
from silomap.ui.errors import Guard
from silomap.ui.main_window import MainWindow
from silomap.ui.settings import Settings
from silomap.ui.theme import apply_theme, resolve
from silomap.ui.topbar import logo_pixmap

NO_SCREEN = N_(
    "SiloMap needs a screen, and there is none here. The command line works without: see “silomap --help”."
)


def main(arguments: Sequence[str]) -> int:
    """Opens the window, with a file where one is named; returns the exit status of the program."""
    set_language(preferred_language())
    parser = argparse.ArgumentParser(prog="silomap", description=_("Opens the window."))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--language")
    args = parser.parse_args(list(arguments))
    if args.file is not None and not args.file.exists():
        sys.stderr.write("silomap: " + _("There is no file {path}.", path=args.file) + "\n")
        return 1
    if not _has_screen():
        sys.stderr.write("silomap: " + _(NO_SCREEN) + "\n")
        return 1
    app = QApplication.instance() or QApplication(["silomap"])
    log.start()
    settings = Settings()
    set_language(args.language or settings.text("language") or preferred_language())
    guard = Guard()
    guard.install()
    window = start(app, settings)
    QTimer.singleShot(0, lambda: guard.offer(window))
    QTimer.singleShot(0, lambda: begin(window, settings, args.file))
    status = app.exec()
    guard.remove()
    return status


def begin(window: MainWindow, settings: Settings, file: Path | None) -> None:
    """Opens a file where one is named; the very first time, the tour goes over it, or over an example."""
    is_new = not settings.text("met") and not settings.recents()
    settings.set_text("met", "yes")
    if file is not None:
        window.open_path(file)
    if is_new:
        window.commands.tour()


def _has_screen() -> bool:
    """Qt ends the process without a word for people where it finds no screen; so it is asked before."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def start(app: QApplication, settings: Settings) -> MainWindow:
    """Makes and shows the window."""
    app.setApplicationName("SiloMap")
    app.setStyle("Fusion")
    apply_theme(app, resolve(settings.text("theme", "system")), settings.number("text_size", 100))
    window = MainWindow(settings)
    app.setWindowIcon(QIcon(logo_pixmap(64, LIGHT)))
    window.show()
    return window
