"""Two sectors without a working link between their services, although people's needs require one."""

from silomap.analysis.finding import Facts, Finding

CODE = "sectors_without_link"


def find(facts: Facts) -> list[Finding]:
    """Severity: the share of required weight between the two sectors."""
    layers = facts.layers
    needing: dict[str, set[str]] = {}
    for group, needs in layers.lives_with.items():
        needing[group] = {s for n in needs for x in layers.responders[n] if (s := layers.sector[x]) is not None}
    found = []
    for cell in facts.cells:
        if cell.linked_pairs or cell.a == cell.b or not cell.a or not cell.b:
            continue
        groups = tuple(sorted(g for g, sectors in needing.items() if {cell.a, cell.b} <= sectors))
        ends = {cell.a, cell.b}
        missing = tuple(
            (g.source, g.target)
            for g in facts.gaps
            if {layers.sector[g.source], layers.sector[g.target]} == ends and g.weight > 0
        )
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
                missing=missing,
            )
        )
    return found
