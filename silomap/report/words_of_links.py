"""Words for findings about links between services, sectors and actors."""

from silomap.analysis.rounding import whole
from silomap.i18n import _, ngettext
from silomap.report.fill import Fill, Words


def missing_link(f: Fill) -> Words:
    a, b = f.name("a"), f.name("b")
    shared, linked = f.ids("shared"), f.ids("linked")
    if shared:
        say = _(
            "“{a}” and “{b}” both respond to {needs}, with no link between them.",
            a=a,
            b=b,
            needs=f.names("shared"),
        )
    elif f.n("groups") or f.ids("groups"):
        say = _(
            "“{a}” and “{b}” serve the same people ({groups}), with no link between them.",
            a=a,
            b=b,
            groups=f.names("groups"),
        )
    elif len(linked) == 2:
        say = _(
            "The problems that “{a}” and “{b}” respond to feed each other ({needs}), with no link between them.",
            a=a,
            b=b,
            needs=f.names("linked"),
        )
    else:
        say = _("“{a}” and “{b}” have no link.", a=a, b=b)
    parts = []
    if f.n("pairs"):
        parts.append(ngettext("Would join {n} pair of needs", "Would join {n} pairs of needs", f.n("pairs")))
        if f.n("score_after") >= 0:
            parts.append(_("score after: {score}", score=f.n("score_after")))
    parts.append(_("asked: they do not work together") if f.n("asked") else _("not discussed yet"))
    return Words(
        _("Missing link"),
        say,
        " · ".join(parts),
        _("Who meets the person first, and whom should they call?"),
        _("Link “{a}” with “{b}”", a=a, b=b),
    )


def sectors_without_link(f: Fill) -> Words:
    detail = ngettext(
        "{n} handover is needed, none is in place", "{n} handovers are needed, none is in place", f.n("pairs")
    )
    if f.n("groups"):
        both = ngettext("{n} group needs both", "{n} groups need both", f.n("groups"))
        detail = f"{detail} · {both}"
    return Words(
        _("Sectors without a link"),
        _(
            "“{a}” and “{b}” have no working link, although people's needs tie them.",
            a=f.name("a"),
            b=f.name("b"),
        ),
        detail,
        _("What stops a first link: culture, knowledge, capacity, rules, money?"),
        _("One person from each for three months"),
    )


def silo(f: Fill) -> Words:
    return Words(
        _("Silo"),
        ngettext(
            "“{sector}” works mostly with itself: {inside} of {n} working tie stays inside.",
            "“{sector}” works mostly with itself: {inside} of {n} working ties stay inside.",
            f.n("ties"),
            sector=f.name("sector"),
            inside=f.n("inside"),
        ),
        _("People's needs also lead to: {names}", names=f.names("others"))
        if f.ids("others")
        else _("People's needs also lead elsewhere"),
        _("What stops a first link: culture, knowledge, capacity, rules, money?"),
        _("One person from each for three months"),
    )


def only_bridge(f: Fill) -> Words:
    a, b = f.name("a"), f.name("b")
    detail = (
        _("Only one tie joins the two sectors") if f.n("both") else _("Every tie between the two runs through it")
    )
    if f.n("capacity") >= 0:
        capacity = _("its capacity is {capacity} of 5", capacity=f.n("capacity"))
        detail = f"{detail} · {capacity}"
    return Words(
        _("Only bridge"),
        _("Without “{actor}”, “{a}” and “{b}” lose their link.", actor=f.name("actor"), a=a, b=b),
        detail,
        _("Who could share this role?"),
        _("Add a second link between “{a}” and “{b}”", a=a, b=b),
    )


def single_point_of_failure(f: Fill) -> Words:
    actor, lost, unjoined, pairs = f.name("actor"), f.n("lost"), f.n("unjoined"), f.n("pairs")
    if lost:
        say = ngettext(
            "If “{actor}” stops, {n} need has no answer left.",
            "If “{actor}” stops, {n} needs have no answer left.",
            lost,
            actor=actor,
        )
    elif unjoined:
        say = ngettext(
            "If “{actor}” stops, {n} need loses its joined answer.",
            "If “{actor}” stops, {n} needs lose their joined answer.",
            unjoined,
            actor=actor,
        )
    else:
        say = ngettext(
            "If “{actor}” stops, {n} pair of needs is no longer joined up.",
            "If “{actor}” stops, {n} pairs of needs are no longer joined up.",
            pairs,
            actor=actor,
        )
    parts = [f.names("needs")] if f.ids("needs") else []
    if pairs and (lost or unjoined):
        parts.append(
            ngettext("{n} pair of needs no longer joined up", "{n} pairs of needs no longer joined up", pairs)
        )
    return Words(
        _("Single point of failure"),
        say,
        " · ".join(parts) or _("Nobody else holds these needs together"),
        _("Who would notice first, and who could step in?"),
        _("Agree who stands in for “{actor}”", actor=actor),
    )


def joint_service(f: Fill) -> Words:
    parts = [ngettext("Would join {n} pair of needs", "Would join {n} pairs of needs", f.n("pairs"))]
    if f.number("before") >= 0:
        before, after = whole(f.number("before")), whole(f.number("after"))
        parts.append(_("score {before} → {after}", before=before, after=after))
    parts.append(_("together: {names}", names=f.names("providers")))
    return Words(
        _("Joint service"),
        ngettext(
            "One joint service could answer {n} need at once: {needs}.",
            "One joint service could answer {n} needs at once: {needs}.",
            len(f.ids("needs")),
            needs=f.names("needs"),
        ),
        " · ".join(parts),
        _("What would each of them bring, and what would they stop?"),
        _("Try it in one neighbourhood"),
    )
