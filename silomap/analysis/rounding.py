"""Whole numbers as people round: half a point is one."""

from __future__ import annotations

import math


def whole(value: float) -> int:
    """The nearest whole number; a half goes up (Python's own `round` takes the even one: 12.5 would be 12)."""
    return math.floor(value + 0.5)
