"""Crashes and hangs of the real program: the map stays, the next start tells what happened and names nobody."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
import time
from pathlib import Path
from types import FunctionType

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

import silomap.ui
from silomap.crash import Crashes, report, scrubbed, told
from silomap.exchange.templates import from_template
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import check_file
from silomap.ui.errors import Guard
from tests.ui.conftest import Person

SECRET = "Ann Smith of the night shelter"
PROGRAM = """
import ctypes, os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer, qFatal
from silomap.ui import app, errors
from silomap.model import edits
import silomap.crash
silomap.crash.HANG = 0.6
errors.HANG = 0.6
errors.BEAT = 100

def strike(window, how):
    with window.bridge.edit("Rename") as draft:
        edits.set_field(draft, ["need-income"], "label", "Saved before it happened")
    if how == "segfault":
        ctypes.string_at(0)
    elif how == "qfatal":
        qFatal("{secret}")
    elif how == "hang":
        time.sleep(2)
        window.close()
        os._exit(0)
    elif how == "slot":
        QTimer.singleShot(200, lambda: os._exit(0))
        raise ValueError("{secret}")
    elif how == "kill":
        os.kill(os.getpid(), 9)

real = app.begin
def begin(window, settings, file):
    settings.set_text("met", "yes")
    real(window, settings, file)
    QTimer.singleShot(700, lambda: strike(window, sys.argv[2]))
