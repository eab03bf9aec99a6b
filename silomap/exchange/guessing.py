"""Sensible guesses, in English and Italian: which columns say what, which kinds foreign types are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from silomap.exchange.foreign import Foreign
from silomap.model.vocabulary import ELEMENT_KINDS, LINK_KINDS

NODE_WORDS: dict[str, str] = {
    "id": "id key code codice identificativo",
    "label": "label name title nome titolo etichetta denominazione elemento element fattore factor nodo node",
    "type": "type kind category class tipo genere categoria classe elementtype tipologia",
    "sector": "sector department area policyarea domain settore ambito dipartimento assessorato",
    "description": "description notes note descrizione descrizioni summary content testo comment commento",
    "tags": "tags tag keywords parolechiave etichette",
    "capacity": "capacity capacita",
    "readiness": "readiness preparazione disponibilita",
    "severity": "severity gravita",
    "people": "people persons population persone popolazione utenti",
    "external": "external esterno",
    "x": "x xcoordinate xcoord posx",
    "y": "y ycoordinate ycoord posy",
    "evidence": "evidence prova",
    "source": "source reference fonte riferimento",
}
LINK_WORDS: dict[str, str] = {
    "id": "id key codice",
    "source": "source from da origine sorgente src start inizio",
    "target": "target to a destinazione dest tgt end fine verso",
    "type": "type kind link relation relationship relazione tipo connectiontype legame",
    "strength": "strength weight peso intensita forza",
    "polarity": "polarity sign segno polarita effetto",
    "note": "note notes label description descrizione etichetta comment commento",
    "status": "status stato",
    "form": "form forma",
    "level": "level livello",
}
KIND_WORDS: dict[str, str] = {
    "sector": "sector settore department dipartimento policyarea ambito domain silo",
    "group": "group gruppo people persone population popolazione user users utente utenti beneficiary "
    "beneficiari citizen citizens cittadini family famiglie target customer",
    "service": "service servizio servizi programme program project progetto activity attivita intervention "
    "intervento measure misura resource risorsa policy tool process",
    "need": "need bisogno problem problema issue factor fattore driver barrier barriera outcome risultato cause "
    "causa effect effetto impact impatto phenomenon fenomeno variable variabile goal challenge sfida risk rischio "
    "event condition",
    "actor": "actor attore organisation organization organizzazione stakeholder agency agenzia office ufficio ente "
    "company azienda impresa institution istituzione ngo association associazione partner provider unit individual "
    "state employer school authority person",
}
LINK_KIND_WORDS: dict[str, str] = {
    "provides": "provides offers runs offre fornisce eroga",
    "responds_to": "respondsto answers addresses risponde rispondea affronta",
    "experiences": "experiences livewith vive vivono",
    "leads_to": "leadsto causes causa influences influenza portaa",
    "coordinates_with": "coordinateswith workswith collaborates cooperates lavoracon collabora partner",
    "involves": "involves coinvolge",
    "belongs_to": "belongsto memberof partof appartienea",
}
POSITIVE = {"+", "++", "positive", "positivo", "+ve", "same", "positiveinfluence", "reinforcing", "influenzapositiva"}
NEGATIVE = {"-", "--", "−", "negative", "negativo", "-ve", "opposite", "negativeinfluence", "influenzanegativa"}
UNCERTAIN = {"+-", "-+", "?", "+/-", "±", "uncertain", "incerto", "mixed"}
LEFT_OUT = "-"
AUTOMATIC = ""


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """A word without case, accents, spaces and signs, so that spellings meet."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "", letters)


@lru_cache(maxsize=8)
def _table(which: str) -> dict[str, str]:
    words = {"node": NODE_WORDS, "link": LINK_WORDS, "kind": KIND_WORDS, "link kind": LINK_KIND_WORDS}[which]
    return {word: name for name, line in words.items() for word in line.split()}


@lru_cache(maxsize=4_096)
def column_of(title: str, which: str) -> str:
    """What a column of nodes or links says; "" where no word fits."""
    return _table(which).get(plain(title), "")


def columns_of(titles: Iterable[str], which: str) -> dict[str, str]:
    """Title → what it says, each meaning once: the first title that fits has it."""
    found: dict[str, str] = {}
    for title in titles:
        meaning = column_of(title, which)
        if meaning and meaning not in found.values():
            found[title] = meaning
    return found


def kind_of_type(name: str) -> str:
    """The kind behind a foreign type; "" where no word fits."""
    if plain(name) in ELEMENT_KINDS:
        return plain(name)
    table = _table("kind")
    whole = table.get(plain(name)) or table.get(plain(name).rstrip("s"))
    if whole:
        return whole
    for word in reversed(re.findall(r"[^\W\d_]+", name)):  # “Desired outcome”: the last word says what it is
        found = table.get(plain(word)) or table.get(plain(word).rstrip("s"))
        if found:
            return found
    return ""


@lru_cache(maxsize=4_096)
def polarity_of(text: str) -> str:
    """+, − or ? behind a word or sign; "" where it is none."""
    word = text.strip().lower()
    for sign, words in (("+", POSITIVE), ("-", NEGATIVE), ("?", UNCERTAIN)):
        if word in words or plain(word) in {plain(w) for w in words if plain(w)}:
            return sign
    return ""


def link_kind_of_type(name: str) -> str:
    """The kind of link behind a foreign type; AUTOMATIC where it follows from the ends."""
    if name.strip().lower() in LINK_KINDS or name.strip().lower() == "belongs_to":
        return name.strip().lower()
    return _table("link kind").get(plain(name), AUTOMATIC)


def kinds_of(foreign: Foreign) -> dict[str, str]:
    """A kind for every type of node. Types that say nothing get theirs from the shape of the whole: causal maps are
    needs; where some only give and others only get, the first are actors and the second services; else actors."""
    types = foreign.node_types()
    known = {name: kind_of_type(name) for name in types}
    is_causal = any(row.get("polarity") or polarity_of(row.get("type", "")) for _number, row in foreign.links)
    usual = "need" if is_causal or foreign.format == "prsm" else "actor"
    return {name: known[name] or usual for name in types}


def _is_bipartite(foreign: Foreign) -> bool:
    givers = {row.get("source", "") for _number, row in foreign.links}
    takers = {row.get("target", "") for _number, row in foreign.links}
    return len(givers) > 1 and len(takers) > 1 and givers.isdisjoint(takers)


def takers_of(foreign: Foreign) -> frozenset[str]:
    """The ids of untyped nodes that only ever are pointed at, where the whole has two sides; else none."""
    if set(foreign.node_types()) != {""} or not _is_bipartite(foreign):
        return frozenset()
    if any(row.get("directed") == "no" for _number, row in foreign.links):
        return frozenset()
    return frozenset(row.get("target", "") for _number, row in foreign.links)
