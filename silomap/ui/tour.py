"""Two minutes over the real window: what is where, in eight sentences; skipped at any moment, repeated at will."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from silomap.i18n import N_, _
from silomap.ui.editor import Editor
from silomap.ui.theme import scaled
from silomap.ui.topbar import TopBar
from silomap.ui.widgets import Words

WIDTH, GAP, EDGE = 340, 14, 12
KEYS = {Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1}
"""as for a presentation"""


class Stop(NamedTuple):
    """A place in the window and what to say of it."""

    title: str
    text: str
    place: Callable[[Editor, TopBar], QWidget | None]


STOPS = (
    Stop(
        N_("The map"),
        N_(
            "Regions are sectors. In them stand who does something, what they offer and what people lack; below, the "
            "groups of people. Drag anything; press Ctrl+Z to go back, as far as you like."
        ),
        lambda editor, _top: editor.canvas,
    ),
    Stop(
        N_("Write it down as it is said"),
        N_(
            "One line here draws an actor in its sector, its service, the need and the links between them. Press / "
            "to come here from anywhere."
        ),
        lambda editor, _top: editor.capture,
    ),
    Stop(
        N_("Or draw"),
        N_("Choose a kind and click where it belongs. To link two, pull from the edge of one to the other."),
        lambda editor, _top: editor.rail,
    ),
    Stop(
        N_("What the map says"),
        N_(
            "With every change SiloMap tells where responses fall apart and what to do first. Point at a finding to "
            "light it on the map, click it to go there. “How is this counted?” shows what a number counts."
        ),
        lambda editor, _top: editor.side,
    ),
    Stop(
        N_("Links that are missing"),
        N_("Dashed lines on the map are links that people's needs ask for. Choose here how many are drawn."),
        lambda editor, _top: editor.views.bar.ghosts,
    ),
    Stop(
        N_("Try it without spoiling anything"),
        N_("A scenario is a copy to try things in. Compare it with today, and keep versions of the map."),
        lambda editor, _top: editor.views.bar.scenario,
    ),
    Stop(
        N_("The same map with other eyes"),
        N_(
            "Lanes are how organisations see it, the journey is how a person lives it, the matrix shows sector "
            "against sector, the overview is for who decides."
        ),
        lambda editor, _top: editor.views.bar.views,
    ),
    Stop(
        N_("Everything by its name"),
        N_("Ctrl+K finds any element and runs any command. F1 explains every finding, number and word."),
        lambda _editor, top: top.find_button,
    ),
)


class Tour(QWidget):
    """It lies over the window and lets everything under it be used; it ends with its window's page."""

    def __init__(self, window: QWidget, editor: Editor, top: TopBar) -> None:
        super().__init__(window)
        self.number = 0
        self._is_over = False
        self._editor, self._top = editor, top
        self.frame = QFrame(window)
        self.frame.setObjectName("tourFrame")
        self.frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setObjectName("tourCard")
        outer.addWidget(card)
        box = self._box = QVBoxLayout(card)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        self.count = QLabel()
        self.count.setObjectName("hint")
        self.title, self.text = Words("question"), Words("plainText")
        box.addWidget(self.count)
        box.addWidget(self.title)
        box.addWidget(self.text)
        line = QHBoxLayout()
        self.leave, self.back, self.forward = QPushButton(_("Skip the tour")), QPushButton(_("Back")), QPushButton()
        self.leave.setProperty("link", True)
        self.forward.setProperty("primary", True)
        self.leave.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.go(-1))
        self.forward.clicked.connect(lambda: self.go(1))
        for button in (self.leave, self.back, self.forward):
            button.installEventFilter(self)
        line.addWidget(self.leave)
        line.addStretch()
        line.addWidget(self.back)
        line.addWidget(self.forward)
        box.addLayout(line)
        self.setFixedWidth(scaled(WIDTH))
        window.installEventFilter(self)
        editor.destroyed.connect(self.end)
        self._show()

    def go(self, way: int) -> None:
        """The next place or the one before; behind the last it is over."""
        if self.number + way >= len(STOPS):
            self.end()
            return
        self.number = max(0, self.number + way)
        self._show()

    @property
    def target(self) -> QRect:
        """Where what is spoken of stands, in the window."""
        widget = STOPS[self.number].place(self._editor, self._top)
        return QRect(widget.mapTo(self.window(), QPoint(0, 0)), widget.size()) if widget is not None else QRect()

    def _show(self) -> None:
        stop = STOPS[self.number]
        is_last = self.number + 1 == len(STOPS)
        self.count.setText(_("{n} of {whole}", n=self.number + 1, whole=len(STOPS)))
        self.title.setText(_(stop.title))
        self.text.setText(_(stop.text))
        self.back.setVisible(self.number > 0)
        self.leave.setVisible(not is_last)
        self.forward.setText(_("Begin to work") if is_last else _("Next"))
        self.setAccessibleName(f"{_(stop.title)}. {_(stop.text)}")
        self._place()
        self.show()
        self.frame.show()
        self.frame.raise_()
        self.raise_()
        self.forward.setFocus()

    def _place(self) -> None:
        """The frame around the target, the card beside it: below, above, right or left of it, else on it."""
        around = self.target.adjusted(-3, -3, 3, 3).intersected(self.window().rect())
        self.frame.setGeometry(around)
        self._box.invalidate()
        self.setFixedHeight(self._box.totalHeightForWidth(self.width()))
        size, room = self.size(), self.window().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        middle = around.center()
        places = (
            QPoint(middle.x() - size.width() // 2, around.bottom() + GAP),
            QPoint(middle.x() - size.width() // 2, around.top() - GAP - size.height()),
            QPoint(around.right() + GAP, middle.y() - size.height() // 2),
            QPoint(around.left() - GAP - size.width(), middle.y() - size.height() // 2),
        )
        boxes = [_within(QRect(place, size), room) for place in places]
        free = [box for box in boxes if not box.intersects(around)]
        self.setGeometry(free[0] if free else _within(QRect(middle, size).translated(-size.width() // 2, 0), room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It follows the size of the window; its keys work on its buttons, too."""
        if watched is self.window():
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in KEYS:
            self.go(KEYS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def end(self, *_what: object) -> None:
        """It is over, once: by a button, by the last step, or because its map was closed."""
        if not self._is_over:
            self._is_over = True
            for widget in (self.frame, self):
                widget.hide()
                widget.deleteLater()


def _within(box: QRect, room: QRect) -> QRect:
    x = max(room.left(), min(box.left(), room.right() - box.width()))
    y = max(room.top(), min(box.top(), room.bottom() - box.height()))
    return QRect(QPoint(x, y), box.size())
