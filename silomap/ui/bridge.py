"""The one object between document and window: it turns the model's signals into Qt's and errors into sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.errors import UserError
from silomap.i18n import N_, _, explain
from silomap.model.changes import ChangeSet, diff
from silomap.model.document import Document, SavingState
from silomap.model.draft import Draft
from silomap.model.elements import Element, Link, Scenario, Sector
from silomap.model.history import USER
from silomap.model.scenarios import changed_scenario, shown_with
from silomap.model.system_map import SystemMap

RETRY_EVERY = 3_000
POSITIONS_LOCKED = N_("Everything stays where it is: positions are locked.")
LOCKED = N_("The map is locked. Ctrl+Shift+L unlocks it.")
EARLIER = N_("You look at the map as it was: {name}. It can be brought back, but not changed.")
PLACE = {"x", "y", "width", "height"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A state of the map before now, to look at, and what it is called."""

    name: str
    map: SystemMap


class Bridge(QObject):
    """The open document as the window sees it."""

    changed = Signal(object)
    saving_changed = Signal(object)
    refused = Signal(str)
    locks_changed = Signal()
    scenario_changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.locks: frozenset[str] = frozenset()
        """what the facilitator has locked: `positions`, `deletion`, `all`"""
        self.scenario: str | None = None
        """the id of the scenario that is looked at and edited; None for today"""
        self.earlier: Earlier | None = None
        """a state before now that is looked at; None for now"""
        self.is_switching = False
        """whether another state of the map is being shown, rather than an edit: then elements move there"""
        self._shown = document.map
        self._offs: list[Callable[[], None]] = [
            document.changed.connect(self._changed),
            document.saving_changed.connect(self._saving),
        ]
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_EVERY)
        self._retry.timeout.connect(document.retry)

    @property
    def map(self) -> SystemMap:
        """The present map: today's, or what the open scenario would make of it."""
        return self._shown

    @property
    def is_editable(self) -> bool:
        """Whether the map can be changed."""
        return self.document.read_only is None and "all" not in self.locks and self.earlier is None

    @property
    def may_talk(self) -> bool:
        """Whether notes, votes, actions and decisions can be added: also where the map itself is only read."""
        return self.document.may_talk and "all" not in self.locks and self.earlier is None

    def why_not_editable(self) -> str:
        """The sentence for somebody who tries all the same."""
        if self.earlier is not None:
            return _(EARLIER, name=self.earlier.name)
        if "all" in self.locks and self.document.read_only is None:
            return _(LOCKED)
        return _("This map is open to read only.")

    def why_not_movable(self) -> str:
        """The same for somebody who tries to move or arrange."""
        return self.why_not_editable() if not self.is_editable else _(POSITIONS_LOCKED)

    @property
    def may_move(self) -> bool:
        """Whether elements can be moved about."""
        return self.is_editable and "positions" not in self.locks

    @contextmanager
    def edit(
        self,
        label: str,
        params: Mapping[str, str] | None = None,
        merge: str | None = None,
        origin: str = USER,
    ) -> Iterator[Draft]:
        """An edit by the person; a refusal is told in words and changes nothing."""
        try:
            refusal = None if self.document.may_talk else self.document.read_only
            if self.earlier is not None:
                refusal = UserError(EARLIER, name=self.earlier.name)
            if refusal is not None:
                yield Draft(self._shown, self.document.new_id)  # it goes nowhere
                raise refusal
            scenario = self._open_scenario()
            with self.document.edit(label, params, origin=origin, merge=merge) as kept:
                draft = kept if scenario is None else Draft(self._shown, self.document.new_id)
                yield draft
                self._check_locks(draft)
                if scenario is not None:
                    changed_scenario(kept, scenario, self._shown, draft.changes())
        except UserError as error:
            self.refused.emit(explain(error))

    def open_scenario(self, key: str | None) -> None:
        """Looks at a scenario from now on, or at today; edits go where one looks."""
        if key != self.scenario or self.earlier is not None:
            self.scenario, self.earlier = key, None
            self._switch()

    def look_back(self, earlier: Earlier) -> None:
        """Looks at a state before now from now on, in every view; nothing can be changed there."""
        self.scenario, self.earlier = None, earlier
        self._switch()

    def _switch(self) -> None:
        self.is_switching = True
        try:
            self._show_map()
        finally:
            self.is_switching = False
        self.scenario_changed.emit()

    def _open_scenario(self) -> Scenario | None:
        found = self.document.map.get(self.scenario) if self.scenario else None
        return found if isinstance(found, Scenario) else None

    def _show_map(self) -> None:
        """The map as it is to be seen now; who listens is told what is different."""
        before, scenario = self._shown, self._open_scenario()
        today = self.document.map
        self._shown = today if scenario is None else shown_with(today, scenario.id)
        if self.earlier is not None:
            self._shown = self.earlier.map
        changes = ChangeSet(change for change in diff(before, self._shown) if change.before != change.after)
        if changes:
            self.changed.emit(changes)

    @contextmanager
    def edit_today(self, label: str, params: Mapping[str, str] | None = None, origin: str = USER) -> Iterator[Draft]:
        """An edit of the map itself whatever is looked at: what is done with scenarios as a whole."""
        try:
            with self.document.edit(label, params, origin=origin) as draft:
                yield draft
                self._check_locks(draft)
        except UserError as error:
            self.refused.emit(explain(error))

    def set_locks(self, locks: frozenset[str]) -> None:
        """Locks exactly these."""
        self.locks = locks
        self.locks_changed.emit()

    def _check_locks(self, draft: Draft) -> None:
        """The one place where locks hold, whichever hand tries: keys, mouse, menus, layouts, paste."""
        if not self.locks:
            return
        if "all" in self.locks:
            raise UserError(LOCKED)
        changes = draft.changes()
        grows = any(change.before is None and isinstance(change.after, Element) for change in changes)
        for change in changes:
            if "deletion" in self.locks and change.after is None and isinstance(change.before, Element | Link):
                raise UserError(N_("Deleting is locked."))
            was_there = isinstance(change.before, Element) and change.after is not None
            was_there = was_there and not (grows and isinstance(change.before, Sector))  # room for what is new
            if "positions" in self.locks and was_there and PLACE.intersection(change.fields()):
                raise UserError(POSITIONS_LOCKED)

    def undo(self) -> None:
        """Takes the last step back."""
        self._leave_past()
        self._guarded(self.document.undo)

    def redo(self) -> None:
        """Brings back what the last undo took."""
        self._leave_past()
        self._guarded(self.document.redo)

    def _leave_past(self) -> None:
        if self.earlier is not None:
            self.open_scenario(None)

    def release(self) -> None:
        """Stops listening, before the document is closed."""
        self._retry.stop()
        for off in self._offs:
            off()

    def _guarded(self, act: Callable[[], bool]) -> None:
        try:
            if "all" in self.locks:
                raise UserError(LOCKED)
            act()
        except UserError as error:
            self.refused.emit(explain(error))

    def _changed(self, changes: ChangeSet) -> None:
        if self.scenario is None and self.earlier is None:
            self._shown = self.document.map
            self.changed.emit(changes)
            return
        if self._open_scenario() is None:
            self.scenario = None
        self._show_map()
        self.scenario_changed.emit()

    def _saving(self, state: SavingState) -> None:
        if state.saved or state.problem is None:
            self._retry.stop()
        else:
            self._retry.start()
        self.saving_changed.emit(state)
