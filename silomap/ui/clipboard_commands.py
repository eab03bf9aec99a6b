"""Copying, and pasting what SiloMap or other programs have copied."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from silomap.exchange.capture_rows import is_table
from silomap.i18n import N_, _, ngettext
from silomap.model import edits
from silomap.model.elements import Element, Link
from silomap.ui import clipboard
from silomap.ui.editor import Editor

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow

SHIFT = 28.0


class ClipboardCommands:
    """The part of Commands that copies and pastes."""

    editor: Editor
    window: MainWindow

    def copy(self) -> None:
        count = clipboard.put(self.editor.bridge.map, self.editor.selection.ids, self.editor.theme)
        if count:
            self.editor.toast.tell(ngettext("{n} copied", "{n} copied", count))

    def cut(self) -> None:
        if clipboard.put(self.editor.bridge.map, self.editor.selection.ids, self.editor.theme):
            self.editor.remove_selected()

    def paste(self) -> None:
        """Elements of a map, a table with titles, a picture, or lines and rows of text. A table is looked at in the
        dialog of imports, lines in the capture bar. Spreadsheets give a picture of their rows too."""
        entities = clipboard.taken()
        if entities:
            self._paste(entities, N_("Paste"))
        elif is_table(text := clipboard.words()):
            self._import_text(text)
        elif "\t" in text:
            self._capture(text)
        elif (image := clipboard.picture()) is not None:
            self.editor.canvas.put_picture(image)
        elif text:
            self._capture(text)
        else:
            self.editor.toast.tell(_("There is nothing here to paste: copy elements of a map first."))

    def _capture(self, text: str) -> None:
        self.editor.capture.take_pasted(text)
        self.editor.capture.start()

    def _import_text(self, text: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (_("Pasted table") + ".tsv")
            path.write_text(text, "utf-8")
            self.window.import_path(path)

    def duplicate(self) -> None:
        chosen = clipboard.copied(self.editor.bridge.map, self.editor.selection.ids)
        self._paste([e for e in chosen if isinstance(e, Element | Link)], N_("Duplicate"))

    def _paste(self, entities: list[object], label: str) -> None:
        if not any(isinstance(entity, Element) for entity in entities):
            self.editor.toast.tell(_("There is nothing here to paste: copy elements of a map first."))
            return
        made: list[str] = []
        left_out: list[object] = []
        with self.editor.bridge.edit(label) as draft:
            found, missing = edits.paste(draft, entities, SHIFT, SHIFT)
            made += found
            left_out += missing
            edits.join_sectors_by_place(draft, [k for k in made if isinstance(draft.get(k), Element)])
        self.editor.selection.set(key for key in made if key in self.editor.bridge.map)
        if left_out:
            self.editor.toast.tell(
                ngettext(
                    "{n} link was left out: one of its ends is not on this map, or it is there already.",
                    "{n} links were left out: one of their ends is not on this map, or they are there already.",
                    len(left_out),
                )
            )
