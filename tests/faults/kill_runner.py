"""Run as a program: kills a working process at random moments and checks what it left, after each kill.

Usage: python -m tests.faults.kill_runner FOLDER KILLS SEED [DEED …]. Prints one JSON object, a tally a deed. It
forks, so it must stay free of threads.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import sqlite_utils  # noqa: F401 - loaded before the forks, so that a kill seldom falls into an import

from silomap.exchange.formats import write_map
from silomap.exchange.importing import import_of
from silomap.exchange.templates import from_template
from silomap.model import scenarios
from silomap.model.compaction import compact, compaction, exhausted
from silomap.model.document import Document
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.past import restore, state_of
from silomap.model.recovery import check_file
from silomap.model.system_map import SystemMap
from silomap.report.document.wish import ReportWish
from silomap.report.document.write import write_report
from tests.faults.campaign import digest, one_edit

DATA = Path(__file__).parents[1] / "data"
A_MAP = 40
"""so many kills strike the same map"""
OLD = sorted(DATA.glob("format-*.silomap"))
Say = Callable[[str], None]


def told(document: Document, say: Say) -> None:
    """Says what the map is, once it is said to be saved."""
    if document.saving.saved:
        say(f"{document.history.last_seq} {digest(document.map)}")


def opened(path: Path) -> Document:
    """The map, to be written."""
    document = open_document(path)
    if document.read_only:
        os._exit(3)
    return document


def editing(path: Path, dice: random.Random, say: Say) -> None:
    """Edits, undo and redo."""
    document = opened(path)
    while True:
        one_edit(document, dice)
        told(document, say)


def importing(path: Path, dice: random.Random, say: Say) -> None:
    """A table of the whole Turin map comes in as one step, and goes again."""
    document = opened(path)
    table = path.with_name("turin.zip")
    while True:
        with document.edit("Import", origin="import") as draft:
            draft.take(import_of(table, known=document.map).changes)
        told(document, say)
        document.undo()
        told(document, say)
        one_edit(document, dice)
        told(document, say)


def restoring(path: Path, dice: random.Random, say: Say) -> None:
    """Versions are kept, and earlier ones brought back."""
    document = opened(path)
    for number in count():
        one_edit(document, dice)
        told(document, say)
        version = document.keep_version(f"Version {number}")
        if len(document.versions) > 6:
            document.drop_version(document.versions[0].id)
        one_edit(document, dice)
        with document.edit("Bring back") as draft:
            restore(draft, state_of(document, version))
        told(document, say)


def compacting(path: Path, dice: random.Random, say: Say) -> None:
    """The history is put together again and again."""
    document = opened(path)
    while True:
        for _ in range(4):
            one_edit(document, dice)
            told(document, say)
        found = exhausted(compaction(document, keep=2))
        if found is not None:
            compact(document, found)
        told(document, say)


def trying(path: Path, dice: random.Random, say: Say) -> None:
    """Scenarios are begun and made the map."""
    document = opened(path)
    while True:
        key = ""
        with document.edit("Begin") as draft:
            other = from_template(dice.choice(("two-desks", "turin")))
            key = scenarios.begin(draft, "What if", changes=scenarios.drawn_between(document.map, other))
        told(document, say)
        with document.edit("Adopt") as draft:
            scenarios.adopt(draft, key)
        told(document, say)
        document.undo()
        document.undo()
        told(document, say)


def migrating(path: Path, dice: random.Random, say: Say) -> None:
    """Files of older formats are opened to be written, one after the other."""
    for number in count():
        old = dice.choice(OLD)
        place = path.with_name(f"old-{number}.silomap")
        shutil.copyfile(old, place)
        say(f"{number} {old.name}")
        opened(place).close()
        place.unlink()
        place.with_name(f"{place.stem}.v{old.stem.removeprefix('format-')[0]}.silomap").unlink(missing_ok=True)


def reporting(path: Path, dice: random.Random, say: Say) -> None:
    """Reports are written over one another."""
    system_map = from_template("two-desks", "en")
    for number in count():
        suffix = dice.choice((".xlsx", ".docx"))
        write_report(system_map, path.with_name(f"report{suffix}"), ReportWish(parts=("summary", "lists")))
        say(f"{number} {suffix}")


DEEDS = {
    "edits": editing,
    "imports": importing,
    "versions brought back": restoring,
    "history put together": compacting,
    "scenarios": trying,
    "older formats opened": migrating,
    "reports": reporting,
}


def work(path: Path, deed: str, pipe: int, seed: int) -> None:
    """The child: it never comes back, whatever happens."""

    def say(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    try:
        DEEDS[deed](path, random.Random(seed), say)
    except Exception:  # noqa: BLE001 - whatever it is, the parent shall see it
        traceback.print_exc()
    finally:
        os._exit(4)


def one_kill(path: Path, deed: str, dice: random.Random) -> list[str]:
    """Starts the deed, kills it after a random time, returns what it said. Three times of four the time begins with
    the first thing it says, however busy the machine is; else it may fall into the opening."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(path, deed, writing, dice.randrange(2**30))
    os.close(writing)
    said = os.read(reading, 65_536) if dice.random() < 0.75 else b""
    time.sleep(dice.uniform(0.002, 0.06))
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"{deed}: the process ended by itself: {status}")
    return said.decode().splitlines()


