"""A scenario from a file: tables add to today's map, another map takes its place."""

from __future__ import annotations

from pathlib import Path

from silomap.errors import UserError
from silomap.exchange import csv_pair
from silomap.exchange.formats import read_map
from silomap.exchange.reading import Remark
from silomap.i18n import N_
from silomap.model.changes import ChangeSet
from silomap.model.draft import Draft
from silomap.model.placing import place_missing
from silomap.model.scenarios import drawn_between
from silomap.model.system_map import SystemMap


def scenario_changes(path: Path, today: SystemMap) -> tuple[ChangeSet, list[Remark]]:
    """What a file would change on today's map. Rows of a CSV pair are additions and changes: what they do not speak
    of stays. Any other map is the whole state that is wanted, where it has elements in common with today's."""
    if path.exists() and not csv_pair.recognises(path):
        reading = read_map(path)
        ours = {element.id for element in today.elements}
        if ours and ours.isdisjoint(element.id for element in reading.system_map.elements):
            raise UserError(
                N_("{path} has no element in common with this map, so no scenario can be made of it."), path=str(path)
            )
    elif path.exists():
        reading = csv_pair.read(path, today)
    else:
        raise UserError(N_("There is no file {path}."), path=str(path))
    draft = Draft(reading.system_map)
    place_missing(draft)
    changes = drawn_between(today, draft.result())
    if not changes:
        raise UserError(N_("{path} would change nothing on this map."), path=str(path))
    return changes, reading.remarks
