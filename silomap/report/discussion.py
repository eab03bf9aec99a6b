"""What was said, voted and agreed on a map, as data and as lines of text."""

from __future__ import annotations

from typing import Any

from silomap.i18n import _, ngettext
from silomap.model.codec import encode
from silomap.model.discussion import most_voted
from silomap.model.elements import Action, Link, Note
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES
from silomap.report.sentences import link_words


def subject_words(system_map: SystemMap, key: str) -> str:
    """The name of an element, or the sentence of a link; "" for the parking lot."""
    entity = system_map.get(key)
    if isinstance(entity, Link):
        return link_words(system_map, entity.kind, entity.source, entity.target)
    return system_map.label(key) if key else ""


def to_data(system_map: SystemMap) -> dict[str, Any]:
    """Notes, votes and actions with the words of what they are about; cards that still lie face down are left out."""
    notes = sorted((n for n in system_map.all(Note) if n.kind != "card"), key=lambda n: (n.time, n.id))
    actions = sorted(system_map.all(Action), key=lambda a: (a.due or "9999", a.id))
    return {
        "notes": [_with_subject(system_map, note) for note in notes],
        "votes": [
            {"about": key, "subject": subject_words(system_map, key), "dots": dots}
            for key, dots in most_voted(system_map)
        ],
        "actions": [_with_subject(system_map, action) for action in actions],
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
    return found
