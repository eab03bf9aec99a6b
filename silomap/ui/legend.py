"""The legend: what shapes, colours and lines mean, and what sizes and colours say when they are used to measure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from silomap.analysis.analyse import Analysis
from silomap.analysis.element_measures import ELEMENT_MEASURES, Numbers, numbers_of, shares
from silomap.i18n import _, figure
from silomap.model.system_map import SystemMap
from silomap.report.picture import style
from silomap.report.picture.drawing import Look
from silomap.report.picture.key import (
    SAMPLE_HEIGHT,
    SAMPLE_WIDTH,
    Entry,
    kind_entry,
    link_entry,
    sector_entry,
    used_kinds,
)
from silomap.report.themes import Theme
from silomap.ui.widgets import Combo

SAMPLE = QSize(round(SAMPLE_WIDTH), round(SAMPLE_HEIGHT))
LARGEST, SMALLEST = 1.4, 0.8
MOST_SECTORS = 8


class Legend(QFrame):
    """It floats at the foot of the canvas, at the left."""

    look_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName(_("Legend"))
        self.theme = theme
        self.size_by = self.colour_by = ""
        self._map = SystemMap()
        self._result: Analysis | None = None
        self._shown: object = None
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        box.addWidget(self._rows)
        self.size_combo = self._combo(box, _("Size"))
        self.colour_combo = self._combo(box, _("Colour"))
        self._scale = QLabel()
        self._scale.setObjectName("hint")
        box.addWidget(self._scale)
        self.size_combo.activated.connect(lambda i: self.measure(self.size_combo.itemData(i), self.colour_by))
        self.colour_combo.activated.connect(lambda i: self.measure(self.size_by, self.colour_combo.itemData(i)))
        self.hide()

    def _combo(self, box: QVBoxLayout, title: str) -> Combo:
        line = QHBoxLayout()
        label = QLabel(title)
        label.setObjectName("section")
        label.ensurePolished()
        widest = max(label.fontMetrics().horizontalAdvance(text) for text in (_("Size"), _("Colour")))
        label.setFixedWidth(widest + 8)
        combo = Combo()
        combo.setAccessibleName(title)
        combo.setMinimumContentsLength(16)
        combo.addItem(_("says nothing") if title == _("Size") else _("says the sector"), "")
        for row in ELEMENT_MEASURES.values():
            combo.addItem(_(row.title), row.code)
        line.addWidget(label)
        line.addWidget(combo, 1)
        box.addLayout(line)
        return combo

    def show_map(self, system_map: SystemMap, result: Analysis | None) -> None:
        """The legend of this map; only what is on it is explained."""
        self._map, self._result = system_map, result
        kinds, links = used_kinds(system_map)
        sectors = tuple((s.id, s.label, s.colour) for s in system_map.sectors)
        if (kinds, links, sectors) != self._shown:
            self._shown = (kinds, links, sectors)
            self._fill(kinds, links, sectors)
        if self.size_by or self.colour_by:
            self.measure(self.size_by, self.colour_by)

    def _fill(
        self, kinds: tuple[str, ...], links: tuple[str, ...], sectors: tuple[tuple[str, str, str | None], ...]
    ) -> None:
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        theme = self.theme
        samples = [kind_entry(kind, theme) for kind in kinds] + [link_entry(kind, theme) for kind in links]
        signs: list[tuple[QPixmap | None, str]] = [(_drawn(entry), entry.words) for entry in samples]
        colours: list[tuple[QPixmap | None, str]] = [
            (_drawn(sector_entry(label, own or style.sector_colour(index), theme)), label)
            for index, (_key, label, own) in enumerate(sectors[:MOST_SECTORS])
        ]
        if len(sectors) > MOST_SECTORS:
            colours.append((None, _("and {n} more sectors", n=len(sectors) - MOST_SECTORS)))
        for column, entries in enumerate((signs, colours)):
            for row, (picture, text) in enumerate(entries):
                self._entry(row, column * 2, picture, text)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        QTimer.singleShot(0, self, self.place)  # when the texts have their style

    def _entry(self, row: int, column: int, picture: QPixmap | None, text: str) -> None:
        sample, words = QLabel(), QLabel()
        words.setTextFormat(Qt.TextFormat.PlainText)
        if picture is not None:
            sample.setPixmap(picture)
        sample.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setText(words.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 150))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setObjectName("legendWords")
        sample.setFixedWidth(SAMPLE.width())
        self._grid.addWidget(sample, row, column)
        self._grid.addWidget(words, row, column + 1)

    def measure(self, size_by: str, colour_by: str) -> None:
        """Sizes and colours say these measures from now on; "" for none."""
        self.size_by, self.colour_by = size_by, colour_by
        self.size_combo.setCurrentIndex(max(0, self.size_combo.findData(size_by)))
        self.colour_combo.setCurrentIndex(max(0, self.colour_combo.findData(colour_by)))
        sizes = numbers_of(size_by, self._map, self._result) if size_by else {}
        colours = numbers_of(colour_by, self._map, self._result) if colour_by else {}
        is_flat = not sizes or min(sizes.values()) == max(sizes.values())
        scales = (
            {} if is_flat else {k: SMALLEST + (LARGEST - SMALLEST) * share**0.5 for k, share in shares(sizes).items()}
        )
        fills = {k: self._fill_of(share) for k, share in shares(colours).items()}
        self._scale.setText("\n".join(filter(None, (_range(_("Size"), sizes), _range(_("Colour"), colours)))))
        self._scale.setVisible(bool(self._scale.text()))
        self.look_changed.emit(Look(scales, fills))
        self.place()

    def _fill_of(self, share: float) -> str:
        """One hue from light to dark, in five steps that can be told apart without seeing colours."""
        step = min(4, int(share * 5)) / 4
        return style.mixed(style.mixed(self.theme.surface, self.theme.accent, 0.10), self.theme.accent, step)

    def place(self) -> None:
        """At the foot of the canvas."""
        parent = self.parentWidget()
        if parent is not None:
            self.layout().activate()
            self.resize(self.layout().sizeHint())
            self.move(14, max(60, parent.height() - self.height() - 18 - getattr(parent, "foot", 0)))


def _range(title: str, numbers: Numbers) -> str:
    if not numbers:
        return ""
    low, high = min(numbers.values()), max(numbers.values())
    return _("{title}: {low} to {high}", title=title, low=figure(low), high=figure(high))


def _drawn(entry: Entry) -> QPixmap:
    picture = QPixmap(SAMPLE * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    entry.sample(painter, QRectF(0, 0, SAMPLE.width(), SAMPLE.height()))
    painter.end()
    return picture
