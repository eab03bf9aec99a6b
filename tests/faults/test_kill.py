"""SIGKILL at random moments of work: the file always opens and holds what was said to be saved. `scripts/trust` runs
it longer and prints the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EDIT_KILLS = int(os.environ.get("SILOMAP_KILLS", "120"))
OTHER_KILLS = int(os.environ.get("SILOMAP_KILLS_OTHER", "15"))
SEED = os.environ.get("SILOMAP_FAULT_SEED", "20261124")
OTHERS = ("imports", "versions brought back", "history put together", "scenarios", "older formats opened", "reports")


def tally_of(folder: Path, kills: int, *deeds: str) -> dict[str, dict[str, int]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_runner", str(folder), str(kills), SEED, *deeds],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    for deed, tally in found.items():
        print(f"killed: {deed:24} {json.dumps(tally)}")  # noqa: T201 - shown by scripts/trust
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_nothing_that_was_saved_is_lost(tmp_path: Path) -> None:
    tally = tally_of(tmp_path, EDIT_KILLS, "edits")["edits"]
    assert tally["kills"] == tally["opened"] == tally["sound"] == EDIT_KILLS
    assert tally["lost"] == 0
    assert tally["edits"] > EDIT_KILLS / 2  # the run really was editing, not only starting


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("deed", OTHERS)
def test_nothing_is_lost_whatever_was_being_done(deed: str, tmp_path: Path) -> None:
    tally = tally_of(tmp_path, OTHER_KILLS, deed)[deed]
    assert tally["kills"] == tally["opened"] == tally["sound"] == OTHER_KILLS
    assert tally["lost"] == 0
    assert tally["edits"] > 0
