"""Actions for those who decide: the overview, the board, reports, reviews and folders of maps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from silomap.errors import UserError
from silomap.exchange.sharing import anonymised, as_template, without_authors
from silomap.i18n import N_, _, explain, language, ngettext
from silomap.model.history import IMPORT
from silomap.model.review import ReviewStore, read_review, reviews_beside, set_aside, waiting, write_review
from silomap.model.system_map import SystemMap
from silomap.report.document.wish import ReportWish
from silomap.report.document.wish import State as Named
from silomap.ui import files
from silomap.ui.editor import Editor
from silomap.ui.report_dialog import ReportDialog
from silomap.ui.states import NOW, SCENARIO, State

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class ReportCommands:
    """The part of Commands that managers use."""

    window: MainWindow
    editor: Editor

    def view_overview(self) -> None:
        self.editor.views.show_view("overview")

    def view_actions(self) -> None:
        self.editor.views.show_view("actions")

    # reports

    def report(self) -> None:
        """Asks what a report is to hold and where it goes, and writes it."""
        editor, bridge = self.editor, self.editor.bridge
        if editor.report_job.is_busy:
            editor.toast.tell(_("A report is being written already."))
            return
        states = [(state, name) for state, name in editor.views.states.known() if state != self._shown_state()]
        usual = next((state for state, _name in states if state.kind == SCENARIO), None)
        usual = NOW if bridge.scenario else usual
        dialog = ReportDialog(self.window, bridge.map.info.title, states, usual, self.window.settings)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        suffix, other = str(dialog.kind.currentData()), dialog.compared.currentData()
        wish = ReportWish(
            parts=dialog.chosen_parts,
            title=dialog.title.text().strip(),
            state=bridge.document.map.label(bridge.scenario) if bridge.scenario else "",
            version=bridge.earlier.name if bridge.earlier is not None else "",
            is_story=dialog.is_story,
            paper=str(dialog.paper.currentData()),
            logo=dialog.logo,
        )
        told = str(dialog.language.currentData())
        dialog.deleteLater()
        path = files.ask_report(self.window, bridge, suffix) if accepted else None
        if path is None:
            return
        if other is None:
            self.write_report(path, wish, told)
        else:
            name = editor.views.states.name(other)
            editor.views.states.read(other, lambda found: self._write_beside(path, wish, told, other, (name, found)))

    def _shown_state(self) -> State:
        scenario = self.editor.bridge.scenario
        return State(SCENARIO, scenario) if scenario else NOW

    def _write_beside(self, path: Path, wish: ReportWish, told: str, state: State, other: Named) -> None:
        """A scenario comes after what is shown, everything else before it."""
        bridge = self.editor.bridge
        shown: Named = (wish.state or wish.version or _("Today"), bridge.map)
        is_after = state.kind == SCENARIO
        compared = (shown, other) if is_after else (other, shown)
        self.write_report(path, replace(wish, compared=compared), told)

    def write_report(self, path: Path, wish: ReportWish, told: str = "") -> None:
        """Writes a report in a process of its own; the chip tells how far it is, Esc breaks it off."""
        self.editor.report_job.start(path.name, told or language(), self.editor.bridge.map, path, wish)
        self.editor.toast.tell(_("Writing {name} … Esc breaks it off.", name=path.name), stay=True)

    # handing on

    def example_copy(self) -> None:
        """A copy that names nobody, for others to learn from."""
        self._hand_on(anonymised(self.editor.bridge.document.map), _("Example"))

    def unnamed_copy(self) -> None:
        """A copy with what people said, and nobody who said it."""
        self._hand_on(without_authors(self.editor.bridge.document.map), _("Without authors"))

    def template_copy(self) -> None:
        """A map with the sectors and the agenda of this one, and nothing else."""
        self._hand_on(as_template(self.editor.bridge.document.map), _("Template"))

    def _hand_on(self, made: SystemMap, name: str) -> None:
        start = files.beside(self.editor.bridge, f"{self.editor.bridge.map.info.title} – {name}.silomap")
        path = files.ask_save(self.window, _("Hand it on"), start, files.map_kinds())
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".silomap")
        self._told(lambda: files.export(made, path), _("{name} was written.", name=path.name))

    # reviews

    def review_take(self) -> None:
        """Takes a review in, from a file that somebody sent."""
        path = files.ask_open(self.window, _("Take in a review"), files.review_kinds())
        if path is not None:
            self.take_review(path)

    def reviews_take(self) -> None:
        """Takes in every review that lies beside the map."""
        document = self.editor.bridge.document
        for path in reviews_beside(document.path) if document.path is not None else []:
            self.take_review(path)
        self.window.refresh_banner()

    def take_review(self, path: Path) -> None:
        """What a review says goes into the map, as one step."""
        bridge = self.editor.bridge
        try:
            review = read_review(path)
        except UserError as error:
            self.window.tell_problem(explain(error))
            return
        found = waiting(bridge.document.map, review)
        if not found:
            self.editor.toast.tell(_("Everything that {name} says is on this map already.", name=review.by))
        else:
            with bridge.edit_today(N_("Take in the review of {name}"), {"name": review.by}, origin=IMPORT) as draft:
                draft.take(found)
            if waiting(bridge.document.map, review):
                return
            text = ngettext(
                "{n} thing that {name} says is on the map now. Ctrl+Z takes it back.",
                "{n} things that {name} says are on the map now. Ctrl+Z takes them back.",
                len(found),
                name=review.by,
            )
            self.editor.toast.tell(text)
            self.editor.show_tab("notes")
        document = bridge.document
        if document.path is not None and path in reviews_beside(document.path):
            set_aside(path)

    def review_send(self) -> None:
        """Writes what was said here into a file that can be sent to the map's owner."""
        document = self.editor.bridge.document
        store = document.store
        if not isinstance(store, ReviewStore) or store.file is None:
            self.editor.toast.tell(_("Nothing waits here: what you said is in the map already, or you said nothing."))
            return
        path = files.ask_save(self.window, _("Save my review"), Path(store.file.name), files.review_kinds())
        if path is not None:
            kept = store.file
            self._told(lambda: write_review(path, read_review(kept)), _("{name} was written.", name=path.name))

    # a folder of maps

    def open_portfolio(self) -> None:
        """Asks for a folder and shows its maps in a table."""
        folder = files.ask_folder(self.window, _("Open a folder of maps"))
        if folder is not None:
            self.window.show_portfolio(folder)
