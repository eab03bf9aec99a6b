"""A picture that was drawn for a report."""

from __future__ import annotations

from typing import NamedTuple


class Drawn(NamedTuple):
    """A picture as PNG, and its size in pixels."""

    png: bytes
    width: int
    height: int
