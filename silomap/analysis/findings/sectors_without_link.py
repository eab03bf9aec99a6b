"""Two sectors without a working link between their services, although people's needs require one."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.layers import Pair, pair

CODE = "sectors_without_link"


def find(facts: Facts) -> list[Finding]:
    """Severity: the share of required weight between the two sectors."""
    layers = facts.layers
    needing: dict[str, set[str]] = {}
    for group, needs in layers.lives_with.items():
        needing[group] = {s for n in needs for x in layers.responders[n] if (s := layers.sector[x]) is not None}
    apart = {
        (cell.a, cell.b): list[Pair]()
        for cell in facts.cells
        if not cell.linked_pairs and cell.a != cell.b and cell.a and cell.b
    }
    if not apart:
        return []
    for (s, t), weight in facts.missing.weight.items():
        ends = pair(layers.sector[s] or "", layers.sector[t] or "")
        if weight > 0 and ends in apart:
            apart[ends].append((s, t))
    found = []
    for cell in facts.cells:
        if (cell.a, cell.b) not in apart:
            continue
        groups = tuple(sorted(g for g, sectors in needing.items() if {cell.a, cell.b} <= sectors))
        missing = tuple(sorted(apart[cell.a, cell.b]))
        found.append(
            Finding(
                CODE,
                cell.required / facts.handovers.required,
                {
                    "a": cell.a,
                    "b": cell.b,
                    "pairs": cell.required_pairs,
                    "groups": len(groups),
                    "who": groups,
                },
                elements=(cell.a, cell.b, *sorted({x for p in missing for x in p})),
                subject=(cell.a, cell.b),
                missing=missing,
            )
        )
    return found
