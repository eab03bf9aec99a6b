"""How many random cases a law is tried on."""

from __future__ import annotations

import os


def many(count: int) -> int:
    """So many, and a fifth of them where the run only shows that nothing of this needs Qt."""
    return count // 5 if os.environ.get("SILOMAP_TEST_WITHOUT_QT") == "1" else count
