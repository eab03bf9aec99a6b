"""Faults of disks, drives, flushes, power and clocks while a map is edited: it always opens, and holds what was shown
as saved. The table is printed by `scripts/trust`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults import campaign, vfs

ROUNDS = int(os.environ.get("SILOMAP_FAULT_ROUNDS", "12"))
SEED = int(os.environ.get("SILOMAP_FAULT_SEED", "20261126"))


def test_whatever_the_disk_does_nothing_that_was_saved_is_lost(tmp_path: Path) -> None:
    layer = vfs.find()
    if layer is None:
        pytest.skip("SQLite is built into this Python; no layer can be put under it")
    rows = campaign.storage_faults(layer, tmp_path, ROUNDS, SEED)
    print(campaign.table(rows))  # noqa: T201 - shown by scripts/trust
    assert [row.lost for row in rows] == [0] * len(rows)
    assert all(row.survived == row.rounds == ROUNDS for row in rows)
    assert all(row.injected > ROUNDS / 4 for row in rows), "the faults struck too seldom to prove anything"


def test_whatever_the_clock_says_nothing_is_lost(tmp_path: Path) -> None:
    row = campaign.clock_faults(tmp_path, ROUNDS, SEED)
    print(campaign.table([row]))  # noqa: T201
    assert (row.survived, row.lost) == (ROUNDS, 0)


def test_the_layer_itself_forgets_what_was_not_flushed(tmp_path: Path) -> None:
    """With flushes left out, a power cut must lose something: else the campaign would prove nothing."""
    import random
    import sqlite3

    layer = vfs.find()
    if layer is None:
        pytest.skip("SQLite is built into this Python; no layer can be put under it")
    layer.folder, layer.remembers = str(tmp_path), True
    lost = 0
    for turn in range(8):
        path = tmp_path / f"{turn}.db"
        connection = sqlite3.connect(path)
        connection.executescript("PRAGMA synchronous = FULL; CREATE TABLE t (x); PRAGMA synchronous = OFF;")
        connection.execute("INSERT INTO t VALUES (?)", ("y" * 20_000,))
        connection.commit()
        with layer.failing(lambda _deed, _name, _number: vfs.IOERR_WRITE):
            connection.close()
        layer.cut_power(random.Random(turn))
        try:
            again = sqlite3.connect(path)
            lost += again.execute("SELECT x FROM t").fetchall() != [("y" * 20_000,)]
            again.close()
        except sqlite3.DatabaseError:
            lost += 1
    assert lost > 4
