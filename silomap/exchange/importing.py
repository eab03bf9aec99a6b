"""An import as a person sees it: what a file would change on the open map, or the new map that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from silomap.exchange import csv_pair, mapping
from silomap.exchange.foreign import Foreign
from silomap.exchange.formats import format_of, read_map
from silomap.exchange.mapping import Mapping
from silomap.exchange.reading import Reading, Remark
from silomap.model import edits
from silomap.model.changes import Change, ChangeSet, diff
from silomap.model.draft import Draft
from silomap.model.elements import Element, Image, Link, MapInfo
from silomap.model.invariants import repair
from silomap.model.placing import place_missing
from silomap.model.system_map import SystemMap


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: changes against the map it goes into (or against nothing); what was not read."""

    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    title: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.changes


def import_of(
    path: Path,
    rows: Foreign | None = None,
    how: Mapping | None = None,
    known: SystemMap | None = None,
    removes: bool = False,
) -> Import:
    """Works out what a file would change. `rows` and `how` for files of other tools; `known` is the map it goes into;
    with `removes`, elements and links of that map which a table of ours no longer has are taken away."""
    reading = _read(path, rows, how, known)
    draft = Draft(reading.system_map)
    if known is not None and removes and rows is not None and rows.is_ours:
        _remove_missing(draft, rows, known)
    place_missing(draft)
    draft.take(repair(draft.result()))
    outcome, base = draft.result(), known if known is not None else SystemMap()
    kinds = (Element, Link, Image) if known is not None else (Element, Link, Image, MapInfo)
    changes = ChangeSet(c for c in diff(base, outcome) if isinstance(c.after or c.before, kinds) or known is None)
    return Import(tuple(changes), tuple(reading.remarks), outcome.info.title)


def _read(path: Path, rows: Foreign | None, how: Mapping | None, known: SystemMap | None) -> Reading:
    if rows is not None:
        return mapping.apply(rows, how if how is not None else mapping.guess(rows), path.name, known)
    if known is None:
        return read_map(path)
    if format_of(path).name == "csv":
        return csv_pair.read(path, known)
    reading = read_map(path)
    entities = [e for e in reading.system_map.values() if isinstance(e, Element | Link | Image)]
    return Reading(known.after((e.id, e) for e in entities), reading.remarks)


def _remove_missing(draft: Draft, rows: Foreign, known: SystemMap) -> None:
    """Takes away what stands in none of the rows. Links are known by their id, or by their ends and kind."""
    there = {row.get("id", "").strip() for _number, row in rows.nodes}
    edits.remove(draft, [e.id for e in known.elements if e.id not in there])
    links = {row.get("id", "").strip() for _number, row in rows.links}
    if rows.links and "" not in links:
        edits.remove(draft, [e.id for e in known.links if e.id not in links and draft.get(e.id) is not None])
