"""Run as a program: kills an editing process at random moments and checks the file after each.

Usage: kill_runner.py FOLDER KILLS SEED. Prints one JSON object. It forks, so it must stay free of threads.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import sqlite_utils  # noqa: F401 - loaded before the forks, so that a kill seldom falls into an import

from silomap.exchange.silomap_json import to_data
from silomap.model import edits
from silomap.model.opening import check_file, create_document, open_document
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import NODE_KINDS


def digest(system_map: SystemMap) -> str:
    return hashlib.sha256(json.dumps(to_data(system_map), sort_keys=True).encode()).hexdigest()


def edit_forever(path: Path, pipe: int, seed: int) -> None:
    """Edits and reports, after each commit, its number and what the map then was."""
    dice = random.Random(seed)
    document = open_document(path)
    if document.read_only:
        os._exit(3)
    while True:
        ids = sorted(e.id for e in document.map.elements)
        act = dice.random()
        if act < 0.15:
            document.undo() or document.redo()
        elif act < 0.25 and len(ids) > 60:
            with document.edit("Delete") as draft:
                edits.remove(draft, dice.sample(ids, 10))
        elif act < 0.5 and ids:
            with document.edit("Move") as draft:
                edits.move(draft, {key: (dice.random() * 900, 5.0) for key in dice.sample(ids, min(9, len(ids)))})
        else:
            with document.edit("Add") as draft:
                for _ in range(dice.randint(1, 6)):
                    edits.add_element(draft, dice.choice(NODE_KINDS), "x" * dice.randint(1, 200), x=0.0, y=0.0)
        if document.saving.saved:
            os.write(pipe, f"{document.history.last_seq} {digest(document.map)}\n".encode())


def one_kill(path: Path, dice: random.Random) -> tuple[int, str]:
    """Starts an editor, kills it after a random time, returns the last thing it said was saved. Three times of four
    the time begins with the first edit, however busy the machine is; else it may fall into the opening of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        edit_forever(path, writing, dice.randrange(2**30))
    os.close(writing)
    said = os.read(reading, 65_536) if dice.random() < 0.75 else b""
    time.sleep(dice.uniform(0.002, 0.05))
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the editor ended by itself: {status}")
    lines = said.decode().splitlines()
    if not lines:
        return 0, ""
    seq, found = lines[-1].split()
    return int(seq), found


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    path = folder / "map.silomap"
    create_document(path, SystemMap.of([])).close()
    dice = random.Random(seed)
    tally = {"kills": 0, "opened": 0, "sound": 0, "edits": 0, "lost": 0, "with_journal": 0}
    last_seq = 0
    for _ in range(kills):
        said_seq, said_digest = one_kill(path, dice)
        tally["kills"] += 1
        tally["with_journal"] += path.with_name(path.name + "-journal").exists()
        tally["sound"] += check_file(path) == []
        document = open_document(path)
        tally["opened"] += document.read_only is None
        seq = document.history.last_seq
        tally["edits"] += seq - last_seq
        if seq < max(said_seq, last_seq):
            tally["lost"] += 1
        if said_digest and seq == said_seq and said_digest != digest(document.map):
            tally["lost"] += 1
        last_seq = seq
        document.close()
    print(json.dumps(tally))  # noqa: T201 - the program's output


main()
