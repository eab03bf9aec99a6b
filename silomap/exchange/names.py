"""Names as people type them: which element is meant, which could be, and how a name that is begun goes on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from silomap.model.changes import ChangeSet
from silomap.model.elements import Element
from silomap.model.system_map import SystemMap

MOST_ALIKE = 400
_DIGITS = re.compile(r"\d+")
"""A beginning that more names have than this tells nothing."""
ALIKE = 86
"""From this likeness on (0-100, by letters that differ) a name is taken to be perhaps another one misspelt."""


def folded(text: str) -> str:
    """A name without what does not tell names apart: case, accents, spaces around and between."""
    flat = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


class Names:
    """The names on a map, kept by kind; those in which `special` is found are kept apart. O(elements) to make, O(1)
    to follow a change."""

    def __init__(self, system_map: SystemMap, special: re.Pattern[str]) -> None:
        self._special_pattern = special
        self._special: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._by_name: dict[str, list[tuple[str, str]]] = {}
        self._of_kind: dict[str, dict[str, str]] = {}
        for element in system_map.mapped:
            self.add(element)

    def follow(self, changes: ChangeSet) -> None:
        """Goes with a change of the map."""
        for change in changes:
            if isinstance(change.before, Element):
                self.drop(change.before)
            if isinstance(change.after, Element):
                self.add(change.after)

    def add(self, element: Element) -> None:
        """Takes in an element, or its new name."""
        self.drop(element)
        name = folded(element.label)
        if name:
            self._labels[element.id] = element.label
            self._by_name.setdefault(name, []).append((element.type, element.id))
            self._of_kind.setdefault(element.type, {})[element.id] = name
            if self._special_pattern.search(name):
                self._special[element.id] = element.label

    def drop(self, element: Element) -> None:
        """Forgets an element."""
        for kind, names in self._of_kind.items():
            name = names.pop(element.id, None)
            if name is not None:
                self._by_name[name].remove((kind, element.id))
        self._labels.pop(element.id, None)
        self._special.pop(element.id, None)

    def exact(self, text: str, kinds: Iterable[str]) -> tuple[str, str] | None:
        """The kind and id of the element of one of these kinds with this name, the first kind first."""
        found = self._by_name.get(folded(text), [])
        return next(((kind, key) for wanted in kinds for kind, key in found if kind == wanted), None)

    def kinds_of(self, text: str) -> list[str]:
        """The kinds that have an element with this name."""
        return [kind for kind, _ in self._by_name.get(folded(text), [])]

    def alike(self, text: str, kind: str) -> str | None:
        """The id of the element of a kind whose name is nearly this one, misspelt perhaps; None where none is.
        District 3 and District 4 are two: names with other numbers are never alike."""
        name = folded(text)
        choices = self._of_kind.get(kind, {})
        found = process.extract(name, choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST_ALIKE)
        return next((str(key) for other, _likeness, key in found if _numbers(other) == _numbers(name)), None)

    def duplicates(self, most: int = 200) -> list[tuple[str, str]]:
        """Pairs of elements of one kind whose names are the same or nearly so, the most alike first. Only names of
        which a word begins alike are compared. O(names · names that begin alike)."""
        found: list[tuple[float, str, str]] = []
        for names in self._of_kind.values():
            begins: dict[str, list[str]] = {}
            for key, name in names.items():
                for start in {word[:3] for word in name.split()}:
                    begins.setdefault(start, []).append(key)
            seen: set[tuple[str, str]] = set()
            for keys in begins.values():
                if len(keys) > MOST_ALIKE:
                    continue
                for i, a in enumerate(keys):
                    for b in keys[i + 1 :]:
                        ends = (a, b) if a < b else (b, a)
                        if ends not in seen and _numbers(names[a]) == _numbers(names[b]):
                            seen.add(ends)
                            likeness = fuzz.ratio(names[a], names[b], score_cutoff=ALIKE)
                            if likeness:
                                found.append((-likeness, *ends))
        return [(a, b) for _likeness, a, b in sorted(found)[:most]]

    def sector(self, text: str) -> str | None:
        """The sector meant by a short name: its whole name, else the only one of which a word begins so."""
        found = self.exact(text, ("sector",))
        if found:
            return found[1]
        begun = folded(text)
        near = [key for key, name in self._of_kind.get("sector", {}).items() if _begins(name, begun)]
        return near[0] if len(near) == 1 else None

    def goes_on(self, begun: str, kinds: Iterable[str]) -> str | None:
        """A name that begins so (or of which a word does), for completion; the shortest."""
        start = folded(begun)
        if not start:
            return None
        best: tuple[int, int, str, str] | None = None
        for kind in kinds:
            for key, name in self._of_kind.get(kind, {}).items():
                if name.startswith(start) and len(name) > len(start):
                    rank = (0, len(name), name, key)
                    best = rank if best is None or rank < best else best
        return None if best is None else self._labels[best[3]]

    def special(self) -> list[str]:
        """The names in which `special` is found, the longest first."""
        return sorted(set(self._special.values()), key=lambda label: (-len(label), label))


def _numbers(name: str) -> list[str]:
    return _DIGITS.findall(name)


def _begins(name: str, begun: str) -> bool:
    return bool(begun) and (name.startswith(begun) or f" {begun}" in f" {name}")
