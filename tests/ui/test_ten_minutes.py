"""A ten-minute workshop, played through keyboard and mouse; beside it a list on paper says what the map must hold."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from silomap.model import discussion, edits
from silomap.model.elements import Note, Sector, Vote
from silomap.model.invariants import breaches
from silomap.model.opening import read_file
from silomap.model.recovery import check_file
from silomap.model.system_map import SystemMap
from tests.ui.conftest import Person

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SECTORS = ("Labour", "Housing", "Care")
Triple = tuple[str, str, str]


class Paper:
    """What a note taker would have on paper: names by kind, and who is linked with whom."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.links: set[Triple] = set()

    def put(self, kind: str, *names: str) -> None:
        for name in names:
            self.kinds.setdefault(name, kind)

    def link(self, a: str, kind: str, b: str) -> None:
        ends = (a, kind, b) if kind != "coordinates_with" or a < b else (b, kind, a)
        self.links.add(ends)

    def merged(self, gone: str, keep: str) -> None:
        del self.kinds[gone]
        moved = {(keep if a == gone else a, k, keep if b == gone else b) for a, k, b in self.links}
        self.links = set()
        for a, kind, b in moved:
            if a != b:
                self.link(a, kind, b)


def on_map(system_map: SystemMap) -> tuple[dict[str, str], set[Triple]]:
    paper = Paper()
    for element in system_map.mapped:
        assert element.label not in paper.kinds, f"{element.label} stands twice"
        paper.put(element.type, element.label)
    for link in system_map.links:
        paper.link(system_map.label(link.source), link.kind, system_map.label(link.target))
    return paper.kinds, paper.links


def say(person: Person, line: str) -> None:
    person.editor.canvas.setFocus()
    person.key("/")
    person.type(line)
    person.key(Qt.Key.Key_Return)
    assert person.editor.capture.line.toPlainText() == "", person.editor.capture.words.text()


def capture_chains(person: Person, paper: Paper) -> None:
    for number in range(12):
        sector, actor = SECTORS[number % 3], f"Office {number} north"
        service, need = f"Help desk {number}", f"Trouble {number}"
        say(person, f"{actor} @{sector} provides {service} for {need}")
        paper.put("sector", sector)
        paper.put("actor", actor)
        paper.put("service", service)
        paper.put("need", need)
        paper.link(actor, "provides", service)
        paper.link(service, "responds_to", need)


def capture_people_and_causes(person: Person, paper: Paper) -> None:
    for number in range(6):
        group = f"People {number} at risk"
        needs = [f"Trouble {(2 * number + step) % 12}" for step in range(3)]
        say(person, f"{group} live with {' + '.join(needs)}")
        paper.put("group", group)
        for need in needs:
            paper.link(group, "experiences", need)
    for number in range(11):
        say(person, f"Trouble {number} leads to Trouble {number + 1}")
        paper.link(f"Trouble {number}", "leads_to", f"Trouble {number + 1}")
    for number in range(0, 9, 3):
        say(person, f"Office {number} north works with Office {number + 1} north")
        paper.link(f"Office {number} north", "coordinates_with", f"Office {number + 1} north")


def paste_a_list(person: Person, paper: Paper) -> None:
    rows = ["actor\tsector\tservice\tneed"]
    for number in range(8):
        sector = SECTORS[number % 3]
        rows.append(f"Charity {number}\t{sector}\tWalk-in {number}\tTrouble {number}")
        paper.put("actor", f"Charity {number}")
        paper.put("service", f"Walk-in {number}")
        paper.link(f"Charity {number}", "provides", f"Walk-in {number}")
        paper.link(f"Walk-in {number}", "responds_to", f"Trouble {number}")
    QGuiApplication.clipboard().setText("\n".join(rows))
    person.editor.canvas.setFocus()
    person.key("v", CTRL)
    person.key(Qt.Key.Key_Return)
    assert person.editor.capture.line.toPlainText() == "", person.editor.capture.words.text()


