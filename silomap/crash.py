"""What is kept of a crash until the next start: types, places in the code and states of threads. Never a message, a
value or a path of a person's: those can hold what is on a map.

Run as a program, it runs a module with its crashes kept: python -m silomap.crash MODULE.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import re
import runpy
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from silomap import __version__
from silomap.paths import state_folder

log = logging.getLogger(__name__)

NAMED = "SILOMAP_CRASH_FILE"
HANG = 5.0
"""so many seconds without a sign of life from the window are a hang"""
MOST_BYTES = 200_000
_FILE = re.compile(r'File "([^"]*)"')


def crash_file() -> Path | None:
    """Where the processes of this run write their crashes; None where nobody keeps them."""
    named = os.environ.get(NAMED)
    return Path(named) if named else None


class Crashes:
    """The crashes of a run: one file for the window and the processes beside it. What earlier runs left is in
    `earlier`."""

    def __init__(self) -> None:
        self.earlier = ""
        self._path = state_folder() / f"crash-{os.getpid()}.log"
        self._file: IO[str] | None = None

    def open(self) -> None:
        """Takes over what runs that have ended left, begins a file of its own, and writes fatal signals into it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self.earlier = "\n".join(filter(None, map(_taken, sorted(self._path.parent.glob("crash-*.log")))))
            self._file = self._path.open("a", encoding="utf-8")
            faulthandler.enable(self._file)
            os.environ[NAMED] = str(self._path)
        except OSError as error:
            log.warning("crashes are not kept: %s", error)

    def note(self, text: str) -> None:
        """Keeps a few lines for the next start."""
        if self._file is not None:
            self._file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {text}\n")
            self._file.flush()

    def expect_life(self) -> None:
        """From now on a silence of HANG seconds is written down, with what every thread is doing; said again before
        that, the silence begins anew."""
        if self._file is not None:
            faulthandler.dump_traceback_later(HANG, file=self._file)

    def forget_hang(self, before: int) -> None:
        """It was no hang: the machine slept. The file is as long as it was before."""
        if self._file is not None:
            self._file.flush()
            self._file.truncate(before)

    @property
    def size(self) -> int:
        """How much has been written."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def close(self) -> None:
        """Nothing more is written; a file without anything in it goes."""
        faulthandler.cancel_dump_traceback_later()
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            os.environ.pop(NAMED, None)
            if not self.size:
                self._path.unlink(missing_ok=True)


def _taken(path: Path) -> str:
    """What a run left, if it has ended; its file then goes."""
    try:
        if _is_running(int(path.stem.removeprefix("crash-"))):
            return ""
        text = path.read_text(encoding="utf-8", errors="replace")[:MOST_BYTES]
        path.unlink()
    except (OSError, ValueError) as error:
        log.info("%s: %s", path.name, error)
        return ""
    return scrubbed(text).strip()


def _is_running(process: int) -> bool:
    """Whether a process is there. On Windows a file that is open cannot be taken away, so nothing has to be asked."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


def told(error: BaseException) -> str:
    """An exception without anything it says: its type, and where it was raised, with those that led to it."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        lines.append(type(now).__name__)
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(now.__traceback__)
        ]
        now = now.__cause__ or now.__context__
    return "\n".join(lines)


def scrubbed(dump: str) -> str:
    """What faulthandler wrote, with the places of files as seen from the program."""
    return _FILE.sub(lambda found: f'File "{_place(found[1])}"', dump)


def _place(path: str) -> str:
    """A file as seen from the folder of the program, of a library or of Python."""
    parts = path.replace("\\", "/").split("/")
    for home in ("site-packages", "silomap"):
        if home in parts:
            at = len(parts) - 1 - parts[::-1].index(home)
            return "/".join(parts[at:] if home == "silomap" else parts[at + 1 :])
    return parts[-1]


def report(text: str) -> str:
    """What a developer needs to know."""
    return f"SiloMap {__version__}, Python {platform.python_version()}, {platform.system()}\n{text}"


def _note_of_worker(error: Exception) -> None:
    """A process beside the window ends with an exception: appended, for the window has the file open."""
    traceback.print_exception(error)
    path = crash_file()
    if path is None:
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} a process beside the window ended\n{told(error)}\n")
    except OSError:
        return


def main(module: str) -> None:
    """Runs a module as a program; what ends it unexpectedly is kept."""
    path = crash_file()
    if path is not None:
        try:
            faulthandler.enable(path.open("a", encoding="utf-8"))
        except OSError as error:
            log.warning("crashes are not kept: %s", error)
    sys.argv = [module]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is kept
        _note_of_worker(error)
        os._exit(1)  # an orderly end waits for a thread that reads, and turns into a crash of its own


if __name__ == "__main__":
    main(sys.argv[1])
