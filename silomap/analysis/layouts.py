"""Layouts that look at links: force, layered causes, radial. Pure functions from a map to an Arrangement.

Elements leave the regions of their sectors (their colour still says where they belong); the regions stand as tiles
in rows above. Pinned elements and regions stay. No two elements overlap afterwards. The same map gives the same
picture.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from silomap.analysis.graphs import nx, rx
from silomap.model.elements import Element, Sector, Sticky
from silomap.model.placing import CELL_HEIGHT, CELL_WIDTH, Places, room_of
from silomap.model.settling import settled
from silomap.model.system_map import SystemMap
from silomap.model.tidying import Arrangement, by_sector, tidy

TILE = (220.0, 64.0)
TILE_GAP = 20.0
LINK_LENGTH = 190.0
COLUMN = CELL_WIDTH + 90.0
RING = 240.0
SWEEPS = 4
FLAT = 0.6
"""Rings are flatter than round, as elements and screens are wider than high."""
SEED = 7
FEW = 1_500
Tell = Callable[[float], None]
"""Told how much of the work is done, from 0 to 1."""


def silently(_share: float) -> None:
    """For those who do not want to be told."""


def force(system_map: SystemMap, focus: Iterable[str] = (), tell: Tell = silently) -> Arrangement:
    """What is linked comes near, what is not drifts apart (Fruchterman and Reingold 1991, rustworkx). Starts from
    the present places: a small edit gives a small change. Parts that no link joins stand side by side, the largest
    first. O(iterations · elements²), fewer iterations for more elements."""
    nodes = _nodes(system_map)
    if not nodes:
        return _arranged(system_map, nodes, {})
    graph = _graph(system_map, nodes)
    has_pins = any(e.pinned for e in nodes)
    parts = [set(graph)] if has_pins else [set(part) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    present = _apart(nodes)
    drawn = []
    for number, part in enumerate(parts):
        members = [system_map.element(key) for key in sorted(part)]
        drawn.append(_pulled(graph.subgraph(part), members, present, tell))
        tell(0.8 * (number + 1) / len(parts))
    return _arranged(system_map, nodes, drawn[0] if has_pins else _side_by_side(drawn))


def _pulled(graph: nx.Graph[str], nodes: list[Element], present: Places, tell: Tell) -> Places:
    """One part of the map under its forces."""
    at = [present[e.id] for e in nodes]
    middle = (sum(x for x, _y in at) / len(at), sum(y for _x, y in at) / len(at))
    extent = max(max(abs(x - middle[0]), abs(y - middle[1])) for x, y in at) or 1.0
    found = {i: ((x - middle[0]) / extent, (y - middle[1]) / extent) for i, (x, y) in enumerate(at)}
    index = {e.id: i for i, e in enumerate(nodes)}
    made: rx.PyGraph[str, None] = rx.PyGraph(multigraph=False)
    made.add_nodes_from(list(index))
    made.add_edges_from(sorted((min(index[a], index[b]), max(index[a], index[b]), None) for a, b in graph.edges))
    fixed = {index[e.id] for e in nodes if e.pinned}
    iterations = max(15, min(150, 120_000 // len(nodes)))
    steps = 1 if len(nodes) < FEW else 5
    for step in range(steps if len(nodes) > 1 else 0):
        found = dict(rx.spring_layout(made, pos=found, fixed=fixed or None, num_iter=iterations // steps, seed=SEED))
        if steps > 1:
            tell(0.8 * (step + 1) / steps)
    unit = extent if fixed else _scale_of(made, found)
    return {key: (middle[0] + found[i][0] * unit, middle[1] + found[i][1] * unit) for key, i in index.items()}


def _side_by_side(parts: list[Places]) -> Places:
    """Parts in rows, as wide together as a screen."""
    boxes = []
    for part in parts:
        xs, ys = [x for x, _y in part.values()], [y for _x, y in part.values()]
        boxes.append((min(xs), min(ys), max(xs) - min(xs) + CELL_WIDTH * 1.1, max(ys) - min(ys) + CELL_HEIGHT * 1.2))
    widest = max(max(w for _l, _t, w, _h in boxes), math.sqrt(sum(w * h for _l, _t, w, h in boxes) * 1.6))
    places: Places = {}
    x = y = height = 0.0
    for part, (left, top, w, h) in zip(parts, boxes, strict=True):
        if x and x + w > widest:
            x, y, height = 0.0, y + height, 0.0
        places.update({key: (px - left + x, py - top + y) for key, (px, py) in part.items()})
        x, height = x + w, max(height, h)
    return places


def layered(system_map: SystemMap, focus: Iterable[str] = (), tell: Tell = silently) -> Arrangement:
    """Causes left, effects right: needs in columns by the longest way of `leads_to` that ends in them (a circle
    begins with what is most of a cause); services above the needs they answer, actors above services, groups below.
    O(elements + links)."""
    nodes = _nodes(system_map)
    rank = _ranks(system_map, nodes)
    rows = {"actor": 0, "service": 1, "need": 2, "group": 3}
    columns: dict[tuple[int, int], list[str]] = {}
    for element in nodes:
        columns.setdefault((rows[element.type], rank[element.id]), []).append(element.id)
    places = _in_columns(system_map, columns)
    return _arranged(system_map, nodes, places)


def radial(system_map: SystemMap, focus: Iterable[str] = (), tell: Tell = silently) -> Arrangement:
    """The chosen elements (the most linked one where none is chosen) in the middle, the others on rings by the number
    of links from there; what no way leads to stands below. O(elements + links)."""
    nodes = _nodes(system_map)
    graph = _graph(system_map, nodes)
    chosen = sorted(set(graph).intersection(focus))
    if not chosen and nodes:
        chosen = [max(graph, key=lambda key: (len(system_map.links_of(key)), key))]
    rings = [sorted(layer) for layer in nx.bfs_layers(graph, chosen)] if chosen else []
    places = _on_rings(graph, rings)
    rest = sorted(set(graph) - set(places))
    bottom = max((y for _x, y in places.values()), default=0.0) + 2 * CELL_HEIGHT
    a_row = max(4, math.ceil(math.sqrt(len(rest) * 3)))
    for number, key in enumerate(rest):
        row, column = divmod(number, a_row)
        places[key] = ((column - (min(a_row, len(rest)) - 1) / 2) * CELL_WIDTH, bottom + row * CELL_HEIGHT)
    return _arranged(system_map, nodes, places)


LAYOUTS: dict[str, Callable[[SystemMap, Iterable[str], Tell], Arrangement]] = {
    "tidy": lambda system_map, _focus, _tell: tidy(system_map),
    "by_sector": lambda system_map, _focus, _tell: by_sector(system_map),
    "force": force,
    "layered": layered,
    "radial": radial,
}
"""Every layout by name."""


def _nodes(system_map: SystemMap) -> list[Element]:
    """What is linked; sticky notes stand by."""
    return sorted((e for e in system_map.mapped if not isinstance(e, Sector)), key=lambda e: e.id)


def _at(element: Element) -> tuple[float, float]:
    return (element.x or 0.0, element.y or 0.0)


def _apart(nodes: list[Element]) -> Places:
    """The present places, none the same as another: two in one place could never part."""
    seen: set[tuple[float, float]] = set()
    found: Places = {}
    for number, element in enumerate(nodes):
        x, y = _at(element)
        while (x, y) in seen:
            angle = number * 2.399963  # the golden angle: neighbours in the list go different ways
            x, y = x + 40.0 * math.cos(angle), y + 40.0 * math.sin(angle)
        seen.add((x, y))
        found[element.id] = (x, y)
    return found


def _graph(system_map: SystemMap, nodes: list[Element]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(e.id for e in nodes)
    graph.add_edges_from(_pairs(system_map, graph))
    return graph


def _pairs(system_map: SystemMap, among: Iterable[str]) -> list[tuple[str, str]]:
    ids = set(among)
    links = system_map.links
    pairs = {(min(k.source, k.target), max(k.source, k.target)) for k in links}
    return sorted(pair for pair in pairs if pair[0] in ids and pair[1] in ids)


def _scale_of(graph: rx.PyGraph[str, None], found: Mapping[int, tuple[float, float]]) -> float:
    """How much larger it has to be drawn for links of a usual length."""
    lengths = sorted(math.dist(found[a], found[b]) for a, b in graph.edge_list())
    middle = lengths[len(lengths) // 2] if lengths else 0.0
    room = math.sqrt(len(graph) * CELL_WIDTH * CELL_HEIGHT) * 0.9
    return max(LINK_LENGTH / middle if middle > 1e-6 else 0.0, room)


def _ranks(system_map: SystemMap, nodes: list[Element]) -> dict[str, int]:
    """Columns: needs by the causes before them, other elements by the needs they have to do with."""
    needs = [e.id for e in nodes if e.type == "need"]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((k.source, k.target) for k in system_map.links if k.kind == "leads_to")
    graph.remove_edges_from(_backward(graph))
    rank: dict[str, int] = {}
    for number, layer in enumerate(nx.topological_generations(graph)):
        rank.update(dict.fromkeys(layer, number))
    for kind in ("service", "actor", "group"):
        for element in nodes:
            if element.type == kind:
                near = sorted(rank[other] for other in _neighbours(system_map, element.id) if other in rank)
                rank[element.id] = near[(len(near) - 1) // 2] if near else 0
    return rank


def _backward(graph: nx.DiGraph[str]) -> list[tuple[str, str]]:
    """In each circle, the links from what is more of an effect to what is more of a cause: no circle is left without
    them."""
    found = []
    for part in nx.strongly_connected_components(graph):
        inner = graph.subgraph(part)
        order = sorted(part, key=lambda key: (inner.in_degree(key) - inner.out_degree(key), key))
        place = {key: number for number, key in enumerate(order)}
        found += [(a, b) for a, b in inner.edges if place[a] > place[b]]
    return found


def _neighbours(system_map: SystemMap, key: str) -> list[str]:
    links = (system_map[link] for link in system_map.links_of(key))
    return sorted(k.target if k.source == key else k.source for k in links)  # type: ignore[attr-defined]


def _in_columns(system_map: SystemMap, columns: dict[tuple[int, int], list[str]]) -> Places:
    """Bands under one another, each as high as its fullest column; within a column, near what it is linked to."""
    bands = sorted({band for band, _column in columns})
    places: Places = {}
    for _sweep in range(SWEEPS):
        top = 0.0
        for band in bands:
            tallest = max(len(keys) for (b, _c), keys in columns.items() if b == band)
            for (_b, column), keys in ((k, v) for k, v in columns.items() if k[0] == band):
                keys.sort(key=lambda key: (_mean_y(system_map, key, places), key))
                offset = (tallest - len(keys)) / 2
                for number, key in enumerate(keys):
                    shift = 0.0 if band == 2 else COLUMN * 0.12 * (1 if number % 2 else -1)
                    places[key] = (column * COLUMN + shift, top + (offset + number + 0.5) * CELL_HEIGHT)
            top += tallest * CELL_HEIGHT + CELL_HEIGHT * 0.9
    return places


def _mean_y(system_map: SystemMap, key: str, places: Places) -> float:
    near = [places[other][1] for other in _neighbours(system_map, key) if other in places]
    return sum(near) / len(near) if near else 0.0


def _on_rings(graph: nx.Graph[str], rings: list[list[str]]) -> Places:
    """Each ring wide enough for what stands on it; on a ring, near the angle of what leads there."""
    places: Places = {}
    angles: dict[str, float] = {}
    radius = 0.0
    for number, ring in enumerate(rings):
        if number == 0 and len(ring) == 1:
            places[ring[0]], angles[ring[0]] = (0.0, 0.0), 0.0
            continue
        radius = max(radius + RING, len(ring) * (CELL_WIDTH + 10) / math.tau)
        ordered = sorted(ring, key=lambda key: (_mean_angle(graph, key, angles), key))
        for position, key in enumerate(ordered):
            angle = math.tau * position / len(ring) - math.pi / 2
            angles[key] = angle
            places[key] = (radius * math.cos(angle), radius * math.sin(angle) * FLAT)
    return places


def _mean_angle(graph: nx.Graph[str], key: str, angles: Mapping[str, float]) -> float:
    near = [angles[other] for other in graph.neighbors(key) if other in angles]
    if not near:
        return math.pi
    return math.atan2(sum(map(math.sin, near)), sum(map(math.cos, near)))


def _arranged(system_map: SystemMap, nodes: list[Element], places: Places) -> Arrangement:
    """Without overlaps, pinned elements where they were, around the middle of the present map, regions above."""
    shift = _shift(nodes, places)
    moved = [e if e.pinned else replace(e, x=places[e.id][0] + shift[0], y=places[e.id][1] + shift[1]) for e in nodes]
    final = settled(moved)
    _stickies_below(system_map, final)
    sizes: Places = {}
    regions = [s for s in system_map.sectors if not s.pinned]
    if regions:
        left = min((x for x, _y in final.values()), default=0.0) - CELL_WIDTH / 2
        top = min((y for _x, y in final.values()), default=0.0) - CELL_HEIGHT * 1.6
        width = max((x for x, _y in final.values()), default=0.0) + CELL_WIDTH / 2 - left
        a_row = max(1, int((width + TILE_GAP) // (TILE[0] + TILE_GAP)))
        rows = math.ceil(len(regions) / a_row)
        for number, region in enumerate(regions):
            row, column = divmod(number, a_row)
            x = left + TILE[0] / 2 + column * (TILE[0] + TILE_GAP)
            final[region.id] = (x, top - (rows - 1 - row) * (TILE[1] + TILE_GAP))
            sizes[region.id] = TILE
    return Arrangement(final, sizes)


def _stickies_below(system_map: SystemMap, places: Places) -> None:
    x = min((x for x, _y in places.values()), default=0.0) - CELL_WIDTH / 2
    bottom = max((y for _x, y in places.values()), default=0.0) + CELL_HEIGHT
    for sticky in system_map.all(Sticky):
        width, height = room_of(sticky)
        if not sticky.pinned:
            places[sticky.id] = (x + width / 2, bottom + height / 2)
            x += width


def _shift(nodes: list[Element], places: Places) -> tuple[float, float]:
    """So that pinned elements fit in, else that the middle of the map stays where it was."""
    held = [e for e in nodes if e.pinned] or nodes
    if not held:
        return (0.0, 0.0)
    dx = sum((e.x or 0.0) - places[e.id][0] for e in held) / len(held)
    dy = sum((e.y or 0.0) - places[e.id][1] for e in held) / len(held)
    return (dx, dy)
