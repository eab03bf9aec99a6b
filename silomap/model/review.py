"""Reviewing a map that is only read: comments, votes, decisions about findings and answers are kept all the same.

Each is put into the map at once where it can be written just then (the writer's lock is held only for that moment),
else into a small review file, which the map's owner takes in.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.changes import Change, ChangeSet, compose
from silomap.model.codec import Data, decode, encode, from_json
from silomap.model.document import Document
from silomap.model.elements import Entity
from silomap.model.history import Commit
from silomap.model.opening import open_document, probe
from silomap.model.reading import ReadingStore
from silomap.model.scenarios import lay_over
from silomap.model.schema import VERSION
from silomap.model.system_map import SystemMap
from silomap.model.talk import is_talk
from silomap.model.writing import write_atomically
from silomap.paths import state_folder

log = logging.getLogger(__name__)

FORMAT = "silomap-review/1"
INFIX, TAKEN = ".review-", ".taken"
MOST_BYTES, MOST_CHANGES = 20_000_000, 20_000


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said of a map: who, when last, of which map by its title, and the changes."""

    by: str
    time: str
    title: str
    changes: ChangeSet


def review_path(path: Path, author: str) -> Path:
    """Where the review of a map by somebody lies: beside the map."""
    name = re.sub(r"\W+", "-", author.casefold()).strip("-")[:40] or "somebody"
    return path.with_name(f"{path.stem}{INFIX}{name}.json")


def elsewhere(path: Path, author: str) -> Path:
    """Where it lies when nothing can be written beside the map."""
    mark = sha256(str(path.resolve()).encode()).hexdigest()[:12]
    return state_folder() / "reviews" / f"{mark}-{review_path(path, author).name}"


def reviews_beside(path: Path) -> list[Path]:
    """The review files beside a map, each waiting to be taken in."""
    try:
        return sorted(path.parent.glob(f"{_escaped(path.stem)}{INFIX}*.json"))
    except OSError:
        return []


def _escaped(stem: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", stem)


def write_review(path: Path, review: Review) -> None:
    """Writes a review file; a UserError where that is impossible."""
    data = {
        "format": FORMAT,
        "by": review.by,
        "time": review.time,
        "map": review.title,
        "changes": [
            {"before": _encoded(change.before), "after": _encoded(change.after)} for change in review.changes
        ],
    }
    write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def read_review(path: Path) -> Review:
    """Reads a review file; a UserError where it is none, or holds anything else than what people say."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(N_("{path} is too large for a review."), path=str(path))
        data = from_json(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT or len(data["changes"]) > MOST_CHANGES:
            raise ValueError(data["format"])
        changes = ChangeSet(_change(row) for row in data["changes"])
        review = Review(str(data["by"])[:200], str(data["time"])[:40], str(data["map"])[:300], changes)
    except OSError as error:
        raise UserError(N_("{path} could not be read ({reason})."), path=str(path), reason=str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(N_("{path} is not a review of a map."), path=str(path)) from error
    if not is_talk(changes):
        raise UserError(N_("{path} changes more than what people say, so it was not taken in."), path=str(path))
    return review


def _encoded(entity: Entity | None) -> Data | None:
    return None if entity is None else encode(entity)


def _change(row: Any) -> Change:
    try:
        before, after = (None if row[end] is None else decode(row[end]) for end in ("before", "after"))
    except UserError as error:
        raise ValueError(error.message) from error
    known = after or before
    if known is None or (before is not None and after is not None and before.id != after.id):
        raise ValueError("it changes nothing")
    return Change(known.id, before, after)


def waiting(system_map: SystemMap, review: Review) -> ChangeSet:
    """What taking a review in would change on a map, as a set that applies strictly: where both sides changed the
    same, the review holds; what it says of things that are gone is kept for the whole map. O(map + changes)."""
    return lay_over(system_map, review.changes)[1]


def set_aside(path: Path) -> None:
    """Marks a review file as taken in; it stays, under another name."""
    try:
        path.replace(path.with_name(path.name + TAKEN))
    except OSError as error:
        log.warning("%s stays where it is: %s", path, error)


def open_review(path: Path, author: str = "", reason: UserError | None = None) -> Document:
    """Opens a map to read, by choice or for a reason; what people say can be added. What they said before and nobody
    took in yet is there."""
    document = open_document(path, read_only=True, author=author)
    store = ReviewStore(path, document.map, author)
    shown = store.with_kept(document.map)
    return Document(
        shown,
        store,
        document.history,
        versions=document.versions,
        read_only=reason or document.read_only,
        may_talk=True,
        author=author,
    )


class ReviewStore(ReadingStore):
    """Puts what is said into the map where that is possible at the moment, else into the review file."""

    def __init__(self, path: Path, system_map: SystemMap, author: str) -> None:
        super().__init__(path)
        self._author = author
        self._title = system_map.info.title
        self._kept = ChangeSet()
        self.file: Path | None = None
        """where the review lies, once something had to be kept outside the map"""

    def with_kept(self, system_map: SystemMap) -> SystemMap:
        """The map with what an earlier review said and nobody took in."""
        for path in (review_path(self.path, self._author), elsewhere(self.path, self._author)):
            if not path.exists():
                continue
            try:
                review = read_review(path)
            except UserError as error:
                log.warning("%s", error.message)
                continue
            shown, found, _conflicts = lay_over(system_map, review.changes)
            if found:
                self._kept, self.file = found, path
                return shown
            set_aside(path)
        return system_map

    def append(self, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """Keeps what was said; a UserError where it can be kept nowhere."""
        changes = ChangeSet()
        for _commit, made in commits:
            changes = compose(changes, made)
        everything = compose(self._kept, changes)
        last = commits[-1][0]
        if self._into_map(everything, last):
            self._kept = ChangeSet()
            if self.file is not None:
                set_aside(self.file)
                self.file = None
            return
        self._into_file(everything)
        self._kept = everything

    def _into_map(self, changes: ChangeSet, commit: Commit) -> bool:
        """Whether the map could be written just now. A comment is no reason to upgrade a file of an older format."""
        try:
            if probe(self.path) != VERSION:
                return False
            document = open_document(self.path, author=self._author)
        except UserError as error:
            log.warning("%s", error.message)
            return False
        try:
            if document.read_only is not None:
                return False
            found = lay_over(document.map, changes)[1]
            if found:
                document.commit(found, commit.label, commit.params, origin=commit.origin)
            return document.saving.problem is None
        finally:
            if not document.close():
                document.abandon()

    def _into_file(self, changes: ChangeSet) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        review = Review(self._author, now, self._title, changes)
        beside = review_path(self.path, self._author)
        try:
            write_review(beside, review)
            self.file = beside
        except UserError:
            self.file = elsewhere(self.path, self._author)
            write_review(self.file, review)

    def save_copy(self, path: Path, system_map: SystemMap, commits: list[tuple[Commit, ChangeSet]]) -> None:
        """A copy of the map as it is seen; what was only said here has no history of its own there."""
        super().save_copy(path, system_map, [])