def draw_by_hand(person: Person, paper: Paper) -> None:
    """A tool, a click, a name, a link pulled from the edge; and Tab and Enter."""
    canvas = person.editor.canvas
    canvas.setFocus()
    person.window.actions_by_name["fit"].trigger()
    spot = canvas.drawing.content_rect().bottomLeft().toPoint() + QPoint(150, 120)
    canvas.setFocus()
    person.key("n")
    person.click(person.on_canvas(spot.x(), spot.y()))
    person.type("Cold flats")
    person.key(Qt.Key.Key_Return)
    paper.put("need", "Cold flats")
    trouble = person.named("Trouble 3")
    canvas.show_elements([person.named("Cold flats"), trouble])
    person.move(person.at("".join([trouble])))
    item = canvas.drawing.node(trouble)
    assert item is not None
    handle = canvas.mapFromScene(item.rect.center().x(), item.rect.top() - 4)
    person.drag(handle, person.at(person.named("Cold flats")))
    paper.link("Trouble 3", "leads_to", "Cold flats")
    person.editor.selection.set([person.named("Help desk 3")])
    canvas.setFocus()
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: canvas._editor is not None)
    person.type("Mould")
    person.key(Qt.Key.Key_Return)
    paper.put("need", "Mould")
    paper.link("Help desk 3", "responds_to", "Mould")
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: canvas._editor is not None)
    person.type("Draughts")
    person.key(Qt.Key.Key_Return)
    paper.put("need", "Draughts")
    paper.link("Help desk 3", "responds_to", "Draughts")


def link_the_rest(person: Person, paper: Paper) -> None:
    for number in range(8):
        say(person, f"Walk-in {number} involves People {number % 6} at risk")
        paper.link(f"Walk-in {number}", "involves", f"People {number % 6} at risk")
    for number in range(7):
        say(person, f"Help desk {number} works with Walk-in {number}")
        paper.link(f"Help desk {number}", "coordinates_with", f"Walk-in {number}")
    for number in range(11):
        say(person, f"Help desk {number} works with Help desk {number + 1}")
        paper.link(f"Help desk {number}", "coordinates_with", f"Help desk {number + 1}")
    for number in range(5):
        say(person, f"Charity {number} works with Charity {number + 1}")
        paper.link(f"Charity {number}", "coordinates_with", f"Charity {number + 1}")
    for number in range(8):
        say(person, f"Help desk {number} responds to Trouble {number + 2}")
        paper.link(f"Help desk {number}", "responds_to", f"Trouble {number + 2}")


def storm(person: Person) -> None:
    """Everything back as far as it goes, and forth again, in uneven steps."""
    person.editor.canvas.setFocus()
    before = person.editor.bridge.map
    for back, forth in ((12, 12), (40, 25), (3, 18), (1_000, 1_000)):
        for _ in range(back):
            person.window.actions_by_name["undo"].trigger()
        for _ in range(forth):
            person.window.actions_by_name["redo"].trigger()
    assert person.editor.bridge.map == before


def test_a_ten_minute_workshop(person: Person) -> None:
    person.window.show_template("blank")
    person.wait_for_analysis()
    person.editor.canvas.reduce_motion = True
    paper = Paper()
    capture_chains(person, paper)
    person.picture("ten-1-chains")
    capture_people_and_causes(person, paper)
    paste_a_list(person, paper)
    person.picture("ten-2-pasted")
    draw_by_hand(person, paper)
    link_the_rest(person, paper)
    person.wait_for_analysis()
    person.picture("ten-3-all")
    assert on_map(person.editor.bridge.map) == (paper.kinds, paper.links)
    assert len(person.editor.bridge.map.mapped) >= 60
    assert len(person.editor.bridge.map.links) >= 110
    storm(person)
    person.editor.selection.set([person.named("Mould")])
    with person.editor.bridge.edit("Say") as draft:
        discussion.add_note(draft, person.named("Mould"), "Since the winter")
        discussion.vote(draft, person.named("Mould"), 2)
        discussion.vote(draft, person.named("Draughts"), 1)
    person.editor.selection.set([person.named("Mould"), person.named("Draughts")])
    person.editor.canvas.setFocus()
    person.key("j", CTRL)
    gone, keep = (
        ("Mould", "Draughts")
        if "Draughts" in {e.label for e in person.editor.bridge.map.mapped}
        else ("Draughts", "Mould")
    )
    paper.merged(gone, keep)
    assert on_map(person.editor.bridge.map) == (paper.kinds, paper.links)
    assert [note.about for note in person.editor.bridge.map.all(Note)] == [person.named(keep)]
    assert sum(vote.dots for vote in person.editor.bridge.map.all(Vote)) == 3
    for layout in ("by_sector", "by_links", "by_causes", "tidy"):
        person.window.actions_by_name[layout].trigger()
        person.wait(lambda: not person.editor.layout_job.is_busy)
        person.picture(f"ten-4-{layout}")
        assert on_map(person.editor.bridge.map) == (paper.kinds, paper.links)
    storm(person)
    assert not breaches(person.editor.bridge.map)
    path = person.editor.bridge.document.path
    assert path is not None
    shown = person.editor.bridge.map
    assert person.window.topbar.saved.text() == "All changes saved"
    person.window.actions_by_name["close_map"].trigger()
    assert check_file(path) == []
    assert read_file(path)[0] == shown


