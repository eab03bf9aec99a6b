"""The fault campaign: a table of faults, each injected many times while a map is edited; what must hold after."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from silomap.exchange.silomap_json import to_data
from silomap.exchange.templates import from_template
from silomap.model import edits
from silomap.model.document import Document
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import check_file
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import NODE_KINDS
from tests.faults import vfs
from tests.faults.vfs import Layer

EDITS = 8
"""edits in a round, on each of which the fault may fall"""
OPERATIONS = 40
"""an edit of the small map does about so many operations on files"""
Plan = Callable[[str, str, int], int | None]


@dataclass(slots=True)
class Tally:
    """What a fault did: rounds, how often it struck, how often all was well afterwards, edits shown as saved, and how
    many of those were not there."""

    fault: str
    rounds: int = 0
    injected: int = 0
    survived: int = 0
    saved: int = 0
    lost: int = 0


def table(rows: list[Tally]) -> str:
    """The figures for people, a row a fault."""
    lines = [f"{'fault':32} {'rounds':>7} {'injected':>9} {'survived':>9} {'edits saved':>12} {'edits lost':>11}"]
    for row in rows:
        lines.append(
            f"{row.fault:32} {row.rounds:>7} {row.injected:>9} {row.survived:>9} {row.saved:>12} {row.lost:>11}"
        )
    return "\n".join(lines)


def digest(system_map: SystemMap) -> str:
    """What a map is, in short."""
    return hashlib.sha256(json.dumps(to_data(system_map), sort_keys=True).encode()).hexdigest()


def one_edit(document: Document, dice: random.Random) -> None:
    """One of the things people do."""
    ids = sorted(e.id for e in document.map.elements)
    act = dice.random()
    if act < 0.15:
        document.undo() or document.redo()
    elif act < 0.3 and len(ids) > 40:
        with document.edit("Delete") as draft:
            edits.remove(draft, dice.sample(ids, 5))
    elif act < 0.5 and ids:
        with document.edit("Move") as draft:
            edits.move(draft, {key: (dice.random() * 900, 5.0) for key in dice.sample(ids, min(6, len(ids)))})
    else:
        with document.edit("Add") as draft:
            for _ in range(dice.randint(1, 3)):
                edits.add_element(draft, dice.choice(NODE_KINDS), "x" * dice.randint(1, 200), x=0.0, y=0.0)


def _once(deeds: set[str], code: int) -> Callable[[int], Plan]:
    """The operation with this number, or the first one after it that is such a deed, fails; those after it do not."""

    def made(at: int) -> Plan:
        spent: list[int] = []

        def plan(deed: str, _name: str, number: int) -> int | None:
            if deed in deeds and number >= at and not spent:
                spent.append(number)
                return code
            return None

        return plan

    return made


def _from(codes: dict[str, int]) -> Callable[[int], Plan]:
    """From the operation with this number on, all such deeds fail."""
    return lambda at: lambda deed, _name, number: codes.get(deed) if number >= at else None


GONE = {
    "open": vfs.CANTOPEN,
    "read": vfs.IOERR_READ,
    "write": vfs.IOERR_WRITE,
    "truncate": vfs.IOERR_WRITE,
    "sync": vfs.IOERR_FSYNC,
    "delete": vfs.IOERR_DELETE,
}
READONLY = 8
FAULTS: dict[str, Callable[[int], Plan]] = {
    "disk full": _from({"write": vfs.FULL}),
    "disk full, in the midst": _from({"torn": vfs.FULL}),
    "one write fails": _once({"write"}, vfs.IOERR_WRITE),
    "one write is short": _once({"torn"}, vfs.IOERR_WRITE),
    "one flush fails": _once({"sync"}, vfs.IOERR_FSYNC),
    "flushes fail": _from({"sync": vfs.IOERR_FSYNC}),
    "one read fails": _once({"read"}, vfs.IOERR_READ),
    "journal cannot be removed": _once({"delete"}, vfs.IOERR_DELETE),
    "permission lost": _from({"write": READONLY, "open": vfs.CANTOPEN}),
    "drive gone, and back": _from(GONE),
}
POWER = "power cut"


def storage_faults(layer: Layer, folder: Path, rounds: int, seed: int) -> list[Tally]:
    """Every fault of the file layer, so many rounds each."""
    found = []
    for number, name in enumerate([*FAULTS, POWER]):
        tally, dice = Tally(name), random.Random(seed + number)
        for turn in range(rounds):
            place = folder / f"{number}-{turn}"
            place.mkdir()
            _round(layer, place, name, dice, tally)
        found.append(tally)
    return found


def _round(layer: Layer, folder: Path, name: str, dice: random.Random, tally: Tally) -> None:
    """A map is edited while the fault strikes at some moment. Then the fault ends (the drive is back, there is room):
    what waits must be saved; or the program ends with the fault: what was shown as saved must be there."""
    path = folder / "map.silomap"
    layer.folder, layer.remembers = str(folder), name == POWER
    document = create_document(path, from_template("two-desks"))
    document.retry()
    plan = FAULTS["drive gone, and back" if name == POWER else name](dice.randrange(EDITS * OPERATIONS))
    shown = (document.history.last_seq, digest(document.map))
    before = layer.failed
    with layer.failing(plan):
        for _ in range(EDITS):
            one_edit(document, dice)
            if document.saving.saved:
                shown = (document.history.last_seq, digest(document.map))
        ends = name == POWER or dice.random() < 0.5
        if ends:
            document.abandon()
    tally.rounds += 1
    tally.injected += layer.failed > before
    tally.saved += shown[0]
    if name == POWER:
        layer.cut_power(dice)
    if not ends:
        assert document.retry(), f"{name}: nothing fails any more, and it is not saved"
        shown = (document.history.last_seq, digest(document.map))
        assert document.close()
    tally.lost += _lost(path, shown, document, ends)
    tally.survived += 1


def _lost(path: Path, shown: tuple[int, str], document: Document, ended: bool) -> int:
    """Edits that were shown as saved and are not there; an AssertionError where the file is not sound."""
    faults = check_file(path)
    assert faults == [], faults
    again = open_document(path)
    assert again.read_only is None, again.read_only
    seq = again.history.last_seq
    lost = max(0, shown[0] - seq)
    if seq == shown[0] and digest(again.map) != shown[1]:
        lost += 1
    assert ended or again.map == document.map
    while again.undo():
        pass
    assert digest(again.map) == digest(from_template("two-desks")), "undo to the start is another map"
    again.close()
    return lost


@contextmanager
def jumping_clock(document: Document, dice: random.Random) -> Iterator[None]:
    """The clock goes back and forth by years, as on a machine whose battery is empty."""
    kept = document.clock
    document.clock = lambda: 1_800_000_000.0 + dice.uniform(-1e9, 1e9)
    try:
        yield
    finally:
        document.clock = kept


def clock_faults(folder: Path, rounds: int, seed: int) -> Tally:
    """Edits, undo and versions while the clock jumps."""
    tally, dice = Tally("clock jumps"), random.Random(seed)
    for turn in range(rounds):
        path = folder / f"clock-{turn}.silomap"
        document = create_document(path, from_template("two-desks"))
        with jumping_clock(document, dice):
            for _ in range(EDITS):
                one_edit(document, dice)
            document.keep_version(f"v{turn}")
            one_edit(document, dice)
            assert document.saving.saved
        shown = (document.history.last_seq, digest(document.map))
        document.close()
        tally.rounds += 1
        tally.injected += 1
        tally.saved += shown[0]
        tally.lost += _lost(path, shown, document, False)
        tally.survived += 1
    return tally
