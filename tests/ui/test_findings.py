"""Deciding about findings, and how every number is counted, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from silomap.analysis.measures import MEASURES, value_of
from silomap.model.opening import open_document, read_file
from silomap.report.explanations import shown
from silomap.ui.panels.card import FindingCard
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def card_of(person: Person, rule: str) -> FindingCard:
    return next(c for c in person.editor.findings.cards if c.finding and c.finding.rule == rule and not c.isHidden())


def shown_button(person: Person, starts: str) -> QPushButton:
    return next(b for b in person.editor.findings._more if b.text().startswith(starts) and not b.isHidden())


def test_a_finding_that_is_decided_about_goes_out_of_the_way_and_the_map_keeps_it(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    before = len(editor.findings.open_findings())
    assert editor.tab_buttons["findings"].text() == f"Findings {before}"
    card = card_of(person, "reinforcing_loop")
    said = card.say.text()
    card.more_button.click()
    menu = next(m for m in card.findChildren(QMenu) if m.isVisible())
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles == ["How is this counted?", "We agree", "We do not agree", "We are not sure", "It is done"]
    menu.actions()[titles.index("We agree") + 1].trigger()
    menu.close()
    person.wait(card.note.hasFocus)
    person.type("Carla asks the union")
    person.key(Qt.Key.Key_Return)
    person.wait_for_analysis()
    assert [(m.rule, m.state, m.note) for m in editor.bridge.map.marks] == [
        ("reinforcing_loop", "agreed", "Carla asks the union")
    ]
    assert editor.tab_buttons["findings"].text() == f"Findings {before - 1}"
    assert said not in [c.say.text() for c in editor.findings.cards if not c.isHidden()]
    shown_button(person, "Discussed: 1").click()
    person.wait(lambda: not editor.findings._waiting)
    again = next(c for c in editor.findings.cards if c.say.text() == said and not c.isHidden())
    assert again.decided.text() == "Agreed: Carla asks the union"
    person.picture("findings-discussed")
    again.marked.emit(again.finding, None, "")
    person.wait_for_analysis()
    assert editor.bridge.map.marks == []
    person.window.actions_by_name["undo"].trigger()
    assert len(editor.bridge.map.marks) == 1
    path = editor.bridge.document.path
    assert path is not None
    assert [m.state for m in read_file(path)[0].marks] == ["agreed"]


def test_escape_leaves_a_decision(person: Person) -> None:
    person.open("two-desks")
    card = card_of(person, "hole")
    card.begin_mark("disputed")
    person.type("half a tho")
    person.key(Qt.Key.Key_Escape)
    assert not card.note.isVisible()
    assert person.editor.bridge.map.marks == []


def test_a_note_in_the_making_outlives_a_new_analysis(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    card = card_of(person, "sectors_without_link")
    assert card.finding is not None
    about = card.finding.about
    card.begin_mark("done")
    person.type("the two offices")
    editor.canvas.connect_elements("svc-work", "svc-housing")
    person.wait_for_analysis()
    assert card.note.isVisible()
    assert card.note.text() == "the two offices"
    card.note.setFocus()
    person.key(Qt.Key.Key_Return)
    assert [(m.subject, m.note) for m in editor.bridge.map.marks] == [(about, "the two offices")]
    person.wait_for_analysis()
    person.wait(
        lambda: about not in [c.finding.about for c in editor.findings.cards if c.finding and not c.isHidden()]
    )


def test_every_number_of_the_tab_leads_to_what_it_counts(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    editor.canvas.setFocus()
    person.key("3", CTRL)
    assert editor.stack.currentWidget() is editor.numbers
    assert set(editor.numbers.buttons) == set(MEASURES)
    page = editor.numbers.explanation
    for code, button in editor.numbers.buttons.items():
        assert editor.result is not None
        value = shown(code, value_of(editor.result, code))
        assert button.accessibleName().endswith(f": {value}")
        button.click()
        person.wait(lambda: not page.heading.text().startswith("Counting"))
        assert page.value.text() == value
        assert page.definition.text()
        assert page.formula.text()
        assert page.source.text().startswith("Source: ")
        page.back.click()
    editor.numbers.buttons["score"].click()
    person.wait(lambda: page.rows.count() == 8)
    QTest.mouseClick(
        page.rows.viewport(), Qt.MouseButton.LeftButton, pos=page.rows.visualItemRect(page.rows.item(0)).center()
    )
    lit = page.rows.item(0).data(Qt.ItemDataRole.UserRole)
    items = editor.canvas.drawing.items_by_id
    assert all(items[key].opacity() == 1 for key in lit)
    assert items["act-hr"].opacity() < 0.5
    editor.selection.set(["act-hr"])
    assert items["act-hr"].opacity() == 1
    person.picture("numbers-explained")


def test_from_the_score_and_back_and_it_follows_an_edit(person: Person) -> None:
    person.open("two-desks")
    editor = person.editor
    editor.findings.how.click()
    page = editor.numbers.explanation
    person.wait(lambda: page.rows.count() == 2)
    assert page.value.text() == "0"
    editor.canvas.connect_elements("svc-jobhelp", "svc-renthelp")
    person.wait_for_analysis()
    person.wait(lambda: page.value.text() == "50")
    person.wait(lambda: page.rows.count() == 2 and any("in place" in page.rows.item(i).text() for i in range(2)))
    page.back.click()
    assert editor.stack.currentWidget() is editor.findings


def test_how_a_finding_is_counted(person: Person) -> None:
    person.open("turin")
    card = card_of(person, "missing_link")
    card.show_button.click()
    assert card.how.isVisible()
    card.how.click()
    page = person.editor.numbers.explanation
    assert page.title.text() == card.say.text()
    assert "missing" in page.rows.item(0).text()


def test_a_joint_service_is_drawn_from_its_finding(person: Person) -> None:
    person.open("turin")
    editor = person.editor
    shown_button(person, "Show").click()
    person.wait(lambda: not editor.findings._waiting)
    card = card_of(person, "joint_service")
    assert card.finding is not None
    promised = card.finding.params["after"]
    card.act_button.click()
    person.type("To-Home")
    person.key(Qt.Key.Key_Return)
    made = person.named("To-Home")
    links = {
        (k.kind, k.target if k.source == made else k.source)
        for k in editor.bridge.map.links
        if made in (k.source, k.target)
    }
    assert {key for kind, key in links if kind == "responds_to"} == set(card.finding.params["needs"])  # type: ignore[arg-type]
    assert {key for kind, key in links if kind == "provides"} == set(card.finding.params["providers"])  # type: ignore[arg-type]
    person.wait_for_analysis()
    assert editor.result is not None
    assert editor.result.score == promised


def test_a_map_to_read_only_can_be_decided_about_but_not_drawn_on(person: Person) -> None:
    person.open("two-desks")
    path = person.editor.bridge.document.path
    assert path is not None
    person.window.open_path(path, read_only=True)
    person.wait_for_analysis()
    person.editor.show_panel("findings")
    card = card_of(person, "hole")
    assert not card.act_button.isVisible()
    card.more_button.click()
    menu = next(m for m in card.findChildren(QMenu) if m.isVisible())
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    assert texts == ["How is this counted?", "We agree", "We do not agree", "We are not sure", "It is done"]
    before = list(person.editor.bridge.map.elements)
    card.begin_mark("agreed")
    person.type("Quite so")
    person.key(Qt.Key.Key_Return)
    (mark,) = open_document(path, read_only=True).map.marks
    assert (mark.state, mark.note) == ("agreed", "Quite so")
    assert person.editor.bridge.map.elements == before


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("template", ["turin", "metropolitan-city"])
def test_nothing_in_the_panel_is_cut_off(person: Person, language: str, template: str) -> None:
    person.window.set_language(language)
    person.open(template)
    findings, numbers = person.editor.findings, person.editor.numbers
    room = findings.page.parentWidget().width()
    assert findings.page.width() <= room
    for card in findings.cards:
        if not card.isHidden():
            assert card.mapTo(findings.page, card.rect().topRight()).x() <= room
    person.editor.show_tab("numbers")
    for button in numbers.buttons.values():
        title = button.findChildren(QLabel)[0]
        person.wait(lambda t=title: t.width() > 0)
        assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width(), title.text()
