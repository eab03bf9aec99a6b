"""The states of an open map: today, its scenarios, its versions, moments of its history, and other files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from silomap.errors import UserError
from silomap.exchange.formats import read_map
from silomap.i18n import _, explain
from silomap.model.past import states_after
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.report.steps import moment, version_name
from silomap.ui.bridge import Bridge

TODAY, SCENARIO, VERSION, COMMIT, FILE = "today", "scenario", "version", "commit", "file"
SLICE = 0.012
MOST_KEPT = 24


@dataclass(frozen=True, slots=True)
class State:
    """One state: its kind, and the id, number or path that tells it apart."""

    kind: str = TODAY
    key: str = ""


NOW = State()
Take = Callable[[SystemMap], None]


class States(QObject):
    """It knows what states there are and reads their maps, a little at a time where the history is long."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.files: dict[str, SystemMap] = {}
        self._read: dict[int, SystemMap] = {}
        self._wanted: deque[tuple[int, Take]] = deque()
        self._way: Iterator[tuple[int, SystemMap | None]] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._off = bridge.document.versions_changed.connect(self._versions_changed)
        bridge.scenario_changed.connect(self.changed)

    def release(self) -> None:
        """Stops listening and reading."""
        self._timer.stop()
        self._off()

    def known(self) -> list[tuple[State, str]]:
        """Every state that can be chosen, with its name: today, scenarios, versions from the newest, files."""
        document = self.bridge.document
        found = [(NOW, _("Today"))]
        found += [(State(SCENARIO, s.id), s.label or s.id) for s in document.map.scenarios]
        found += [(State(VERSION, v.id), self.name(State(VERSION, v.id))) for v in reversed(document.versions)]
        found += [(State(FILE, path), Path(path).name) for path in self.files]
        return found

    def name(self, state: State) -> str:
        """What a state is called."""
        document = self.bridge.document
        if state.kind == SCENARIO:
            return document.map.label(state.key)
        if state.kind == VERSION:
            version = next((v for v in document.versions if v.id == state.key), None)
            if version is None:
                return _("a version that is gone")
            return version.label or f"{version_name(version)}, {moment(version.time)}"
        if state.kind == COMMIT:
            commits = document.history.commits.values()
            time = next((c.time for step in commits for c in step if str(c.seq) == state.key), "")
            return moment(time) if time else _("The beginning")
        return Path(state.key).name if state.kind == FILE else _("Today")

    def is_there(self, state: State) -> bool:
        """Whether it can still be looked at."""
        if state.kind == SCENARIO:
            return state.key in self.bridge.document.map
        if state.kind == VERSION:
            return any(version.id == state.key for version in self.bridge.document.versions)
        return state.kind != FILE or state.key in self.files

    def add_file(self, path: Path) -> State | None:
        """Another file, to compare with; a sentence where it cannot be read."""
        try:
            self.files[str(path)] = read_map(path).system_map
        except UserError as error:
            self.refused.emit(explain(error))
            return None
        self.changed.emit()
        return State(FILE, str(path))

    def read(self, state: State, take: Take) -> None:
        """Gives the map of a state to `take`: at once where it is at hand, else when it has been read."""
        today = self.bridge.document.map
        if state.kind == SCENARIO:
            take(shown_with(today, state.key))
        elif state.kind == FILE:
            take(self.files[state.key])
        elif state.kind == TODAY:
            take(today)
        else:
            self._read_back(self._seq(state), take)

    def _seq(self, state: State) -> int:
        if state.kind == COMMIT:
            return int(state.key)
        return next(version.seq for version in self.bridge.document.versions if version.id == state.key)

    def _read_back(self, seq: int, take: Take) -> None:
        if seq == self.bridge.document.history.last_seq:
            take(self.bridge.document.map)
        elif seq in self._read:
            take(self._read[seq])
        else:
            self._wanted.append((seq, take))
            self._start()

    def _start(self) -> None:
        """One walk for everything that is wanted now; what is wanted later waits for the next one."""
        if not self._timer.isActive():
            self._way = states_after(self.bridge.document, {seq for seq, _take in self._wanted})
            self._timer.start()

    def _go_on(self) -> None:
        end = perf_counter() + SLICE
        try:
            while perf_counter() < end:
                found = next(self._way, None)
                if found is None:
                    self._timer.stop()
                    if self._wanted:
                        self._start()
                    return
                if found[1] is not None:
                    self._deliver(found[0], found[1])
        except UserError as error:
            self._timer.stop()
            self._wanted.clear()
            self.refused.emit(explain(error))

    def _deliver(self, seq: int, state: SystemMap) -> None:
        self._read[seq] = state
        while len(self._read) > MOST_KEPT:
            del self._read[next(iter(self._read))]
        ready = [take for wanted, take in self._wanted if wanted == seq]
        self._wanted = deque((wanted, take) for wanted, take in self._wanted if wanted != seq)
        for take in ready:
            take(state)

    def _versions_changed(self) -> None:
        self.changed.emit()
