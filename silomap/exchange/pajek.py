"""Pajek networks (.net, .paj), in and out: vertices with places, arcs and edges by relation."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from silomap.errors import UserError
from silomap.exchange.foreign import MOST_NODES, Foreign, Row, with_all_ends
from silomap.exchange.reading import bounded_bytes, text_of
from silomap.i18n import N_
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LINK_KINDS, MAPPED_KINDS
from silomap.model.writing import write_atomically

SHAPES = {"actor": "box", "service": "ellipse", "need": "diamond", "group": "triangle", "sector": "cross"}
"""How kinds are told apart in a format that has no place for them."""
_KIND_OF = {shape: kind for kind, shape in SHAPES.items()}
_HEADING = re.compile(r"^\*(\w+)\s*(?::\s*(\d+))?\s*(?:\"([^\"]*)\")?\s*(.*)$")
_CANVAS = 1_000.0


def recognises(path: Path) -> bool:
    """By name."""
    return path.suffix.lower() in (".net", ".paj")


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.found = Foreign("pajek", nodes_name=path.name, links_name=path.name)
        self.section = ""
        self.relation = ""
        self.count = 0
        self.column = 0
        self.row = 0
        self.is_ours = False

    def read(self, text: str) -> Foreign:
        for number, line in enumerate(text.splitlines(), start=1):
            said = line.strip()
            if not said or said.startswith("%"):
                self.is_ours = self.is_ours or said.startswith("% SiloMap")
                continue
            heading = _HEADING.match(said) if said.startswith("*") else None
            if heading is not None:
                self._begin(number, heading)
            else:
                self._line(number, said)
            self.found.must_fit(str(self.path))
        if not self.found.nodes:
            raise UserError(N_("{path} has no vertices, so it is not a Pajek network."), path=str(self.path))
        return with_all_ends(self.found)

    def _begin(self, number: int, heading: re.Match[str]) -> None:
        name, _index, label, rest = heading.groups()
        self.section, self.relation, self.row = name.lower(), label or "", 0
        if self.section == "network":
            self.found.title = rest.strip().strip('"') or label or ""
        elif self.section == "vertices":
            digits = rest.split()[:1]
            self.count = int(digits[0]) if digits and digits[0].isascii() and digits[0].isdigit() else 0
            if self.count > MOST_NODES:
                raise UserError(N_("{path} has more rows than a map can have."), path=str(self.path))
            known = {row["id"] for _number, row in self.found.nodes}
            if not known:
                self.found.nodes = [(number, {"id": str(n), "label": str(n)}) for n in range(1, self.count + 1)]
        elif self.section in ("partition", "vector", "permutation", "cluster", "hierarchy"):
            self.found.remark(self.path.name, number, N_("“{name}” was not read"), name=name)

    def _line(self, number: int, said: str) -> None:
        words = _words(said)
        if self.section == "vertices":
            self._vertex(number, words)
        elif self.section in ("arcs", "edges"):
            self._link(number, words[:3])
        elif self.section in ("arcslist", "edgeslist"):
            for target in words[1:]:
                self._link(number, [words[0], target])
        elif self.section == "matrix":
            self.row += 1
            for column, value in enumerate(words, start=1):
                if _figure(value) not in (None, 0.0):
                    self._link(number, [str(self.row), str(column), value], is_arc=True)

    def _vertex(self, number: int, words: list[str]) -> None:
        if not words[0].isascii() or not words[0].isdigit() or not 1 <= int(words[0]) <= max(1, self.count):
            self.found.remark(self.path.name, number, N_("not a vertex: row not read"))
            return
        row: Row = {"id": words[0], "label": " ".join((words[1] if len(words) > 1 else words[0]).split()) or words[0]}
        rest = words[2:]
        figures: list[float] = []
        while rest:
            word = rest.pop(0)
            value = _figure(word)
            if value is not None and not row.get("shape"):
                figures.append(value)
            elif word in ("ic", "bc", "lc") and rest:
                colour = rest.pop(0)
                if word == "ic":
                    row["colour of the vertex"] = colour
            elif word in SHAPES.values() or word in ("circle", "empty", "man", "woman"):
                row["shape"] = word
            elif re.fullmatch(r"[a-z_]+", word) and rest:
                rest.pop(0)  # a parameter of its drawing and its value
        if len(figures) >= 2:
            row["x"], row["y"] = repr(figures[0] * _CANVAS), repr(figures[1] * _CANVAS)
        if self.is_ours and row.get("shape") in _KIND_OF:
            row["type"] = _KIND_OF[row.pop("shape")]
        position = int(words[0]) - 1
        if position < len(self.found.nodes):
            self.found.nodes[position] = (number, row)

    def _link(self, number: int, words: list[str], is_arc: bool = False) -> None:
        ends = [word.lstrip("-") for word in words[:2]]
        if len(ends) < 2 or not all(end.isascii() and end.isdigit() and 1 <= int(end) <= self.count for end in ends):
            self.found.remark(self.path.name, number, N_("a link to a vertex that is not there: row not read"))
            return
        row: Row = {"source": ends[0], "target": ends[1], "type": self.relation}
        if self.section.startswith("edges") and not is_arc:
            row["directed"] = "no"
        weight = _figure(words[2]) if len(words) > 2 else None
        if weight is not None and weight < 0:
            row["polarity"] = "-"
        if weight is not None:
            row["weight"] = words[2].lstrip("-")
        self.found.links.append((number, row))


def foreign(path: Path, _part: str = "") -> Foreign:
    """The network in a file as foreign rows."""
    return _Reader(path).read(text_of(bounded_bytes(path), str(path)))


def _words(line: str) -> list[str]:
    if '"' not in line:
        return line.split()
    try:
        words = shlex.split(line, posix=True)
    except ValueError:
        words = line.replace('"', " ").split()
    return words or [""]


def _figure(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e12 else None


def write(system_map: SystemMap, path: Path) -> None:
    """Writes a network: kinds as shapes, a relation for each kind of link, strengths as values. What else is known of
    elements has no place in this format."""
    elements = system_map.mapped
    numbers = {element.id: number for number, element in enumerate(elements, start=1)}
    xs = [e.x for e in elements if e.x is not None] or [0.0]
    ys = [e.y for e in elements if e.y is not None] or [0.0]
    wide, high = (max(max(values) - min(values), 1.0) for values in (xs, ys))
    lines = ["% SiloMap: shapes are kinds: " + ", ".join(f"{s} {k}" for k, s in SHAPES.items() if k in MAPPED_KINDS)]
    lines += [f"*Network {_quoted(system_map.info.title)}", f"*Vertices {len(elements)}"]
    for element in elements:
        x = ((element.x or 0.0) - min(xs)) / wide if element.x is not None else 0.5
        y = ((element.y or 0.0) - min(ys)) / high if element.y is not None else 0.5
        lines.append(f"{numbers[element.id]} {_quoted(element.label)} {x:.4f} {y:.4f} 0.5000 {SHAPES[element.type]}")
    for index, kind in enumerate(LINK_KINDS.values(), start=1):
        links = [link for link in system_map.links if link.kind == kind.name]
        if links:
            lines.append(f'*{"Arcs" if kind.directed else "Edges"} :{index} "{kind.name}"')
            for link in links:
                value = (link.strength or 1) * (-1 if link.polarity == "-" else 1)
                lines.append(f"{numbers[link.source]} {numbers[link.target]} {value}")
    write_atomically(path, ("\n".join(lines) + "\n").encode("utf-8"))


def _quoted(text: str) -> str:
    plain = " ".join(text.replace('"', "'").replace("\\", "/").split())
    return f'"{plain}"'
