"""Pasted lines, and rows of a spreadsheet, as lines of the capture bar."""

from __future__ import annotations

from silomap.exchange.sheets import are_titles
from silomap.model.edits import clean

_COLUMNS = {
    "actor": ("actor", "attore"),
    "service": ("service", "servizio"),
    "need": ("need", "bisogno"),
    "group": ("group", "gruppo"),
    "sector": ("sector", "settore"),
    "name": ("name", "label", "nome"),
    "kind": ("kind", "type", "tipo"),
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}


def is_table(text: str) -> bool:
    """Whether rows of a spreadsheet begin with titles of which some say more than a line of this grammar can."""
    first, _newline, rest = text.replace("\r", "\n").lstrip("\n").partition("\n")
    titles = [cell.strip() for cell in first.split("\t")]
    can_be_lines = all(title.casefold() in _COLUMN_OF for title in titles)
    return len(titles) > 1 and bool(rest.strip()) and not can_be_lines and are_titles(titles)


def lines_of(text: str) -> list[str]:
    """Pasted text as lines of this grammar. Rows of a spreadsheet (with tabs) are turned into lines: by the names of
    their columns (actor, service, need, group, sector, name, kind) where the first row has them, else two columns are
    a name and its sector, three an actor, its service and the need."""
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if not any("\t" in line for line in lines):
        return lines
    rows = [[clean(cell) for cell in line.split("\t")] for line in lines]
    heads = [_COLUMN_OF.get(cell.casefold()) for cell in rows[0]]
    if len(heads) == sum(head is not None for head in heads):
        return [line for row in rows[1:] if (line := _row_line(dict(zip(heads, row, strict=False))))]
    by_width = {2: ["name", "sector"], 3: ["actor", "service", "need"]}
    found = []
    for row in rows:
        cells = [cell for cell in row if cell]
        heads = list(by_width.get(len(cells), ["name"]))
        found.append(_row_line(dict(zip(heads, cells, strict=False))))
    return [line for line in found if line]


def _row_line(cells: dict[str | None, str]) -> str:
    def quoted(column: str) -> str:
        text = cells.get(column, "").replace('"', "")
        return f'"{text}"' if text else ""

    actor, service, need, group = (quoted(column) for column in ("actor", "service", "need", "group"))
    sector = f" @{quoted('sector')}" if quoted("sector") else ""
    if actor and service:
        return f"{actor}{sector} provides {service}" + (f" responds to {need}" if need else "")
    if service and need:
        return f"{service}{sector} responds to {need}"
    if group and need:
        return f"{group} live with {need}"
    for letter, name in (("A", actor), ("S", service), ("N", need), ("G", group)):
        if name:
            return f"{letter}: {name}{sector}"
    name, kind = quoted("name"), cells.get("kind", "").casefold()
    if name and kind in _COLUMN_OF:
        return f"{_COLUMN_OF[kind][0].upper() if _COLUMN_OF[kind] != 'sector' else 'R'}: {name}{sector}"
    return f"{name}{sector}" if name else (f"R: {quoted('sector')}" if quoted("sector") else "")
