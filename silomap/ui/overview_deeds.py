"""Where the overview and the board of actions lead: to the evidence on the map and back, to decisions, to reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu

from silomap.analysis.finding import Finding
from silomap.errors import UserError
from silomap.i18n import N_, _, explain
from silomap.model import discussion
from silomap.model.elements import Action
from silomap.report.actions import write_actions
from silomap.report.overview import Look
from silomap.ui import files
from silomap.ui.states import COMMIT, NOW, State

if TYPE_CHECKING:
    from silomap.ui.editor import Editor

OVERVIEW, ACTIONS = "overview", "actions"


class OverviewDeeds(QObject):
    """Joins the two pages with the rest; a deed is a method of its name."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor, self.bridge = editor, editor.bridge
        self.role = ""
        """the role in which decisions are answered here"""
        views = editor.views
        views.deed_wanted.connect(self.do)
        views.bar.back_wanted.connect(self.back)
        views.changed.connect(self._view_changed)
        self._came_from = ""
        self._is_leaving = False
        editor.report_job.progress.connect(self._report_progress)
        editor.report_job.done.connect(self._report_written)
        editor.report_job.failed.connect(lambda: self._report_written("", _("The report could not be written.")))

    def do(self, name: str, value: object) -> None:
        """Does what a page asks for."""
        deed = getattr(self, f"_{name}")
        deed(value)

    # to the evidence and back

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        """Leads away from a page; a button leads back to it from then on."""
        self._came_from, self._is_leaving = self.editor.views.name, True
        try:
            yield
        finally:
            self._is_leaving = False
        titles = {OVERVIEW: _("Back to the overview"), ACTIONS: _("Back to the actions")}
        self.editor.views.bar.show_back(titles.get(self._came_from, ""))

    def _view_changed(self, name: str) -> None:
        if not self._is_leaving and name in (OVERVIEW, ACTIONS):
            self._came_from = ""
            self.editor.views.bar.show_back("")

    def back(self) -> bool:
        """To the page that led here; False where none did."""
        if not self._came_from:
            return False
        name, self._came_from = self._came_from, ""
        self.editor.show_everything()
        self.editor.views.show_view(name)
        return True

    def _measure(self, code: object) -> None:
        """What a number counts, on the map."""
        with self._leaving():
            self.editor.views.to_canvas()
            self.editor.show_tab("numbers")
            self.editor.numbers.explain(str(code))

    def _finding(self, finding: object) -> None:
        found = cast(Finding, finding)
        with self._leaving():
            self.editor.views.to_canvas()
            self.editor.show_tab("findings")
            if self.editor.lighting.chosen is None or self.editor.lighting.chosen.key != found.key:
                self.editor.lighting.choose(found)

    def _findings(self, _nothing: object) -> None:
        with self._leaving():
            self.editor.views.to_canvas()
            self.editor.show_tab("findings")

    def _elements(self, ids: object) -> None:
        with self._leaving():
            self.editor.views.to_canvas()
            self.editor.lighting.show_evidence(cast(tuple[str, ...], ids))

    def _sector(self, key: object) -> None:
        members = self.bridge.map.members_of(str(key))
        self._elements((str(key), *sorted(members)))

    def _group(self, key: object) -> None:
        """The way of a group; without one, the map."""
        with self._leaving():
            if str(key) in self.bridge.map:
                self.editor.views.show_view("journey")
                self.editor.views.follow(str(key))
            else:
                self.editor.views.to_canvas()

    def _subject(self, about: object) -> None:
        with self._leaving():
            self.editor.views.to_canvas()
            if about:
                self.editor.show_subject((str(about),))

    def _addressed(self, action: object) -> None:
        """What an action is about: its finding where it is still found, else its element."""
        found = cast(Action, action)
        result = self.editor.result
        finding = result.finding(found.finding) if result is not None else None
        if finding is not None:
            self._finding(finding)
        else:
            self._subject(found.about)

    # decisions and actions

    def _answer(self, asked: object) -> None:
        """Yes, no or not yet: with the role of who decides, and the day."""
        key, answer = cast(tuple[str, str], asked)
        action = self.bridge.map.get(key)
        if not isinstance(action, Action):
            return
        text, accepted = QInputDialog.getText(
            self.editor, _("Who decides?"), _("Your role; a name is not needed"), text=self.role
        )
        if not accepted:
            return
        self.role = text.strip()
        day = discussion.now()[:10]
        with self.bridge.edit(N_("Answer a decision")) as draft:
            discussion.answer_decision(draft, key, answer, text, day)

    def _act(self, look: object) -> None:
        """An action of a finding, opened to say who and by when."""
        found = cast(Look, look)
        about = next((key for key in found.finding.about if key in self.bridge.map), "")
        self._make(about, found.words.do or found.words.say, found.finding.key)

    def _new_action(self, _nothing: object) -> None:
        text, accepted = QInputDialog.getText(self.editor, _("New action"), _("What will somebody do?"))
        if accepted and text.strip():
            self._make("", text, "")

    def _make(self, about: str, what: str, finding: str) -> None:
        made = ""
        with self.bridge.edit(N_("Add an action")) as draft:
            made = discussion.add_action(draft, about, what, finding=finding)
        if made in self.bridge.map:
            self._board(made)

    def _board(self, key: object) -> None:
        self.editor.views.show_view(ACTIONS)
        if key:
            page: Any = self.editor.views.pages[ACTIONS]
            page.open(str(key))

    def _overview(self, _nothing: object) -> None:
        self.editor.views.show_view(OVERVIEW)

    def _export_actions(self, _nothing: object) -> None:
        path = files.ask_actions(self.editor, self.bridge.map.info.title)
        if path is None:
            return
        try:
            write_actions(self.bridge.document.map, path)
        except UserError as error:
            self.editor.toast.tell(explain(error))
        else:
            self.editor.toast.tell(_("{name} was written.", name=path.name))

    # comparing and reporting

    def _compare(self, _nothing: object) -> None:
        """A menu of the states to compare with."""
        menu = QMenu(self.editor)
        for state, name in self.editor.views.states.known():
            if state != NOW:
                menu.addAction(name.replace("&", "&&"), partial(self.editor.view_deeds.compare, state))
        menu.addSeparator()
        menu.addAction(_("Another file…"), self.editor.actions_by_name["compare_file"].trigger)
        page: Any = self.editor.views.pages[OVERVIEW]
        button = page.compare_button
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _since(self, _nothing: object) -> None:
        looked = self.editor.looked
        if looked is not None:
            self.editor.view_deeds.compare(State(COMMIT, str(looked.seq)))

    def _report(self, _nothing: object) -> None:
        self.editor.actions_by_name["report"].trigger()

    def _report_progress(self, share: float) -> None:
        text = _("Writing the report: {n} %. Esc breaks it off.", n=round(100 * share))
        self.editor.toast.tell(text, stay=True)

    def _report_written(self, name: str, problem: object) -> None:
        self.editor.toast.tell(str(problem) if problem else _("{name} was written.", name=name))
