"""A kept file of each released format opens, is brought up in a copy, and can be taken back; a newer one is refused
to be written."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from silomap.cli import main
from silomap.errors import UserError
from silomap.model import schema
from silomap.model.opening import open_document, probe, read_file, upgrade
from silomap.model.recovery import check_file, recover_file
from tests.faults.campaign import digest

DATA = Path(__file__).parents[1] / "data"
KEPT = sorted(DATA.glob("format-*.silomap"))


def test_a_file_of_every_format_is_kept() -> None:
    assert {probe(path) for path in KEPT} == set(range(1, schema.VERSION + 1))


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_each_opens_says_the_same_and_goes_back_to_its_beginning(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    shutil.copyfile(kept, path)
    version, before = probe(path), path.read_bytes()
    assert check_file(path) == []
    read = read_file(path)[0]
    assert path.read_bytes() == before  # reading brings nothing up
    document = open_document(path)
    assert document.read_only is None
    assert digest(document.map) == digest(read)
    assert probe(path) == schema.VERSION
    if version < schema.VERSION:
        assert (tmp_path / f"m.v{version}.silomap").read_bytes() == before
    steps = 0
    while document.undo():
        steps += 1
    for _ in range(steps):
        assert document.redo()
    assert digest(document.map) == digest(read)
    document.close()
    assert check_file(path) == []
    assert recover_file(kept, tmp_path / "saved.silomap").system_map == read


def test_a_newer_format_is_read_and_never_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.silomap"
    shutil.copyfile(KEPT[-1], path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    document = open_document(path)
    assert document.read_only is not None
    assert "newer SiloMap" in str(document.read_only)
    draft = document.draft()
    draft.remove(next(e.id for e in draft.base.elements))
    with pytest.raises(UserError):
        document.commit(draft.changes(), "Remove")
    document.close()
    assert main(["compact", str(path)]) == 1
    assert "newer SiloMap" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("moment", ["copyfile", "replace", "fsync"])
def test_an_upgrade_that_cannot_be_finished_leaves_everything(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, or the drive gone, at each of its steps outside SQLite."""
    path = tmp_path / "m.silomap"
    shutil.copyfile(KEPT[0], path)
    before = path.read_bytes()

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    where = "shutil.copyfile" if moment == "copyfile" else f"os.{moment}"
    with monkeypatch.context() as patched:
        patched.setattr(where, fail)
        with pytest.raises(UserError, match="left as it is"):
            upgrade(path)
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} <= {"m.silomap", "m.v1.silomap"}
    document = open_document(path)
    assert document.read_only is None
    document.close()
