"""What reading a foreign file gives: a map, and everything that was not understood, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.i18n import N_
from silomap.model.system_map import SystemMap

MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a row that was read differently from what it says, or not at all."""

    file: str
    row: int
    message: str
    params: dict[str, Any] = field(default_factory=dict)
    is_lost: bool = True


@dataclass(slots=True)
class Reading:
    """A map that was read, and the remarks about it."""

    system_map: SystemMap
    remarks: list[Remark] = field(default_factory=list)


def bounded_size(path: Path) -> None:
    """A UserError where a file is absurdly large, or is none."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise UserError(N_("There is no file {path}."), path=str(path)) from None
    if size > MOST_BYTES:
        raise UserError(
            N_("{path} is too large to be a map ({size} MB; at most {most} MB)."),
            path=str(path),
            size=size // 1024**2,
            most=MOST_BYTES // 1024**2,
        )


def bounded_bytes(path: Path) -> bytes:
    """The content of a file that is not absurdly large."""
    bounded_size(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(N_("There is no file {path}."), path=str(path)) from None
    except OSError as error:
        raise UserError(N_("{path} may not be read."), path=str(path)) from error


def text_of(raw: bytes, name: str) -> str:
    """The text in UTF-8, UTF-16 (with its mark) or Windows-1252; a UserError where it is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _decoded(raw, encoding, name)
    if b"\x00" in raw:
        raise UserError(N_("{path} is not a text file."), path=name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(raw, "cp1252", name)


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(N_("{path} is not a text file."), path=name) from error
