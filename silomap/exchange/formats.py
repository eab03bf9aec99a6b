"""The formats as one table: what can be read, what can be written, and how each is recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange import (
    csv_pair,
    kumu,
    map_file,
    mapping,
    pajek,
    prsm,
    silomap_json,
    text_tables,
    workbook,
    xml_graphs,
)
from silomap.exchange.foreign import Foreign
from silomap.exchange.reading import Reading
from silomap.i18n import N_
from silomap.model.system_map import SystemMap

ReadForeign = Callable[[Path, str], Foreign | None]


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format. `foreign` reads the rows of other tools, which can be mapped to kinds and attributes; a
    format of ours has `read` instead, and with both, `foreign` gives None for what is ours. `endings`: what a written
    file is called, the first one usually."""

    name: str
    title: str
    endings: tuple[str, ...]
    recognises: Callable[[Path], bool]
    read: Callable[[Path], Reading] | None = None
    write: Callable[[SystemMap, Path], None] | None = None
    foreign: ReadForeign | None = None


FORMATS = (
    Format("silomap", N_("SiloMap map"), (".silomap",), map_file.recognises, map_file.read, map_file.write),
    Format("prsm", N_("PRSM map"), (), prsm.recognises, foreign=prsm.foreign),
    Format("kumu", N_("Kumu project"), (".kumu.json",), kumu.recognises, None, kumu.write, kumu.foreign),
    Format(
        "kumu-xlsx",
        N_("Kumu workbook"),
        (".kumu.xlsx",),
        lambda _path: False,  # a workbook says itself what it has
        None,
        workbook.write_kumu,
    ),
    Format(
        "json",
        N_("SiloMap JSON"),
        (".silomap.json", ".json"),
        silomap_json.recognises,
        silomap_json.read,
        silomap_json.write,
    ),
    Format("xlsx", N_("Excel workbook"), (".xlsx",), workbook.recognises, None, workbook.write, workbook.foreign),
    Format(
        "graphml",
        N_("GraphML"),
        (".graphml",),
        xml_graphs.recognises,
        None,
        xml_graphs.write_graphml,
        xml_graphs.foreign,
    ),
    Format("gexf", N_("GEXF"), (".gexf",), lambda _path: False, None, xml_graphs.write_gexf),
    Format("pajek", N_("Pajek network"), (".net",), pajek.recognises, None, pajek.write, pajek.foreign),
    Format(
        "csv",
        N_("CSV tables (nodes.csv and links.csv)"),
        (".zip", ""),
        csv_pair.recognises,
        csv_pair.read,
        csv_pair.write,
        csv_pair.foreign,
    ),
    Format("text", N_("Table in text"), (), text_tables.recognises, foreign=text_tables.foreign),
)
BY_NAME = {known.name: known for known in FORMATS}


def format_of(path: Path) -> Format:
    """The format of a file, by its content where that says it; a UserError where it is none that we know."""
    if not path.exists():
        raise UserError(N_("There is no file {path}."), path=str(path))
    for known in FORMATS:
        if known.recognises(path):
            return known
    if path.is_dir():
        raise UserError(N_("{path} is a folder without nodes.csv."), path=str(path))
    raise UserError(N_("{path} is not a SiloMap map, nor in a format that can be read."), path=str(path))


def read_foreign(path: Path, part: str = "") -> Foreign | None:
    """The rows of another tool's file; None where the format is ours and nothing has to be mapped."""
    known = format_of(path)
    return known.foreign(path, part) if known.foreign is not None else None


def read_map(path: Path, part: str = "") -> Reading:
    """Reads any format we know, what is foreign by sensible guesses; a UserError that says what is wrong."""
    known = format_of(path)
    rows = known.foreign(path, part) if known.foreign is not None else None
    if rows is not None:
        return mapping.apply(rows, mapping.guess(rows), path.name)
    if known.read is None:
        raise UserError(N_("{path} is not a SiloMap map, nor in a format that can be read."), path=str(path))
    return known.read(path)


def write_map(system_map: SystemMap, path: Path) -> None:
    """Writes in the format that the name of the file asks for."""
    name = path.name.lower()
    for known in FORMATS:
        if known.write is not None and any(ending and name.endswith(ending) for ending in known.endings):
            return known.write(system_map, path)
    if path.is_dir() or not path.suffix:
        return csv_pair.write(system_map, path)
    endings = ", ".join(ending for known in FORMATS if known.write for ending in known.endings if ending)
    raise UserError(
        N_("{path} has an ending that cannot be written; try {endings}, or a folder for CSV."),
        path=str(path),
        endings=endings,
    )
