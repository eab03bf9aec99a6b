"""Where two sides disagree: each place is settled by a person, one by one or all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import _
from silomap.model.changes import Conflict
from silomap.model.system_map import SystemMap
from silomap.report.conflicts import Choice, conflict_choice
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words


class SettleDialog(QDialog):
    """A question for each disagreement, with two answers. `takes_theirs` says what was chosen, in the same order."""

    def __init__(self, parent: QWidget, lead: str, choices: Sequence[Choice], ours: str, theirs: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Settle what disagrees"))
        self.resize(scaled(640), min(scaled(620), scaled(190) + scaled(112) * len(choices)))
        box = QVBoxLayout(self)
        box.setSpacing(10)
        said = Words("plainText")
        said.setText(lead)
        box.addWidget(said)
        page = Page(_("Settle what disagrees"))
        page.column.setSpacing(8)
        self.rows: list[tuple[QRadioButton, QRadioButton]] = []
        for choice in choices:
            page.column.addWidget(self._row(choice, ours, theirs))
        page.column.addStretch()
        box.addWidget(page, 1)
        line = QHBoxLayout()
        for text, is_theirs in ((_("All: {name}", name=ours), False), (_("All: {name}", name=theirs), True)):
            button = QPushButton(text)
            button.setProperty("small", True)
            button.clicked.connect(lambda _on=False, t=is_theirs: self.take_all(t))
            line.addWidget(button)
        line.addStretch()
        box.addLayout(line)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Settle it so"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Not now"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)

    def _row(self, choice: Choice, ours: str, theirs: str) -> QFrame:
        frame = QFrame()
        frame.setObjectName("card")
        box = QVBoxLayout(frame)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(4)
        about = Words("cardSay")
        about.setText(choice.about)
        box.addWidget(about)
        group = QButtonGroup(frame)
        buttons = []
        for name, value in ((ours, choice.ours), (theirs, choice.theirs)):
            button = QRadioButton(_("{name}: {value}", name=name, value=value).replace("&", "&&"))
            button.setAccessibleDescription(choice.about)
            group.addButton(button)
            box.addWidget(button)
            buttons.append(button)
        buttons[1].setChecked(True)
        self.rows.append((buttons[0], buttons[1]))
        return frame

    def take_all(self, theirs: bool) -> None:
        """Chooses one side everywhere."""
        for row in self.rows:
            row[theirs].setChecked(True)

    @property
    def takes_theirs(self) -> list[bool]:
        """Whether the other side holds, for each disagreement."""
        return [theirs.isChecked() for _ours, theirs in self.rows]


def ask_to_settle(
    parent: QWidget,
    lead: str,
    conflicts: Sequence[Conflict],
    maps: tuple[SystemMap, SystemMap],
    names: tuple[str, str],
) -> Callable[[Conflict], bool] | None:
    """Asks about every disagreement; None where the person does not want to say now. `maps` and `names` are those of
    the map and of the other side."""
    choices = [conflict_choice(conflict, *maps) for conflict in conflicts]
    dialog = SettleDialog(parent, lead, choices, *names)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    keys = [(conflict.id, conflict.field) for conflict in conflicts]
    takes = dict(zip(keys, dialog.takes_theirs, strict=True))
    dialog.deleteLater()
    return (lambda conflict: takes[conflict.id, conflict.field]) if accepted else None
