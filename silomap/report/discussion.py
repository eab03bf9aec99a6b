"""What was said, voted and agreed on a map, as data and as lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from silomap.i18n import _, figure, ngettext
from silomap.model.codec import encode
from silomap.model.discussion import most_voted, spoken
from silomap.model.elements import Action, Link, Note
from silomap.model.evaluation import Group, groups, is_assessed, statements
from silomap.model.session import mean
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES, STATEMENTS
from silomap.report.sentences import link_words


def subject_words(system_map: SystemMap, key: str) -> str:
    """The name of an element, the sentence of a link, the words of a note; "" for the parking lot."""
    entity = system_map.get(key)
    if isinstance(entity, Note):
        return " ".join(entity.text.split())
    if isinstance(entity, Link):
        return link_words(system_map, entity.kind, entity.source, entity.target)
    return system_map.label(key) if key else ""


def to_data(system_map: SystemMap) -> dict[str, Any]:
    """Notes, votes and actions with the words of what they are about, themes, and the statements with how far the
    room agrees; cards that still lie face down are left out."""
    actions = sorted(system_map.all(Action), key=lambda a: (a.due or "9999", a.id))
    return {
        "notes": [_with_subject(system_map, note) for note in spoken(system_map)],
        "votes": [
            {"about": key, "subject": subject_words(system_map, key), "dots": dots}
            for key, dots in most_voted(system_map)
        ],
        "actions": [_with_subject(system_map, action) for action in actions],
        "themes": [
            {"id": g.theme.id, "label": g.theme.label, "notes": [note.id for note in g.notes], "dots": g.dots}
            for g in groups(system_map)
            if g.theme is not None
        ],
        "statements": [
            {
                "statement": name,
                "words": _(STATEMENTS[name]),
                **{when: list(given) for when, given in (("before", row.opening), ("after", row.closing))},
                **{f"mean_{when}": mean(given) for when, given in (("before", row.opening), ("after", row.closing))},
            }
            for name, row in (statements(system_map).items() if is_assessed(system_map) else ())
        ],
    }


def _with_subject(system_map: SystemMap, entity: Note | Action) -> dict[str, Any]:
    data = encode(entity)
    del data["type"]
    name = "kind" if isinstance(entity, Note) else "state"
    return {**data, name: getattr(entity, name), "subject": subject_words(system_map, entity.about)}


def lines(system_map: SystemMap) -> list[str]:
    """The same for people to read."""
    data = to_data(system_map)
    found = [_("Actions")] if data["actions"] else []
    for row in data["actions"]:
        parts = (row["what"], row["subject"], row.get("who") or _("nobody yet"), row.get("due", ""))
        title = CHOICE_TITLES[row["state"]]
        state = _(title)
        found.append(f"  {' · '.join(filter(None, parts))} ({state})")
    found += [_("Votes")] if data["votes"] else []
    for row in data["votes"]:
        counted = ngettext("{n} dot", "{n} dots", row["dots"])
        found.append(f"  {counted}: {row['subject']}")
    found += [_("Notes")] if data["notes"] else []
    for row in data["notes"]:
        title = CHOICE_TITLES[row["kind"]]
        heading = (row["subject"] or _("parking lot"), _(title), row.get("author", ""))
        text = row["text"].replace("\n", "\n    ")
        found.append(f"  {' · '.join(filter(None, heading))}\n    {text}")
    found += [_("Themes")] if data["themes"] else []
    found += [f"  {theme_words(g)}" for g in groups(system_map) if g.theme is not None]
    rows = assessment(system_map)
    found += [_("How far we agree, 1 to 5")] if rows else []
    found += [f"  {row.words} {row.text}" for row in rows]
    return found


def theme_words(group: Group) -> str:
    """A theme with the number of its notes and dots."""
    label = group.theme.label if group.theme is not None else _("Under no theme yet")
    parts = [ngettext("{n} note", "{n} notes", len(group.notes))]
    if group.dots:
        parts.append(ngettext("{n} dot", "{n} dots", group.dots))
    return f"{label} ({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Answered:
    """How far a room agreed at one moment: the mean, 1 to 5, of so many answers."""

    mean: float
    count: int

    @property
    def text(self) -> str:
        """Both in words."""
        return ngettext("{mean} ({n} answer)", "{mean} ({n} answers)", self.count, mean=figure(self.mean, 1))


@dataclass(frozen=True, slots=True)
class Assessed:
    """A statement and how far the room agreed with it before and after; None where nobody was asked."""

    name: str
    words: str
    before: Answered | None
    after: Answered | None

    @property
    def text(self) -> str:
        """What was said at both moments."""
        parts = []
        if self.before:
            parts.append(_("before {answer}", answer=self.before.text))
        if self.after:
            parts.append(_("after {answer}", answer=self.after.text))
        return ", ".join(parts) or _("not answered")

    @property
    def step(self) -> str:
        """Both means in short: 2 → 4."""
        ends = (figure(answered.mean, 1) if answered else "–" for answered in (self.before, self.after))
        return " → ".join(ends)


def assessment(system_map: SystemMap) -> list[Assessed]:
    """How far the room agrees with each statement; nothing where nobody was asked."""
    if not is_assessed(system_map):
        return []
    return [
        Assessed(name, _(STATEMENTS[name]), _answered(row.opening), _answered(row.closing))
        for name, row in statements(system_map).items()
    ]


def _answered(answers: tuple[int, ...]) -> Answered | None:
    value = mean(answers)
    return None if value is None else Answered(value, len(answers))
