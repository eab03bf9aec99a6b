"""A file layer under SQLite that fails when it is told to: full disks, failing flushes, torn writes, drives that go,
and a power cut that forgets what was never flushed.

It is SQLite's own VFS with some functions put in front of it, registered in the library that Python's sqlite3 uses;
the program under test is not changed. `find()` gives None where that library cannot be reached (a Python with SQLite
built in). One layer a process.
"""

from __future__ import annotations

import ctypes as c
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OK, FULL, CANTOPEN = 0, 13, 14
IOERR_READ, IOERR_WRITE, IOERR_FSYNC, IOERR_DELETE = 266, 778, 1034, 2570
SECTOR = 512

READ = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
TRUNCATE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
SYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)
CLOSE = c.CFUNCTYPE(c.c_int, c.c_void_p)
OPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)  # more stands behind a name
DELETE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_int)


class Methods(c.Structure):
    """sqlite3_io_methods, version 1 and what follows it as plain pointers."""

    _fields_ = (
        ("version", c.c_int),
        ("close", c.c_void_p),
        ("read", c.c_void_p),
        ("write", c.c_void_p),
        ("truncate", c.c_void_p),
        ("sync", c.c_void_p),
        ("rest", c.c_void_p * 13),
    )


class Vfs(c.Structure):
    """sqlite3_vfs as far as it is looked at."""

    _fields_ = (
        ("version", c.c_int),
        ("size", c.c_int),
        ("most", c.c_int),
        ("next", c.c_void_p),
        ("name", c.c_char_p),
        ("data", c.c_void_p),
        ("open", c.c_void_p),
        ("delete", c.c_void_p),
        ("rest", c.c_void_p * 16),
    )


class File(c.Structure):
    """The head of every sqlite3_file."""

    _fields_ = (("methods", c.POINTER(Methods)),)


