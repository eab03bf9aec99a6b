"""The look of widgets: one style sheet made from the colours of the drawing, light and dark."""

from __future__ import annotations

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from silomap.report.picture.fonts import FAMILY, font, load_fonts
from silomap.report.picture.style import DARK, LIGHT, THEMES, Theme, mixed

CHOICES = ("system", "light", "dark")


def resolve(choice: str) -> Theme:
    """The theme behind a choice; "system" follows the desktop."""
    if choice in THEMES:
        return THEMES[choice]
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme.name == "Dark" else LIGHT


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Gives the whole program a look."""
    load_fonts()
    app.setFont(font(13))
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, theme.window),
        (roles.WindowText, theme.ink),
        (roles.Base, theme.surface),
        (roles.AlternateBase, theme.window),
        (roles.Text, theme.ink),
        (roles.Button, theme.surface),
        (roles.ButtonText, theme.ink),
        (roles.Highlight, theme.accent),
        (roles.HighlightedText, theme.surface),
        (roles.ToolTipBase, theme.ink),
        (roles.ToolTipText, theme.surface),
        (roles.PlaceholderText, theme.hint),
        (roles.Link, theme.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.hint))
    app.setPalette(palette)
    app.setStyleSheet(sheet(theme))


def sheet(t: Theme) -> str:
    """The style sheet."""
    red_tint = mixed(t.surface, t.missing, 0.12)
    warm_tint = mixed(t.surface, t.warning, 0.14)
    on_accent = t.window if t.is_dark else "#ffffff"
    return f"""
