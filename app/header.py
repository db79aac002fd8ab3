"""The bar at the top: the product's name, the menus, and the buttons used most."""

from collections.abc import Mapping

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QMenuBar, QPushButton, QSizePolicy, QWidget

from app.plain import PlainLabel
from app.theme import LIGHT, Theme
from app.words import tr

LEAST_WIDE = 1000
"""Width from which there is room for the buttons of the experiments."""


class Header(QWidget):
    """Name, menu bar, and a button each for the commands used most."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        name = PlainLabel(tr("Lloydscope"))
        name.setObjectName("product")
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(name)
        self._row.addWidget(self.menus, 1)
        self._labs = [
            _button(tr("Compare"), "compare_button", actions["compare"]),
            _button(tr("Restarts"), "restarts", actions["restarts"]),
            _button(tr("Basin map"), "basins", actions["basin_map"]),
        ]
        self._row.addWidget(_button(tr("Demonstrations"), "open_gallery", actions["gallery"]))
        for button in self._labs:
            self._row.addWidget(button)
        self._row.addWidget(_button(tr("Open…"), "open", actions["open_file"]))
        self._row.addWidget(_button(tr("Present"), "present", actions["full_screen"]))
        self._theme = LIGHT

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._theme = theme
        self._row.setContentsMargins(0, theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Where the window is narrow, the menus are enough."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        for button in self._labs:
            button.setVisible(self.width() >= self._theme.px(LEAST_WIDE))


def _button(text: str, name: str, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    if action.isCheckable():
        button.setCheckable(True)
        button.setChecked(action.isChecked())
        action.toggled.connect(button.setChecked)
    return button
