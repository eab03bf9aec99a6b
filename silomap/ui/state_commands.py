"""Actions on versions and the history, and on other files of the same map."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QInputDialog

from silomap.errors import UserError
from silomap.i18n import N_, _, explain, ngettext
from silomap.model import edits, scenarios
from silomap.model.compaction import Compaction, compact, compaction
from silomap.model.history import IMPORT
from silomap.model.opening import open_document
from silomap.model.scenarios import drawn_between
from silomap.model.system_map import SystemMap
from silomap.model.three_way import disagreements, foreign_changes, joined, origin_of
from silomap.model.versions import Version
from silomap.report.changes import sentences
from silomap.report.steps import version_name
from silomap.ui import files
from silomap.ui.editor import Editor
from silomap.ui.settle import ask_to_settle
from silomap.ui.states import VERSION, State
from silomap.ui.version_dialog import VersionDialog

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow

SLICE = 40
"""So many steps of the history are put together in one go."""


class StateCommands:
    """The part of Commands that knows the past."""

    editor: Editor
    window: MainWindow

    def panel_states(self) -> None:
        self.editor.show_tab("states")

    def replay(self) -> None:
        self.editor.view_deeds.replay()

    # versions

    def version_keep(self) -> None:
        """The map as it is now, under a name."""
        dialog = VersionDialog(self.window, _("Keep a version"))
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name, note = edits.clean(dialog.name.text()), dialog.note.toPlainText()
        dialog.deleteLater()
        if accepted and name:
            self._guarded(lambda: self.editor.bridge.document.keep_version(name, note))
            self.editor.toast.tell(_("Kept as “{name}”: Show → Panels → Scenarios and versions.", name=name))

    def on_version(self, key: str, name: str) -> None:
        """What the menu of a version asks for."""
        document = self.editor.bridge.document
        version = next((v for v in document.versions if v.id == key), None)
        if version is not None:
            {
                "change": self._change_version,
                "restore": lambda v: self.editor.view_deeds.bring_back(State(VERSION, v.id)),
                "begin": self._begin_with,
                "drop": self._drop_version,
            }[name](version)

    def _change_version(self, version: Version) -> None:
        dialog = VersionDialog(self.window, _("Name and note of the version"), version.label, version.note)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name, note = edits.clean(dialog.name.text()), dialog.note.toPlainText().strip()
        dialog.deleteLater()
        if accepted and name:
            self._guarded(lambda: self.editor.bridge.document.put_version(replace(version, label=name, note=note)))

    def _drop_version(self, version: Version) -> None:
        self._guarded(lambda: self.editor.bridge.document.drop_version(version.id))
        self.editor.toast.tell(
            _("“{name}” is forgotten; the steps up to it stay in the history.", name=version_name(version))
        )

    def _begin_with(self, version: Version) -> None:
        """A scenario in which the map is as it was then."""
        self.editor.views.states.read(State(VERSION, version.id), lambda found: self._begin(version, found))

    def _begin(self, version: Version, found: SystemMap) -> None:
        bridge = self.editor.bridge
        name, accepted = QInputDialog.getText(
            self.window, _("New scenario"), _("Name of the scenario"), text=version_name(version)
        )
        made: list[str] = []
        if accepted and edits.clean(name):
            changes = drawn_between(bridge.document.map, found)
            with bridge.edit_today(N_("Begin the scenario “{name}”"), {"name": edits.clean(name)}) as draft:
                made.append(scenarios.begin(draft, edits.clean(name), version.note, changes))
        if made and made[0] in bridge.document.map:
            bridge.open_scenario(made[0])

    def _guarded(self, act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except UserError as error:
            self.window.tell_problem(explain(error))

    # other files

    def compare_file(self) -> None:
        path = files.ask_open(self.window, _("Compare with another file"), files.readable_kinds())
        if path:
            self.editor.view_deeds.compare_file(path)

    def take_in(self) -> None:
        """What others did in a copy of this map, joined with what was done here."""
        path = files.ask_open(self.window, _("Take in a copy of this map"), files.map_kinds())
        if path:
            self.take_in_file(path)

    def take_in_file(self, path: Path) -> None:
        """The same for a file that is known: three-way, each disagreement settled by a person."""
        bridge = self.editor.bridge
        bridge.open_scenario(None)
        try:
            other = open_document(path, read_only=True)
            base = origin_of(bridge.document, other)
        except UserError as error:
            self.window.tell_problem(explain(error))
            return
        changes = foreign_changes(base, other.map)
        if not changes:
            self.editor.toast.tell(_("{name} has nothing that is not here already.", name=path.name))
            return
        conflicts = disagreements(bridge.map, changes)
        choice = None
        if conflicts:
            lead = ngettext(
                "Both sides changed the same in {n} place: what holds?",
                "Both sides changed the same in {n} places: what holds?",
                len(conflicts),
            )
            choice = ask_to_settle(self.window, lead, conflicts, (bridge.map, other.map), (_("Here"), path.name))
            if choice is None:
                return
        before = bridge.map
        together = joined(before, changes, choice or (lambda _conflict: True))
        with bridge.edit_today(N_("Take in “{name}”"), {"name": path.name}, origin=IMPORT) as draft:
            draft.take(together)
        told = [text for _kind, text in sentences(before, bridge.map)]
        if bridge.map is not before:
            count = ngettext("{n} change was taken in.", "{n} changes were taken in.", len(told))
            self.editor.toast.tell(count + " " + _("Ctrl+Z takes it back."))

    # the history

    def compact_history(self) -> None:
        """Puts older steps together, a little at a time, so that the window stays free."""
        document = self.editor.bridge.document
        count = len(document.history.commits)
        keep, accepted = QInputDialog.getInt(
            self.window,
            _("Shorten the history"),
            _("The history has {n} steps. How many of the newest stay as they are?", n=count),
            min(500, count),
            0,
            max(0, count),
        )
        if accepted:
            steps = compaction(document, keep)
            self.editor.toast.tell(_("Putting older steps together …"), stay=True)
            self._compact_on(steps)

    def _compact_on(self, steps: Generator[float, None, Compaction | None]) -> None:
        try:
            for _number in range(SLICE):
                next(steps)
        except StopIteration as end:
            self._compacted(end.value)
        except UserError as error:
            self.window.tell_problem(explain(error))
        else:
            QTimer.singleShot(0, self.editor, lambda: self._compact_on(steps))

    def _compacted(self, found: Compaction | None) -> None:
        if found is None:
            self.editor.toast.tell(_("Nothing to put together: the history is short enough."))
            return
        self._guarded(lambda: compact(self.editor.bridge.document, found))
        self.editor.toast.tell(
            ngettext(
                "{n} step was put together; named versions can still be looked at.",
                "{n} steps were put together; named versions can still be looked at.",
                found.replaced,
            )
        )
        self.editor.history.refresh()
        self.window.refresh_state()
