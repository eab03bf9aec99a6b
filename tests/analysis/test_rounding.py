"""Whole numbers as people round."""

from __future__ import annotations

import pytest

from silomap.analysis.rounding import whole


@pytest.mark.parametrize(("value", "shown"), [(0.0, 0), (12.49, 12), (12.5, 13), (37.5, 38), (62.5, 63), (99.5, 100)])
def test_half_a_point_is_one(value: float, shown: int) -> None:
    assert whole(value) == shown
