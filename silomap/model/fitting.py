"""Whether the values of an entity are of the types its fields are declared with: data from strangers may not be."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import Any

from silomap.model.elements import TYPES, Entity, field_names


def misfits(entity: Entity) -> list[str]:
    """The fields whose values are of another type than they are declared with: data from strangers. O(fields), and
    much less for what is of the same types as something seen before."""
    kind = type(entity)
    values = _GETTERS[kind](entity)
    shape = tuple(map(type, values))
    known = _SOUND_SHAPES[kind]
    if shape in known and not any(map(values.__getitem__, _TUPLES_AT[kind])):
        return []
    found = [
        name
        for name, value in zip(("id", *field_names(kind)), values, strict=True)
        if not _fits(value, _HINTS[kind][name])
    ]
    if not found:
        known.add(shape)
    return found


def _fits(value: Any, hint: str) -> bool:
    if hint.endswith(" | None"):
        return value is None or _fits(value, hint.removesuffix(" | None"))
    if hint == "Entity":
        return isinstance(value, Entity)
    if hint == "Pairs":
        return type(value) is tuple and all(
            type(pair) is tuple and len(pair) == 2 and all(type(text) is str for text in pair) for pair in value
        )
    if hint.startswith("tuple["):
        inner = hint.removeprefix("tuple[").removesuffix(", ...]")
        return type(value) is tuple and all(_fits(part, inner) for part in value)
    return type(value) in _PLAIN[hint]


_PLAIN: dict[str, tuple[type, ...]] = {"str": (str,), "bool": (bool,), "int": (int,), "float": (float, int)}
_HINTS = {t: {f.name: str(f.type) for f in fields(t)} for t in TYPES.values()}
_GETTERS = {t: attrgetter("id", *field_names(t)) for t in TYPES.values()}
_TUPLES_AT = {
    t: tuple(at for at, name in enumerate(("id", *field_names(t))) if _HINTS[t][name].startswith(("tuple", "Pairs")))
    for t in TYPES.values()
}
_SOUND_SHAPES: dict[type[Entity], set[tuple[type, ...]]] = {t: set() for t in TYPES.values()}
