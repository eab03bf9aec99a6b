"""Reviews: what may be said of a map that is only read, where it is kept, and how its owner takes it in."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silomap.errors import UserError
from silomap.model import discussion, edits, evaluation, review
from silomap.model.changes import Change, ChangeSet
from silomap.model.document import Document
from silomap.model.elements import Action, Actor, Mark, Need, Note, Vote
from silomap.model.opening import create_document, open_document
from silomap.model.review import open_review, read_review, review_path, reviews_beside, set_aside, waiting
from silomap.model.system_map import SystemMap
from silomap.model.talk import is_talk

MAP = SystemMap.of([Actor(id="a1", label="Job centre"), Need(id="n1", label="Losing work")])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "city.silomap"
    create_document(target, MAP, "Owner").close()
    return target


def say(document: Document, text: str, about: str = "a1") -> None:
    with document.edit("Add a note") as draft:
        discussion.add_note(draft, about, text, author="A manager")


def notes(system_map: SystemMap) -> list[str]:
    return sorted(note.text for note in system_map.all(Note))


def test_by_choice_what_is_said_goes_into_the_map_at_once_and_nobody_is_locked_out(path: Path) -> None:
    reading = open_review(path, "Manager")
    assert reading.read_only is not None
    assert reading.may_talk
    owner = open_document(path, author="Owner")
    assert owner.read_only is None  # reading takes no lock
    owner.close()
    say(reading, "Why so late?")
    assert reading.saving.saved
    assert notes(open_document(path, read_only=True).map) == ["Why so late?"]
    assert reviews_beside(path) == []
    reading.close()


def test_while_somebody_else_has_the_map_it_waits_in_a_file_that_the_owner_takes_in(path: Path) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Manager")
    say(reading, "Who pays?")
    with reading.edit("Vote") as draft:
        discussion.vote(draft, "n1", 2, "Manager")
    assert notes(owner.map) == []
    (kept,) = reviews_beside(path)
    assert kept == review_path(path, "Manager")
    found = read_review(kept)
    assert found.by == "Manager"
    with owner.edit("Take in") as draft:
        draft.take(waiting(owner.map, found))
    assert notes(owner.map) == ["Who pays?"]
    assert [vote.dots for vote in owner.map.all(Vote)] == [2]
    assert waiting(owner.map, found) == ChangeSet()
    owner.close()
    reading.close()


def test_notes_are_put_under_themes_in_a_review_and_answers_of_a_room_are_not_given_there(path: Path) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Manager")
    say(reading, "Who pays?")
    with reading.edit("Add a theme") as draft:
        evaluation.add_theme(draft, "Money", [note.id for note in draft.base.all(Note)])
    with pytest.raises(UserError), reading.edit("An answer") as draft:
        evaluation.answer_statement(draft, "joined", "closing", 4)
    with owner.edit("Take in") as draft:
        draft.take(waiting(owner.map, read_review(review_path(path, "Manager"))))
    (group,) = evaluation.groups(owner.map)
    assert group.theme is not None
    assert (group.theme.label, [note.text for note in group.notes]) == ("Money", ["Who pays?"])
    owner.close()
    reading.close()


def test_what_waits_is_there_again_the_next_time_and_goes_into_the_map_once_that_is_free(path: Path) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Manager")
    say(reading, "First")
    reading.close()
    again = open_review(path, "Manager")
    assert notes(again.map) == ["First"]
    owner.close()
    say(again, "Second")
    assert notes(open_document(path, read_only=True).map) == ["First", "Second"]
    assert reviews_beside(path) == []
    assert path.with_name(review_path(path, "Manager").name + ".taken").exists()  # nothing is thrown away
    again.close()


def test_nothing_but_what_people_say_can_be_changed(path: Path) -> None:
    reading = open_review(path, "Manager")
    before = path.read_bytes()
    with pytest.raises(UserError), reading.edit("Rename") as draft:
        draft.set("a1", label="Other")
    both = reading.draft()
    discussion.add_note(both, "a1", "A word")
    both.remove("n1")
    with pytest.raises(UserError):
        reading.commit(both.changes(), "Both")
    with pytest.raises(UserError):
        reading.keep_version("Mine")
    assert reading.map == MAP
    assert path.read_bytes() == before
    with reading.edit("Decide") as draft:
        edits.mark_finding(draft, "hole", ("n1",), "agreed", "Yes")
    assert [mark.state for mark in reading.map.all(Mark)] == ["agreed"]
    reading.close()


def test_undo_takes_back_what_was_said_here_and_nothing_that_others_did(path: Path) -> None:
    owner = open_document(path, author="Owner")
    say(owner, "Of the team")
    owner.close()
    reading = open_review(path, "Manager")
    assert reading.to_undo is None
    assert not reading.undo()
    say(reading, "Mine")
    assert reading.undo()
    assert notes(open_document(path, read_only=True).map) == ["Of the team"]
    assert not reading.undo()
    assert reading.redo()
    assert notes(open_document(path, read_only=True).map) == ["Mine", "Of the team"]
    reading.close()


def test_what_is_said_of_something_that_is_gone_is_kept_for_the_whole_map(path: Path) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Manager")
    say(reading, "About the need", "n1")
    with reading.edit("Vote") as draft:
        discussion.vote(draft, "n1", 1)
    with owner.edit("Delete") as draft:
        edits.remove(draft, ["n1"])
    with owner.edit("Take in") as draft:
        draft.take(waiting(owner.map, read_review(review_path(path, "Manager"))))
    (note,) = owner.map.all(Note)
    assert (note.text, note.about) == ("About the need", "")
    assert owner.map.all(Vote) == []  # a dot for nothing is none
    owner.close()
    reading.close()


def test_where_nothing_can_be_written_beside_the_map_it_waits_in_the_own_folder(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Manager")
    real = review.write_review

    def refuses(target: Path, found: review.Review) -> None:
        if target.parent == path.parent:
            raise UserError(
                "{path} could not be written ({reason}).", path=str(target), reason="Read-only file system"
            )
        real(target, found)

    monkeypatch.setattr(review, "write_review", refuses)
    say(reading, "From afar")
    assert reviews_beside(path) == []
    store = reading.store
    assert isinstance(store, review.ReviewStore)
    assert store.file is not None
    assert store.file.is_relative_to(os.environ["SILOMAP_STATE"])
    reading.close()
    assert notes(open_review(path, "Manager").map) == ["From afar"]
    owner.close()


def test_a_comment_does_not_upgrade_a_file_of_an_older_format(tmp_path: Path) -> None:
    path = tmp_path / "old.silomap"
    shutil.copyfile(Path(__file__).parents[1] / "data" / "format-4.silomap", path)
    before = path.read_bytes()
    reading = open_review(path, "Manager")
    say(reading, "Old, but good", "a1")
    assert reading.saving.saved
    assert path.read_bytes() == before
    assert notes(open_review(path, "Manager").map) == ["Old, but good"]
    reading.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "silomap-review/1"}',
        '{"format": "other", "by": "", "time": "", "map": "", "changes": []}',
        '{"format": "silomap-review/1", "by": "x", "time": "", "map": "", "changes": '
        '[{"before": null, "after": null}]}',
        '{"format": "silomap-review/1", "by": "x", "time": "", "map": "", "changes": [7]}',
        '{"format": "silomap-review/1", "by": "x", "time": "", "map": "", "changes": '
        '[{"before": null, "after": {"type": "nothing", "id": "x"}}]}',
    ],
)
def test_a_file_that_is_no_review_is_refused_in_words(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="is not a review"):
        read_review(path)


def test_a_review_that_would_change_the_map_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    changes = ChangeSet([Change("a1", MAP["a1"], None)])
    review.write_review(path, review.Review("Somebody", "", "City", changes))
    with pytest.raises(UserError, match="changes more than what people say"):
        read_review(path)


def test_a_broken_review_beside_the_map_does_not_keep_it_from_opening(path: Path) -> None:
    review_path(path, "Manager").write_text("{", encoding="utf-8")
    reading = open_review(path, "Manager")
    assert reading.map == MAP
    reading.close()


def test_a_review_names_its_format_so_that_others_can_read_it(path: Path) -> None:
    owner = open_document(path, author="Owner")
    reading = open_review(path, "Città & co.")
    say(reading, "Perché?")
    data = json.loads(review_path(path, "Città & co.").read_text(encoding="utf-8"))
    assert data["format"] == "silomap-review/1"
    assert data["by"] == "Città & co."
    assert data["changes"][0]["after"]["text"] == "Perché?"
    set_aside(review_path(path, "Città & co."))
    assert reviews_beside(path) == []
    owner.close()
    reading.close()


subjects = st.sampled_from(["", "a1", "n1"])
said = st.lists(
    st.one_of(
        st.builds(Note, id=st.sampled_from(["x1", "x2"]), about=subjects, text=st.just("Hm")),
        st.builds(Action, id=st.sampled_from(["y1", "y2"]), about=subjects, what=st.sampled_from("pq")),
    ),
    max_size=4,
    unique_by=lambda entity: entity.id,
)


@given(mine=said, theirs=said, gone=st.sampled_from([(), ("a1",), ("n1",), ("a1", "n1")]))
def test_law_taking_a_review_in_is_sound_whatever_the_map_did_meanwhile(
    mine: list[Note | Action], theirs: list[Note | Action], gone: tuple[str, ...]
) -> None:
    """After taking in, the review says nothing new, and the map keeps its rules (the gate checks them)."""
    document = Document(MAP)
    with document.edit("Mine") as draft:
        for entity in mine:
            draft.put(entity)
    with document.edit("Gone") as draft:
        edits.remove(draft, gone)
    found = review.Review("x", "", "", ChangeSet(Change(e.id, None, e) for e in theirs))
    changes = waiting(document.map, found)
    assert is_talk(changes)
    with document.edit("Take in") as draft:
        draft.take(changes)
    there = {e.id for kind in (Note, Action) for e in document.map.all(kind)}
    assert {e.id for e in theirs} <= there
