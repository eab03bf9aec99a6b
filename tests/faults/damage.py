"""Map files damaged at random: cut off, bits flipped, pages zeroed. What can be said of each, and what is saved."""

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.model import discussion, edits
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import check_file, recover_file
from silomap.model.system_map import SystemMap

PAGE = 4_096


@dataclass(slots=True)
class Damage:
    """What became of so many damaged files."""

    kind: str
    files: int = 0
    told: int = 0
    saved: int = 0
    entities: int = 0
    kept: int = 0
    unnoticed: int = 0


def a_map(path: Path) -> SystemMap:
    """A map whose every entity stands in its history: made from nothing, edited, with a version."""
    document = create_document(path, SystemMap.of([]))
    with document.edit("Begin") as draft:
        draft.take(change for change in _all_of(from_template("metropolitan-city"), draft.base))
    ids = sorted(e.id for e in document.map.elements)
    with document.edit("Say") as draft:
        for number, key in enumerate(ids[:20]):
            note = discussion.add_note(draft, key, f"Note {number} " * 8)
            discussion.vote(draft, note, 2)
    document.keep_version("First")
    for key in ids[:30]:
        with document.edit("Rename") as draft:
            edits.set_field(draft, [key], "description", "long " * 60)
    assert document.close()
    return document.map


def _all_of(system_map: SystemMap, base: SystemMap) -> list[object]:
    from silomap.model.changes import diff

    return list(diff(base, system_map))


def damaged(content: bytes, kind: str, dice: random.Random) -> bytes:
    """The file after an accident."""
    broken = bytearray(content)
    if kind == "cut off":
        return bytes(broken[: dice.randrange(1, len(broken))])
    if kind == "bits flipped":
        for _ in range(dice.choice((1, 1, 4, 32))):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
    elif kind == "pages zeroed":
        for _ in range(dice.choice((1, 1, 3))):
            at = dice.randrange(len(broken) // PAGE) * PAGE
            broken[at : at + PAGE] = bytes(PAGE)
    elif kind == "first page zeroed":
        broken[:PAGE] = bytes(PAGE)
    elif kind == "sectors of another file":
        for _ in range(dice.choice((1, 3))):
            at = dice.randrange(len(broken) // 512) * 512
            broken[at : at + 512] = dice.randbytes(512)
    return bytes(broken)


KINDS = ("cut off", "bits flipped", "pages zeroed", "first page zeroed", "sectors of another file")


def run(folder: Path, rounds: int, seed: int) -> list[Damage]:
    """So many damaged files of each kind. Whatever happens is told in words; the file stays as it is; what is saved
    is sound; where it is not the whole map, something was said."""
    sound = folder / "sound.silomap"
    original = a_map(sound)
    content = sound.read_bytes()
    found = []
    for number, kind in enumerate(KINDS):
        tally, dice = Damage(kind), random.Random(seed + number)
        for turn in range(rounds):
            path, out = folder / f"{number}-{turn}.silomap", folder / f"{number}-{turn}-saved.silomap"
            broken = damaged(content, kind, dice)
            path.write_bytes(broken)
            _one(path, out, original, tally)
            assert path.read_bytes() == broken, "the damaged file was changed"
            for left in (path, out):
                left.unlink(missing_ok=True)
        found.append(tally)
    return found


def _one(path: Path, out: Path, original: SystemMap, tally: Damage) -> None:
    tally.files += 1
    tally.entities += len(original)
    try:
        faults = check_file(path)
    except UserError as error:
        faults = [str(error)]
    tally.told += bool(faults)
    with contextlib.suppress(UserError):
        open_document(path, read_only=True).close()
    try:
        saved = recover_file(path, out)
    except UserError:
        assert faults, "nothing could be saved, and nothing is wrong"
        return
    tally.saved += 1
    left = check_file(out)
    assert left == [], (left, saved.missing)
    again = open_document(out)
    assert again.map == saved.system_map
    again.close()
    tally.kept += sum(saved.system_map.get(key) == entity for key, entity in original.items())
    tally.unnoticed += saved.system_map != original and not (faults or saved.missing)


def table(rows: list[Damage]) -> str:
    """The figures for people."""
    lines = [
        f"{'damage':26} {'files':>6} {'told':>6} {'something saved':>16} {'of the map kept':>16} {'unnoticed':>10}"
    ]
    for row in rows:
        share = 100 * row.kept / max(1, row.entities)
        lines.append(
            f"{row.kind:26} {row.files:>6} {row.told:>6} {row.saved:>16} {share:>14.1f} % {row.unnoticed:>10}"
        )
    return "\n".join(lines)
