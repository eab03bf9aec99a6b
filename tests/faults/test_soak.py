"""A minute of a person who presses everything: nothing fails, nothing is left behind, all of it can be undone. Half
an hour of it is part of `scripts/trust`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = os.environ.get("SILOMAP_SOAK_SECONDS", "60")
SLACK = 60_000
"""KiB: the first rounds still load what they use for the first time"""
SEED = os.environ.get("SILOMAP_FAULT_SEED", "20261126")


@pytest.mark.timeout(4_000)
def test_a_tireless_person_leaves_nothing_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.soak", SECONDS, SEED],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    rounds = found["rounds"]
    deeds = sum(found["done"].values())
    print(f"soak: {SECONDS} s, {deeds} deeds, {len(rounds)} rounds, {len(found['trouble'])} troubles")  # noqa: T201
    for number, left in enumerate(rounds, 1):
        print(f"  after round {number}: {left}")  # noqa: T201
    for trouble in dict.fromkeys(found["trouble"]):
        print(trouble)  # noqa: T201
    assert found["trouble"] == []
    assert "ended by itself" not in done.stderr
    assert found["undone"], "undo to the start gave another map"
    assert deeds > 100
    warm, *later = rounds[1:]
    for left in later:
        assert left["processes"] == 0
        assert left["threads"] == warm["threads"]
        assert left["handles"] <= warm["handles"]
        assert left["widgets"] <= warm["widgets"]
        assert left["windows"] == 1
        assert left["memory"] < warm["memory"] * 1.25 + SLACK
