"""Help beside the map: a search, and what a finding, a number or a word means, with a small map."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from silomap.analysis.finding import Finding
from silomap.i18n import _, language
from silomap.model.system_map import SystemMap
from silomap.model.tidying import by_sector
from silomap.report.help import AREAS, FINDINGS, Topic, example, topics
from silomap.report.picture.drawing import Drawing
from silomap.report.picture.perspective import SILO, Arranged
from silomap.report.sentences import words
from silomap.report.themes import Theme
from silomap.ui.task_job import TaskJob
from silomap.ui.theme import scaled
from silomap.ui.widgets import Page, Words

TOPIC = Qt.ItemDataRole.UserRole
SIZE = (940, 660)
ASIDE, PICTURE = 300, 300
ROOM = 24.0
LARGEST = 1.0
"""the drawing is never larger than on the map itself"""


class Example(QGraphicsView):
    """A small map that is only looked at, as large as its place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.drawing = Drawing(theme)
        self.setScene(self.drawing)
        self.setObjectName("example")
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(self.renderHints().Antialiasing | self.renderHints().TextAntialiasing)
        self.setFixedHeight(scaled(PICTURE))

    def show_example(self, system_map: SystemMap, finding: Finding | None) -> None:
        """Draws a small map and, once it is known, what is missing on it."""
        self.drawing.show_map(system_map, seen_as=Arranged(SILO, by_sector(system_map)))
        self.drawing.set_detail(True)
        self.drawing.set_missing(finding.missing if finding is not None else ())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        area = self.drawing.content_rect().adjusted(-ROOM, -ROOM, ROOM, ROOM)
        self.setSceneRect(area)
        self.resetTransform()
        room = self.viewport().size()
        factor = min(LARGEST, room.width() / max(area.width(), 1.0), room.height() / max(area.height(), 1.0))
        self.scale(factor, factor)


class HelpWindow(QDialog):
    """It stays open beside the map; Esc closes it."""

    def __init__(self, parent: QWidget, theme: Theme, code: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._topics, self._theme = topics(), theme
        self._bold = QFont(self.font())
        self._bold.setBold(True)
        self._findings: dict[str, Finding] = {}
        self.job = TaskJob("silomap.report.help_worker", self)
        self.job.done.connect(lambda _name, findings: self._found(findings))
        self.job.start("examples", language())
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 16, 0, 0)
        line.setSpacing(16)
        line.addWidget(self._aside())
        line.addWidget(self._page(theme), 1)
        room = parent.size()
        self.resize(min(scaled(SIZE[0]), room.width() - 40), min(scaled(SIZE[1]), room.height() - 60))
        self._filter("")
        self.show_topic(code or self._topics[0].code)
        self.line.setFocus()

    def _aside(self) -> QWidget:
        aside = QWidget()
        aside.setFixedWidth(scaled(ASIDE))
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 0, 0, 16)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Search findings, numbers, words"))
        self.line.setAccessibleName(_("Search findings, numbers, words"))
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Help"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.none = Words("hint")
        self.none.setText(_("Nothing here speaks of that. Try another word."))
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        return aside

    def _page(self, theme: Theme) -> QWidget:
        page = Page(_("Help"))
        column = page.column
        column.setContentsMargins(8, 4, 24, 20)
        column.setSpacing(12)
        self.area = QLabel()
        self.area.setObjectName("section")
        self.title, self.text = Words("question"), Words("plainText")
        self.example = Example(theme)
        self.example.setFrameShape(QFrame.Shape.NoFrame)
        self.said, self.how = Words("prompt"), Words("hint")
        for widget in (self.area, self.title, self.text, self.example, self.said, self.how):
            column.addWidget(widget)
        column.addStretch()
        return page

    def show_topic(self, code: str) -> None:
        """Opens a page by its code."""
        for number in range(self.list.count()):
            topic = self.list.item(number).data(TOPIC)
            if topic is not None and topic.code == code:
                self.list.setCurrentRow(number)
                return

    def _filter(self, typed: str) -> None:
        found = [topic for topic in self._topics if topic.fits(typed)]
        self.list.clear()
        for area in AREAS:
            rows = [topic for topic in found if topic.area == area]
            if rows:
                heading = QListWidgetItem(_(area))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setForeground(QColor(self._theme.secondary))
                heading.setFont(self._bold)
                self.list.addItem(heading)
            for topic in rows:
                item = QListWidgetItem(topic.title)
                item.setData(TOPIC, topic)
                self.list.addItem(item)
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)
        if found:
            self.list.setCurrentRow(1)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        topic: Topic | None = item.data(TOPIC) if item is not None else None
        if topic is None:
            return
        self.area.setText(_(topic.area))
        self.title.setText(topic.title)
        self.text.setText(topic.text)
        is_finding = topic.area == FINDINGS
        self.said.hide()
        self.example.setVisible(is_finding)
        if is_finding:
            self._show_example(topic.code)
        how = (topic.formula, _("Source: {source}", source=topic.source) if topic.source else "")
        self.how.setText("\n".join(filter(None, how)))
        self.how.setVisible(bool(topic.formula or topic.source))

    def _show_example(self, code: str) -> None:
        system_map, finding = example(code), self._findings.get(code)
        self.example.show_example(system_map, finding)
        if finding is not None:
            said = _("Of this small map SiloMap says: {sentence}", sentence=words(system_map, finding).say)
            self.said.setText(said)
            self.example.setAccessibleName(said)
            self.said.show()

    def _found(self, findings: object) -> None:
        self._findings = cast(dict[str, Finding], findings)
        self._chosen(self.list.currentItem())

    def done(self, result: int) -> None:
        """Closed in whatever way."""
        self.job.cancel()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search line lead through what was found."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if way:
                self._step(way)
                return True
        return super().eventFilter(watched, event)

    def _step(self, way: int) -> None:
        row = self.list.currentRow() + way
        while 0 <= row < self.list.count():
            if self.list.item(row).data(TOPIC) is not None:
                self.list.setCurrentRow(row)
                return
            row += way
