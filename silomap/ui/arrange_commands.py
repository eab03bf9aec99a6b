"""Actions that move elements; each is one step, shown as one movement."""

from __future__ import annotations

from collections.abc import Callable

from silomap.i18n import N_, _
from silomap.model import edits, tidying
from silomap.model.draft import Draft
from silomap.model.elements import Element
from silomap.model.system_map import SystemMap
from silomap.model.tidying import Arrangement
from silomap.ui.editor import Editor

FEW = 1_500
LAYOUT_TITLES = {
    "tidy": N_("Tidy up"),
    "by_sector": N_("Arrange by sector"),
    "force": N_("Arrange by links"),
    "layered": N_("Arrange by causes"),
    "radial": N_("Arrange around the selection"),
}
"""The names of the steps in the history."""


class ArrangeCommands:
    """The part of Commands that arranges."""

    editor: Editor

    def _arrange(self, label: str, arrange: Callable[[Draft], None], fits: bool = False) -> None:
        """One step that moves elements, shown as one movement; where it `fits`, the camera then sees all of it."""
        canvas, bridge = self.editor.canvas, self.editor.bridge
        if not canvas.drawing.perspective.is_own or not self.editor.views.is_on_canvas:
            self.editor.views.arrange("map")  # places are those of the map
        before = bridge.map
        with bridge.edit(label) as draft:
            arrange(draft)
        if bridge.map is before:
            self.editor.toast.tell(_("Everything stands well already."))
            return
        if fits:
            canvas.fit()  # before the movement starts from where everything stood
        canvas.move_from(before)

    def tidy(self) -> None:
        self._lay_out("tidy", tidying.tidy)

    def by_sector(self) -> None:
        self._lay_out("by_sector", tidying.by_sector)

    def by_links(self) -> None:
        self._lay_out("force")

    def by_causes(self) -> None:
        self._lay_out("layered")

    def around(self) -> None:
        self._lay_out("radial")

    def _lay_out(self, name: str, at_once: Callable[[SystemMap], Arrangement] | None = None) -> None:
        """A layout: at once where that takes no time, else in a process of its own, which can be broken off."""
        editor = self.editor
        if not editor.bridge.may_move:
            editor.toast.tell(editor.bridge.why_not_movable())
        elif at_once is not None and len(editor.bridge.map) < FEW:
            editor.layout_job.cancel()
            self.arranged(name, at_once(editor.bridge.map))
        else:
            editor.layout_job.start(name, editor.bridge.map, tuple(editor.selection.ids))

    def arranged(self, name: str, arrangement: Arrangement) -> None:
        """Takes a layout over: one step. What has come since stays where it is, what has gone is left out."""
        system_map = self.editor.bridge.map
        places = {key: place for key, place in arrangement.places.items() if key in system_map}
        there = Arrangement(places, arrangement.sizes)
        self._arrange(LAYOUT_TITLES[name], lambda draft: tidying.apply(draft, there), fits=name != "tidy")

    def align_row(self) -> None:
        self._arrange(N_("Into one row"), lambda draft: tidying.align(draft, self.editor.selection.ids, "y"))

    def align_column(self) -> None:
        self._arrange(N_("Into one column"), lambda draft: tidying.align(draft, self.editor.selection.ids, "x"))

    def spread_across(self) -> None:
        self._arrange(N_("Spread evenly"), lambda draft: tidying.distribute(draft, self.editor.selection.ids, "x"))

    def spread_down(self) -> None:
        self._arrange(N_("Spread evenly"), lambda draft: tidying.distribute(draft, self.editor.selection.ids, "y"))

    def lock_positions(self) -> None:
        self._lock("positions")

    def lock_deletion(self) -> None:
        self._lock("deletion")

    def lock_all(self) -> None:
        self._lock("all")

    def _lock(self, name: str) -> None:
        """Locks or unlocks: nobody moves or deletes by accident while a room looks on."""
        self.editor.bridge.set_locks(self.editor.bridge.locks ^ {name})

    def pin(self) -> None:
        """Pins what is selected, or lets it go where all of it is pinned."""
        bridge = self.editor.bridge
        chosen = [e for key in self.editor.selection.ids if isinstance(e := bridge.map.get(key), Element)]
        on = not all(e.pinned for e in chosen)
        with bridge.edit(N_("Pin in place") if on else N_("Let go of its place")) as draft:
            edits.set_field(draft, [e.id for e in chosen], "pinned", on)
