"""The formats as one table: what can be read, what can be written, and how each is recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange import csv_pair, map_file, silomap_json
from silomap.exchange.reading import Reading
from silomap.i18n import N_
from silomap.model.system_map import SystemMap


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Reading]
    write: Callable[[SystemMap, Path], None]


FORMATS = (
    Format(
        "silomap",
        N_("SiloMap map"),
        (".silomap",),
        map_file.recognises,
        map_file.read,
        map_file.write,
    ),
    Format(
        "json",
        N_("SiloMap JSON"),
        (".silomap.json", ".json"),
        silomap_json.recognises,
        silomap_json.read,
        silomap_json.write,
    ),
    Format(
        "csv",
        N_("CSV tables (nodes.csv and links.csv)"),
        (".zip", ""),
        csv_pair.recognises,
        csv_pair.read,
        csv_pair.write,
    ),
)


def read_map(path: Path) -> Reading:
    """Reads any format we know; a UserError that says what is wrong where it is none."""
    if not path.exists():
        raise UserError(N_("There is no file {path}."), path=str(path))
    for known in FORMATS:
        if known.recognises(path):
            return known.read(path)
    if path.is_dir():
        raise UserError(N_("{path} is a folder without nodes.csv."), path=str(path))
    raise UserError(N_("{path} is not a SiloMap map, nor in a format that can be read."), path=str(path))


def write_map(system_map: SystemMap, path: Path) -> None:
    """Writes in the format that the name of the file asks for."""
    name = path.name.lower()
    for known in FORMATS:
        if any(suffix and name.endswith(suffix) for suffix in known.suffixes):
            return known.write(system_map, path)
    if path.is_dir() or not path.suffix:
        return csv_pair.write(system_map, path)
    endings = ", ".join(suffix for known in FORMATS for suffix in known.suffixes if suffix)
    raise UserError(
        N_("{path} has an ending that cannot be written; try {endings}, or a folder for CSV."),
        path=str(path),
        endings=endings,
    )
