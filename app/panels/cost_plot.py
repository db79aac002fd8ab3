"""The plot of inertia over the half-steps: all of the window that pyqtgraph draws."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent

from app.theme import Theme
from app.words import tr
from core.lloyd import Phase
from core.run import Run

MARKS_UP_TO = 60
"""Half-steps with a mark each; more than that are a line only."""


class CostPlot(pg.PlotWidget):  # type: ignore[misc]
    """A plot without axes, menu or zoom, on which a press or drag names a half-step."""

    pressed_at = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chartPlot")
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.hideAxis("left")
        self.hideAxis("bottom")
        self.getViewBox().disableAutoRange()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolTip(tr("Inertia after every half-step: ● assign, ○ update. Press to go there."))
        self.line = self.plot([], [])
        self.cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self.addItem(self.cursor_line)

    def draw_position(self, position: float) -> None:
        """Put the cursor at ``position``."""
        self.cursor_line.setValue(position)

    def draw_run(self, run: Run, theme: Theme) -> None:
        """Show the inertia of ``run`` in the colours of ``theme``."""
        self.setBackground(theme.panel)
        self.cursor_line.setPen(pg.mkPen(theme.warning, width=1.5))
        costs = np.array([mark.inertia for mark in run.marks[run.first + 1 :]])
        places = np.arange(run.first + 1, len(run))
        many = len(run) > MARKS_UP_TO
        accent, ground = theme.accent, theme.panel
        filled = [mark.phase is Phase.ASSIGN for mark in run.marks[run.first + 1 :]]
        self.line.setData(
            places,
            costs,
            pen=pg.mkPen(accent, width=1.6),
            symbol=None if many else "o",
            symbolSize=theme.px(6),
            symbolPen=pg.mkPen(accent, width=1.4),
            symbolBrush=[pg.mkBrush(accent if full else ground) for full in filled],
            antialias=True,
        )
        low, high = float(costs.min()), float(costs.max())
        room = 0.12 * (high - low or abs(high) or 1.0)
        self.setRange(
            xRange=(run.first, max(run.last, run.first + 2)),
            yRange=(low - room, high + room),
            padding=0.02,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Name the half-step under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on naming while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._tell(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is left to do."""

    def wheelEvent(self, event: object) -> None:
        """The chart shows the whole run, always."""

    def _tell(self, at: QPointF) -> None:
        box = self.getViewBox()
        self.pressed_at.emit(float(round(box.mapSceneToView(self.mapToScene(at.toPoint())).x())))
