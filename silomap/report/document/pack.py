"""A pack for another city: how to begin, a template, an example that names nobody, prompts, words, method, story."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from silomap.exchange.formats import write_map
from silomap.exchange.sharing import anonymised, as_template
from silomap.i18n import _
from silomap.model.draft import Draft
from silomap.model.placing import place_missing
from silomap.model.system_map import SystemMap
from silomap.paths import resource
from silomap.report.document.build import build
from silomap.report.document.pdf import write_pdf
from silomap.report.document.wish import ReportWish

STAMP = (1980, 1, 1, 0, 0, 0)
Told = Callable[[float], None]


def write_pack(system_map: SystemMap, wish: ReportWish, story: bytes | None, told: Told) -> bytes:
    """The pack as the bytes of a zip; `story` are the slides of the map's story, where it has one."""
    example = _placed(anonymised(system_map))
    method = build(
        example, ReportWish(parts=("method", "glossary"), title=_("SiloMap: method and words"), day=wish.day)
    )
    told(0.4)
    files: dict[str, bytes] = {
        "README.txt": _letter(wish.title or system_map.info.title, story is not None).encode(),
        "template.silomap": _map_file(_placed(as_template(system_map))),
        "example.silomap": _map_file(example),
        "method.pdf": write_pdf(method, {}, wish.paper, wish.logo),
        "agenda.yaml": resource("workshop", "flow.yaml").read_bytes(),
        "glossary.csv": resource("glossary.csv").read_bytes(),
    }
    told(0.9)
    if story is not None:
        files["story.pptx"] = story
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _placed(system_map: SystemMap) -> SystemMap:
    draft = Draft(system_map)
    place_missing(draft)
    return draft.result()


def _map_file(system_map: SystemMap) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "map.silomap")
        write_map(system_map, path)
        return path.read_bytes()


def _letter(title: str, has_story: bool) -> str:
    """What is in the pack, and how to begin."""
    rows = [
        ("template.silomap", _("an empty map with the sectors and the agenda: begin here")),
        ("example.silomap", _("the map of another city, without names: every number of it is true")),
        ("agenda.yaml", _("the workshop step by step, with prompts in English and Italian")),
        ("glossary.csv", _("the words, in English and Italian")),
        ("method.pdf", _("what is measured and how, with sources")),
    ]
    if has_story:
        rows.append(("story.pptx", _("the story as slides: check it for names before you pass it on")))
    lines = [
        _("A pack for another city: {title}", title=title or _("Untitled map")),
        "",
        *(f"{name:18} {text}" for name, text in rows),
        "",
        _("1. Install SiloMap and open template.silomap."),
        _("2. Choose “Start a workshop…” in the menu “Workshop”; the prompts lead you."),
        _("3. Open example.silomap beside it to see what a finished map looks like, and press F5."),
        "",
        _("What to keep: needs before offices, the verbs of the links, findings late, owners with dates."),
        _("What to adapt: the sectors, the words, who is in the room."),
    ]
    return "\n".join(lines) + "\n"
