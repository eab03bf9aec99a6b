"""The report as PDF: designed pages, selectable text, bookmarks, contents with page numbers, alternative texts."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TableBordersLayout
from fpdf.fonts import FontFace, TTFFont
from fpdf.outline import OutlineSection

from silomap.paths import resource
from silomap.report.document.blocks import (
    BAD,
    GOOD,
    PLAIN,
    WARNING,
    Bar,
    Bars,
    Block,
    Bullets,
    Card,
    Figure,
    Figures,
    Heading,
    Picture,
    Report,
    Section,
    Shot,
    Table,
    Text,
)
from silomap.report.document.drawn import Drawn
from silomap.report.document.letters import Letters
from silomap.report.document.wish import PAPERS
from silomap.report.themes import LIGHT, SECTOR_COLOURS

MARGIN, FOOT = 18.0, 16.0
INTER = "Inter"
WEIGHTS = {"": "Regular", "B": "SemiBold"}
TONES = {PLAIN: LIGHT.hint, GOOD: LIGHT.joined, WARNING: LIGHT.warning, BAD: LIGHT.missing}
SIZES = (1.0, 0.94, 0.88, 0.82, 0.77)
"""how large the one page is set, so that it stays one page"""
MOST_HIGH = 165.0
"""a picture is at most so high, in millimetres"""
BAR_LABEL = 47.0
"""so wide are labels beside bars; longer ones stand above"""


def write_pdf(report: Report, drawn: dict[Shot, Drawn], paper: str = "A4", logo: bytes = b"") -> bytes:
    """The whole report as the bytes of a PDF."""
    letters = Letters.of(report)

    trial = _Pages(report, drawn, paper, logo, letters)
    scale = next((size for size in SIZES if trial.fits_on_one(size)), SIZES[-1])
    trial.close_fonts()
    pages = _Pages(report, drawn, paper, logo, letters, scale)
    made = pages.written()
    pages.close_fonts()
    return made


class _Pages(FPDF):
    """The pages of one report."""

    def __init__(
        self, report: Report, drawn: dict[Shot, Drawn], paper: str, logo: bytes, letters: Letters, scale: float = 1.0
    ) -> None:
        super().__init__(format=PAPERS[paper])
        self.report, self.drawn, self.logo, self.letters = report, drawn, logo, letters
        self._first_scale, self._scale = scale, 1.0
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, FOOT + 4)
        for style, weight in WEIGHTS.items():
            self.add_font(INTER, style, str(resource("fonts", f"Inter-{weight}.ttf")))
        for number, path in enumerate(letters.fallbacks):
            self.add_font(f"other{number}", "", str(path))
        if letters.fallbacks:
            self.set_fallback_fonts([f"other{n}" for n in range(len(letters.fallbacks))], exact_match=False)
        self.set_lang(report.language)
        self.set_title(report.title)
        self.set_creator("SiloMap")
        self.set_display_mode("fullwidth")

    # the whole

    def fits_on_one(self, scale: float) -> bool:
        """Whether the first part takes one page when it is set so large; only tried."""
        before, self._first_scale = self.page_no(), scale
        self._begin()
        return bool(self.page_no() - before == 1)

    def written(self) -> bytes:
        """The bytes of everything."""
        self._everything()
        return bytes(self.output())

    def close_fonts(self) -> None:
        """The library leaves the files of its fonts open."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()

    def _begin(self) -> None:
        self._scale = self._first_scale
        self.add_page()
        self._title()
        if self.report.sections:
            self._section(self.report.sections[0], is_first=True)
        self._scale = 1.0

    def _everything(self) -> None:
        self._begin()
        rest = self.report.sections[1:]
        if len(rest) > 1:
            self.add_page()
            self._chapter(self.report.words["contents"])
            self.insert_toc_placeholder(lambda _pdf, outline: self._contents(outline), pages=1)
        for number, section in enumerate(rest):
            if number or len(rest) == 1:
                self.add_page()
            self._section(section)

    def footer(self) -> None:
        """The title of the report, and which page this is."""
        self.set_y(-FOOT)
        self._pen(LIGHT.secondary)
        self._font(8, scaled=False)
        page = self.report.words["page"].format(n=self.page_no(), whole="{nb}")
        self.cell(self.epw * 0.75, 6, self._fitting(self.report.title, self.epw * 0.7))
        self.cell(self.epw * 0.25, 6, page, align="R")

    def _contents(self, outline: list[OutlineSection]) -> None:
        self.set_y(self.get_y() + 2)
        for entry in outline:
            link = self.add_link(page=entry.page_number)
            self._font(11)
            self._pen(LIGHT.ink)
            height = 9.0
            self.cell(self.epw - 14, height, self._fitting(entry.name, self.epw - 20), link=link)
            self._pen(LIGHT.secondary)
            self.cell(14, height, str(entry.page_number), align="R", link=link, new_x="LMARGIN", new_y="NEXT")
            self._rule(self.get_y())

    # letters and lines

    def _font(self, size: float, style: str = "", scaled: bool = True) -> None:
        self.set_font(INTER, style, size * (self._scale if scaled else 1.0))

    def _pen(self, colour: str) -> None:
        self.set_text_color(colour)

    def _rule(self, y: float) -> None:
        self.set_draw_color(LIGHT.hairline)
        self.set_line_width(0.2)
        self.line(self.l_margin, y, self.w - self.r_margin, y)

    def _fitting(self, text: str, width: float) -> str:
        text = self.letters.known(text)
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(text + "…") > width:
            text = text[:-1]
        return text + "…"

    def _words(
        self,
        text: str,
        size: float,
        style: str = "",
        colour: str = LIGHT.ink,
        width: float = 0.0,
        leading: float = 1.4,
    ) -> None:
        """Text that wraps, at the place where the pen is; the pen goes below it."""
        self._font(size, style)
        self._pen(colour)
        height = size * self._scale * leading * 0.3528
        self.multi_cell(width, height, self.letters.known(text), align="L", new_x="LEFT", new_y="NEXT")

    def _height(self, text: str, size: float, style: str = "", width: float = 0.0, leading: float = 1.4) -> float:
        self._font(size, style)
        height = size * self._scale * leading * 0.3528
        made = self.multi_cell(
            width, height, self.letters.known(text), align="L", dry_run=True, output=MethodReturnValue.HEIGHT
        )
        return float(cast(float, made))

    def _gap(self, size: float) -> None:
        self.set_y(self.get_y() + size * self._scale)

    def _needs(self, height: float) -> None:
        """A new page where so much does not fit on this one."""
        if self.will_page_break(height):
            self.add_page()

    # sections

    def _title(self) -> None:
        self._mark(self.l_margin, self.get_y(), 7.0 * self._scale)
        if self.logo:
            self._logo()
        self._gap(11)
        self._words(self.report.title, 21, "B", leading=1.2)
        self._gap(1.5)
        if self.report.about:
            self._words(self.report.about, 10.5, colour=LIGHT.secondary)
            self._gap(1)
        self._words(" · ".join(self.report.facts), 8.5, colour=LIGHT.hint)
        self._gap(3)

    def _mark(self, x: float, y: float, size: float) -> None:
        """Three silos and the link through them."""
        for number in range(3):
            self.set_fill_color(SECTOR_COLOURS[number])
            self.rect(
                x + number * size * 0.36, y, size * 0.28, size, style="F", round_corners=True, corner_radius=0.8
            )
        self.set_fill_color(LIGHT.ink)
        self.rect(x, y + size * 0.45, size, size * 0.09, style="F")

    def _logo(self) -> None:
        width, height = 40.0, 12.0 * self._scale
        left, top = self.w - self.r_margin - width, self.get_y() - 2
        picture = io.BytesIO(self.logo)
        self.image(picture, left, top, width, height, keep_aspect_ratio=True, alt_text=self.report.title)

    def _section(self, section: Section, is_first: bool = False) -> None:
        self.start_section(self.letters.known(section.title))
        if not is_first:
            self._chapter(section.title)
        for number, block in enumerate(section.blocks):
            follower = section.blocks[number + 1] if number + 1 < len(section.blocks) else None
            self._block(block, follower)

    def _chapter(self, title: str) -> None:
        self._words(title, 18, "B", leading=1.25)
        self._gap(1.5)
        self.set_fill_color(LIGHT.accent)
        self.rect(self.l_margin, self.get_y(), 14, 0.9, style="F")
        self._gap(6)

    def _block(self, block: Block, follower: Block | None) -> None:
        makers: dict[type, Callable[..., None]] = {
            Heading: self._heading,
            Text: self._text,
            Bullets: self._bullets,
            Figures: self._figures,
            Bars: self._bars,
            Table: self._table,
            Picture: self._picture,
            Card: self._card,
        }
        if isinstance(block, Heading | Card):
            makers[type(block)](block, follower)
        else:
            makers[type(block)](block)

    def _heading(self, block: Heading, follower: Block | None) -> None:
        needed = self._picture_height(follower) if isinstance(follower, Picture) else 10.0
        self._needs((12.0 + needed) * self._scale)
        self._gap(3)
        self._words(block.text, 12, "B")
        self._gap(1.5)

    def _text(self, block: Text) -> None:
        size, colour = {"lead": (12.5, LIGHT.ink), "hint": (9, LIGHT.secondary)}.get(block.style, (10, LIGHT.ink))
        self._words(block.text, size, colour=colour)
        self._gap(2.5)

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            self._needs(self._height(item, 9.5, width=self.epw - 5))
            y = self.get_y()
            self._font(9.5)
            self._pen(LIGHT.accent)
            self.text(self.l_margin + 0.8, y + 9.5 * self._scale * 0.3528 * 1.08, "•")
            self.set_x(self.l_margin + 5)
            self._words(item, 9.5, width=self.epw - 5)
            self.set_x(self.l_margin)
            self._gap(0.8)
        self._gap(1.5)

    def _figures(self, block: Figures) -> None:
        """Numbers in boxes of one height, side by side."""
        count, gap = len(block.rows), 3.0
        width = (self.epw - gap * (count - 1)) / max(1, count)
        inner = width - 5
        heights = [
            (
                self._height(row.value, 13, "B", inner, 1.15),
                self._height(row.title, 8, "", inner),
                self._height(row.note, 7.5, "", inner) if row.note else 0.0,
            )
            for row in block.rows
        ]
        box = max(sum(part) for part in heights) + 6.5 * self._scale
        self._needs(box + 3)
        top = self.get_y()
        for number, row in enumerate(block.rows):
            self._figure(row, self.l_margin + number * (width + gap), top, width, box)
        self.set_xy(self.l_margin, top + box)
        self._gap(4)

    def _figure(self, row: Figure, x: float, top: float, width: float, box: float) -> None:
        self.set_draw_color(LIGHT.hairline)
        self.set_line_width(0.25)
        self.rect(x, top, width, box, round_corners=True, corner_radius=1.6)
        inner = width - 5
        self.set_xy(x + 2.5, top + 2.5 * self._scale)
        self._words(row.value, 13, "B", width=inner, leading=1.15)
        self._gap_at(x + 2.5, 0.6)
        self._words(row.title, 8, colour=LIGHT.secondary, width=inner)
        if row.note:
            self._gap_at(x + 2.5, 0.6)
            self._words(row.note, 7.5, colour=TONES[row.tone], width=inner)

    def _gap_at(self, x: float, size: float) -> None:
        self._gap(size)
        self.set_x(x)

    def _bars(self, block: Bars) -> None:
        if block.title:
            self._needs(20)
            self._words(block.title, 10.5, "B")
            self._gap(1.5)
        labels = any(row.label for row in block.rows)
        self._font(9)
        is_above = any(self.get_string_width(row.label) > BAR_LABEL for row in block.rows)
        for row in block.rows:
            if is_above:
                self._needs(14)
                self._words(row.label, 9)
            self._bar(row, labels, 0.0 if is_above else BAR_LABEL)
        self._gap(3)

    def _bar(self, row: Bar, has_label: bool, beside: float = BAR_LABEL) -> None:
        """A bar, its label of so many millimetres at its left, its text at its right; below it where it has none."""
        self._needs(8)
        left, wide = self.l_margin, self.epw
        y = self.get_y()
        if has_label and beside:
            self._font(9)
            self._pen(LIGHT.ink)
            self.set_xy(left, y)
            self.cell(beside + 1, 5.2, self._fitting(row.label, beside))
            left, wide = left + beside + 3, wide - beside - 3
        wide -= 36 if has_label else 0
        thick = 3.0 * self._scale
        self.set_fill_color(LIGHT.hairline)
        self.rect(left, y + 1.1, wide, thick, style="F", round_corners=True, corner_radius=thick / 2)
        x = left
        for tone, share in row.parts:
            if share > 0:
                self.set_fill_color(TONES[tone])
                self.rect(x, y + 1.1, max(0.6, wide * share), thick, style="F")
                x += wide * share
        if has_label:
            self.set_xy(left + wide + 2, y)
            self._font(8.5)
            self._pen(LIGHT.secondary)
            self.cell(34, 5.2, self._fitting(row.text, 34), align="R")
            self.set_xy(self.l_margin, y + 5.6)
        else:
            self.set_xy(self.l_margin, y + thick + 2.2)
            self._words(row.text, 8.5, colour=LIGHT.secondary)

    def _table(self, block: Table) -> None:
        if block.title:
            self._words(block.title, 10, "B")
        self._font(8.5)
        self._pen(LIGHT.ink)
        self.set_draw_color(LIGHT.hairline)
        self.set_fill_color("#ffffff")
        head = FontFace(emphasis="BOLD", color=LIGHT.secondary, fill_color=LIGHT.window)
        aligns = tuple("RIGHT" if n in block.numbers else "LEFT" for n in range(len(block.heads)))
        size = 8.5 * self._scale
        with self.table(
            col_widths=tuple(round(width * 1_000) for width in block.widths),
            text_align=aligns,
            headings_style=head,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=size * 0.3528 * 1.35,
            padding=(1.1 * self._scale, 1.4, 1.1 * self._scale, 1.4),
            v_align="T",
        ) as table:
            heads = table.row()
            for text in block.heads:
                heads.cell(self.letters.known(text))
            for number, cells in enumerate(block.rows):
                row = table.row()
                tone = block.tones[number] if block.tones else PLAIN
                for column, text in enumerate(cells):
                    style = None
                    if column == 0 and tone != PLAIN:
                        style = FontFace(color=TONES[tone])
                    row.cell(self.letters.known(text), style=style)
        self._gap(4)

    def _picture_height(self, block: Picture) -> float:
        found = self.drawn.get(block.shot)
        if found is None:
            return 0.0
        height = self.epw * block.width * found.height / found.width
        return min(MOST_HIGH, height) + 8

    def _picture(self, block: Picture) -> None:
        found = self.drawn.get(block.shot)
        if found is None:
            self._words(block.alt, 9, colour=LIGHT.secondary)
            return
        width = self.epw * block.width
        height = width * found.height / found.width
        if height > MOST_HIGH:
            width, height = width * MOST_HIGH / height, MOST_HIGH
        self._needs(height + 8)
        y = self.get_y()
        self.image(io.BytesIO(found.png), self.l_margin, y, width, height, alt_text=self.letters.known(block.alt))
        self.set_draw_color(LIGHT.hairline)
        self.set_line_width(0.2)
        self.rect(self.l_margin, y, width, height)
        self.set_xy(self.l_margin, y + height + 1)
        if block.caption:
            self._words(block.caption, 8, colour=LIGHT.secondary)
        self._gap(4)

    def _card(self, block: Card, follower: Block | None) -> None:
        """A finding: a coloured edge, the sentence large, its proof and question below."""
        inner = self.epw - 6
        lines = [
            (block.kind.upper(), 7, "B", TONES[block.tone]),
            (block.say, 10.5, "B", LIGHT.ink),
            (block.detail, 8.5, "", LIGHT.secondary),
        ]
        lines += [(text, 9, "", LIGHT.ink) for text in (block.ask, block.do) if text]
        lines.append((" · ".join(filter(None, (block.decided, block.owner))), 8, "", LIGHT.hint))
        height = sum(self._height(text, size, style, inner) for text, size, style, _colour in lines)
        picture = self._picture_height(follower) if isinstance(follower, Picture) else 0.0
        self._needs(height + 4 + picture)
        top = self.get_y()
        for text, size, style, colour in lines:
            self.set_x(self.l_margin + 5)
            self._words(text, size, style, colour, inner)
        self.set_fill_color(TONES[block.tone])
        self.rect(self.l_margin, top + 0.5, 1.1, self.get_y() - top - 0.5, style="F")
        self.set_x(self.l_margin)
        self._gap(2.5)
