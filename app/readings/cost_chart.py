"""The chart of inertia over the half-steps."""

import sys
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPoint, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from app.readings.cost_legend import CostLegend
from app.theme.theme import LIGHT, Theme
from app.widgets.labels.elided_label import ElidedLabel
from app.widgets.labels.plain_label import PlainLabel, plain_tip
from app.words.gains import gains_words
from app.words.numbers import number
from app.words.translate import tr
from core.analysis.gains import gains_at, gains_so_far, unsplit_at
from core.runs.run import Run
from core.session.state import FEW
from core.types import Slots

if TYPE_CHECKING:
    from app.readings.cost_plot import CostPlot


HIGH = 88
"""Height of the plot in pixels."""


class CostChart(QWidget):
    """Inertia after every half-step, ● assign and ◇ update, with a cursor at the one shown.

    The line below it says what either has saved up to there, a tooltip what one half-step did.

    The plot itself is made just after the window was painted first: the import of pyqtgraph and
    the making of its scene take a quarter of the time to the first window.
    """

    seek_requested = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cost_chart")
        self.setAccessibleName(tr("Inertia after each half-step"))
        self._heading = PlainLabel(tr("Inertia").upper())
        self._heading.setObjectName("heading")
        self._now = ElidedLabel("inertia_now", Qt.AlignmentFlag.AlignRight, bold=True, size=11)
        self._now.setAccessibleName(tr("Inertia now"))
        hint = tr(
            "Inertia (within-cluster sum of squares) after each half-step: ● assignment, ◇ update. "
            "Click to go there."
        )
        self._heading.setToolTip(plain_tip(hint))
        self.setAccessibleDescription(hint)
        self._legend = CostLegend()
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
        column.addWidget(self._legend)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = column
        self._plot: CostPlot | None = None
        self._run: Run | None = None
        self._slots: Slots = ()
        self._position = 0.0
        self._told = -1
        self._theme = LIGHT
        self._is_making = False

    def draw(self, run: Run, slots: Slots, position: float) -> None:
        """Show the inertia of ``run`` and the cursor at ``position``.

        ``slots`` are colour and shown number of each starting centroid.
        """
        is_new, self._run, self._position = run is not self._run, run, position
        self._slots = slots
        if self._plot is not None:
            if is_new:
                self._plot.draw_run(run, self._theme)
            self._plot.draw_position(position)
        shown = int(np.ceil(position))
        if is_new or shown != self._told:
            self._told = shown
            now = run.marks[shown].inertia
            self._now.draw("" if np.isnan(now) else number(now))
            self._legend.draw(*gains_so_far(run, shown))

    def plot_room(self) -> int:
        """The height without the line below the chart."""
        legend = 0 if self._legend.isHidden() else self.legend_room()
        return self.sizeHint().height() - legend

    def legend_room(self) -> int:
        """The height that the line below the chart takes."""
        return self._legend.sizeHint().height() + self._column.spacing()

    def show_legend(self, shown: bool) -> None:
        """Show the line below the chart, or give its room away."""
        self._legend.setVisible(shown)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._now.apply_theme(theme)
        self._legend.apply_theme(theme)
        self._column.setSpacing(theme.px(4))
        self._room.setFixedHeight(theme.px(HIGH))
        if self._run is not None and self._plot is not None:
            self._plot.draw_run(self._run, theme)

    def make_plot(self) -> None:
        """Make the plot, unless it is there."""
        if self._plot is not None:
            return
        hook = sys.excepthook
        from app.readings.cost_plot import CostPlot

        # pyqtgraph puts a hook of its own in the place of ours, which tells of what goes wrong.
        sys.excepthook = hook
        self._plot = CostPlot()
        self._plot.pressed_at.connect(self.seek_requested)
        self._plot.hovered_at.connect(self._tell_gains)
        self._inside.addWidget(self._plot)
        if self._run is not None:
            self._plot.draw_run(self._run, self._theme)
            self._plot.draw_position(self._position)

    def words_at(self, half_step: float) -> str:
        """What the half-step did to the inertia; nothing where there is none."""
        run = self._run
        if run is None or not run.first < half_step <= run.last:
            return ""
        index = int(half_step)
        # Of many points the labels are not looked up for a pointer that passes.
        split = gains_at if len(run.points) <= FEW else unsplit_at
        is_last = index == run.last and run.converged
        return gains_words(run.marks[index], split(run, index), self._slots, is_last=is_last)

    def _tell_gains(self, half_step: float, at: QPoint) -> None:
        QToolTip.showText(at, plain_tip(self.words_at(half_step)), self)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The plot is made after the first painting, which does not wait for it."""
        if not self._is_making:
            self._is_making = True
            QTimer.singleShot(0, self.make_plot)
