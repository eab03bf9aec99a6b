"""What the words of findings are made with: the parameters of one finding, looked up by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from silomap.analysis.finding import Finding
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap

MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A finding in words: kind, sentence, detail, question, action."""

    kind: str
    say: str
    detail: str
    ask: str
    do: str


class Fill:
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

    def number(self, key: str) -> float:
        """A measured number."""
        value = self._params.get(key, 0)
        return float(value) if isinstance(value, int | float) else 0.0

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
