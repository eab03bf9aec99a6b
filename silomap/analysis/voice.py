"""Citizens' voice: who is involved in shaping services, and whom nobody involves."""

from __future__ import annotations

from dataclasses import dataclass

from silomap.analysis.layers import Layers
from silomap.model.vocabulary import LEVELS

DEEP = frozenset(LEVELS[LEVELS.index("co-designed") :])


@dataclass(frozen=True, slots=True)
class Voice:
    """Involvement of people in services."""

    co_designed_services: float | None
    silent_services: tuple[str, ...]
    shaped_services: tuple[str, ...]
    unheard_groups: tuple[str, ...]


def voice(layers: Layers) -> Voice:
    """Involvement over `involves` links from services to groups.

    co_designed_services: the share of services with a link at level co-designed or above (informed < consulted <
    co-designed < co-produced < co-decided), 0…1, None without services; shaped_services: those services;
    silent_services: services that involve no group at any level; unheard_groups: groups that no service involves.
    A link without a level counts as informed. Cost: O(involves links). Source: ladder after Arnstein (1969), A ladder
    of citizen participation.
    """
    silent, shaped = [], []
    heard: set[str] = set()
    for service in sorted(layers.services):
        groups = {end: link for end, link in layers.involves[service].items() if end in layers.groups}
        heard |= groups.keys()
        if not groups:
            silent.append(service)
        if any(link.level in DEEP for link in groups.values()):
            shaped.append(service)
    return Voice(
        co_designed_services=len(shaped) / len(layers.services) if layers.services else None,
        silent_services=tuple(silent),
        shaped_services=tuple(shaped),
        unheard_groups=tuple(sorted(layers.groups.keys() - heard)),
    )