def new_tally() -> dict[str, int]:
    return {"kills": 0, "opened": 0, "sound": 0, "edits": 0, "lost": 0, "with_journal": 0}


def check_map(path: Path, lines: list[str], last_seq: int, tally: dict[str, int]) -> int:
    """The map is sound, opens, holds what was said to be saved, and can be taken back to a version it keeps."""
    tally["with_journal"] += path.with_name(path.name + "-journal").exists()
    tally["sound"] += check_file(path) == []
    document = open_document(path)
    tally["opened"] += document.read_only is None
    seq = document.history.last_seq
    tally["edits"] += seq - last_seq
    said_seq, said_digest = (int(lines[-1].split()[0]), lines[-1].split()[1]) if lines else (0, "")
    if seq < max(said_seq, last_seq) or (said_digest and seq == said_seq and said_digest != digest(document.map)):
        tally["lost"] += 1
    for version in document.versions:
        state_of(document, version)
    document.close()
    return seq


def check_old(path: Path, lines: list[str], tally: dict[str, int]) -> None:
    """A file whose upgrade was broken off opens with what it held, and nothing half-made lies beside it."""
    if lines:
        number, name = lines[-1].split()
        place = path.with_name(f"old-{number}.silomap")
        if place.exists():
            tally["edits"] += 1
            tally["sound"] += check_file(place) == []
            document = open_document(place)
            tally["opened"] += document.read_only is None
            tally["lost"] += digest(document.map) != digest(read_file(DATA / name)[0])
            document.close()
            tally["lost"] += place.with_name(f".{place.name}.upgrade").exists()
            for left in path.parent.glob(f"*old-{number}*"):
                left.unlink()
            return
    tally["sound"] += 1
    tally["opened"] += 1


def check_reports(path: Path, lines: list[str], tally: dict[str, int]) -> None:
    """Whatever report lies there is whole."""
    tally["edits"] += len(lines)
    for suffix in (".xlsx", ".docx"):
        report = path.with_name(f"report{suffix}")
        if report.exists():
            with zipfile.ZipFile(report) as whole:
                tally["lost"] += whole.testzip() is not None
    tally["sound"] += 1
    tally["opened"] += 1
    for left in path.parent.glob(".silomap-*"):
        left.unlink()


def run(folder: Path, deed: str, kills: int, seed: int) -> dict[str, int]:
    """So many kills of a process that does one thing; a new map from time to time, so that none grows without end."""
    dice, tally, path, last_seq = random.Random(seed), new_tally(), folder, 0
    for number in range(kills):
        if number % A_MAP == 0:
            path, last_seq = new_map(folder / str(number)), 0
        lines = one_kill(path, deed, dice)
        tally["kills"] += 1
        if deed == "older formats opened":
            check_old(path, lines, tally)
        elif deed == "reports":
            check_reports(path, lines, tally)
        else:
            last_seq = check_map(path, lines, last_seq, tally)
    return tally


def new_map(folder: Path) -> Path:
    """An empty map, and a table that can come into it."""
    folder.mkdir(parents=True)
    create_document(folder / "map.silomap", SystemMap.of([])).close()
    write_map(from_template("turin"), folder / "turin.zip")
    return folder / "map.silomap"


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    wanted = sys.argv[4:] or list(DEEDS)
    write_report(from_template("two-desks"), folder / "warm.xlsx", ReportWish(parts=("summary",)))  # imports
    write_report(from_template("two-desks"), folder / "warm.docx", ReportWish(parts=("summary",)))
    found = {deed: run(folder / str(number), deed, kills, seed + number) for number, deed in enumerate(wanted)}
    print(json.dumps(found))  # noqa: T201 - the program's output


if __name__ == "__main__":
    main()
