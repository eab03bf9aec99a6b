"""SIGKILL at random moments of a long editing run: the file always opens and holds what was said to be saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("SILOMAP_KILLS", "200"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_nothing_that_was_saved_is_lost(tmp_path: Path) -> None:
    runner = Path(__file__).with_name("kill_runner.py")
    done = subprocess.run(
        [sys.executable, str(runner), str(tmp_path), str(KILLS), "20261124"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    tally = json.loads(done.stdout)
    assert tally["kills"] == tally["opened"] == tally["sound"] == KILLS
    assert tally["lost"] == 0
    assert tally["edits"] > KILLS / 2  # the run really was editing, not only starting
