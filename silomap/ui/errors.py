"""What happens to bugs: they are logged, the person is told in words, and the program goes on."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import traceback
from types import TracebackType
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from silomap import __version__
from silomap.i18n import _
from silomap.paths import state_folder

log = logging.getLogger(__name__)


class Guard:
    """Catches what no code expected; one dialog at a time."""

    def __init__(self) -> None:
        self._is_showing = False
        self._fault_file: IO[str] | None = None

    def install(self) -> None:
        """Takes over the hooks of Python and Qt."""
        sys.excepthook = self.caught
        qInstallMessageHandler(qt_message)
        try:
            state_folder().mkdir(parents=True, exist_ok=True)
            self._fault_file = (state_folder() / "crash.log").open("w", encoding="utf-8")
            faulthandler.enable(self._fault_file)
        except OSError as error:
            log.warning("no crash log: %s", error)

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception nobody handled."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        log.error("unexpected: %s", text)
        if self._is_showing or QApplication.instance() is None:
            return
        self._is_showing = True
        try:
            show_report(text)
        finally:
            self._is_showing = False


def report_text(text: str) -> str:
    """What a developer needs to know, without anything personal."""
    return f"SiloMap {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}\n{text}"


def show_report(text: str) -> None:
    """Tells the person that something went wrong, with a way to copy what happened."""
    box = QMessageBox(QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Something went wrong"))
    box.setText(_("Something in SiloMap went wrong. Your map is safe; you can go on working."))
    box.setInformativeText(_("If it happens again, please send us the report."))
    copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(report_text(text))


def qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to our log."""
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    log.log(levels.get(kind, logging.ERROR), "Qt: %s", message)
