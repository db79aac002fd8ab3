"""The small charts, one for each criterion, in as many columns as there is room for."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QWidget

from app.labs.choose_k.chart import KChart
from app.labs.choose_k.curves import curves_of
from app.theme.theme import LIGHT, Theme
from core.experiments.choose_k import KTable

CHARTS = ("inertia", "silhouette", "calinski_harabasz", "davies_bouldin", "gap", "f_k", "bic")
"""The criteria, as `curves_of` names them."""

TWO_COLUMNS = 402
"""Pixels at zoom 1 from which the charts stand in two columns."""


class KCharts(QWidget):
    """A chart for each criterion."""

    k_chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._charts = {name: KChart(name) for name in CHARTS}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._theme = LIGHT
        for chart in self._charts.values():
            chart.k_chosen.connect(self.k_chosen)
        self._arrange()

    def draw(self, table: KTable, shown: int | None) -> None:
        """Show the curves of ``table``, and mark the K that is ``shown`` on the board."""
        for curve in curves_of(table):
            self._charts[curve.name].draw(curve, shown)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chart in self._charts.values():
            chart.apply_theme(theme)
        self._grid.setSpacing(theme.px(8))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the charts in one column or in two, as there is room."""
        columns = 2 if self.width() >= self._theme.px(TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, chart in enumerate(self._charts.values()):
            self._grid.addWidget(chart, place // columns, place % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
