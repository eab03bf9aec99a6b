"""The words of findings: what a mayor understands, a question for the room and a possible action.

They speak of links and needs and never blame an actor; numbers are whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from silomap.analysis.finding import Finding
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import LINK_KINDS

MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A finding in words: kind, sentence, detail, question, action."""

    kind: str
    say: str
    detail: str
    ask: str
    do: str


class _Fill:
    """Looks up the parameters of one finding by name."""

    def __init__(self, system_map: SystemMap, finding: Finding) -> None:
        self._map, self._params = system_map, finding.params

    def name(self, key: str) -> str:
        """The label of the element a parameter refers to."""
        return self._map.label(str(self._params[key]))

    def names(self, key: str) -> str:
        """The labels of a list, the first few and how many more."""
        return listed([_("“{name}”", name=self._map.label(x)) for x in self.ids(key)])

    def ids(self, key: str) -> tuple[str, ...]:
        """The ids of a list."""
        value = self._params.get(key, ())
        return value if isinstance(value, tuple) else (str(value),)

    def n(self, key: str) -> int:
        """A count."""
        value = self._params.get(key, 0)
        return int(value) if isinstance(value, int | float) else 0


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence; a long one ends with how many more there are."""
    shown = list(names[:MOST_NAMES])
    rest = len(names) - len(shown)
    if rest > 0:
        shown.append(ngettext("{n} more", "{n} more", rest))
    return ", ".join(shown)


def words(system_map: SystemMap, finding: Finding) -> Words:
    """The words of a finding in the language of the person."""
    return _MAKERS[finding.rule](_Fill(system_map, finding))


def link_words(system_map: SystemMap, kind: str, source: str, target: str) -> str:
    """What a link of a kind between two elements says."""
    return _(LINK_KINDS[kind].sentence, a=system_map.label(source), b=system_map.label(target))


def sentence(system_map: SystemMap, finding: Finding) -> str:
    """Only the sentence."""
    return words(system_map, finding).say


def _too_small(f: _Fill) -> Words:
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


def _hole(f: _Fill) -> Words:
    return Words(
        _("Hole in the chain"),
        _(
            "Nobody responds to “{need}”, which stands between {before} and {after}.",
            need=f.name("need"),
            before=f.names("before"),
            after=f.names("after"),
        ),
        _("Leads to: {names}", names=f.names("after")),
        _("Who could act here, before the crisis?"),
        _("Give “{need}” an owner", need=f.name("need")),
    )


def _unanswered_need(f: _Fill) -> Words:
    return Words(
        _("No answer"),
        _("No service on this map responds to “{need}”.", need=f.name("need")),
        ngettext(
            "{n} group lives with it: {who}",
            "{n} groups live with it: {who}",
            f.n("groups"),
            who=f.names("who"),
        )
        if f.n("groups")
        else _("No group on the map lives with it"),
        _("Is it really empty, or did we not invite those who know?"),
        _("Ask those who live with it, then decide"),
    )


def _fragmented_need(f: _Fill) -> Words:
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


def _fragmented_group(f: _Fill) -> Words:
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


def _missing_link(f: _Fill) -> Words:
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


def _sectors_without_link(f: _Fill) -> Words:
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


def _carries_most(f: _Fill) -> Words:
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


def _single_answer(f: _Fill) -> Words:
    return Words(
        _("One answer only"),
        _("“{need}” has one answer only: {service}.", need=f.name("need"), service=f.name("service")),
        _("If it stops, nobody responds"),
        _("What happens when it is full or closed?"),
        _("Look for a second service that could respond"),
    )


def _service_without_need(f: _Fill) -> Words:
    return Words(
        _("Unfinished"),
        _("“{service}” responds to no need on the map.", service=f.name("service")),
        _("Draw what it is for, or leave it out"),
        _("Whom does it help, with what?"),
        _("Link it to the need it responds to"),
    )


def _service_without_provider(f: _Fill) -> Words:
    return Words(
        _("Unfinished"),
        _("Nobody on the map provides “{service}”.", service=f.name("service")),
        _("Without a provider no link can be judged"),
        _("Who runs it?"),
        _("Link the actor that provides it"),
    )


def _actor_without_service(f: _Fill) -> Words:
    return Words(
        _("On its own"),
        _("“{actor}” works with nobody on this map and provides no service.", actor=f.name("actor")),
        _("It may only be unknown to those in the room"),
        _("Is it true, or is it unknown to us?"),
        _("Call and ask"),
    )


_MAKERS: dict[str, Callable[[_Fill], Words]] = {
    "too_small": _too_small,
    "hole": _hole,
    "unanswered_need": _unanswered_need,
    "fragmented_need": _fragmented_need,
    "fragmented_group": _fragmented_group,
    "missing_link": _missing_link,
    "sectors_without_link": _sectors_without_link,
    "carries_most": _carries_most,
    "single_answer": _single_answer,
    "service_without_need": _service_without_need,
    "service_without_provider": _service_without_provider,
    "actor_without_service": _actor_without_service,
}


def headline(score: float | None, joined: int, pairs: int) -> tuple[str, str]:
    """The joined-up score as people read it: a whole number (or a dash) and what it counts."""
    if score is None:
        return "–", _("Nobody on this map lives with two needs in different areas yet.")
    text = ngettext(
        "{joined} of {n} pair of needs that people live with is joined up.",
        "{joined} of {n} pairs of needs that people live with are joined up.",
        pairs,
        joined=joined,
    )
    return f"{score:.0f}", text
