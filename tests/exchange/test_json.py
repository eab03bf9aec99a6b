"""SiloMap JSON: lossless, stable, and told where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from silomap.errors import UserError
from silomap.exchange import silomap_json
from silomap.exchange.formats import read_map, write_map
from silomap.exchange.silomap_json import from_data, to_data
from silomap.exchange.templates import NAMES, from_template
from silomap.model.system_map import SystemMap
from silomap.paths import resource
from tests.maps import system_maps, written


@given(system_maps())
def test_nothing_is_lost(system_map: SystemMap) -> None:
    data = json.loads(json.dumps(to_data(system_map)))
    assert from_data(data, "x") == system_map


@given(system_maps())
def test_every_map_fits_the_schema(system_map: SystemMap) -> None:
    schema = json.loads(resource("schemas", "silomap-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(to_data(system_map), schema)


@pytest.mark.parametrize("name", NAMES)
def test_templates_with_their_scenario_survive(tmp_path: Path, name: str) -> None:
    system_map = from_template(name)
    for suffix in ("m.silomap.json", "m.silomap"):
        write_map(system_map, tmp_path / suffix)
        assert read_map(tmp_path / suffix).system_map == system_map


def test_the_order_does_not_depend_on_how_a_map_came_about() -> None:
    one = written("a1 provides s1\ns2 responds_to n1")
    other = SystemMap(dict(reversed(list(one.items()))))
    assert json.dumps(to_data(one)) == json.dumps(to_data(other))


GOOD = {"format": "silomap/1", "elements": [{"id": "a", "kind": "actor", "label": "A"}]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": "silomap/2"}, "newer SiloMap"),
        ({"format": "other"}, "not a SiloMap map"),
        ({"elements": {}}, "elements"),
        ({"elements": [{"id": "a", "kind": "dragon"}]}, "known type"),
        ({"elements": [{"kind": "actor"}]}, "known type"),
        ({"elements": GOOD["elements"] * 2}, "stands twice"),  # type: ignore[operator]
        ({"elements": [{"id": "a", "kind": "actor", "capacity": 9}]}, "capacity"),
        ({"elements": [{"id": "a", "kind": "actor", "label": 7}]}, "label"),
        ({"links": [{"id": "l", "kind": "provides", "source": "a", "target": "z"}]}, "leads to nothing"),
        ({"links": [{"id": "l"}]}, "incomplete"),
        ({"map": []}, "map"),
    ],
)
def test_faults_are_told_with_their_place(tmp_path: Path, change: dict[str, object], says: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps({**GOOD, **change}), encoding="utf-8")
    with pytest.raises(UserError, match=says):
        read_map(path)


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "nonsense", '"text"', "[" * 100_000])
def test_what_is_no_json_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        read_map(path)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="could not be written"):
        silomap_json.write(written("a1"), tmp_path / "file" / "m.json")


def test_unknown_endings_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_map(written("a1"), tmp_path / "m.docx")
    (tmp_path / "m.docx").write_bytes(b"PK")
    with pytest.raises(UserError, match="format that can be read"):
        read_map(tmp_path / "m.docx")
