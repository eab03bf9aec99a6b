"""Copy and paste of elements: our own format between windows; a table, a picture and SVG for other programs."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from silomap.errors import UserError
from silomap.i18n import _
from silomap.model.codec import decode, encode, from_json, to_json
from silomap.model.elements import Element, Entity, Image, Link, Sticky, sector_of
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import KINDS, LINK_KINDS
from silomap.report.picture.drawing import MARGIN, Drawing
from silomap.report.picture.export import render_image, render_svg
from silomap.report.themes import LIGHT, Theme

MIME = "application/x-silomap+json"
CHART = "application/x-silomap-chart"
TEXT, HTML, PNG, SVG = "text/plain", "text/html", "image/png", "image/svg+xml"
QT_IMAGE = "application/x-qt-image"
MOST_BYTES = 20_000_000
MOST_DRAWN = 2_000
MOST_SIDE = 4_000
"""Pixels of a picture that is copied: 64 MB of memory at most."""


class Copied(QMimeData):
    """Some elements of a map; each form of them is made when a program asks for it."""

    def __init__(self, system_map: SystemMap, entities: list[Entity], theme: Theme) -> None:
        super().__init__()
        self._map, self._entities, self._theme = system_map, entities, theme
        self._made: dict[str, object] = {}

    def formats(self) -> list[str]:
        drawn = [QT_IMAGE, PNG, SVG] if len(self._entities) <= MOST_DRAWN else []
        return [MIME, TEXT, HTML, *drawn]

    def hasFormat(self, mime: str) -> bool:
        return mime in self.formats()

    def retrieveData(self, mime: str, preferred: object) -> object:
        if mime not in self._made and self.hasFormat(mime):
            self._made[mime] = self._make(mime)
        return self._made.get(mime)

    def _make(self, mime: str) -> object:
        if mime == MIME:
            return QByteArray(to_json([encode(e) for e in self._entities]).encode())
        if mime in (TEXT, HTML):
            tables = tables_of(self._map, self._entities)
            return _as_text(tables) if mime == TEXT else _as_html(tables)
        drawing = Drawing(LIGHT if self._theme.is_dark else self._theme)
        drawing.show_map(SystemMap.of(self._entities))
        source = drawing.content_rect().adjusted(-MARGIN / 2, -MARGIN / 2, MARGIN / 2, MARGIN / 2)
        if mime == SVG:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "map.svg"
                return QByteArray(path.read_bytes() if render_svg(drawing, path) else b"")
        return render_image(drawing, source, 2.0, MOST_SIDE)


def copied(system_map: SystemMap, ids: Iterable[str]) -> list[Entity]:
    """The selected elements with the links between them, and the selected links, and the pictures they show."""
    keys = set(ids)
    elements = {k for k in keys if isinstance(system_map.get(k), Element)}
    links = {
        link
        for key in elements
        for link in system_map.links_of(key)
        if {system_map[link].source, system_map[link].target} <= elements
    }
    links |= {k for k in keys if isinstance(system_map.get(k), Link)}
    stickies = [e for k in elements if isinstance(e := system_map[k], Sticky)]
    images = {e.image for e in stickies if isinstance(system_map.get(e.image), Image)}
    return [system_map[k] for k in (*sorted(images), *sorted(elements), *sorted(links))]


def tables_of(system_map: SystemMap, entities: Iterable[Entity]) -> list[list[list[str]]]:
    """Elements and links as two tables with headings, for spreadsheets and texts."""
    entities = list(entities)
    elements = [e for e in entities if isinstance(e, Element)]
    links = [e for e in entities if isinstance(e, Link)]
    first = [[_("Kind"), _("Name"), _("Sector"), _("Description")]]
    for e in elements:
        home = system_map.label(sector) if (sector := sector_of(e)) else ""
        first.append([_(KINDS[e.type].title), e.label, home, " ".join(e.description.split())])
    second = [[_("From"), _("Link"), _("To")]]
    second += [[system_map.label(e.source), _(LINK_KINDS[e.kind].title), system_map.label(e.target)] for e in links]
    return [table for table in (first, second) if len(table) > 1]


def _as_text(tables: list[list[list[str]]]) -> str:
    """Two empty rows part the tables, as spreadsheets of other tools have it: so they are read again."""
    return "\n\n\n".join("\n".join("\t".join(row) for row in table) for table in tables)


def _as_html(tables: list[list[list[str]]]) -> str:
    rows = []
    for table in tables:
        head, *body = table
        rows.append("<table><tr>" + "".join(f"<th>{html.escape(c)}</th>" for c in head) + "</tr>")
        rows += ["<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in body]
        rows.append("</table><br>")
    return "".join(rows)


def put(system_map: SystemMap, ids: Iterable[str], theme: Theme) -> int:
    """Puts elements on the clipboard and returns how many."""
    entities = copied(system_map, ids)
    if entities:
        QGuiApplication.clipboard().setMimeData(Copied(system_map, entities, theme))
    return sum(not isinstance(e, Image) for e in entities)


def put_chart(rows: Iterable[Iterable[str]], image: QImage) -> None:
    """Puts a chart on the clipboard: its picture, and its table as rows for a spreadsheet."""
    mime = QMimeData()
    mime.setText("\n".join("\t".join(row) for row in rows))
    mime.setImageData(image)
    mime.setData(CHART, QByteArray(b"1"))
    QGuiApplication.clipboard().setMimeData(mime)


def leave() -> None:
    """Leaves only plain text behind when the program ends: data made in Python would outlive Python and crash."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and (data.hasFormat(MIME) or data.hasFormat(CHART)):
        clipboard.setText(clipboard.text())


def taken() -> list[Entity]:
    """What lies on the clipboard in our format; nothing where it is something else or broken."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasFormat(MIME):
        return []
    raw = bytes(data.data(MIME).data())
    if len(raw) > MOST_BYTES:
        return []
    try:
        return [decode(record) for record in from_json(raw)]
    except (ValueError, TypeError, UserError):
        return []


def picture() -> QImage | None:
    """A picture that another program has put there."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None or not data.hasImage():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def words() -> str:
    """Text that another program has put there."""
    data = QGuiApplication.clipboard().mimeData()
    return data.text() if data is not None and data.hasText() else ""
