"""Copy and paste of elements: our own format between windows, a text table for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from silomap.errors import UserError
from silomap.model.codec import decode, encode, to_json
from silomap.model.elements import Element, Entity, Link
from silomap.model.system_map import SystemMap

MIME = "application/x-silomap+json"
MOST_BYTES = 20_000_000


def copied(system_map: SystemMap, ids: Iterable[str]) -> list[Entity]:
    """The selected elements with the links between them, and the selected links."""
    keys = set(ids)
    elements = {k for k in keys if isinstance(system_map.get(k), Element)}
    links = {
        link
        for key in elements
        for link in system_map.links_of(key)
        if {system_map[link].source, system_map[link].target} <= elements
    }
    links |= {k for k in keys if isinstance(system_map.get(k), Link)}
    return [system_map[k] for k in (*sorted(elements), *sorted(links))]


def put(system_map: SystemMap, ids: Iterable[str]) -> int:
    """Puts elements on the clipboard and returns how many."""
    entities = copied(system_map, ids)
    if not entities:
        return 0
    data = QMimeData()
    data.setData(MIME, QByteArray(to_json([encode(e) for e in entities]).encode()))
    rows = [f"{e.type}\t{e.label}" for e in entities if isinstance(e, Element)]
    data.setText("\n".join(rows))
    QGuiApplication.clipboard().setMimeData(data)
    return len(entities)


def leave() -> None:
    """Leaves only plain text behind when the program ends: data made in Python would outlive Python and crash."""
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and data.hasFormat(MIME):
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
        return [decode(record) for record in json.loads(raw)]
    except (ValueError, TypeError, UserError):
        return []
