"""Fuzzing of every reader, the capture bar's grammar, agendas, exercises, reviews and the command line."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults import fuzz

ROUNDS = int(os.environ.get("SILOMAP_FUZZ_ROUNDS", "25"))
SEED = int(os.environ.get("SILOMAP_FAULT_SEED", "20261126"))


def test_whatever_a_file_holds_it_is_taken_or_refused_in_words(tmp_path: Path) -> None:
    rows = fuzz.files(tmp_path, ROUNDS, SEED)
    print(fuzz.table(rows))  # noqa: T201 - shown by scripts/trust
    assert [crash for row in rows for crash in row.crashed] == []
    assert len(rows) >= 13
    assert sum(row.taken for row in rows) > ROUNDS  # it is no fuzzing where everything is refused at the door
    assert sum(row.refused for row in rows) > ROUNDS


def test_whatever_the_command_line_says_it_ends_in_words(tmp_path: Path) -> None:
    row = fuzz.arguments(tmp_path, ROUNDS * 6, SEED)
    print(fuzz.table([row]))  # noqa: T201
    assert row.crashed == []
    assert row.taken > 0
