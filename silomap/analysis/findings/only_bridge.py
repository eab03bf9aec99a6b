"""The only bridge: two sectors that work together through one actor alone."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.layers import Layers, Pair, pair

CODE = "only_bridge"


def find(facts: Facts) -> list[Finding]:
    """Severity: half the share of required weight between the two sectors, for the link is there today; nothing where
    no handover between them is required."""
    layers = facts.layers
    cells = {(c.a, c.b): c for c in facts.cells if c.a and c.b and c.a != c.b}
    found = []
    for key, (keepers, ties) in sorted(_crossings(layers).items()):
        cell = cells.get(key)
        if cell is None or not keepers:
            continue
        actor = min(keepers)
        links = tuple(sorted(link.id for end in ties if (link := layers.tie_links.get(end)) is not None))
        capacity = layers.actors[actor].capacity
        found.append(
            Finding(
                CODE,
                cell.required / facts.handovers.required / 2,
                {
                    "actor": actor,
                    "a": key[0],
                    "b": key[1],
                    "capacity": -1 if capacity is None else capacity,
                    "both": int(len(keepers) > 1),
                    "keepers": tuple(sorted(keepers)),
                },
                elements=(*sorted(keepers), *key, *sorted({x for end in ties for x in end} - keepers)),
                links=links,
                subject=key,
            )
        )
    return found


def _crossings(layers: Layers) -> dict[Pair, tuple[set[str], list[Pair]]]:
    """Pair of sectors → the actors without any of whom no working tie between the two is left, and the ties."""
    found: dict[Pair, tuple[set[str], list[Pair]]] = {}

    def add(one: str, other: str, home: str | None, away: str | None, keepers: set[str]) -> None:
        if home is None or away is None or home == away:
            return
        key = pair(home, away)
        if key in found:
            found[key][0].intersection_update(keepers)
            found[key][1].append(pair(one, other))
        else:
            found[key] = (set(keepers), [pair(one, other)])

    for a in layers.actors:
        for b in layers.actor_ties[a]:
            if a < b:
                add(a, b, layers.sector[a], layers.sector[b], {a, b})
        own = sorted(layers.provides[a])
        for position, s in enumerate(own):
            for t in own[position + 1 :]:
                add(s, t, layers.sector[s], layers.sector[t], {a})
    for s, others in layers.service_ties.items():
        for t in others:
            if s < t:
                alone = {a for x in (s, t) if len(layers.providers[x]) == 1 for a in layers.providers[x]}
                add(s, t, layers.sector[s], layers.sector[t], alone)
    return found
