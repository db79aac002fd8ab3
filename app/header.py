"""The bar at the top: the product's name, the menus, and the buttons used most."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QPushButton, QSizePolicy, QWidget

from app.theme import Theme
from app.words import tr


class Header(QWidget):
    """Name, menu bar, and a button each for demonstrations, opening a file and presenting."""

    def __init__(self, gallery: QAction, open_file: QAction, present: QAction) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        name = QLabel(tr("Lloydscope"))
        name.setObjectName("product")
        self.menus = QMenuBar()
        self.menus.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.addWidget(name)
        self._row.addWidget(self.menus, 1)
        self._row.addWidget(_button(tr("Demonstrations"), "open_gallery", gallery))
        self._row.addWidget(_button(tr("Open…"), "open", open_file))
        self._row.addWidget(_button(tr("Present"), "present", present))

    def dress(self, theme: Theme) -> None:
        """Take the theme's sizes."""
        self._row.setContentsMargins(0, theme.px(6), theme.px(12), theme.px(6))
        self._row.setSpacing(theme.px(8))


def _button(text: str, name: str, action: QAction) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(action.toolTip())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    return button
