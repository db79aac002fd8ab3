"""The chart of inertia over the half-steps."""

import sys
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.line import Line
from app.theme import LIGHT, Theme
from app.words import number, tr
from core.run import Run

if TYPE_CHECKING:
    from app.panels.cost_plot import CostPlot


class CostChart(QWidget):
    """Inertia after every half-step, ● assign and ○ update, with a cursor at the one shown.

    The plot itself is made just after the window was painted first: the import of pyqtgraph and
    the making of its scene take a quarter of the time to the first window.
    """

    seek_requested = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cost_chart")
        self.setAccessibleName(tr("Inertia over the half-steps"))
        self._heading = QLabel(tr("Inertia").upper())
        self._heading.setObjectName("heading")
        self._now = Line("inertia_now", Qt.AlignmentFlag.AlignRight, bold=True, size=11)
        self._now.setAccessibleName(tr("Inertia now"))
        self._room = QWidget()
        self._room.setObjectName("plot_room")
        self._room.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inside = QVBoxLayout(self._room)
        self._inside.setContentsMargins(1, 1, 1, 1)
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addWidget(self._now, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._room)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._plot: CostPlot | None = None
        self._run: Run | None = None
        self._position = 0.0
        self._theme = LIGHT
        self._is_making = False

    def draw(self, run: Run, position: float) -> None:
        """Show the inertia of ``run`` and the cursor at ``position``."""
        is_new, self._run, self._position = run is not self._run, run, position
        if self._plot is not None:
            if is_new:
                self._plot.draw_run(run, self._theme)
            self._plot.draw_position(position)
        now = run.marks[int(np.ceil(position))].inertia
        self._now.draw("" if np.isnan(now) else number(now))

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self._now.dress(theme)
        self._room.setFixedHeight(theme.px(116))
        if self._run is not None and self._plot is not None:
            self._plot.draw_run(self._run, theme)

    def make_plot(self) -> None:
        """Have the plot there, if it is not yet."""
        if self._plot is not None:
            return
        hook = sys.excepthook
        from app.panels.cost_plot import CostPlot

        # pyqtgraph puts a hook of its own in the place of ours, which tells of what goes wrong.
        sys.excepthook = hook
        self._plot = CostPlot()
        self._plot.pressed_at.connect(self.seek_requested)
        self._inside.addWidget(self._plot)
        if self._run is not None:
            self._plot.draw_run(self._run, self._theme)
            self._plot.draw_position(self._position)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Once it is seen, have the plot made next."""
        if not self._is_making:
            self._is_making = True
            QTimer.singleShot(0, self.make_plot)
