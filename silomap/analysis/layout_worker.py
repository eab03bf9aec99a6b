"""One layout in a process of its own: it can be broken off by ending it, and no frame of the window waits.

One frame (see worker.py) comes in: the name of a layout, a map and the chosen ids. Out go ("progress", share) and at
the end ("done", arrangement).
"""

from __future__ import annotations

import pickle
import sys

from silomap.analysis.layouts import LAYOUTS
from silomap.analysis.worker import HEADER, frame


def main() -> None:
    """Reads one request, answers it and ends."""
    stream = sys.stdin.buffer
    (length,) = HEADER.unpack(stream.read(HEADER.size))
    name, system_map, focus = pickle.loads(stream.read(length))

    def send(message: object) -> None:
        sys.stdout.buffer.write(frame(message))
        sys.stdout.buffer.flush()

    arrangement = LAYOUTS[name](system_map, focus, lambda share: send(("progress", share)))
    send(("done", arrangement))


if __name__ == "__main__":
    main()
