"""Text that lz-string's compressToUTF16 made small, made whole again; the library on PyPI fails on such files."""

from __future__ import annotations

MOST_TEXT = 60_000_000
_BITS = 15
_OFFSET = 32


class NotCompressedError(ValueError):
    """The text is not what it should be, or far too much would come of it."""


class _Bits:
    """Reads numbers of some bits, the lowest first, out of characters of 15."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._mask = text, 0, 0
        self._value = 0

    def read(self, count: int) -> int:
        found = 0
        for power in range(count):
            if not self._mask:
                if self._at >= len(self._text):
                    raise NotCompressedError("the text ends too early")
                self._value = ord(self._text[self._at]) - _OFFSET
                self._at += 1
                self._mask = 1 << (_BITS - 1)
            if self._value & self._mask:
                found |= 1 << power
            self._mask >>= 1
        return found


def decompressed(text: str) -> str:
    """The text behind a compressed one; a NotCompressedError where it is none. O(length of both)."""
    bits = _Bits(text)
    first = _next_entry(bits, bits.read(2))
    if first is None:
        return ""
    words: list[str] = ["", "", "", first]
    parts, size = [first], len(first)
    before, width, room = first, 3, 4
    while True:
        code = bits.read(width)
        if code == 2:
            return "".join(parts)
        if code < 2:
            entry = _next_entry(bits, code)
            if entry is None:
                raise NotCompressedError("an empty entry")
            words.append(entry)
            code, room = len(words) - 1, room - 1
            if not room:
                room, width = 1 << width, width + 1
        if code < len(words):
            word = words[code]
        elif code == len(words):
            word = before + before[0]
        else:
            raise NotCompressedError("a word that is not known yet")
        parts.append(word)
        size += len(word)
        if size > MOST_TEXT:
            raise NotCompressedError("too much would come of it")
        words.append(before + word[0])
        before, room = word, room - 1
        if not room:
            room, width = 1 << width, width + 1


def _next_entry(bits: _Bits, code: int) -> str | None:
    """A new character of 8 or 16 bits; None for the end."""
    if code == 2:
        return None
    if code > 2:
        raise NotCompressedError("an unknown mark")
    return chr(bits.read(8 if code == 0 else 16))
