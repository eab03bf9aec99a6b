"""Actions on two elements: they are the same, or were asked and do not work together; and disputed causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from silomap.exchange.capture import names_of
from silomap.i18n import N_, _, ngettext
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import Element, Link
from silomap.model.merging import merge
from silomap.model.retyping import change_kind, next_link_kind, reverse
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

    def link_kind(self) -> None:
        """The next kind that fits the ends of the selected links."""
        self._turn(N_("Change the kind of a link"), next_link_kind, _("No other kind of link fits here."))

    def reverse(self) -> None:
        """The other way round."""
        self._turn(N_("Turn a link round"), reverse, _("Select a link that makes sense the other way round."))

    def _turn(self, label: str, act: Callable[[Draft, Iterable[str]], int], otherwise: str) -> None:
        count: int | None = None
        with self.editor.bridge.edit(label) as draft:
            count = act(draft, self.editor.selection.ids)
        if count == 0:
            self.editor.toast.tell(otherwise)
        else:
            self.editor.canvas.say_links(self.editor.selection.ids)

    def make_actor(self) -> None:
        self._make("actor")

    def make_service(self) -> None:
        self._make("service")

    def make_need(self) -> None:
        self._make("need")

    def make_group(self) -> None:
        self._make("group")

    def _make(self, kind: str) -> None:
        """The selected elements are of another kind after all."""
        bridge = self.editor.bridge
        lost: list[Link] = []
        with bridge.edit(N_("Change the kind of an element")) as draft:
            for key in sorted(self.editor.selection.ids):
                if isinstance(draft.get(key), Element):
                    lost += change_kind(draft, key, kind)
        if lost and not any(link.id in bridge.map for link in lost):
            said = ngettext(
                "{n} link did not fit any more and went. Ctrl+Z brings it back.",
                "{n} links did not fit any more and went. Ctrl+Z brings them back.",
                len(lost),
            )
            self.editor.toast.tell(said)

    def disputed(self) -> None:
        """Causal links on which the room does not agree."""
        bridge = self.editor.bridge
        if not any(getattr(bridge.map.get(key), "kind", "") == "leads_to" for key in self.editor.selection.ids):
            self.editor.toast.tell(_("Select a link that says what leads to what."))
            return
        with bridge.edit(N_("Disputed: cause and effect")) as draft:
            edits.dispute(draft, self.editor.selection.ids)
