"""The chosen theme and the size of the interface."""

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from app.theme import stylesheet
from app.theme import theme as themes
from app.theme.theme import ZOOMS, Theme

PRESENTED_WIDTH = 900
"""Pixels of width at zoom 1 that a presentation is laid out for."""


class Appearance(QObject):
    """Dresses the application, and tells the window so that it dresses its widgets."""

    changed = pyqtSignal(object)
    """The new `Theme`."""

    def __init__(self, parent: QObject, name: str = "system", zoom: float = 1.0) -> None:
        super().__init__(parent)
        self._name, self._zoom = name, zoom
        self._largest = ZOOMS[-1]
        # While presenting, the size of the interface and the one it began with.
        self._presented: tuple[float, float] | None = None
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def name(self) -> str:
        """The choice: "system" or a name in THEMES."""
        return self._name

    @property
    def zoom(self) -> float:
        """The chosen size of the interface, one of ZOOMS; what is shown may be smaller."""
        return self._zoom

    @property
    def theme(self) -> Theme:
        """The theme that follows from the choice, and from the system where that is chosen."""
        hints = QGuiApplication.styleHints()
        dark = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        return themes.themed(self._name, dark, self._fitting(self._wanted))

    @property
    def _wanted(self) -> float:
        return self._presented[0] if self._presented else self._zoom

    def _fitting(self, zoom: float) -> float:
        """The largest size up to ``zoom`` that fits; the usual one and those below always do."""
        return max(size for size in ZOOMS if size <= max(self._largest, 1.0) and size <= zoom)

    def choose(self, name: str, zoom: float | None = None) -> None:
        """Take another theme, and another size of the interface where one is given."""
        self._name = name
        self._zoom = self._zoom if zoom is None else zoom
        self.apply_theme()

    def present(self, width: int) -> None:
        """Be as large as a screen of so many pixels allows, for the last row of a lecture hall.

        0 ends that: the interface is as large as was chosen.
        """
        if bool(width) == bool(self._presented):
            return
        room = width / PRESENTED_WIDTH
        first = max([self._zoom, *(size for size in ZOOMS if 1.0 < size <= room)])
        self._presented = (first, first) if width else None
        self.apply_theme()

    def limit(self, largest: float) -> None:
        """Let no size above ``largest`` be shown: the window would not fit on its screen.

        The choice is kept, for a screen with more room.
        """
        shown = self._fitting(self._wanted)
        self._largest = largest
        if self._fitting(self._wanted) != shown:
            self.apply_theme()

    def zoom_by(self, by: int) -> None:
        """Make the interface ``by`` sizes larger; 0 makes it normal.

        While presenting, the size of the presentation changes, not the chosen one.
        """
        usual = self._presented[1] if self._presented else 1.0
        place = ZOOMS.index(self._fitting(self._wanted)) + by
        zoom = self._fitting(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]) if by else usual
        if self._presented:
            self._presented = (zoom, usual)
        else:
            self._zoom = zoom
        self.apply_theme()

    def apply_theme(self) -> None:
        """Dress the application, then let the widgets follow."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        stylesheet.apply(self.theme, app)
        self.changed.emit(self.theme)

    def _on_system_changed(self) -> None:
        if self._name == "system":
            self.apply_theme()
