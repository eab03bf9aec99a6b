"""A small observer, so that the model can tell others without knowing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls every listener in the order in which they came; listeners do not edit (see architecture)."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, object]] = []

    def connect(self, listener: Callable[P, object]) -> Callable[[], None]:
        """Adds a listener and returns the function that takes it off again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Tells everybody."""
        for listener in tuple(self._listeners):
            listener(*args, **kwargs)
