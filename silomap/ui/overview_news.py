"""What the overview knows from elsewhere: scores of other states, and what is new since it was last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject

from silomap.analysis.analyse import Analysis
from silomap.model.changes import diff
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.report.changes import told_changes
from silomap.report.overview import numbers
from silomap.report.steps import moment
from silomap.ui.states import COMMIT, VERSION, State
from silomap.ui.views.overview_view import OverviewView

if TYPE_CHECKING:
    from silomap.ui.editor import Editor

TAG = "overview"
VERSION_KEY = ""
MOST_SCENARIOS = 3


class OverviewNews(QObject):
    """It asks the analysis process, and the history, only once somebody looks at the overview."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor, self.bridge = editor, editor.bridge
        self._page: OverviewView | None = None
        self._asked_for: tuple[SystemMap | None, SystemMap | None, int] = (None, None, -1)
        self._shown: dict[str, SystemMap] = {}
        editor.views.overview_made.connect(self._made)

    def _made(self, page: object) -> None:
        self._page = cast(OverviewView, page)
        self._page.scores_wanted.connect(self._ask)
        self._look_back()

    def _ask(self) -> None:
        """The scores of other states; again only where one of them is another one now."""
        document = self.bridge.document
        now = (self.bridge.map, document.map, len(document.versions))
        if all(one is other or one == other for one, other in zip(now, self._asked_for, strict=True)):
            return
        self._asked_for = now
        self._shown.clear()
        for number, scenario in enumerate(document.map.scenarios[:MOST_SCENARIOS]):
            shown = shown_with(document.map, scenario.id)
            self._shown[scenario.id] = shown
            self._ask_of("analysis" if number == 0 else "score", shown, scenario.id)
        named = [version for version in document.versions if version.label]
        if not named or self._page is None:
            return
        last = named[-1]
        self._page.earlier = (last.label, last.score)
        if last.score is None:
            state = State(VERSION, last.id)
            self.editor.views.states.read(state, lambda found: self._ask_of("score", found, VERSION_KEY))

    def _ask_of(self, question: str, other: SystemMap, key: str) -> None:
        changes = tuple((change.id, change.after) for change in diff(self.bridge.map, other))
        self.editor.job.ask(question, changes, (TAG, key))

    def take(self, tag: object, value: Any) -> bool:
        """An answer that was asked for here; False where it was not."""
        if not isinstance(tag, tuple) or not tag or tag[0] != TAG:
            return False
        key = str(tag[1])
        if self._page is None:
            return True
        if isinstance(value, Analysis):
            shown = self._shown.get(key)
            if shown is not None:
                self._page.scenarios[key] = value.score
                self._page.show_other(self.bridge.document.map.label(key), numbers(shown, value))
        else:
            self._page.show_score(key, value)
        return True

    # since last time

    def _look_back(self) -> None:
        looked, history = self.editor.looked, self.bridge.document.history
        if looked is None or self._page is None:
            return
        known = {commit.seq for step in history.commits.values() for commit in step} | {0}
        if looked.seq not in known:
            return
        self.editor.views.states.read(State(COMMIT, str(looked.seq)), self._tell_since)

    def _tell_since(self, then: SystemMap) -> None:
        if self._page is not None and self.editor.looked is not None:
            told = told_changes(then, self.bridge.document.map)
            self._page.show_since(moment(self.editor.looked.time), told)
