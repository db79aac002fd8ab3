"""A menu bar that keeps neither a title lit nor the focus once its menus are closed."""

from PyQt6 import sip
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget


class MenuBar(QMenuBar):
    """Qt's menu bar stays with the title of a menu that Esc has closed, until Esc once more."""

    def __init__(self) -> None:
        super().__init__()
        self._before: QWidget | None = None
        """Where the focus was before a menu was opened."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._let_go)

    def add_menu(self, title: str) -> QMenu:
        """Add an empty menu."""
        menu = QMenu(title, self)
        menu.aboutToShow.connect(self._remember_focus)
        menu.aboutToHide.connect(self._soon.start)
        self.addMenu(menu)
        return menu

    def _remember_focus(self) -> None:
        window = self.window()
        focused = None if window is None else window.focusWidget()
        if focused is not None and focused is not self:
            self._before = focused

    def _let_go(self) -> None:
        """Unless another menu is open by now, as after an arrow key."""
        if QApplication.activePopupWidget() is not None:
            return
        self.setActiveAction(None)
        before, self._before = self._before, None
        window = self.window()
        has_it = window is not None and window.focusWidget() is self
        if has_it and before is not None and not sip.isdeleted(before):
            before.setFocus(Qt.FocusReason.MenuBarFocusReason)
