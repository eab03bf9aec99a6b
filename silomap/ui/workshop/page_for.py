"""Which step has which page."""

from __future__ import annotations

from silomap.i18n import N_, _
from silomap.ui.bridge import Bridge
from silomap.ui.workshop.assessment import AssessedClose, Assessment
from silomap.ui.workshop.brief import Brief, Room
from silomap.ui.workshop.looking import Pairs, Reveal
from silomap.ui.workshop.pages import Cards, Check, Close, Decide, StepPage

PAGES: dict[str, type[StepPage]] = {
    "prepare": Brief,
    "brief": Brief,
    "room": Room,
    "needs": Cards,
    "links": Pairs,
    "reveal": Reveal,
    "close": Close,
    "evaluation": Close,
    "evaluate_welcome": Assessment,
    "evaluate_close": AssessedClose,
}
FINDINGS = (N_("Open the findings"), "panel_findings")
NOTE = (N_("Write a note"), "note")
HINTS = {
    "discuss": (
        N_("Each finding has a menu (⋯): we agree, we do not, we are not sure. Dots and notes go on any element."),
        (FINDINGS, (N_("Give a dot"), "vote")),
    ),
    "codesign": (
        N_("Draw the joint answer, or take one from the findings: each says how far it would go."),
        (FINDINGS,),
    ),
    "compare": (N_("What got better, what stayed, what got worse? Look at all three."), (FINDINGS,)),
    "actions": (
        N_("Each action says who and by when; it is tied to the element or link that is selected."),
        ((N_("Write an action"), "action"),),
    ),
    "evaluate_look": (
        N_("Compare today with a version or a scenario; select what somebody speaks of and write it down."),
        ((N_("Scenarios and versions"), "panel_states"), NOTE),
    ),
    "evaluate_next": (
        N_("What managers should decide is an action; what other cities can use is a lesson."),
        (NOTE, (N_("Put the notes under themes"), "themes")),
    ),
    **dict.fromkeys(
        ("evaluate_people", "evaluate_together", "evaluate_citizens", "evaluate_skills"),
        (N_("Say of each note what it is: idea, proposal, challenge, lesson or quote. No names."), (NOTE,)),
    ),
}
"""Steps that happen elsewhere in the window: what is done there, and the buttons that lead there."""


def page_for(step: str, bridge: Bridge) -> StepPage:
    """The page of a step; a step of one's own has the check list."""
    if step in HINTS:
        hint, buttons = HINTS[step]
        return Decide(bridge, tuple((_(title), action) for title, action in buttons), _(hint))
    return PAGES.get(step, Check)(bridge)
