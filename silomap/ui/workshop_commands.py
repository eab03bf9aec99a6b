"""Actions of the workshop: its agenda, its steps, its time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QInputDialog

from silomap.exchange.workshop_flow import Step, from_plan, to_plan
from silomap.i18n import N_, _
from silomap.model import session
from silomap.ui.editor import Editor
from silomap.ui.workshop.agenda import AgendaDialog
from silomap.ui.workshop.assessment import AssessmentDialog

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow

REVEAL = "reveal"
"""the step in which findings are uncovered"""


class WorkshopCommands:
    """The part of Commands that leads a room."""

    editor: Editor
    window: MainWindow

    def workshop_start(self) -> None:
        """Asks for an agenda and begins with its first step; findings wait for theirs, where it has one."""
        plan = self._ask(None)
        if plan:
            with self.editor.bridge.edit(N_("Start a workshop")) as draft:
                is_open = REVEAL not in {step.id for step in plan}
                session.change(draft, plan=to_plan(plan), step=plan[0].id, revealed=is_open)

    def agenda(self) -> None:
        """Changes the agenda; where the step it stands at has gone, it stands at the first."""
        workshop = self.editor.bridge.map.workshop
        plan = self._ask(from_plan(workshop.plan))
        if plan:
            step = workshop.step if workshop.step in {s.id for s in plan} else plan[0].id
            with self.editor.bridge.edit(N_("Change the agenda")) as draft:
                session.change(draft, plan=to_plan(plan), step=step)

    def _ask(self, plan: tuple[Step, ...] | None) -> tuple[Step, ...]:
        dialog = AgendaDialog(self.window, plan)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = dialog.plan if accepted else ()
        dialog.deleteLater()
        return found

    def step_next(self) -> None:
        self.editor.strip.go(1)

    def step_back(self) -> None:
        self.editor.strip.go(-1)

    def timer(self) -> None:
        if self.editor.strip.step is not None:
            self.editor.strip.toggle_timer()
        else:
            self.editor.toast.tell(_("The timer runs while a workshop is on."))

    def panel_workshop(self) -> None:
        self.editor.show_tab("workshop")

    def budget(self) -> None:
        """How many dots a person can give."""
        present = self.editor.bridge.map.workshop.budget
        number, accepted = QInputDialog.getInt(
            self.window,
            _("Dots for each person"),
            _("How many dots can each person give?"),
            present,
            1,
            session.MOST_BUDGET,
        )
        if accepted and number != present:
            with self.editor.bridge.edit(N_("Dots for each person")) as draft:
                session.change(draft, budget=number)

    def assessment(self) -> None:
        """The five statements, before and after."""
        dialog = AssessmentDialog(self.window, self.editor.bridge)
        dialog.exec()
        dialog.deleteLater()

    def themes(self) -> None:
        """The notes, to be put under themes by hand."""
        self.editor.show_panel("notes")
        self.editor.notes.show_only("themes")

    def workshop_end(self) -> None:
        """The strip goes; what was said stays, and the findings are open."""
        with self.editor.bridge.edit(N_("End the workshop")) as draft:
            session.change(draft, step="", revealed=True)
        day = datetime.now().astimezone().date().isoformat()
        self.editor.keep_quietly(_("End of the workshop of {date}", date=day))
