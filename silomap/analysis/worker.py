"""The analysis in a process of its own: it keeps a mirror of the map and answers with results.

Frames on stdin and stdout: four bytes of length, then a pickle. Both ends are this program; no file is read so.
"""

from __future__ import annotations

import gc
import pickle
import queue
import struct
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from silomap.analysis.analyse import facts_of, result_of
from silomap.analysis.finding import Facts
from silomap.analysis.memo import Memo
from silomap.analysis.questions import QUESTIONS, StaleQuestionError
from silomap.model.system_map import SystemMap

HEADER = struct.Struct(">I")
MOST_GAPS = 200


def frame(message: Any) -> bytes:
    """A message as it travels."""
    body = pickle.dumps(message, protocol=5)
    return HEADER.pack(len(body)) + body


def send(kind: str, *values: Any) -> None:
    """Sends a message to whoever started this process."""
    sys.stdout.buffer.write(frame((kind, *values)))
    sys.stdout.buffer.flush()


def unframe(buffer: bytes) -> tuple[Any, bytes]:
    """The first whole message of a buffer and what is left; (None, buffer) while it is incomplete."""
    if len(buffer) < HEADER.size:
        return None, buffer
    (length,) = HEADER.unpack_from(buffer)
    end = HEADER.size + length
    if len(buffer) < end:
        return None, buffer
    return pickle.loads(buffer[HEADER.size : end]), buffer[end:]


def one_request(stream: IO[bytes]) -> Any:
    """The one message that a process for a single task is given."""
    (length,) = HEADER.unpack(stream.read(HEADER.size))
    return pickle.loads(stream.read(length))


class Worker:
    """The mirror of the map and what was last worked out from it."""

    def __init__(self, answer: Callable[[tuple[Any, ...]], None]) -> None:
        self._answer = answer
        self._map = SystemMap()
        self._memo = Memo()
        self._facts: Facts | None = None
        self.wanted: int | None = None
        self.asked: list[tuple[str, tuple[Any, ...], SystemMap]] = []

    def take(self, message: tuple[Any, ...]) -> None:
        """("put", entities) and ("clear",) change the mirror, ("analyse", revision) asks for a result,
        ("ask", name, arguments) one of the QUESTIONS, answered on the map as it was when it was asked: what it
        compares with was found there, too."""
        kind = message[0]
        if kind == "clear":
            self._map, self._memo = SystemMap(), Memo()
        elif kind == "put":
            self._map = self._map.after(message[1])
        elif kind == "analyse":
            self.wanted = message[1]
            self._memo.may_wait = True
        elif kind == "ask":
            self.asked.append((message[1], message[2], self._map))

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to answer."""
        return self.wanted is None and not (self.asked and self._facts is not None)

    def run(self) -> None:
        """Answers the newest request, then what was asked; where a costly part has to wait, once without it and, if
        nothing comes between, once more with it."""
        if self.wanted is not None:
            self._analyse()
        if self._facts is not None:
            asked, self.asked = self.asked, []
            for name, arguments, system_map in asked:
                try:
                    value = QUESTIONS[name](system_map, self._facts, *arguments)
                except StaleQuestionError:
                    continue  # the map has changed since; whoever asked asks again
                self._answer(("answer", name, arguments, value))

    def _analyse(self) -> None:
        self._facts = facts_of(self._map, MOST_GAPS, self._memo)
        self._answer(("result", self.wanted, result_of(self._map, self._facts, not self._memo.is_behind)))
        if self._memo.is_behind:
            self._memo.may_wait = False
        else:
            self.wanted = None


def main() -> None:
    """Reads messages until the stream ends; only the newest request is answered."""
    gc.disable()  # going through all that is kept took a quarter of an answer: rather between answers
    inbox: queue.Queue[tuple[Any, ...] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, inbox), daemon=True).start()
    worker = Worker(lambda message: send(*message))
    while True:
        while worker.is_idle or not inbox.empty():
            message = inbox.get()
            if message is None:
                return
            worker.take(message)
        worker.run()
        gc.collect()


def _listen(stream: IO[bytes], inbox: queue.Queue[tuple[Any, ...] | None]) -> None:
    while header := stream.read(HEADER.size):
        (length,) = HEADER.unpack(header)
        inbox.put(pickle.loads(stream.read(length)))
    inbox.put(None)


if __name__ == "__main__":
    main()
