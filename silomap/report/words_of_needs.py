"""Words for findings about needs and the people who live with them."""

from silomap.i18n import _, figure, ngettext
from silomap.report.fill import Fill, Words


def hole(f: Fill) -> Words:
    return Words(
        _("Hole in the chain"),
        _(
            "Nobody responds to “{need}”, which stands between {before} and {after}.",
            need=f.name("need"),
            before=f.names("before"),
            after=f.names("after"),
        ),
        _with_near(f, _("Leads to: {names}", names=f.names("after"))),
        _("Who could act here, before the crisis?"),
        _("Give “{need}” an owner", need=f.name("need")),
    )


def unanswered_need(f: Fill) -> Words:
    return Words(
        _("No answer"),
        _("No service on this map responds to “{need}”.", need=f.name("need")),
        _with_near(f, _groups(f)),
        _("Is it really empty, or did we not invite those who know?"),
        _("Ask those who live with it, then decide"),
    )


def _groups(f: Fill) -> str:
    if not f.n("groups"):
        return _("No group on the map lives with it")
    return ngettext(
        "{n} group lives with it: {who}", "{n} groups live with it: {who}", f.n("groups"), who=f.names("who")
    )


def _with_near(f: Fill, detail: str) -> str:
    """The detail, with those who stand nearest to an unanswered need."""
    if not f.ids("near"):
        return detail
    near = _("Nearest to it: {names}", names=f.names("near"))
    return f"{detail} · {near}"


def fragmented_need(f: Fill) -> Words:
    across = ngettext("{n} sector", "{n} sectors", f.n("sectors"))
    say = ngettext(
        "“{need}” is answered by {n} service",
        "“{need}” is answered by {n} services that do not all work together",
        f.n("services"),
        need=f.name("need"),
    )
    if f.n("unlinked") == f.n("pairs"):
        say = ngettext(
            "“{need}” is answered by {n} service that works alone",
            "“{need}” is answered by {n} services that do not work together",
            f.n("services"),
            need=f.name("need"),
        )
    if f.n("sectors") > 1:
        say = _("{sentence}, in {sectors}", sentence=say, sectors=across)
    detail = ngettext(
        "{who} · {unlinked} of {n} pair unlinked",
        "{who} · {unlinked} of {n} pairs unlinked",
        f.n("pairs"),
        who=f.names("who"),
        unlinked=f.n("unlinked"),
    )
    return Words(
        _("Fragmented response"),
        say + ".",
        detail,
        _("Do people choose, or do they get lost?"),
        _("One list, one first contact"),
    )


def fragmented_group(f: Fill) -> Words:
    who = f.name("group")
    if f.n("alone"):
        say = ngettext(
            "{who}: the {n} service they turn to works with nobody",
            "{who}: none of the {n} services they turn to works with another.",
            f.n("doors"),
            who=who,
        )
    else:
        say = ngettext(
            "{who}: the {n} service they turn to stands alone",
            "{who}: the {n} services they turn to do not all work together.",
            f.n("doors"),
            who=who,
        )
    detail = ngettext(
        "{joined} of {n} pair of needs is joined up",
        "{joined} of {n} pairs of needs are joined up",
        f.n("pairs"),
        joined=f.n("joined"),
    )
    return Words(
        _("Fragmented for a group"),
        say,
        detail,
        _("At which point does the person carry the papers herself?"),
        _("Agree one hand-over between two of these services"),
    )


def carries_most(f: Fill) -> Words:
    return Words(
        _("Who carries most"),
        ngettext(
            "{group} carry most: {n} need in {areas}.",
            "{group} carry most: {n} needs in {areas}.",
            f.n("needs"),
            group=f.name("group"),
            areas=ngettext("{n} area", "{n} areas", f.n("areas")),
        ),
        ngettext(
            "{joined} of {n} pair of needs is joined up",
            "{joined} of {n} pairs of needs are joined up",
            f.n("pairs"),
            joined=f.n("joined"),
        ),
        _("Would an answer for them help others too?"),
        _("Design for {group} first", group=f.name("group")),
    )


def single_answer(f: Fill) -> Words:
    return Words(
        _("One answer only"),
        _("“{need}” has one answer only: {service}.", need=f.name("need"), service=f.name("service")),
        _("If it stops, nobody responds"),
        _("What happens when it is full or closed?"),
        _("Look for a second service that could respond"),
    )


def fresh_starts(f: Fill) -> Words:
    if f.n("exact"):
        say = ngettext(
            "To get all answers, {group} start from zero {n} time.",
            "To get all answers, {group} start from zero {n} times.",
            f.n("starts"),
            group=f.name("group"),
        )
    else:
        say = ngettext(
            "To get all answers, {group} start from zero at most {n} time.",
            "To get all answers, {group} start from zero at most {n} times.",
            f.n("starts"),
            group=f.name("group"),
        )
    return Words(
        _("Fresh starts"),
        say,
        ngettext("{n} service has an answer for them", "{n} services have an answer for them", f.n("doors")),
        _("Which start could be saved?"),
        _("Let any office open the common plan"),
    )


def root_cause_neglected(f: Fill) -> Words:
    return Words(
        _("Root cause neglected"),
        ngettext(
            "“{need}” feeds {n} other need and is answered more weakly than needs are on average.",
            "“{need}” feeds {n} other needs and is answered more weakly than needs are on average.",
            f.n("reach"),
            need=f.name("need"),
        ),
        _(
            "Strength of its answers: {effort}; on average a need gets {usual}",
            effort=f.n("effort"),
            usual=f.n("usual"),
        ),
        _("What would change further down if this one were met early?"),
        _("Strengthen one answer to “{need}”", need=f.name("need")),
    )


def effort_on_symptoms(f: Fill) -> Words:
    symptom, cause = figure(f.number("symptom"), 1), figure(f.number("cause"), 1)
    return Words(
        _("Effort on symptoms"),
        _("Symptoms get {symptom} of answer per need, causes {cause}.", symptom=symptom, cause=cause),
        _("Causes: {names}", names=f.names("causes")),
        _("What would we stop, to start earlier?"),
        _(
            "Move one effort from “{symptom_need}” to “{cause_need}”",
            symptom_need=f.name("symptom_need"),
            cause_need=f.name("cause_need"),
        ),
    )


def reinforcing_loop(f: Fill) -> Words:
    detail = ngettext(
        "No two neighbours in it are joined up · it crosses {n} area",
        "No two neighbours in it are joined up · it crosses {n} areas",
        f.n("areas"),
    )
    if f.n("disputed"):
        disputed = ngettext("{n} link is disputed", "{n} links are disputed", f.n("disputed"))
        detail = f"{detail} · {disputed}"
    return Words(
        _("Vicious circle"),
        _("{list} make each other worse.", list=f.names("needs")),
        detail,
        _("Where is the circle easiest to break?"),
        _("One joint answer at “{need}”", need=f.name("need")),
    )
