"""A map from a stranger whose every text is a piece of a web page: the window shows it as text, and loads nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTextBrowser, QWidget

from silomap.exchange.templates import from_template
from silomap.model import discussion, evaluation, story
from silomap.model.draft import Draft
from silomap.model.elements import Element, Link
from silomap.model.opening import create_document
from tests.ui.conftest import Person

EVIL = "<b>bold</b><img src='file:///etc/hostname'><a href='https://example.org'>x</a>"


def evil_file(path: Path) -> Path:
    """The map of two desks with such texts wherever people write."""
    draft = Draft(from_template("two-desks", "en"))
    for entity in list(draft.base.values()):
        if isinstance(entity, Element):
            label = f"{EVIL} {entity.id}"
            draft.put(replace(entity, label=label, description=EVIL, tags=(EVIL,), custom=((EVIL, EVIL),)))
        elif isinstance(entity, Link):
            draft.put(replace(entity, note=EVIL))
        elif hasattr(entity, "label"):
            draft.put(replace(entity, label=EVIL))  # type: ignore[type-var]
    draft.put(replace(draft.info, title=EVIL, description=EVIL))
    first = draft.base.mapped[0].id
    note = discussion.add_note(draft, first, EVIL, author=EVIL)
    evaluation.add_theme(draft, EVIL, [note])
    discussion.vote(draft, first, 1, EVIL, 3)
    discussion.add_action(draft, first, EVIL, who=EVIL, due="2026-01-01")
    story.add_step(draft, title=EVIL, text=EVIL, question=EVIL, notes=EVIL)
    document = create_document(path, draft.result(), EVIL)
    document.keep_version(EVIL, EVIL)
    document.close()
    return path


def rich(window: QWidget) -> list[str]:
    """Where a text of the map would be taken for a page."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and "<img" in widget.text():
            found.append(f"label {widget.objectName()} of {type(widget.parent()).__name__}")
        if isinstance(widget, QTextBrowser) and "<img" in widget.toHtml():
            found.append(f"page {widget.objectName()}")
        tip = widget.toolTip()
        if "<img" in tip and GuiQt.mightBeRichText(tip):
            found.append(
                f"tool tip of {type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
            )
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(40, model.rowCount())):
                tip = str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) or "")
                if "<img" in tip and GuiQt.mightBeRichText(tip):
                    found.append(f"tool tip of a row of {widget.objectName()} {type(widget).__name__}")
    return found


def test_every_text_of_a_stranger_is_shown_as_text(person: Person, tmp_path: Path) -> None:
    assert person.window.open_path(evil_file(tmp_path / "evil.silomap"))
    person.wait_for_analysis()
    editor, found = person.editor, set[str]()
    for view in ("lanes", "matrix", "journey", "charts", "overview", "actions", "map"):
        editor.views.show_view(view)
        QApplication.processEvents()
        found.update(rich(person.window))
    editor.selection.set([editor.bridge.map.mapped[0].id])
    for panel in ("details", "findings", "notes", "numbers", "history", "states", "story", "outline"):
        editor.show_panel(panel)
        QApplication.processEvents()
        found.update(rich(person.window))
    for part in ("all", "votes", "actions", "themes"):
        editor.notes.show_only(part)
        found.update(rich(person.window))
    editor.toast.tell(EVIL)
    found.update(rich(person.window))
    person.window.commands.present()
    QApplication.processEvents()
    found.update(rich(person.window))
    assert person.window.presenter is not None
    person.window.presenter.leave()
    person.window.close_map()
    found.update(rich(person.window))
    assert not found, "\n".join(sorted(found))
