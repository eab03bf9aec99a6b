"""Files, lines and arguments that nobody would write: each becomes a sound map that can be kept and counted, or is
refused in a sentence. Mutates a small corpus (tests/data/corpus); what crashed once becomes a test of its own."""

from __future__ import annotations

import contextlib
import io
import json
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from silomap.analysis.analyse import analyse
from silomap.cli import COMMANDS, main
from silomap.errors import UserError
from silomap.exchange.capture import names_of, read_line
from silomap.exchange.capture_plan import plan, take
from silomap.exchange.capture_rows import lines_of
from silomap.exchange.exercise_writing import to_text
from silomap.exchange.exercises import read_exercise
from silomap.exchange.formats import read_map
from silomap.exchange.templates import from_template
from silomap.exchange.workshop_flow import from_plan, read_preset, to_plan
from silomap.model.draft import Draft
from silomap.model.invariants import breaches
from silomap.model.opening import read_file
from silomap.model.review import read_review, waiting
from silomap.model.store import write_file
from silomap.model.system_map import SystemMap

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
SLOW = 20.0
"""no reading of a small file may take so many seconds"""
WORDS = (
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"NaN",
    b"1e999",
    b"-1",
    b"null",
    b"[]",
    b"{}",
    b'"',
    b"9" * 40,
    b"<!--",
)
VALUES: tuple[Any, ...] = (None, True, -1, 0, 1.5, 1e308, "", "x", "\ud800", "\0", [], {}, [[]], {"id": "x"}, "need")


