"""Asks for the name and the note of a version."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from silomap.i18n import _
from silomap.model.versions import MOST_LABEL
from silomap.ui.theme import scaled


class VersionDialog(QDialog):
    """`name` and `note` hold what was said."""

    def __init__(self, parent: QWidget, title: str, name: str = "", note: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(scaled(420), scaled(240))
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.name = QLineEdit(name)
        self.name.setMaxLength(MOST_LABEL)
        self.name.setPlaceholderText(_("After workshop 2"))
        self.name.setAccessibleName(_("Name"))
        self.note = QPlainTextEdit(note)
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(_("Who was there, what was decided"))
        self.note.setAccessibleName(_("Note"))
        form.addRow(_("Name"), self.name)
        form.addRow(_("Note"), self.note)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        keep = buttons.button(QDialogButtonBox.StandardButton.Ok)
        keep.setText(_("Keep it"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        keep.setEnabled(bool(name.strip()))
        form.addRow(buttons)
