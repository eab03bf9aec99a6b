"""What other tools know of a map, before it is said what that means here: rows of nodes and links."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from silomap.errors import UserError
from silomap.exchange.reading import Remark
from silomap.i18n import N_

Row = dict[str, str]
Rows = list[tuple[int, Row]]
MOST_NODES, MOST_LINKS = 100_000, 400_000


@dataclass(slots=True)
class Foreign:
    """Rows with their number in the file. Nodes have `id`, `label` and, where the format knows them, `type`, `x` and
    `y`; links `source`, `target` (ids) and, where known, `type`, `polarity`. All other columns are kept as they are
    called. `is_ours`: the columns are those of this program, so nothing has to be guessed."""

    format: str
    title: str = ""
    description: str = ""
    nodes: Rows = field(default_factory=list)
    links: Rows = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    nodes_name: str = "nodes"
    links_name: str = "links"
    is_ours: bool = False
    part: str = ""
    """which of several maps in the file this is"""
    parts: tuple[str, ...] = ()

    def remark(self, file: str, row: int, message: str, *, is_lost: bool = True, **params: Any) -> None:
        """Something that was not read, or was read differently."""
        self.remarks.append(Remark(file, row, message, params, is_lost))

    def must_fit(self, path: str) -> None:
        """A UserError where there are more rows than a map can have."""
        if len(self.nodes) > MOST_NODES or len(self.links) > MOST_LINKS:
            raise UserError(N_("{path} has more rows than a map can have."), path=path)

    def node_types(self) -> Counter[str]:
        """How many nodes there are of each type."""
        return Counter(row.get("type", "") for _number, row in self.nodes)

    def link_types(self) -> Counter[str]:
        """How many links there are of each type."""
        return Counter(row.get("type", "") for _number, row in self.links)

    def columns(self) -> list[str]:
        """The columns of nodes besides those that every format has, in the order in which they come."""
        found: dict[str, None] = {}
        for _number, row in self.nodes:
            found.update(dict.fromkeys(name for name, value in row.items() if value.strip()))
        return [name for name in found if name not in ("id", "label", "type", "x", "y")]


def with_all_ends(foreign: Foreign) -> Foreign:
    """Ends of links that are named by label get the id behind it; what is named nowhere else becomes a node, as in
    the tools that work with lists of links alone."""
    ids = {row["id"] for _number, row in foreign.nodes}
    by_label: dict[str, str] = {}
    for _number, row in foreign.nodes:
        by_label.setdefault(row.get("label", "").strip().casefold(), row["id"])
    made = 0
    for number, row in foreign.links:
        for end in ("source", "target"):
            name = row.get(end, "").strip()
            if not name or name in ids:
                row[end] = name
                continue
            if name.casefold() not in by_label:
                by_label[name.casefold()] = name
                ids.add(name)
                foreign.nodes.append((number, {"id": name, "label": name}))
                made += 1
            row[end] = by_label[name.casefold()]
    if made and made < len(foreign.nodes):
        message = N_("{n} ends of links stood in no other row: elements were made of them")
        foreign.remark(foreign.links_name, 0, message, is_lost=False, n=made)
    return foreign


def coordinate(value: Any) -> str:
    """A finite number of a JSON file as text; "" for all else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return repr(float(value)) if math.isfinite(value) else ""
    except OverflowError:  # a whole number beyond all measure
        return ""
