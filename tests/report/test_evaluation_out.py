"""What the evaluation round said, in reports and in the story. Reports are opened again by the readers of others."""

from __future__ import annotations

import io

import docx
import openpyxl
from pypdf import PdfReader

from silomap.analysis.analyse import analyse
from silomap.exchange.templates import from_template
from silomap.model import discussion, evaluation
from silomap.model.draft import Draft
from silomap.model.system_map import SystemMap
from silomap.report.document.blocks import Bars, Heading
from silomap.report.document.build import build
from silomap.report.document.excel import write_xlsx
from silomap.report.document.html import write_html
from silomap.report.document.pdf import write_pdf
from silomap.report.document.wish import ReportWish
from silomap.report.document.word import write_docx
from silomap.report.ready_story import ready_story


def evaluated() -> SystemMap:
    """Two themes: the second has more dots. A quote, a proposal, an author who must not be named; 1 and 2 before
    (mean 1.5, that is 30 per cent of 5), 4 after."""
    draft = Draft(from_template("two-desks", "en"))
    about = draft.base.mapped[0].id
    notes = [
        discussion.add_note(draft, about, text, kind, author)
        for text, kind, author in (("She called back", "quote", "Ann Smith"), ("One desk", "proposal", "Ann Smith"))
    ]
    discussion.vote(draft, notes[1], 3)
    evaluation.add_theme(draft, "Listening", notes[:1])
    evaluation.add_theme(draft, "The joint desk", notes[1:])
    for when, value in (("opening", 1), ("opening", 2), ("closing", 4)):
        evaluation.answer_statement(draft, "joined", when, value)  # type: ignore[arg-type]
    return draft.result()


def test_the_evaluation_round_stands_in_every_kind_of_report() -> None:
    report = build(evaluated(), ReportWish(parts=("evaluation",)))
    (section,) = report.sections
    bars = section.blocks[0]
    assert isinstance(bars, Bars)
    assert [(bar.label, bar.parts[0][1], bar.text) for bar in bars.rows] == [
        ("Before: Our sectors answer together.", 0.3, "1.5 (2 answers)"),
        ("After: Our sectors answer together.", 0.8, "4 (1 answer)"),
    ]
    headings = [block.text for block in section.blocks if isinstance(block, Heading)]
    assert headings == ["The joint desk (1 note, 3 dots)", "Listening (1 note)", "Proposals for managers"]
    pdf = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(report, {}))).pages)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report)))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert [v for v in cells if isinstance(v, float | int)] == [1.5, 4]
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(write_docx(report, {}))).paragraphs)
    for text in (" ".join(pdf.split()), " ".join(str(v) for v in cells), write_html(report, {}).decode()):
        assert "“She called back”" in text
        assert "proposal: One desk (3 dots)" in text
        assert "Ann Smith" not in text
    assert "“She called back”" in word
    assert "Ann Smith" not in word


def test_a_map_nobody_evaluated_has_no_such_part() -> None:
    assert build(from_template("two-desks", "en"), ReportWish(parts=("evaluation",))).sections == ()


def test_themes_and_answers_come_into_the_ready_story() -> None:
    system_map = evaluated()
    steps = ready_story(system_map, analyse(system_map))
    titles = [step["title"] for step in steps]
    first = titles.index("What changed, as we see it")
    assert titles[first + 1 : first + 3] == ["The joint desk (1 note, 3 dots)", "Listening (1 note)"]
    assert steps[first]["text"].split("\n")[:2] == [
        "Our sectors answer together. 1.5 → 4",
        "We start from the needs of the person. – → –",
    ]
    assert steps[first + 1]["lit"] == (system_map.mapped[0].id,)
