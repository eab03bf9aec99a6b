"""The fields of the details panel: one class a shape of attribute, each shows a value and tells when it is edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import _
from silomap.model.system_map import SystemMap
from silomap.model.vocabulary import CHOICE_TITLES, Attribute
from silomap.report.picture.style import sector_colour
from silomap.report.themes import SECTOR_COLOURS
from silomap.ui.widgets import Combo, Tick

SEVERAL = object()
"""The value shown where the selected elements differ."""
TYPING = 600


class Field(QWidget):
    """A field for one attribute."""

    edited = Signal(object)

    def __init__(self, row: Attribute) -> None:
        super().__init__()
        self.row = row
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)

    def show_value(self, value: Any) -> None:
        """Shows a value, or SEVERAL."""

    def flush(self) -> None:
        """Tells of an edit that is still being typed."""


class TextField(Field):
    """A line of text, or tags separated by commas; typing is one step."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        self.line = QLineEdit()
        self.line.setAccessibleName(_(row.title))
        self.box.addWidget(self.line)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPING)
        self._later.timeout.connect(self.flush)
        self.line.textEdited.connect(self._later.start)
        self.line.editingFinished.connect(self.flush)
        self._shown: Any = None

    def show_value(self, value: Any) -> None:
        self._shown = value
        text = "" if value is None or value is SEVERAL else self._text(value)
        if self.line.text() != text and not self._later.isActive():
            self.line.setText(text)
        self.line.setPlaceholderText(_("(several)") if value is SEVERAL else "")

    def flush(self) -> None:
        was_typing = self._later.isActive() or self.line.isModified()
        self._later.stop()
        value = self._value(self.line.text())
        if was_typing and value != self._shown and not (self._shown is SEVERAL and not self.line.text()):
            self.line.setModified(False)
            self.edited.emit(value)

    def _text(self, value: Any) -> str:
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def _value(self, text: str) -> Any:
        if self.row.shape == "tags":
            return tuple(part.strip() for part in text.split(",") if part.strip())
        if self.row.shape == "count":
            digits = text.replace(" ", "").replace(".", "").replace(",", "")
            return int(digits) if digits.isdigit() else (None if not digits else text)
        return text.strip()


class LongField(Field):
    """Several lines of text, or own fields as “name: value” lines."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        self.area = _Area()
        self.area.setAccessibleName(_(row.title))
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(74)
        self.box.addWidget(self.area)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(TYPING)
        self._later.timeout.connect(self.flush)
        self.area.textChanged.connect(self._later.start)
        self.area.left.connect(self.flush)
        self._shown: Any = None
        if row.shape == "pairs":
            self.area.setPlaceholderText(_("name: value, one a line"))

    def show_value(self, value: Any) -> None:
        self._shown = value
        if self._later.isActive():
            return
        text = "" if value is None or value is SEVERAL else self._text(value)
        if self.area.toPlainText() != text:
            with QSignalBlocker(self.area):
                self.area.setPlainText(text)
        if self.row.shape != "pairs":
            self.area.setPlaceholderText(_("(several)") if value is SEVERAL else "")

    def flush(self) -> None:
        if not self._later.isActive():
            return
        self._later.stop()
        value = self._value(self.area.toPlainText())
        if value != self._shown:
            self.edited.emit(value)

    def _text(self, value: Any) -> str:
        return "\n".join(f"{k}: {v}" for k, v in value) if self.row.shape == "pairs" else str(value)

    def _value(self, text: str) -> Any:
        if self.row.shape != "pairs":
            return text.strip()
        pairs = (line.partition(":") for line in text.splitlines() if line.strip())
        return tuple(sorted((name.strip(), value.strip()) for name, _colon, value in pairs if name.strip()))


class _Area(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ScaleField(Field):
    """1 to 5 as buttons; the one that is on takes the value away."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        holder = QWidget()
        holder.setObjectName("scale")
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for value in range(1, 6):
            button = QPushButton(str(value))
            button.setCheckable(True)
            button.setAccessibleName(_("{name}: {value} of 5", name=_(row.title), value=value))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, value)
            line.addWidget(button)
        self._group.idClicked.connect(self._clicked)
        self.box.addWidget(holder)
        self._value: Any = None

    def show_value(self, value: Any) -> None:
        self._value = value
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == value)

    def _clicked(self, value: int) -> None:
        self.edited.emit(None if value == self._value else value)


class ChoiceField(Field):
    """One of a few words, or one of the sectors; the first entry is none."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        self.combo = Combo()
        self.combo.setAccessibleName(_(row.title))
        self.box.addWidget(self.combo)
        self.combo.activated.connect(lambda index: self.edited.emit(self.combo.itemData(index)))
        for choice in row.choices:
            self.combo.addItem(_(CHOICE_TITLES[choice]), choice)
        self.combo.insertItem(0, _("(not said)"), None)

    def show_sectors(self, system_map: SystemMap) -> None:
        """Offers the sectors of the map."""
        self.combo.clear()
        self.combo.addItem(_("(no sector)"), None)
        for index, sector in enumerate(system_map.sectors):
            picture = QPixmap(12, 12)
            picture.fill(QColor(sector.colour or sector_colour(index)))
            self.combo.addItem(QIcon(picture), sector.label or sector.id, sector.id)

    def show_value(self, value: Any) -> None:
        self.combo.setPlaceholderText(_("(several)"))
        self.combo.setCurrentIndex(-1 if value is SEVERAL else max(0, self.combo.findData(value)))


class FlagField(Field):
    """Yes or no."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        self.check = Tick(_(row.title))
        self.box.addWidget(self.check)
        self.check.clicked.connect(lambda: self.edited.emit(self.check.checkState() != Qt.CheckState.Unchecked))

    def show_value(self, value: Any) -> None:
        self.check.setTristate(value is SEVERAL)
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        self.check.setCheckState(Qt.CheckState.PartiallyChecked if value is SEVERAL else state)


class ColourField(Field):
    """A colour of the palette; the one that is on takes it away, so that the map chooses."""

    def __init__(self, row: Attribute) -> None:
        super().__init__(row)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._buttons: dict[str, QPushButton] = {}
        for number, colour in enumerate(SECTOR_COLOURS, start=1):
            button = QPushButton()
            button.setFixedSize(28, 28)
            button.setAccessibleName(_("Colour {n}", n=number))
            button.clicked.connect(lambda _on=False, c=colour: self._clicked(c))
            line.addWidget(button)
            self._buttons[colour] = button
        line.addStretch()
        self.box.addWidget(holder)
        self._value: Any = None

    def show_value(self, value: Any) -> None:
        self._value = value
        for colour, button in self._buttons.items():
            ring = "palette(window-text)" if colour == value else colour
            button.setStyleSheet(
                f"QPushButton {{ background: {colour}; border: 3px solid {ring}; border-radius: 14px; padding: 0; }}"
            )

    def _clicked(self, colour: str) -> None:
        self.edited.emit(None if colour == self._value else colour)


FIELDS: dict[str, type[Field]] = {
    "text": TextField,
    "tags": TextField,
    "count": TextField,
    "long": LongField,
    "pairs": LongField,
    "scale": ScaleField,
    "choice": ChoiceField,
    "ref": ChoiceField,
    "flag": FlagField,
    "colour": ColourField,
}
