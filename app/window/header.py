"""The bar at the top: the product's name, the menus, and the buttons used most."""

from collections.abc import Mapping

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.theme.theme import LIGHT, Theme
from app.widgets.labels.plain_label import PlainLabel
from app.widgets.menu_bar import MenuBar
from app.window.commands import SEPARATED, all_commands
from app.words.translate import tr

IMPORTANCE = (
    "full_screen", "gallery", "compare", "restarts", "basin_map", "choose_k", "open_file"
)  # fmt: skip
"""Commands with a button, in the order in which they keep it where the window is narrow."""


class Header(QWidget):
    """Name, menu bar, and a button each for the commands used most."""

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = PlainLabel(tr("Lloydscope"))
        self._name.setObjectName("product")
        self.menus = MenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._name)
        # macOS takes the menu bar out of the window: its room stays, for the buttons' sake.
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.menus)
        place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row.addWidget(place, 1)
        buttons = {
            "gallery": _button(tr("Demonstrations"), "open_gallery", actions["gallery"]),
            "compare": _button(tr("Compare"), "compare_button", actions["compare"]),
            "restarts": _button(tr("Restarts"), "restarts", actions["restarts"]),
            "basin_map": _button(tr("Basin map"), "basins", actions["basin_map"]),
            "choose_k": _button(tr("Choose K"), "choose_k", actions["choose_k"]),
            "open_file": _button(tr("Open…"), "open", actions["open_file"]),
            "full_screen": _button(tr("Present"), "present", actions["full_screen"]),
        }
        self._actions, self._buttons = actions, buttons
        for button in buttons.values():
            self._row.addWidget(button)
        self._more = QToolButton()
        self._more.setText("»")
        self._more.setObjectName("more")
        self._more.setAccessibleName(tr("More"))
        self._more.setToolTip(tr("The buttons that do not fit"))
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more_menu = QMenu(self._more)
        self._more.setMenu(self._more_menu)
        self._row.addWidget(self._more)
        self._theme = LIGHT

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._row.setContentsMargins(0, theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._make_room()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Only now is known how wide the menus are."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Show the buttons that fit, the most used first; the others are in a menu."""
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        room = self.width() - margins.left() - margins.right() - self._more.sizeHint().width()
        room -= self._name.sizeHint().width() + self.menus.sizeHint().width() + 3 * gap
        shown = set()
        for name in IMPORTANCE:
            room -= self._buttons[name].sizeHint().width() + gap
            if room < 0:
                break
            shown.add(name)
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
        self._more.setVisible(len(shown) < len(self._buttons))
        self._more_menu.clear()
        self._more_menu.addActions([self._actions[n] for n in self._buttons if n not in shown])


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


def fill_menus(bar: MenuBar, actions: Mapping[str, QAction], shows: QMenu) -> None:
    """Put every command into its menu, and the list of demonstrations after their gallery."""
    menus: dict[str, QMenu] = {}
    for command in all_commands():
        if command.menu not in menus:
            menus[command.menu] = _menu(bar, command.menu)
        if command.name in SEPARATED:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(actions[command.name])
        if command.name == "gallery":
            menus[command.menu].addMenu(shows)


def _menu(bar: MenuBar, title: str) -> QMenu:
    menu = bar.add_menu(title)
    menu.setToolTipsVisible(True)
    return menu
