"""The guided workshop in the real window: agenda, timer, pages of the steps, findings revealed late, big screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from silomap.exchange.workshop_flow import presets, to_plan, words
from silomap.model import session
from silomap.model.elements import Note, Seat
from silomap.ui.workshop.agenda import AgendaDialog
from silomap.ui.workshop.brief import Brief, Room
from silomap.ui.workshop.looking import Pairs, Reveal
from silomap.ui.workshop.pages import Cards, Check, Close
from tests.ui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def trigger(person: Person, name: str) -> None:
    person.window.actions_by_name[name].trigger()


def begin(person: Person, step: str = "brief") -> None:
    with person.editor.bridge.edit("Start") as draft:
        session.change(draft, plan=to_plan(presets()[0].plan), step=step, revealed=False)


def test_a_workshop_is_started_from_the_menu_and_its_agenda_is_ones_own(person: Person) -> None:
    person.open("turin")

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AgendaDialog)
        assert dialog.total.text() == "180 minutes in all"
        dialog.list.item(5).setCheckState(Qt.CheckState.Unchecked)  # no break
        dialog.list.setCurrentRow(2)
        dialog.minutes.setValue(30)
        dialog._move(-1)
        dialog.more.aboutToShow.emit()
        titles = [action.text() for action in dialog.more.actions() if action.text()]
        assert titles[:5] == ["Prepare", "Report", "Evaluation", "Spread", "Expectations"]
        assert titles[-2:] == ["One sentence each", "A step of my own…"]
        dialog.more.actions()[0].trigger()
        assert dialog.total.text() == "220 minutes in all"
        dialog.list.currentItem().setCheckState(Qt.CheckState.Unchecked)
        assert dialog.total.text() == "175 minutes in all"
        person.picture("agenda", dialog)
        dialog.accept()

    QTimer.singleShot(100, answer)
    trigger(person, "workshop_start")
    strip = person.editor.strip
    assert strip.isVisible()
    assert strip.title.text() == "1 · Challenge brief"
    assert [step.id for step in strip.plan[:3]] == ["brief", "needs", "room"]
    assert "break" not in {step.id for step in strip.plan}
    assert strip.plan[1].minutes == 30
    trigger(person, "undo")
    assert strip.isHidden()


def test_steps_lead_on_and_back_and_capture_follows(person: Person) -> None:
    person.open("turin")
    begin(person)
    assert isinstance(person.editor.workshop.page, Brief)
    for name, page, kind in (
        ("room", Room, None),
        ("needs", Cards, "need"),
        ("causes", Check, "need"),
        ("services", Check, "service"),
        ("break", Check, None),
        ("links", Pairs, "actor"),
        ("reveal", Reveal, None),
    ):
        trigger(person, "step_next")
        assert person.editor.bridge.map.workshop.step == name
        assert isinstance(person.editor.workshop.page, page)
        if kind:
            assert person.editor.capture.usual == kind
        person.picture(f"workshop-{name}")
    trigger(person, "step_back")
    assert person.editor.bridge.map.workshop.step == "links"
    person.editor.strip.go_to("close")
    assert isinstance(person.editor.workshop.page, Close)
    assert not person.editor.strip.next.isEnabled()
    trigger(person, "workshop_end")
    assert person.editor.strip.isHidden()
    assert person.editor.side.current == "findings"


def test_findings_are_kept_from_the_screen_until_the_room_has_guessed(person: Person) -> None:
    person.open("turin")
    drawing = person.editor.canvas.drawing
    assert drawing.ghosts.items
    begin(person, "reveal")
    assert drawing.ghosts.items == {}
    assert drawing._rings == {}
    person.editor.show_tab("findings")
    assert person.editor.findings.covered.isVisible()
    assert not person.editor.findings.list.isVisible()
    assert person.editor.tab_buttons["findings"].text() == "Findings"
    person.picture("covered")
    page = person.editor.workshop.page
    assert isinstance(page, Reveal)
    person.editor.show_tab("workshop")
    page.guess.setFocus()
    person.type("Labour and housing")
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.workshop.guesses == ("Labour and housing",)
    page.reveal.click()
    assert person.editor.findings.list.isVisible()
    assert drawing.ghosts.items
    assert person.editor.bridge.map.workshop.revealed


def test_the_facilitator_can_look_alone(person: Person) -> None:
    person.open("turin")
    begin(person)
    person.editor.show_tab("findings")
    person.editor.findings.look_alone.emit()
    assert person.editor.findings.list.isVisible()
    assert not person.editor.bridge.map.workshop.revealed


def test_the_brief_and_the_room_are_filled_in(person: Person) -> None:
    person.open("turin")
    begin(person)
    brief = person.editor.workshop.page
    assert isinstance(brief, Brief)
    brief.fields["description"].edited.emit("One answer for people at risk")
    brief.fields["due"].edited.emit("spring")
    assert "2026-01-31" in person.editor.toast.label.text()
    brief.answers.scale.buttons[2].click()
    brief.answers.scale.buttons[4].click()
    brief.answers.scale.buttons[4].customContextMenuRequested.emit(brief.pos())
    workshop = person.editor.bridge.map.workshop
    assert person.editor.bridge.map.info.description == "One answer for people at risk"
    assert (workshop.due, workshop.opening) == ("", (2,))
    tick = brief._sectors.itemAt(0).widget()
    tick.click()  # type: ignore[attr-defined]
    assert person.editor.bridge.map.workshop.agreed == (person.editor.bridge.map.sectors[0].id,)
    trigger(person, "step_next")
    room = person.editor.workshop.page
    assert isinstance(room, Room)
    absent = room.told.text().count("Nobody is here")
    room.role.setFocus()
    person.type("Head of office")
    person.key(Qt.Key.Key_Return)
    assert [s.role for s in person.editor.bridge.map.all(Seat)] == ["Head of office"]
    assert room.told.text().count("Nobody is here") == absent - 1
    room.list.itemDoubleClicked.emit(room.list.item(0))
    assert person.editor.bridge.map.all(Seat) == []


def test_cards_written_in_silence_are_safe_at_once_and_seen_when_the_pile_is_turned(person: Person) -> None:
    person.open("turin")
    begin(person, "needs")
    page = person.editor.workshop.page
    assert isinstance(page, Cards)
    page.text.setFocus()
    person.type("Cold flats")
    person.key(Qt.Key.Key_Return)
    page.text.setPlainText("Single mothers live with Cold flats\nDamp @nowhere @elsewhere provides")
    person.key(Qt.Key.Key_Return)
    assert len(session.pile(person.editor.bridge.map)) == 3
    assert page.count.text() == "3 cards face down"
    assert "Cold flats" not in {e.label for e in person.editor.bridge.map.elements}
    before = person.editor.bridge.map
    page.turn.click()
    labels = {e.label for e in person.editor.bridge.map.elements}
    assert {"Cold flats", "Single mothers"} <= labels
    left = session.pile(person.editor.bridge.map)
    assert [card.text for card in left] == ["Damp @nowhere @elsewhere provides"]
    assert person.editor.capture.line.toPlainText() == "Damp @nowhere @elsewhere provides"
    person.editor.canvas.setFocus()
    person.key("z", CTRL)
    assert person.editor.bridge.map == before
    assert all(note.kind == "card" for note in person.editor.bridge.map.all(Note))


def test_pairs_are_asked_about_one_after_the_other(person: Person) -> None:
    person.open("turin")
    begin(person, "links")
    page = person.editor.workshop.page
    assert isinstance(page, Pairs)
    person.wait(lambda: page._pair is not None)
    first = page._pair
    page.buttons["no"].click()
    second = page._pair
    assert second != first
    page.buttons["yes"].click()
    person.wait_for_analysis()
    assert first is not None
    assert second is not None
    by_pair = {
        frozenset((k.source, k.target)): k.status
        for k in person.editor.bridge.map.links
        if k.kind == "coordinates_with"
    }
    assert by_pair[frozenset(first)] == "absent"
    assert by_pair[frozenset(second)] is None
    seen = {first, second}
    while page._pair is not None:
        seen.add(page._pair)
        page.buttons["later"].click()
    assert "No pair is left" in page.question.text()


def test_the_timer_counts_warns_and_starts_anew_with_each_step(person: Person) -> None:
    person.open("two-desks")
    begin(person)
    strip = person.editor.strip
    assert strip.time.text() == "15:00"
    trigger(person, "timer")
    assert strip.is_running
    for _ in range(61):
        strip._count()
    assert strip.time.text() == "13:59"
    for _ in range(15 * 60):
        strip._count()
    assert strip.time.text() == "+1:01"
    assert strip.time.property("late")
    trigger(person, "step_next")
    assert strip.time.text() == "10:00"
    trigger(person, "timer")
    assert not strip.is_running


def test_the_check_page_finds_what_is_loose_and_names_soft_limits(person: Person) -> None:
    person.open("metropolitan-city")
    begin(person, "services")
    page = person.editor.workshop.page
    assert isinstance(page, Check)
    assert "Many" in page.limits.text()
    person.editor.capture.start()
    person.type("N: Quite alone")
    person.key(Qt.Key.Key_Return)
    texts = [page.list.item(i).text() for i in range(page.list.count())]
    assert "Quite alone" in texts
    person.editor.selection.clear()
    page.list.itemClicked.emit(page.list.item(texts.index("Quite alone")))
    assert person.editor.selection.ids == {person.named("Quite alone")}


def test_big_screen_and_large_text_leave_everything_usable(person: Person) -> None:
    person.open("turin")
    begin(person, "needs")
    trigger(person, "big_screen")
    assert not person.editor.side.isVisible()
    assert not person.window.topbar.isVisible()
    assert person.editor.strip.isVisible()
    assert person.editor.capture.isVisible()
    person.picture("big-screen")
    person.editor.canvas.setFocus()
    person.editor.selection.clear()
    person.key(Qt.Key.Key_Escape)
    assert person.editor.side.isVisible()
    assert person.window.topbar.isVisible()
    person.window.resize(1440, 900)
    try:
        for size in (200, 150):
            person.window.set_text_size(size)
            person.wait_for_analysis()
            assert person.editor.strip.say.font().pixelSize() == round(14 * size / 100)
            person.picture(f"text-{size}")
    finally:
        person.window.set_text_size(100)
    person.window.set_theme("contrast")
    person.picture("contrast")


def test_who_speaks_is_kept_in_the_history(person: Person) -> None:
    person.open("two-desks")
    begin(person)
    panel = person.editor.workshop
    panel.speaker.setText("Table 2")
    panel.speaker.editingFinished.emit()
    person.editor.capture.start()
    person.type("N: Too many forms")
    person.key(Qt.Key.Key_Return)
    history = person.editor.bridge.document.history
    assert history.commits[max(history.commits)][-1].author == "Table 2"


def test_an_evaluation_round_is_led_from_seats_to_sentences(person: Person) -> None:
    """focus-group.yaml: seats first, then the guide, each question with a place for its notes; 90 minutes. It has no
    step that uncovers findings, so they are open from the beginning."""
    person.open("turin")
    plan = next(preset.plan for preset in presets() if preset.id == "evaluation_round")

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AgendaDialog)
        dialog.preset.setCurrentIndex(3)
        dialog.preset.activated.emit(3)
        assert dialog.total.text() == "90 minutes in all"
        dialog.accept()

    QTimer.singleShot(100, answer)
    trigger(person, "workshop_start")
    assert not person.editor.lighting.is_covered
    pages = []
    for step in plan:
        assert words(step.say) in "\n".join(label.text() for label in person.editor.strip.findChildren(QLabel))
        pages.append(type(person.editor.workshop.page).__name__)
        person.picture(f"evaluation-{step.id}")
        trigger(person, "step_next")
    assert pages[0] == "Room"
    assert pages[1] == "Assessment"
    assert pages[-1] == "AssessedClose"
    assert pages.count("Decide") == 6
    person.wait_for_analysis()
