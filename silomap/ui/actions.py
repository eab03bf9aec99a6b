"""Everything the window can do, as one table: menus, shortcuts, palette, help and checks derive from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from silomap.i18n import N_, _

ALWAYS, MAP, EDITABLE, SELECTED = "always", "map", "editable", "selected"
TALK, TALK_SELECTED = "talk", "talk selected"
"""What can be done where the map is only read, but things can be said of it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One action: its name in commands.py, its words, menu, shortcut, and when it can be used."""

    name: str
    title: str
    menu: str
    shortcut: str = ""
    when: str = MAP
    checkable: bool = False


FILE, EDIT, INSERT, VIEW, HELP = N_("&File"), N_("&Edit"), N_("&Insert"), N_("&View"), N_("&Help")
ARRANGE = N_("&Arrange")
SHOW = N_("&Show")
WORKSHOP = N_("&Workshop")
TEXT_SIZE, COLOURS, LANGUAGE, PANELS = N_("&Text size"), N_("Them&e"), N_("Lang&uage"), N_("P&anels")
SCENARIO = N_("Scenar&io")
MENUS = (FILE, EDIT, SCENARIO, INSERT, ARRANGE, SHOW, PANELS, WORKSHOP, VIEW, TEXT_SIZE, COLOURS, LANGUAGE, HELP)
WITHIN = {TEXT_SIZE: VIEW, COLOURS: VIEW, LANGUAGE: VIEW, PANELS: SHOW, SCENARIO: EDIT}
"""Menus that open out of another one."""

ROWS: tuple[Row, ...] = (
    Row("new_map", N_("&New map"), FILE, "Ctrl+N", ALWAYS),
    Row("open_map", N_("&Open…"), FILE, "Ctrl+O", ALWAYS),
    Row("open_read_only", N_("Open to &read only…"), FILE, "Ctrl+Shift+O", ALWAYS),
    Row("import_map", N_("&Import…"), FILE, "Ctrl+I", ALWAYS),
    Row("example_two_desks", N_("Example: &Two desks, one family"), FILE, "Ctrl+Alt+1", ALWAYS),
    Row("example_turin", N_("Example: T&urin"), FILE, "Ctrl+Alt+2", ALWAYS),
    Row("example_city", N_("Example: A &metropolitan city"), FILE, "Ctrl+Alt+3", ALWAYS),
    Row("save_copy", N_("&Save a copy…"), FILE, "Ctrl+Shift+S"),
    Row("example_copy", N_("Save an example without names…"), FILE, "Ctrl+Alt+Shift+X"),
    Row("unnamed_copy", N_("Save a copy without authors…"), FILE, "Ctrl+Alt+Shift+P"),
    Row("template_copy", N_("Save a template of this map…"), FILE, "Ctrl+Alt+Shift+T"),
    Row("export_map", N_("&Export data…"), FILE, "Ctrl+E"),
    Row("export_picture", N_("Save as &picture…"), FILE, "Ctrl+Shift+E"),
    Row("version_keep", N_("&Keep a version…"), FILE, "Ctrl+S", EDITABLE),
    Row("compare_file", N_("Compare with another &file…"), FILE, "Ctrl+Alt+G"),
    Row("take_in", N_("T&ake in a copy of this map…"), FILE, "Ctrl+Alt+Z", EDITABLE),
    Row("compact_history", N_("Shorten the &history…"), FILE, "Ctrl+Alt+8", EDITABLE),
    Row("report", N_("Report to take a&way…"), FILE, "Ctrl+R"),
    Row("open_portfolio", N_("Open a fo&lder of maps…"), FILE, "Ctrl+Alt+Shift+O", ALWAYS),
    Row("review_take", N_("Take in a re&view…"), FILE, "Ctrl+Alt+Shift+V", EDITABLE),
    Row("reviews_take", N_("Take in the reviews beside this map"), FILE, "Ctrl+Alt+Shift+R", EDITABLE),
    Row("review_send", N_("Save my review to sen&d…"), FILE, "Ctrl+Alt+Shift+E"),
    Row("close_map", N_("&Close map"), FILE, "Ctrl+W"),
    Row("leave", N_("&Quit"), FILE, "Ctrl+Q", ALWAYS),
    Row("undo", N_("&Undo"), EDIT, "Ctrl+Z", TALK),
    Row("redo", N_("&Redo"), EDIT, "Ctrl+Shift+Z", TALK),
    Row("cut", N_("Cu&t"), EDIT, "Ctrl+X", SELECTED),
    Row("copy", N_("&Copy"), EDIT, "Ctrl+C"),
    Row("paste", N_("&Paste"), EDIT, "Ctrl+V", EDITABLE),
    Row("duplicate", N_("&Duplicate"), EDIT, "Ctrl+D", SELECTED),
    Row("delete", N_("De&lete"), EDIT, "Del", SELECTED),
    Row("rename", N_("Re&name"), EDIT, "F2", SELECTED),
    Row("merge", N_("Make &one of two"), EDIT, "Ctrl+J", SELECTED),
    Row("duplicates", N_("Possible dou&bles…"), EDIT, "Ctrl+Shift+J", EDITABLE),
    Row("link_kind", N_("Other kind of lin&k"), EDIT, "K", SELECTED),
    Row("reverse", N_("The other wa&y round"), EDIT, "Shift+R", SELECTED),
    Row("make_actor", N_("Make it an actor"), EDIT, "Ctrl+Alt+Shift+A", SELECTED),
    Row("make_service", N_("Make it a service"), EDIT, "Ctrl+Alt+Shift+S", SELECTED),
    Row("make_need", N_("Make it a need"), EDIT, "Ctrl+Alt+Shift+N", SELECTED),
    Row("make_group", N_("Make it a group"), EDIT, "Ctrl+Alt+Shift+G", SELECTED),
    Row("asked", N_("Asked: they do not &work together"), EDIT, "X", SELECTED),
    Row("disputed", N_("Disputed: cause and &effect"), EDIT, "Shift+X", SELECTED),
    Row("select_all", N_("Select &all"), EDIT, "Ctrl+A"),
    Row("find", N_("&Find or run a command…"), EDIT, "Ctrl+K"),
    Row("scenario_today", N_("&Today's map"), SCENARIO, "Alt+0"),
    Row("scenario_new", N_("&New scenario…"), SCENARIO, "Ctrl+Alt+N", EDITABLE),
    Row("scenario_rename", N_("&Rename the scenario…"), SCENARIO, "Ctrl+Alt+F2", EDITABLE),
    Row("scenario_copy", N_("&Copy the scenario…"), SCENARIO, "Ctrl+Alt+Shift+D", EDITABLE),
    Row("scenario_describe", N_("&Describe the scenario…"), SCENARIO, "Ctrl+Alt+Y", EDITABLE),
    Row("scenario_from_file", N_("New scenario from a &file…"), SCENARIO, "Ctrl+Alt+J", EDITABLE),
    Row("scenario_compare", N_("Compare &with today"), SCENARIO, "Alt+6", MAP),
    Row("break_it", N_("&Break it: what if this were gone?"), SCENARIO, "Ctrl+Alt+B", SELECTED),
    Row("scenario_settle", N_("&Settle what disagrees…"), SCENARIO, "Ctrl+Alt+U", EDITABLE),
    Row("scenario_adopt", N_("&Make it the map"), SCENARIO, "Ctrl+Alt+Return", EDITABLE),
    Row("scenario_delete", N_("De&lete the scenario"), SCENARIO, "Ctrl+Alt+Del", EDITABLE),
    Row("capture", N_("&Capture bar"), INSERT, "/", EDITABLE),
    Row("tool_select", N_("&Select"), INSERT, "V", MAP, True),
    Row("tool_actor", N_("&Actor"), INSERT, "A", EDITABLE, True),
    Row("tool_service", N_("Ser&vice"), INSERT, "S", EDITABLE, True),
    Row("tool_need", N_("&Need"), INSERT, "N", EDITABLE, True),
    Row("tool_group", N_("&Group"), INSERT, "G", EDITABLE, True),
    Row("tool_sector", N_("Secto&r"), INSERT, "R", EDITABLE, True),
    Row("tool_link", N_("&Link"), INSERT, "L", EDITABLE, True),
    Row("tool_sticky", N_("Stick&y"), INSERT, "Y", EDITABLE, True),
    Row("picture", N_("&Picture…"), INSERT, "Ctrl+Shift+P", EDITABLE),
    Row("link_to", N_("Link the selection &to…"), INSERT, "Ctrl+L", SELECTED),
    Row("note", N_("Write a note…"), INSERT, "M", TALK),
    Row("action", N_("Act&ion…"), INSERT, "Shift+M", TALK),
    Row("vote", N_("Give a d&ot"), INSERT, ".", TALK_SELECTED),
    Row("vote_back", N_("Take a dot back"), INSERT, ",", TALK_SELECTED),
    Row("tidy", N_("&Tidy up: no overlaps"), ARRANGE, "T", EDITABLE),
    Row("by_sector", N_("Everything by &sector"), ARRANGE, "Shift+T", EDITABLE),
    Row("by_links", N_("By &links: what is linked comes near"), ARRANGE, "Ctrl+Alt+F", EDITABLE),
    Row("by_causes", N_("By causes, left to rig&ht"), ARRANGE, "Ctrl+Alt+T", EDITABLE),
    Row("around", N_("Around the selectio&n"), ARRANGE, "Ctrl+Alt+A", EDITABLE),
    Row("align_row", N_("Into one &row"), ARRANGE, "Ctrl+Alt+R", SELECTED),
    Row("align_column", N_("Into one &column"), ARRANGE, "Ctrl+Alt+C", SELECTED),
    Row("spread_across", N_("Spread evenly &across"), ARRANGE, "Ctrl+Alt+H", SELECTED),
    Row("spread_down", N_("Spread evenly &down"), ARRANGE, "Ctrl+Alt+V", SELECTED),
    Row("pin", N_("&Pin in place"), ARRANGE, "P", SELECTED),
    Row("lock_positions", N_("L&ock positions"), ARRANGE, "Ctrl+Alt+P", MAP, True),
    Row("lock_deletion", N_("Lock del&eting"), ARRANGE, "Ctrl+Alt+X", MAP, True),
    Row("lock_all", N_("Lock e&verything"), ARRANGE, "Ctrl+Shift+L", MAP, True),
    Row("exercise_start", N_("E&xercises…"), WORKSHOP, "Ctrl+Alt+Shift+W", ALWAYS),
    Row("exercise_record", N_("&Make an exercise of this map…"), WORKSHOP, "Ctrl+Alt+Shift+M"),
    Row("exercise_edit", N_("C&hange an exercise…"), WORKSHOP, "Ctrl+Alt+Shift+H", ALWAYS),
    Row("exercise_file", N_("An exercise from a &file…"), WORKSHOP, "Ctrl+Alt+Shift+F", ALWAYS),
    Row("workshop_start", N_("&Start a workshop…"), WORKSHOP, "Ctrl+Shift+W", EDITABLE),
    Row("agenda", N_("Edit the &agenda…"), WORKSHOP, "Ctrl+Alt+W", EDITABLE),
    Row("step_next", N_("&Next step"), WORKSHOP, "Ctrl+PgDown", EDITABLE),
    Row("step_back", N_("Step &before"), WORKSHOP, "Ctrl+PgUp", EDITABLE),
    Row("timer", N_("Start or stop the &timer"), WORKSHOP, "Ctrl+T"),
    Row("panel_workshop", N_("The &page of the step"), WORKSHOP, "Ctrl+5"),
    Row("assessment", N_("Self-assessment, before and afte&r…"), WORKSHOP, "Ctrl+Alt+Shift+Q"),
    Row("themes", N_("Put notes &under themes"), WORKSHOP, "Ctrl+Alt+Shift+U", TALK),
    Row("budget", N_("&Dots for each person…"), WORKSHOP, "Ctrl+Shift+B", EDITABLE),
    Row("workshop_end", N_("&End the workshop"), WORKSHOP, "Ctrl+Alt+Q", EDITABLE),
    Row("view_map", N_("The &map"), VIEW, "Alt+1", MAP, True),
    Row("view_lanes", N_("&Lanes"), VIEW, "Alt+2", MAP, True),
    Row("view_matrix", N_("Matri&x of sectors"), VIEW, "Alt+3", MAP, True),
    Row("view_journey", N_("&Journey of a group"), VIEW, "Alt+4", MAP, True),
    Row("view_charts", N_("&Charts"), VIEW, "Alt+5", MAP, True),
    Row("view_overview", N_("O&verview"), VIEW, "Alt+7", MAP, True),
    Row("view_actions", N_("&Board of actions"), VIEW, "Alt+8", MAP, True),
    Row("present", N_("Prese&nt"), VIEW, "F5"),
    Row("story_keep", N_("&Keep this view as a step"), VIEW, "Ctrl+Shift+K", EDITABLE),
    Row("story_ready", N_("A rea&dy story"), VIEW, "Ctrl+Alt+Shift+K", EDITABLE),
    Row("silo_system", N_("Silo view or s&ystem view"), VIEW, "W"),
    Row("zoom_in", N_("Zoom &in"), VIEW, "Ctrl++"),
    Row("zoom_out", N_("Zoom &out"), VIEW, "Ctrl+-"),
    Row("zoom_full", N_("&Actual size"), VIEW, "Ctrl+0"),
    Row("fit", N_("&Fit the map"), VIEW, "F"),
    Row("fit_selection", N_("Fit the &selection"), VIEW, "Shift+F"),
    Row("show_findings", N_("Findings on the &map"), SHOW, "Ctrl+M", MAP, True),
    Row("more_missing", N_("More missing lin&ks"), SHOW, "Alt++"),
    Row("fewer_missing", N_("Fewer missing links"), SHOW, "Alt+-"),
    Row("who_holds", N_("Who holds i&t together"), SHOW, "H", MAP, True),
    Row("root_causes", N_("Root &causes"), SHOW, "C", MAP, True),
    Row("fold", N_("Fold the sector u&p, in lanes"), SHOW, "Z", SELECTED),
    Row("show_legend", N_("Le&gend, sizes and colours"), SHOW, "Ctrl+G", MAP, True),
    Row("show_minimap", N_("Overview &of the map"), SHOW, "Ctrl+Alt+O", MAP, True),
    Row("near_1", N_("Only &1 step around"), SHOW, "1", SELECTED),
    Row("near_2", N_("Only &2 steps around"), SHOW, "2", SELECTED),
    Row("near_3", N_("Only &3 steps around"), SHOW, "3", SELECTED),
    Row("near_after", N_("Only what follo&ws"), SHOW, "]", SELECTED),
    Row("near_before", N_("Only what leads &here"), SHOW, "[", SELECTED),
    Row("between", N_("Only what is &between two"), SHOW, "B", SELECTED),
    Row("filter", N_("Fi&lter…"), SHOW, "Ctrl+F"),
    Row("near_all", N_("Show e&verything again"), SHOW, "0"),
    Row("replay", N_("Re&play the history"), VIEW, "Ctrl+Alt+9"),
    Row("big_screen", N_("Bi&g screen"), VIEW, "F11", MAP, True),
    Row("text_100", N_("Text 100 %"), TEXT_SIZE, "Ctrl+Alt+0", ALWAYS),
    Row("text_125", N_("Text 125 %"), TEXT_SIZE, "Ctrl+Alt+5", ALWAYS),
    Row("text_150", N_("Text 150 %"), TEXT_SIZE, "Ctrl+Alt+6", ALWAYS),
    Row("text_200", N_("Text 200 %"), TEXT_SIZE, "Ctrl+Alt+7", ALWAYS),
    Row("panel_details", N_("&Details"), PANELS, "Ctrl+1"),
    Row("panel_findings", N_("Fi&ndings"), PANELS, "Ctrl+2"),
    Row("panel_notes", N_("Notes"), PANELS, "Ctrl+4"),
    Row("panel_numbers", N_("Numbe&rs"), PANELS, "Ctrl+3"),
    Row("panel_history", N_("&History"), PANELS, "Ctrl+7"),
    Row("panel_states", N_("&Scenarios and versions"), PANELS, "Ctrl+8"),
    Row("panel_story", N_("Stor&y"), PANELS, "Ctrl+9"),
    Row("panel_outline", N_("O&utline: the map as a list"), PANELS, "Ctrl+6"),
    Row("theme_light", N_("&Light"), COLOURS, "Ctrl+Alt+L", ALWAYS),
    Row("theme_dark", N_("Dar&k"), COLOURS, "Ctrl+Alt+D", ALWAYS),
    Row("theme_contrast", N_("High &contrast"), COLOURS, "Ctrl+Alt+K", ALWAYS),
    Row("theme_system", N_("As the s&ystem"), COLOURS, "Ctrl+Alt+S", ALWAYS),
    Row("language_en", N_("&English"), LANGUAGE, "Ctrl+Alt+E", ALWAYS),
    Row("language_it", N_("I&taliano"), LANGUAGE, "Ctrl+Alt+I", ALWAYS),
    Row("reduce_motion", N_("&Reduce motion"), VIEW, "Ctrl+Alt+M", ALWAYS, True),
    Row("help", N_("&Help: findings, numbers, words"), HELP, "F1", ALWAYS),
    Row("tour", N_("&Tour of two minutes"), HELP, "Alt+F1", ALWAYS),
    Row("shortcuts", N_("&Keyboard shortcuts"), HELP, "?", ALWAYS),
    Row("about", N_("&About SiloMap"), HELP, "Shift+F1", ALWAYS),
)
GROUPS_END = {
    "import_map",
    "example_city",
    "report",
    "compact_history",
    "review_send",
    "redo",
    "select_all",
    "picture",
    "link_to",
    "around",
    "spread_down",
    "pin",
    "fit_selection",
    "show_minimap",
    "near_all",
}
GROUPS_END |= {
    "exercise_file",
    "view_actions",
    "story_ready",
    "silo_system",
    "fewer_missing",
    "fold",
    "big_screen",
    "panel_workshop",
}


def plain(title: str) -> str:
    """The words of an action without the mark of its menu key."""
    return title.replace("&", "").rstrip("…")


def make_actions(owner: QWidget, run: Callable[[str], None]) -> dict[str, QAction]:
    """A QAction for every row; `run` gets the row's name."""
    actions = {}
    for row in ROWS:
        action = QAction(_(row.title), owner)
        action.setObjectName(row.name)
        action.setShortcut(QKeySequence(row.shortcut))
        action.setCheckable(row.checkable)
        action.setMenuRole(QAction.MenuRole.QuitRole if row.name == "leave" else QAction.MenuRole.NoRole)
        action.triggered.connect(lambda _on=False, name=row.name: run(name))
        owner.addAction(action)
        actions[row.name] = action
    return actions


def fill_menus(bar: QMenuBar, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """The menus in the order of the table."""
    menus: dict[str, QMenu] = {}
    for title in MENUS:
        menu = menus[WITHIN[title]].addMenu(_(title)) if title in WITHIN else bar.addMenu(_(title))
        for row in ROWS:
            if row.menu == title:
                menu.addAction(actions[row.name])
                if row.name in GROUPS_END:
                    menu.addSeparator()
        menus[title] = menu
    return menus


def enable(actions: dict[str, QAction], states: frozenset[str]) -> None:
    """Switches on what can be used now."""
    for row in ROWS:
        actions[row.name].setEnabled(row.when in states)
