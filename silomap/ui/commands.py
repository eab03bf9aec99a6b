"""What each action does: a method named like its row in actions.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QInputDialog

from silomap.analysis.finding import Finding
from silomap.errors import UserError
from silomap.exchange.importing import Import
from silomap.i18n import N_, _, explain, language, ngettext
from silomap.model import edits
from silomap.model.elements import Element, Note
from silomap.model.history import IMPORT
from silomap.model.vocabulary import KINDS, NODE_KINDS, fitting_links
from silomap.report.picture.glyphs import glyph_icon
from silomap.report.sentences import words
from silomap.ui import files
from silomap.ui.actions import ROWS, plain
from silomap.ui.arrange_commands import ArrangeCommands
from silomap.ui.chooser import Choice, Chooser
from silomap.ui.clipboard_commands import ClipboardCommands
from silomap.ui.editor import Editor
from silomap.ui.exercise_commands import ExerciseCommands
from silomap.ui.help_commands import HelpCommands
from silomap.ui.look_commands import LookCommands
from silomap.ui.pair_commands import PairCommands
from silomap.ui.pictures import read_picture
from silomap.ui.report_commands import ReportCommands
from silomap.ui.scenario_commands import ScenarioCommands
from silomap.ui.state_commands import StateCommands
from silomap.ui.story_commands import StoryCommands
from silomap.ui.view_commands import ViewCommands
from silomap.ui.workshop_commands import WorkshopCommands

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow

MOST_FOUND = 300


class Commands(
    ArrangeCommands,
    ClipboardCommands,
    ExerciseCommands,
    HelpCommands,
    LookCommands,
    PairCommands,
    ReportCommands,
    ScenarioCommands,
    StateCommands,
    StoryCommands,
    ViewCommands,
    WorkshopCommands,
):
    """The actions of a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def editor(self) -> Editor:
        """The open map; actions that need one are off without."""
        if self.window.editor is None:
            raise RuntimeError("no map is open")
        return self.window.editor

    def run(self, name: str) -> None:
        """Does one action."""
        getattr(self, name)()

    # file

    def new_map(self) -> None:
        self.window.show_template("blank")

    def example_two_desks(self) -> None:
        self.window.show_template("two-desks")

    def example_turin(self) -> None:
        self.window.show_template("turin")

    def example_city(self) -> None:
        self.window.show_template("metropolitan-city")

    def open_map(self) -> None:
        path = files.ask_open(self.window, _("Open a map"), files.map_kinds())
        if path:
            self.window.open_path(path)

    def open_read_only(self) -> None:
        path = files.ask_open(self.window, _("Open a map to read only"), files.map_kinds())
        if path:
            self.window.open_path(path, read_only=True)

    def import_map(self) -> None:
        path = files.ask_open(self.window, _("Import"), files.import_kinds())
        if path:
            self.window.import_path(path)

    def take_import(self, found: Import, name: str) -> None:
        """What was read goes into the open map, as one step."""
        bridge = self.editor.bridge
        before = bridge.map
        with bridge.edit(N_("Import “{name}”"), {"name": name}, origin=IMPORT) as draft:
            draft.take(found.changes)
        if bridge.map is before:
            return
        there = [c.id for c in found.changes if c.before is None and isinstance(bridge.map.get(c.id), Element)]
        self.editor.selection.set(there)
        self.editor.views.to_canvas()
        self.editor.canvas.show_elements(there)
        count = ngettext("{n} change from “{name}”.", "{n} changes from “{name}”.", len(found.changes), name=name)
        self.editor.toast.tell(count + " " + _("Ctrl+Z takes it back."))

    def save_copy(self) -> None:
        path = files.ask_save(self.window, _("Save a copy"), self._suggestion(".silomap"), files.map_kinds())
        if path:
            self._told(lambda: self._save_copy(path), _("A copy was saved as {name}.", name=path.name))

    def _save_copy(self, path: Path) -> None:
        document = self.editor.bridge.document
        if document.path is not None and path.resolve() == document.path.resolve():
            raise UserError(N_("A copy needs another name than the map itself."))
        if document.store is None:
            files.export(document.map, path)
        else:
            document.save_copy(path)

    def export_map(self) -> None:
        kinds = files.export_kinds().split(";;")
        path, _kind = files.ask_save_as(self.window, _("Export data"), self._suggestion(".xlsx"), kinds)
        if path:
            self._told(lambda: files.export(self.editor.bridge.map, path), _("{name} was written.", name=path.name))

    def export_picture(self) -> None:
        """What is looked at now, as a file: the kinds in the dialog say the paper, too."""
        kinds = files.picture_kinds()
        start = self._suggestion(".png")
        path, kind = files.ask_save_as(self.window, _("Save this view as a picture"), start, list(kinds))
        if path:
            self.save_view(path, kinds.get(kind, "fit"))

    def save_view(self, path: Path, paper: str = "fit") -> None:
        """Writes the present view into a file, in a process of its own."""
        editor = self.editor
        if editor.picture_job.is_busy:
            editor.toast.tell(_("A picture is being written already."))
            return
        deeds = editor.view_deeds
        editor.picture_job.start(path.name, language(), deeds.picture_map(), path, deeds.wish(paper))
        editor.toast.tell(_("Writing {name} …", name=path.name), stay=True)

    def _suggestion(self, suffix: str) -> Path:
        document = self.editor.bridge.document
        folder = document.path.parent if document.path else files.maps_folder()
        return folder / f"{document.map.info.title or _('Map')}{suffix}"

    def _told(self, act: Callable[[], object], done: str) -> None:
        try:
            act()
        except UserError as error:
            self.window.tell_problem(explain(error))
        else:
            self.editor.toast.tell(done)

    def close_map(self) -> None:
        self.window.close_map()

    def leave(self) -> None:
        self.window.close()

    # edit

    def undo(self) -> None:
        self.editor.bridge.undo()

    def redo(self) -> None:
        self.editor.bridge.redo()

    def note(self) -> None:
        self.editor.show_panel("notes")
        self.editor.notes.start("comment" if self.editor.notes.kind.currentData() == "action" else "")

    def action(self) -> None:
        self.editor.show_panel("notes")
        self.editor.notes.start("action")

    def vote(self) -> None:
        self.editor.notes.vote(1)

    def vote_back(self) -> None:
        self.editor.notes.vote(-1)

    def delete(self) -> None:
        self.editor.remove_selected()

    def rename(self) -> None:
        elements = [k for k in self.editor.selection.ids if isinstance(self.editor.bridge.map.get(k), Element)]
        if len(elements) == 1:
            self.editor.views.to_canvas()
            self.editor.canvas.rename(elements[0])

    def select_all(self) -> None:
        self.editor.selection.set(e.id for e in self.editor.bridge.map.elements)

    def find(self) -> None:
        """The palette: elements and commands together."""
        choices = [
            Choice(
                plain(_(row.title)),
                _("Command") + f" · {row.shortcut}",
                self.window.actions_by_name[row.name].trigger,
            )
            for row in ROWS
            if self.window.actions_by_name[row.name].isEnabled() and row.name != "find"
        ]
        choices += self._element_choices(self._go_to)
        choices += self._finding_choices() + self._note_choices()
        choices += [
            Choice(recent.title, _("Open recent map"), partial(self.window.open_path, Path(recent.path)))
            for recent in self.window.settings.recents()
        ]
        Chooser(self.window, _("Find an element, a finding, a note or a map, or run a command"), choices).exec()

    def _finding_choices(self) -> list[Choice]:
        result = self.editor.result
        if result is None or self.editor.lighting.is_covered:
            return []
        return [
            Choice(words(self.editor.bridge.map, f).say, _("Finding"), partial(self._show_finding, f))
            for f in self.editor.findings.open_findings()[:MOST_FOUND]
        ]

    def _show_finding(self, finding: Finding) -> None:
        self.editor.show_panel("findings")
        self.editor.lighting.choose(finding)

    def _note_choices(self) -> list[Choice]:
        notes = [note for note in self.editor.bridge.map.all(Note) if note.kind != "card"]
        return [
            Choice(note.text[:120], _("Notes"), partial(self._show_note, note.about)) for note in notes[:MOST_FOUND]
        ]

    def _show_note(self, about: str) -> None:
        self.editor.show_panel("notes")
        if about:
            self.editor.show_subject((about,))
        else:
            self.editor.selection.clear()

    def _element_choices(self, take: Callable[[str], object], kinds: tuple[str, ...] | None = None) -> list[Choice]:
        colour = self.editor.theme.secondary
        icons = {kind: glyph_icon(kind, colour) for kind in KINDS}
        return [
            Choice(e.label or e.id, _(KINDS[e.type].title), partial(take, e.id), icons[e.type])
            for e in self.editor.bridge.map.elements
            if kinds is None or e.type in kinds
        ]

    def _go_to(self, key: str) -> None:
        self.editor.selection.set([key])
        self.editor.views.bring_out([key])
        if not self.editor.views.is_on_canvas:
            self.editor.views.show_view("map")
        item = self.editor.canvas.drawing.items_by_id.get(key)
        if item is not None:
            self.editor.canvas.fit(QRectF(item.rect).adjusted(-260, -180, 260, 180), most=1.0)

    def link_to(self) -> None:
        """Links the one selected element, from the keyboard."""
        chosen = [self.editor.bridge.map[k] for k in sorted(self.editor.selection.ids)]
        chosen = [e for e in chosen if isinstance(e, Element) and e.type in NODE_KINDS]
        if len(chosen) == 2:
            self.editor.canvas.connect_elements(chosen[0].id, chosen[1].id)
            return
        if len(chosen) != 1:
            self.editor.toast.tell(_("Select one element to link it to another, or two to link them."))
            return
        source = chosen[0]
        kinds = tuple(kind for kind in KINDS if fitting_links(source.type, kind))
        choices = self._element_choices(lambda key: self.editor.canvas.connect_elements(source.id, key), kinds)
        choices = [c for c in choices if c.text != source.label]
        Chooser(self.window, _("Link “{name}” to …", name=source.label), choices).exec()

    # insert

    def capture(self) -> None:
        self.editor.views.to_canvas()
        self.editor.capture.start()

    def tool_select(self) -> None:
        self.editor.canvas.use_tool("select")

    def tool_actor(self) -> None:
        self._tool("actor")

    def tool_service(self) -> None:
        self._tool("service")

    def tool_need(self) -> None:
        self._tool("need")

    def tool_group(self) -> None:
        self._tool("group")

    def tool_sector(self) -> None:
        self._tool("sector")

    def tool_sticky(self) -> None:
        self._tool("sticky")

    def picture(self) -> None:
        """Lays a picture from a file on the map."""
        path = files.ask_open(self.window, _("Put a picture on the map"), files.image_kinds())
        if path:
            self.put_picture(path)

    def put_picture(self, path: Path) -> None:
        """Lays a picture on the map; a sentence where the file is none."""
        try:
            self.editor.canvas.put_picture(read_picture(path))
        except UserError as error:
            self.window.tell_problem(explain(error))

    def tool_link(self) -> None:
        if len([k for k in self.editor.selection.ids if self.editor.canvas.drawing.node(k)]) == 2:
            self.link_to()
            self.editor.canvas.use_tool("select")
            return
        self._tool("link", _("Press on an element and pull to another."))

    def _tool(self, name: str, hint: str = "") -> None:
        self.editor.views.to_canvas()
        self.editor.canvas.use_tool(name)
        self.editor.canvas.setFocus()
        self.editor.canvas.hint(hint or _("Click where it belongs, or press Enter."))

    def rename_map(self) -> None:
        """Asks for another title of the map."""
        bridge = self.editor.bridge
        if not bridge.is_editable:
            return
        text, accepted = QInputDialog.getText(
            self.window, _("Title of the map"), _("Title"), text=bridge.map.info.title
        )
        if accepted and text.strip() and text.strip() != bridge.map.info.title:
            with bridge.edit(N_("Change what is said of the map")) as draft:
                draft.put(replace(bridge.map.info, title=edits.clean(text)))
