"""What happens to bugs: they are logged, the person is told in words, and the program goes on; what ended the program
or held it up is offered at the next start."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from silomap.crash import HANG, Crashes, report, told
from silomap.i18n import _

log = logging.getLogger(__name__)

BEAT = 1_000
ASLEEP = 90.0
"""a silence of so many seconds is a machine that slept, not a hang that somebody sat through"""


class Guard(QObject):
    """Catches what no code expected; one dialog at a time. A heart tells the crash file that the window lives."""

    def __init__(self) -> None:
        super().__init__()
        self._is_showing = False
        self.crashes = Crashes()
        self._last, self._size = time.time(), 0
        self._heart = QTimer(self)
        self._heart.setInterval(BEAT)
        self._heart.timeout.connect(self.beat)

    def install(self) -> None:
        """Takes over the hooks of Python and Qt."""
        sys.excepthook = self.caught
        qInstallMessageHandler(self.qt_message)
        self.crashes.open()
        self._last = time.time()
        self.beat()
        self._heart.start()

    def remove(self) -> None:
        """The program ends as it should."""
        self._heart.stop()
        self.crashes.close()
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__

    def beat(self) -> None:
        """A sign of life. Where the last one is long ago, the machine slept, and nothing is held against anybody."""
        now = time.time()
        silence, self._last = now - self._last, now
        if self.crashes.size > self._size and silence > HANG:
            if silence > ASLEEP:
                self.crashes.forget_hang(self._size)
            else:
                log.error("the window stood still for %.0f seconds", silence)
                self.crashes.note(f"the window stood still for {silence:.0f} seconds")
        self._size = self.crashes.size
        self.crashes.expect_life()

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception nobody handled: a slot ends, the program goes on."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        log.error("unexpected: %s", "".join(traceback.format_exception(kind, error, trace)))
        if self._is_showing or QApplication.instance() is None:
            return
        self._is_showing = True
        try:
            show_report(
                QApplication.activeWindow(),
                _("Something in SiloMap went wrong. Your map is safe; you can go on working."),
                told(error),
            )
        finally:
            self._is_showing = False

    def offer(self, window: QWidget) -> None:
        """What ended the program or held it up the last time, to be looked at and copied."""
        text, self.crashes.earlier = self.crashes.earlier, ""
        if text:
            show_report(
                window,
                _("The last time, SiloMap ended unexpectedly or stood still. Your maps are as they were saved."),
                text,
            )

    def qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Qt's own messages go to our log; a fatal one ends the program, and is offered at the next start."""
        levels = {
            QtMsgType.QtDebugMsg: logging.DEBUG,
            QtMsgType.QtInfoMsg: logging.INFO,
            QtMsgType.QtWarningMsg: logging.WARNING,
        }
        log.log(levels.get(kind, logging.ERROR), "Qt: %s", message)
        if kind == QtMsgType.QtFatalMsg:
            self.crashes.note("a fatal message of Qt ended the program")


def show_report(parent: QWidget | None, text: str, details: str) -> None:
    """Tells the person that something went wrong, with a way to see and copy what happened."""
    whole = report(f"Qt {qVersion()}\n{details}")
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Something went wrong"))
    box.setText(text)
    box.setInformativeText(_("If it happens again, please send us the report. It holds nothing of your maps."))
    box.setDetailedText(whole)
    copy = box.addButton(_("Copy the report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(whole)
    box.deleteLater()
