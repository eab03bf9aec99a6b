"""What a report is to hold: parts, comparison, language, paper, title, logo, kind of file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from silomap.errors import UserError
from silomap.i18n import LANGUAGES, _, explain, language
from silomap.report.document.wish import PAPERS, PARTS
from silomap.report.document.write import SUFFIXES, read_logo
from silomap.ui import files
from silomap.ui.settings import Settings
from silomap.ui.states import State
from silomap.ui.widgets import Combo, Tick, Words

PAPER_TITLES = {"A4": "A4", "letter": "Letter"}
WIDTH = 700


class ReportDialog(QDialog):
    """Asked before a report is written; what was chosen last is remembered."""

    def __init__(
        self, parent: QWidget, title: str, states: list[tuple[State, str]], usual: State | None, settings: Settings
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.logo = b""
        self.setWindowTitle(_("Report"))
        self.setMinimumWidth(WIDTH)
        box = QVBoxLayout(self)
        box.setContentsMargins(22, 18, 22, 18)
        box.setSpacing(12)
        lead = Words("hint")
        lead.setText(_("One page for who decides, then everything that stands behind it."))
        box.addWidget(lead)
        form = QFormLayout()
        form.setSpacing(8)
        self.kind = self._combo([(_(name), suffix) for suffix, name in SUFFIXES.items()], "report_kind", ".pdf")
        self.title = QLineEdit(title)
        self.language = self._combo([(name, code) for code, name in LANGUAGES.items()], "report_language", language())
        self.paper = self._combo([(PAPER_TITLES[name], name) for name in PAPERS], "report_paper", "A4")
        self.compared = Combo()
        self.compared.addItem(_("with nothing"), None)
        for state, name in states:
            self.compared.addItem(name, state)
        for index in range(self.compared.count()):  # findData compares Python objects by identity
            if self.compared.itemData(index) == usual:
                self.compared.setCurrentIndex(index)
        for name, widget in (
            (_("File"), self.kind),
            (_("Title"), self.title),
            (_("Language"), self.language),
            (_("Paper"), self.paper),
            (_("Compare"), self.compared),
        ):
            widget.setAccessibleName(name)
            form.addRow(name, widget)
        form.addRow(_("Logo"), self._logo_line())
        box.addLayout(form)
        self.story = Tick(_("The story of the map, a slide a step"))
        self.story.toggled.connect(lambda _on: self._show_kind())
        box.addWidget(self.story)
        box.addWidget(self._heading(_("Parts")))
        box.addLayout(self._parts())
        self.problem = Words("warning")
        self.problem.hide()
        box.addWidget(self.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write_button = buttons.addButton(_("Write the report…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write_button.setDefault(True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self._show_kind()

    @staticmethod
    def _heading(text: str) -> QLabel:
        label = QLabel(text)
        label.setObjectName("heading")
        return label

    def _combo(self, rows: list[tuple[str, str]], name: str, usual: str) -> Combo:
        combo = Combo()
        for text, data in rows:
            combo.addItem(text, data)
        combo.setCurrentIndex(max(0, combo.findData(self._settings.text(name, usual))))
        return combo

    def _logo_line(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        self.logo_name = QLabel(_("none"))
        self.logo_name.setObjectName("hint")
        self.logo_name.setTextFormat(Qt.TextFormat.PlainText)
        choose = QPushButton(_("Choose…"))
        choose.setProperty("small", True)
        choose.clicked.connect(self._choose_logo)
        line.addWidget(choose)
        line.addWidget(self.logo_name, 1)
        known = self._settings.text("report_logo")
        if known and Path(known).exists():
            self.take_logo(Path(known))
        return holder

    def _parts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        left_out = set(self._settings.text("report_left_out").split(","))
        self.parts: dict[str, Tick] = {}
        for number, (code, title) in enumerate(PARTS.items()):
            tick = Tick(_(title))
            tick.setChecked(code not in left_out)
            tick.toggled.connect(lambda _on: self._show_kind())
            grid.addWidget(tick, *divmod(number, 2))
            self.parts[code] = tick
        return grid

    def _choose_logo(self) -> None:
        path = files.ask_open(self, _("Logo"), files.logo_kinds())
        if path is not None:
            self.take_logo(path)

    def take_logo(self, path: Path) -> None:
        """A picture for the first page; a sentence where it is none."""
        try:
            self.logo = read_logo(path)
        except UserError as error:
            self.tell(explain(error))
            return
        self.logo_name.setText(path.name)
        self._settings.set_text("report_logo", str(path))

    def tell(self, text: str) -> None:
        """What is wrong."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _show_kind(self) -> None:
        """What this kind of file can be told, and whether anything is chosen."""
        suffix = self.kind.currentData()
        self.paper.setEnabled(suffix in (".pdf", ".docx"))
        self.story.setVisible(suffix == ".pptx")
        for tick in self.parts.values():
            tick.setEnabled(not self.is_story)
        self.write_button.setEnabled(self.is_story or any(tick.isChecked() for tick in self.parts.values()))

    def _accept(self) -> None:
        self._settings.set_text("report_kind", self.kind.currentData())
        self._settings.set_text("report_language", self.language.currentData())
        self._settings.set_text("report_paper", self.paper.currentData())
        left_out = [code for code, tick in self.parts.items() if not tick.isChecked()]
        self._settings.set_text("report_left_out", ",".join(left_out))
        self.accept()

    @property
    def is_story(self) -> bool:
        """Whether slides of the story are wished."""
        return self.story.isChecked() and self.kind.currentData() == ".pptx"

    @property
    def chosen_parts(self) -> tuple[str, ...]:
        """The parts that are ticked."""
        return tuple(code for code, tick in self.parts.items() if tick.isChecked())
