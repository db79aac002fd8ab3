"""The choices of a basin map: centroid, colouring and resolution."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.labs.basins.colours import Colouring
from app.labs.basins.words import colouring_names
from app.theme.theme import LIGHT, Theme
from app.widgets.fields import ChoiceField, align_labels
from app.words.translate import tr
from core.session.edits.centroid_edits import starting_mark
from core.session.state import State

RESOLUTIONS = (48, 96, 192)
"""Pixels across the board: multiples of 48, which can be halved several times."""


class MapChoices(QWidget):
    """Combo boxes for the centroid, the colouring and the resolution."""

    centroid_chosen = pyqtSignal(object)
    """The starting number of a centroid."""
    colouring_chosen = pyqtSignal()
    resolution_chosen = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.colouring, self.columns = Colouring.INERTIA, 96
        self._theme = LIGHT
        self._centroid = ChoiceField(
            "centroid",
            tr("Centroid"),
            "basin_centroid",
            tr("The centroid that is varied (keys , and .)"),
        )
        self._colour = ChoiceField(
            "colour", tr("Colour"), "basin_colour", tr("What the colours show")
        )
        self._resolution = ChoiceField(
            "pixels", tr("Resolution"), "basin_pixels", tr("Width of the map")
        )
        self._fields = [self._centroid, self._colour, self._resolution]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for field in self._fields:
            self._column.addWidget(field)
            field.chosen.connect(self._on_chosen)

    def draw(self, state: State) -> None:
        numbers = sorted(starting_mark(state).numbers, key=lambda number: state.slots[number])
        names = {number: str(state.slots[number] + 1) for number in numbers}
        self._centroid.draw(state.selected, names)
        self._colour.draw(self.colouring, colouring_names())
        across = {count: tr("{n} pixels").format(n=count) for count in RESOLUTIONS}
        self._resolution.draw(self.columns, across)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._column.setSpacing(theme.px(8))
        for field in self._fields:
            field.apply_theme(theme)
        self._align()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        align_labels(self._fields, self._theme, self.width())

    def _on_chosen(self, field: str, value: object, live: bool) -> None:
        if field == "centroid":
            assert isinstance(value, int)
            self.centroid_chosen.emit(value)
        elif field == "colour":
            assert isinstance(value, Colouring)
            self.colouring = value
            self.colouring_chosen.emit()
        else:
            assert isinstance(value, int)
            self.columns = value
            self.resolution_chosen.emit()
