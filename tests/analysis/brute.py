"""The measures of analysis.md written down literally, without a thought for speed: an independent second opinion.

Nothing here is shared with silomap.analysis: it reads the map's links itself.
"""

from __future__ import annotations

import math
from itertools import combinations, permutations
from typing import Any

from silomap.model.elements import Actor, Group, Link, Need, Service
from silomap.model.system_map import SystemMap


class Brute:
    """All measures of a map."""

    def __init__(self, system_map: SystemMap) -> None:
        self.m = system_map
        working = [k for k in system_map.links if k.status not in ("planned", "absent")]
        self.has = {(k.kind, k.source, k.target) for k in working}
        self.services = sorted(e.id for e in system_map.all(Service))
        self.needs = sorted(e.id for e in system_map.all(Need))
        self.actors = sorted(e.id for e in system_map.all(Actor))
        self.groups = sorted(e.id for e in system_map.all(Group))

    def r(self, s: str, n: str) -> bool:
        return ("responds_to", s, n) in self.has

    def p(self, a: str, s: str) -> bool:
        return ("provides", a, s) in self.has

    def l(self, n: str, m: str) -> bool:  # noqa: E743 - the letter of the definition
        return n != m and (("leads_to", n, m) in self.has or ("leads_to", m, n) in self.has)

    def works(self, a: str, b: str) -> bool:
        return ("coordinates_with", a, b) in self.has or ("coordinates_with", b, a) in self.has

    def tie(self, a: str, b: str) -> bool:
        return self.works(a, b) or any(self.p(a, s) and self.p(b, s) for s in self.services)

    def h(self, s: str, t: str) -> bool:
        if self.works(s, t):
            return True
        of_s = [a for a in self.actors if self.p(a, s)]
        of_t = [a for a in self.actors if self.p(a, t)]
        return any(a == b or self.tie(a, b) for a in of_s for b in of_t)

    def w(self, s: str, t: str) -> float:
        shared = sum(self.r(s, n) and self.r(t, n) for n in self.needs)
        return shared * 1.0 + self.squares(s, t) * 0.5

    def squares(self, s: str, t: str) -> int:
        pairs = permutations(self.needs, 2)
        return sum(self.l(n, m) and self.r(s, n) and self.r(t, m) for n, m in pairs)

    def sector(self, key: str) -> str | None:
        own = getattr(self.m[key], "sector", None)
        if own is None and key in self.services:
            found = {getattr(self.m[a], "sector", None) for a in self.actors if self.p(a, key)}
            return found.pop() if len(found) == 1 else None
        return own

    def lived(self) -> list[tuple[str | None, str, str]]:
        def area(n: str) -> str:
            return self.sector(n) or n

        apart = [(n, m) for n, m in combinations(self.needs, 2) if area(n) != area(m)]
        q: list[tuple[str | None, str, str]] = [
            (g, n, m)
            for g in self.groups
            for n, m in apart
            if ("experiences", g, n) in self.has and ("experiences", g, m) in self.has
        ]
        return q or [(None, n, m) for n, m in apart if self.l(n, m)]

    def joined(self, n: str, m: str) -> bool:
        for s in self.services:
            for t in self.services:
                if self.r(s, n) and self.r(t, m) and (s == t or self.h(s, t)):
                    return True
        return False

    def fragmentation(self, members: list[str]) -> float | None:
        k = len(members)
        if k < 2:
            return None
        reached = {x: {x} for x in members}
        for _ in members:
            for x in members:
                reached[x] |= {z for y in reached[x] for z in members if self.h(y, z)}
        connected = sum(y in reached[x] for x in members for y in members if x != y)
        return 1 - connected / (k * (k - 1))

    def measures(self) -> dict[str, Any]:
        pairs = list(combinations(self.services, 2))
        weights = {p: self.w(*p) for p in pairs}
        total = sum(weights.values())
        in_place = sum(w for p, w in weights.items() if self.h(*p))
        lived = self.lived()
        joined = sum(self.joined(n, m) for _g, n, m in lived)
        states = [self.state(n) for n in self.needs]
        expected, z = self.chance(weights, total, in_place)
        return {
            "score": 100 * joined / len(lived) if lived else None,
            "handover_score": 100 * in_place / total if total else None,
            "need_pairs": len(lived),
            "joined_need_pairs": joined,
            "required": total,
            "in_place": in_place,
            "required_pairs": sum(w > 0 for w in weights.values()),
            "linked_pairs": sum(w > 0 and self.h(*p) for p, w in weights.items()),
            "triangles_closed": self.triangles(pairs, True),
            "triangles_open": self.triangles(pairs, False),
            "squares_closed": sum(self.squares(*p) for p in pairs if self.h(*p)),
            "squares_open": sum(self.squares(*p) for p in pairs if not self.h(*p)),
            "expected_handover_score": expected,
            "fit_z": z,
            **{
                f"{s}_needs": states.count(s)
                for s in ("unanswered", "single", "joined", "partly_joined", "fragmented")
            },
        }

    def triangles(self, pairs: list[tuple[str, str]], closed: bool) -> int:
        return sum(self.r(s, n) and self.r(t, n) for s, t in pairs if self.h(s, t) is closed for n in self.needs)

    def chance(
        self, weights: dict[tuple[str, str], float], total: float, in_place: float
    ) -> tuple[float | None, float | None]:
        every = len(weights)
        if not total:
            return None, None
        m = sum(self.h(*p) for p in weights)
        mean = total / every
        expected = 100 * m * mean / total
        if every < 2:
            return expected, None
        variance = sum((w - mean) ** 2 for w in weights.values()) / (every - 1) * m * (1 - m / every)
        return expected, None if variance < 1e-12 else (in_place - m * mean) / math.sqrt(variance)

    def state(self, need: str) -> str:
        responders = [s for s in self.services if self.r(s, need)]
        f = self.fragmentation(responders)
        if f is None:
            return "single" if responders else "unanswered"
        return "joined" if f == 0 else "fragmented" if f == 1 else "partly_joined"

    def gaps(self) -> list[tuple[str, str, float, int]]:
        found = []
        lived = [(g, n, m) for g, n, m in self.lived() if not self.joined(n, m)]
        for s, t in combinations(self.services, 2):
            if self.h(s, t):
                continue
            newly = sum((self.r(s, n) and self.r(t, m)) or (self.r(s, m) and self.r(t, n)) for _g, n, m in lived)
            weight = self.w(s, t)
            if weight > 0 or newly:
                found.append((s, t, weight, newly))
        return sorted(found, key=lambda g: (-g[3], -g[2], g[0], g[1]))

    def matrix(self) -> dict[tuple[str, str], tuple[int, int, float, float]]:
        cells: dict[tuple[str, str], list[float]] = {}
        for s, t in combinations(self.services, 2):
            weight = self.w(s, t)
            if weight <= 0:
                continue
            a, b = sorted((self.sector(s) or "", self.sector(t) or ""))
            cell = cells.setdefault((a, b), [0, 0, 0, 0])
            linked = self.h(s, t)
            for i, value in enumerate((1, linked, weight, weight * linked)):
                cell[i] += value
        return {k: (int(v[0]), int(v[1]), v[2], v[3]) for k, v in cells.items()}

    def distances(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for start in self.actors:
            hops, seen, edge = 0, {start}, {start}
            while edge:
                hops += 1
                edge = {b for a in edge for b in self.actors if self.tie(a, b)} - seen - {start}
                for b in edge:
                    found[start, b] = hops
                seen |= edge
        return found

    def actor_fragmentation(self) -> float | None:
        n = len(self.actors)
        return 1 - len(self.distances()) / (n * (n - 1)) if n > 1 else None

    def distance_fragmentation(self) -> float | None:
        n = len(self.actors)
        return 1 - sum(1 / d for d in self.distances().values()) / (n * (n - 1)) if n > 1 else None

    def roles(self, v: str) -> tuple[int, ...]:
        counts = dict.fromkeys(("coordinator", "itinerant", "gatekeeper", "representative", "liaison"), 0)
        home = self.sector(v)
        for a, b in permutations(self.actors, 2):
            if v in (a, b) or not (self.tie(a, v) and self.tie(v, b)) or self.tie(a, b):
                continue
            one, two = self.sector(a), self.sector(b)
            if None in (home, one, two):
                continue
            if one == home == two:
                counts["coordinator"] += 1
            elif one == two:
                counts["itinerant"] += 1
            elif two == home:
                counts["gatekeeper"] += 1
            elif one == home:
                counts["representative"] += 1
            else:
                counts["liaison"] += 1
        return tuple(counts.values())

    def without(self, actor: str) -> Brute:
        alone = {s for s in self.services if [a for a in self.actors if self.p(a, s)] == [actor]}
        gone = {actor, *alone}
        keep = [k.id for k in self.m.links if k.source in gone or k.target in gone]
        return Brute(self.m.after((key, None) for key in (*gone, *keep)))

    def fresh_starts(self, group: str) -> int:
        lived = [n for n in self.needs if ("experiences", group, n) in self.has]
        doors = [s for s in self.services if any(self.r(s, n) for n in lived)]
        answered = {n for n in lived if any(self.r(s, n) for s in doors)}
        for size in range(len(doors) + 1):
            for chosen in combinations(doors, size):
                reached = {
                    n for d in chosen for t in doors if d == t or self.h(d, t) for n in answered if self.r(t, n)
                }
                if reached == answered:
                    return size
        raise AssertionError("all doors together reach everything")

    def loops(self) -> dict[tuple[str, ...], str]:
        found = {}
        leads = {(k.source, k.target): k for k in self.m.links if ("leads_to", k.source, k.target) in self.has}
        leads = {e: k for e, k in leads.items() if k.kind == "leads_to" and k.status not in ("planned", "absent")}
        for size in range(2, min(8, len(self.needs)) + 1):
            for cycle in permutations(self.needs, size):
                if cycle[0] != min(cycle):
                    continue
                steps = list(zip(cycle, cycle[1:] + cycle[:1], strict=True))
                if all(step in leads for step in steps):
                    relieving = sum(leads[step].polarity == "-" for step in steps)
                    found[cycle] = "balancing" if relieving % 2 else "reinforcing"
        return found

    def with_links(self, pairs: list[tuple[str, str]]) -> Brute:
        made = [(f"+{a}{b}", Link(id=f"+{a}{b}", kind="coordinates_with", source=a, target=b)) for a, b in pairs]
        return Brute(self.m.after(made))

    def gained(self, pairs: list[tuple[str, str]]) -> tuple[int, float]:
        """Joined pairs and in-place weight with these links drawn."""
        then = self.with_links(pairs)
        joined = sum(then.joined(n, m) for _g, n, m in self.lived())
        return joined, sum(self.w(s, t) for s, t in combinations(self.services, 2) if then.h(s, t))
