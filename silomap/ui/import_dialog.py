"""Bringing a file in: what it has, how it is read, what will come of it and what not; then one step."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QProgressBar,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from silomap.errors import UserError
from silomap.exchange import mapping
from silomap.exchange.foreign import Foreign
from silomap.exchange.importing import Import
from silomap.exchange.mapping import Mapping
from silomap.i18n import _, explain, ngettext
from silomap.model.elements import Element, Link
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.report.changes import SIGNS, told_between
from silomap.ui.import_choices import ImportChoices
from silomap.ui.settings import Settings
from silomap.ui.task_job import TaskJob
from silomap.ui.theme import scaled
from silomap.ui.widgets import Tick, Words

WAIT, MOST_LINES, MOST_PREVIEWED = 120, 300, 6
MODULE = "silomap.exchange.import_worker"


class ImportDialog(QDialog):
    """Reads beside the window. `found` is what would be done, `is_new` whether it becomes a map of its own."""

    def __init__(self, parent: QWidget, path: Path, known: SystemMap | None, settings: Settings) -> None:
        super().__init__(parent)
        self.path, self.known, self.settings = path, known, settings
        self.rows: Foreign | None = None
        self.found: Import | None = None
        self._format = ""
        self.setWindowTitle(_("Import {name}", name=path.name))
        self.resize(scaled(940), scaled(640))
        self._reader, self._importer = TaskJob(MODULE, self), TaskJob(MODULE, self)
        self._reader.done.connect(self._take_rows)
        self._importer.done.connect(self._take_import)
        for job in (self._reader, self._importer):
            job.failed.connect(self._failed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self._ask)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(self._head())
        middle = QHBoxLayout()
        middle.setSpacing(14)
        self.choices = ImportChoices()
        self.choices.changed.connect(self._later.start)
        self.choices.part_chosen.connect(self._read)
        middle.addWidget(self.choices, 5)
        middle.addLayout(self._outcome(), 6)
        box.addLayout(middle, 1)
        box.addLayout(self._foot())
        self._read("")

    # what stands where

    def _head(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(2)
        self.title, self.lead = QLabel(self.path.name), Words("hint")
        self.title.setObjectName("pageTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.lead.setText(_("Reading …"))
        box.addWidget(self.title)
        box.addWidget(self.lead)
        return box

    def _outcome(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(6)
        self.summary = Words("cardSay")
        box.addWidget(self.summary)
        self.preview = QTableWidget(0, 4)
        self.preview.setAccessibleName(_("The first rows"))
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setHorizontalHeaderLabels([_("Name"), _("Kind"), _("Sector"), _("Description")])
        self.preview.verticalHeader().hide()
        self.preview.setWordWrap(False)
        header = self.preview.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.preview.setFixedHeight(scaled(34 + 28 * MOST_PREVIEWED))
        box.addWidget(self.preview)
        self.lines = QListWidget()
        self.lines.setObjectName("counted")
        self.lines.setWordWrap(True)
        self.lines.setAccessibleName(_("What changes, and what is not read"))
        box.addWidget(self.lines, 1)
        return box

    def _foot(self) -> QVBoxLayout:
        box = QVBoxLayout()
        line = QHBoxLayout()
        self._where = QButtonGroup(self)
        self.into, self.anew = QRadioButton(_("Into the open map")), QRadioButton(_("As a new map"))
        for button in (self.into, self.anew):
            self._where.addButton(button)
            line.addWidget(button)
            button.toggled.connect(lambda _on: self._later.start())
        self.into.setEnabled(self.known is not None)
        (self.into if self.known is not None else self.anew).setChecked(True)
        self.removes = Tick(_("Remove what the file no longer has"))
        self.removes.clicked.connect(lambda _on: self._later.start())
        self.removes.hide()
        line.addSpacing(12)
        line.addWidget(self.removes)
        line.addStretch()
        box.addLayout(line)
        last = QHBoxLayout()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedSize(scaled(160), 6)
        last.addWidget(self.busy)
        last.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.import_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.import_button.setText(_("Import"))
        self.import_button.setProperty("primary", True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        last.addWidget(buttons)
        box.addLayout(last)
        return box

    @property
    def is_new(self) -> bool:
        """Whether a map of its own is made."""
        return self.anew.isChecked()

    # reading

    def _read(self, part: str) -> None:
        self._wait(True)
        self._reader.start("read", self.path, part)

    def _wait(self, on: bool) -> None:
        self.busy.setVisible(on)
        self.import_button.setEnabled(not on and self.found is not None and not self.found.is_empty)

    def _failed(self) -> None:
        self._problem(_("The file could not be read: the process that reads it ended. Nothing was changed."))

    def _problem(self, text: str) -> None:
        self.found = None
        self.lead.setText(text)
        self.summary.setText("")
        self.lines.clear()
        self.preview.setRowCount(0)
        self._wait(False)

    def _take_rows(self, _name: str, answer: tuple[Any, Any]) -> None:
        (value, problem) = answer
        if problem is not None:
            self._problem(explain(UserError(problem[0], **problem[1])))
            return
        self.rows, self._format = value
        how = Mapping()
        if self.rows is not None:
            kept = self.settings.text(_remembered_as(self.rows))
            how = mapping.fitting(_object(kept), self.rows) if kept else mapping.guess(self.rows)
        self._say_what_it_is(bool(self.rows is not None and kept))
        self.choices.show_rows(self.rows, how)
        self._ask()

    def _say_what_it_is(self, is_remembered: bool) -> None:
        parts = [_(self._format)]
        if self.rows is not None:
            parts.append(ngettext("{n} element", "{n} elements", len(self.rows.nodes)))
            parts.append(ngettext("{n} link", "{n} links", len(self.rows.links)))
            if self.rows.title:
                self.title.setText(self.rows.title)
        if is_remembered:
            parts.append(_("read as the last file of this shape"))
        self.lead.setText(" · ".join(parts))
        self.removes.setVisible(self.rows is not None and self.rows.is_ours and self.known is not None)

    # what comes of it

    def _ask(self) -> None:
        if not self._format:
            return
        self._wait(True)
        known = None if self.is_new else self.known
        self.removes.setEnabled(not self.is_new)
        removes = self.removes.isChecked() and not self.is_new
        self._importer.start("import", self.path, self.rows, self.choices.how, known, removes)

    def _take_import(self, _name: str, answer: tuple[Any, Any]) -> None:
        value, problem = answer
        if problem is not None:
            self._problem(explain(UserError(problem[0], **problem[1])))
            return
        self.found = cast(Import, value)
        self._show_found(self.found)
        self._wait(False)

    def _show_found(self, found: Import) -> None:
        changes = found.changes
        new = [c.after for c in changes if c.before is None]
        elements = sum(isinstance(e, Element) for e in new)
        links = sum(isinstance(e, Link) for e in new)
        other = [c for c in changes if c.before is not None]
        parts = [
            ngettext("{n} new element", "{n} new elements", elements),
            ngettext("{n} new link", "{n} new links", links),
        ]
        changed = sum(c.after is not None for c in other)
        gone = len(other) - changed
        if changed:
            parts.append(ngettext("{n} changed", "{n} changed", changed))
        if gone:
            parts.append(ngettext("{n} removed", "{n} removed", gone))
        if found.is_empty:
            parts = [_("Nothing would change: all of it is there already.")]
        lost = sum(remark.is_lost and remark.row > 0 for remark in found.remarks)
        if lost:
            parts.append(ngettext("{n} row is not read", "{n} rows are not read", lost))
        self.summary.setText(" · ".join(parts))
        self._show_preview([e for e in new if isinstance(e, Element)])
        self._show_lines(found)

    def _show_preview(self, elements: list[Element]) -> None:
        names = {e.id: e.label for e in elements}
        if self.known is not None:
            names |= {e.id: e.label for e in self.known.sectors}
        self.preview.setRowCount(min(len(elements), MOST_PREVIEWED))
        for row, element in enumerate(elements[:MOST_PREVIEWED]):
            home = getattr(element, "sector", None)
            texts = (element.label, _(KINDS[element.type].title), names.get(home or "", ""), element.description)
            for column, text in enumerate(texts):
                self.preview.setItem(row, column, QTableWidgetItem(" ".join(text.split())[:120]))
        self.preview.setVisible(bool(elements))

    def _show_lines(self, found: Import) -> None:
        self.lines.clear()
        for remark in found.remarks[:MOST_LINES]:
            where = f"{remark.file}, {remark.row}" if remark.row else remark.file
            self.lines.addItem(f"{where}: {_(remark.message, **remark.params)}")
        if self.is_new or self.known is None:
            return
        for told in told_between(found.changes, self.known)[:MOST_LINES]:
            self.lines.addItem(f"{SIGNS[told.kind]}  {told.text}")

    # the end

    def accept(self) -> None:
        """Remembers how files of this shape are read."""
        if self.found is None or self.found.is_empty:
            return
        if self.rows is not None and not self.rows.is_ours:
            text = json.dumps(self.choices.how.to_data(), ensure_ascii=False)
            self.settings.set_text(_remembered_as(self.rows), text)
        self._stop()
        super().accept()

    def reject(self) -> None:
        """Gives up; nothing was changed."""
        self._stop()
        super().reject()

    def _stop(self) -> None:
        self._later.stop()
        self._reader.cancel()
        self._importer.cancel()


def _remembered_as(rows: Foreign) -> str:
    """Under which setting it is kept how files of this shape are read."""
    return f"import/{hashlib.sha256(mapping.shape_of(rows).encode()).hexdigest()[:24]}"


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
