"""Ground for tests of reports: pictures without Qt, and a map whose names would break out of every format."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from silomap.exchange.templates import from_template
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap
from silomap.report.document.blocks import Report, Shot
from silomap.report.document.build import build
from silomap.report.document.drawn import Drawn
from silomap.report.document.wish import ReportWish

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil";"x")',
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "{{ 7*7 }}",
    "{n}",
    "&lt;b&gt; & co. %s %(x)s",
    "]]></w:t><w:t>",
    "Città è già 東京 🏠 \u202eabc",
    "x" * 400,
)


def png(width: int = 8, height: int = 6) -> bytes:
    """A small white picture, made by hand (PNG specification, 1.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff\xff\xff" * width for _row in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def drawn(report: Report) -> dict[Shot, Drawn]:
    """Every picture of a report as a small white one."""
    return {shot: Drawn(png(), 8, 6) for shot in report.shots()}


def compared(system_map: SystemMap) -> ReportWish:
    """Today beside the map's first scenario."""
    scenario = system_map.scenarios[0]
    return ReportWish(compared=(("Today", system_map), (scenario.label, shown_with(system_map, scenario.id))))


def of_template(name: str, language: str = "en") -> tuple[SystemMap, Report]:
    """A sample map and its report."""
    system_map = from_template(name, language)
    return system_map, build(system_map, compared(system_map))


def evil_map() -> SystemMap:
    """The Turin map with names that would break out where anything is not escaped."""
    system_map = from_template("turin", "en")
    changes = [
        (element.id, replace(element, label=f"{EVIL[number % len(EVIL)]} {number}"))
        for number, element in enumerate(system_map.elements)
    ]
    info = replace(system_map.info, title=EVIL[0], description=EVIL[1])
    return system_map.after([*changes, (info.id, info)])
