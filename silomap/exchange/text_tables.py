"""Foreign tables in text: one CSV of elements or of links, or a nodes.csv whose columns are not ours."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange.foreign import Foreign
from silomap.exchange.reading import bounded_bytes, text_of
from silomap.exchange.sheets import Cells, Table, foreign_of, sections
from silomap.i18n import N_

SUFFIXES = (".csv", ".tsv", ".txt")
SEPARATORS = ",;\t"
_FIELD_LIMIT = 1_000_000


def recognises(path: Path) -> bool:
    """By name."""
    return path.is_file() and path.suffix.lower() in SUFFIXES


def foreign(path: Path, _part: str = "") -> Foreign:
    """The table as foreign rows; a links.csv or edges.csv beside a nodes.csv is read with it."""
    names = [path]
    if path.stem.lower() in ("nodes", "elements"):
        names += [
            p for p in sorted(path.parent.glob("*.csv")) if p.stem.lower() in ("links", "edges", "connections")
        ][:1]
    return foreign_of([table for name in names for table in _tables(name)], str(path), "csv")


def _tables(path: Path) -> list[Table]:
    return tables_of(text_of(bounded_bytes(path), str(path)), path.name, str(path))


def tables_of(text: str, name: str, path: str) -> list[Table]:
    """The tables in a text; two empty rows part them."""
    text = text.lstrip("\ufeff")
    first = text.lstrip().splitlines()[0] if text.strip() else ""
    if not first:
        raise UserError(N_("{path} is empty."), path=path)
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator, strict=False)
    rows: list[tuple[int, Cells]] = []
    try:
        for cells in reader:
            rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise UserError(
            N_("{path}, line {line}: this is not a readable table ({reason}); nothing was read."),
            path=path,
            line=reader.line_num,
            reason=str(error),
        ) from error
    return sections(name, rows)
