"""Foreign tables in text: one CSV of elements or of links, or a nodes.csv whose columns are not ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
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
    return sections(name, list(rows_of(text, path, is_strict=False)))


def rows_of(text: str, path: str, *, is_strict: bool) -> Iterator[tuple[int, Cells]]:
    """Lines of a text with their cells, whichever separator it has. A UserError where it is empty or no table;
    `is_strict` refuses quotes that stand wrongly."""
    text = text.lstrip("\ufeff\r\n")
    if not text.strip():
        raise UserError(N_("{path} is empty."), path=path)
    separator = max(SEPARATORS, key=text.splitlines()[0].count)
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=is_strict)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UserError(
            N_("{path}, line {line}: this is not a readable table ({reason}); nothing was read."),
            path=path,
            line=reader.line_num,
            reason=str(error),
        ) from error
