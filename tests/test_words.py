"""Every sentence of the program has its Italian, with the same placeholders; the compiled is the written."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from silomap import i18n
from silomap.errors import UserError
from silomap.i18n import _, ngettext, set_language

ROOT = Path(__file__).parents[1]
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PO = ROOT / "resources" / "locale" / "it" / "LC_MESSAGES" / "silomap.po"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def in_code() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(ROOT / "silomap"), [("**.py", "python")], keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found if message}


def italian() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file)


def test_every_sentence_is_translated_and_none_is_left_over() -> None:
    catalogue = {m.id for m in italian() if m.id}
    assert catalogue == in_code()


def test_no_translation_is_empty_and_the_placeholders_agree() -> None:
    for message in italian():
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(originals[-1]))
        for text in texts:
            assert text, originals
            assert set(PLACEHOLDER.findall(text)) <= wanted, text
        assert set(PLACEHOLDER.findall(texts[-1])) == wanted, texts


def test_what_is_compiled_is_what_is_written() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(PO.with_suffix(".mo").read_bytes()))
    for message in italian():
        if message.id and not isinstance(message.id, tuple):
            assert compiled.gettext(message.id) == message.string


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_plural_forms(n: int) -> None:
    assert ngettext("{n} link", "{n} links", n) == f"{n} link{'' if n == 1 else 's'}"
    set_language("it")
    assert ngettext("{n} link", "{n} links", n) == f"{n} legam{'e' if n == 1 else 'i'}"


def test_known_errors_are_told_in_the_language_of_the_person() -> None:
    error = UserError("There is no file {path}.", path="x")
    assert str(error) == "There is no file x."
    set_language("it")
    assert i18n.explain(error) == "Il file x non esiste."
    set_language("klingon")
    assert _("Actor") == "Actor"
