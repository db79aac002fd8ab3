"""The left column of the window."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent

from app.choices.clusters import ClustersPanel
from app.choices.data import DataPanel
from app.choices.look import LookPanel
from app.theme.theme import Theme
from app.widgets.column import SIDE, SideColumn
from app.widgets.fields import align_labels
from app.words.translate import tr
from core.runs.recipe import FILE
from core.session.state import State


class Choices(SideColumn):
    """What a person chooses: data, clusters, what is shown."""

    chosen = pyqtSignal(str, object, bool)
    settled = pyqtSignal()
    switched = pyqtSignal(str, bool)

    def __init__(self, new_points: QAction, new_starts: QAction) -> None:
        super().__init__(tr("Settings"))
        self._data = DataPanel(new_points)
        self._clusters = ClustersPanel(new_starts)
        self._look = LookPanel()
        for panel in (self._data, self._clusters, self._look):
            self._stack.addWidget(panel)
        self._stack.addStretch()
        for chooser in (self._data, self._clusters):
            chooser.chosen.connect(self.chosen)
            chooser.settled.connect(self.settled)
        self._look.switched.connect(self.switched)

    def draw(self, state: State) -> None:
        """Show the choices of ``state``, or those whose run is being computed."""
        chosen = state.chosen
        # Of another file nothing is known before it is read.
        table = state.run.data.table
        is_known = chosen.shape != FILE or (
            table is not None
            and chosen.file == state.recipe.file
            and max(chosen.columns) < len(table.columns)
        )
        self._data.draw(chosen if is_known else state.recipe, state.run.data)
        self._clusters.draw(chosen)
        self._look.draw(state.look, state.run.data.truth is not None)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for panel in (self._data, self._clusters, self._look):
            panel.apply_theme(theme)
        self._align()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put labels above their fields where there is no room beside them."""
        super().resizeEvent(event)
        if self._is_dressed:
            self._align()

    def _align(self) -> None:
        rows = [*self._data.rows, *self._clusters.rows]
        align_labels(rows, self._theme, self.width() - 2 * self._theme.px(SIDE))
        self.allow_any_width(self._is_behind)

    @property
    def _needed(self) -> int:
        rows = [*self._data.rows, *self._clusters.rows]
        least = max(self._look.minimumSizeHint().width(), *(row.least_width for row in rows))
        return least + 2 * self._theme.px(SIDE)