@dataclass(slots=True)
class Fuzzed:
    """How many inputs of a kind, how many were taken and refused; the inputs that did neither."""

    kind: str
    inputs: int = 0
    taken: int = 0
    refused: int = 0
    crashed: list[str] = field(default_factory=list)


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Some bytes changed, left out, repeated or put in from elsewhere."""
    made = bytearray(raw)
    for _ in range(dice.choice((1, 1, 2, 5, 12))):
        at, size = dice.randrange(len(made) + 1), dice.choice((1, 1, 2, 8, 60))
        act = dice.randrange(6)
        if act == 0 and made:
            made[at % len(made)] ^= 1 << dice.randrange(8)
        elif act == 1:
            del made[at : at + size]
        elif act == 2:
            made[at:at] = dice.choice(WORDS)
        elif act == 3:
            start = dice.randrange(len(made) + 1)
            made[at:at] = made[start : start + size]
        elif act == 4:
            made[at : at + size] = dice.choice(WORDS)
        else:
            made[at:at] = dice.randbytes(size)
    return bytes(made)


def mutated_data(value: Any, dice: random.Random) -> Any:
    """The same kind of data with a value that does not belong there."""
    if isinstance(value, dict) and value:
        key = dice.choice(list(value))
        made = dict(value)
        act = dice.randrange(8)
        if act == 0:
            del made[key]
        elif act == 1:
            made[key] = dice.choice(VALUES)
        elif act == 2:
            made[dice.choice(("id", "type", "about", "x", "theme", "changes", "kind"))] = dice.choice(VALUES)
        else:
            made[key] = mutated_data(value[key], dice)
        return made
    if isinstance(value, list) and value:
        at, made_list = dice.randrange(len(value)), list(value)
        act = dice.randrange(6)
        if act == 0:
            del made_list[at]
        elif act == 1:
            made_list.append(value[at])
        else:
            made_list[at] = mutated_data(value[at], dice)
        return made_list
    return dice.choice(VALUES)


def another(path: Path, dice: random.Random) -> bytes:
    """A file of the corpus after an accident: as bytes, as data, or inside its archive."""
    raw = path.read_bytes()
    if path.suffix in (".json", ".prsm") and dice.random() < 0.7:
        data = json.loads(raw)
        for _ in range(dice.choice((1, 2, 4))):
            data = mutated_data(data, dice)
        return json.dumps(data).encode()
    if path.suffix in (".zip", ".xlsx") and dice.random() < 0.8:
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            hit = dice.choice(old.namelist())
            for name in old.namelist():
                new.writestr(name, mutated(old.read(name), dice) if name == hit else old.read(name))
        return out.getvalue()
    return mutated(raw, dice)


# what is done with each


def _whole_way(system_map: SystemMap, folder: Path) -> None:
    """A map that was taken is sound, can be kept and read again, and counted."""
    assert breaches(system_map) == []
    kept = folder / "kept.silomap"
    write_file(kept, system_map.values())
    assert read_file(kept)[0] == system_map
    kept.unlink()
    analyse(system_map)


def _as_map(path: Path) -> None:
    _whole_way(read_map(path).system_map, path.parent)


def _as_review(path: Path) -> None:
    base = from_template("two-desks", "en")
    changes = waiting(base, read_review(path))
    _whole_way(base.after((change.id, change.after) for change in changes), path.parent)


def _as_exercise(path: Path) -> None:
    to_text(read_exercise(path))


def _as_agenda(path: Path) -> None:
    from_plan(to_plan(read_preset(path).plan))


def _as_lines(path: Path) -> None:
    base = from_template("two-desks", "en")
    draft = Draft(base)
    for line in lines_of(path.read_text(encoding="utf-8", errors="replace"))[:60]:
        names = names_of(draft.result())
        found = plan(read_line(line, names), draft, names)
        with contextlib.suppress(UserError):
            take(found, draft, names)
    _whole_way(draft.result(), path.parent)


KINDS: dict[str, Callable[[Path], None]] = {
    ".yaml": _as_exercise,
    "agenda.yaml": _as_agenda,
    ".txt": _as_lines,
    "r.review-ann.json": _as_review,
}


def files(folder: Path, rounds: int, seed: int) -> list[Fuzzed]:
    """So many accidents for each file of the corpus."""
    found = []
    for number, path in enumerate(sorted(CORPUS.iterdir())):
        tally, dice = Fuzzed(path.name), random.Random(seed + number)
        read = KINDS.get(path.name) or KINDS.get(path.suffix) or _as_map
        for _ in range(rounds):
            place = folder / path.name
            place.write_bytes(another(path, dice))
            _try(tally, lambda place=place, read=read: read(place), place.read_bytes())
            place.unlink()
        found.append(tally)
    return found


def _try(tally: Fuzzed, run: Callable[[], None], what: bytes) -> None:
    tally.inputs += 1
    begun = time.monotonic()
    try:
        run()
        tally.taken += 1
    except UserError:
        tally.refused += 1
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        tally.crashed.append(f"{type(error).__name__}: {error!s:.200}\n{what!r:.2000}")
    if time.monotonic() - begun > SLOW:
        tally.crashed.append(f"it took {time.monotonic() - begun:.0f} s\n{what!r:.2000}")


def arguments(folder: Path, rounds: int, seed: int) -> Fuzzed:
    """Command lines put together at random: exit status 0, 1 or 2, and never a traceback."""
    dice, tally = random.Random(seed), Fuzzed("command line")
    maps = [folder / "m.silomap", folder / "t.zip", folder / "none.silomap", folder]
    write_file(maps[0], from_template("two-desks", "en").values())
    here = folder / "here"
    here.mkdir()
    pieces = [
        *COMMANDS, *map(str, maps), str(folder / "out.json"), str(folder / "out.xlsx"), "--json", "--template",
        "turin", "--scenario", "--version", "--parts", "summary", "-k", "2", "-1", "nan", "--language", "it", "",
        "--view", "lanes", "--title", "\udcff", "--compare", "today", "--recover", "--explain", "score", "--paper",
        "A4", "--", "--x",
    ]  # fmt: skip
    for _ in range(rounds):
        line = [dice.choice(COMMANDS), *(dice.choice(pieces) for _ in range(dice.randrange(6)))]
        if line[0] == "picture" and len(line) > 2:
            continue  # it needs a screen of its own

        def run(line: list[str] = line) -> None:
            with (
                contextlib.chdir(here),  # names without a folder are written here, not into the project
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                try:
                    status = main(line)
                except SystemExit as leaving:
                    status = int(leaving.code or 0) if not isinstance(leaving.code, str) else 2
            assert status in (0, 1, 2), status
            if status:
                raise UserError("refused")

        _try(tally, run, " ".join(line).encode("utf-8", "replace"))
    return tally


def table(rows: list[Fuzzed]) -> str:
    """The figures for people."""
    lines = ["{:22} {:>7} {:>7} {:>8} {:>8}".format("fuzzed", "inputs", "taken", "refused", "crashed")]
    lines += [f"{row.kind:22} {row.inputs:>7} {row.taken:>7} {row.refused:>8} {len(row.crashed):>8}" for row in rows]
    return "\n".join(lines)
