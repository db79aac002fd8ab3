"""The menus, filled from the commands and the demonstrations."""

from collections.abc import Mapping

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QMenuBar, QWidget

from app.window.commands import SEPARATED, all_commands
from app.words.names import group_names
from app.words.translate import tr
from core.teaching.demonstrations import GROUPS, demonstrations


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction], shows: QMenu) -> None:
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


def _menu(bar: QMenuBar, title: str) -> QMenu:
    menu = QMenu(title, bar)
    menu.setToolTipsVisible(True)
    bar.addMenu(menu)
    return menu


class DemonstrationMenu(QObject):
    """The menu of demonstrations by name, a menu in it for each group."""

    requested = pyqtSignal(object)
    """The `Demonstration` that a person chose."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.menu = QMenu(tr("Demonstration by &name"), parent)
        self.menu.setObjectName("demonstrations")
        groups = {name: QMenu(group_names()[name], self.menu) for name in GROUPS}
        for group in groups.values():
            group.setToolTipsVisible(True)
            self.menu.addMenu(group)
        for demonstration in demonstrations().values():
            action = QAction(tr(demonstration.title), self)
            action.setObjectName(f"demonstration_{demonstration.id}")
            action.setToolTip(tr(demonstration.watch))
            action.setData(demonstration.id)
            action.triggered.connect(self._on_triggered)
            groups[demonstration.group].addAction(action)

    def _on_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.requested.emit(demonstrations()[action.data()])
