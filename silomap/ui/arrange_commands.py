"""Actions that move elements; each is one step, shown as one movement."""

from __future__ import annotations

from collections.abc import Callable

from silomap.i18n import N_, _
from silomap.model import edits, tidying
from silomap.model.draft import Draft
from silomap.model.elements import Element
from silomap.ui.editor import Editor


class ArrangeCommands:
    """The part of Commands that arranges."""

    editor: Editor

    def _arrange(self, label: str, arrange: Callable[[Draft], None]) -> None:
        """One step that moves elements, shown as one movement."""
        canvas, bridge = self.editor.canvas, self.editor.bridge
        before = bridge.map
        with bridge.edit(label) as draft:
            arrange(draft)
        if bridge.map is before:
            self.editor.toast.tell(_("Everything stands well already."))
        else:
            canvas.move_from(before)

    def tidy(self) -> None:
        self._arrange(N_("Tidy up"), lambda draft: tidying.apply(draft, tidying.tidy(draft.base)))

    def by_sector(self) -> None:
        self._arrange(N_("Arrange by sector"), lambda draft: tidying.apply(draft, tidying.by_sector(draft.base)))

    def align_row(self) -> None:
        self._arrange(N_("Into one row"), lambda draft: tidying.align(draft, self.editor.selection.ids, "y"))

    def align_column(self) -> None:
        self._arrange(N_("Into one column"), lambda draft: tidying.align(draft, self.editor.selection.ids, "x"))

    def spread_across(self) -> None:
        self._arrange(N_("Spread evenly"), lambda draft: tidying.distribute(draft, self.editor.selection.ids, "x"))

    def spread_down(self) -> None:
        self._arrange(N_("Spread evenly"), lambda draft: tidying.distribute(draft, self.editor.selection.ids, "y"))

    def pin(self) -> None:
        """Pins what is selected, or lets it go where all of it is pinned."""
        bridge = self.editor.bridge
        chosen = [e for key in self.editor.selection.ids if isinstance(e := bridge.map.get(key), Element)]
        on = not all(e.pinned for e in chosen)
        with bridge.edit(N_("Pin in place") if on else N_("Let go of its place")) as draft:
            edits.set_field(draft, [e.id for e in chosen], "pinned", on)
