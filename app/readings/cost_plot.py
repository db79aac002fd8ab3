"""The plot of inertia over the half-steps: all of the window that pyqtgraph draws."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPoint, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QMouseEvent

from app.readings.cost_legend import INKS
from app.theme.theme import Theme
from app.words.ticks import tick_texts, ticks
from core.kmeans.half_step import Phase
from core.runs.run import Run

MARKS_UP_TO = 60
"""Half-steps with a mark each; more than that are a line only."""

WIDTHS = {Phase.ASSIGN: 2.2, Phase.UPDATE: 1.4}
"""Pixels: what the inks differ in is not told by colour alone."""


SYMBOLS = {Phase.ASSIGN: "o", Phase.UPDATE: "d"}
"""As the marks on the timeline."""

SIZES = {Phase.ASSIGN: 6, Phase.UPDATE: 8}

TICKS = 3


class CostPlot(pg.PlotWidget):  # type: ignore[misc]
    """A plot without menu or zoom, on which a click or drag names a half-step."""

    pressed_at = pyqtSignal(float)
    hovered_at = pyqtSignal(float, QPoint)
    """The half-step under the pointer, where no button is held, and where that is on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chartPlot")
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.hideAxis("bottom")
        self.getViewBox().disableAutoRange()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # From the half-step before to each, in the ink of what it did; the marks lie over them.
        self.ways = {phase: self.plot([], [], connect="pairs") for phase in INKS}
        self.line = self.plot([], [])
        self.cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self.addItem(self.cursor_line)

    def draw_position(self, position: float) -> None:
        self.cursor_line.setValue(position)

    def draw_run(self, run: Run, theme: Theme) -> None:
        """Show the inertia of ``run`` in the colours of ``theme``."""
        self.setBackground(theme.panel)
        self.cursor_line.setPen(pg.mkPen(theme.warning, width=1.5))
        costs = np.array([mark.inertia for mark in run.marks[run.first + 1 :]])
        places = np.arange(run.first + 1, len(run))
        many = len(run) > MARKS_UP_TO
        phases = [mark.phase for mark in run.marks[run.first + 1 :]]
        for phase, item in self.ways.items():
            ends = np.flatnonzero([own is phase for own in phases[1:]]) + 1
            pairs = np.column_stack([ends - 1, ends]).ravel()
            pen = pg.mkPen(theme.colour(INKS[phase]), width=WIDTHS[phase] * theme.zoom)
            item.setData(places[pairs], costs[pairs], connect="pairs", pen=pen, antialias=True)
        inks = [theme.colour(INKS[phase]) for phase in phases]
        fills = [
            ink if phase is Phase.ASSIGN else theme.colour("panel")
            for ink, phase in zip(inks, phases, strict=True)
        ]
        self.line.setData(
            places,
            costs,
            pen=None,
            symbol=None if many else [SYMBOLS[phase] for phase in phases],
            symbolSize=[theme.px(SIZES[phase]) for phase in phases],
            symbolPen=[pg.mkPen(ink, width=1.4) for ink in inks],
            symbolBrush=[pg.mkBrush(fill) for fill in fills],
            antialias=True,
        )
        # From zero: heights are to be compared.
        high = float(costs.max(initial=0.0)) or 1.0
        low, high = -0.08 * high, 1.1 * high
        self._draw_axis(low, high, theme)
        self.setRange(
            xRange=(run.first, max(run.last, run.first + 2)),
            yRange=(low, high),
            padding=0.02,
        )

    def _draw_axis(self, low: float, high: float, theme: Theme) -> None:
        """A few round numbers at the left."""
        axis, font = self.getAxis("left"), self.font()
        font.setPixelSize(theme.letters(10))
        places = ticks(low, high, TICKS)
        texts = tick_texts(places)
        axis.setTicks([list(zip(places, texts, strict=True))])
        axis.setStyle(tickFont=font, tickLength=-theme.px(3), tickTextOffset=theme.px(3))
        axis.setPen(pg.mkPen(theme.colour("track")))
        axis.setTextPen(pg.mkPen(theme.colour("quiet")))
        advance = QFontMetrics(font).horizontalAdvance
        axis.setWidth(max(map(advance, texts), default=0) + theme.px(7))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Name the half-step under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on naming while the button is held, else tell where the pointer is."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._tell(event.position())
        elif not event.buttons():
            at = event.globalPosition().toPoint()
            self.hovered_at.emit(self._half_step_at(event.position()), at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is left to do."""

    def wheelEvent(self, event: object) -> None:
        """The chart shows the whole run, always."""

    def _tell(self, at: QPointF) -> None:
        self.pressed_at.emit(self._half_step_at(at))

    def _half_step_at(self, at: QPointF) -> float:
        box = self.getViewBox()
        return float(round(box.mapSceneToView(self.mapToScene(at.toPoint())).x()))
