"""The size of the window and of its interface: zoom and full screen."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, QSize, Qt, QTimer
from PyQt6.QtGui import QScreen
from PyQt6.QtWidgets import QMainWindow, QWidget

from app.theme.appearance import Appearance

TRIES = 8
"""Turns of the event loop in which a window becomes as small again as it was."""


class RememberedSize(QObject):
    """A larger interface may need a larger window; afterwards it has its former size again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._size: QSize | None = None
        self._is_usual = True
        self._tries = 0

    def hold(self) -> None:
        """Remember the present size, unless one is remembered, before the interface grows."""
        if self._size is None and not self._is_bound():
            self._size = self._window.size()

    def forget(self) -> None:
        """A person has chosen another size."""
        self._size = None

    def give_back(self, *, is_usual: bool) -> None:
        """Take the remembered size, as far as the interface fits in it, once it is laid out.

        Where the interface has its usual size again, it is remembered no more.
        """
        self._is_usual = is_usual
        self._tries = TRIES
        QTimer.singleShot(0, self._take)

    def _take(self) -> None:
        size = self._size
        if size is None or self._is_bound():
            return
        self._window.resize(size)
        self._tries -= 1
        # Layouts inside each other tell the window one after the other that they need less.
        if self._window.size() != size and self._tries > 0:
            QTimer.singleShot(0, self._take)
        elif self._is_usual:
            self._size = None

    def _is_bound(self) -> bool:
        return self._window.isFullScreen() or self._window.isMaximized()


USUAL_SIZE = QSize(1280, 800)

TITLE_BAR = 40
"""Pixels that a window's title bar may take; it is known only when the window is shown."""


def first_size(screen: QScreen | None) -> QSize:
    """The size of a first window: the usual one, or what the screen has room for."""
    if screen is None:
        return USUAL_SIZE
    room = screen.availableSize() - QSize(0, TITLE_BAR)
    return USUAL_SIZE.boundedTo(room)


class Presentation:
    """Zooms the interface, and shows the board and its readings only on the full screen."""

    def __init__(
        self,
        window: QMainWindow,
        appearance: Appearance,
        header: QWidget,
        present_parts: tuple[Callable[[bool], None], ...],
    ) -> None:
        self._window, self._appearance, self._header = window, appearance, header
        self._present_parts = present_parts
        self._size = RememberedSize(window)

    def zoom_by(self, by: int) -> None:
        """Make the interface larger or smaller by ``by`` steps; 0 for its usual size."""
        self._size.hold()
        self.fit()
        self._appearance.zoom_by(by)
        self._give_size_back()

    def fit(self) -> None:
        """Keep the interface small enough for the window to fit on its screen."""
        screen = self._window.screen()
        if screen is None:
            return
        if self._window.isFullScreen():
            room = screen.size()
        else:
            frame = self._window.frameSize() - self._window.size()
            room = screen.availableSize() - frame
        least = self._window.minimumSizeHint()
        times = min(room.width() / least.width(), room.height() / least.height())
        self._appearance.limit(self._appearance.theme.zoom * times)

    def toggle(self) -> None:
        """Go to the full screen, or leave it."""
        self._size.hold()
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def take_state(self) -> None:
        """Show what belongs to the window's state, which the window manager may have changed."""
        presenting = self._window.isFullScreen()
        self._header.setVisible(not presenting)
        screen = self._window.screen()
        self._appearance.present(screen.size().width() if screen and presenting else 0)
        for present in self._present_parts:
            present(presenting)
        self.fit()
        if not presenting:
            self._give_size_back()

    def take_size(self) -> None:
        """A person has resized the window."""
        if not self._window.isFullScreen():
            self._size.forget()

    def _give_size_back(self) -> None:
        self._size.give_back(is_usual=self._appearance.zoom <= 1.0)
