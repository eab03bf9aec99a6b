"""The window as a whole: its actions, words, colours, accessible names, and that it never shows half a thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from silomap.i18n import set_language
from silomap.report.picture.style import text_on_tint, tint
from silomap.report.themes import DARK, LIGHT, SECTOR_COLOURS, Theme
from silomap.ui.actions import MENUS, ROWS, plain
from silomap.ui.cheat_sheet import CheatSheet
from silomap.ui.commands import Commands
from silomap.ui.welcome import ChoiceCard
from tests.ui.conftest import Person

SIZES = [(1440, 900), (1024, 700)]


def test_every_action_is_in_a_menu_with_a_shortcut_of_its_own_and_does_something() -> None:
    assert all(row.menu in MENUS for row in ROWS)
    shortcuts = [row.shortcut for row in ROWS]
    assert all(shortcuts)
    assert len(set(shortcuts)) == len(shortcuts)
    for row in ROWS:
        assert callable(getattr(Commands, row.name))


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_two_entries_of_a_menu_share_a_key(person: Person, language: str) -> None:
    person.window.set_language(language)
    menus = list(person.window.topbar.menus.actions())
    for action in menus:  # the list grows by the menus that open out of others
        menus += [inner for inner in action.menu().actions() if inner.menu()]
        keys = [a.text()[a.text().index("&") + 1].lower() for a in action.menu().actions() if "&" in a.text()]
        assert len(keys) == len(set(keys)), (action.text(), sorted(keys))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_drawn(person: Person, theme: str, size: tuple[int, int]) -> None:
    person.window.set_theme(theme)
    person.window.resize(*size)
    name = f"{theme}-{size[0]}"
    person.picture(f"welcome-{name}")
    for card in (c for c in person.window.findChildren(ChoiceCard) if c.isVisible()):
        assert card.mapTo(person.window, card.rect().bottomRight()).x() < size[0] - 20
    for template in ("two-desks", "turin", "metropolitan-city"):
        person.open(template)
        person.editor.canvas.fit(fly=False)
        image = QImage(str(person.picture(f"{template}-{name}")))
        assert _colours(image) > 40
    person.editor.selection.set([person.editor.bridge.map.elements[12].id])
    person.editor.show_tab("details")
    person.picture(f"details-{name}")


def _colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def test_changing_language_and_theme_keeps_the_map_and_the_selection(person: Person) -> None:
    person.open("two-desks")
    before = person.editor.bridge.map
    person.editor.selection.set(["need-job"])
    person.window.actions_by_name["language_it"].trigger()
    assert person.editor.tab_buttons["details"].text() == "Dettagli"
    person.window.actions_by_name["theme_dark"].trigger()
    assert person.editor.bridge.map is before
    assert person.editor.selection.ids == {"need-job"}
    person.wait_for_analysis()
    person.editor.canvas.setFocus()
    person.editor.canvas.nudge(8, 0)
    assert person.editor.bridge.map != before
    person.picture("dark-italian")
    person.window.actions_by_name["language_en"].trigger()
    person.wait_for_analysis()


def test_everything_that_can_be_used_has_an_accessible_name(person: Person) -> None:
    person.open("turin")
    person.editor.selection.set(["act-labour"])
    person.editor.show_tab("details")
    nameless = []
    for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
        for widget in person.window.findChildren(kind):
            text = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            if widget.isVisible() and not text and not isinstance(widget.parent(), QComboBox):
                nameless.append((type(widget).__name__, widget.objectName()))
    assert nameless == []
    assert person.editor.canvas.accessibleDescription().startswith("Labour Policies Sector, Actor")


def test_the_panel_can_be_reached_with_the_tab_key(person: Person) -> None:
    person.open("two-desks")
    person.editor.canvas.setFocus()
    seen = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        seen.add(widget.accessibleName() or getattr(widget, "text", lambda: "")())
    assert {"Show on map", "Draw this link", "Details"} <= seen


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_has_enough_contrast(theme: Theme) -> None:
    for ground in (theme.surface, theme.window, theme.canvas):
        for text in (theme.ink, theme.secondary):
            assert _contrast(text, ground) >= 4.5
    for strong in (theme.missing, theme.warning, theme.accent, theme.joined):
        assert _contrast(strong, theme.surface) >= 4.5
    for colour in SECTOR_COLOURS:
        assert _contrast(text_on_tint(colour, theme), tint(colour, theme)) >= 4.5


def _contrast(a: str, b: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = []
        for value in (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()):
            parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_analysis_starts_again_when_its_process_dies(person: Person) -> None:
    person.open("two-desks")
    process = person.window.job._process
    assert process is not None
    process._process.kill()
    person.wait(lambda: person.window.job._process is not process)
    person.wait_for_analysis()
    person.editor.selection.set(["svc-jobhelp"])
    person.editor.remove_selected()
    person.wait_for_analysis()
    assert "too_small" in person.rules()


def test_strange_names_are_drawn(person: Person) -> None:
    person.open("two-desks")
    names = ["مكتب السكن", "👩‍👧 family", "x" * 5_000, "a\x00b\nc", "<b>bold</b> {brace} & co", "W" * 80, ""]
    for index, name in enumerate(names):
        person.editor.canvas._make_element("need", name, person.editor.canvas.mapToScene(40, 60 + 60 * index), None)
    person.wait_for_analysis()
    person.picture("strange-names")
    assert len([e for e in person.editor.bridge.map.elements if e.type == "need"]) == 3 + len(names)
    longest = max(
        item.box.width for item in person.editor.canvas.drawing.items_by_id.values() if hasattr(item, "box")
    )
    assert longest < 260


def test_words_follow_the_language_everywhere(person: Person) -> None:
    set_language("it")
    person.window.set_language("it")
    person.open("turin")
    assert person.editor.bridge.map.info.title.startswith("Torino")
    assert person.editor.findings.cards[0].kind.text() == "Buco nella catena"
    person.picture("turin-italian")


def test_the_cheat_sheet_has_every_key_and_fits_the_window(person: Person) -> None:
    sheet = CheatSheet(person.window)
    sheet.show()
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {plain(row.title) for row in ROWS} <= texts
    assert sheet.height() <= person.window.height()
    person.picture("cheat-sheet", sheet)
    sheet.close()
    sheet.deleteLater()
