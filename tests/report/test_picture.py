"""Pictures of a map: they open again, hold every name, and end where the borders are."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.export import save_picture
from silomap.report.picture.fonts import font
from silomap.report.picture.geometry import border_point, node_box, wrapped
from silomap.report.picture.items import NodeItem
from silomap.report.picture.leaves import Wish
from silomap.report.picture.links import LinkItem
from tests.maps import sets_on, system_maps


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_formats_open_again(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    system_map = from_template("turin")
    for suffix in ("png", "svg", "pdf"):
        save_picture(system_map, tmp_path / f"m.{suffix}", Wish(theme=theme))
    image = QImage(str(tmp_path / "m.png"))
    assert image.width() > 1_000
    texts = " ".join("".join(e.itertext()) for e in ET.parse(tmp_path / "m.svg").iter() if e.tag.endswith("text"))
    for element in system_map.elements:
        for word in element.label.split():
            assert word in texts
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["m.pdf", "m.png", "m.svg"]


def test_an_empty_map_gives_an_empty_picture(qtbot: QtBot, tmp_path: Path) -> None:
    save_picture(from_template("blank"), tmp_path / "m.png", Wish())
    assert not QImage(str(tmp_path / "m.png")).isNull()


def test_unknown_endings_and_places_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no picture has"):
        save_picture(from_template("blank"), tmp_path / "m.gif", Wish())
    with pytest.raises(UserError, match="could not be written"):
        save_picture(from_template("blank"), tmp_path / "nowhere" / "m.png", Wish())


@pytest.mark.parametrize("name", ["two-desks", "turin", "metropolitan-city"])
@pytest.mark.parametrize("language", ["en", "it"])
def test_no_two_nodes_of_a_sample_overlap(qtbot: QtBot, name: str, language: str) -> None:
    drawing = Drawing()
    system_map = from_template(name, language)
    drawing.show_map(system_map)
    nodes = [i for i in drawing.items_by_id.values() if isinstance(i, NodeItem)]
    overlaps = [
        (a.element_id, b.element_id) for i, a in enumerate(nodes) for b in nodes[i + 1 :] if a.rect.intersects(b.rect)
    ]
    assert overlaps == []
    for element in system_map.elements:
        sector = getattr(element, "sector", None)
        if sector:
            assert drawing.items_by_id[sector].rect.contains(drawing.items_by_id[element.id].rect)  # type: ignore[union-attr]


@given(st.floats(0, 6.28), st.floats(60, 300), st.floats(30, 90), st.floats(0.1, 15))
def test_links_end_at_the_border(angle: float, width: float, height: float, radius: float) -> None:
    rect = QRectF(-width / 2, -height / 2, width, height)
    toward = QPointF(math.cos(angle) * 1_000, math.sin(angle) * 1_000)
    point = border_point(rect, toward, radius)
    x, y = abs(point.x()), abs(point.y())
    corner_x, corner_y = width / 2 - radius, height / 2 - radius
    if x > corner_x and y > corner_y:
        assert math.hypot(x - corner_x, y - corner_y) == pytest.approx(radius, abs=1e-6)
    else:
        assert x == pytest.approx(width / 2, abs=1e-6) or y == pytest.approx(height / 2, abs=1e-6)
    assert point.x() * toward.y() == pytest.approx(point.y() * toward.x(), abs=1e-3)


def test_labels_fit_their_box(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(font(13))
    for text in ("Job centre", "Donaudampfschifffahrtsgesellschaft", "a " * 300, "", "x" * 5_000):
        box = node_box(text)
        assert len(box.lines) <= 3
        for line in box.lines:
            assert metrics.horizontalAdvance(line) <= box.width - 40
    assert wrapped("one two", metrics, 1_000) == ("one two",)


def _shown(drawing: Drawing) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, item in drawing.items_by_id.items():
        if isinstance(item, LinkItem):
            curve = item.curve
            assert curve is not None
            found[key] = (item.pen().style(), round(curve.start.x()), round(curve.end.y()))
        else:
            found[key] = (type(item).__name__, item.x(), item.y(), item.brush().color().name(), item.zValue())
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_the_drawing_that_follows_changes_equals_one_made_anew(qtbot: QtBot, data: st.DataObject) -> None:
    base = data.draw(system_maps())
    changes = data.draw(sets_on(base))
    after = base.after((c.id, c.after) for c in changes)
    followed, anew = Drawing(), Drawing()
    followed.show_map(base)
    followed.update_map(after, changes.ids)
    anew.show_map(after)
    assert followed.items_by_id.keys() == anew.items_by_id.keys()
    one, two = _shown(followed), _shown(anew)
    assert {k: v for k, v in one.items() if v != two[k]} == {}