app.begin = begin
errors.show_report = lambda parent, text, details: Path(sys.argv[3]).write_text(details)
app.main([sys.argv[1]])
"""


def run(folder: Path, how: str) -> tuple[str, subprocess.CompletedProcess[str]]:
    """Starts the program, lets it end in some way, and gives what the next start would offer."""
    path = folder / "map.silomap"
    create_document(path, from_template("two-desks")).close()
    program = folder / "program.py"
    program.write_text(PROGRAM.replace("{secret}", SECRET), encoding="utf-8")
    environment = {**os.environ, "SILOMAP_STATE": str(folder / "state"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(program), str(path), how, str(folder / "shown.txt")],
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    left = "".join(p.read_text(encoding="utf-8") for p in (folder / "state").glob("crash-*.log"))
    return scrubbed(left), done


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("segfault", "Segmentation fault"),
        ("qfatal", "a fatal message of Qt"),
        ("hang", "the window stood still|Timeout"),
        ("kill", ""),
    ],
)
def test_the_map_stays_and_the_next_start_knows(how: str, says: str, tmp_path: Path) -> None:
    left, done = run(tmp_path, how)
    assert any(text in left for text in says.split("|")), (left, done.stderr)
    assert SECRET not in left
    assert str(tmp_path) not in left
    assert str(Path.home()) not in left
    if how not in ("kill",):
        assert "in strike" in left or "program.py" in left
    path = tmp_path / "map.silomap"
    assert check_file(path) == []
    document = open_document(path)
    assert document.read_only is None
    assert document.map.label("need-income") == "Saved before it happened"
    document.close()


def test_a_slot_that_fails_is_told_without_what_it_says(tmp_path: Path) -> None:
    _left, done = run(tmp_path, "slot")
    shown = (tmp_path / "shown.txt").read_text(encoding="utf-8")
    assert shown.startswith("ValueError\n"), done.stderr
    assert "program.py" in shown
    assert SECRET not in shown


def test_what_an_earlier_run_left_is_offered_once(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SILOMAP_STATE", str(tmp_path))
    (tmp_path / "crash-999999999.log").write_text(
        '  File "/home/ann/silomap/ui/x.py", line 3 in go', encoding="utf-8"
    )
    (tmp_path / f"crash-{os.getppid()}.log").write_text("still running", encoding="utf-8")
    guard = Guard()
    guard.crashes = Crashes()
    guard.crashes.open()
    try:
        found: list[str] = []

        def answer() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            found.append(box.detailedText())
            next(b for b in box.buttons() if b.text() == "Copy the report").click()

        QTimer.singleShot(50, answer)
        guard.offer(person.window)
        assert 'File "silomap/ui/x.py", line 3 in go' in found[0]
        assert "ann" not in found[0]
        assert "still running" not in found[0]
        assert QApplication.clipboard().text() == found[0]
        guard.offer(person.window)  # nothing more to tell: no dialog
        assert (tmp_path / f"crash-{os.getppid()}.log").exists()
    finally:
        guard.crashes.close()
    assert sorted(p.name for p in tmp_path.glob("crash-*")) == [f"crash-{os.getppid()}.log"]


def test_a_worker_that_dies_is_begun_again_and_told(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "crash.log"
    monkeypatch.setenv("SILOMAP_CRASH_FILE", str(path))
    person.open("two-desks")
    job = person.window.job
    assert job._process is not None
    job._process.send(("put", SECRET))
    before = job._process
    person.wait(lambda: job._process is not None and job._process is not before)
    person.editor.selection.set(["need-income"])
    person.window.actions_by_name["delete"].trigger()
    person.wait_for_analysis()
    assert "need-income" not in person.editor.bridge.map
    left = path.read_text(encoding="utf-8")
    assert "a process beside the window ended" in left
    assert "silomap/analysis/worker.py" in left
    assert SECRET not in left


def test_what_is_told_of_an_exception_holds_nothing_it_says() -> None:
    def inner() -> None:
        raise KeyError(SECRET)

    try:
        try:
            inner()
        except KeyError as error:
            raise RuntimeError(f"because of {SECRET}") from error
    except RuntimeError as error:
        text = report(told(error))
    assert SECRET not in text
    assert "RuntimeError" in text
    assert "KeyError" in text
    assert "test_crash.py" in text
    assert "in inner" in text


def test_a_machine_that_slept_is_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILOMAP_STATE", str(tmp_path))
    guard = Guard()
    guard.crashes = Crashes()
    guard.crashes.open()
    try:
        guard.beat()
        guard.crashes.note("Timeout (0:00:05)!")
        guard._last = time.time() - 3_600
        guard.beat()
        assert guard.crashes.size == 0
        guard.crashes.note("Timeout (0:00:05)!")
        guard._last = time.time() - 8
        guard.beat()
        assert guard.crashes.size > 0
    finally:
        guard.crashes.close()


@pytest.mark.parametrize("raised", ["int('x')", "{}[1]", "None.name", "raise ValueError"])
def test_an_exception_in_what_qt_calls_does_not_end_the_program(raised: str) -> None:
    """Up to Python 3.11 one that C code raises is no whole object yet, and PySide reads beyond it."""
    code = f"""
import silomap.ui
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

class Child(QWidget):
    def event(self, event):
        {raised}

app = QApplication([])
child = Child()
try:
    QApplication.sendEvent(child, QEvent(QEvent.Type.User))
except Exception as error:
    print(type(error).__name__)
print("alive")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "alive"
    assert len(done.stdout.split()) == 2


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="exceptions are whole objects there")
def test_every_method_that_qt_calls_is_wrapped() -> None:
    qt_object = shiboken6.Shiboken.Object
    found = 0
    for module in pkgutil.walk_packages(silomap.ui.__path__, "silomap.ui."):
        classes = vars(importlib.import_module(module.name)).values()
        for made in (c for c in classes if isinstance(c, type) and issubclass(c, qt_object)):
            of_qt = [base for base in made.__mro__ if base.__module__.startswith("PySide6.")]
            for base in (b for b in made.__mro__ if b.__module__.startswith("silomap.")):
                for name, method in vars(base).items():
                    if isinstance(method, FunctionType) and not name.startswith("__"):
                        is_override = any(name in vars(b) for b in of_qt)
                        assert not is_override or hasattr(method, "__wrapped__"), f"{base.__name__}.{name}"
                        found += is_override
    assert found > 100
