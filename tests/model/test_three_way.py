"""Two maps that grew apart: what both did is in the outcome, whatever is chosen where they disagree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.model import edits
from silomap.model.changes import ChangeSet, apply, diff
from silomap.model.compaction import compact, compaction, exhausted
from silomap.model.document import Document
from silomap.model.invariants import breaches
from silomap.model.opening import create_document, open_document
from silomap.model.three_way import disagreements, foreign_changes, joined, origin_of
from tests.examples import many
from tests.maps import sets_on, system_maps, written

MAP = "a1 provides s1\ns1 responds_to n1\ng1 experiences n1\ns1 in r1"


@settings(max_examples=many(200), deadline=None)
@given(st.data())
def test_joining_is_sound_and_settles_every_conflict(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    mine, theirs = apply(base, data.draw(sets_on(base))), apply(base, data.draw(sets_on(base)))
    changes = foreign_changes(base, theirs)
    found = disagreements(mine, changes)
    takes = {(c.id, c.field): data.draw(st.booleans()) for c in found}
    asked: list[tuple[str, str]] = []

    def choice(conflict: object) -> bool:
        key = (conflict.id, conflict.field)  # type: ignore[attr-defined]
        asked.append(key)
        return takes[key]

    together = joined(mine, changes, choice)
    outcome = apply(mine, together)
    assert breaches(outcome) == []
    assert sorted(asked) == sorted(takes)
    for conflict in found:
        entity = outcome.get(conflict.id)
        if conflict.field and entity is not None:
            wanted = conflict.incoming if takes[conflict.id, conflict.field] else conflict.present
            got = getattr(entity, conflict.field)
            # a repair unsets what points at something that neither side has any more: a sector, what is spoken of
            assert got == wanted or (not got and outcome.get(wanted) is None), (conflict, got)


@settings(max_examples=many(100), deadline=None)
@given(st.data())
def test_what_only_one_side_did_is_in_the_outcome(data: st.DataObject) -> None:
    base = data.draw(system_maps())
    ours, others = data.draw(sets_on(base)), data.draw(sets_on(base))
    mine, theirs = apply(base, ours), apply(base, others)
    assert apply(mine, joined(mine, foreign_changes(base, base), lambda _c: True)) == mine
    assert apply(base, joined(base, foreign_changes(base, theirs), lambda _c: False)) == theirs
    apart = ChangeSet(c for c in others if c.id not in ours.ids)
    both = base.after((c.id, c.after) for c in (*ours, *apart))
    if not breaches(both) and not breaches(base.after((c.id, c.after) for c in apart)):
        there = apply(base, apart)
        assert apply(mine, joined(mine, foreign_changes(base, there), lambda _c: True)) == both


def rename(doc: Document, key: str, label: str) -> None:
    with doc.edit("Rename") as draft:
        edits.set_field(draft, [key], "label", label)


def grown_apart(folder: Path) -> tuple[Document, Document]:
    """Two files: a common rename of a1, then s1 here and n1 there, and a1 in both."""
    first, second = folder / "first.silomap", folder / "second.silomap"
    doc = create_document(first, written(MAP))
    rename(doc, "a1", "Common")
    doc.close()
    shutil.copyfile(first, second)
    mine, theirs = open_document(first), open_document(second)
    rename(mine, "s1", "Mine")
    rename(theirs, "n1", "Theirs")
    rename(mine, "a1", "My office")
    rename(theirs, "a1", "Their office")
    return mine, theirs


@pytest.mark.parametrize("is_compacted", [False, True])
def test_the_common_origin_is_found_in_the_histories(tmp_path: Path, is_compacted: bool) -> None:
    mine, theirs = grown_apart(tmp_path)
    began = "Common"
    if is_compacted:  # the common step cannot be told apart any more there: the origin is the beginning
        began = "A1"
        found_there = exhausted(compaction(theirs, 1))
        assert found_there is not None
        compact(theirs, found_there)
    base = origin_of(mine, theirs)
    assert base.label("a1") == began
    changes = foreign_changes(base, theirs.map)
    found = disagreements(mine.map, changes)
    assert [(c.id, c.field, c.base, c.present, c.incoming) for c in found] == [
        ("a1", "label", began, "My office", "Their office")
    ]
    with mine.edit("Take in") as draft:
        draft.take(joined(mine.map, changes, lambda _c: False))
    assert [mine.map.label(k) for k in ("a1", "s1", "n1")] == ["My office", "Mine", "Theirs"]
    mine.undo()
    assert mine.map.label("n1") == "N1"
    mine.close()
    theirs.close()


def test_steps_made_in_the_same_millisecond_are_not_taken_for_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "a.silomap", tmp_path / "b.silomap"
    create_document(first, written(MAP)).close()
    shutil.copyfile(first, second)
    mine, theirs = open_document(first), open_document(second)
    mine.clock = theirs.clock = lambda: 1_800_000_000.0
    rename(mine, "a1", "Mine")
    rename(theirs, "a1", "Theirs")
    assert origin_of(mine, theirs).label("a1") == "A1"
    mine.close()
    theirs.close()


def test_strangers_have_no_origin(tmp_path: Path) -> None:
    one = create_document(tmp_path / "a.silomap", written(MAP))
    other = create_document(tmp_path / "b.silomap", written("a9 provides s9"))
    with pytest.raises(UserError, match="no common origin"):
        origin_of(one, other)
    assert diff(one.map, other.map)
    one.close()
    other.close()
