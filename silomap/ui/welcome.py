"""The first screen: start, open, learn; and the maps that were open last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from silomap.i18n import LANGUAGES, _, language, ngettext
from silomap.report.picture.glyphs import glyph_pixmap
from silomap.report.picture.style import mixed
from silomap.report.themes import Theme
from silomap.ui.settings import Recent, thumbnail_path
from silomap.ui.widgets import Combo

WIDEST = 1080
THUMBNAIL = QSize(310, 122)


class Welcome(QWidget):
    """Tells what is wanted; it opens nothing itself."""

    wanted = Signal(str)
    recent_wanted = Signal(str)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, theme_choice: str, recents: list[Recent]) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self._theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(scroll)
        page = QWidget()
        scroll.setWidget(page)
        across = QHBoxLayout(page)
        across.setContentsMargins(40, 0, 40, 30)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        across.addStretch(1)
        across.addWidget(column, 30)
        across.addStretch(1)
        box = QVBoxLayout(column)
        box.setContentsMargins(0, 14, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._preferences(theme_choice))
        box.addSpacing(34)
        hero = QLabel(_("See where help falls apart, and which link would join it up."))
        hero.setObjectName("hero")
        hero.setWordWrap(True)
        hero.setMinimumWidth(200)
        lead = QLabel(_("Draw who does what for whom. SiloMap shows the gaps between sectors."))
        lead.setObjectName("lead")
        lead.setWordWrap(True)
        lead.setMinimumWidth(200)
        box.addWidget(hero)
        box.addSpacing(10)
        box.addWidget(lead)
        box.addSpacing(26)
        box.addLayout(self._choices())
        tour = QPushButton(_("New here? A tour of two minutes"))
        tour.setProperty("link", True)
        tour.clicked.connect(lambda: self.wanted.emit("tour"))
        box.addSpacing(14)
        box.addWidget(tour, 0, Qt.AlignmentFlag.AlignLeft)
        if recents:
            box.addSpacing(30)
            heading = QLabel(_("Recent"))
            heading.setObjectName("heading")
            box.addWidget(heading)
            box.addSpacing(14)
            box.addLayout(self._recents(recents))
        box.addStretch(1)

    def _preferences(self, theme_choice: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStretch()
        languages = Combo()
        languages.setAccessibleName(_("Language"))
        for code, name in LANGUAGES.items():
            languages.addItem(name, code)
        languages.setCurrentIndex(languages.findData(language()))
        languages.activated.connect(lambda i: self.language_chosen.emit(languages.itemData(i)))
        themes = Combo()
        themes.setAccessibleName(_("Theme"))
        for code, name in (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        ):
            themes.addItem(name, code)
        themes.setCurrentIndex(max(0, themes.findData(theme_choice)))
        themes.activated.connect(lambda i: self.theme_chosen.emit(themes.itemData(i)))
        for combo in (languages, themes):
            combo.setMinimumWidth(130)
            line.addWidget(combo)
        return line

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(18)
        t = self._theme
        rows = (
            (
                "new_map",
                "map",
                t.accent,
                _("Start a workshop map"),
                _("A blank map: draw sectors, services and needs while people talk"),
            ),
            (
                "open_map",
                "open",
                t.warning,
                _("Open a map"),
                _("Continue where you stopped, or review a saved map"),
            ),
            (
                "example_turin",
                "learn",
                t.joined,
                _("Learn with an example"),
                _("Turin: labour, housing and care, as it was and as it could be"),
            ),
        )
        for index, (name, icon, colour, title, text) in enumerate(rows):
            card = ChoiceCard(title)
            card.clicked.connect(lambda _on=False, n=name: self.wanted.emit(n))
            picture = QLabel()
            picture.setFixedSize(36, 36)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setPixmap(glyph_pixmap(icon, colour, 20, 2.0))
            picture.setStyleSheet(f"background: {mixed(t.surface, colour, 0.13)}; border-radius: 8px;")
            card.add(picture)
            card.box.addSpacing(8)
            card.add(_label(title, "choiceTitle"))
            card.add(_label(text, "choiceText"))
            card.box.addStretch()
            grid.addWidget(card, 0, index)
            grid.setColumnStretch(index, 1)
        return grid

    def _recents(self, recents: list[Recent]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(18)
        for index, recent in enumerate(recents[:6]):
            title = recent.title or Path(recent.path).stem
            card = ChoiceCard(title)
            card.clicked.connect(lambda _on=False, p=recent.path: self.recent_wanted.emit(p))
            card.box.setContentsMargins(12, 12, 12, 12)
            picture = QLabel()
            picture.setObjectName("thumbnail")
            picture.setFixedHeight(THUMBNAIL.height())
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            pixmap = QPixmap(str(thumbnail_path(recent.path)))
            if not pixmap.isNull():
                pixmap.setDevicePixelRatio(2.0)
                picture.setPixmap(pixmap)
            card.add(picture)
            card.add(_label(title, "heading"))
            about = ngettext("{n} element", "{n} elements", recent.elements)
            if recent.score:
                about += " · " + _("score {number}", number=recent.score)
            card.add(_label(f"{about} · {recent.opened}", "hint"))
            grid.addWidget(card, index // 3, index % 3)
        for index in range(3):
            grid.setColumnStretch(index, 1)
        return grid


class ChoiceCard(QPushButton):
    """A large button with a small page on it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("choice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(18, 18, 18, 18)
        self.box.setSpacing(4)

    def add(self, label: QLabel) -> None:
        """Adds a label that leaves clicks to the card."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.box.addWidget(label)

    def sizeHint(self) -> QSize:
        return self.box.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        width = max(180, self.width())
        return QSize(180, max(self.box.totalMinimumSize().height(), self.box.totalHeightForWidth(width)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
