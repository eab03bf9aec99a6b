"""Actions for other programs: a table for spreadsheets, dates for calendars, read back by their own readers."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from silomap.cli import main
from silomap.errors import UserError
from silomap.model import discussion
from silomap.model.elements import Actor
from silomap.model.opening import create_document
from silomap.model.system_map import SystemMap
from silomap.report.actions import COLUMNS, calendar_of, csv_of, lines, to_data, write_actions

DAY = date(2026, 3, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "city.silomap"
    document = create_document(target, SystemMap.of([Actor(id="a1", label="Job centre, north")]))
    with document.edit("Act") as draft:
        discussion.add_action(draft, "a1", "Call; then write,\nsoon", who="=1+1", due="2026-03-01", state="agreed")
        discussion.add_action(draft, "", "Perché è così", due="2026-12-24", partner="Caritas")
        discussion.add_action(draft, "", "Without a date")
        discussion.add_action(draft, "", "Was done", who="A", due="2026-01-01", state="done")
    document.close()
    return target


def the_map(path: Path) -> SystemMap:
    from silomap.model.opening import read_file

    return read_file(path)[0]


def test_the_table_has_every_action_and_no_formula(path: Path) -> None:
    text = csv_of(the_map(path), DAY)
    assert text.startswith(b"\xef\xbb\xbf")  # so that Excel reads it as UTF-8
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["what"] for row in rows] == ["Call; then write,\nsoon", "Perché è così", "Without a date", "Was done"]
    assert rows[0]["who"] == "'=1+1"
    assert [row["overdue"] for row in rows] == ["yes", "", "", ""]
    assert rows[0]["about"] == "Job centre, north"


def test_the_calendar_has_a_day_for_each_open_action_with_a_date(path: Path) -> None:
    calendar = Calendar.from_ical(calendar_of(the_map(path)))
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"Call; then write, soon – =1+1", "Perché è così"}
    first = events["Call; then write, soon – =1+1"]
    assert first.decoded("dtstart") == date(2026, 3, 1)
    assert first.decoded("dtend") == date(2026, 3, 2)
    assert str(first["status"]) == "CONFIRMED"
    assert "Job centre, north" in str(first["description"])
    assert "With: Caritas" in str(events["Perché è così"]["description"])
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-7)
    for line in calendar_of(the_map(path)).split(b"\r\n"):
        assert len(line) <= 75  # RFC 5545, 3.1


def test_the_same_action_keeps_its_id_so_that_calendars_move_it(path: Path) -> None:
    ids = [{str(e["uid"]) for e in Calendar.from_ical(calendar_of(the_map(path))).walk("VEVENT")} for _try in (1, 2)]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_lines_and_data_say_what_is_overdue(path: Path) -> None:
    system_map = the_map(path)
    assert "overdue since 2026-03-01" in lines(system_map, DAY)[0]
    assert [row["overdue"] for row in to_data(system_map, DAY)] == [True, False, False, False]


def test_the_command_prints_and_writes(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actions", str(path)]) == 0
    assert len(capsys.readouterr().out.strip().split("\n")) == 5  # one of the four has two lines
    for name in ("a.csv", "a.ics"):
        assert main(["actions", str(path), str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 100
    assert main(["actions", str(path), str(tmp_path / "a.txt")]) == 1
    assert "no list of actions has" in capsys.readouterr().err
    assert not (tmp_path / "a.txt").exists()


def test_a_map_without_actions_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_document(tmp_path / "e.silomap", SystemMap.of([])).close()
    assert main(["actions", str(tmp_path / "e.silomap")]) == 0
    assert capsys.readouterr().out == "No action has been noted yet.\n"
    write_actions(SystemMap.of([]), tmp_path / "e.ics")
    assert Calendar.from_ical((tmp_path / "e.ics").read_bytes()).walk("VEVENT") == []
    with pytest.raises(UserError):
        write_actions(SystemMap.of([]), tmp_path / "no" / "e.doc")
