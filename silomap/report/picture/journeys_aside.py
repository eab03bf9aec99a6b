"""All groups of people side by side: each journey as a small picture, those with the most cold handovers first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF

from silomap.analysis.journeys import Journey
from silomap.i18n import _, ngettext
from silomap.model.system_map import SystemMap
from silomap.report.picture.sheet import SMALL, Sheet, Spot

SIDE, CARD_WIDTH, CARD_HEIGHT, MOST_DOTS = 40.0, 224.0, 96.0, 12


def small_multiples(
    sheet: Sheet,
    system_map: SystemMap,
    found: Sequence[Journey],
    states: Mapping[str, str],
    group: str,
    top: float,
    room: float,
) -> None:
    """All groups as small multiples, those with the most cold handovers first."""
    ranked = ranked_by_cold(found)
    if len(ranked) < 2:
        return
    title = _("All groups, those with the most cold handovers first")
    y = sheet.write(title, (SIDE, top), weight="semibold") + 8
    abreast = max(1, int((max(room, 500.0) - 2 * SIDE + 12) // (CARD_WIDTH + 12)))
    for number, journey in enumerate(ranked):
        row, column = divmod(number, abreast)
        area = QRectF(SIDE + column * (CARD_WIDTH + 12), y + row * (CARD_HEIGHT + 12), CARD_WIDTH, CARD_HEIGHT)
        _small(sheet, system_map, states, journey, area, journey.group == group, (row, column))


def _small(
    sheet: Sheet,
    system_map: SystemMap,
    states: Mapping[str, str],
    journey: Journey,
    area: QRectF,
    is_current: bool,
    at: tuple[int, int],
) -> None:
    theme = sheet.theme
    fill, edge = (theme.accent_tint, theme.accent) if is_current else (theme.surface, theme.hairline)
    sheet.box(area, fill, edge, 10)
    name = system_map.label(journey.group)
    sheet.write(name, (area.left() + 12, area.top() + 9), SMALL, "semibold", width=CARD_WIDTH - 24)
    shown = journey.needs[:MOST_DOTS]
    step = min(22.0, (CARD_WIDTH - 40) / max(1, len(shown)))
    y = area.top() + 43
    for number, need in enumerate(shown):
        x = area.left() + 20 + number * step
        if number:
            sheet.line((x - step + 5, y), (x - 5, y), theme.thin_link, 1.2)
        state = states.get(need, "")
        is_open = state == "unanswered"
        fills = {"unanswered": theme.surface, "single": theme.secondary, "joined": theme.joined}
        fill = fills.get(state, theme.missing)
        sheet.box(QRectF(x - 5, y - 5, 10, 10), fill, theme.missing if is_open else fill, 5, 1.6)
    bar = QRectF(area.left() + 12, area.top() + 58, CARD_WIDTH - 24, 6)
    sheet.box(bar, theme.joined if journey.handovers else theme.hairline, radius=3)
    if journey.cold:
        share = journey.cold / journey.handovers
        sheet.box(QRectF(bar.left(), bar.top(), bar.width() * share, 6), theme.missing, radius=3)
    words = handover_words(journey)
    sheet.write(words, (area.left() + 12, area.top() + 70), 11, colour=theme.secondary, width=CARD_WIDTH - 24)
    sheet.spots.append(Spot(area, f"{name}: {words}", "group", (journey.group,), 1_000 + at[0], at[1], 10))


def ranked_by_cold(found: Sequence[Journey]) -> list[Journey]:
    """Journeys with the most cold handovers first, then those with the most needs."""
    return sorted(found, key=lambda j: (-j.cold, -len(j.needs), j.group))


def handover_words(journey: Journey) -> str:
    if not journey.handovers:
        return _("no handovers")
    warm = journey.handovers - journey.cold
    return ngettext(
        "{warm} of {n} handover is warm", "{warm} of {n} handovers are warm", journey.handovers, warm=warm
    )
