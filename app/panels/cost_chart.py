"""The chart of inertia over the half-steps."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.line import Line
from app.theme import LIGHT, Theme
from app.words import number, tr
from core.lloyd import Phase
from core.run import Run

MARKS_UP_TO = 60
"""Half-steps with a mark each; more than that are a line only."""


class CostChart(QWidget):
    """Inertia after every half-step, ● assign and ○ update, with a cursor at the one shown."""

    seek_requested = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cost_chart")
        self.setAccessibleName(tr("Inertia over the half-steps"))
        self._heading = QLabel(tr("Inertia").upper())
        self._heading.setObjectName("heading")
        self._now = Line("inertia_now", Qt.AlignmentFlag.AlignRight, bold=True, size=11)
        self._now.setAccessibleName(tr("Inertia now"))
        self._plot = _Plot()
        self._line = self._plot.plot([], [])
        self._plot.setToolTip(
            tr("Inertia after every half-step: ● assign, ○ update. Press to go there.")
        )
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._plot.addItem(self._cursor)
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addWidget(self._now, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._plot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._run: Run | None = None
        self._theme = LIGHT
        self._plot.pressed_at.connect(self.seek_requested)

    def draw(self, run: Run, position: float) -> None:
        """Show the inertia of ``run`` and the cursor at ``position``."""
        if run is not self._run:
            self._run = run
            self._draw_line(run)
        self._cursor.setValue(position)
        now = run.marks[int(np.ceil(position))].inertia
        self._now.draw("" if np.isnan(now) else number(now))

    def dress(self, theme: Theme) -> None:
        """Take the theme's colours and sizes."""
        self._theme = theme
        self._now.dress(theme)
        self._plot.setBackground(theme.panel)
        self._plot.setFixedHeight(theme.px(116))
        self._cursor.setPen(pg.mkPen(theme.warning, width=1.5))
        if self._run is not None:
            self._draw_line(self._run)

    def _draw_line(self, run: Run) -> None:
        costs = np.array([mark.inertia for mark in run.marks[1:]])
        places = np.arange(1, len(run))
        many = len(run) > MARKS_UP_TO
        accent, ground = self._theme.accent, self._theme.panel
        filled = [mark.phase is Phase.ASSIGN for mark in run.marks[1:]]
        self._line.setData(
            places,
            costs,
            pen=pg.mkPen(accent, width=1.6),
            symbol=None if many else "o",
            symbolSize=self._theme.px(6),
            symbolPen=pg.mkPen(accent, width=1.4),
            symbolBrush=[pg.mkBrush(accent if full else ground) for full in filled],
            antialias=True,
        )
        low, high = float(costs.min()), float(costs.max())
        room = 0.12 * (high - low or abs(high) or 1.0)
        self._plot.setRange(
            xRange=(0, max(run.last, 2)), yRange=(low - room, high + room), padding=0.02
        )


class _Plot(pg.PlotWidget):  # type: ignore[misc]
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
