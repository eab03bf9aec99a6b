"""Actions on scenarios: begin, name, copy, compare, settle, make one the map, delete."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from silomap.errors import UserError
from silomap.exchange.additions import scenario_changes
from silomap.i18n import N_, _, explain, ngettext
from silomap.model import edits, scenarios
from silomap.model.elements import Element, Scenario
from silomap.model.scenarios import Choice
from silomap.report.fill import listed
from silomap.ui import files
from silomap.ui.editor import Editor
from silomap.ui.settle import ask_to_settle
from silomap.ui.states import SCENARIO, State

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
            self.editor.view_deeds.compare(State(SCENARIO, str(bridge.scenario)))

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
        self.editor.view_deeds.compare(State(SCENARIO, str(bridge.scenario)))

    def scenario_describe(self) -> None:
        """What the scenario is about, in some words."""
        scenario = self._open_scenario()
        if scenario is None:
            return
        text, accepted = QInputDialog.getMultiLineText(
            self.window, _("Describe the scenario"), _("What does it try out?"), scenario.description
        )
        if accepted and text.strip() != scenario.description:
            with self.editor.bridge.edit_today(N_("Describe “{name}”"), {"name": scenario.label}) as draft:
                draft.put(replace(scenario, description=text.strip()))

    def scenario_from_file(self) -> None:
        """A scenario of what a file would change: tables add to the map, another map takes its place."""
        path = files.ask_open(self.window, _("Make a scenario of a file"), files.readable_kinds())
        if path:
            self.begin_from(path)

    def begin_from(self, path: Path) -> None:
        """The same for a file that is known; what could not be read is told row by row."""
        bridge = self.editor.bridge
        try:
            changes, remarks = scenario_changes(path, bridge.document.map)
        except UserError as error:
            self.window.tell_problem(explain(error))
            return
        name = self._ask_name(_("New scenario"), (path.parent if path.stem == "nodes" else path).stem)
        made: list[str] = []
        if name:
            with bridge.edit_today(N_("Begin the scenario “{name}”"), {"name": name}) as draft:
                made.append(scenarios.begin(draft, name, "", changes))
        if made and made[0] in bridge.document.map:
            bridge.open_scenario(made[0])
            if remarks:
                self.window.tell_remarks(remarks)

    def _settled(self, scenario: Scenario) -> Choice | None:
        """Asks who is right where the map has moved on; None where the person does not want to say now. Where nothing
        disagrees, nothing is asked."""
        today, there = self.editor.bridge.document.map, self.editor.bridge.map
        conflicts = scenarios.conflicts_of(today, scenario.id)
        if not conflicts:
            return lambda _conflict: True
        lead = ngettext(
            "Since “{name}” was made, the map has moved on. They disagree in {n} place: what holds?",
            "Since “{name}” was made, the map has moved on. They disagree in {n} places: what holds?",
            len(conflicts),
            name=scenario.label,
        )
        theirs = _("In the scenario")
        return ask_to_settle(self.window, lead, conflicts, (today, there), (_("On the map"), theirs))

    def scenario_settle(self) -> None:
        """Brings the open scenario up to the map as it is now."""
        scenario = self._open_scenario()
        if scenario is None:
            return
        if not scenarios.conflicts_of(self.editor.bridge.document.map, scenario.id):
            self.editor.toast.tell(_("The map and “{name}” agree; nothing has to be settled.", name=scenario.label))
            return
        choice = self._settled(scenario)
        if choice is not None:
            label = N_("Settle what disagrees in “{name}”")
            with self.editor.bridge.edit_today(label, {"name": scenario.label}) as draft:
                scenarios.settle(draft, scenario.id, choice)
            self.editor.toast.tell(_("Settled. Ctrl+Z takes it back."))

    def scenario_adopt(self) -> None:
        """One step: the map is as the scenario has it, and Ctrl+Z gives both back. Where the map has moved on, the
        person says what holds."""
        scenario, bridge = self._open_scenario(), self.editor.bridge
        choice = self._settled(scenario) if scenario is not None and bridge.is_editable else None
        if scenario is None or choice is None:
            return
        with bridge.edit_today(N_("Make “{name}” the map"), {"name": scenario.label}) as draft:
            scenarios.adopt(draft, scenario.id, choice)
        if scenario.id in bridge.document.map:
            return
        self.editor.views.to_canvas()
        self.editor.toast.tell(
            _("“{name}” is the map now. Ctrl+Z brings today's map and the scenario back.", name=scenario.label)
        )

    def scenario_delete(self) -> None:
        scenario = self._open_scenario()
        if scenario is not None:
            with self.editor.bridge.edit_today(N_("Delete the scenario “{name}”"), {"name": scenario.label}) as draft:
                scenarios.delete(draft, scenario.id)
            self.editor.toast.tell(_("The scenario is gone. Ctrl+Z brings it back."))
