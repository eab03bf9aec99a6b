"""Random sessions of a person against a real file: edits, undo storms, closing and opening again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from silomap.errors import UserError
from silomap.model import edits
from silomap.model.invariants import breaches
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.recovery import check_file
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import ELEMENT_KINDS
from tests.maps import counter, labels, sets_on


class Session(RuleBasedStateMachine):
    """`past` and `future` are a second, simpler account of undo and redo: whole maps on two stacks."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "m.silomap"
        self.new_id = counter()
        self.document = create_document(self.path, SystemMap.of([]))
        self.document.new_id = self.new_id
        self.past: list[SystemMap] = []
        self.future: list[SystemMap] = []

    def ids(self) -> list[str]:
        return sorted(e.id for e in self.document.map.elements)

    def done(self, before: SystemMap) -> None:
        if self.document.map != before:
            self.past.append(before)
            self.future.clear()

    @rule(kind=st.sampled_from(ELEMENT_KINDS), label=labels)
    def add(self, kind: str, label: str) -> None:
        before = self.document.map
        with self.document.edit("Add") as draft:
            edits.add_element(draft, kind, label, x=0.0, y=0.0)
        self.done(before)

    @precondition(lambda self: len(self.ids()) >= 2)
    @rule(data=st.data())
    def connect(self, data: st.DataObject) -> None:
        before = self.document.map
        a, b = data.draw(st.sampled_from(self.ids())), data.draw(st.sampled_from(self.ids()))
        try:
            with self.document.edit("Link") as draft:
                edits.connect(draft, a, b)
        except UserError:
            assert self.document.map == before
        self.done(before)

    @precondition(lambda self: self.ids())
    @rule(data=st.data(), x=st.integers(-500, 500), y=st.integers(-500, 500))
    def move_and_drop(self, data: st.DataObject, x: int, y: int) -> None:
        before = self.document.map
        key = data.draw(st.sampled_from(self.ids()))
        with self.document.edit("Move") as draft:
            edits.move(draft, {key: (x, y)})
            edits.join_sectors_by_place(draft, [key])
        self.done(before)

    @precondition(lambda self: self.ids())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        before = self.document.map
        with self.document.edit("Delete") as draft:
            edits.remove(draft, data.draw(st.lists(st.sampled_from(self.ids()), max_size=3)))
        self.done(before)

    @precondition(lambda self: self.ids())
    @rule()
    def paste_everything(self) -> None:
        before = self.document.map
        if len(before) < 40:
            with self.document.edit("Paste") as draft:
                edits.paste(draft, [*before.elements, *before.links], 5, 5)
            self.done(before)

    @rule(data=st.data())
    def import_something(self, data: st.DataObject) -> None:
        before = self.document.map
        self.document.commit(data.draw(sets_on(before)), "Import", origin="import")
        self.done(before)

    @rule()
    def undo(self) -> None:
        before = self.document.map
        assert self.document.undo() == bool(self.past)
        if self.past:
            self.future.append(before)
            assert self.document.map == self.past.pop()

    @rule()
    def redo(self) -> None:
        before = self.document.map
        assert self.document.redo() == bool(self.future)
        if self.future:
            self.past.append(before)
            assert self.document.map == self.future.pop()

    @rule()
    def close_and_open(self) -> None:
        before = self.document.map
        assert self.document.close()
        self.document = open_document(self.path)
        self.document.new_id = self.new_id
        assert self.document.map == before

    @invariant()
    def the_map_is_sound_and_the_file_equals_it(self) -> None:
        assert breaches(self.document.map) == []
        assert self.document.saving.saved
        assert read_file(self.path)[0] == self.document.map

    def teardown(self) -> None:
        first = self.document.map
        while self.document.undo():
            first = self.document.map
        assert first == SystemMap.of([])
        self.document.close()
        assert check_file(self.path) == []
        shutil.rmtree(self.folder)


Session.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestSession = Session.TestCase
