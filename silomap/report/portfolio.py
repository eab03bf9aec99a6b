"""A folder of maps at a glance: what each says in numbers, and which gaps come back from map to map."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from silomap.analysis.analyse import Analysis, analyse
from silomap.analysis.worker import frame, one_request
from silomap.errors import UserError
from silomap.exchange.formats import read_map
from silomap.i18n import N_, explain, language
from silomap.model.discussion import is_overdue
from silomap.model.elements import Action, Service
from silomap.model.opening import SUFFIX
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically
from silomap.paths import state_folder
from silomap.report.overview import today_here

log = logging.getLogger(__name__)

FORMAT = "silomap-portfolio/1"
CACHE_FORMAT = 1
JSON_SUFFIX = ".silomap.json"
MOST_MAPS = 2_000
MANY = 24
"""from so many new maps on a second process helps"""
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One map of a folder. Floats at full precision, None where undefined; `problem`: why it could not be read."""

    path: str
    title: str
    changed: str
    """when the file was last written, ISO, UTC"""
    problem: str = ""
    elements: int = 0
    links: int = 0
    sectors: int = 0
    score: float | None = None
    joined_need_pairs: int = 0
    need_pairs: int = 0
    needs: int = 0
    unanswered_needs: int = 0
    gaps: int = 0
    findings: int = 0
    services: int = 0
    co_designed_services: float | None = None
    actions_open: int = 0
    actions_overdue: int = 0
    dates: tuple[str, ...] = ()
    """by when the actions that are not done are due"""
    apart: tuple[tuple[str, str], ...] = ()
    """pairs of sectors, by name, between which something is needed and nothing is in place"""
    unanswered: tuple[str, ...] = ()
    """needs, by name, that no service answers"""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A gap that several maps have: between two sectors, or a need nobody answers; and in which maps."""

    kind: str
    names: tuple[str, ...]
    maps: tuple[str, ...]


def maps_in(folder: Path) -> list[Path]:
    """The maps in a folder and the folders below it, by name; a UserError where it is no folder."""
    if not folder.is_dir():
        raise UserError(N_("{path} is not a folder."), path=str(folder))
    return sorted(_walk(folder))[:MOST_MAPS]


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and name.lower().endswith((SUFFIX, JSON_SUFFIX)):
                yield Path(where, name)


def index(folder: Path, told: Told = lambda _share: None, today: date | None = None) -> list[MapEntry]:
    """Every map of a folder. What was read before and has not changed since is taken from what is remembered; a map
    that cannot be read stands in the list with the reason. Cost: one analysis a map that is new or has changed; where
    there are many, a second process takes half of them."""
    paths, known = maps_in(folder), _remembered()
    marks = {path: _mark(path) for path in paths}
    found = {path: _kept(known.get(str(path.resolve())), marks[path]) for path in paths}
    new = [path for path, entry in found.items() if entry is None]
    helper = _Helper(new[1::2]) if len(new) >= MANY and (os.cpu_count() or 1) > 1 else None
    mine = new[::2] if helper is not None else new
    for number, path in enumerate(mine, 1):
        found[path] = entry_of(path)
        told(number / len(mine))
    if helper is not None:
        for path, entry in zip(new[1::2], helper.entries(), strict=True):
            found[path] = entry
    told(1.0)
    whole = {path: entry or entry_of(path) for path, entry in found.items()}
    rows = {str(path.resolve()): {"mark": marks[path], "entry": asdict(entry)} for path, entry in whole.items()}
    if new:
        _remember({**known, **rows})
    return [_on_day(entry, path, today or today_here()) for path, entry in whole.items()]


def _kept(kept: Any, mark: list[int]) -> MapEntry | None:
    """What is remembered of a map that has not changed since."""
    if not mark or not isinstance(kept, dict) or kept.get("mark") != mark:
        return None
    return _entry_in(kept.get("entry"))


class _Helper:
    """A second process that reads some of the maps meanwhile. It ends by itself, also when this one is gone."""

    def __init__(self, paths: list[Path]) -> None:
        self._paths = paths
        words = [sys.executable, "-P", "-m", "silomap.report.portfolio_helper"]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it ended at once: then everything is read here
                self._process.stdin.write(frame((language(), paths)))
                self._process.stdin.close()

    def entries(self) -> list[MapEntry]:
        """What it found, in the order of the paths; where it failed, they are read here."""
        stream = self._process.stdout
        try:
            _done, found = one_request(stream) if stream is not None else ("", None)
        except (OSError, EOFError, ValueError, struct.error, pickle.UnpicklingError):
            log.warning("the helper that reads maps ended by itself")
            found = None
        finally:
            if stream is not None:
                stream.close()
            self._process.wait()
        return found if isinstance(found, list) else [entry_of(path) for path in self._paths]


def entry_of(path: Path) -> MapEntry:
    """What one map says."""
    changed = _changed(path)
    try:
        system_map = read_map(path).system_map
        return _entry(path, changed, system_map, analyse(system_map, 0))
    except UserError as error:
        return MapEntry(str(path), path.stem, changed, problem=explain(error))


def _entry(path: Path, changed: str, system_map: SystemMap, result: Analysis) -> MapEntry:
    measures = result.measures
    actions = [action for action in system_map.all(Action) if action.state != "done"]
    apart = [
        (cell.a, cell.b) for cell in result.matrix if cell.a and cell.b and cell.a != cell.b and not cell.in_place
    ]
    named = sorted(tuple(sorted((system_map.label(a), system_map.label(b)))) for a, b in apart)
    return MapEntry(
        path=str(path),
        title=system_map.info.title or path.stem,
        changed=changed,
        elements=result.elements,
        links=result.links,
        sectors=len(system_map.sectors),
        score=result.score,
        joined_need_pairs=int(measures["joined_need_pairs"] or 0),
        need_pairs=int(measures["need_pairs"] or 0),
        needs=len(result.needs),
        unanswered_needs=int(measures["unanswered_needs"] or 0),
        gaps=int(measures["gaps"] or 0),
        findings=len(result.findings),
        services=len(system_map.all(Service)),
        co_designed_services=measures["co_designed_services"],
        actions_open=len(actions),
        dates=tuple(sorted(action.due for action in actions if action.due)),
        apart=tuple((a, b) for a, b in named),
        unanswered=tuple(sorted(system_map.label(need.id) for need in result.needs if not need.services)),
    )


def _on_day(entry: MapEntry, path: Path, today: date) -> MapEntry:
    """How many actions are overdue depends on the day, the path on where the folder stands now."""
    values = {field.name: getattr(entry, field.name) for field in fields(MapEntry)}
    late = sum(is_overdue(Action(id="-", what="-", due=due), today) for due in entry.dates)
    return MapEntry(**{**values, "path": str(path), "actions_overdue": late})


def recurring(entries: Iterable[MapEntry]) -> list[Recurring]:
    """Gaps that at least two maps have, those of most maps first; names count as the same whatever their case."""
    found: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, ...], list[str]]] = {}
    for entry in entries:
        for kind, rows in (("sectors", entry.apart), ("need", tuple((name,) for name in entry.unanswered))):
            for names in rows:
                key = (kind, tuple(name.strip().casefold() for name in names))
                maps = found.setdefault(key, (names, []))[1]
                if entry.path not in maps:
                    maps.append(entry.path)
    several = [Recurring(key[0], names, tuple(maps)) for key, (names, maps) in found.items() if len(maps) > 1]
    return sorted(several, key=lambda row: (-len(row.maps), row.kind != "sectors", row.names))


def to_data(folder: Path, entries: list[MapEntry]) -> dict[str, Any]:
    """What `silomap analyse FOLDER --json` prints."""
    rows = []
    for entry in entries:
        row = asdict(entry)
        del row["dates"]
        rows.append({**row, "path": os.path.relpath(entry.path, folder)})
    return {
        "format": FORMAT,
        "maps": rows,
        "recurring": [
            {**asdict(row), "maps": [os.path.relpath(path, folder) for path in row.maps]}
            for row in recurring(entries)
        ],
    }


def cache_path() -> Path:
    """Where is remembered what maps said."""
    return state_folder() / "portfolio.json"


def _mark(path: Path) -> list[int]:
    """What tells that a file has not changed: its size and the time it was written."""
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _changed(path: Path) -> str:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    except OSError:
        return ""


def _remembered() -> dict[str, Any]:
    try:
        data = json.loads(cache_path().read_text(encoding="utf-8"))
        return dict(data["maps"]) if data["format"] == CACHE_FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _remember(rows: dict[str, Any]) -> None:
    kept = dict(list(rows.items())[-MOST_MAPS * 2 :])
    try:
        data = json.dumps({"format": CACHE_FORMAT, "maps": kept}, ensure_ascii=False)
        write_atomically(cache_path(), data.encode("utf-8", "replace"))
    except UserError as error:  # next time it takes as long again
        log.warning("%s", error.message)


def _entry_in(data: Any) -> MapEntry | None:
    """A remembered entry; None where it is not one of this version."""
    names = {field.name for field in fields(MapEntry)}
    if not isinstance(data, dict) or set(data) != names:
        return None
    lists = {
        "dates": tuple(data["dates"]),
        "apart": tuple((a, b) for a, b in data["apart"]),
        "unanswered": tuple(data["unanswered"]),
    }
    return MapEntry(**{**data, **lists})
