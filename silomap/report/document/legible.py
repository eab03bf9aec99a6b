"""Text as every kind of file can hold it."""

from __future__ import annotations


def legible(text: str) -> str:
    """Without characters that XML cannot hold: control characters, halves of surrogate pairs, non-characters."""
    return "".join(c for c in text if c in "\t\n" or (ord(c) >= 32 and not _is_none(ord(c))))


def _is_none(code: int) -> bool:
    return 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE
