"""Templates: maps to start from, kept as readable tables with a brief, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from silomap.errors import UserError
from silomap.exchange.csv_pair import LINKS, NODES, read_texts
from silomap.i18n import N_
from silomap.model.draft import Draft
from silomap.model.elements import MapInfo
from silomap.model.placing import place_missing
from silomap.model.scenarios import scenario_between
from silomap.model.system_map import SystemMap
from silomap.paths import resource

BLANK = "blank"
NAMES = (BLANK, "two-desks", "turin", "metropolitan-city")
_TITLES = {
    BLANK: {"en": "New map", "it": "Nuova mappa"},
}


def templates(language: str = "en") -> Iterator[tuple[str, str]]:
    """The name and the title of every template."""
    for name in NAMES:
        title = _TITLES.get(name) or _brief(name)["title"]
        yield name, title.get(language, title["en"])


def from_template(name: str, language: str = "en") -> SystemMap:
    """A new map from a template in a language; every element has a place. A UserError for an unknown name."""
    if name not in NAMES:
        raise UserError(N_("There is no template “{name}”. There is: {names}"), name=name, names=", ".join(NAMES))
    if name == BLANK:
        return SystemMap.of([MapInfo(title=_TITLES[BLANK].get(language, "New map"), language=language)])
    brief = _brief(name)
    info = MapInfo(
        title=_said(brief["title"], language),
        description=_said(brief["challenge"], language),
        language=language,
    )
    folder = resource("templates", name)
    today = _placed(_read([folder], language), info)
    scenario = brief.get("scenario")
    if not scenario:
        return today
    after = _placed(_read([folder, folder.joinpath(scenario["adds"].rstrip("/"))], language), info, today)
    kept = scenario_between(today, after, scenario["id"], _said(scenario, language))
    return today.after((entity.id, entity) for entity in kept)


def _brief(name: str) -> dict[str, Any]:
    text = resource("templates", name, "brief.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _said(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts["en"]


def _read(folders: list[Traversable], language: str) -> SystemMap:
    """Reads the tables of several folders as one; each table repeats its header."""
    texts = []
    for name in (NODES, LINKS):
        parts = [folder.joinpath(name).read_text(encoding="utf-8").splitlines() for folder in folders]
        texts.append("\n".join(parts[0] + [line for part in parts[1:] for line in part[1:]]))
    reading = read_texts(texts[0], texts[1])
    draft = Draft(reading.system_map)
    for element in reading.system_map.elements:
        custom = dict(element.custom)
        other = custom.pop("label_it", "")
        if other and language == "it":
            custom["label_en"] = element.label
            draft.set(element.id, label=other, custom=tuple(sorted(custom.items())))
    return draft.result()


def _placed(system_map: SystemMap, info: MapInfo, like: SystemMap | None = None) -> SystemMap:
    draft = Draft(system_map.after([(info.id, info)]))
    for element in like.elements if like else ():
        size = {"width": element.width, "height": element.height} if element.type == "sector" else {}  # type: ignore[attr-defined]
        draft.set(element.id, x=element.x, y=element.y, **size)
    place_missing(draft)
    return draft.result()
