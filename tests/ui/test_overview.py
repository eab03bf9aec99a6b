"""The manager's ten minutes in the real window: the page, its evidence and back, decisions, actions, reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QPushButton

from silomap.model import discussion
from silomap.model.elements import Action, Note
from silomap.model.opening import open_document, read_file
from silomap.model.review import review_path
from silomap.ui.portfolio import Portfolio
from silomap.ui.report_dialog import ReportDialog
from silomap.ui.views.actions_view import MIME, ActionsView
from silomap.ui.views.overview_parts import NumberCard
from silomap.ui.views.overview_view import OverviewView
from tests.ui.conftest import Person

SIZES = [(1440, 900), (1024, 700)]


def overview(person: Person) -> OverviewView:
    person.window.actions_by_name["view_overview"].trigger()
    page = person.editor.views.page
    assert isinstance(page, OverviewView)
    person.wait(lambda: page.shown is not None)
    return page


def board(person: Person) -> ActionsView:
    person.window.actions_by_name["view_actions"].trigger()
    page = person.editor.views.page
    assert isinstance(page, ActionsView)
    return page


def texts(page: OverviewView) -> str:
    return "\n".join(label.text() for label in page.body.findChildren(QLabel))


def button(page: OverviewView, text: str) -> QPushButton:
    return next(b for b in page.body.findChildren(QPushButton) if b.text() == text)


def numbers(page: OverviewView) -> list[str]:
    return [card.accessibleName() for card in page.body.findChildren(NumberCard)]


def path_of(person: Person) -> Path:
    path = person.editor.bridge.document.path
    assert path is not None
    return path


# the page


def test_the_page_says_where_the_map_stands_and_what_a_scenario_would_change(person: Person) -> None:
    """The figures are those of the design (workshop.md, 3.2)."""
    person.open("turin")
    page = overview(person)
    person.wait(lambda: "Would be 100" in texts(page))
    assert numbers(page)[0] == "Pairs of needs joined up. 0 of 8. To-Home: 8 of 8"
    assert "3 not answered" in [b.text() for b in page.body.findChildren(QPushButton)]
    assert "0 of 8 pairs of needs that people live with are joined up." in texts(page)
    assert not person.editor.side.isVisible()
    assert not person.editor.rail.isVisible()


def test_it_says_what_it_was_at_the_last_version(person: Person) -> None:
    person.open("turin")
    bridge = person.editor.bridge
    bridge.document.keep_version("After workshop 1")
    a, b = person.named("Work integration services"), person.named("Housing services")
    person.editor.canvas.connect_elements(a, b)
    person.wait_for_analysis()
    page = overview(person)
    person.wait(lambda: "Was 0 at “After workshop 1”." in texts(page))
    assert numbers(page)[0].startswith("Pairs of needs joined up. 1 of 8")


def test_every_number_leads_to_its_evidence_and_back(person: Person) -> None:
    person.open("turin")
    page = overview(person)
    for number in range(5):
        card = page.body.findChildren(NumberCard)[number]
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        assert person.editor.views.name in ("map", "journey")
        back = person.editor.views.bar.back
        assert back.isVisible()
        if person.editor.views.name == "map":
            person.wait(
                lambda: person.editor.canvas.drawing._lit is not None or person.editor.numbers.code is not None
            )
            assert person.editor.side.current == "numbers"
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
        assert person.editor.views.name == "overview"
        assert not back.isVisible()


def test_a_finding_is_lit_on_the_map_and_escape_leads_back(person: Person) -> None:
    person.open("turin")
    page = overview(person)
    first = page.rows[0]
    first.setFocus()
    person.key(Qt.Key.Key_Space)
    assert person.editor.views.name == "map"
    assert person.editor.lighting.chosen is not None
    assert page.shown is not None
    assert person.editor.lighting.chosen == page.shown.first[0].finding
    person.editor.canvas.setFocus()
    person.key(Qt.Key.Key_Escape)
    assert person.editor.views.name == "overview"
    assert person.editor.lighting.chosen is None


def test_needs_sectors_and_groups_lead_to_what_they_are(person: Person) -> None:
    person.open("turin")
    page = overview(person)
    button(page, "3 not answered").click()
    lit = person.editor.canvas.drawing._lit
    assert lit is not None
    assert len(lit) == 3
    person.editor.views.bar.back.click()
    button(overview(person), "Public housing").click()
    lit = person.editor.canvas.drawing._lit
    assert lit is not None
    assert person.named("Public housing") in lit
    person.editor.views.bar.back.click()
    row = next(r for r in page.rows if r.accessibleName().startswith("Single-parent families"))
    row.click()
    assert person.editor.views.name == "journey"
    assert person.editor.views.pages["journey"].group == person.named("Single-parent families")  # type: ignore[union-attr]


def test_another_view_by_hand_forgets_the_way_back(person: Person) -> None:
    person.open("two-desks")
    page = overview(person)
    page.rows[0].click()
    assert person.editor.views.bar.back.isVisible()
    person.window.actions_by_name["view_overview"].trigger()
    assert not person.editor.views.bar.back.isVisible()
    assert not person.editor.overview_deeds.back()


def test_what_changed_since_the_last_look(person: Person) -> None:
    person.open("two-desks")
    path = path_of(person)
    assert "first time" in texts(overview(person))
    person.window.close_map()
    document = open_document(path)
    with document.edit("Rename") as draft:
        draft.set("need-job", label="Losing the job")
    document.close()
    person.window.open_path(path)
    person.wait_for_analysis()
    page = overview(person)
    person.wait(lambda: page.since is not None)
    assert "1 change since" in texts(page)
    assert "Losing the job" in texts(page)
    button(page, "Compare then and now").click()
    assert person.editor.views.name == "compare"
    person.wait(lambda: not person.window.job.is_busy)


def test_a_map_with_nothing_on_it_has_a_page_too(person: Person) -> None:
    person.open("blank")
    page = overview(person)
    assert "There is no need on this map yet." in texts(page)
    assert "Nobody on this map lives with two needs in different areas yet." in texts(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "it"])
def test_nothing_on_the_page_is_cut_off(person: Person, theme: str, size: tuple[int, int], language: str) -> None:
    person.window.set_language(language)
    person.window.set_theme(theme)
    person.window.resize(*size)
    person.open("metropolitan-city")
    page = overview(person)
    person.wait(lambda: bool(page.scenarios))
    person.picture(f"overview-{language}-{theme}-{size[0]}")
    assert page.page.width() <= page.viewport().width()
    for label in page.body.findChildren(QLabel):
        if label.isVisible() and label.text() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()


# decisions and actions


def test_a_decision_is_answered_with_a_role_and_the_day(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.open("two-desks")
    with person.editor.bridge.edit("Act") as draft:
        key = discussion.add_action(draft, "", "One form", decision="May the desks share a form?", who="Job centre")
    page = overview(person)
    assert "May the desks share a form?" in texts(page)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_a, **_k: ("Head of care", True))
    button(page, "yes").click()
    action = person.editor.bridge.map[key]
    assert isinstance(action, Action)
    assert (action.answer, action.answered_by) == ("yes", "Head of care")
    person.wait_for_analysis()
    page.refresh()
    assert "May the desks share a form?" not in texts(page)
    person.window.actions_by_name["undo"].trigger()
    assert person.editor.bridge.map[key].answer == ""  # type: ignore[attr-defined]


def test_a_finding_becomes_an_action_that_asks_for_a_role_and_a_date(person: Person) -> None:
    person.open("two-desks")
    page = overview(person)
    assert page.shown is not None
    finding = page.shown.first[0].finding
    button(page, "Make an action of it").click()
    view = person.editor.views.page
    assert isinstance(view, ActionsView)
    (action,) = person.editor.bridge.map.all(Action)
    assert action.finding == finding.key
    card = view.cards[action.id]
    assert card.fields["who"].hasFocus()
    person.type("Job centre")
    person.key(Qt.Key.Key_Tab)
    card = view.cards[action.id]
    assert person.editor.bridge.map[action.id].who == "Job centre"  # type: ignore[attr-defined]
    page = overview(person)
    assert "Job centre · no date yet" in texts(page)


def test_an_action_is_pulled_into_another_column_once_it_has_a_role_and_a_date(person: Person) -> None:
    person.open("two-desks")
    with person.editor.bridge.edit("Act") as draft:
        key = discussion.add_action(draft, "", "One form")
    view = board(person)

    def drop(state: str) -> None:
        data = QMimeData()
        data.setData(MIME, key.encode())
        column = view.columns[state]
        event = QDropEvent(
            QPointF(20, 40),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        column.dropEvent(event)

    drop("agreed")
    assert person.editor.bridge.map[key].state == "open"  # type: ignore[attr-defined]
    assert "Who will do it, and by when?" in person.editor.toast.label.text()
    assert view.cards[key].form is not None  # its fields are open
    with person.editor.bridge.edit("Say") as draft:
        discussion.change_action(draft, key, who="Job centre", due="2999-01-01")
    drop("agreed")
    assert person.editor.bridge.map[key].state == "agreed"  # type: ignore[attr-defined]
    assert view.columns["agreed"].title.text() == "Agreed  1"
    assert view.cards[key].parentWidget() is view.columns["agreed"]


def test_overdue_stands_out_and_an_action_leads_to_what_it_addresses(person: Person) -> None:
    person.open("two-desks")
    assert person.editor.result is not None
    finding = person.editor.result.findings[0]
    with person.editor.bridge.edit("Act") as draft:
        key = discussion.add_action(draft, "", "One form", due="2020-01-01", finding=finding.key)
    view = board(person)
    late = [label for label in view.cards[key].findChildren(QLabel) if label.property("tone") == "bad"]
    assert "overdue since" in late[0].text()
    link = next(b for b in view.cards[key].findChildren(QPushButton) if b.property("link"))
    link.click()
    assert person.editor.lighting.chosen == finding
    person.editor.views.bar.back.click()
    assert person.editor.views.name == "actions"


@pytest.mark.parametrize("ending", ["csv", "ics"])
def test_actions_are_exported_from_the_board(
    person: Person, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("two-desks")
    view = board(person)
    assert not view.export_button.isEnabled()
    with person.editor.bridge.edit("Act") as draft:
        discussion.add_action(draft, "", "One form", due="2026-05-01")
    target = tmp_path / f"out.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), f"x (*.{ending})"))
    view.export_button.click()
    assert b"One form" in target.read_bytes()
    assert "was written" in person.editor.toast.label.text()


# reports


def test_a_report_is_written_from_the_window(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person.open("two-desks")
    target = tmp_path / "report.pdf"
    shown: list[ReportDialog] = []

    def fill(dialog: ReportDialog) -> int:
        shown.append(dialog)
        dialog.title.setText("For the council")
        dialog.language.setCurrentIndex(dialog.language.findData("it"))
        for code in ("glossary", "method"):
            dialog.parts[code].setChecked(False)
        dialog._accept()
        return int(dialog.result())

    monkeypatch.setattr(ReportDialog, "exec", fill)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "PDF (*.pdf)"))
    person.window.actions_by_name["report"].trigger()
    assert "Writing" in person.editor.toast.label.text()
    person.bot.waitUntil(target.exists, timeout=60_000)
    person.wait(lambda: not person.editor.report_job.is_busy)
    reader = PdfReader(target)
    titles = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert titles[:2] == ["In una pagina", "Risultati"]
    assert "Prima e dopo" in titles  # the map's scenario is compared with unless somebody says otherwise
    assert "Parole" not in titles
    assert "For the council" in reader.pages[0].extract_text()
    assert person.window.settings.text("report_left_out") == "method,glossary"
    assert "report.pdf was written." in person.editor.toast.label.text()


def test_a_report_is_broken_off_with_escape_and_the_old_one_stays(person: Person, tmp_path: Path) -> None:
    from silomap.report.document.wish import ReportWish

    person.open("metropolitan-city")
    target = tmp_path / "report.pdf"
    target.write_bytes(b"the old one")
    person.window.commands.write_report(target, ReportWish())
    assert person.editor.report_job.is_busy
    assert person.editor.step_back()
    assert not person.editor.report_job.is_busy
    assert "broken off" in person.editor.toast.label.text()
    assert target.read_bytes() == b"the old one"


def test_a_report_that_cannot_be_written_is_told(person: Person, tmp_path: Path) -> None:
    from silomap.report.document.wish import ReportWish

    person.open("two-desks")
    (tmp_path / "file").write_bytes(b"")
    person.window.commands.write_report(tmp_path / "file" / "report.xlsx", ReportWish())
    person.bot.waitUntil(lambda: not person.editor.report_job.is_busy, timeout=60_000)
    assert "could not be written" in person.editor.toast.label.text()


def test_the_report_dialog_asks_for_a_part_and_refuses_what_is_no_logo(person: Person, tmp_path: Path) -> None:
    dialog = ReportDialog(person.window, "Map", [], None, person.window.settings)
    for tick in dialog.parts.values():
        tick.setChecked(False)
    assert not dialog.write_button.isEnabled()
    dialog.parts["summary"].setChecked(True)
    assert dialog.write_button.isEnabled()
    bad = tmp_path / "logo.png"
    bad.write_bytes(b"no picture")
    dialog.take_logo(bad)
    assert "PNG or JPEG is needed" in dialog.problem.text()
    assert dialog.logo == b""
    dialog.kind.setCurrentIndex(dialog.kind.findData(".xlsx"))
    assert not dialog.paper.isEnabled()
    dialog.show()
    person.picture("report-dialog", dialog)
    dialog.close()
    dialog.deleteLater()


# review


def test_a_map_opened_to_read_begins_with_the_overview_and_takes_a_comment(person: Person) -> None:
    person.open("two-desks")
    path = path_of(person)
    person.window.open_path(path, read_only=True)
    person.wait_for_analysis()
    assert person.editor.views.name == "overview"
    names = person.window.actions_by_name
    assert not names["tool_actor"].isEnabled()
    assert not names["delete"].isEnabled()
    assert names["note"].isEnabled()
    assert "kept all the same" in person.window.banner.label.text()
    names["note"].trigger()
    assert person.editor.views.name == "map"
    person.type("Who pays for this?")
    person.key(Qt.Key.Key_Return)
    assert [note.text for note in read_file(path)[0].all(Note)] == ["Who pays for this?"]
    assert names["undo"].isEnabled()
    names["undo"].trigger()
    assert read_file(path)[0].all(Note) == []
    assert not names["undo"].isEnabled()


def test_a_review_waits_beside_a_map_that_is_taken_and_its_owner_takes_it_in(person: Person) -> None:
    person.open("two-desks")
    path = path_of(person)
    person.window.close_map()
    owner = open_document(path)
    person.window.open_path(path)
    person.wait_for_analysis()
    name = person.editor.bridge.document.author
    person.window.actions_by_name["note"].trigger()
    person.type("Ask the tenants")
    person.key(Qt.Key.Key_Return)
    assert review_path(path, name).exists()
    assert "waits in a review file" in person.window.banner.label.text()
    person.window.close_map()
    owner.close()
    person.window.open_path(path)  # now as its owner
    person.wait_for_analysis()
    assert person.editor.bridge.document.read_only is None
    assert f"A review waits: {name}" in person.window.banner.label.text()
    person.window.actions_by_name["reviews_take"].trigger()
    assert [note.text for note in person.editor.bridge.map.all(Note)] == ["Ask the tenants"]
    assert "A review waits" not in person.window.banner.label.text()
    person.window.actions_by_name["undo"].trigger()
    assert person.editor.bridge.map.all(Note) == []


def test_nothing_is_changed_by_accident_while_reviewing(person: Person) -> None:
    person.open("two-desks")
    path = path_of(person)
    person.window.open_path(path, read_only=True)
    person.wait_for_analysis()
    person.window.actions_by_name["view_map"].trigger()
    before = path.read_bytes()
    shown = person.editor.bridge.map
    person.editor.canvas.setFocus()
    person.click("need-job")
    for key in ("A", "T", "P", "X", "/", Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Tab):
        person.key(key)
    person.drag(person.at("need-job"), person.on_canvas(900, 900))
    assert person.editor.bridge.map == shown
    assert path.read_bytes() == before


# a folder of maps


def test_a_folder_of_maps_is_sorted_filtered_and_compared(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    folder = path_of(person).parent
    person.open("turin")
    person.window.close_map()
    person.window.show_portfolio(folder)
    page = person.window._page
    assert isinstance(page, Portfolio)
    person.bot.waitUntil(lambda: page.table.rowCount() == 2, timeout=30_000)
    person.bot.waitUntil(lambda: not page.job.is_busy, timeout=30_000)
    assert not page.table.item(0, 0).icon().isNull()
    page.table.sortItems(4, Qt.SortOrder.DescendingOrder)
    first = page.table.item(0, 0).text().split("\n")[0]
    assert first == "Turin: labour, housing and care"
    page.filter.setText("desks")
    assert [page.table.isRowHidden(row) for row in (0, 1)] == [True, False]
    page.filter.clear()
    assert not page.compare_button.isEnabled()
    page._choose([entry.path for entry in page.entries])
    assert page.compare_button.isEnabled()
    person.picture("portfolio")
    page.compare_button.click()
    assert person.editor.views.name == "compare"
    assert person.editor.bridge.document.read_only is not None
    person.wait_for_analysis()
    person.wait(lambda: not person.window.job.is_busy)


def test_a_folder_leads_back_and_opens_a_map(person: Person) -> None:
    person.open("two-desks")
    folder = path_of(person).parent
    person.window.show_portfolio(folder)
    page = person.window._page
    assert isinstance(page, Portfolio)
    person.bot.waitUntil(lambda: page.table.rowCount() == 1, timeout=30_000)
    person.bot.waitUntil(lambda: not page.job.is_busy, timeout=30_000)
    page.table.selectRow(0)
    page.table.setFocus()
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.info.title == "Two desks, one family"
    person.wait_for_analysis()


def test_keys_that_mean_nothing_here_do_no_harm(person: Person) -> None:
    person.open("two-desks")
    for view in ("view_overview", "view_actions"):
        person.window.actions_by_name[view].trigger()
        for name in ("zoom_in", "zoom_out", "zoom_full", "fit", "fit_selection", "select_all", "copy", "near_all"):
            person.window.actions_by_name[name].trigger()
        assert person.editor.views.name == view.removeprefix("view_")


def test_the_overview_is_saved_as_a_picture(person: Person, tmp_path: Path) -> None:
    person.open("two-desks")
    overview(person)
    target = tmp_path / "overview.pdf"
    person.window.commands.save_view(target, "A4")
    person.bot.waitUntil(target.exists, timeout=30_000)
    assert "Whattolookatfirst" in "".join(PdfReader(target).pages[0].extract_text().split())
    person.wait(lambda: not person.editor.picture_job.is_busy)
