"""The overview as slides: six of them, with real text and pictures, and the proof in the notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, cast

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from silomap.i18n import _
from silomap.model.elements import StoryStep
from silomap.report.document.blocks import (
    BAD,
    GOOD,
    PLAIN,
    WARNING,
    Bars,
    Block,
    Bullets,
    Card,
    Figures,
    Picture,
    Report,
    Section,
    Shot,
    Table,
    Text,
)
from silomap.report.document.drawn import Drawn
from silomap.report.document.legible import legible
from silomap.report.themes import LIGHT, SECTOR_COLOURS

WIDE, HIGH = 13.333, 7.5
EDGE, TOP = 0.7, 1.55
FONT = "Calibri"
TONES = {PLAIN: LIGHT.secondary, GOOD: LIGHT.joined, WARNING: LIGHT.warning, BAD: LIGHT.missing}
MOST_LINES, MOST_CARDS = 6, 3
TITLED = 5
"""the layout of the plain template that has a title and nothing else"""


def write_pptx(report: Report, drawn: dict[Shot, Drawn]) -> bytes:
    """The overview as the bytes of a presentation."""
    made = _Slides(report, drawn)
    made.write()
    buffer = io.BytesIO()
    made.deck.save(buffer)
    return buffer.getvalue()


def write_story(title: str, language: str, steps: Sequence[tuple[StoryStep, Drawn]]) -> bytes:
    """The story as the bytes of a presentation: a slide a step, with what the presenter says in its notes."""
    made = _Slides(Report(title, "", (), (), language), {})
    for step, picture in steps:
        made.tell(step, picture)
    buffer = io.BytesIO()
    made.deck.save(buffer)
    return buffer.getvalue()


class _Slides:
    """One presentation under way."""

    def __init__(self, report: Report, drawn: dict[Shot, Drawn]) -> None:
        self.report, self.drawn = report, drawn
        self.parts = {section.code: section for section in report.sections}
        self.deck: Any = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(WIDE), Inches(HIGH)
        properties = self.deck.core_properties
        properties.title, properties.author, properties.language = legible(report.title), "SiloMap", report.language
        self.slide: Any = None

    def write(self) -> None:
        """Challenge, one person's way, where sectors do not meet, what to look at first, the joint answer, before and
        after, next steps."""
        self._challenge()
        if "journeys" in self.parts:
            self._pictured(self.parts["journeys"], _("One way through the system"))
        if "matrix" in self.parts:
            self._pictured(self.parts["matrix"], _("Where sectors do not meet"))
        if "findings" in self.parts or "summary" in self.parts:
            self._findings(self.parts.get("summary") or self.parts["findings"])
        if "comparison" in self.parts:
            if _blocks(self.parts["comparison"], Picture):
                self._pictured(self.parts["comparison"], _("The joint answer"))
            self._comparison(self.parts["comparison"])
        if "actions" in self.parts:
            self._actions(self.parts["actions"])

    # one slide

    def _begin(self, title: str, notes: Sequence[str] = ()) -> None:
        self.slide = self.deck.slides.add_slide(self.deck.slide_layouts[TITLED])
        head = self.slide.shapes.title
        head.left, head.top, head.width, head.height = (Inches(v) for v in (EDGE, 0.45, WIDE - 2 * EDGE, 0.9))
        head.text_frame.word_wrap = True
        head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _say(head.text_frame, [(title, 30, True, LIGHT.ink)])
        line = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(EDGE + 0.1), Inches(1.32), Inches(0.9), Inches(0.06)
        )
        _fill(line, LIGHT.accent)
        if notes:
            self.slide.notes_slide.notes_text_frame.text = legible("\n".join(notes))

    def _box(
        self, lines: Sequence[tuple[str, float, bool, str]], left: float, top: float, width: float, height: float
    ) -> Any:
        box = self.slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
        box.text_frame.word_wrap = True
        _say(box.text_frame, lines)
        return box

    def _picture(self, block: Picture, left: float, top: float, width: float, height: float) -> None:
        found = self.drawn.get(block.shot)
        if found is None:
            self._box([(block.alt, 16, False, LIGHT.secondary)], left, top, width, height)
            return
        scale = min(width / found.width, height / found.height)
        wide, high = found.width * scale, found.height * scale
        picture = self.slide.shapes.add_picture(
            io.BytesIO(found.png), Inches(left + (width - wide) / 2), Inches(top), Inches(wide), Inches(high)
        )
        picture._element.nvPicPr.cNvPr.set("descr", legible(block.alt))

    def tell(self, step: StoryStep, drawn: Drawn) -> None:
        """A step of a story: the picture large, the words at the side."""
        self._begin(step.title or "–", tuple(text for text in (step.text, step.notes) if text))
        shot = Shot(step.id)
        self.drawn[shot] = drawn
        side = 3.9
        alt = ". ".join(text for text in (step.title, step.text) if text) or "–"
        self._picture(Picture(shot, alt, ""), EDGE, TOP, WIDE - 2 * EDGE - side - 0.3, HIGH - TOP - 0.4)
        left = WIDE - EDGE - side
        self._box([(step.text, 20.0, False, LIGHT.secondary)] if step.text else [], left, TOP, side, 2.6)
        if step.question:
            box = self.slide.shapes.add_shape(
                MSO_SHAPE.ROUNDED_RECTANGLE, Inches(left), Inches(4.4), Inches(side), Inches(2.2)
            )
            box.adjustments[0] = 0.06
            _fill(box, LIGHT.accent_tint)
            box.text_frame.word_wrap, box.text_frame.vertical_anchor = True, MSO_ANCHOR.TOP
            head = _("Ask the room")
            _say(box.text_frame, [(head, 16.0, True, LIGHT.ink), (step.question, 20.0, False, LIGHT.ink)])

    # the six

    def _challenge(self) -> None:
        summary = self.parts.get("summary")
        lead = next((b.text for b in _blocks(summary, Text)), "")
        self._begin(self.report.title, _notes(summary))
        for number in range(3):
            mark = self.slide.shapes.add_shape(
                MSO_SHAPE.ROUNDED_RECTANGLE,
                Inches(EDGE + 0.1 + number * 0.2),
                Inches(0.28),
                Inches(0.15),
                Inches(0.42),
            )
            _fill(mark, SECTOR_COLOURS[number])
        lines = [(self.report.about, 20.0, False, LIGHT.secondary)] if self.report.about else []
        lines += [(lead, 24.0, True, LIGHT.ink), (" · ".join(self.report.facts), 14.0, False, LIGHT.hint)]
        self._box(lines, EDGE, TOP + 0.1, WIDE - 2 * EDGE, 2.4)
        for figures in _blocks(summary, Figures)[:1]:
            self._figures(figures, 4.4)

    def _figures(self, block: Figures, top: float) -> None:
        count = max(1, len(block.rows))
        width = (WIDE - 2 * EDGE - 0.25 * (count - 1)) / count
        for number, row in enumerate(block.rows):
            left = EDGE + number * (width + 0.25)
            card = self.slide.shapes.add_shape(
                MSO_SHAPE.ROUNDED_RECTANGLE, Inches(left), Inches(top), Inches(width), Inches(2.3)
            )
            card.adjustments[0] = 0.05
            _fill(card, "#ffffff", LIGHT.hairline)
            frame = card.text_frame
            frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
            lines = [(row.value, 26.0, True, LIGHT.ink), (row.title, 15.0, False, LIGHT.secondary)]
            if row.note:
                lines.append((row.note, 14.0, False, TONES[row.tone]))
            _say(frame, lines)

    def _pictured(self, section: Section, title: str) -> None:
        """A section's first picture, large; its tables in the notes."""
        self._begin(title, _notes(section))
        pictures = _blocks(section, Picture)
        if pictures:
            self._picture(pictures[0], EDGE, TOP, WIDE - 2 * EDGE, HIGH - TOP - 0.4)
            return
        texts = [(block.text, 20.0, False, LIGHT.ink) for block in _blocks(section, Text)]
        self._box(texts or [("–", 20.0, False, LIGHT.ink)], EDGE, TOP, WIDE - 2 * EDGE, 4)

    def _findings(self, section: Section) -> None:
        self._begin(_("What to look at first"), _notes(section))
        top = TOP
        cards = _blocks(section, Card)[:MOST_CARDS]
        for card in cards:
            edge = self.slide.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, Inches(EDGE + 0.1), Inches(top + 0.1), Inches(0.08), Inches(1.45)
            )
            _fill(edge, TONES[card.tone])
            lines = [
                (card.kind, 14.0, True, TONES[card.tone]),
                (card.say, 20.0, True, LIGHT.ink),
                (card.detail, 15.0, False, LIGHT.secondary),
            ]
            self._box(lines, EDGE + 0.3, top, WIDE - 2 * EDGE - 0.4, 1.7)
            top += 1.85
        if not cards:
            text = _("Nothing was found. Is the map complete enough to say so?")
            self._box([(text, 20, False, LIGHT.ink)], EDGE, TOP, WIDE - 2 * EDGE, 2)

    def _comparison(self, section: Section) -> None:
        self._begin(section.title, _notes(section))
        for text in _blocks(section, Text)[:1]:
            self._box([(text.text, 18, False, LIGHT.secondary)], EDGE, TOP - 0.1, WIDE - 2 * EDGE, 0.5)
        for figures in _blocks(section, Figures)[:1]:
            self._figures(figures, TOP + 0.5)
        lines: list[tuple[str, float, bool, str]] = []
        texts = iter([text.text for text in _blocks(section, Text)][1:])
        for bullets in _blocks(section, Bullets)[:2]:
            lines.append((next(texts, ""), 15.0, True, LIGHT.secondary))
            lines += [(f"• {item}", 14.0, False, LIGHT.ink) for item in bullets.items[:2]]
        self._box(lines, EDGE, TOP + 3.0, WIDE - 2 * EDGE, 2.6)

    def _actions(self, section: Section) -> None:
        self._begin(_("Decisions and next steps"), _notes(section))
        tables = _blocks(section, Table)
        if not tables:
            text = _("Nothing has been agreed yet: who makes the first link, and by when?")
            self._box([(text, 22, False, LIGHT.ink)], EDGE, TOP, WIDE - 2 * EDGE, 2)
            return
        top = TOP
        for table in tables:
            top = self._table(table, top) + 0.25

    def _table(self, block: Table, top: float) -> float:
        rows = block.rows[:MOST_LINES]
        width = WIDE - 2 * EDGE
        shape = self.slide.shapes.add_table(
            len(rows) + 1, len(block.heads), Inches(EDGE), Inches(top), Inches(width), Inches(0.4 * (len(rows) + 1))
        )
        shape.table.horz_banding = False
        for column, share in enumerate(block.widths):
            shape.table.columns[column].width = Emu(int(Inches(width) * share))
        for number, texts in enumerate((block.heads, *rows)):
            for column, text in enumerate(texts):
                cell = shape.table.cell(number, column)
                cell.fill.solid()
                cell.fill.fore_color.rgb = _colour(LIGHT.accent_tint if number == 0 else "#ffffff")
                _say(cell.text_frame, [(text, 14.0, number == 0, LIGHT.ink)])
        return top + 0.4 * (len(rows) + 1)