class Layer:
    """Counts what is done to files below a folder, and fails as `plan` says: (deed, name, number) → a result code, or
    None to let it pass. Deeds: read, write, torn, truncate, sync, open, delete."""

    def __init__(self, library: Any) -> None:
        library.sqlite3_vfs_find.restype = c.POINTER(Vfs)
        library.sqlite3_vfs_find.argtypes = (c.c_char_p,)
        self.library = library
        self.base = library.sqlite3_vfs_find(None).contents
        self.folder = ""
        self.plan: Callable[[str, str, int], int | None] | None = None
        self.count = 0
        self.failed = 0
        self.remembers = False
        self._names: dict[int, str] = {}
        self._kept: list[Any] = []
        self._tables: dict[int, Methods] = {}
        self._synced: dict[str, bytes] = {}
        self._pending: dict[str, list[tuple[int, bytes]]] = {}
        self._open, self._delete = OPEN(self.base.open), DELETE(self.base.delete)
        self.vfs = Vfs()
        c.memmove(c.byref(self.vfs), c.byref(self.base), c.sizeof(Vfs))
        self.vfs.name = b"faulty"
        self.vfs.next = None
        self.vfs.open = self._kept_pointer(OPEN(self._on_open))
        self.vfs.delete = self._kept_pointer(DELETE(self._on_delete))
        library.sqlite3_vfs_register(c.byref(self.vfs), 1)

    def _kept_pointer(self, function: Any) -> int:
        self._kept.append(function)
        found = c.cast(function, c.c_void_p).value
        assert found is not None
        return found

    def _fault(self, deed: str, name: str) -> int | None:
        if self.plan is None or not name.startswith(self.folder):
            return None
        self.count += 1
        found = self.plan(deed, Path(name).name, self.count)
        self.failed += found is not None
        return found

    # the functions in front

    def _on_open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = c.string_at(name).decode() if name else ""
        fault = self._fault("open", path) if path else None
        if fault is not None:
            c.cast(file, c.POINTER(c.c_void_p))[0] = None
            return fault
        result = self._open(c.addressof(self.base), name, file, flags, out)
        head = c.cast(file, c.POINTER(File)).contents
        if result == OK and head.methods and path.startswith(self.folder or "\0"):
            self._names[file] = path
            if self.remembers and path not in self._synced:
                self._synced[path] = Path(path).read_bytes()
            head.methods = c.pointer(self._methods(head.methods.contents))
        return int(result)

    def _methods(self, base: Methods) -> Methods:
        """The functions of a file with ours in front; one table for each kind of file."""
        key = c.addressof(base)
        if key not in self._tables:
            made = Methods()
            c.memmove(c.byref(made), c.byref(base), c.sizeof(Methods))
            made.version = 1  # no memory mapping past us
            read, write = READ(base.read), WRITE(base.write)
            truncate, sync, close = TRUNCATE(base.truncate), SYNC(base.sync), CLOSE(base.close)
            self._kept += [read, write, truncate, sync, close]
            made.read = self._kept_pointer(READ(lambda *a: self._on_read(read, *a)))
            made.write = self._kept_pointer(WRITE(lambda *a: self._on_write(write, *a)))
            made.truncate = self._kept_pointer(TRUNCATE(lambda *a: self._on_truncate(truncate, *a)))
            made.sync = self._kept_pointer(SYNC(lambda *a: self._on_sync(sync, *a)))
            made.close = self._kept_pointer(CLOSE(lambda f: self._on_close(close, f)))
            self._tables[key] = made
        return self._tables[key]

    def _on_read(self, base: Any, file: int, buffer: int, size: int, offset: int) -> int:
        fault = self._fault("read", self._names.get(file, ""))
        return int(base(file, buffer, size, offset)) if fault is None else fault

    def _on_write(self, base: Any, file: int, buffer: int, size: int, offset: int) -> int:
        name = self._names.get(file, "")
        fault = self._fault("write", name)
        if fault is not None:
            return fault
        fault = self._fault("torn", name)
        part = size if fault is None else size // 2
        if self.remembers:
            self._pending.setdefault(name, []).append((offset, c.string_at(buffer, part)))
        result = int(base(file, buffer, part, offset)) if part else OK
        return result if fault is None else fault

    def _on_truncate(self, base: Any, file: int, size: int) -> int:
        fault = self._fault("truncate", self._names.get(file, ""))
        return int(base(file, size)) if fault is None else fault

    def _on_sync(self, base: Any, file: int, flags: int) -> int:
        name = self._names.get(file, "")
        fault = self._fault("sync", name)
        if fault is not None:
            return fault
        result = int(base(file, flags))
        if self.remembers and result == OK and name:
            self._synced[name] = Path(name).read_bytes()
            self._pending.pop(name, None)
        return result

    def _on_close(self, base: Any, file: int) -> int:
        self._names.pop(file, None)
        return int(base(file))

    def _on_delete(self, vfs: int, name: bytes, flush: int) -> int:
        fault = self._fault("delete", name.decode())
        if fault is not None:
            return fault
        path = name.decode()
        self._synced.pop(path, None)
        self._pending.pop(path, None)
        return int(self._delete(c.addressof(self.base), name, flush))

    # power

    def cut_power(self, dice: random.Random) -> None:
        """What was written since the last flush is lost, or kept in part: each sector by itself."""
        for name, writes in self._pending.items():
            path = Path(name)
            if not path.exists():
                continue
            content = bytearray(self._synced.get(name, b""))
            for offset, data in writes:
                for start in range(0, len(data), SECTOR):
                    if dice.random() < 0.5:
                        piece = data[start : start + SECTOR]
                        end = offset + start + len(piece)
                        content.extend(b"\0" * (end - len(content)))
                        content[offset + start : end] = piece
            path.write_bytes(bytes(content))
        self._pending.clear()
        self._synced.clear()

    @contextmanager
    def failing(self, plan: Callable[[str, str, int], int | None]) -> Iterator[None]:
        """As long as this lasts, files fail as the plan says."""
        self.count, self.plan = 0, plan
        try:
            yield
        finally:
            self.plan = None


_found: list[Layer | None] = []


def find() -> Layer | None:
    """The layer of this process."""
    if not _found:
        _found.append(_made())
    return _found[0]


def _made() -> Layer | None:
    import _sqlite3

    for name in (getattr(_sqlite3, "__file__", None), "libsqlite3.so.0"):
        try:
            library = c.CDLL(name)
            library.sqlite3_vfs_register.argtypes = (c.POINTER(Vfs), c.c_int)
            library.sqlite3_vfs_find(None)
            return Layer(library)
        except (OSError, AttributeError):
            continue
    return None
