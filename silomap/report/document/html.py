"""The report as one HTML file: nothing is fetched, everything is escaped, the map can be pointed at and enlarged."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from jinja2 import Environment, FunctionLoader, StrictUndefined

from silomap.i18n import _
from silomap.model.elements import Sector
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS
from silomap.paths import resource
from silomap.report.document.blocks import Block, Picture, Report, Shot
from silomap.report.document.drawn import Drawn
from silomap.report.document.letters import inter
from silomap.report.sentences import link_words

WEIGHTS = (("400", "Regular"), ("600", "SemiBold"))
MOST_LINKS = 8
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class MapPicture:
    """The whole map as SVG, its size, and the box of each element in it."""

    svg: str
    width: float
    height: float
    boxes: dict[str, Box]


def write_html(
    report: Report,
    drawn: dict[Shot, Drawn],
    system_map: SystemMap | None = None,
    picture: MapPicture | None = None,
    logo: bytes = b"",
) -> bytes:
    """The whole report as the bytes of a page."""
    environment = Environment(
        loader=FunctionLoader(_text), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    macro = environment.get_template("blocks.html").module.block  # type: ignore[attr-defined]

    def blocks(block: Block) -> Any:
        found = drawn.get(block.shot) if isinstance(block, Picture) else None
        data = {"data": _base64(found.png), "width": found.width, "height": found.height} if found else None
        return macro(block, type(block).__name__, data)

    script = _text("report.js")
    shown = _shown(system_map, picture) if system_map is not None and picture is not None else None
    page = environment.get_template("report.html").render(
        report=report,
        blocks=blocks,
        css=_text("report.css"),
        script=script,
        script_hash=_base64(hashlib.sha256(script.encode()).digest()),
        fonts=[(weight, _base64(_font(name))) for weight, name in WEIGHTS],
        picture=shown,
        logo=_base64(logo),
        logo_type="image/png" if logo.startswith(b"\x89PNG") else "image/jpeg",
        words=_words(),
    )
    return page.encode("utf-8", "replace")


def _words() -> dict[str, str]:
    return {
        "skip": _("To the text"),
        "map": _("The map"),
        "how": _("Point at an element to see what it is linked to. Drag to move, Ctrl and the wheel to zoom."),
        "point": _("What you point at is told here."),
        "larger": _("Larger"),
        "smaller": _("Smaller"),
        "all": _("The whole map"),
    }


def _shown(system_map: SystemMap, picture: MapPicture) -> dict[str, Any]:
    """The picture with what is said of each element. Ids are numbers: those of the map are strangers' text."""
    keys = {key: f"e{number}" for number, key in enumerate(sorted(picture.boxes))}
    elements = []
    for key, name in keys.items():
        links = sorted((system_map[link] for link in system_map.links_of(key)), key=lambda link: link.id)
        ends = [(link.source, link.target) for link in links]  # type: ignore[attr-defined]
        near = {end for pair in ends for end in pair if end in keys and end != key}
        x, y, width, height = picture.boxes[key]
        elements.append(
            {
                "key": name,
                "near": " ".join(sorted(keys[end] for end in near)),
                "text": _told(system_map, key, links),
                "x": round(x, 1),
                "y": round(y, 1),
                "width": round(width, 1),
                "height": round(height, 1),
            }
        )
    alt = _("The map: {elements} elements and {links} links.", elements=len(keys), links=len(system_map.links))
    return {
        "svg": _inline(picture.svg),
        "width": round(picture.width, 1),
        "height": round(picture.height, 1),
        "alt": alt,
        "elements": elements,
    }


def _told(system_map: SystemMap, key: str, links: list[Any]) -> str:
    element = system_map.element(key)
    head = _("{kind} “{name}”", kind=_(KINDS[element.type].title), name=element.label)
    home = system_map.get(getattr(element, "sector", None) or "")
    if isinstance(home, Sector):
        head += f" · {home.label}"
    said = [link_words(system_map, link.kind, link.source, link.target) for link in links[:MOST_LINKS]]
    if len(links) > MOST_LINKS:
        said.append("…")
    return "\n".join((head, *said))


def _inline(svg: str) -> str:
    """A picture without what only a file of its own needs."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", svg, flags=re.DOTALL)
    return re.sub(r'<svg width="[^"]*" height="[^"]*"', "<svg", svg, count=1)


def _text(name: str) -> str:
    return resource("report", name).read_text(encoding="utf-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@cache
def _font(weight: str) -> bytes:
    """Inter with no more letters than Europe's languages need."""
    wanted = {code for code in inter() if code < 0x250 or 0x2010 <= code <= 0x22FF or code in (0x2713, 0x25CF)}
    options = subset.Options()
    options.layout_features = ["kern", "tnum", "mark", "mkmk", "ccmp", "locl"]
    with resource("fonts", f"Inter-{weight}.ttf").open("rb") as file, TTFont(file) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()