def _blocks(section: Section | None, kind: type[Any]) -> list[Any]:
    return [block for block in section.blocks if isinstance(block, kind)] if section is not None else []


def _notes(section: Section | None) -> list[str]:
    """The proof: what stands in a section as text."""
    found: list[str] = []
    for block in section.blocks if section is not None else ():
        found += _lines(block)
    return found[:60]


def _lines(block: Block) -> list[str]:
    if isinstance(block, Text):
        return [block.text]
    if isinstance(block, Bullets):
        return [f"– {item}" for item in block.items]
    if isinstance(block, Card):
        return [f"{block.say} {block.detail}", block.ask, block.do]
    if isinstance(block, Table):
        return [" | ".join(row) for row in block.rows[:20]]
    if isinstance(block, Bars):
        return [f"{row.label} {row.text}".strip() for row in block.rows]
    if isinstance(block, Picture):
        return [block.alt]
    return []


def _say(frame: Any, lines: Sequence[tuple[str, float, bool, str]]) -> None:
    """Lines of text, each with its size, weight and colour."""
    for number, (text, size, bold, colour) in enumerate(lines):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        line.alignment = PP_ALIGN.LEFT
        line.space_after = Pt(4)
        run = line.add_run()
        run.text = legible(text)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = _colour(colour)


def _fill(shape: Any, colour: str, edge: str = "") -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = _colour(colour)
    shape.shadow.inherit = False
    if edge:
        shape.line.color.rgb = _colour(edge)
    else:
        shape.line.fill.background()


def _colour(text: str) -> Any:
    return cast(Any, RGBColor).from_string(text.lstrip("#").upper())