def test_megabytes_on_the_clipboard_do_not_stop_the_window(person: Person) -> None:
    person.open("two-desks")
    before = person.editor.bridge.map
    QGuiApplication.clipboard().setText("x" * 3_000_000 + "\n" + "y" * 2_000_000)
    person.editor.canvas.setFocus()
    person.key("v", CTRL)
    assert person.editor.bridge.map is before
    assert len(person.editor.capture.line.toPlainText()) < 600_000
    person.editor.capture.line.put("")
    QGuiApplication.clipboard().setText("\x00\x01N: Damp\x02 flats\u2028\r\nN: Mould")
    person.editor.canvas.setFocus()
    person.key("v", CTRL)
    person.key(Qt.Key.Key_Return)
    assert {"Mould"} <= {e.label for e in person.editor.bridge.map.mapped}
    assert not any(not c.isprintable() for e in person.editor.bridge.map.mapped for c in e.label)
    QGuiApplication.clipboard().clear()


def test_strange_names_can_be_written_found_and_merged(person: Person) -> None:
    person.open("two-desks")
    names = ["مكتب السكن", "👩‍👧 family desk", "Büro für Wohnen", "x" * 5_000]
    for name in names:
        person.editor.capture.start()
        person.editor.capture.line.put(f"S: {name}")
        person.key(Qt.Key.Key_Return)
    made = {e.label for e in person.editor.bridge.map.mapped}
    assert set(names[:3]) <= made
    assert max(len(label) for label in made) == 5_000
    person.picture("strange-captured")
    person.editor.capture.start()
    person.editor.capture.line.put("S: BURO FUR WOHNEN")  # the same, but for case and dots
    person.key(Qt.Key.Key_Return)
    assert "BURO FUR WOHNEN" not in {e.label for e in person.editor.bridge.map.mapped}


def test_two_hundred_elements_dropped_at_one_point_are_all_there_and_come_apart(person: Person) -> None:
    person.open("two-desks")
    with person.editor.bridge.edit("Drop") as draft:
        made = [edits.add_element(draft, "need", f"Need {i}", x=-900.0, y=-900.0) for i in range(200)]
    person.window.actions_by_name["tidy"].trigger()
    places = {(person.editor.bridge.map.element(k).x, person.editor.bridge.map.element(k).y) for k in made}
    assert len(places) == 200
    assert not isinstance(person.editor.bridge.map[made[0]], Sector)


def test_a_link_to_itself_and_two_kinds_under_one_name(person: Person) -> None:
    person.open("two-desks")
    before = person.editor.bridge.map
    person.editor.capture.start()
    person.type("Lost the job leads to Lost the job")
    person.key(Qt.Key.Key_Return)
    assert person.editor.bridge.map.links == before.links
    assert "itself" in person.editor.capture.words.text()
    person.editor.capture.line.put("")
    person.type("S: Advice")
    person.key(Qt.Key.Key_Return)
    person.type("N: Advice")
    person.key(Qt.Key.Key_Return)
    kinds = sorted(e.type for e in person.editor.bridge.map.mapped if e.label == "Advice")
    assert kinds == ["need", "service"]
    viewport = person.editor.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
