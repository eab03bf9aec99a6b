"""The report as a Word document that can be edited: real styles, contents, captions, repeated table heads."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

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
    Heading,
    Picture,
    Report,
    Section,
    Shot,
    Table,
    Text,
)
from silomap.report.document.drawn import Drawn
from silomap.report.document.legible import legible
from silomap.report.document.wish import PAPERS
from silomap.report.themes import LIGHT

FONT = "Calibri"
TONES = {PLAIN: LIGHT.ink, GOOD: LIGHT.joined, WARNING: LIGHT.warning, BAD: LIGHT.missing}
MARGIN = 18.0
FULL = "█"
CELLS, WIDE_CELLS = 40, 100
BAR_WIDTHS = (0.26, 0.5, 0.24)
STYLES = {
    "Finding kind": (8.0, True, LIGHT.missing),
    "Finding": (12.0, True, LIGHT.ink),
    "Finding detail": (9.5, False, LIGHT.secondary),
    "Figure": (16.0, True, LIGHT.ink),
    "Figure title": (9.0, False, LIGHT.secondary),
    "Lead": (13.0, False, LIGHT.ink),
    "Hint": (9.0, False, LIGHT.secondary),
    "Cell": (9.5, False, LIGHT.ink),
}
"""Our own paragraph styles: size, bold, colour."""
BORDERED = frozenset({"Finding kind", "Finding", "Finding detail"})


def write_docx(report: Report, drawn: dict[Shot, Drawn], paper: str = "A4", logo: bytes = b"") -> bytes:
    """The whole report as the bytes of a Word document."""
    made = _Word(report, drawn, paper)
    made.title(logo)
    for number, section in enumerate(report.sections):
        made.section(section, number)
    buffer = io.BytesIO()
    made.document.save(buffer)
    return buffer.getvalue()


class _Word:
    """One document under way."""

    def __init__(self, report: Report, drawn: dict[Shot, Drawn], paper: str) -> None:
        self.report, self.drawn = report, drawn
        self.document: Any = Document()
        width, height = PAPERS[paper]
        self.room = width - 2 * MARGIN
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(width), Mm(height)
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
        self._styles()
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = legible(report.title), "SiloMap", ""
        properties.language = report.language
        self._footer(page)

    # styles

    def _styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10.5)
        normal.font.color.rgb = _colour(LIGHT.ink)
        normal.paragraph_format.space_after = Pt(4)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), {"it": "it-IT"}.get(self.report.language, "en-GB"))
        normal.element.get_or_add_rPr().append(language)
        for head, points, before in (("Title", 24.0, 0), ("Heading 1", 17.0, 8), ("Heading 2", 12.0, 6)):
            self._head(styles[head], points)
            styles[head].paragraph_format.space_before = Pt(before)
            styles[head].paragraph_format.space_after = Pt(3)
        for name, (size, bold, colour) in STYLES.items():
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.font.size, style.font.bold = Pt(size), bold
            style.font.color.rgb = _colour(colour)
            style.paragraph_format.space_after = Pt(1)
            if name in BORDERED:
                style.paragraph_format.left_indent = Mm(4)
                style.paragraph_format.keep_with_next = True
                _border(style.element.get_or_add_pPr(), "left", LIGHT.missing, 18)
        caption = styles["Caption"]
        caption.font.size, caption.font.bold = Pt(9), False
        caption.font.color.rgb = _colour(LIGHT.secondary)

    def _head(self, style: Any, size: float) -> None:
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
        style.font.color.rgb = _colour(LIGHT.ink)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        if fonts is not None:
            for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{name}"), None)
        border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
        if border is not None:
            style.element.pPr.remove(border)

    # the whole

    def title(self, logo: bytes) -> None:
        """Title, what it is about, the facts; then the contents."""
        if logo:
            picture = self.document.add_picture(io.BytesIO(logo), height=Mm(14))
            _alt(picture, self.report.title)
        self._paragraph(self.report.title, "Title")
        if self.report.about:
            self._paragraph(self.report.about, "Lead")
        self._paragraph(" · ".join(self.report.facts), "Hint")

    def section(self, section: Section, number: int) -> None:
        """A chapter on a new page; after the first one stand the contents."""
        head = self._paragraph(section.title, "Heading 1")
        head.paragraph_format.page_break_before = number > 0
        _bookmark(head, number)
        for block in section.blocks:
            self._block(block)
        if number == 0 and len(self.report.sections) > 2:
            self._contents()

    def _contents(self) -> None:
        """A field that Word fills again; until then it holds the chapters."""
        head = self._paragraph(self.report.words["contents"], "Title")
        head.paragraph_format.page_break_before = True
        for run in head.runs:
            run.font.size = Pt(18)
        last = len(self.report.sections) - 1
        for number, entry in enumerate(self.report.sections):
            line = self.document.add_paragraph(style="Normal")
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.room), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            if number == 0:
                _field(line, "begin")
                _instruction(line, 'TOC \\o "1-1" \\h \\z \\u')
                _field(line, "separate")
            _entry(line, number, legible(entry.title))
            if number == last:
                _field(line, "end")

    def _footer(self, page: Any) -> None:
        line = page.footer.paragraphs[0]
        line.style = self.document.styles["Hint"]
        line.add_run(legible(self.report.title) + "  ·  ")
        before, _, after = self.report.words["page"].partition("{n}")
        between, _, end = after.partition("{whole}")
        for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (end, "")):
            line.add_run(text)
            if code:
                _field(line, "begin")
                _instruction(line, code)
                _field(line, "end")

    # blocks

    def _paragraph(self, text: str, style: str) -> Any:
        return self.document.add_paragraph(legible(text), style=style)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._paragraph(block.text, "Heading 2")
        elif isinstance(block, Text):
            self._paragraph(block.text, {"lead": "Lead", "hint": "Hint"}.get(block.style, "Normal"))
        elif isinstance(block, Bullets):
            for item in block.items:
                self._paragraph(item, "List Bullet")
        elif isinstance(block, Figures):
            self._figures(block)
        elif isinstance(block, Bars):
            self._bars(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._card(block)

    def _figures(self, block: Figures) -> None:
        table = self.document.add_table(rows=1, cols=len(block.rows))
        _edges(table, inside=False)
        for cell, row in zip(table.rows[0].cells, block.rows, strict=True):
            first = cell.paragraphs[0]
            first.style = self.document.styles["Figure"]
            first.add_run(legible(row.value))
            cell.add_paragraph(legible(row.title), style="Figure title")
            if row.note:
                note = cell.add_paragraph(style="Figure title")
                run = note.add_run(legible(row.note))
                run.font.color.rgb = _colour(TONES[row.tone])
        self._paragraph("", "Cell")

    def _bars(self, block: Bars) -> None:
        if block.title:
            self._paragraph(block.title, "Heading 2")
        if not any(row.label for row in block.rows):
            for row in block.rows:
                _bar(self._paragraph("", "Cell"), row.parts, WIDE_CELLS)
                self._paragraph(row.text, "Figure title")
            return
        table = self.document.add_table(rows=0, cols=3)
        table.autofit = False
        self._widths(table, BAR_WIDTHS)
        for row in block.rows:
            cells = table.add_row().cells
            for cell, width in zip(cells, BAR_WIDTHS, strict=True):
                cell.width = Mm(self.room * width)
                cell.paragraphs[0].style = self.document.styles["Cell"]
            cells[0].paragraphs[0].add_run(legible(row.label))
            _bar(cells[1].paragraphs[0], row.parts, CELLS)
            cells[2].paragraphs[0].add_run(legible(row.text))
        self._paragraph("", "Cell")

    def _table(self, block: Table) -> None:
        if block.title:
            self._paragraph(block.title, "Heading 2")
        table = self.document.add_table(rows=0, cols=len(block.heads))
        table.autofit = False
        _edges(table, inside=True)
        self._widths(table, block.widths)
        for number, texts in enumerate((block.heads, *block.rows)):
            row = table.add_row()
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = Mm(self.room * block.widths[column])  # the grid alone is not enough for every program
                line = cell.paragraphs[0]
                line.style = self.document.styles["Cell"]
                run = line.add_run(legible(text))
                if column in block.numbers:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if number == 0:
                    run.bold = True
                elif column == 0 and block.tones:
                    run.font.color.rgb = _colour(TONES[block.tones[number - 1]])
            if number == 0:
                _repeat(row)
        self._paragraph("", "Cell")

    def _widths(self, table: Any, widths: tuple[float, ...]) -> None:
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(self.room * width)

    def _picture(self, block: Picture) -> None:
        found = self.drawn.get(block.shot)
        if found is None:
            self._paragraph(block.alt, "Hint")
            return
        width = min(self.room * block.width, 190.0 * found.width / found.height)
        picture = self.document.add_picture(io.BytesIO(found.png), width=Mm(width))
        _alt(picture, legible(block.alt))
        if block.caption:
            self._paragraph(block.caption, "Caption")

    def _card(self, block: Card) -> None:
        kind = self._paragraph(block.kind.upper(), "Finding kind")
        colour = TONES[block.tone]
        for run in kind.runs:
            run.font.color.rgb = _colour(colour)
        lines = [kind, self._paragraph(block.say, "Finding")]
        for text in (block.detail, block.ask, block.do, " · ".join(filter(None, (block.decided, block.owner)))):
            if text:
                lines.append(self._paragraph(text, "Finding detail"))
        for line in lines:
            _border(line._p.get_or_add_pPr(), "left", colour, 18)
        lines[-1].paragraph_format.space_after = Pt(6)


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text.lstrip("#").upper())


def _field(line: Any, kind: str, is_dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if is_dirty:
        mark.set(qn("w:dirty"), "true")
    line.add_run()._r.append(mark)


def _bookmark(line: Any, number: int) -> None:
    """A chapter can be led to."""
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), f"_Toc{number + 1}")
        line._p.append(mark)


def _entry(line: Any, number: int, title: str) -> None:
    """A line of the contents: it leads to its chapter and says on which page that is."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"_Toc{number + 1}")
    line._p.append(link)
    first = len(line._p)
    line.add_run(title + "\t")
    _field(line, "begin", is_dirty=True)
    _instruction(line, f"PAGEREF _Toc{number + 1} \\h")
    _field(line, "separate")
    _field(line, "end")  # Word fills it in; a number we cannot know is not made up
    for run in list(line._p)[first:]:
        link.append(run)


def _instruction(line: Any, code: str) -> None:
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    line.add_run()._r.append(text)


def _border(properties: Any, side: str, colour: str, size: int) -> None:
    """A border of a paragraph, in eighths of a point."""
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "8"), ("color", colour.lstrip("#"))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)


def _edges(table: Any, inside: bool) -> None:
    """Hairlines of a table: between rows, or all around."""
    borders = OxmlElement("w:tblBorders")
    sides = ("top", "bottom", "insideH") if inside else ("top", "left", "bottom", "right", "insideV")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LIGHT.hairline.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _repeat(row: Any) -> None:
    """The head of a table stands again on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _bar(line: Any, parts: tuple[tuple[str, float], ...], cells: int) -> None:
    """A bar made of letters, so that it stays text."""
    for tone, share in parts:
        run = line.add_run(FULL * round(share * cells))
        run.font.size = Pt(6)
        run.font.color.rgb = _colour(LIGHT.hint if tone == PLAIN else TONES[tone])


def _alt(picture: Any, text: str) -> None:
    """What a picture shows, for those who do not see it."""
    properties = picture._inline.docPr
    properties.set("descr", text)
    properties.set("title", text[:80])
