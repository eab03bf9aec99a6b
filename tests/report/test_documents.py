"""Reports as files, opened again by the readers of others; none of this needs Qt."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from silomap.analysis.analyse import analyse
from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.i18n import set_language
from silomap.model import discussion
from silomap.model.document import Document
from silomap.model.elements import Actor, Link, Need, Sector, Service
from silomap.model.opening import read_file
from silomap.model.system_map import SystemMap
from silomap.report.document.blocks import Card, Figures, Picture, Report, Table
from silomap.report.document.build import build
from silomap.report.document.excel import write_xlsx
from silomap.report.document.html import MapPicture, write_html
from silomap.report.document.pdf import write_pdf
from silomap.report.document.slides import write_pptx
from silomap.report.document.wish import PARTS, ReportWish
from silomap.report.document.word import write_docx
from silomap.report.document.write import read_logo, write_report
from tests.report.documents import EVIL, compared, drawn, evil_map, of_template, png

SAMPLES = ("two-desks", "turin", "metropolitan-city")
DAY = date(2026, 3, 12)


class Page(HTMLParser):
    """What a browser would make of a page: tags with their attributes, text, and where headings lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("script", "style"):
            self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def html_of(report: Report) -> Page:
    return Page(write_html(report, drawn(report)).decode("utf-8"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# what a report says


def test_a_report_has_its_parts_in_their_order_and_only_those_that_are_wished() -> None:
    system_map = from_template("turin", "en")
    parts = [part for part in PARTS if part != "evaluation"]  # nobody has evaluated this map
    assert [section.code for section in build(system_map, compared(system_map)).sections] == parts
    some = replace(compared(system_map), parts=("method", "summary"))
    assert [section.code for section in build(system_map, some).sections] == ["summary", "method"]
    with pytest.raises(UserError, match="has no part “sumary”"):
        build(system_map, ReportWish(parts=("sumary",)))


def test_without_anything_to_compare_with_there_is_no_comparison() -> None:
    system_map = from_template("turin", "en")
    assert "comparison" not in [section.code for section in build(system_map, ReportWish()).sections]


def test_the_one_page_holds_today_beside_the_scenario() -> None:
    """The figures are those of the design (workshop.md, 3.2)."""
    _map, report = of_template("turin")
    (figures,) = [block for block in report.sections[0].blocks if isinstance(block, Figures)]
    first = figures.rows[0]
    assert (first.value, first.note, first.tone) == ("0 of 8", "To-Home: 8 of 8, better", "good")


def test_decisions_actions_and_missing_voices_stand_on_the_one_page() -> None:
    document = Document(from_template("two-desks", "en"))
    with document.edit("Act") as draft:
        discussion.add_action(
            draft, "", "One form", who="Job centre", due="2026-03-01", decision="May we?", partner="Head of care"
        )
    report = build(document.map, ReportWish(parts=("summary", "actions"), day=DAY))
    text = str(report.sections)
    assert "Decisions asked for" in text
    assert "Head of care: May we? (One form)" in text
    table = next(b for b in report.sections[1].blocks if isinstance(b, Table) and len(b.heads) == 5)
    assert table.rows == (("One form", "–", "Job centre", "overdue since 2026-03-01", "open"),)
    assert table.tones == ("bad",)


def test_every_picture_says_in_words_what_it_shows() -> None:
    for name in SAMPLES:
        _map, report = of_template(name)
        for section in report.sections:
            for block in section.blocks:
                if isinstance(block, Picture):
                    assert len(block.alt) > 20


def test_an_empty_map_and_one_without_sectors_have_reports_that_say_so() -> None:
    empty = build(SystemMap.of([]), ReportWish(day=DAY))
    assert "Nobody on this map lives with two needs" in str(empty.sections[0])
    plain = SystemMap.of([Actor(id="a", label="A"), Service(id="s", label="S"), Need(id="n", label="N")])
    report = build(plain, ReportWish(day=DAY))
    assert "has no sectors yet" in str(report.sections)
    for made in (empty, report):
        assert PdfReader(io.BytesIO(write_pdf(made, drawn(made)))).pages
        assert docx.Document(io.BytesIO(write_docx(made, drawn(made)))).paragraphs
        assert openpyxl.load_workbook(io.BytesIO(write_xlsx(made))).sheetnames
        assert len(pptx.Presentation(io.BytesIO(write_pptx(made, drawn(made)))).slides) >= 4
        assert html_of(made).text


def test_three_hundred_findings_stay_a_report_that_can_be_read() -> None:
    """By hand: 300 services with one need each that nobody provides are 300 findings of one rule, and more."""
    entities: list[Sector | Service | Need | Link] = []
    for number in range(300):
        entities += [
            Service(id=f"s{number}", label=f"Service {number}"),
            Need(id=f"n{number}", label=f"Need {number}"),
        ]
        entities.append(Link(id=f"l{number}", kind="responds_to", source=f"s{number}", target=f"n{number}"))
    report = build(SystemMap.of(entities), ReportWish(parts=("summary", "findings"), day=DAY))
    section = report.sections[1]
    assert sum(isinstance(block, Card) for block in section.blocks) <= 8
    assert any(isinstance(block, Table) and len(block.rows) == 24 for block in section.blocks)
    assert "less severe" in str(section.blocks[-1])
    assert len(PdfReader(io.BytesIO(write_pdf(report, drawn(report)))).pages) < 12


# PDF


@pytest.mark.parametrize("name", SAMPLES)
def test_a_pdf_has_bookmarks_contents_page_numbers_and_alternative_texts(name: str) -> None:
    _map, report = of_template(name)
    reader = PdfReader(io.BytesIO(write_pdf(report, drawn(report))))
    titles = [section.title for section in report.sections]
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks] == titles
    pages = [reader.get_destination_page_number(mark) for mark in marks]
    assert pages == sorted(pages)
    assert pages[0] == 0
    assert pages[1] == 2  # the one page is one page; then the contents; then the next part
    contents = reader.pages[1].extract_text()
    for title, page in zip(titles, pages, strict=True):
        assert re.search(re.escape(squeezed(title)) + str(page + 1), squeezed(contents)), title
        assert squeezed(title) in squeezed(reader.pages[page].extract_text()) or page == 0
    count = len(reader.pages)
    for number, page_of in enumerate(reader.pages, 1):
        assert f"Page{number}of{count}" in squeezed(page_of.extract_text())
    shown = sum(isinstance(block, Picture) for section in report.sections for block in section.blocks)
    assert len(_alternatives(reader)) == shown
    assert reader.metadata is not None
    assert reader.metadata.title == report.title
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]


