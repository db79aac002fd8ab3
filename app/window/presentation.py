"""The size of the window and of its interface: zoom and full screen."""

from collections.abc import Callable, Mapping
from math import inf
from time import monotonic

from PyQt6.QtCore import QObject, QSize, Qt, QTimer
from PyQt6.QtGui import QAction, QScreen
from PyQt6.QtWidgets import QMainWindow, QMenu, QWidget

from app.choices.look_switches import switches
from app.theme.appearance import Appearance
from app.window.availability import EXPERIMENTS
from app.words.translate import tr

OWN_CHANGE = 0.5
"""Seconds in which window managers report a size that the window has taken by itself."""

TRIES, APART = 60, 5
"""How often, and so many milliseconds apart, a window is told to be as small again as it was."""


class RememberedSize(QObject):
    """A larger interface may need a larger window; afterwards it has its former size again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._size: QSize | None = None
        self._is_usual = True
        self._tries = 0
        self._changed_at = -inf

    def hold(self) -> None:
        """Remember the present size, unless one is remembered, before the interface grows."""
        self._changed_at = monotonic()
        if self._size is None and not self._is_bound():
            self._size = self._window.size()

    def forget(self) -> None:
        """A person has chosen another size, unless it is the window's own that is reported late."""
        if monotonic() - self._changed_at > OWN_CHANGE:
            self._size = None

    def give_back(self, *, is_usual: bool) -> None:
        """Take the remembered size, as far as the interface fits in it, once it is laid out.

        Where the interface has its usual size again, it is remembered no more.
        """
        self._is_usual = is_usual
        self._changed_at = monotonic()
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
            QTimer.singleShot(APART, self._take)
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


def presentation_menu(window: QWidget, actions: Mapping[str, QAction], by_name: QMenu) -> QMenu:
    """What a class needs while the menus are hidden: demonstrations, experiments, what is shown."""
    menu = QMenu(window)
    menu.setObjectName("presentation_menu")
    for name in ("next_demonstration", "previous_demonstration"):
        menu.addAction(actions[name])
    menu.addMenu(by_name)
    menu.addAction(actions["gallery"])
    menu.addSeparator()
    for name in EXPERIMENTS:
        menu.addAction(actions[name])
    menu.addSeparator()
    shown = QMenu(tr("&Show"), menu)
    for field in switches():
        shown.addAction(actions[f"toggle_{field}"])
    menu.addMenu(shown)
    menu.addSeparator()
    for name in (
        "slower", "faster", "interface_larger", "interface_smaller", "theme_light", "theme_dark"
    ):  # fmt: skip
        menu.addAction(actions[name])
    return menu


class Presentation:
    """Zooms the interface, and shows the board and its readings only on the full screen."""

    def __init__(
        self,
        window: QMainWindow,
        appearance: Appearance,
        header: QWidget,
        present_parts: tuple[Callable[[bool], None], ...],
        readings_times: Callable[[], float],
    ) -> None:
        self._window, self._appearance, self._header = window, appearance, header
        self._present_parts = present_parts
        self._readings_times = readings_times
        self._size = RememberedSize(window)
        # Once layouts know what their new parts need.
        self._soon = QTimer(window)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)

    def zoom_by(self, by: int) -> None:
        """Make the interface larger or smaller by ``by`` steps; 0 for its usual size."""
        self._size.hold()
        self.fit()
        self._appearance.zoom_by(by)
        # What it needs then is known only when it is laid out: lines break elsewhere.
        self._soon.start()
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
        times = min(times, self._readings_times())
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
        self._soon.start()
        if not presenting:
            self._give_size_back()

    def take_size(self) -> None:
        """A person has resized the window."""
        if not self._window.isFullScreen():
            self._size.forget()

    def _give_size_back(self) -> None:
        self._size.give_back(is_usual=self._appearance.zoom <= 1.0)
