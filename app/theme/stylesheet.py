"""The style sheet, the palette and the font of the interface."""

import re
from dataclasses import fields

from PyQt6.QtGui import QFont, QPalette
from PyQt6.QtWidgets import QApplication

from app.theme.theme import DRESSED, Theme, _family


def apply(theme: Theme, app: QApplication) -> None:
    """Dress the whole application in ``theme``, unless it is."""
    sheet = style_sheet(theme)
    if app.styleSheet() == sheet:
        return  # a further window need not restyle all widgets
    if app.property(DRESSED) is None:
        # Once: under a style sheet, another style object would undo the fonts of widgets.
        app.setStyle("Fusion")
        app.setProperty(DRESSED, True)
    # Taken off first: Qt styles every widget several times where one sheet follows another.
    app.setStyleSheet("")
    app.setPalette(qt_palette(theme))
    app.setFont(interface_font(theme))
    app.setStyleSheet(sheet)


def interface_font(theme: Theme) -> QFont:
    """The interface's font, at the theme's zoom."""
    font = QFont()
    if family := _family():
        font.setFamily(family)
    font.setPixelSize(theme.letters(13))
    return font


def qt_palette(theme: Theme) -> QPalette:
    """The theme as a QPalette, for all that a style sheet does not reach."""
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "panel"),
        (roles.AlternateBase, "window"),
        (roles.Text, "text"),
        (roles.Button, "panel"),
        (roles.ButtonText, "text"),
        (roles.ToolTipBase, "panel"),
        (roles.ToolTipText, "text"),
        (roles.PlaceholderText, "quiet"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Link, "accent"),
        (roles.Light, "panel"),
        (roles.Midlight, "hairline"),
        (roles.Mid, "hairline"),
        (roles.Dark, "groove"),
        (roles.Shadow, "hairline"),
    ):
        palette.setColor(role, theme.colour(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("groove"))
    return palette


def style_sheet(theme: Theme) -> str:
    """The theme as a style sheet, sizes in whole pixels at its zoom."""
    text = _SHEET
    for field in fields(theme):
        text = text.replace(f"@{field.name};", f"{getattr(theme, field.name)};")
    # Just half the smaller side: Qt draws square corners where a radius is larger.
    handle = min(theme.px(12) + 2, theme.px(4) + 2 * theme.px(5)) // 2
    text = text.replace("@handle_radius;", f"{handle}px;")
    text = re.sub(
        r"font-size: @(\d+)px", lambda found: f"font-size: {theme.letters(int(found[1]))}px", text
    )
    for size in range(60, -1, -1):
        text = text.replace(f"@{size}px", f"{theme.px(size)}px")
    return text


_SHEET = """
* { outline: none; }
QMainWindow, QDialog { background: @window; }
QToolTip { background: @panel; color: @text; border: 1px solid @hairline; padding: @4px; }

#header { background: @panel; border-bottom: 1px solid @hairline; }
#product { font-weight: 700; font-size: @15px; padding: 0 @6px 0 @14px; }
#header QToolButton#more {
    background: @panel; border: 1px solid @hairline; border-radius: @6px; padding: @5px @8px;
}
#header QToolButton#more::menu-indicator { image: none; }
#header QToolButton#more:focus { border-color: @accent; }
#header QMenuBar { background: transparent; border: none; }
#header QMenuBar::item { padding: @5px @8px; border-radius: @5px; background: transparent; }
#header QMenuBar::item:selected { background: @hover; }
QMenu { background: @panel; border: 1px solid @hairline; padding: @4px; }
QMenu::item { padding: @5px @22px @5px @22px; border-radius: @4px; }
QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:disabled { color: @groove; }
QMenu::separator { height: 1px; background: @hairline; margin: @4px @6px; }

QPushButton {
    background: @panel; color: @text; border: 1px solid @hairline; border-radius: @6px;
    padding: @5px @12px; min-height: @16px;
}
QPushButton:hover { background: @hover; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @groove; }
QPushButton:checked { background: @hover; border-color: @accent; color: @text; }
QPushButton#present { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton#present:focus { border-color: @text; }

#side { background: @window; border: none; }
#side > QWidget > QWidget { background: @window; }
QToolButton#sectionHeader {
    border: none; background: transparent; color: @quiet; font-weight: 600; font-size: @11px;
    padding: @2px 0; text-align: left;
}
QToolButton#sectionHeader:focus, QToolButton#sectionHeader:hover { color: @accent; }
QLabel#heading { color: @quiet; font-weight: 600; font-size: @11px; }
QLabel#storyTitle { font-weight: 700; font-size: @17px; }
QLabel#quiet { color: @quiet; }
QLabel#formula {
    background: @panel; border: 1px solid @hairline; border-radius: @6px; padding: @6px @9px;
    font-family: "STIX Two Text", "DejaVu Serif", serif; font-style: italic;
}
QLabel#verdict {
    background: @panel; color: @text; border: none; border-left: 3px solid @accent;
    padding: @8px @10px;
}
QLabel#verdict[tone="warning"] { border-left-color: @warning; }

QLineEdit {
    background: @panel; color: @text; border: 1px solid @hairline; border-radius: @6px;
    padding: @5px @8px; selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit:focus { border-color: @accent; }
QLabel#cardTitle { font-weight: 600; font-size: @14px; }
QLabel#cardWatch { font-size: @12px; }
QLabel#cardExpected { color: @quiet; font-size: @12px; }

#demonstration { background: @panel; border: none; border-left: 3px solid @accent; }
QLabel#demonstrationTitle { font-weight: 600; }
#demonstration QPushButton {
    font-size: @12px; padding: @2px @7px; border-radius: @5px; min-height: @14px;
}
#demonstration QPushButton:checked {
    background: @accent; color: @on_accent; border-color: @accent;
}
#demonstration QPushButton:checked:focus { border-color: @text; }

QSpinBox, QDoubleSpinBox, QComboBox {
    background: @panel; color: @text; border: 1px solid @hairline; border-radius: @5px;
    padding: @3px @6px; min-height: @18px; selection-background-color: @accent;
    selection-color: @on_accent;
}
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border-color: @accent; }
QComboBox { padding-left: @5px; padding-right: 0; }
QComboBox::drop-down { border: none; width: @13px; }
QComboBox QAbstractItemView {
    background: @panel; border: 1px solid @hairline; selection-background-color: @accent;
    selection-color: @on_accent;
}

QSlider:horizontal { min-height: @20px; }
QSlider::groove:horizontal { height: @4px; border-radius: @2px; background: @track; }
QSlider::sub-page:horizontal { height: @4px; border-radius: @2px; background: @accent; }
QSlider::handle:horizontal {
    width: @12px; height: @12px; margin: -@5px 0; border-radius: @handle_radius;
    background: @panel; border: 1px solid @accent;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: @accent; }

QTableView {
    background: transparent; border: none; gridline-color: transparent;
    selection-background-color: @hover; selection-color: @text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; border: none; color: @quiet; font-size: @11px; padding: @2px;
}

QSplitter::handle { background: @hairline; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: @8px; margin: 0; }
QScrollBar::handle:vertical {
    background: @track; border-radius: @4px; min-height: @24px;
}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; height: 0; width: 0;
}

#transport { background: @panel; border-top: 1px solid @hairline; }
#transport QToolButton {
    background: @panel; border: 1px solid @hairline; border-radius: @17px;
    min-width: @34px; min-height: @34px; max-width: @34px; max-height: @34px; padding: 0;
}
#transport QToolButton:hover { background: @hover; }
#transport QToolButton:focus { border-color: @accent; }
#transport QToolButton#playButton {
    background: @accent; border-color: @accent; border-radius: @21px;
    min-width: @42px; min-height: @42px; max-width: @42px; max-height: @42px;
}
#transport QToolButton#playButton:focus { border-color: @text; }
#transport QToolButton:disabled { background: @window; }

#away, #hint { background: @panel; border: 1px solid @hairline; border-radius: @8px; }
#tools { background: @panel; border: 1px solid @hairline; border-radius: @8px; }
#tools QToolButton { border: 1px solid transparent; border-radius: @5px; padding: @3px; }
#tools QToolButton:hover { background: @hover; }
#tools QToolButton:checked { background: @hover; border-color: @accent; }
#tools QToolButton:focus { border-color: @text; }
QPushButton[slim="true"] { padding-left: @5px; padding-right: @5px; }
#card { background: @panel; border: 1px solid @hairline; border-radius: @6px; }
#card[best="true"] { border-color: @text; }
#card QPushButton, #bar QPushButton { padding: @3px @9px; }
#card QPushButton[sign="true"] { padding: @3px 0; }
#bar QPushButton::menu-indicator { image: none; width: 0; }
QLabel#barTitle { font-weight: 700; font-size: @15px; padding: 0 @6px; }

#plot_room { background: @panel; border: 1px solid @hairline; }
#work_bar { background: @panel; border: 1px solid @hairline; border-radius: @8px; }
QProgressBar { background: @track; border: none; border-radius: @3px; }
QProgressBar::chunk { background: @accent; border-radius: @3px; }

#banner { background: @panel; border: 1px solid @hairline; border-left: 3px solid @accent; }
#banner[tone="error"], #banner[tone="refusal"] { border-left-color: @warning; }
#banner QToolButton, #hint QToolButton { border: none; background: transparent; }
#chartPlot { border: none; }
"""