* {{ font-family: "{FAMILY}"; font-size: 13px; color: {t.ink}; outline: 0; }}
QMainWindow, QDialog, #editor, #welcome {{ background: {t.window}; }}
QToolTip {{ background: {t.ink}; color: {t.surface}; border: 0; padding: 5px 8px; }}
#topbar {{ background: {t.surface}; border-bottom: 1px solid {t.hairline}; }}
#mapTitle {{ font-size: 14px; font-weight: 600; border: 0; background: transparent; text-align: left; padding: 0; }}
#mapTitle:hover {{ color: {t.accent}; }}
#savedState {{ color: {t.hint}; font-size: 12px; }}
#savedState[problem="true"] {{ color: {t.missing}; font-weight: 600; }}
QMenuBar {{ background: transparent; border: 0; }}
QMenuBar::item {{ padding: 7px 10px; border-radius: 7px; background: transparent; color: {t.ink}; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {t.hover}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 8px; padding: 6px; }}
QMenu::item {{ padding: 7px 26px 7px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.accent_tint}; }}
QMenu::item:disabled {{ color: {t.hint}; }}
QMenu::separator {{ height: 1px; background: {t.hairline}; margin: 5px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
QMenu::icon {{ left: 8px; }}
QPushButton {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 8px; padding: 7px 13px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 6px 12px; }}
QPushButton:disabled {{ color: {t.hint}; }}
QPushButton[primary="true"] {{ background: {t.accent}; color: {on_accent}; border-color: {t.accent}; font-weight: 500; }}
QPushButton[primary="true"]:hover {{ background: {mixed(t.accent, t.ink, 0.15)}; }}
QPushButton[small="true"] {{ padding: 4px 10px; font-size: 12px; border-radius: 6px; }}
QPushButton[small="true"]:focus {{ padding: 3px 9px; }}
QPushButton[alarm="true"] {{ background: {t.missing}; color: {on_accent}; border-color: {t.missing}; font-weight: 500; }}
QPushButton[alarm="true"]:focus {{ border-color: {t.ink}; }}
QPushButton[flat="true"] {{ border-color: transparent; background: transparent; color: {t.secondary}; }}
QPushButton[flat="true"]:hover {{ background: {t.hover}; color: {t.ink}; }}
QPushButton[link="true"] {{ border: 0; background: transparent; color: {t.accent}; padding: 1px 0; font-size: 12px; text-align: left; }}
QPushButton[link="true"]:focus {{ text-decoration: underline; }}
#rail {{ background: {t.surface}; border-right: 1px solid {t.hairline}; }}
#rail QToolButton {{ border: 0; border-radius: 8px; padding: 7px 0 5px 0; color: {t.secondary}; font-size: 11px; background: transparent; }}
#rail QToolButton:hover {{ background: {t.hover}; }}
#rail QToolButton:checked {{ background: {t.accent_tint}; color: {t.accent}; }}
#rail QToolButton:focus {{ border: 2px solid {t.accent}; padding: 5px 0 3px 0; }}
#rail QToolButton:disabled {{ color: {t.hairline}; }}
QGraphicsView {{ border: 0; background: {t.canvas}; }}
#panel {{ background: {t.surface}; border-left: 1px solid {t.hairline}; }}
#tabs {{ border-bottom: 1px solid {t.hairline}; }}
#tabs QPushButton {{ border: 0; border-bottom: 2px solid transparent; border-radius: 0; background: transparent; color: {t.secondary}; padding: 11px 6px 9px 6px; }}
#tabs QPushButton:checked {{ color: {t.accent}; border-bottom-color: {t.accent}; font-weight: 500; }}
#tabs QPushButton:focus {{ color: {t.ink}; background: {t.hover}; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {mixed(t.surface, t.secondary, 0.32)}; border-radius: 3px; min-height: 28px; min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; width: 0; height: 0; }}
#card {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 10px; }}
#card:hover {{ border-color: {t.hint}; }}
#card[current="true"] {{ border: 2px solid {t.missing}; }}
#card:focus {{ border: 2px solid {t.accent}; }}
#cardKind {{ font-size: 12px; font-weight: 600; }}
#cardKind[tone="missing"] {{ color: {t.missing}; }}
#cardKind[tone="warning"] {{ color: {t.warning}; }}
#cardKind[tone="plain"] {{ color: {t.accent}; }}
#cardSay {{ font-weight: 600; }}
#cardDetail, #hint {{ color: {t.secondary}; font-size: 12px; }}
#ask {{ color: {t.ink}; font-size: 12px; font-style: italic; }}
#section {{ color: {t.secondary}; font-size: 12px; font-weight: 600; }}
#question {{ font-size: 14px; font-weight: 600; }}
#divider {{ background: {t.hairline}; max-height: 1px; min-height: 1px; border: 0; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 8px; padding: 7px 10px; selection-background-color: {t.accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {t.accent}; padding: 6px 9px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {t.hint}; background: {t.window}; }}
QLineEdit#inline {{ border: 2px solid {t.accent}; border-radius: 8px; padding: 4px 8px; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox QAbstractItemView, QListWidget {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 8px; padding: 4px; selection-background-color: {t.accent_tint}; selection-color: {t.ink}; }}
QListWidget::item {{ padding: 7px 10px; border-radius: 6px; }}
QListWidget::item:selected, QListWidget::item:hover {{ background: {t.accent_tint}; color: {t.ink}; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {t.hint}; border-radius: 4px; background: {t.surface}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QCheckBox::indicator:indeterminate {{ background: {t.hairline}; }}
QCheckBox::indicator:focus {{ border: 2px solid {t.accent}; }}
#scale QPushButton {{ border: 1px solid {t.hairline}; border-radius: 6px; padding: 6px 0; background: {t.surface}; color: {t.secondary}; }}
#scale QPushButton:hover {{ background: {t.hover}; }}
#scale QPushButton:checked {{ background: {t.accent}; color: {on_accent}; border-color: {t.accent}; }}
#scale QPushButton:focus {{ border: 2px solid {t.accent}; padding: 5px 0; }}
#scale QPushButton:checked:focus {{ border-color: {t.ink}; }}
#statusbar {{ background: {t.surface}; border-top: 1px solid {t.hairline}; }}
#statusbar QLabel {{ color: {t.secondary}; font-size: 12px; }}
#statusbar QPushButton {{ border: 0; background: transparent; color: {t.secondary}; font-size: 12px; padding: 3px 7px; border-radius: 5px; }}
#statusbar QPushButton:hover {{ background: {t.hover}; }}
#statusbar QPushButton:focus {{ color: {t.accent}; }}
#banner {{ background: {warm_tint}; border-bottom: 1px solid {t.hairline}; }}
#banner[problem="true"] {{ background: {red_tint}; }}
#banner[problem="true"] QLabel {{ color: {t.missing}; font-weight: 600; }}
#toast {{ background: {t.ink}; border-radius: 10px; }}
#toast QLabel {{ color: {t.surface}; }}
#empty {{ background: transparent; }}
#emptyTitle {{ font-size: 20px; font-weight: 600; }}
#emptyText {{ color: {t.secondary}; font-size: 14px; }}
#brand {{ font-size: 15px; font-weight: 600; }}
#hero {{ font-size: 34px; font-weight: 700; }}
#lead {{ font-size: 16px; color: {t.secondary}; }}
#heading {{ font-weight: 600; }}
#choice {{ background: {t.surface}; border: 1px solid {t.hairline}; border-radius: 10px; text-align: left; }}
#choice:hover {{ border-color: {t.hint}; }}
#choice:focus {{ border: 2px solid {t.accent}; }}
#choiceTitle {{ font-size: 15px; font-weight: 600; }}
#choiceText {{ color: {t.secondary}; }}
#thumbnail {{ background: {t.canvas}; border: 1px solid {t.hairline}; border-radius: 6px; }}
"""
