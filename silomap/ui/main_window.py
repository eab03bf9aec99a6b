"""The window: top bar, and below it the first screen or an open map."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from silomap import i18n
from silomap.analysis.analyse import Analysis
from silomap.errors import UserError
from silomap.exchange.reading import Remark
from silomap.i18n import _, explain, ngettext
from silomap.model.discussion import now
from silomap.model.document import Document, SavingState
from silomap.model.opening import SUFFIX
from silomap.model.reading import DamagedFileError
from silomap.model.tidying import Arrangement
from silomap.report.recovery import recovery_words
from silomap.report.sentences import headline
from silomap.ui import clipboard, files, memory
from silomap.ui.actions import (
    ALWAYS,
    EDITABLE,
    MAP,
    SELECTED,
    TALK,
    TALK_SELECTED,
    enable,
    fill_menus,
    make_actions,
)
from silomap.ui.bridge import Bridge
from silomap.ui.commands import Commands
from silomap.ui.editor import Editor
from silomap.ui.import_dialog import ImportDialog
from silomap.ui.jobs import AnalysisJob
from silomap.ui.notices import Banner
from silomap.ui.pictures import is_picture
from silomap.ui.portfolio import Portfolio
from silomap.ui.presenting.presenter import Presenter
from silomap.ui.settings import Looked, Settings
from silomap.ui.standing import standing_of
from silomap.ui.theme import apply_theme, resolve
from silomap.ui.topbar import TopBar
from silomap.ui.views.bar import VIEWS
from silomap.ui.views.views import ACTIONS, OVERVIEW
from silomap.ui.welcome import Welcome


class MainWindow(QMainWindow):
    """One window, one map."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.theme_choice = settings.text("theme", "system")
        self.theme = resolve(self.theme_choice)
        self.editor: Editor | None = None
        self.bridge: Bridge | None = None
        self.job = AnalysisJob(self)
        self.commands = Commands(self)
        self.presenter: Presenter | None = None
        self.actions_by_name: dict[str, QAction] = {}
        self.setWindowTitle("SiloMap")
        self.setMinimumSize(900, 600)
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self.restoreGeometry(settings.geometry())
        self._build()
        self._show_page(self._welcome())

    def _build(self) -> None:
        """Makes everything that has words or colours; again when either changes."""
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        was_big = bool(self.actions_by_name) and self.actions_by_name["big_screen"].isChecked()
        self.actions_by_name = make_actions(self, self.commands.run)
        self.actions_by_name["big_screen"].setChecked(was_big)
        show_findings = self.actions_by_name["show_findings"]
        show_findings.setChecked(self.settings.text("show_findings", "yes") == "yes")
        show_findings.toggled.connect(lambda on: self.settings.set_text("show_findings", "yes" if on else "no"))
        for name, usual in (("show_legend", "no"), ("show_minimap", "yes")):
            self.actions_by_name[name].setChecked(self.settings.text(name, usual) == "yes")
            self.actions_by_name[name].toggled.connect(
                lambda on, n=name: self.settings.set_text(n, "yes" if on else "no")
            )
        self.actions_by_name["reduce_motion"].setChecked(self.settings.text("reduce_motion") == "yes")
        self._frame = QWidget()
        self._box = QVBoxLayout(self._frame)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.topbar = TopBar(self.theme)
        self.topbar.rename_wanted.connect(self.commands.rename_map)
        self.topbar.present_wanted.connect(self.actions_by_name["present"].trigger)
        self.topbar.find_wanted.connect(self.actions_by_name["find"].trigger)
        fill_menus(self.topbar.menus, self.actions_by_name)
        self.topbar.setVisible(not was_big)
        self.banner = Banner()
        self._box.addWidget(self.topbar)
        self._box.addWidget(self.banner)
        self._page: QWidget | None = None
        self.setCentralWidget(self._frame)

    def _show_page(self, page: QWidget) -> None:
        if self._page is not None:
            self._box.removeWidget(self._page)
            self._page.hide()
            if isinstance(self._page, Portfolio):
                self._page.release()
            self._page.deleteLater()
        self._page = page
        self._box.addWidget(page, 1)
        self.refresh_state()

    def _welcome(self) -> Welcome:
        page = Welcome(self.theme, self.theme_choice, self.settings.recents())
        page.wanted.connect(lambda name: self.actions_by_name[name].trigger())
        page.recent_wanted.connect(lambda path: self.open_path(Path(path)))
        page.theme_chosen.connect(self.set_theme)
        page.language_chosen.connect(self.set_language)
        return page

    # documents

    def show_template(self, name: str) -> None:
        """Opens a new map made from a template."""
        self._show_new(partial(files.new_document, name))

    def show_copy(self, path: Path) -> None:
        """Opens a new map like one in a file."""
        self._show_new(partial(files.copied_document, path))

    def _show_new(self, make: Callable[[], Document]) -> None:
        try:
            document = make()
        except UserError as error:
            self.tell_problem(explain(error))
            return
        self._open(document, [])

    def open_path(self, path: Path, read_only: bool = False) -> bool:
        """Opens a file; a sentence where that is impossible, and the present map stays open."""
        present = self.bridge.document.path if self.bridge else None
        is_writable = self.bridge is not None and self.bridge.document.read_only is None
        is_same = present is not None and path.exists() and path.resolve() == present.resolve()
        if is_same and is_writable and not read_only:
            return True
        if path.exists() and path.suffix.lower() != SUFFIX:
            return self.import_path(path)
        try:
            document = files.open_map_file(path, read_only)
        except DamagedFileError as error:
            return self._offer_recovery(path, error)
        except UserError as error:
            self.tell_problem(explain(error))
            return False
        return self._open(document, [])

    def show_portfolio(self, folder: Path) -> None:
        """A folder of maps in a table, in the place of the open map."""
        if not self.close_map(to_welcome=False):
            return
        page = Portfolio(folder)
        page.left.connect(lambda: self._show_page(self._welcome()))
        page.open_wanted.connect(lambda path: self.open_path(Path(path)))
        page.compare_wanted.connect(self._compare_maps)
        self._show_page(page)
        page.table.setFocus()

    def _compare_maps(self, one: str, other: str) -> None:
        """The first of two maps is opened to read, the other beside it."""
        if self.open_path(Path(one), read_only=True) and self.editor is not None:
            self.editor.view_deeds.compare_file(Path(other))

    def import_path(self, path: Path) -> bool:
        """Brings a file in, into the open map or as a new one, when the person has seen what comes of it."""
        is_writable = self.bridge is not None and self.bridge.is_editable
        known = self.bridge.map if self.bridge is not None and is_writable else None
        dialog = ImportDialog(self, path, known, self.settings)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found, is_new = dialog.found, dialog.is_new
        dialog.deleteLater()
        if not accepted or found is None:
            return False
        if is_new or known is None:
            try:
                document = files.keep_import(found, path)
            except UserError as error:
                self.tell_problem(explain(error))
                return False
            return self._open(document, [])
        self.commands.take_import(found, path.name)
        return True

    def _offer_recovery(self, path: Path, error: UserError) -> bool:
        box = self._message(QMessageBox.Icon.Warning, "SiloMap", explain(error))
        recover = box.addButton(_("Save what can be read as a new map"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("Leave it"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is not recover:
            return False
        try:
            document, saved = files.recover(path)
        except UserError as failure:
            self.tell_problem(explain(failure))
            return False
        opened = self._open(document, [])
        told = _("What could be read is now a map of its own.") + " " + recovery_words(saved)
        self.tell_problem(told, "\n".join(saved.missing))
        return opened

    def _open(self, document: Document, remarks: list[Remark]) -> bool:
        if not self.close_map(to_welcome=False):
            document.close()
            return False
        self.bridge = Bridge(document, self)
        self._show_editor()
        if document.read_only is not None and self.editor is not None:  # who reviews begins with the whole
            self.editor.views.show_view(OVERVIEW)
        self._remember()
        memory.set_apart(self)
        if remarks:
            self.tell_remarks(remarks)
        return True

    def _show_editor(self) -> None:
        if self.bridge is None:
            return
        self.editor = Editor(self.bridge, self.job, self.actions_by_name, self.theme)
        path = self.bridge.document.path
        self.editor.looked = self.settings.looked(str(path.resolve())) if path is not None else None
        self.editor.canvas.reduce_motion = self.actions_by_name["reduce_motion"].isChecked()
        self.editor.canvas.minimap.is_wanted = self.actions_by_name["show_minimap"].isChecked()
        self.bridge.changed.connect(self._changed)
        self.bridge.locks_changed.connect(self.refresh_state)
        self.bridge.saving_changed.connect(self._show_saving)
        self.bridge.scenario_changed.connect(self._show_state)
        self.editor.replay.left.connect(self._show_state)
        self.editor.states_panel.version_done.connect(self.commands.on_version)
        self.editor.story.wanted.connect(self.commands.do_with_step)
        self.editor.notes.themes.story_wanted.connect(self.commands.theme_into_story)
        self.editor.exercise.wanted.connect(self.commands.do_with_exercise)
        self.editor.selection.changed.connect(self.refresh_state)
        self.editor.views.changed.connect(self.refresh_state)
        self.editor.analysed.connect(self._analysed)
        self.editor.layout_job.done.connect(self._arranged)
        self.editor.canvas.back_wanted.connect(self.step_back)
        self.editor.set_big(self.actions_by_name["big_screen"].isChecked())
        self._show_page(self.editor)
        self._show_saving(self.bridge.document.saving)
        self.editor.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_map(self, to_welcome: bool = True) -> bool:
        """Closes the open map; False where the person wants to keep what could not be saved."""
        if self.bridge is None or self.editor is None:
            return True
        if self.presenter is not None:
            self.presenter.leave()
        self.commands.close_exercise_editor()
        self.editor.setFocus()  # a field that is being typed into tells its edit
        if not self.bridge.document.close():
            if not self._may_lose():
                return False
            self.bridge.document.abandon()
        self._remember()
        self.editor.release()
        self.bridge.deleteLater()
        self.editor, self.bridge = None, None
        memory.take_back()
        self.job.stop()
        self.banner.tell("", [], False)
        if to_welcome:
            self._show_page(self._welcome())
        return True

    def _may_lose(self) -> bool:
        box = self._message(QMessageBox.Icon.Warning, _("Not saved"), _("Your last changes could not be saved."))
        box.setInformativeText(_("Save a copy somewhere else, or close without them."))
        copy = box.addButton(_("Save a copy…"), QMessageBox.ButtonRole.AcceptRole)
        lose = box.addButton(_("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(_("Go on working"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is copy:
            self.commands.save_copy()
            return False
        return box.clickedButton() is lose

    def _remember(self) -> None:
        if self.bridge is None or self.editor is None:
            return
        is_today = self.bridge.scenario is None and self.bridge.earlier is None
        result = self.editor.result if is_today else None  # the score of today's map
        score = headline(result.score, 0, 0)[0] if result is not None else ""
        document = self.bridge.document
        if document.path is not None:
            self.settings.set_looked(str(document.path.resolve()), Looked(document.seen, now()))
        recent = files.remember(self.bridge.document, self.editor.canvas.drawing, score)
        if recent is not None:
            self.settings.add_recent(recent)

    def _analysed(self, result: object) -> None:
        first = cast(Analysis, result)
        self.setAccessibleDescription(_("Findings {n}", n=len(first.findings)))

    def _arranged(self, name: str, arrangement: object) -> None:
        if self.editor is not None:
            self.editor.overlays.cancel_layout()
            self.commands.arranged(name, cast(Arrangement, arrangement))

    # what the window says

    def refresh_state(self, *_changed: object) -> None:
        """Switches on what can be done now, and says what it would do."""
        states = {ALWAYS}
        document = self.bridge.document if self.bridge else None
        if document is not None and self.editor is not None:
            states.add(MAP)
            if self.bridge is not None and self.bridge.may_talk:
                states |= {TALK, TALK_SELECTED} if self.editor.selection.ids else {TALK}
            if document.read_only is None and self.bridge is not None and self.bridge.earlier is None:
                states.add(EDITABLE)
                if self.editor.selection.ids:
                    states.add(SELECTED)
        self._show_locks()
        self._show_view()
        enable(self.actions_by_name, frozenset(states))
        self._refresh_undo(document)
        title = document.map.info.title if document else None
        self.topbar.show_map(title)
        self.setWindowTitle(f"{title} — SiloMap" if title else "SiloMap")

    def _show_locks(self) -> None:
        locks = self.bridge.locks if self.bridge else frozenset()
        for name in ("positions", "deletion", "all"):
            self.actions_by_name[f"lock_{name}"].setChecked(name in locks)

    def _show_view(self) -> None:
        name = self.editor.views.name if self.editor is not None else ""
        for view in (*(view for view, _title in VIEWS), ACTIONS):
            self.actions_by_name[f"view_{view}"].setChecked(view == name)

    def _refresh_undo(self, document: Document | None) -> None:
        undo = document.history.label_of(document.to_undo) if document is not None else None
        redo = document.history.label_of(document.to_redo) if document is not None else None
        for name, label in (("undo", undo), ("redo", redo)):
            self.actions_by_name[name].setEnabled(label is not None)
        undo_text = _("&Undo: {step}", step=_(undo[0], **undo[1])) if undo else _("&Undo")
        redo_text = _("&Redo: {step}", step=_(redo[0], **redo[1])) if redo else _("&Redo")
        self.actions_by_name["undo"].setText(undo_text)
        self.actions_by_name["redo"].setText(redo_text)

    def _show_saving(self, state: object) -> None:
        if self.bridge is None:
            return
        saving = cast(SavingState, state)
        self.topbar.show_saving(saving, self.bridge.document.read_only is not None)
        is_replaying = self.editor is not None and self.editor.replay.is_on
        standing = standing_of(self.bridge, saving, self.actions_by_name, is_replaying)
        self.banner.tell(standing.text, list(standing.deeds), standing.is_problem)

    def _changed(self, *_changes: object) -> None:
        """An edit; what was said in a review may wait in a file from now on."""
        if self.bridge is not None and self.bridge.document.read_only is not None:
            self.refresh_banner()
        self.refresh_state()

    def refresh_banner(self) -> None:
        """What the banner says, again."""
        self._show_state()

    def _show_state(self) -> None:
        """Another state is looked at, or the open one has changed."""
        if self.bridge is not None:
            self._show_saving(self.bridge.document.saving)
            self.refresh_state()

    def tell_problem(self, text: str, details: str = "") -> None:
        """A sentence the person has to see."""
        box = self._message(QMessageBox.Icon.Information, "SiloMap", text)
        box.setDetailedText(details)
        box.exec()
        box.deleteLater()

    def tell_remarks(self, remarks: list[Remark]) -> None:
        lines = [f"{r.file}, {r.row}: {_(r.message, **r.params)}" for r in remarks]
        text = ngettext(
            "The file was read. {n} row needs a look.", "The file was read. {n} rows need a look.", len(lines)
        )
        box = self._message(QMessageBox.Icon.NoIcon, _("Import"), text)
        box.setInformativeText("\n".join(lines[:8]) + ("\n…" if len(lines) > 8 else ""))
        box.setDetailedText("\n".join(lines))
        box.exec()
        box.deleteLater()

    def _message(self, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
        """A message whose text is never taken for a page; whoever shows it lets it go afterwards."""
        box = QMessageBox(icon, title, text, QMessageBox.StandardButton.NoButton, self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        return box

    # look

    def set_theme(self, choice: str) -> None:
        """Changes the colours of everything, at once."""
        self.theme_choice = choice
        self.settings.set_text("theme", choice)
        self.theme = resolve(choice)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme, self.settings.number("text_size", 100))
        self._rebuild()

    def set_text_size(self, percent: int) -> None:
        """Makes the text of the window larger or smaller, at once."""
        self.settings.set_text("text_size", str(percent))
        self.set_theme(self.theme_choice)

    def set_big_screen(self, on: bool) -> None:
        """Only the map, the agenda and the capture bar, the whole screen, large type: for a projector."""
        self.topbar.setVisible(not on)
        if self.editor is not None:
            self.editor.set_big(on)
        if on:
            self.showFullScreen()
        elif self.isFullScreen():
            self.showNormal()

    def presenting_ended(self) -> None:
        """The story was told."""
        self.presenter = None
        if self.bridge is not None and self.editor is not None:
            self._show_saving(self.bridge.document.saving)
            self.refresh_state()
            self.editor.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> None:
        """Esc, when nothing is under way and nothing selected: what is on is taken away, one after the other."""
        if self.editor is not None and self.editor.step_back():
            return
        if self.actions_by_name["big_screen"].isChecked():
            self.actions_by_name["big_screen"].trigger()

    def set_language(self, code: str) -> None:
        """Changes the words of everything, at once."""
        self.settings.set_text("language", code)
        i18n.set_language(code)
        self._rebuild()

    def set_reduced_motion(self, on: bool) -> None:
        """Whether the camera jumps instead of flying."""
        self.settings.set_text("reduce_motion", "yes" if on else "no")
        if self.editor is not None:
            self.editor.canvas.reduce_motion = on

    def _rebuild(self) -> None:
        self.commands.close_help()
        selected = self.editor.selection.ids if self.editor else frozenset()
        view = self.editor.views.name if self.editor else ""
        scenario = self.bridge.scenario if self.bridge else None
        if self.editor is not None and self.bridge is not None:
            document = self.bridge.document
            self.editor.release()
            self.bridge.deleteLater()
            self.bridge = Bridge(document, self)
            self.bridge.open_scenario(scenario)
        self._build()
        if self.bridge is None:
            self._show_page(self._welcome())
        else:
            self._show_editor()
            if self.editor is not None:
                self.editor.selection.set(selected)
                self.editor.views.show_view(view)

    # events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            QTimer.singleShot(0, lambda: self._take_dropped(paths[0]))
            event.acceptProposedAction()

    def _take_dropped(self, path: Path) -> None:
        """A picture lies on the map from now on; anything else is opened."""
        if self.editor is not None and is_picture(path):
            self.commands.put_picture(path)
        else:
            self.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.set_geometry(self.saveGeometry())
        if self.close_map(to_welcome=False):
            self.commands.close_help()
            self.job.stop()
            clipboard.leave()
            event.accept()
        else:
            event.ignore()
