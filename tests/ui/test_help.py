"""Help beside the map: opened with F1 at what is looked at, searched, and gone when it is no longer wanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from silomap.report.help import WORDS, topics
from silomap.ui.help_window import TOPIC, HelpWindow
from tests.ui.conftest import Person


def opened(person: Person) -> HelpWindow:
    person.window.actions_by_name["help"].trigger()
    return next(window for window in person.window.findChildren(HelpWindow) if window.isVisible())


def shown(window: HelpWindow) -> list[str]:
    rows = [window.list.item(row).data(TOPIC) for row in range(window.list.count())]
    return [topic.code for topic in rows if topic is not None]


def test_it_shows_an_example_and_what_silomap_says_of_it(person: Person) -> None:
    window = opened(person)
    window.show_topic("missing_link")
    assert window.title.text() == "Missing link"
    assert {"s-jobs", "s-rent"} <= set(window.example.drawing.items_by_id)
    person.wait(lambda: not window.said.isHidden())
    assert "with no link between them" in window.said.text()
    assert window.example.accessibleName() == window.said.text()
    window.show_topic("score")
    assert window.example.isHidden()
    assert window.said.isHidden()
    assert "Σ" in window.how.text()
    window.close()
    assert not window.job.is_busy


def test_it_is_searched_with_the_keyboard(person: Person) -> None:
    window = opened(person)
    whole = shown(window)
    assert len(whole) == len(topics())
    QTest.keyClicks(window.line, "silo")
    assert 0 < len(shown(window)) < len(whole)
    assert all("silo" in f"{t.title} {t.text}".casefold() for t in topics() if t.code in shown(window))
    first = window.title.text()
    QTest.keyClick(window.line, Qt.Key.Key_Down)
    assert window.title.text() != first
    QTest.keyClick(window.line, Qt.Key.Key_Up)
    assert window.title.text() == first
    window.line.setText("zzz")
    assert not window.none.isHidden()
    assert window.list.isHidden()
    window.line.clear()
    assert shown(window) == whole
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_it_opens_at_what_is_looked_at(person: Person) -> None:
    person.open("two-desks")
    person.wait_for_analysis()
    assert person.editor.result is not None
    finding = person.editor.result.findings[1]
    person.editor.findings.set_current(finding.key)
    window = opened(person)
    assert window.list.currentItem().data(TOPIC).code == finding.rule
    person.editor.side.show_page("numbers")
    person.editor.numbers.explain("score")
    again = opened(person)
    assert window.isHidden()
    assert again.list.currentItem().data(TOPIC).code == "score"
    person.window.set_language("it")
    assert again.isHidden()  # everything is said anew


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_word_is_cut_off(person: Person, language: str) -> None:
    person.window.set_language(language)
    window = opened(person)
    person.wait(lambda: not window.said.isHidden())
    for topic in topics():
        if topic.area != WORDS:
            window.show_topic(topic.code)
            QTest.qWait(1)
            for label in (window.title, window.text, window.said, window.how):
                if label.isVisible():
                    assert label.height() >= label.heightForWidth(label.width()) - 1, topic.code
    window.close()
