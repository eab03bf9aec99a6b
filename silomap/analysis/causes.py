"""Root causes and symptoms: what leads to what, and holes in the chain."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.graphs import nx
from silomap.analysis.layers import USUAL_STRENGTH, Layers
from silomap.analysis.travel import travels

CAUSE, MIDDLE, SYMPTOM = "cause", "middle", "symptom"


@travels
@dataclass(frozen=True, slots=True)
class Causality:
    """Where a need stands in the chain of causes."""

    id: str
    balance: float | None
    role: str | None
    reach: int
    is_hole: bool


def causality(layers: Layers) -> dict[str, Causality]:
    """The causal place of every need.

    balance = (out − in)/(out + in) over strengths of `leads_to` (3 where unset), −1…1, None without causal links;
    role: cause above ⅓, symptom below −⅓, else middle. reach: how many other needs lie downstream. Hole in the
    chain: unanswered, with something before it and something after it.
    Cost: O(needs + links), reach O(needs² / 64) through bit sets over the condensation.
    Source: influence as in participatory systems mapping (Barbrook-Johnson & Penn 2022).
    """
    reach = _reach(layers)
    found = {}
    for need in sorted(layers.needs):
        effects, causes = layers.effects[need], layers.causes[need]
        out = sum(link.strength or USUAL_STRENGTH for link in effects.values())
        into = sum(layers.effects[cause][need].strength or USUAL_STRENGTH for cause in causes)
        balance = (out - into) / (out + into) if out + into else None
        found[need] = Causality(
            id=need,
            balance=balance,
            role=_role(balance),
            reach=reach[need],
            is_hole=not layers.responders[need] and bool(effects) and bool(causes),
        )
    return found


def _role(balance: float | None) -> str | None:
    if balance is None:
        return None
    return CAUSE if balance > 1 / 3 else SYMPTOM if balance < -1 / 3 else MIDDLE


def _reach(layers: Layers) -> dict[str, int]:
    graph = nx.DiGraph()
    graph.add_nodes_from(layers.needs)
    graph.add_edges_from((n, m) for n, targets in layers.effects.items() for m in targets)
    loops = nx.condensation(graph)
    bit = {need: 1 << position for position, need in enumerate(layers.needs)}
    downstream: dict[int, int] = {}
    for loop in reversed(list(nx.topological_sort(loops))):
        bits = 0
        for need in loops.nodes[loop]["members"]:
            bits |= bit[need]
        for following in loops.successors(loop):
            bits |= downstream[following]
        downstream[loop] = bits
    return {need: downstream[loops.graph["mapping"][need]].bit_count() - 1 for need in layers.needs}


@dataclass(frozen=True, slots=True)
class Effort:
    """Where the effort goes: how strongly a need is answered, on average."""

    causes: float | None
    symptoms: float | None


def effort(layers: Layers, places: dict[str, Causality]) -> Effort:
    """Mean strength of the answers to a need, for causes and for symptoms.

    Definition: strengths of `responds_to` links (3 where unset) summed a need, an unanswered need counting 0; the
    mean over needs whose role is cause, and over those whose role is symptom. Range ≥ 0, None where no need has the
    role. Unit: points of strength a need. Cost: O(answers).
    """

    def mean(role: str) -> float | None:
        found = [layers.effort(need) for need, place in places.items() if place.role == role]
        return sum(found) / len(found) if found else None

    return Effort(mean(CAUSE), mean(SYMPTOM))
