"""Scenarios, comparison, history: how long a person waits, beside the smallest thing that could do it.

    python benchmarks/states.py

Reports only; nothing is asserted. Times in milliseconds, the median of some runs.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.shapes import realistic
from silomap.analysis.analyse import analyse
from silomap.analysis.compare import compare
from silomap.model import edits
from silomap.model.changes import diff
from silomap.model.compaction import compact, compaction, exhausted
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.opening import create_document, open_document
from silomap.model.past import state_after, touching
from silomap.model.scenarios import begin, changed_scenario, shown_with
from silomap.model.system_map import SystemMap
from silomap.report.changes import told_changes


def timed(act: Callable[[], object], runs: int = 5) -> float:
    """The median time of an act in milliseconds."""
    found = []
    for _run in range(runs):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1_000)
    return median(found)


def other_state(system_map: SystemMap, share: float = 0.1) -> SystemMap:
    """The map with a tenth of its elements renamed, and one in fifty gone."""
    draft = Draft(system_map)
    elements = [e for e in system_map.mapped if e.type != "sector"]
    for number, element in enumerate(elements):
        if number % round(1 / share) == 0:
            edits.set_field(draft, [element.id], "label", f"{element.label} (other)")
    edits.remove(draft, [e.id for e in elements[1::50]])
    return draft.result()


def scenarios(count: int) -> None:
    """Opening a scenario, an edit in it, comparing."""
    today = realistic(count)
    there = other_state(today)
    draft = Draft(today)
    key = begin(draft, "What if", "", diff(today, there))
    now = draft.result()
    scenario = now[key]
    shown = shown_with(now, key)
    opening = timed(lambda: shown_with(now, key))
    element = next(e.id for e in shown.mapped if e.type == "actor")

    def edit() -> None:
        changing = Draft(shown)
        edits.set_field(changing, [element], "label", "Renamed")
        kept = Draft(now)
        changed_scenario(kept, scenario, shown, changing.changes())  # type: ignore[arg-type]

    base = timed(lambda: dict(now))
    telling = timed(lambda: told_changes(today, there))
    if count <= 2_000:
        a, b = analyse(today), analyse(there)
        comparing = timed(lambda: compare(a, b))
    else:
        comparing = float("nan")
    differing = timed(lambda: diff(today, there))
    print(
        f"{count:>7}  open a scenario {opening:7.1f}   an edit in it {timed(edit):7.1f}   "
        f"diff {differing:7.1f}   changes in sentences {telling:7.1f}   compare two analyses {comparing:7.1f}   "
        f"(copying the map's dict {base:.1f})"
    )


def growth(folder: Path) -> None:
    """How a file grows with edits on the map and in a scenario."""
    today = realistic(2_000)
    draft = Draft(today)
    key = begin(draft, "What if", "", diff(today, other_state(today)))
    path = folder / "growth.silomap"
    document = create_document(path, draft.result())
    actors = [e.id for e in document.map.mapped if e.type == "actor"]

    def grows(edit: Callable[[int], None]) -> float:
        before = path.stat().st_size
        for number in range(400):
            edit(number)
        return (path.stat().st_size - before) / 400

    def on_map(number: int) -> None:
        with document.edit("Rename “{name}”", {"name": "An actor with a name"}) as changing:
            edits.set_field(changing, [actors[number]], "label", f"Another name {number}")

    def in_scenario(number: int) -> None:
        scenario = document.map[key]
        shown = shown_with(document.map, key)
        changing = Draft(shown)
        chosen = [a for a in actors if a in shown][number]
        edits.set_field(changing, [chosen], "label", f"In the scenario {number}")
        with document.edit("Rename “{name}”", {"name": "An actor with a name"}) as kept:
            changed_scenario(kept, scenario, shown, changing.changes())  # type: ignore[arg-type]

    print(f"bytes an edit: on the map {grows(on_map):.0f}, in a scenario of 2,000 elements {grows(in_scenario):.0f}")
    document.close()


def long_history(folder: Path, steps: int, count: int = 200) -> None:
    """A file with a long history: opened, read back, searched, shortened."""
    path = folder / f"long-{steps}.silomap"
    create_document(path, realistic(count)).close()
    _write_steps(path, steps)
    opening = timed(lambda: open_document(path).close(), 3)
    bare = timed(lambda: sqlite3.connect(path).execute("SELECT * FROM changes").fetchall(), 3)
    document = open_document(path)
    middle = timed(lambda: state_after(document, steps // 2), 3)
    first = timed(lambda: state_after(document, 0), 3)
    element = next(e.id for e in document.map.mapped if e.type == "actor")
    searching = timed(lambda: touching(document, element), 3)
    edit = timed(lambda: _one_edit(document, element))
    document.keep_version("Middle")
    size = path.stat().st_size
    start = time.perf_counter()
    found = exhausted(compaction(document, 500))
    if found is not None:
        compact(document, found)
    shortening = (time.perf_counter() - start) * 1_000
    document.close()
    print(
        f"{steps:>7} steps  open {opening:6.0f}   state half-way {middle:6.0f}   the beginning {first:6.0f}   "
        f"steps of one element {searching:6.0f}   an edit {edit:5.1f}   shorten {shortening:6.0f}, "
        f"{size / 1024**2:.1f} → {path.stat().st_size / 1024**2:.2f} MB   (reading the rows {bare:.0f})"
    )


def _one_edit(document: Document, key: str) -> None:
    with document.edit("Rename") as draft:
        edits.set_field(draft, [key], "description", str(time.perf_counter()))


def _write_steps(path: Path, steps: int) -> None:
    """Renames and moves, written as the program writes them, in one transaction."""
    document = open_document(path)
    actors = [e.id for e in document.map.mapped if e.type == "actor"]
    store = document.store
    memory = Document(document.map, clock=lambda: 1_800_000_000.0)
    commits = []
    memory.changed.connect(
        lambda changes: commits.append((memory.history.commits[memory.history.last_step][-1], changes))
    )
    for number in range(steps):
        with memory.edit("Rename “{name}”", {"name": f"Actor {number}"}) as draft:
            key = actors[number % len(actors)]
            if number % 3:
                edits.set_field(draft, [key], "label", f"Name {number}")
            else:
                edits.move(draft, {key: (number % 900, number % 700)})
    assert store is not None
    store.append(commits)
    document.close()


def main() -> None:
    """Everything, one line each."""
    for count in (200, 2_000, 10_000):
        scenarios(count)
    with tempfile.TemporaryDirectory() as name:
        growth(Path(name))
        for steps in (1_000, 10_000, 50_000):
            long_history(Path(name), steps)


if __name__ == "__main__":
    main()
