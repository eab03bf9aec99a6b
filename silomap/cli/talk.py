"""What commands say, and how they read maps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from silomap.errors import UserError
from silomap.i18n import N_, _, ngettext
from silomap.model.system_map import SystemMap

if TYPE_CHECKING:
    from silomap.exchange.reading import Remark

MOST_REMARKS = 50
VERSION, TODAY, SCENARIO = "version", "today", "scenario"
STATES = (VERSION, TODAY, SCENARIO)
"""The states of a map, from before to after."""


def tell(text: str) -> None:
    """A line for the person."""
    sys.stderr.write(text + "\n")


def give(text: str) -> None:
    """A line of data."""
    sys.stdout.write(text + "\n")


def read(path: Path, scenario: str | None = None, version: str | None = None, part: str = "") -> SystemMap:
    """Any readable map, as it is or as a version or a scenario has it; what was not understood is told row by row."""
    from silomap.model.scenarios import with_scenario

    system_map = _at_version(path, version) if version else _as_it_is(path, part)
    return with_scenario(system_map, scenario) if scenario else system_map


def with_places(system_map: SystemMap) -> SystemMap:
    """The map with a place for every element, so that it can be drawn."""
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing

    draft = Draft(system_map)
    place_missing(draft)
    return draft.result()


def state_named(path: Path, name: str) -> tuple[str, SystemMap]:
    """A state of a map by its name, and which kind it is: one of STATES. Scenarios go before versions."""
    from silomap.exchange.map_file import recognises
    from silomap.model.opening import open_document

    wanted, system_map = name.casefold(), read(path)
    if wanted in ("today", _("Today").casefold()):
        return TODAY, system_map
    is_scenario = any(wanted in (s.label.casefold(), s.id.casefold()) for s in system_map.scenarios)
    if not is_scenario and recognises(path):
        document = open_document(path, read_only=True)
        names = {version.label.casefold() for version in document.versions}
        document.close()
        if wanted in names:
            return VERSION, _at_version(path, name)
    return SCENARIO, read(path, name)


def _as_it_is(path: Path, part: str) -> SystemMap:
    from silomap.exchange.formats import read_map

    reading = read_map(path, part)
    tell_remarks(reading.remarks)
    return reading.system_map


def _at_version(path: Path, name: str) -> SystemMap:
    from silomap.exchange.map_file import recognises
    from silomap.model.opening import open_document
    from silomap.model.past import state_of
    from silomap.model.versions import find

    if not path.exists() or not recognises(path):
        raise UserError(N_("{path} is not a SiloMap map, so it has no versions."), path=str(path))
    document = open_document(path, read_only=True)
    try:
        return state_of(document, find(document.versions, name))
    finally:
        document.close()


def tell_remarks(remarks: list[Remark]) -> None:
    """What was not understood in a table, row by row."""
    for remark in remarks[:MOST_REMARKS]:
        where = _("{file}, row {row}", file=remark.file, row=remark.row) if remark.row else remark.file
        tell(f"{where}: {_(remark.message, **remark.params)}")
    if len(remarks) > MOST_REMARKS:
        tell(ngettext("… and {n} more remark", "… and {n} more remarks", len(remarks) - MOST_REMARKS))
