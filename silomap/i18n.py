"""Words for people: gettext with named placeholders and plural forms, English and Italian."""

from __future__ import annotations

import gettext as _gettext
import locale
import os

from silomap.errors import UserError
from silomap.paths import resource

LANGUAGES = {"en": "English", "it": "Italiano"}

_active: _gettext.NullTranslations = _gettext.NullTranslations()
_code = "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's name for "translate later"
    """Marks a sentence that stands in a table and is translated where it is shown."""
    return message


def _(message: str, **params: object) -> str:
    """The sentence in the language of the person, with its placeholders filled."""
    text = _active.gettext(message) if message else ""
    return text.format(**params) if params else text


def ngettext(one: str, many: str, n: int, **params: object) -> str:
    """The form of the sentence that fits the number; `{n}` is filled."""
    return _active.ngettext(one, many, n).format(n=n, **params)


def language() -> str:
    """The code of the language in use."""
    return _code


def set_language(code: str) -> None:
    """Uses one of LANGUAGES from now on; an unknown one means English."""
    global _active, _code
    _code = code if code in LANGUAGES else "en"
    _active = _gettext.NullTranslations()
    if _code != "en":
        with resource("locale", _code, "LC_MESSAGES", "silomap.mo").open("rb") as file:
            _active = _gettext.GNUTranslations(file)


def preferred_language() -> str:
    """What the environment asks for: SILOMAP_LANG first, then the locale."""
    chosen = os.environ.get("SILOMAP_LANG")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        chosen = chosen or os.environ.get(name)
    if not chosen:
        chosen = locale.getlocale()[0]
    code = (chosen or "en").replace("-", "_").split("_")[0].split(".")[0].lower()
    return code if code in LANGUAGES else "en"


DECIMAL_COMMA = frozenset({"it"})


def figure(value: float, digits: int = 2) -> str:
    """A number as people write it: no more digits than it needs, a true minus, the decimal sign of the language."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text.replace("-", "−")
    return text.replace(".", ",") if language() in DECIMAL_COMMA else text


def explain(error: UserError) -> str:
    """The sentence of a known error in the language of the person."""
    return _(error.message, **{key: _words(value) for key, value in error.params.items()})


def _words(value: object) -> object:
    return explain(value) if isinstance(value, UserError) else value
