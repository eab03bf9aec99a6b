"""A report as a file: PDF, Word, a page, a workbook or slides, by its ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from silomap.errors import UserError
from silomap.i18n import N_, language
from silomap.model.story import steps_of
from silomap.model.system_map import SystemMap
from silomap.model.writing import write_atomically
from silomap.report.document.build import build
from silomap.report.document.known import Known
from silomap.report.document.wish import PAPERS, ReportWish

if TYPE_CHECKING:
    from silomap.report.document.blocks import Report, Shot
    from silomap.report.document.drawn import Drawn

SUFFIXES = {
    ".pdf": N_("PDF"),
    ".docx": N_("Word document"),
    ".html": N_("Web page"),
    ".xlsx": N_("Excel workbook"),
    ".pptx": N_("Slides"),
    ".zip": N_("Pack for another city"),
}
"""Endings of reports, and what people call such a file."""
LOGO_SUFFIXES = (".png", ".jpg", ".jpeg")
MOST_LOGO = 5_000_000
MOST_POINTED = 2_500
"""A larger map is not laid into a page to be pointed at: it would be too heavy to send."""
Told = Callable[[float], None]
"""Told how much is done, 0…1."""


def write_report(system_map: SystemMap, path: Path, wish: ReportWish, told: Told = lambda _share: None) -> None:
    """Writes a report; a UserError where the ending, the paper or a part is not known, or where the file cannot be
    written: the old one then stays."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(
            N_("{path} has an ending that no report has; try {endings}."), path=str(path), endings=", ".join(SUFFIXES)
        )
    if wish.paper not in PAPERS:
        raise UserError(N_("There is no paper “{name}”. There is: {names}"), name=wish.paper, names=", ".join(PAPERS))
    if suffix == ".zip":
        from silomap.report.document.pack import write_pack

        slides = _story_of(system_map, ".pptx", wish, lambda _share: None) if steps_of(system_map) else None
        write_atomically(path, write_pack(system_map, wish, slides, told))
        told(1.0)
        return
    if wish.is_story:
        write_atomically(path, _story_of(system_map, suffix, wish, told))
        told(1.0)
        return
    known = Known()
    report = build(system_map, wish, known)
    told(0.2)
    write_atomically(path, _bytes_of(report, system_map, known, suffix, wish, told))
    told(1.0)


def _bytes_of(
    report: Report, system_map: SystemMap, known: Known, suffix: str, wish: ReportWish, told: Told
) -> bytes:
    if suffix == ".xlsx":
        from silomap.report.document.excel import write_xlsx

        return write_xlsx(report)
    from silomap.report.picture.shots import Studio

    studio = Studio(system_map, known, wish.compared)
    shots = report.shots()
    drawn: dict[Shot, Drawn] = {}
    for number, shot in enumerate(shots, 1):
        made = studio.png(shot)
        if made is not None:
            drawn[shot] = made
        told(0.2 + 0.5 * number / len(shots))
    if suffix == ".pdf":
        from silomap.report.document.pdf import write_pdf

        return write_pdf(report, drawn, wish.paper, wish.logo)
    if suffix == ".docx":
        from silomap.report.document.word import write_docx

        return write_docx(report, drawn, wish.paper, wish.logo)
    if suffix == ".pptx":
        from silomap.report.document.slides import write_pptx

        return write_pptx(report, drawn)
    from silomap.report.document.html import write_html

    picture = studio.map_picture() if 0 < len(system_map.mapped) <= MOST_POINTED else None
    return write_html(report, drawn, system_map, picture, wish.logo)


def _story_of(system_map: SystemMap, suffix: str, wish: ReportWish, told: Told) -> bytes:
    steps = steps_of(system_map)
    if suffix != ".pptx":
        raise UserError(N_("A story becomes slides: a file that ends in .pptx."))
    if not steps:
        raise UserError(N_("This map has no story yet; keep some views as its steps first."))
    from silomap.report.document.slides import write_story
    from silomap.report.picture.story_shots import draw_step

    pairs, known = [], Known()
    for number, step in enumerate(steps, 1):
        pairs.append((step, draw_step(system_map, step, known)))
        told(number / (len(steps) + 1))
    return write_story(wish.title or system_map.info.title, language(), pairs)


def read_logo(path: Path) -> bytes:
    """The bytes of a logo; a UserError where it is no picture that a report can hold."""
    from PIL import Image, UnidentifiedImageError

    try:
        if path.stat().st_size > MOST_LOGO:
            raise UserError(N_("{path} is too large for a logo."), path=str(path))
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            picture.verify()
        return path.read_bytes()
    except UnidentifiedImageError as error:
        raise UserError(
            N_("{path} is no picture that can be a logo: PNG or JPEG is needed."), path=str(path)
        ) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(N_("{path} could not be read ({reason})."), path=str(path), reason=str(error)) from error
