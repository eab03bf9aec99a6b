"""Tool tips of what people wrote: Qt takes a text with signs of a web page for one, and would load its pictures."""

from __future__ import annotations

from html import escape


def tip(text: str) -> str:
    """A text as a tool tip that shows it letter by letter."""
    if "<" not in text:
        return text
    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
