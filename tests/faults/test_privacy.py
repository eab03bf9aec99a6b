"""SiloMap works offline: neither the window, nor the processes beside it, nor the command line opens a socket.
Every process of a run is watched from its first line on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WATCH = """
import os, socket, sys

def watch(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        if event in ("socket.connect", "socket.bind", "socket.sendto") and args[0].family == socket.AF_UNIX:
            return
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {args[1:]!r} {sys.argv}\\n")
    if event == "urllib.Request" or event.startswith(("ftplib.", "smtplib.", "http.client")):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{event} {args!r}\\n")

sys.addaudithook(watch)
with open(os.environ["WATCHED"] + ".processes", "a") as file:
    file.write("one\\n")
"""
WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from silomap.ui import app

def work(window):
    window.commands.close_help()
    for view in ("lanes", "matrix", "journey", "charts", "overview", "actions", "map"):
        window.editor.views.show_view(view)
        QTest.qWait(200)
    window.commands.help()
    QTest.qWait(800)
    window.commands.close_help()
    window.commands.by_links()
    QTest.qWait(1500)
    window.actions_by_name["present"].trigger()
    QTest.qWait(500)
    window.presenter.leave()
    QTest.qWait(300)
    Path(sys.argv[2]).write_text("done")
    window.close()

real = app.begin
def begin(window, settings, file):
    real(window, settings, file)
    QTimer.singleShot(1500, lambda: work(window))
app.begin = begin
app.main([sys.argv[1]])
"""
ROOT = Path(__file__).parents[2]


def environment(folder: Path) -> dict[str, str]:
    """Every Python that is started here begins with the watch."""
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(folder / "watch"), str(ROOT))),
        "WATCHED": str(folder / "watched.txt"),
        "SILOMAP_STATE": str(folder / "state"),
        "SILOMAP_MAPS": str(folder / "maps"),
        "QT_QPA_PLATFORM": "offscreen",
    }


def test_the_watch_sees_a_socket(tmp_path: Path) -> None:
    code = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.close()"
    subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), check=True)
    assert "socket.bind" in (tmp_path / "watched.txt").read_text()


def test_no_command_opens_a_socket(tmp_path: Path) -> None:
    where = environment(tmp_path)
    for line in (
        "new m.silomap --template turin",
        "analyse m.silomap --json",
        "suggest m.silomap -k 2",
        "report m.silomap r.html",
        "report m.silomap r.pdf --parts summary",
        "report m.silomap r.zip",
        "convert m.silomap m.kumu.json",
        "analyse m.kumu.json",
        "picture m.silomap m.svg",
        "check m.silomap",
    ):
        done = subprocess.run(
            [sys.executable, "-m", "silomap", *line.split()],
            env=where,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (line, done.stderr)
    assert not (tmp_path / "watched.txt").exists(), (tmp_path / "watched.txt").read_text()


def test_neither_the_window_nor_the_processes_beside_it_open_one(tmp_path: Path) -> None:
    where = environment(tmp_path)
    program = tmp_path / "program.py"
    program.write_text(WINDOW, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "silomap", "new", "m.silomap", "--template", "turin"],
        env=where,
        cwd=tmp_path,
        check=True,
    )
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "m.silomap"), str(tmp_path / "end.txt")],
        env=where,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (tmp_path / "end.txt").exists(), done.stderr
    assert len((tmp_path / "watched.txt.processes").read_text().split()) >= 4  # the workers were watched, too
    assert not (tmp_path / "watched.txt").exists(), (tmp_path / "watched.txt").read_text()