def _alternatives(reader: PdfReader) -> list[str]:
    """The alternative texts in the structure tree of a PDF (ISO 32000-1, 14.9.3)."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


def test_a_pdf_keeps_letters_of_both_languages_and_its_paper() -> None:
    set_language("it")
    system_map = from_template("turin", "it")
    report = build(system_map, compared(system_map))
    reader = PdfReader(io.BytesIO(write_pdf(report, drawn(report), "letter")))
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)  # 8.5 × 11 inches
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert squeezed("Che cosa attraversano le persone") in text
    assert "più" in text
    assert reader.trailer["/Root"]["/Lang"] == "it"  # type: ignore[index]


def test_the_one_page_stays_one_page_with_decisions_and_actions() -> None:
    document = Document(from_template("metropolitan-city", "en"))
    with document.edit("Act") as draft:
        for number in range(4):
            what = f"Action {number} with rather many words that take more than one line of the page"
            discussion.add_action(
                draft, "", what, who="Somebody", due="2026-05-01", decision=f"May the offices do {number}?"
            )
    report = build(document.map, replace(compared(document.map), day=DAY))
    reader = PdfReader(io.BytesIO(write_pdf(report, drawn(report))))
    assert "Contents" in reader.pages[1].extract_text()


# Word


@pytest.mark.parametrize("name", SAMPLES)
def test_a_word_document_has_styles_contents_repeated_heads_and_alternative_texts(name: str) -> None:
    _map, report = of_template(name)
    document = docx.Document(io.BytesIO(write_docx(report, drawn(report))))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [section.title for section in report.sections]
    used = {p.style.name for p in document.paragraphs if p.style is not None}
    assert {"Title", "Heading 2", "List Bullet", "Finding", "Finding detail"} <= used
    xml = document.element.xml
    assert xml.count("PAGEREF _Toc") == len(report.sections)
    assert xml.count('TOC \\o "1-1"') == 1
    shown = [b for section in report.sections for b in section.blocks if isinstance(b, Picture)]
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', xml)
    assert len(described) == len(document.inline_shapes) == len(shown)
    tables = [b for section in report.sections for b in section.blocks if isinstance(b, Table)]
    assert xml.count("<w:tblHeader") == len(tables)
    assert document.core_properties.title == report.title


# HTML


def test_a_page_is_whole_in_itself_and_its_contents_lead_to_its_parts() -> None:
    _map, report = of_template("turin")
    page = html_of(report)
    ids = {attributes["id"] for _tag, attributes in page.tags if attributes.get("id")}
    links = [attributes["href"] for attributes in page.named("a")]
    assert [link for link in links if link is not None and link[1:] not in ids] == []
    for _tag, attributes in page.tags:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            value = attributes.get(name)
            assert value is None or value.startswith(("data:", "#"))
        assert not [name for name in attributes if name.startswith("on")]
    assert [a["lang"] for a in page.named("html")] == ["en"]
    assert all(a.get("alt") for a in page.named("img"))
    assert page.named("script") == [{}]  # our own, and its fingerprint is the only one that may run
    policy = next(a["content"] for a in page.named("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_the_map_in_a_page_says_of_each_element_what_it_is_linked_to() -> None:
    system_map, report = of_template("two-desks")
    picture = MapPicture(
        '<svg width="10" height="10"></svg>', 100, 50, {e.id: (1, 2, 3, 4) for e in system_map.mapped}
    )
    page = Page(write_html(report, drawn(report), system_map, picture).decode("utf-8"))
    elements = [a for a in page.named("g") if a.get("class") == "el"]
    assert len(elements) == len(system_map.mapped)
    service = next(s for s in system_map.all(Service))
    said = next(a["aria-label"] for a in elements if f"“{service.label}”" in str(a["aria-label"]).split("\n")[0])
    assert said is not None
    assert len(said.split("\n")) == 1 + len(system_map.links_of(service.id))


# Excel and slides


def test_a_workbook_has_tables_numbers_and_charts() -> None:
    _map, report = of_template("metropolitan-city")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    assert len(book.sheetnames) == len(report.sections)
    tables = [table for sheet in book for table in sheet.tables.values()]
    made = [b for section in report.sections for b in section.blocks if isinstance(b, Table)]
    assert len(tables) == len(made)
    assert len({table.name for table in tables}) == len(tables)
    assert sum(len(sheet._charts) for sheet in book) >= 2
    sheet = book["What people go through"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "Single parents")
    assert row[1:6] == (8, 14, "0 of 26", 28, 5)  # workshop.md: single parents 0 of 26


def test_slides_are_the_six_of_the_design_with_proof_in_the_notes() -> None:
    _map, report = of_template("turin")
    deck = pptx.Presentation(io.BytesIO(write_pptx(report, drawn(report))))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles == [
        "Turin: labour, housing and care",
        "One way through the system",
        "Where sectors do not meet",
        "What to look at first",
        "The joint answer",
        "Before and after",
        "Decisions and next steps",
    ]
    assert all(slide.has_notes_slide for slide in deck.slides)
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.shape_type == 13:  # a picture
                assert len(shape._element.nvPicPr.cNvPr.get("descr")) > 20
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


# names of strangers


def test_names_with_markup_and_formulas_stay_names_in_every_format() -> None:
    report = build(evil_map(), replace(ReportWish(), day=DAY))
    page = html_of(report)
    assert len(page.named("script")) == 1
    assert [a for a in page.named("img") if not str(a.get("src", "")).startswith("data:image/png")] == []
    for evil in EVIL[:3]:
        assert evil in page.text
    assert "49" not in re.findall(r"\{\{ 7\*7 \}\}|\b49\b", page.text)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s", "n"}
    document = docx.Document(io.BytesIO(write_docx(report, drawn(report))))
    assert document.paragraphs[0].text == EVIL[0]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(EVIL[9] in text for text in cells)
    deck = pptx.Presentation(io.BytesIO(write_pptx(report, drawn(report))))
    assert deck.slides[0].shapes.title.text == EVIL[0]
    reader = PdfReader(io.BytesIO(write_pdf(report, drawn(report))))
    assert squeezed(EVIL[0]) in squeezed(reader.pages[0].extract_text())


def test_control_characters_in_names_do_not_break_a_file() -> None:
    system_map = from_template("two-desks", "en")
    first = system_map.elements[0]
    report = build(system_map.after([(first.id, replace(first, label="a\x00b\x0bc\ud800d\ufffe"))]), ReportWish())
    assert docx.Document(io.BytesIO(write_docx(report, drawn(report))))
    assert openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    assert pptx.Presentation(io.BytesIO(write_pptx(report, drawn(report))))
    assert PdfReader(io.BytesIO(write_pdf(report, drawn(report)))).pages
    assert html_of(report).text


def test_letters_that_no_font_has_become_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    from silomap.report.document import letters

    monkeypatch.setattr(letters, "_fonts", list)
    report = build(evil_map(), ReportWish(parts=("summary", "lists")))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(report, drawn(report)))).pages)
    assert "Città è già □□ □" in " ".join(text.split())


# where it goes


@pytest.mark.parametrize("name", ["r.odt", "r", "r.pdf.exe"])
def test_an_ending_that_no_report_has_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has an ending that no report has"):
        write_report(from_template("two-desks", "en"), tmp_path / name, ReportWish())


def test_a_paper_that_is_not_known_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no paper “A5”"):
        write_report(from_template("two-desks", "en"), tmp_path / "r.xlsx", ReportWish(paper="A5"))


def test_a_disk_that_is_full_leaves_the_old_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from silomap.model import writing

    path = tmp_path / "r.xlsx"
    path.write_bytes(b"the old report")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        write_report(from_template("two-desks", "en"), path, ReportWish())
    assert path.read_bytes() == b"the old report"
    assert [p.name for p in tmp_path.iterdir()] == ["r.xlsx"]


def test_a_logo_is_a_picture_and_not_too_large(tmp_path: Path) -> None:
    good, bad = tmp_path / "logo.png", tmp_path / "bad.png"
    good.write_bytes(png())
    bad.write_bytes(b"GIF89a nothing")
    assert read_logo(good) == png()
    with pytest.raises(UserError, match="PNG or JPEG is needed"):
        read_logo(bad)
    with pytest.raises(UserError, match="could not be read"):
        read_logo(tmp_path / "none.png")
    _map, report = of_template("two-desks")
    assert len(PdfReader(io.BytesIO(write_pdf(report, {}, "A4", png()))).pages[0].images) == 1
    assert len(docx.Document(io.BytesIO(write_docx(report, {}, "A4", png()))).inline_shapes) == 1


def test_a_pack_for_another_city_has_no_names_and_opens(tmp_path: Path) -> None:
    system_map = from_template("turin", "en")
    target = tmp_path / "pack.zip"
    write_report(system_map, target, ReportWish(day=DAY))
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        assert names == [
            *("README.txt", "template.silomap", "example.silomap", "method.pdf", "agenda.yaml", "glossary.csv"),
        ]
        for name in ("template.silomap", "example.silomap"):
            archive.extract(name, tmp_path)
        letter = archive.read("README.txt").decode()
        method = PdfReader(io.BytesIO(archive.read("method.pdf")))
    assert all(name in letter for name in names[1:])
    example, _history = read_file(tmp_path / "example.silomap")
    assert analyse(example).measures["need_pairs"] == 8  # workshop.md, 3.2
    assert [s.label for s in read_file(tmp_path / "template.silomap")[0].sectors] == [
        s.label for s in system_map.sectors
    ]
    text = "".join(page.extract_text() for page in method.pages)
    for actor in system_map.all(Actor):
        assert actor.label not in text
        assert actor.label.encode() not in (tmp_path / "example.silomap").read_bytes()
