"""What to build next, in words: single links and joint services."""

from __future__ import annotations

from silomap.analysis.joint_service import JointService
from silomap.analysis.readiness import NEEDS_SUPPORT, NOT_READY, READY, UNKNOWN
from silomap.analysis.rounding import whole
from silomap.analysis.suggest import Suggestion
from silomap.i18n import N_, _, figure, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.fill import listed

FEASIBILITY = {
    READY: N_("ready to start"),
    NEEDS_SUPPORT: N_("possible with support"),
    NOT_READY: N_("not ready yet"),
    UNKNOWN: N_("readiness unknown"),
}


def suggestion_words(system_map: SystemMap, suggestion: Suggestion) -> tuple[str, str]:
    """A link to build, and what it brings."""
    title = _("Link “{a}” with “{b}”", a=system_map.label(suggestion.source), b=system_map.label(suggestion.target))
    if suggestion.pairs_joined:
        parts = [ngettext("Would join {n} pair of needs", "Would join {n} pairs of needs", suggestion.pairs_joined)]
    else:
        parts = [
            _("Would join no further pair of needs, but covers required handovers ({n})", n=figure(suggestion.weight))
        ]
    if suggestion.score_after is not None:
        parts.append(_("score after: {score}", score=whole(suggestion.score_after)))
    if suggestion.bound is not None:
        parts.append(_("no choice of so many links reaches more than {bound}", bound=whole(suggestion.bound)))
    parts.append(_(FEASIBILITY[suggestion.feasibility]))
    return title, " · ".join(parts)


def joint_service_words(system_map: SystemMap, joint: JointService) -> tuple[str, str, str]:
    """A service that several providers would offer together: what for, by whom, before and after."""
    needs = listed([_("“{name}”", name=system_map.label(need)) for need in joint.needs])
    title = ngettext(
        "One joint service for {n} need: {needs}",
        "One joint service for {n} needs: {needs}",
        len(joint.needs),
        needs=needs,
    )
    who = _("Provided together by: {names}", names=listed([system_map.label(actor) for actor in joint.providers]))
    gain = ngettext("Would join {n} pair of needs", "Would join {n} pairs of needs", joint.pairs_joined)
    parts = [gain]
    if joint.score_before is not None and joint.score_after is not None:
        parts.append(_("score {before} → {after}", before=whole(joint.score_before), after=whole(joint.score_after)))
    if joint.fragmented_after != joint.fragmented_before:
        parts.append(
            _("fragmented responses {before} → {after}", before=joint.fragmented_before, after=joint.fragmented_after)
        )
    return title, who, " · ".join(parts)
