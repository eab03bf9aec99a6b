"""Charts as data: what each shows, in numbers, in a sentence and as a table. Drawing them is another matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from silomap.analysis.analyse import Analysis
from silomap.analysis.causes import CAUSE, SYMPTOM
from silomap.analysis.fragmentation import FRAGMENTED, JOINED, PARTLY, SINGLE, STATES, UNANSWERED
from silomap.i18n import N_, _, figure, ngettext
from silomap.model.system_map import SystemMap

GOOD, BAD, WARNING, PLAIN = "good", "bad", "warning", "plain"
MOST_MARKS = 18
STATE_TITLES = {
    UNANSWERED: N_("without an answer"),
    SINGLE: N_("one answer only"),
    JOINED: N_("joined-up answer"),
    PARTLY: N_("partly joined answer"),
    FRAGMENTED: N_("answer in pieces"),
}
STATE_TONES = {UNANSWERED: BAD, SINGLE: WARNING, JOINED: GOOD, PARTLY: WARNING, FRAGMENTED: BAD}


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One mark: its name, its parts (tone, value) one after the other, and the elements it stands for."""

    label: str
    parts: tuple[tuple[str, float], ...]
    ids: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All parts together."""
        return sum(value for _tone, value in self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: `text` says what is to be seen, `heads` are the columns of its table."""

    code: str
    title: str
    text: str
    heads: tuple[str, ...]
    marks: tuple[ChartMark, ...]
    parts: tuple[str, ...] = ()
    """what the parts of a mark are called, where there are several"""
    is_line: bool = False
    most: float | None = None

    def figures(self, mark: ChartMark) -> str:
        """The numbers of a mark, as they stand beside it."""
        if not self.parts:
            return figure(mark.total)
        named = zip(self.parts, mark.parts, strict=True)
        return ", ".join(f"{figure(value)} {name}" for name, (_tone, value) in named)

    def table(self) -> list[tuple[str, ...]]:
        """Its numbers: a row a mark."""
        return [(mark.label, *(figure(value) for _tone, value in mark.parts)) for mark in self.marks]


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """The joined-up score at a time (seconds since 1970) or in a scenario (no time)."""

    label: str
    score: float | None
    time: float | None = None


def charts(system_map: SystemMap, result: Analysis, scores: Sequence[ScorePoint] = ()) -> list[Chart]:
    """Every chart of a map, in their order."""
    return [
        _coverage(result),
        _fragmentation(system_map, result),
        _effort(result),
        _handovers(system_map, result),
        _scores(result, scores),
    ]


def _coverage(result: Analysis) -> Chart:
    by_state = {state: tuple(need.id for need in result.needs if need.state == state) for state in STATES}
    marks = tuple(
        ChartMark(_(STATE_TITLES[state]), ((STATE_TONES[state], float(len(ids))),), ids)
        for state, ids in by_state.items()
    )
    needs = len(result.needs)
    answered = needs - len(by_state[UNANSWERED])
    text = ngettext(
        "{answered} of {n} need has an answer; {joined} is joined up.",
        "{answered} of {n} needs have an answer; {joined} are joined up.",
        needs,
        answered=answered,
        joined=len(by_state[JOINED]),
    )
    return Chart("coverage", _("Needs and their answers"), text, (_("Needs"), _("Number")), marks)


def _fragmentation(system_map: SystemMap, result: Analysis) -> Chart:
    measured = [(need, need.fragmentation) for need in result.needs if need.fragmentation is not None]
    measured.sort(key=lambda item: (-item[1], -len(item[0].services), system_map.label(item[0].id)))
    marks = tuple(
        ChartMark(
            system_map.label(need.id),
            ((GOOD if value == 0 else WARNING if value < 1 else BAD, value),),
            (need.id, *need.services),
        )
        for need, value in measured[:MOST_MARKS]
    )
    if not measured:
        text = _("No need has several answers yet, so none falls apart.")
        heads = (_("Need"), _("Fragmentation"))
        return Chart("fragmentation", _("Fragmentation by need"), text, heads, ())
    apart = sum(value == 1 for _need, value in measured)
    text = ngettext(
        "Of {n} need with several answers, {apart} falls wholly apart.",
        "Of {n} needs with several answers, {apart} fall wholly apart.",
        len(measured),
        apart=apart,
    )
    if len(measured) > MOST_MARKS:
        text += " " + ngettext("The first {n} is shown.", "The first {n} are shown.", MOST_MARKS)
    heads = (_("Need"), _("Fragmentation (0 one piece, 1 in pieces)"))
    return Chart("fragmentation", _("Fragmentation by need"), text, heads, marks, most=1.0)


def _effort(result: Analysis) -> Chart:
    effort = result.effort
    rows = []
    for role, title, value, tone in (
        (CAUSE, _("root causes"), effort.causes, GOOD),
        (SYMPTOM, _("symptoms"), effort.symptoms, WARNING),
    ):
        ids = tuple(key for key, place in result.causality.items() if place.role == role)
        if value is not None:
            rows.append(ChartMark(title, ((tone, value),), ids))
    if effort.causes is None or effort.symptoms is None:
        text = _("Draw which need leads to which: then causes and symptoms can be told apart.")
    else:
        text = _(
            "A root cause is answered with a strength of {causes} on average, a symptom with {symptoms}.",
            causes=figure(effort.causes),
            symptoms=figure(effort.symptoms),
        )
    heads = (_("Needs"), _("Mean strength of the answers"))
    return Chart("effort", _("Effort on causes and on symptoms"), text, heads, tuple(rows))


def _handovers(system_map: SystemMap, result: Analysis) -> Chart:
    ranked = sorted(result.journeys, key=lambda j: (-j.cold, -j.handovers, j.group))
    marks = tuple(
        ChartMark(
            system_map.label(journey.group),
            ((GOOD, float(journey.handovers - journey.cold)), (BAD, float(journey.cold))),
            (journey.group, *journey.doors),
        )
        for journey in ranked[:MOST_MARKS]
    )
    total, cold = sum(j.handovers for j in ranked), sum(j.cold for j in ranked)
    text = ngettext(
        "{cold} of {n} handover that groups of people need is cold.",
        "{cold} of {n} handovers that groups of people need are cold.",
        total,
        cold=cold,
    )
    heads = (_("Group"), _("Warm handovers"), _("Cold handovers"))
    return Chart("handovers", _("Handovers by group of people"), text, heads, marks, (_("warm"), _("cold")))


def _scores(result: Analysis, scores: Sequence[ScorePoint]) -> Chart:
    now = ScorePoint(_("now"), result.score)
    points = [point for point in (*scores, now) if point.score is not None]
    marks = tuple(ChartMark(point.label, ((PLAIN, point.score or 0.0),)) for point in points)
    if len(points) > 1:
        first, last = points[0].score or 0.0, points[-1].score or 0.0
        text = _(
            "From {first} to {last}, over the history of this map.", first=figure(first, 0), last=figure(last, 0)
        )
    else:
        text = _("One state so far: the line grows with the work on the map.")
    heads = (_("State"), _("Joined-up score"))
    return Chart("score", _("Joined-up score over time"), text, heads, marks, is_line=True, most=100.0)
