"""Words for findings about voices, readiness, and how much is drawn and known."""

from silomap.i18n import _, ngettext
from silomap.report.fill import Fill, Words


def too_small(f: Fill) -> Words:
    return Words(
        _("Too little drawn"),
        _("Too little is drawn to say where responses fall apart."),
        ngettext(
            "{n} service answers a need so far; two are needed to judge a link.",
            "{n} services answer a need so far; two are needed to judge a link.",
            f.n("answering"),
        ),
        _("Which needs do people live with, and which services respond to them?"),
        _("Draw two services and the needs they respond to"),
    )


def service_without_need(f: Fill) -> Words:
    return Words(
        _("Unfinished"),
        _("“{service}” responds to no need on the map.", service=f.name("service")),
        _("Draw what it is for, or leave it out"),
        _("Whom does it help, with what?"),
        _("Link it to the need it responds to"),
    )


def service_without_provider(f: Fill) -> Words:
    return Words(
        _("Unfinished"),
        _("Nobody on the map provides “{service}”.", service=f.name("service")),
        _("Without a provider no link can be judged"),
        _("Who runs it?"),
        _("Link the actor that provides it"),
    )


def actor_without_service(f: Fill) -> Words:
    return Words(
        _("On its own"),
        _("“{actor}” works with nobody on this map and provides no service.", actor=f.name("actor")),
        _("It may only be unknown to those in the room"),
        _("Is it true, or is it unknown to us?"),
        _("Call and ask"),
    )


def group_without_voice(f: Fill) -> Words:
    return Words(
        _("Group without a voice"),
        _("No service on this map involves {group}.", group=f.name("group")),
        ngettext("{n} service answers their needs", "{n} services answer their needs", f.n("doors")),
        _("Who asks them, and when?"),
        _("One talk with {group} before the report", group=f.name("group")),
    )


def service_without_voice(f: Fill) -> Words:
    deep = ngettext("{n} involves them in design or more", "{n} involve them in design or more", f.n("deep"))
    return Words(
        _("Shaped without users"),
        ngettext(
            "{none} of {n} service that people use involves no group of people.",
            "{none} of {n} services that people use involve no group of people.",
            f.n("services"),
            none=f.n("none"),
        )
        if f.n("none")
        else ngettext(
            "People have helped to design {deep} of {n} service that they use.",
            "People have helped to design {deep} of {n} services that they use.",
            f.n("services"),
            deep=f.n("deep"),
        ),
        deep,
        _("Where would people change the answer?"),
        _("Invite {group} to the next session of “{service}”", group=f.name("group"), service=f.name("service")),
    )


def not_ready(f: Fill) -> Words:
    actor, value = f.name("actor"), f.n("value")
    if f.n("ready"):
        say = _("“{actor}” is central here and its capacity is {value} of 5.", actor=actor, value=value)
    else:
        say = _("“{actor}” is central here and its readiness is {value} of 5.", actor=actor, value=value)
    return Words(
        _("Not ready where it matters"),
        say,
        ngettext(
            "{n} required handover depends on its services",
            "{n} required handovers depend on its services",
            f.n("handovers"),
        ),
        _("What must be learned or changed first?"),
        _("Free time before asking for coordination") if f.n("ready") else _("Learning by doing with one real case"),
    )


def stretched_service(f: Fill) -> Words:
    service = f.name("service")
    return Words(
        _("Stretched service"),
        ngettext(
            "“{service}” answers strong needs of {n} group with capacity {capacity} of 5.",
            "“{service}” answers strong needs of {n} groups with capacity {capacity} of 5.",
            f.n("groups"),
            service=service,
            capacity=f.n("capacity"),
        ),
        f.names("who"),
        _("What could others take over?"),
        _("Free time at “{service}” before asking it to coordinate", service=service),
    )


def assumed_links(f: Fill) -> Words:
    return Words(
        _("Assumed, not known"),
        ngettext(
            "{assumed} of {n} link is only assumed.",
            "{assumed} of {n} links are only assumed.",
            f.n("links"),
            assumed=f.n("assumed"),
        ),
        _("Nobody has said or documented them"),
        _("Who could confirm them?"),
        _("Ask one person for each of them"),
    )


def one_problem_one_service(f: Fill) -> Words:
    return Words(
        _("One problem, one service"),
        ngettext(
            "{single} of {n} service answers a single need.",
            "{single} of {n} services answer a single need.",
            f.n("services"),
            single=f.n("single"),
        ),
        _("Each is built around one problem, not around people who live with several"),
        _("Which two of them does the same person need?"),
        _("Try one of them on a neighbouring need"),
    )
