"""Help: every kind of finding with a small map that has it, every measure, every word; searched by what was typed."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from silomap.analysis.analyse import analyse
from silomap.analysis.finding import Finding
from silomap.analysis.measures import MEASURES
from silomap.exchange.workshop_flow import words
from silomap.i18n import N_, _, language
from silomap.model import edits
from silomap.model.draft import Draft
from silomap.model.elements import TYPES, MapInfo
from silomap.model.system_map import SystemMap
from silomap.paths import resource
from silomap.report.explanations import DEFINITIONS, RULES, TITLES

FINDINGS, NUMBERS, WORDS = N_("Findings"), N_("Numbers"), N_("Words")
AREAS = (FINDINGS, NUMBERS, WORDS)
WHOLE = ("strength",)
"""values of a link that are numbers"""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the help, in the language that is set. `area` is one of AREAS, untranslated."""

    area: str
    code: str
    title: str
    text: str
    formula: str = ""
    source: str = ""

    def fits(self, typed: str) -> bool:
        """Whether every word that was typed stands in the title or the text, accents and case aside."""
        said = _folded(f"{self.title} {self.text}")
        return all(word in said for word in _folded(typed).split())


def topics() -> tuple[Topic, ...]:
    """All pages: findings in their order of importance, measures by family, words of the glossary."""
    findings = [
        Topic(FINDINGS, code, words(row["title"]), _(RULES[code][0]), RULES[code][1], RULES[code][2])
        for code, row in _examples()["examples"].items()
    ]
    numbers = [
        Topic(NUMBERS, code, _(TITLES[code]), _(DEFINITIONS[code]), row.formula, row.source)
        for code, row in MEASURES.items()
    ]
    meanings = [
        Topic(WORDS, f"{row['area']}.{row['key']}", row[language()], row[f"{language()}_plain"]) for row in terms()
    ]
    return (*findings, *numbers, *meanings)


@cache
def terms() -> tuple[dict[str, str], ...]:
    """Every word of the glossary with its plain meaning, in both languages."""
    with resource("glossary.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def example(code: str) -> SystemMap:
    """The small map of a kind of finding, in the language that is set. A KeyError where there is none."""
    row = _examples()["examples"][code]
    own: dict[str, dict[str, Any]] = row.get("values", {})
    pairs = [text.split() for text in row["links"]]
    wanted = {end for source, target, *_values in pairs for end in (source, target)} | set(own)
    cast = _examples()["cast"]
    wanted |= {
        said["sector"] for kind in cast.values() for key, said in kind.items() if key in wanted and "sector" in said
    }
    base = SystemMap.of([MapInfo(language=language())])
    draft = Draft(base)
    for kind, members in cast.items():
        for key, names in members.items():
            if key in wanted:
                home = {"sector": names["sector"]} if "sector" in names else {}
                make: Any = TYPES[kind]
                draft.put(make(id=key, label=words(names), **home, **own.get(key, {})))
    for source, target, *values in pairs:
        said: dict[str, Any] = dict(_value(text) for text in values)
        edits.connect(draft, source, target, **said)
    return base.after((change.id, change.after) for change in draft.changes())


def example_finding(code: str) -> Finding:
    """The finding of this kind in its small map, found by the analysis itself."""
    return next(finding for finding in analyse(example(code)).findings if finding.rule == code)


@cache
def _examples() -> dict[str, Any]:
    return dict(yaml.safe_load(resource("help", "examples.yaml").read_text(encoding="utf-8")))


def _value(text: str) -> tuple[str, str | int]:
    name, value = text.split("=")
    return name, int(value) if name in WHOLE else value


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
