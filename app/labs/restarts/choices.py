"""The choices of the restarts: initialisation methods, and restarts of each."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.widgets.check_box import CheckBox
from app.widgets.fields import NumberField
from app.widgets.layouts.tiles import Tiles
from app.words.names import start_names
from app.words.translate import tr
from core.kmeans.seeding import SEEDERS

COUNTS = (10, 10_000)
"""Fewest and most restarts of a method."""

USUAL_COUNT = 1000
USUAL_METHODS = ("random-points", "kmeans++")


class RestartsChoice(QWidget):
    """A check box per method, the number of restarts, and the button that begins."""

    changed = pyqtSignal()

    def __init__(self, start: QPushButton) -> None:
        super().__init__()
        self._boxes = {method: _check_box(method) for method in SEEDERS}
        self._tiles = Tiles(list(self._boxes.values()), 3)
        self._count: float = USUAL_COUNT
        tip = tr("Number of restarts per method; each takes the next seed")
        self._number = NumberField(
            "count", tr("Restarts R"), "restarts_count", tip, logarithmic=True, limits=COUNTS
        )
        self._number.draw(self._count)
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._number, 1)
        self._row.addWidget(start)
        self._column.addWidget(self._tiles)
        self._column.addLayout(self._row)
        for box in self._boxes.values():
            box.clicked.connect(self.changed)
        self._number.chosen.connect(self._on_counted)

    @property
    def methods(self) -> list[str]:
        """The chosen methods: names in SEEDERS."""
        return [method for method, box in self._boxes.items() if box.isChecked()]

    @property
    def count(self) -> int:
        """The number of restarts of each method."""
        return int(self._count)

    def finish(self) -> None:
        """Accept a number that is still being typed."""
        self._number.finish()

    def draw_enabled(self, *, enabled: bool) -> None:
        """Enable or disable the choices."""
        for part in (*self._boxes.values(), self._number):
            part.setEnabled(enabled)

    def apply_theme(self, theme: Theme) -> None:
        for box in self._boxes.values():
            box.apply_theme(theme)
        self._tiles.apply_theme(theme)
        self._number.apply_theme(theme)
        self._row.setSpacing(theme.px(8))
        self._column.setSpacing(theme.px(8))

    def _on_counted(self, _: str, value: object, live: bool) -> None:
        assert isinstance(value, (int, float))
        self._count = value
        self._number.draw(value)


def _check_box(method: str) -> CheckBox:
    box = CheckBox(start_names()[method])
    box.setObjectName(f"restarts_{method}")
    box.setAccessibleName(tr("Restarts of {method}").format(method=box.text()))
    box.setChecked(method in USUAL_METHODS)
    return box
