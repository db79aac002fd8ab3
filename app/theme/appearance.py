"""The chosen theme and the size of the interface."""

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from app.theme import stylesheet
from app.theme import theme as themes
from app.theme.theme import ZOOMS, Theme

PRESENTED_WIDTH = 900
"""Pixels of width at zoom 1 that a presentation is laid out for."""

LEAST_WINDOW = (620, 350)
"""Width and height in pixels at zoom 1 below which a window is hard to use."""

ALWAYS = 1.5
"""Size of the interface that can be chosen on any screen."""


class Appearance(QObject):
    """Dresses the application, and tells the window so that it dresses its widgets."""

    changed = pyqtSignal(object)
    """The new `Theme`."""

    def __init__(self, parent: QObject, name: str = "system", zoom: float = 1.0) -> None:
        super().__init__(parent)
        self._name, self._zoom = name, zoom
        self._presented_on = 0
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def name(self) -> str:
        """The choice: "system" or a name in THEMES."""
        return self._name

    @property
    def zoom(self) -> float:
        """The size of the interface, one of ZOOMS."""
        return self._zoom

    @property
    def theme(self) -> Theme:
        """The theme that follows from the choice, and from the system where that is chosen."""
        hints = QGuiApplication.styleHints()
        dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        room = self._presented_on / PRESENTED_WIDTH
        zoom = max([self._zoom, *(size for size in ZOOMS if 1.0 < size <= room)])
        return themes.themed(self._name, dark, zoom)

    def choose(self, name: str, zoom: float | None = None) -> None:
        """Take another theme, and another size of the interface where one is given."""
        self._name = name
        self._zoom = self._zoom if zoom is None else zoom
        self.apply_theme()

    def present(self, width: int) -> None:
        """Be as large as a screen of so many pixels allows, for the last row of a lecture hall.

        0 ends that: the interface is as large as was chosen.
        """
        if width != self._presented_on:
            self._presented_on = width
            self.apply_theme()

    def zoom_by(self, by: int) -> None:
        """Make the interface ``by`` sizes larger; 0 makes it normal."""
        place = ZOOMS.index(self._zoom) + by if by else ZOOMS.index(1.0)
        fitting = [size for size in ZOOMS if size <= max(self._largest(), self._zoom)]
        self._zoom = fitting[min(max(place, 0), len(fitting) - 1)]
        self.apply_theme()

    def _largest(self) -> float:
        """The largest size at which the smallest window fits on the screen."""
        screen = QGuiApplication.primaryScreen()
        if screen is None:
            return ALWAYS
        room = screen.availableSize()
        wide, high = LEAST_WINDOW
        return max(ALWAYS, min(room.width() / wide, room.height() / high))

    def apply_theme(self) -> None:
        """Dress the application, then let the widgets follow."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        stylesheet.apply(self.theme, app)
        self.changed.emit(self.theme)

    def _on_system_changed(self) -> None:
        if self._name == "system":
            self.apply_theme()
