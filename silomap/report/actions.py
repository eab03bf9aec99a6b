"""Actions for other programs: a table for spreadsheets, dates for calendars, lines for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from silomap.errors import UserError
from silomap.exchange.csv_pair import guarded
from silomap.i18n import N_, _
from silomap.model.codec import encode
from silomap.model.discussion import by_date, is_overdue
from silomap.model.elements import Action
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.model.writing import write_atomically
from silomap.report.discussion import subject_words
from silomap.report.overview import due_words, today_here

SUFFIXES = (".csv", ".ics")
COLUMNS = (
    "id",
    "what",
    "who",
    "due",
    "state",
    "overdue",
    "about",
    "finding",
    "partner",
    "decision",
    "answer",
    "answered_by",
    "answered_on",
    "learn",
    "test",
)


def write_actions(system_map: SystemMap, path: Path, today: date | None = None) -> None:
    """Writes the actions of a map; a UserError where the ending is not known or the file cannot be written."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            N_("{path} has an ending that no list of actions has; try {endings}."),
            path=str(path),
            endings=", ".join(SUFFIXES),
        )
    made = csv_of(system_map, today) if suffix == ".csv" else calendar_of(system_map)
    write_atomically(path, made)


def to_data(system_map: SystemMap, today: date | None = None) -> list[dict[str, Any]]:
    """Every action with the words of what it is about, and whether it is overdue."""
    day = today or today_here()
    found = []
    for action in by_date(system_map.all(Action)):
        data = dict.fromkeys(COLUMNS, "") | {k: v for k, v in encode(action).items() if k != "type"}
        data["state"], data["overdue"] = action.state, is_overdue(action, day)
        data["subject"] = subject_words(system_map, action.about)
        found.append(data)
    return found


def csv_of(system_map: SystemMap, today: date | None = None) -> bytes:
    """A table; what a spreadsheet would take for a formula is guarded, and it begins so that Excel reads UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in to_data(system_map, today):
        cells = {**row, "about": row["subject"], "overdue": "yes" if row["overdue"] else ""}
        writer.writerow([guarded(str(cells[name])) for name in COLUMNS])
    return buffer.getvalue().encode("utf-8-sig")


def calendar_of(system_map: SystemMap) -> bytes:
    """A day in the calendar for each action with a date that is not done. Events, not tasks: calendars show them."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//SiloMap//SiloMap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", system_map.info.title)
    stamp = datetime.now(UTC)
    for action in _dated(system_map.all(Action)):
        day = date.fromisoformat(action.due)
        event = Event()
        event.add("uid", f"{action.id}@silomap")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", " – ".join(filter(None, (action.what.replace("\n", " "), action.who))))
        event.add("description", "\n".join(_details(system_map, action)))
        event.add("status", "CONFIRMED" if action.state == "agreed" else "TENTATIVE")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", action.what.replace("\n", " "))
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _dated(actions: Iterable[Action]) -> list[Action]:
    return [action for action in by_date(actions) if action.due and action.state != "done"]


def _details(system_map: SystemMap, action: Action) -> list[str]:
    subject = subject_words(system_map, action.about)
    rows = (
        (_("About: {text}"), subject),
        (_("With: {text}"), action.partner),
        (_("Decision needed: {text}"), action.decision),
        (_("Smallest test: {text}"), action.test),
        (_("Map: {text}"), system_map.info.title),
    )
    return [row.format(text=text) for row, text in rows if text]


def lines(system_map: SystemMap, today: date | None = None) -> list[str]:
    """The actions for people to read."""
    day = today or today_here()
    found = []
    for action in by_date(system_map.all(Action)):
        title = CHOICE_TITLES[action.state]
        parts = (action.what, action.who or _("nobody yet"), due_words(action, day))
        found.append(f"{' · '.join(parts)} ({_(title)})")
    return found
