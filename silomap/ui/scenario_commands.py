"""Actions on scenarios: begin, name, copy, compare, make one the map, delete."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from silomap.i18n import N_, _, ngettext
from silomap.model import edits, scenarios
from silomap.model.changes import Conflict
from silomap.model.elements import Element, Scenario
from silomap.report.changes import conflict_sentences
from silomap.report.fill import listed
from silomap.ui.editor import Editor

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class ScenarioCommands:
    """The part of Commands that tries things out."""

    editor: Editor
    window: MainWindow

    def _open_scenario(self) -> Scenario | None:
        """The open scenario; a sentence where today is looked at."""
        bridge = self.editor.bridge
        found = bridge.document.map.get(bridge.scenario or "")
        if isinstance(found, Scenario):
            return found
        self.editor.toast.tell(_("Open a scenario first: “Scenario: Today” above the map lists them."))
        return None

    def _ask_name(self, title: str, text: str) -> str:
        name, accepted = QInputDialog.getText(self.window, title, _("Name of the scenario"), text=text)
        return edits.clean(name) if accepted else ""

    def scenario_today(self) -> None:
        self.editor.bridge.open_scenario(None)

    def scenario_new(self) -> None:
        self.editor.view_deeds.name_scenario()

    def scenario_rename(self) -> None:
        scenario = self._open_scenario()
        name = self._ask_name(_("Rename the scenario"), scenario.label) if scenario is not None else ""
        if scenario is not None and name and name != scenario.label:
            with self.editor.bridge.edit_today(N_("Rename “{name}”"), {"name": scenario.label}) as draft:
                draft.put(replace(scenario, label=name))

    def scenario_copy(self) -> None:
        scenario = self._open_scenario()
        if scenario is None:
            return
        name = self._ask_name(_("Copy the scenario"), _("{name}, another way", name=scenario.label))
        made: list[str] = []
        if name:
            with self.editor.bridge.edit_today(N_("Copy the scenario “{name}”"), {"name": scenario.label}) as draft:
                made.append(scenarios.duplicate(draft, scenario.id, name))
        if made and made[0] in self.editor.bridge.document.map:
            self.editor.bridge.open_scenario(made[0])

    def scenario_compare(self) -> None:
        """The open scenario, or the first one, beside today."""
        bridge = self.editor.bridge
        if bridge.scenario is None and bridge.document.map.scenarios:
            bridge.open_scenario(bridge.document.map.scenarios[0].id)
        if self._open_scenario() is not None:
            self.editor.views.show_view("compare")

    def break_it(self) -> None:
        """Tries out that what is selected stops: a scenario without it, beside today."""
        bridge = self.editor.bridge
        gone = [key for key in self.editor.selection.ids if isinstance(bridge.map.get(key), Element)]
        if not gone:
            self.editor.toast.tell(_("Select an actor or a service to see what fails without it."))
            return
        name = listed([bridge.map.label(key) for key in sorted(gone, key=bridge.map.label)])
        if self.editor.view_deeds.begin_scenario(_("Without {name}", name=name)) is None:
            return
        with bridge.edit(N_("Break it: without “{name}”"), {"name": name}) as draft:
            edits.remove(draft, [key for key in gone if draft.get(key) is not None])
        self.editor.views.show_view("compare")

    def scenario_adopt(self) -> None:
        """One step: the map is as the scenario has it, and Ctrl+Z gives both back."""
        scenario, bridge = self._open_scenario(), self.editor.bridge
        if scenario is None:
            return
        conflicts: list[Conflict] = []
        today, there = bridge.document.map, bridge.map
        with bridge.edit_today(N_("Make “{name}” the map"), {"name": scenario.label}) as draft:
            conflicts += scenarios.adopt(draft, scenario.id)
        if scenario.id in bridge.document.map:
            return
        self.editor.views.to_canvas()
        said = _("“{name}” is the map now. Ctrl+Z brings today's map and the scenario back.", name=scenario.label)
        if conflicts:
            moved_on = ngettext(
                "In {n} place the map had moved on since the scenario was made.",
                "In {n} places the map had moved on since the scenario was made.",
                len(conflicts),
            )
            self.window.tell_problem(f"{said}\n\n{moved_on}", "\n".join(conflict_sentences(conflicts, today, there)))
        self.editor.toast.tell(said)

    def scenario_delete(self) -> None:
        scenario = self._open_scenario()
        if scenario is not None:
            with self.editor.bridge.edit_today(N_("Delete the scenario “{name}”"), {"name": scenario.label}) as draft:
                draft.remove(scenario.id)
            self.editor.toast.tell(_("The scenario is gone. Ctrl+Z brings it back."))
