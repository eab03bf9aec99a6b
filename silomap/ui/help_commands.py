"""What the menu Help does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from silomap import __version__
from silomap.i18n import _
from silomap.ui.cheat_sheet import CheatSheet
from silomap.ui.help_window import HelpWindow
from silomap.ui.tour import Tour

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class HelpCommands:
    """Part of Commands."""

    window: MainWindow

    def help(self) -> None:
        """Opens at the number or the finding that is looked at."""
        self.close_help()
        HelpWindow(self.window, self.window.theme, self._looked_at()).show()

    def close_help(self) -> None:
        """And the tour; where they are open."""
        for before in self.window.findChildren(HelpWindow):
            if before.isVisible():
                before.close()
        for tour in self.window.findChildren(Tour):
            tour.end()

    def tour(self) -> None:
        """Over the map that is open, or over an example."""
        self.close_help()
        if self.window.editor is None:
            self.window.show_template("two-desks")
        editor = self.window.editor
        if editor is None:
            return
        editor.views.show_view("map")
        editor.show_panel("findings")
        QTimer.singleShot(0, editor, lambda: Tour(self.window, editor, self.window.topbar))  # once it has its place

    def _looked_at(self) -> str:
        editor = self.window.editor
        if editor is None:
            return ""
        if editor.side.current == "numbers" and editor.numbers.code:
            return editor.numbers.code
        key = editor.findings.current
        return key.split(":")[0] if key else ""

    def shortcuts(self) -> None:
        sheet = CheatSheet(self.window)
        sheet.exec()
        sheet.deleteLater()

    def about(self) -> None:
        QMessageBox.about(
            self.window,
            _("About SiloMap"),
            _(
                "SiloMap {version}. Free software under the MIT licence. It works without a network.",
                version=__version__,
            ),
        )
