"""Speed and memory of the analysis against size, beside the sma package and pure NetworkX in the same run.

    python benchmarks/analysis.py [SIZE …]

Prints a table and saves docs/images/growth.svg where all sizes are run. Every size runs in a process of its own, so
that its peak of memory is its own. Nothing here is asserted.
"""

from __future__ import annotations

import gc
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
SIZES = (30, 200, 1_000, 5_000, 10_000)
WETLANDS = HERE.parents[1] / "shared" / "reference" / "wetlands"


def timed(act: Callable[[], Any], budget: float = 3.0, most: int = 15) -> float:
    """The median of as many runs as fit the budget of seconds, at least one, in milliseconds."""
    times: list[float] = []
    while not times or (len(times) < most and sum(times) < budget):
        begin = time.perf_counter()
        act()
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1_000


def one(size: int) -> dict[str, float]:
    """All figures of one size."""
    from benchmarks.shapes import realistic
    from silomap.analysis.analyse import analyse, facts_of, result_of
    from silomap.analysis.memo import Memo
    from silomap.analysis.suggest import suggest
    from silomap.model.elements import Actor, Link, Need, Service

    system_map = realistic(size, 3.0)
    start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begin = time.perf_counter()
    analyse(system_map)
    rows = {"whole, the first in a process": (time.perf_counter() - begin) * 1_000}
    rows["whole"] = timed(lambda: analyse(system_map))
    services, actors, needs = (system_map.all(kind) for kind in (Service, Actor, Need))
    causal = next(k for k in system_map.links if k.kind == "leads_to")

    def link(kind: str, a: str, b: str) -> Link:
        return Link(id="new", kind=kind, source=a, target=b)

    edits = {
        "structure: a service answers a need": link("responds_to", services[0].id, needs[-1].id),
        "structure: two services work together": link("coordinates_with", services[0].id, services[-1].id),
        "structure: two actors work together": link("coordinates_with", actors[0].id, actors[-1].id),
        "structure: a group's need": link("experiences", "g0", needs[-1].id),
        "structure: a cause": link("leads_to", needs[0].id, needs[-1].id),
        "attributes: readiness": replace(actors[0], readiness=1),
        "attributes: strength of a cause": replace(causal, strength=1 + (causal.strength or 3) % 5),
        "text: a need's name": replace(needs[0], label="Other"),
        "layout: a move": replace(services[0], x=1.0, y=1.0),
    }
    memo = Memo()
    for name, entity in edits.items():
        after = system_map.after([(entity.id, entity)])
        first, complete = [], []
        gc.disable()  # as the analysis process does; it collects between answers
        for _ in range(3 if size > 2_000 else 9):
            memo.may_wait = False
            result_of(system_map, facts_of(system_map, 200, memo))
            memo.may_wait = True
            gc.collect()
            begin = time.perf_counter()
            result_of(after, facts_of(after, 200, memo), not memo.is_behind)
            first.append((time.perf_counter() - begin) * 1_000)
            if memo.is_behind:
                memo.may_wait = False
                result_of(after, facts_of(after, 200, memo))
                complete.append((time.perf_counter() - begin) * 1_000)
        gc.enable()
        rows[f"after an edit, {name}"] = statistics.median(first)
        if complete:
            rows[f"after an edit, {name}, with the network"] = statistics.median(complete)
    rows["gaps"] = timed(lambda: _gaps(system_map))
    facts = facts_of(system_map)
    for level in ("services", "actors"):
        rows[f"suggest -k 10, {level}"] = timed(lambda lv=level: suggest(facts.layers, facts.missing, 10, lv))
    rows.update(_network(facts.layers, size))
    rows["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows["of it before the analysis, MB"] = start
    return rows


def _gaps(system_map: Any) -> Any:
    from silomap.analysis.coordination import requirements, working_neighbours
    from silomap.analysis.gaps import gaps, missing_links
    from silomap.analysis.joined import lived_pairs
    from silomap.analysis.layers import Layers

    layers = Layers.of(system_map)
    required, neighbours = requirements(layers), working_neighbours(layers)
    missing = missing_links(layers, required, neighbours, lived_pairs(layers, neighbours))
    return gaps(layers, required, missing)


def _network(layers: Any, size: int) -> dict[str, float]:
    """The actors' network, and the same by pure NetworkX where that ends within reason."""
    import networkx as nx

    from silomap.analysis.brokers import brokerage, constraint
    from silomap.analysis.network import actor_graph, distance_fragmentation

    graph = actor_graph(layers)
    rows = {
        "brokers": timed(lambda: brokerage(layers)),
        "distance-weighted fragmentation": timed(lambda: distance_fragmentation(graph)),
        "constraint": timed(lambda: [constraint(layers, actor) for actor in graph]),
    }
    if size <= 1_000:
        rows["pure NetworkX: betweenness alone"] = timed(lambda: nx.betweenness_centrality(graph))
        rows["pure NetworkX: distances"] = timed(lambda: dict(nx.all_pairs_shortest_path_length(graph)))
        rows["pure NetworkX: constraint"] = timed(lambda: nx.constraint(graph, list(graph)))
    return rows


def wetlands() -> None:
    """The gap search of the reference case beside sma's."""
    try:
        import networkx as nx
        import sma  # GPL, so no dependency of ours: pip install sma to see this line
    except ImportError:
        return print("sma is not installed: no comparison of the gap search")
    if not WETLANDS.exists():
        return print("no wetlands case here: no comparison of the gap search")
    from silomap.analysis.analyse import facts_of
    from silomap.exchange.formats import read_map

    system_map = read_map(WETLANDS).system_map
    facts = facts_of(system_map)
    graph = nx.Graph()
    graph.add_nodes_from(facts.layers.services, sesType=1)
    graph.add_nodes_from(facts.layers.needs, sesType=0)
    graph.add_edges_from((s, n) for s, needs in facts.layers.answers.items() for n in needs)
    graph.add_edges_from((s, t) for s, others in facts.neighbours.items() for t in others if s < t)
    theirs = timed(lambda: sma.identifyGaps(graph, "1,2[II.C]"))
    ours = timed(lambda: _gaps(system_map))
    only = timed(lambda: _search(facts))
    print(
        f"gap search on wetlands: sma {theirs:.0f} ms; ours from the map {ours:.1f} ms ({theirs / ours:.0f}×), ",
        end="",
    )
    print(f"from the layers, as sma starts from its graph, {only:.1f} ms ({theirs / only:.0f}×)")
    return None


def _search(facts: Any) -> Any:
    """What sma's call does: how many shared needs each missing tie would join, in order; from the layers, with our
    reasons for each gap."""
    from silomap.analysis.coordination import requirements
    from silomap.analysis.gaps import gaps, missing_links

    layers = facts.layers
    required = requirements(layers)
    return gaps(layers, required, missing_links(layers, required, facts.neighbours, facts.lived))


def plot(found: dict[int, dict[str, float]], path: Path) -> None:
    """Growth against size, both axes logarithmic, with a line of slope 1 to compare."""
    shown = {
        "whole": "#2457c5",
        "gaps": "#c2185b",
        "brokers": "#b45309",
        "suggest -k 10, services": "#00875f",
        "after an edit, structure: a service answers a need": "#a84f86",
    }
    width, height, margin = 720, 460, 70
    low, high = 0.1, 10_000.0

    def x(size: float) -> float:
        return margin + (math.log10(size) - 1.3) / (4.1 - 1.3) * (width - 2 * margin)

    def y(ms: float) -> float:
        share = (math.log10(max(ms, low)) - math.log10(low)) / (math.log10(high) - math.log10(low))
        return height - margin - share * (height - 2 * margin)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="Inter, sans-serif" font-size="12">'
    ]
    parts.append(f'<rect width="{width}" height="{height}" fill="#ffffff"/>')
    for exponent in range(-1, 5):
        at = y(10**exponent)
        parts.append(f'<line x1="{margin}" x2="{width - margin}" y1="{at:.1f}" y2="{at:.1f}" stroke="#dfe4ea"/>')
        unit = f"{10**exponent:g} ms" if exponent < 3 else f"{10 ** (exponent - 3)} s"
        parts.append(f'<text x="{margin - 8}" y="{at + 4:.1f}" text-anchor="end">{unit}</text>')
    for size in found:
        parts.append(f'<text x="{x(size):.1f}" y="{height - margin + 18}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{width / 2}" y="{height - 14}" text-anchor="middle">elements, three links each</text>')
    sizes = list(found)
    one_to_one = [(x(s), y(0.1 * s)) for s in (sizes[0], sizes[-1])]
    parts.append(_line(one_to_one, "#8894a3", dash=True))
    left, legend = width - 325, height - margin - 90
    parts.append(f'<text x="{left}" y="{legend - 17}" fill="#566373">dotted: in proportion to the size</text>')
    for position, (name, colour) in enumerate(shown.items()):
        parts.append(_line([(x(s), y(rows[name])) for s, rows in found.items()], colour))
        parts.append(f'<text x="{left}" y="{legend + 17 * position}" fill="{colour}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def _line(points: list[tuple[float, float]], colour: str, dash: bool = False) -> str:
    text = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    style = ' stroke-dasharray="4 5"' if dash else ""
    return f'<polyline points="{text}" fill="none" stroke="{colour}" stroke-width="2"{style}/>'


def main() -> None:
    if sys.argv[1:2] == ["one"]:
        return print(json.dumps(one(int(sys.argv[2]))))
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "one", str(size)], check=True, capture_output=True, text=True
        )
        found[size] = json.loads(done.stdout)
    names = list(dict.fromkeys(name for rows in found.values() for name in rows))
    print(f"{'ms, median':<66}" + "".join(f"{size:>9,}" for size in sizes))
    for name in names:
        print(
            f"{name:<66}" + "".join(f"{rows[name]:>9.1f}" if name in rows else f"{'':>9}" for rows in found.values())
        )
    for size, rows in found.items():
        if "pure NetworkX: betweenness alone" in rows:
            pure = rows["pure NetworkX: betweenness alone"] / rows["brokers"]
            far = rows["pure NetworkX: distances"] / rows["distance-weighted fragmentation"]
            print(
                f"{size:,}: NetworkX's betweenness takes {pure:.1f}× all our brokers, its distances {far:.1f}× ours"
            )
    wetlands()
    if sizes == list(SIZES):
        plot(found, HERE.parent / "docs" / "images" / "growth.svg")
    return None


main()
