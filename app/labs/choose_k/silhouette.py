"""The silhouette of every point, by cluster."""

from math import isfinite

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.theme.palette import cluster_colour, with_alpha
from app.widgets.labels.plain_label import plain_tip
from app.widgets.painted import Painted
from app.words.numbers import grouped
from app.words.translate import tr
from core.analysis.silhouettes import silhouettes_at
from core.session.pose import NO_ROWS
from core.session.state import State
from core.types import Labels, Points, Slots

HIGH, RIM, HEAD = 150, 10, 22

FEW = 5_000
"""Points up to which silhouettes are computed for the board."""

Rows = NDArray[np.intp]


class SilhouettePlot(Painted, QWidget):
    """A band for each cluster: its points by falling silhouette, and their mean.

    The axis ends at 1, whatever the values are, so that different K can be compared. A click on a
    band marks its points on the board, a second one no more.
    """

    rows_changed = pyqtSignal()
    """`rows` has changed."""

    _letters = 11

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("silhouette_plot")
        self.setAccessibleName(tr("Silhouette of every point, by cluster"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bands: list[tuple[int, Rows, Points]] = []
        """Slot, rows and falling silhouettes of each cluster that has points."""
        self._marked: int | None = None
        self._mean = float("nan")
        self._note = ""
        self._drawn: tuple[object, ...] = ()
        """The run and half-step whose silhouettes are drawn."""
        self.rows: Rows = NO_ROWS
        """The points to mark on the board, ascending: of a cluster, or all below 0."""
        self._below_zero: Rows = NO_ROWS

    @property
    def means(self) -> dict[int, float]:
        """The mean silhouette of each cluster, by its shown number."""
        return {slot + 1: float(values.mean()) for slot, _, values in self._bands}

    def draw_state(self, state: State) -> None:
        """Show the silhouettes of the half-step on the board, once it stands."""
        if state.moving or self._drawn == (state.run, state.half_step):
            return
        self._drawn = state.run, state.half_step
        silhouettes, note = None, tr("none before two clusters have points")
        if len(state.run.points) > FEW:
            note = tr("for up to {n} points").format(n=grouped(FEW))
        else:
            silhouettes = silhouettes_at(state.run, state.half_step)
        self.draw(silhouettes, state.run[state.half_step].labels, state.shown_slots, note)
        self._below_zero = NO_ROWS if silhouettes is None else np.flatnonzero(silhouettes < 0.0)
        self._mark(self._below_zero)

    def leave(self) -> None:
        """Mark nothing until the next state is drawn."""
        self._drawn, self.rows = (), NO_ROWS

    def draw(self, silhouettes: Points | None, labels: Labels, slots: Slots, note: str) -> None:
        """Show ``silhouettes`` (N,) by the clusters of ``labels``, or a ``note`` where none are."""
        self._bands, self._marked, self._note = [], None, note
        self._mean = float("nan") if silhouettes is None else float(silhouettes.mean())
        if silhouettes is not None:
            for row in np.argsort(slots).tolist():
                rows = np.flatnonzero(labels == row)
                if len(rows):
                    order = rows[np.argsort(-silhouettes[rows], kind="stable")]
                    self._bands.append((slots[row], order, silhouettes[order]))
        told = "; ".join(f"{name}: {_told(mean)}" for name, mean in self.means.items())
        self.setAccessibleDescription(told or note)
        tip = tr(
            "Silhouette: near 1 where a point is much nearer to its own cluster than to the next, "
            "below 0 where the next is nearer (ringed on the board). Click a band to mark its "
            "points."
        )
        self.setToolTip(plain_tip(tip))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for band, (slot, rows, _) in zip(self._places(), self._bands, strict=True):
            if band.top() <= event.position().y() < band.bottom():
                self._marked = None if self._marked == slot else slot
                self._mark(self._below_zero if self._marked is None else np.sort(rows))
                self.update()

    def _mark(self, rows: Rows) -> None:
        self.rows = rows
        self.rows_changed.emit()

    def _places(self) -> list[QRectF]:
        """The rectangle of each band: as high as it has points."""
        theme, count = self._theme, sum(len(rows) for _, rows, _ in self._bands)
        metrics = QFontMetricsF(self.font())
        left = theme.px(RIM) + metrics.horizontalAdvance("888") + theme.px(6)
        right = self.width() - theme.px(RIM) - metrics.horizontalAdvance("−0.888 (88)")
        room, top = self.height() - theme.px(HEAD) - theme.px(6), float(theme.px(HEAD))
        gap = min(2.0, room / max(4 * len(self._bands), 1))
        scale = (room - gap * max(len(self._bands) - 1, 0)) / max(count, 1)
        places = []
        for _, rows, _ in self._bands:
            high = len(rows) * scale
            places.append(QRectF(left, top, max(right - left, 1.0), high))
            top += high + gap
        return places

    def _paint(self, painter: QPainter) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        self._paint_panel(painter)
        base, rim = theme.px(5) + metrics.ascent(), theme.px(RIM)
        painter.setPen(theme.colour("text"))
        painter.drawText(QPointF(rim, base), tr("Silhouette of every point"))
        painter.setPen(theme.colour("warning" if isfinite(self._mean) else "quiet"))
        said = tr("mean {mean}").format(mean=_told(self._mean)) if self._bands else self._note
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, self.width() * 0.55)
        right = self.width() - rim - metrics.horizontalAdvance(said)
        painter.drawText(QPointF(right, base), said)
        low = min([0.0, *(float(values[-1]) for _, _, values in self._bands)])
        for band, (slot, rows, values) in zip(self._places(), self._bands, strict=True):
            self._paint_band(painter, band, slot, values, low)
            self._paint_texts(painter, band, slot, len(rows), float(values.mean()))
        if self._bands and isfinite(self._mean):
            places = self._places()
            x = _x(self._mean, places[0], low)
            painter.setPen(QPen(theme.colour("warning"), 1.2, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, places[0].top()), QPointF(x, places[-1].bottom()))

    def _paint_band(
        self, painter: QPainter, band: QRectF, slot: int, values: Points, low: float
    ) -> None:
        zero = _x(0.0, band, low)
        step = band.height() / len(values)
        # As many corners as there are pixels are enough.
        shown = np.unique(np.linspace(0, len(values) - 1, min(len(values), 400)).astype(int))
        line = [QPointF(_x(float(values[i]), band, low), band.top() + i * step) for i in shown]
        last = QPointF(line[-1].x(), band.bottom())
        shape = QPolygonF([QPointF(zero, band.top()), *line, last, QPointF(zero, band.bottom())])
        painter.setPen(Qt.PenStyle.NoPen)
        if slot == self._marked:
            painter.fillRect(band, with_alpha(self._theme.colour("accent"), 0.14))
        painter.setBrush(cluster_colour(slot))
        painter.drawPolygon(shape)

    def _paint_texts(
        self, painter: QPainter, band: QRectF, slot: int, count: int, mean: float
    ) -> None:
        metrics = QFontMetricsF(self.font())
        if band.height() < 0.8 * metrics.ascent():
            return  # too low for letters; the description has it
        base = band.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.setPen(self._theme.colour("text"))
        painter.drawText(QPointF(self._theme.px(RIM), base), str(slot + 1))
        painter.setPen(self._theme.colour("quiet"))
        said = f"{_told(mean)} ({grouped(count)})"
        right = self.width() - self._theme.px(RIM) - metrics.horizontalAdvance(said)
        painter.drawText(QPointF(right, base), said)


def _x(value: float, band: QRectF, low: float) -> float:
    """The place of a silhouette on the axis from ``low`` to 1."""
    return band.left() + (value - low) / (1.0 - low) * band.width()


def _told(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
