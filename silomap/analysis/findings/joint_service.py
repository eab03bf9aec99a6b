"""One joint service would join a cluster of needs that people live with at once and cannot cross today."""

from silomap.analysis.finding import Facts, Finding

CODE = "joint_service"


def find(facts: Facts) -> list[Finding]:
    """Severity: half the share of lived pairs it would newly join, for it is an answer and not a problem."""
    return [
        Finding(
            CODE,
            joint.pairs_joined / facts.missing.need_pairs / 2,
            {
                "needs": joint.needs,
                "providers": joint.providers,
                "pairs": joint.pairs_joined,
                "before": -1.0 if joint.score_before is None else joint.score_before,
                "after": -1.0 if joint.score_after is None else joint.score_after,
            },
            elements=(*joint.needs, *joint.providers, *joint.groups),
            subject=joint.needs,
            actions=("draw_service",),
        )
        for joint in facts.joint_services
    ]
