"""Actions on two elements: they are the same, or were asked and do not work together; and disputed causes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from silomap.exchange.capture import names_of
from silomap.i18n import N_, _
from silomap.model import edits
from silomap.model.elements import Element, Link
from silomap.model.merging import merge
from silomap.model.vocabulary import KINDS
from silomap.ui.chooser import Choice, Chooser
from silomap.ui.editor import Editor

if TYPE_CHECKING:
    from silomap.ui.main_window import MainWindow


class PairCommands:
    """The part of Commands that speaks of two."""

    editor: Editor
    window: MainWindow

    def merge(self) -> None:
        """The two selected elements become one: the one with more links keeps its name."""
        chosen = [k for k in self.editor.selection.ids if isinstance(self.editor.bridge.map.get(k), Element)]
        if len(chosen) != 2:
            self.editor.toast.tell(_("Select the two elements that are the same."))
            return
        self._merge(chosen[0], chosen[1])

    def _merge(self, a: str, b: str) -> None:
        bridge = self.editor.bridge
        keep, gone = sorted((a, b), key=lambda key: (-len(bridge.map.links_of(key)), key))
        names = {"a": bridge.map.label(gone), "b": bridge.map.label(keep)}
        with bridge.edit(N_("“{a}” becomes “{b}”"), names) as draft:
            merge(draft, keep, gone)
        if gone not in bridge.map:
            self.editor.selection.set([keep])
            self.editor.canvas.keep_in_sight([keep])
            self.editor.toast.tell(_("“{a}” is now part of “{b}”. Ctrl+Z makes two of them again.", **names))

    def duplicates(self) -> None:
        """Elements whose names are nearly the same, to choose two that shall become one."""
        system_map = self.editor.bridge.map
        pairs = names_of(system_map).duplicates()
        if not pairs:
            self.editor.toast.tell(_("No two names are nearly the same."))
            return
        choices = []
        for a, b in pairs:
            kind = _(KINDS[system_map.element(a).type].title)
            choices.append(Choice(f"{system_map.label(a)} = {system_map.label(b)}", kind, partial(self._merge, a, b)))
        Chooser(self.window, _("Which two are the same?"), choices).exec()

    def asked(self) -> None:
        """Two actors or services, or one link between such: they were asked, and do not work together."""
        bridge = self.editor.bridge
        chosen = [bridge.map[key] for key in sorted(self.editor.selection.ids)]
        if len(chosen) == 1 and isinstance(chosen[0], Link):
            ends = [chosen[0].source, chosen[0].target]
        else:
            ends = [e.id for e in chosen if isinstance(e, Element)]
        if len(ends) != 2:
            self.editor.toast.tell(_("Select two actors or two services, or the link between them."))
            return
        is_noted = None
        names = {"a": bridge.map.label(ends[0]), "b": bridge.map.label(ends[1])}
        with bridge.edit(N_("Asked: “{a}” and “{b}”"), names) as draft:
            is_noted = edits.mark_asked(draft, *ends)
        if is_noted is not None:
            said = N_("Noted: “{a}” and “{b}” do not work together.") if is_noted else N_("The note is taken away.")
            self.editor.toast.tell(_(said, **names))

    def disputed(self) -> None:
        """Causal links on which the room does not agree."""
        bridge = self.editor.bridge
        if not any(getattr(bridge.map.get(key), "kind", "") == "leads_to" for key in self.editor.selection.ids):
            self.editor.toast.tell(_("Select a link that says what leads to what."))
            return
        with bridge.edit(N_("Disputed: cause and effect")) as draft:
            edits.dispute(draft, self.editor.selection.ids)
