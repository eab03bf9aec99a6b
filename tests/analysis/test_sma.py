"""The wetlands case against the sma package (Seppelt), an independent implementation of motif analysis."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from silomap.analysis.analyse import facts_of
from silomap.exchange.formats import read_map

sma = pytest.importorskip("sma")


@pytest.mark.filterwarnings("ignore")
def test_motifs_and_gaps_are_those_of_sma(shared: Path) -> None:
    """3E motifs are two actors (services) and one activity (need): I.C is the open triangle, II.C the closed one. The
    contribution of a gap to II.C is the number of triangles that a tie would close: our shared needs."""
    facts = facts_of(read_map(shared / "reference" / "wetlands").system_map)
    layers = facts.layers
    graph = nx.Graph()
    graph.add_nodes_from(layers.services, sesType=1)
    graph.add_nodes_from(layers.needs, sesType=0)
    graph.add_edges_from((s, n) for s, needs in layers.answers.items() for n in needs)
    graph.add_edges_from((s, t) for s, others in facts.neighbours.items() for t in others if s < t)
    motifs = sma.count3EMotifs(graph)
    assert (motifs["I.C"], motifs["II.C"]) == (facts.handovers.triangles_open, facts.handovers.triangles_closed)
    theirs = {frozenset(ends): int(count) for ends, count in sma.identifyGaps(graph, "1,2[II.C]") if count}
    ours = {frozenset((gap.source, gap.target)): len(gap.shared_needs) for gap in facts.gaps if gap.shared_needs}
    assert ours
    assert theirs == ours
