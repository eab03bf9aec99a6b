"""One layout in a process of its own: it can be broken off by ending it, and no frame of the window waits.

One frame (see worker.py) comes in: the name of a layout, a map and the chosen ids. Out go ("progress", share) and at
the end ("done", arrangement).
"""

from __future__ import annotations

import sys
from functools import partial

from silomap.analysis.layouts import LAYOUTS
from silomap.analysis.worker import one_request, send


def main() -> None:
    """Reads one request, answers it and ends."""
    name, system_map, focus = one_request(sys.stdin.buffer)

    send("done", LAYOUTS[name](system_map, focus, partial(send, "progress")))


if __name__ == "__main__":
    main()
