"""Two services that people's needs tie together have no working link."""

from silomap.analysis.finding import Facts, Finding
from silomap.analysis.gaps import Gap
from silomap.analysis.rounding import whole

CODE = "missing_link"
MOST = 30


def find(facts: Facts) -> list[Finding]:
    """The first gaps in their order."""
    return [finding_of(gap, len(facts.lived), facts.handovers.required) for gap in facts.gaps[:MOST]]


def finding_of(gap: Gap, total: int, required: float) -> Finding:
    """A gap as a finding. Severity: the share of lived pairs (of `total`) a link would newly join, or of required
    weight it would cover, whichever is more."""
    severity = max(gap.pairs_joined / total if total else 0.0, gap.weight / required if required else 0.0)
    reasons = set(gap.shared_needs) | {n for linked in gap.linked_needs for n in linked}
    reasons |= {n for _, a, b in gap.lived_pairs for n in (a, b)}
    groups = {g for g, _, _ in gap.lived_pairs if g is not None}
    needs = gap.lived_pairs[0][1:] if gap.lived_pairs else gap.linked_needs[0] if gap.linked_needs else ()
    return Finding(
        CODE,
        severity,
        {
            "a": gap.source,
            "b": gap.target,
            "pairs": gap.pairs_joined,
            "shared": gap.shared_needs,
            "linked": tuple(needs),
            "groups": tuple(sorted(groups)),
            "asked": int(gap.asked),
            "feasibility": gap.feasibility,
            "score_after": -1 if gap.score_after is None else whole(gap.score_after),
        },
        elements=(gap.source, gap.target, *sorted(reasons | groups)),
        subject=(gap.source, gap.target),
        missing=((gap.source, gap.target),),
        actions=("draw_link",),
    )
