"""What has been worked out stays, as long as what it was worked out from is the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The last result of each part of the analysis with its inputs.

    Parts are pure functions, so equal inputs give an equal result: an edit costs only the parts whose inputs it
    changes, and no list of what depends on which facet can go stale. Inputs are dicts and sets that mostly hold
    the very same objects; where a part was kept, the parts that use it compare one pointer.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], Any]] = {}
        self.made: list[str] = []
        """the parts that were worked out anew since `start`"""
        self.may_wait = False
        """whether a costly part may keep its last result for now"""
        self.is_behind = False
        """whether one has, since `start`"""

    def start(self) -> None:
        """A new analysis begins."""
        self.made, self.is_behind = [], False

    def later(self, part: str, inputs: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The same for a part that takes long and that nothing else is made from: it may come in a second answer."""
        kept = self._kept.get(part)
        if self.may_wait and kept is not None and kept[0] != inputs:
            self.is_behind = True
            return kept[1]  # type: ignore[no-any-return]
        return self(part, inputs, make)

    def __call__(self, part: str, inputs: tuple[Any, ...], make: Callable[[], T]) -> T:
        """The result of a part, made only where its inputs are not those of the last time."""
        kept = self._kept.get(part)
        if kept is not None and kept[0] == inputs:
            self._kept[part] = (inputs, kept[1])
            return kept[1]  # type: ignore[no-any-return]
        result = make()
        self.made.append(part)
        self._kept[part] = (inputs, result)
        return result
