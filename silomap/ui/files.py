"""File dialogs and what follows from them: new, open, import, export, copies, thumbnails."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from silomap.exchange.formats import read_map, write_map
from silomap.exchange.importing import Import
from silomap.exchange.templates import from_template
from silomap.i18n import _, language
from silomap.model import edits
from silomap.model.document import Document
from silomap.model.draft import Draft
from silomap.model.lock import user_name
from silomap.model.opening import create_document, open_document
from silomap.model.recovery import Recovery, recover_file
from silomap.model.review import open_review
from silomap.model.system_map import SystemMap
from silomap.paths import RESERVED, free_path, maps_folder
from silomap.report.document.write import SUFFIXES as SUFFIXES_OF_REPORTS
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.thumbnails import thumbnail
from silomap.ui.bridge import Bridge
from silomap.ui.pictures import SUFFIXES
from silomap.ui.settings import Recent, thumbnail_path


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Asks for a file to open."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(maps_folder()), kinds)
    return Path(name) if name else None


def ask_save(parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
    """Asks where to write a file."""
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    return Path(name) if name else None


def ask_save_as(parent: QWidget, title: str, start: Path, kinds: list[str]) -> tuple[Path | None, str]:
    """Asks where to write a file, and as which kind; a name without an ending gets that of the kind."""
    name, kind = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(kinds))
    if not name:
        return None, ""
    path, ending = Path(name), kind[kind.rfind("*.") + 1 :].rstrip(")")
    return (path if path.suffix or not ending else path.with_name(path.name + ending)), kind


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Asks for a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(maps_folder()))
    return Path(name) if name else None


def beside(bridge: Bridge, name: str) -> Path:
    """A path for a new file beside the open map."""
    path = bridge.document.path
    folder = path.parent if path is not None else maps_folder()
    return folder / RESERVED.sub(" ", name)


def ask_report(parent: QWidget, bridge: Bridge, suffix: str) -> Path | None:
    """Asks where to write a report of an open map; a name without an ending gets that of its kind."""
    start = beside(bridge, f"{bridge.document.map.info.title or _('Map')}{suffix}")
    title = _(SUFFIXES_OF_REPORTS[suffix])
    path, _kind = ask_save_as(parent, _("Write the report"), start, [f"{title} (*{suffix})"])
    return path


def ask_actions(parent: QWidget, title: str) -> Path | None:
    """Asks where to write the list of actions."""
    kinds = [_("Table (CSV)") + " (*.csv)", _("Calendar (iCalendar)") + " (*.ics)"]
    name = (title or _("Map")) + " – " + _("Actions")
    return ask_save_as(parent, _("Export the actions"), maps_folder() / f"{name}.csv", kinds)[0]


def review_kinds() -> str:
    """The filter of dialogs for reviews."""
    return _("Reviews of maps") + " (*.json)"


def exercise_kinds() -> str:
    """The filter of the dialog that opens an exercise."""
    return _("Exercises") + " (*.yaml *.yml)"


def logo_kinds() -> str:
    """The filter of the dialog for a logo."""
    return _("Pictures") + " (*.png *.jpg *.jpeg)"


def map_kinds() -> str:
    """The filter of the dialog that opens maps."""
    return _("SiloMap maps") + " (*.silomap)"


def import_kinds() -> str:
    """The filter of the dialog that imports."""
    endings = "*.xlsx *.csv *.tsv *.zip *.json *.prsm *.graphml *.gexf *.net *.paj"
    every = _("Everything that can be read") + f" ({endings})"
    rows = (
        (_("Excel workbook"), "*.xlsx"),
        (_("Tables in text"), "*.csv *.tsv *.txt *.zip"),
        (_("SiloMap JSON, Kumu project"), "*.json"),
        (_("PRSM map"), "*.prsm"),
        ("GraphML, GEXF", "*.graphml *.gexf *.xml"),
        (_("Pajek network"), "*.net *.paj"),
    )
    return ";;".join([every, *(f"{title} ({suffixes})" for title, suffixes in rows)])


def readable_kinds() -> str:
    """The filter of a dialog that takes any map."""
    return _("Maps and tables") + " (*.silomap *.json *.zip *.csv *.xlsx *.prsm *.graphml *.gexf *.net *.paj)"


def export_kinds() -> str:
    """The filter of the dialog that exports data."""
    rows = (
        (_("Excel workbook"), "*.xlsx"),
        (_("SiloMap JSON"), "*.silomap.json"),
        (_("CSV tables in a zip"), "*.zip"),
        ("GraphML", "*.graphml"),
        ("GEXF", "*.gexf"),
        (_("Kumu project"), "*.kumu.json"),
        (_("Kumu workbook"), "*.kumu.xlsx"),
        (_("Pajek network"), "*.net"),
    )
    return ";;".join(f"{title} ({suffix})" for title, suffix in rows)


def picture_kinds() -> dict[str, str]:
    """The kinds of the dialog that saves pictures, each with its paper."""
    return {
        "PNG (*.png)": "fit",
        "SVG (*.svg)": "fit",
        _("PDF on A4") + " (*.pdf)": "A4",
        _("PDF on A3") + " (*.pdf)": "A3",
        _("PDF on Letter") + " (*.pdf)": "letter",
        _("PDF as large as the picture") + " (*.pdf)": "fit",
    }


def image_kinds() -> str:
    """The filter of the dialog that puts a picture on the map."""
    return _("Pictures") + " (" + " ".join(f"*{suffix}" for suffix in SUFFIXES) + ")"


def new_document(template: str) -> Document:
    """A new map from a template, at once a file of its own in the folder of maps."""
    system_map = from_template(template, language())
    return keep_as_new(system_map, system_map.info.title)


def copied_document(path: Path) -> Document:
    """A new map like one in a file, which stays as it is."""
    system_map = read_map(path).system_map
    return keep_as_new(system_map, system_map.info.title or path.stem)


def keep_as_new(system_map: SystemMap, title: str) -> Document:
    """Makes a new file for a map."""
    folder = maps_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return create_document(free_path(folder, title), system_map, user_name())


def open_map_file(path: Path, read_only: bool = False) -> Document:
    """Opens a map file; where it can only be read, for review."""
    reason = None
    if not read_only:
        document = open_document(path, author=user_name())
        if document.read_only is None:
            return document
        reason = document.read_only
        document.close()
    return open_review(path, user_name(), reason)


def keep_import(found: Import, path: Path) -> Document:
    """Makes a new map of what was read from a file."""
    system_map = SystemMap.of(change.after for change in found.changes if change.after is not None)
    title = found.title or (path.parent.name if path.stem in ("nodes", "links") else path.name.split(".")[0])
    draft = Draft(system_map)
    edits.set_info(draft, title=title)
    return keep_as_new(draft.result(), title)


def recover(path: Path) -> tuple[Document, Recovery]:
    """Saves what can be read of a damaged map into a new file and opens that; says what is missing."""
    target = free_path(maps_folder(), path.stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    saved = recover_file(path, target)
    return open_document(target, author=user_name()), saved


def export(system_map: SystemMap, path: Path) -> None:
    """Writes data for other programs."""
    write_map(system_map, path)


def remember(document: Document, drawing: Drawing, score: str) -> Recent | None:
    """The card of a map on the first screen, with its small picture."""
    if document.path is None:
        return None
    path = str(document.path.resolve())
    save_thumbnail(drawing, path)
    sectors = len(document.map.sectors)
    return Recent(
        path=path,
        title=document.map.info.title,
        elements=len(document.map.mapped) - sectors,
        score=score,
        opened=datetime.now().astimezone().strftime("%d.%m.%Y"),
    )


def save_thumbnail(drawing: Drawing, path: str) -> None:
    """Draws the whole map very small; where that cannot be kept, the card has no picture."""
    if len(drawing.items_by_id) == 0 or len(drawing.items_by_id) > 1_500:
        return
    image = thumbnail(drawing)
    target = thumbnail_path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    image.save(str(target), "PNG")
