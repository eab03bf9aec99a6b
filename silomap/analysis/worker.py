"""The analysis in a process of its own: it keeps a mirror of the map and answers with results.

Frames on stdin and stdout: four bytes of length, then a pickle. Both ends are this program; no file is read so.
"""

from __future__ import annotations

import pickle
import queue
import struct
import sys
import threading
from typing import IO, Any

from silomap.analysis.analyse import analyse
from silomap.model.system_map import SystemMap

HEADER = struct.Struct(">I")
MOST_GAPS = 200


def frame(message: Any) -> bytes:
    """A message as it travels."""
    body = pickle.dumps(message, protocol=5)
    return HEADER.pack(len(body)) + body


def unframe(buffer: bytes) -> tuple[Any, bytes]:
    """The first whole message of a buffer and what is left; (None, buffer) while it is incomplete."""
    if len(buffer) < HEADER.size:
        return None, buffer
    (length,) = HEADER.unpack_from(buffer)
    end = HEADER.size + length
    if len(buffer) < end:
        return None, buffer
    return pickle.loads(buffer[HEADER.size : end]), buffer[end:]


def main() -> None:
    """Takes ("put", entities), ("clear",) and ("analyse", revision); only the newest request is answered."""
    inbox: queue.Queue[tuple[Any, ...] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()
    system_map = SystemMap()
    wanted: int | None = None
    while True:
        message = inbox.get() if wanted is None or not inbox.empty() else ("run",)
        if message is None:
            return
        if message[0] == "clear":
            system_map = SystemMap()
        elif message[0] == "put":
            system_map = system_map.after(message[1])
        elif message[0] == "analyse":
            wanted = message[1]
        elif message[0] == "run":
            result = analyse(system_map, MOST_GAPS)
            sys.stdout.buffer.write(frame((wanted, result)))
            sys.stdout.buffer.flush()
            wanted = None


def _listen(stream: IO[bytes], inbox: queue.Queue[tuple[Any, ...] | None]) -> None:
    while header := stream.read(HEADER.size):
        (length,) = HEADER.unpack(header)
        inbox.put(pickle.loads(stream.read(length)))
    inbox.put(None)


if __name__ == "__main__":
    main()
