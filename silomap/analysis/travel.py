"""Results travel between processes by the thousand: their classes are put together again quickly."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def travels(cls: type[T]) -> type[T]:
    """For frozen dataclasses with slots: Python's own way looks up the fields of each object anew, which took four
    fifths of the time it takes to read an analysis of 2,000 elements."""
    names = tuple(field.name for field in fields(cls))  # type: ignore[arg-type]

    def state_of(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def set_state(self: Any, state: list[Any]) -> None:
        put = object.__setattr__
        for name, value in zip(names, state, strict=True):
            put(self, name, value)

    cls.__getstate__ = state_of  # type: ignore[method-assign]
    cls.__setstate__ = set_state  # type: ignore[attr-defined]
    return cls
