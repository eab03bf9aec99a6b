"""Random damage to map files: said, survived, saved from. `scripts/trust` runs more of it and prints the table."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults import damage

ROUNDS = int(os.environ.get("SILOMAP_DAMAGE_ROUNDS", "20"))
SEED = int(os.environ.get("SILOMAP_FAULT_SEED", "20261126"))


def test_damage_is_told_and_what_can_be_saved_is_saved(tmp_path: Path) -> None:
    rows = damage.run(tmp_path, ROUNDS, SEED)
    print(damage.table(rows))  # noqa: T201 - shown by scripts/trust
    assert [row.unnoticed for row in rows] == [0] * len(rows)
    by_kind = {row.kind: row for row in rows}
    for kind in ("cut off", "first page zeroed"):
        assert by_kind[kind].told == ROUNDS, kind
    for kind in ("pages zeroed", "sectors of another file"):  # some fall where nothing lies
        assert by_kind[kind].told > ROUNDS * 0.6, kind
    for kind in ("bits flipped", "pages zeroed", "first page zeroed", "sectors of another file"):
        assert by_kind[kind].saved > ROUNDS * 0.6, kind
    assert by_kind["first page zeroed"].kept > 0.9 * by_kind["first page zeroed"].entities
