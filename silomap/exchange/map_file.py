"""The map file itself, as one of the formats."""

from __future__ import annotations

from pathlib import Path

from silomap.errors import UserError
from silomap.exchange.reading import Reading
from silomap.i18n import N_
from silomap.model.opening import is_map_file, read_file
from silomap.model.store import write_file
from silomap.model.system_map import SystemMap


def recognises(path: Path) -> bool:
    """By content, or by a name that promises a map: then the reason why it is none can be told."""
    return path.suffix.lower() == ".silomap" or (path.is_file() and is_map_file(path))


def read(path: Path) -> Reading:
    """Reads without touching the file."""
    return Reading(read_file(path)[0])


def write(system_map: SystemMap, path: Path) -> None:
    """Writes a new map file; an existing map, with its history, is never overwritten."""
    if path.exists():
        raise UserError(N_("{path} exists already; nothing was changed."), path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, system_map.values())
